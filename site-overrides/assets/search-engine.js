/* Finds: reads the index that the generator wrote (rendering/search/), piece by piece, and ranks what it finds.
   Loaded when the search is first opened. Asks no server: every piece is a script beside the page, so that it runs
   from disk too. Knows no page; search.js and search-page.js show what it finds. */
(function () {
  "use strict";

  var FIELD = [8, 4, 3.2, 3, 2.4, 1];           // name, date, statement, quote, translation, body
  var KIND = [1, 0.85, 1.1, 1.05, 0.95, 0.72];  // event, claim, actor, place, source, passage
  var EXACT = 1, RELATED = 0.9, SYNONYM = 0.75, PREFIX = 0.6, SPLIT = 0.6, TYPO = 0.5;
  var COMPLETIONS = 16, PREFIX_FILES = 4;
  // What more it counts when words follow one another, stand near one another, are all of a name.
  var LENGTH = 0.03, FOLLOWING = 0.9, NEAR = 0.3, NEAR_WORDS = 6, NAMED = 1.2, DESCRIBED = 1.5;
  // With so few results and fewer a word may be a mistyped name although it is printed somewhere.
  var FEW = 2, MOST_NEAR_FORMS = 6;
  // An ending may be as long as this, what stands before it no shorter than this.
  var LONGEST_ENDING = 4, LEAST_BEGINNING = 5;
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var VALUE = {};
  for (var at = 0; at < 64; at += 1) { VALUE[DIGITS[at]] = at; }

  var root = document.currentScript.src.replace(/assets\/search-engine\.js.*$/, "");
  var waiting = {}, pieces = {};

  // The pieces ------------------------------------------------------------------------------------------

  window.dossierSearch = function (name, number, data) { pieces[name + number] = data; };

  function load(name, number) {
    var key = name + (number || 0);
    if (!waiting[key]) {
      waiting[key] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + "search/" + (number === undefined ? name : name + "/" + number) + ".js";
        script.onload = function () { script.remove(); resolve(pieces[key]); };
        script.onerror = function () { script.remove(); delete waiting[key]; reject(new Error(script.src)); };
        document.head.append(script);
      });
    }
    return waiting[key];
  }

  function reader(text) {
    var place = 0;
    function number() {
      var value = 0, shift = 1, digit;
      do {
        digit = VALUE[text[place]];
        place += 1;
        value += (digit & 31) * shift;
        shift *= 32;
      } while (digit & 32);
      return value;
    }
    return {
      number: number,
      character: function () { place += 1; return VALUE[text[place - 1]]; },
      list: function () {
        var found = [], last = 0;
        for (var left = number(); left > 0; left -= 1) { last += number(); found.push(last); }
        return found;
      },
      get isAtEnd() { return place >= text.length; }
    };
  }

  // Words: folded and cut as rendering/search/tokens.py does -----------------------------------------------

  var PLAIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "e",
    "ħ": "h", "ŋ": "n", "ſ": "s", "ς": "σ"
  };
  var SINGLE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  var WORD = new RegExp("(?=[\\p{L}\\p{N}])[" + SINGLE + "]\\p{Mn}*|(?:(?![" + SINGLE + "])[\\p{L}\\p{N}]\\p{Mn}*)+", "gu");
  var JOINERS = "-\u2010\u2011'\u2019\u02bc./";

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC")
      .replace(/[ßæœøđðþłıəħŋſς]/g, function (letter) { return PLAIN[letter]; });
  }

  /** Words with their places in the text; `joined` is the form with all words that hang on it by hyphens. */
  function wordsOf(text) {
    var found = [], group = [];
    function close() {
      if (group.length > 1) {
        var joined = group.map(function (word) { return word.form; }).join("");
        group.forEach(function (word) { word.joined = joined; });
        group[0].opens = group.length;
      }
      group = [];
    }
    for (var match of text.matchAll(WORD)) {
      var form = fold(match[0]), last = found[found.length - 1];
      if (!form) { continue; }
      var between = last ? text.slice(last.end, match.index) : "";
      if (!last || between.length !== 1 || !JOINERS.includes(between)) { close(); }
      var word = { form: form, start: match.index, end: match.index + match[0].length, joined: "" };
      found.push(word);
      group.push(word);
    }
    close();
    return found;
  }

  // The query -----------------------------------------------------------------------------------------------

  var OPERATOR = /^(type|status|source|actor|from|to):(.*)$/i;

  /** `{groups, filters}`: a group is words that must stand together or a single word; `isOpen` while it is typed. */
  function parse(query) {
    var groups = [], filters = { type: [], status: [], source: [], actor: [], from: "", to: "" };
    // Telephones write typographic quotation marks for straight ones.
    var parts = query.replace(/[“”„‟«»]/g, '"').match(/-?(?:(?:type|status|source|actor|from|to):)?(?:"[^"]*"?|[^\s"]+)/gi) || [];
    parts.forEach(function (part, index) {
      var isNot = part[0] === "-" && part.length > 1;
      var text = isNot ? part.slice(1) : part;
      var operator = text.match(OPERATOR);
      if (operator) {
        var name = operator[1].toLowerCase(), value = operator[2].replace(/"/g, "").trim();
        if (name === "from" || name === "to") { filters[name] = value; } else if (value) { filters[name].push(value); }
        return;
      }
      var isPhrase = text[0] === '"';
      var words = wordsOf(text.replace(/"/g, ""));
      if (!words.length) { return; }
      var isLast = index === parts.length - 1 && !isPhrase && !isNot && !/\s$/.test(query);
      if (isPhrase || words.length === 1) {
        groups.push({
          words: words.map(formOf), isPhrase: isPhrase, isNot: isNot, isOpen: isLast,
          isAbbreviation: /^\p{Lu}{2,}$/u.test(text)
        });
      } else {
        groups.push({
          words: words.map(formOf), isJoined: true, joined: words[0].joined || words.map(formOf).join(""),
          isNot: isNot, isOpen: isLast
        });
      }
    });
    return { groups: groups, filters: filters };
  }

  function formOf(word) { return word.form; }

  // Terms ---------------------------------------------------------------------------------------------------

  function fileOf(starts, form) {
    var low = 0, high = starts.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (starts[middle] <= form) { low = middle; } else { high = middle - 1; }
    }
    return low;
  }

  async function termsAround(head, form) {
    return head.terms.length ? load("t", fileOf(head.terms, form)) : {};
  }

  async function entryOf(head, form) {
    var terms = await termsAround(head, form);
    return Object.prototype.hasOwnProperty.call(terms, form) ? terms[form] : null;
  }

  /** Documents of a form: numbers, and the fields as bits. */
  function documentsOf(entry) {
    if (!entry.parsed) {
      var text = reader(entry[0]), last = 0, found = [];
      while (!text.isAtEnd) {
        last += text.number();
        found.push([last, text.character()]);
      }
      Object.defineProperty(entry, "parsed", { value: found });
    }
    return entry.parsed;
  }

  /** The forms that a word stands for, each with how much it counts: `[form, factor]`. */
  async function formsOf(head, word, isOpen, isWhole) {
    var found = new Map();
    function add(form, factor) { if (!(found.get(form) >= factor)) { found.set(form, factor); } }
    var entry = await entryOf(head, word);
    if (entry) {
      add(word, EXACT);
      (entry[1] ? entry[1].split(" ") : []).forEach(function (form) { add(form, RELATED); });
    }
    if (isOpen && word.length > 1 && !(isWhole && found.size)) {
      (await completions(head, word)).forEach(function (form) {
        add(form, PREFIX * Math.sqrt(word.length / form.length));
      });
    }
    if (!found.size && head.unprinted.length) {
      var leads = await load("f", fileOf(head.unprinted, word));
      var printed = Object.prototype.hasOwnProperty.call(leads, word) ? leads[word] : "";
      if (printed) {
        var other = await entryOf(head, printed);
        [printed].concat(other && other[1] ? other[1].split(" ") : []).forEach(function (form) { add(form, RELATED); });
      }
    }
    return found;
  }

  async function completions(head, word) {
    var first = fileOf(head.terms, word), last = fileOf(head.terms, word + "\uffff");
    var files = [];
    for (var number = first; number <= Math.min(last, first + PREFIX_FILES - 1); number += 1) { files.push(load("t", number)); }
    var found = [];
    (await Promise.all(files)).forEach(function (terms) {
      Object.keys(terms).forEach(function (form) {
        if (form.startsWith(word) && form !== word) { found.push([form, terms[form][0].length]); }
      });
    });
    found.sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
    return found.slice(0, COMPLETIONS).map(function (pair) { return pair[0]; });
  }

  /** How many letters must be changed, left out, put in or exchanged; more than `most` counts as `most + 1`. */
  function distance(first, second, most) {
    if (Math.abs(first.length - second.length) > most) { return most + 1; }
    var before = [], row = [], next, i, j;
    for (j = 0; j <= second.length; j += 1) { row[j] = j; }
    for (i = 1; i <= first.length; i += 1) {
      next = [i];
      var least = i;
      for (j = 1; j <= second.length; j += 1) {
        var cost = first[i - 1] === second[j - 1] ? 0 : 1;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
        if (i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
        least = Math.min(least, next[j]);
      }
      if (least > most) { return most + 1; }
      before = row;
      row = next;
    }
    return row[second.length];
  }

  /** Names that a mistyped word may have meant: one change in 4 to 7 letters, two in more. */
  async function namesLike(word, isOther) {
    if (word.length < 4) { return []; }
    var most = word.length < 8 ? 1 : 2, best = most, found = [];
    (await load("names")).split(" ").forEach(function (name) {
      if (isOther && name === word) { return; }
      var apart = distance(word, name, best);
      if (apart < best) { found = []; best = apart; }
      if (apart <= best && apart <= most) { found.push(name); }
    });
    return found;
  }

  /** Printed forms that begin as an unprinted one does but for an ending: streikene finds streiken. */
  async function beginningLike(head, word) {
    for (var cut = word.length - 1; cut >= Math.max(LEAST_BEGINNING, word.length - LONGEST_ENDING); cut -= 1) {
      var start = word.slice(0, cut), longest = cut + LONGEST_ENDING;
      var terms = await termsAround(head, start);
      var found = Object.keys(terms).filter(function (form) { return form.startsWith(start) && form.length <= longest; });
      if (found.length) { return found.slice(0, COMPLETIONS); }
    }
    return [];
  }

  // Matching --------------------------------------------------------------------------------------------------

  function weight(fields) {
    var most = 0, rest = 0;
    for (var bit = 0; bit < FIELD.length; bit += 1) {
      if (fields & (1 << bit)) {
        rest += FIELD[bit];
        most = Math.max(most, FIELD[bit]);
      }
    }
    return most + 0.15 * (rest - most);
  }

  /** Documents that hold any of these forms: number to `[score, fields]`. */
  async function scores(head, forms) {
    var found = new Map();
    var entries = await Promise.all(Array.from(forms.keys(), function (form) { return entryOf(head, form); }));
    // How rare a word is, all its forms together: else a rare inflection would count for more than the word itself.
    var holding = new Set();
    entries.forEach(function (entry) {
      if (entry) { documentsOf(entry).forEach(function (item) { holding.add(item[0]); }); }
    });
    var rarity = 0.5 + Math.log(1 + head.count / Math.max(1, holding.size));
    Array.from(forms.entries()).forEach(function (pair, index) {
      if (!entries[index]) { return; }
      documentsOf(entries[index]).forEach(function (item) {
        var score = pair[1] * rarity * weight(item[1]);
        var known = found.get(item[0]);
        if (!known) { found.set(item[0], [score, item[1]]); } else {
          found.set(item[0], [Math.max(known[0], score) + 0.05 * Math.min(known[0], score), known[1] | item[1]]);
        }
      });
    });
    return found;
  }

  function intersect(maps) {
    var found = new Map();
    maps[0].forEach(function (value, number) {
      var score = 0, named = 0, fields = 63, isIn = maps.every(function (map) {
        var other = map.get(number);
        if (other) { score += other[0]; fields &= other[1]; named += other[1] & 1; }
        return other;
      });
      if (isIn) { found.set(number, [score, fields, named]); }
    });
    return found;
  }

  async function placesOf(head, form) {
    var entry = await entryOf(head, form);
    if (!entry) { return new Map(); }
    if (!entry.places) {
      var text = reader((await load("p", fileOf(head.terms, form)))[form]);
      var places = new Map(documentsOf(entry).map(function (item) { return [item[0], text.list()]; }));
      Object.defineProperty(entry, "places", { value: places, configurable: true });  // Two questions may ask at once.
    }
    return entry.places;
  }

  /** Documents in which these words follow one another, in exactly these forms. */
  async function phrase(head, words) {
    var singles = await Promise.all(words.map(function (word) { return scores(head, new Map([[word, EXACT]])); }));
    var places = await Promise.all(words.map(function (word) { return placesOf(head, word); }));
    var found = new Map();
    intersect(singles).forEach(function (value, number) {
      var stands = places[0].get(number).some(function (start) {
        return places.every(function (map, offset) { return map.get(number).includes(start + offset); });
      });
      if (stands) { found.set(number, [value[0] * 1.2, value[1]]); }
    });
    return found;
  }

  function merge(into, other, factor) {
    other.forEach(function (value, number) {
      var known = into.get(number), score = value[0] * factor;
      if (!known) { into.set(number, [score, value[1]]); } else {
        into.set(number, [Math.max(known[0], score), known[1] | value[1]]);
      }
    });
    return into;
  }

  /** For each document how near to one another the words of the query stand in it: 1 where each follows the one before. */
  async function nearness(head, groups, found) {
    var near = new Map(), pairs = groups.length - 1;
    for (var at = 0; at < pairs; at += 1) {
      var first = await placesOfAny(head, groups[at].tried), second = await placesOfAny(head, groups[at + 1].tried);
      var apart = groups[at + 1].at - groups[at].at, bridged = groups[at].bridged;
      found.forEach(function (value, number) {
        var share = bridged.has(number) ? FOLLOWING : together(first.get(number), second.get(number), apart);
        if (share) { near.set(number, (near.get(number) || 0) + share / pairs); }
      });
    }
    return near;
  }

  function together(first, second, apart) {
    if (!first || !second) { return 0; }
    var known = new Set(second), best = 0;
    first.forEach(function (place) {
      if (known.has(place + apart)) { best = FOLLOWING; }
      for (var step = 1; best < NEAR && step <= NEAR_WORDS; step += 1) {
        if (known.has(place + step) || known.has(place - step)) { best = NEAR; }
      }
    });
    return best;
  }

  async function placesOfAny(head, forms) {
    var found = new Map();
    var likely = Array.from(forms || []).sort(function (a, b) { return b[1] - a[1]; }).slice(0, MOST_NEAR_FORMS);
    for (var pair of likely) {
      (await placesOf(head, pair[0])).forEach(function (places, number) {
        found.set(number, (found.get(number) || []).concat(places));
      });
    }
    return found;
  }

  /** What a group of the query finds; `forms` are the forms that are marked in results, `notes` what was tried instead. */
  async function matchGroup(head, group, forms, notes) {
    var found;
    if (group.isPhrase) {
      group.words.forEach(function (word) { forms.add(word); });
      return phrase(head, group.words);
    }
    if (group.isJoined) {
      var parts = await Promise.all(group.words.map(function (word) { return scores(head, new Map([[word, EXACT]])); }));
      group.words.forEach(function (word) { forms.add(word); });
      forms.add(group.joined);
      found = merge(intersect(parts), await scores(head, new Map([[group.joined, EXACT]])), 1.2);
      return found;
    }
    var word = group.words[0];
    var wanted = group.tried = await formsOf(head, word, group.isOpen, group.isAbbreviation);
    if (!wanted.size) {
      var split = await splitWord(head, word);
      if (split.size) { forms.add(word); return split; }
      var names = await namesLike(word);
      names.forEach(function (name) { wanted.set(name, TYPO); });
      if (!names.length) {
        names = await beginningLike(head, word);
        names.forEach(function (form) { wanted.set(form, RELATED * RELATED); });
      }
      if (names.length) { notes.push({ kind: "typo", word: word, forms: names.slice(0, 3) }); }
    }
    wanted.forEach(function (factor, form) { forms.add(form); });
    return scores(head, wanted);
  }

  /** `dibom` where it is printed in two words. */
  async function splitWord(head, word) {
    for (var cut = 2; cut <= word.length - 2; cut += 1) {
      var both = [word.slice(0, cut), word.slice(cut)];
      if (await entryOf(head, both[0]) && await entryOf(head, both[1])) {
        var found = await phrase(head, both);
        if (found.size) { return merge(new Map(), found, SPLIT); }
      }
    }
    return new Map();
  }

  /** Where next to nothing is found: names that differ from a word by so little that they may have been meant. */
  async function addLikelyNames(head, groups, matches, forms, notes) {
    for (var at = 0; at < groups.length; at += 1) {
      var word = groups[at].words[0];
      if (groups[at].isPhrase || groups[at].isJoined || !groups[at].tried.has(word)) { continue; }
      var wanted = new Map((await namesLike(word, true)).map(function (name) { return [name, TYPO]; }));
      if (wanted.size) {
        wanted.forEach(function (factor, form) { forms.add(form); groups[at].tried.set(form, factor); });
        merge(matches[at], await scores(head, wanted), 1);
        wanted.forEach(function (factor, form) { notes.push({ kind: "synonym", form: form }); });
      }
    }
  }

  /** What stands for words of the query: `[{at, length, others}]`. */
  function synonymsIn(head, groups) {
    var plain = groups.map(function (group) {
      return group.isNot || group.isPhrase || group.isJoined ? "" : group.words[0];
    });
    var found = [];
    head.synonyms.forEach(function (forms) {
      forms.forEach(function (form) {
        var words = form.slice(1);
        for (var start = 0; words.length && start + words.length <= plain.length; start += 1) {
          if (words.every(function (word, offset) { return plain[start + offset] === word; })) {
            found.push({ at: start, length: words.length, others: forms.filter(function (other) { return other !== form; }) });
          }
        }
      });
    });
    return found;
  }

  /** Adds what synonyms find to the groups they stand for. A synonym of several words counts for each of its groups. */
  async function addSynonyms(head, groups, matches, forms, notes) {
    for (var item of synonymsIn(head, groups)) {
      for (var other of item.others) {
        var words = other.slice(1);
        var found = words.length > 1 ? await phrase(head, words)
          : await scores(head, await formsOf(head, words[0], false));
        if (found.size) {
          words.forEach(function (word) { forms.add(word); });
          notes.push({ kind: "synonym", form: other[0] });
          for (var offset = 0; offset < item.length; offset += 1) {
            merge(matches[item.at + offset], found, SYNONYM / words.length);
            if (offset) { found.forEach(function (value, number) { groups[item.at + offset - 1].bridged.add(number); }); }
          }
        }
      }
    }
  }

  // Filters ---------------------------------------------------------------------------------------------------

  var columns = null;

  async function facetColumns(head) {
    if (columns) { return columns; }
    var data = await load("facets"), count = head.count;
    function numbers(text) {
      var source = reader(text), found = [];
      while (!source.isAtEnd) { found.push(source.number()); }
      return found;
    }
    function lists(text) {
      var source = reader(text), found = [];
      for (var left = count; left > 0; left -= 1) { found.push(source.list()); }
      return found;
    }
    var days = numbers(data.days);
    columns = {
      status: numbers(data.status).map(function (code) { return data.statuses[code]; }),
      type: numbers(data.type).map(function (code) { return data.types[code]; }),
      first: days.filter(function (day, index) { return index % 2 === 0; }),
      last: days.filter(function (day, index) { return index % 2; }),
      actors: lists(data.actors), sources: lists(data.sources)
    };
    for (var number = 0; number < count; number += 1) { columns.last[number] += columns.first[number]; }
    return columns;
  }

  /** A day as the index counts them, from `2020`, `2020-10` or `2020-10-08`; the last day of it where `isEnd`. */
  function dayNumber(text, isEnd) {
    var match = text.match(/^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/);
    if (!match) { return 0; }
    var year = Number(match[1]), month = match[2] ? Number(match[2]) : isEnd ? 12 : 1;
    var day = match[3] ? Number(match[3]) : isEnd ? 0 : 1;
    var date = new Date(0);
    date.setUTCFullYear(year, match[3] || !isEnd ? month - 1 : month, day);
    return Math.round(date.getTime() / 86400000) + 719163;
  }

  /** The numbers of records of a kind whose name holds these words; of those that are nothing else, if there are any. */
  async function recordsNamed(head, rank, text, kind) {
    var words = wordsOf(text).map(formOf);
    if (!words.length) { return new Set(); }
    var found = await Promise.all(words.map(async function (word) {
      var forms = await formsOf(head, word, true);
      if (!forms.size) { (await namesLike(word)).forEach(function (name) { forms.set(name, TYPO); }); }
      return scores(head, forms);
    }));
    var all = new Set(), whole = new Set();
    intersect(found).forEach(function (value, number) {
      // Bits 0 and 2: names, and what a source's record says of it, such as its outlet.
      if (VALUE[rank[0][number]] !== kind || !(value[1] & 5)) { return; }
      all.add(number);
      if (value[1] & 1 && VALUE[rank[1][number]] === words.length) { whole.add(number); }
    });
    return whole.size ? whole : all;
  }

  function plain(text) { return fold(text).replace(/[_-]/g, " "); }

  /** 1 for what lies wholly in a time, less for what reaches far out of it. */
  function within(first, last, from, to) {
    var inside = Math.min(last, to || last) - Math.max(first, from || first) + 1;
    return 0.4 + 0.6 * inside / (last - first + 1);
  }

  /** Gives for a document 0 where it does not pass the filters, else how well it fits; null where there are none. */
  async function filterTest(head, rank, filters) {
    var isNeeded = filters.from || filters.to ||
      filters.source.length + filters.actor.length + filters.type.length + filters.status.length;
    if (!isNeeded) { return null; }
    var data = await facetColumns(head);
    var from = filters.from ? dayNumber(filters.from, false) : 0, to = filters.to ? dayNumber(filters.to, true) : 0;
    var actors = await Promise.all(filters.actor.map(function (text) { return recordsNamed(head, rank, text, 2); }));
    var sources = await Promise.all(filters.source.map(function (text) { return recordsNamed(head, rank, text, 4); }));
    var types = filters.type.map(plain), statuses = filters.status.map(plain);
    function any(list, wanted) { return list.some(function (item) { return wanted.has(item); }); }
    return function (number) {
      var kind = head.kinds[VALUE[rank[0][number]]], type = data.type[number], status = data.status[number];
      var typeNames = kind.concat(type, head.types[type] || "").map(plain);
      var statusNames = [status, head.statuses[status] || ""].map(plain);
      var isIn = (!types.length || types.some(function (wanted) { return typeNames.includes(wanted); })) &&
        (!statuses.length || statuses.some(function (wanted) { return statusNames.includes(wanted); })) &&
        (!from || data.last[number] >= from) && (!to || (data.first[number] && data.first[number] <= to)) &&
        actors.every(function (wanted) { return any(data.actors[number], wanted); }) &&
        sources.every(function (wanted) { return any(data.sources[number], wanted); });
      return isIn ? within(data.first[number], data.last[number], from, to) : 0;
    };
  }

  // Search ----------------------------------------------------------------------------------------------------

  /** All results, best first: `{numbers, forms, notes, isLoose}`; `isOpen` while the last word is still being typed. */
  async function find(query, isOpen) {
    var loaded = await Promise.all([load("head"), load("rank")]), head = loaded[0], rank = loaded[1];
    var parsed = parse(isOpen ? query : query + " "), forms = new Set(), notes = [];
    var asked = parsed.groups.filter(function (group) { return !group.isNot; });
    asked.forEach(function (group, index) { group.at = index; group.bridged = new Set(); });
    var telling = asked.filter(function (group) {
      return group.isPhrase || group.isJoined || group.isAbbreviation || !head.common.includes(group.words[0]);
    });
    var groups = telling.length ? telling : asked;
    var matches = await Promise.all(groups.map(function (group) { return matchGroup(head, group, forms, notes); }));
    await addSynonyms(head, groups, matches, forms, notes);
    var without = await Promise.all(parsed.groups.filter(function (group) { return group.isNot; })
      .map(function (group) { return matchGroup(head, group, new Set(), []); }));
    var passes = await filterTest(head, rank, parsed.filters);
    var found = groups.length ? intersect(matches) : everything(head, passes);
    if (groups.length && found.size <= FEW) {
      await addLikelyNames(head, groups, matches, forms, notes);
      found = intersect(matches);
    }
    var isLoose = false;
    if (!found.size && groups.length > 1) {
      found = some(matches);
      isLoose = found.size > 0;
    }
    var near = await nearness(head, groups, found), results = [];
    found.forEach(function (value, number) {
      var isLeftOut = without.some(function (map) { return map.has(number); }), share = passes ? passes(number) : 1;
      if (isLeftOut || !share) { return; }
      results.push([number, share * value[0] * (1 + (near.get(number) || 0)) * bonus(rank, number, value, groups.length)]);
    });
    results.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    return {
      numbers: results.map(function (pair) { return pair[0]; }), forms: forms, notes: unique(notes), isLoose: isLoose,
      rank: rank, head: head
    };
  }

  function everything(head, passes) {
    var found = new Map();
    for (var number = 0; passes && number < head.count; number += 1) { found.set(number, [1, 0, 0]); }
    return found;
  }

  /** Documents that hold most of the words, where none holds all. */
  function some(matches) {
    var counts = new Map();
    matches.forEach(function (map) {
      map.forEach(function (value, number) {
        var known = counts.get(number) || [0, 0, 0];
        counts.set(number, [known[0] + value[0], known[1] + (value[1] & 1), known[2] + 1]);
      });
    });
    var most = 0, found = new Map();
    counts.forEach(function (value) { most = Math.max(most, value[2]); });
    counts.forEach(function (value, number) {
      if (value[2] >= Math.max(1, most - 1)) { 
        found.set(number, [value[0] * Math.pow(value[2] / matches.length, 2), 0, value[1]]);
      }
    });
    return found;
  }

  /** More for what bears most of the words in its name, for shorter names, for shorter documents. */
  function bonus(rank, number, value, words) {
    var length = VALUE[rank[1][number]] || 1, share = words ? value[2] / words : 0;
    var name = 1 + NAMED * share * share * Math.min(1, value[2] / length);
    var kind = VALUE[rank[0][number]], isDescribed = (kind === 2 || kind === 3) && share < 1 && value[1] & 5;
    var size = Math.pow(1 + LENGTH * VALUE[rank[2][number]], 1 - share);
    return KIND[kind] * (isDescribed ? DESCRIBED : 1) * name / size;
  }

  function unique(notes) {
    var seen = new Set();
    return notes.filter(function (note) {
      var key = JSON.stringify(note);
      return !seen.has(key) && seen.add(key);
    });
  }

  // Showing -----------------------------------------------------------------------------------------------------

  var chunkStarts = null;

  async function documentAt(head, number) {
    chunkStarts = chunkStarts || reader(head.chunks).list();
    var file = fileOf(chunkStarts, number);
    var found = (await load("d", file))[number - chunkStarts[file]];
    return { url: found[0], title: found[1], language: found[2], note: found[3], status: found[4], texts: found[5] };
  }

  var LONGEST = 230;

  /** The text in which most of what was asked stands, cut around it: `{pieces: [[words, isMarked]], language, anchor}`. */
  function excerpt(texts, forms) {
    var best = null;
    texts.forEach(function (text) {
      if (text[0] === 1) { return; }
      var hits = hitsIn(text[2], forms);
      var rank = new Set(hits.map(function (hit) { return hit.form; })).size * 10 - (text[0] === 0 ? 9 : text[0]);
      if (hits.length && (!best || rank > best.rank)) { best = { rank: rank, text: text, hits: hits }; }
    });
    if (!best) {
      var first = texts.find(function (text) { return text[0] === 2; });
      return first ? { pieces: cut(first[2], []), language: first[1], anchor: "", field: first[0] } : null;
    }
    return {
      pieces: cut(best.text[2], best.hits), language: best.text[1], anchor: best.text[3] || "", field: best.text[0]
    };
  }

  function hitsIn(text, forms) {
    var words = wordsOf(text), found = [];
    words.forEach(function (word) {
      if (forms.has(word.form)) { found.push(word); } else if (word.joined && forms.has(word.joined)) {
        found.push({ form: word.joined, start: word.start, end: word.end });
      }
    });
    return found;
  }

  function cut(text, hits) {
    var start = 0, end = text.length;
    if (text.length > LONGEST) {
      start = hits.length ? Math.max(0, hits[0].start - 70) : 0;
      start = start && text.indexOf(" ", start) + 1;
      end = Math.min(text.length, start + LONGEST);
      end = end < text.length ? text.lastIndexOf(" ", end) : end;
      if (end <= start) { end = Math.min(text.length, start + LONGEST); }
    }
    var pieces = start ? [["… ", false]] : [], place = start;
    hits.forEach(function (hit) {
      if (hit.start < place || hit.end > end) { return; }
      if (hit.start > place) { pieces.push([text.slice(place, hit.start), false]); }
      pieces.push([text.slice(hit.start, hit.end), true]);
      place = hit.end;
    });
    if (place < end) { pieces.push([text.slice(place, end), false]); }
    if (end < text.length) { pieces.push([" …", false]); }
    return pieces;
  }

  /** One result to show. */
  async function show(found, number) {
    var item = await documentAt(found.head, number), kind = found.head.kinds[VALUE[found.rank[0][number]]];
    var part = excerpt(item.texts, found.forms);
    var place = part && part.anchor && !item.url.includes("#") ? "#" + part.anchor : "";
    return {
      number: number, kind: kind[0], label: kind[1], title: item.title, language: item.language, note: item.note,
      status: item.status ? [item.status, found.head.statuses[item.status] || ""] : null,
      href: root + item.url, place: root + item.url + place, excerpt: part
    };
  }

  window.dossierEngine = {
    find: find, show: show, facets: facetColumns, document: documentAt, kindOf: function (found, number) {
      return found.head.kinds[VALUE[found.rank[0][number]]];
    }, fold: fold, wordsOf: wordsOf, dayNumber: dayNumber
  };
})();
