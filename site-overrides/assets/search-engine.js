/* Finds: reads the index that the generator wrote (rendering/search/), piece by piece, and ranks what it finds.
   Loaded when the search is first opened. Asks no server: every piece is a script beside the page, so that it runs
   from disk too. Knows no page; search.js and search-page.js show what it finds. */
(function () {
  "use strict";

  var FIELD = [8, 4, 3.2, 3, 2.4, 1];           // name, date, statement, quote, translation, body
  var TEXT = ["name", "date", "statement", "quote", "translation", "body"];
  var KIND = [1, 0.85, 1.1, 1.05, 0.95, 0.72, 0.4];  // event, claim, actor, place, source, passage, apparatus
  var EXACT = 1, RELATED = 0.9, SYNONYM = 0.75, PREFIX = 0.6, SPLIT = 0.6, TYPO = 0.5;
  var COMPLETIONS = 16, PREFIX_FILES = 4;
  // What more it counts when words follow one another, stand near one another, are all of a name.
  var LENGTH = 0.03, FOLLOWING = 0.9, NEAR = 0.3, NEAR_WORDS = 6, NAMED = 1.2, DESCRIBED = [0, 0, 5, 1.5];
  // With so few results and fewer a word may be a mistyped name although it is printed somewhere, and others follow
  // that hold only some of the words.
  var FEW = 2, MOST_NEAR_FORMS = 6;
  // An ending may be as long as this, what stands before it no shorter than this, and no smaller part of the word.
  var LONGEST_ENDING = 3, LEAST_BEGINNING = 5, LEAST_SHARE = 2 / 3, LEAST_PREFIX = 4;
  // What a day that is asked for counts, in what is no event, in what says it too; what lasts longer is not of it.
  var DAY = 24, DAY_OF_OTHERS = 0.6, SAID = 1.5, LONGEST_SPAN = 366;
  // The number of 1 January 1970.
  var EPOCH = 719163;
  // How well a word of a text answers what was asked: in the very form, in another, in other words; how much less a
  // text says as an excerpt, by its field, where 100 is a word of the query.
  var VERY = 3, OTHER = 2, ELSE = 1, BEHIND = [110, 0, 2, 3, 4, 210];
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
        // Some networks answer with a page of their own, which no script is.
        script.onload = script.onerror = function () {
          script.remove();
          if (key in pieces) { resolve(pieces[key]); } else { delete waiting[key]; reject(new Error(script.src)); }
        };
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
    return withoutMarks(text.toLowerCase())
      .replace(/[ßæœøđðþłıəħŋſς]/g, function (letter) { return PLAIN[letter]; });
  }

  function withoutMarks(text) {
    return /^[ -~]*$/.test(text) ? text : text.normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC");
  }

  /** Words with their places in the text, and beside the first of a group that hyphens join how many `opens` says, its
      `joined` form. `written` is an abbreviation as it stands there, `initials` one that single letters make: U.S. */
  function wordsOf(text) {
    var found = [], group = [];
    function close() {
      if (group.length > 1) {
        group[0].opens = group.length;
        group[0].joined = group.map(formOf).join("");
        var letters = group.map(function (word) { return withoutMarks(text.slice(word.start, word.end)); });
        if (letters.length < 4 && letters.every(function (letter) { return /^\p{Lu}$/u.test(letter); })) {
          group[0].initials = letters.join("");
        }
      }
      group = [];
    }
    for (var match of text.matchAll(WORD)) {
      var form = fold(match[0]), last = found[found.length - 1];
      if (!form) { continue; }
      var between = last ? text.slice(last.end, match.index) : "";
      if (!last || between.length !== 1 || !JOINERS.includes(between)) { close(); }
      var written = withoutMarks(match[0]);
      var word = {
        form: form, start: match.index, end: match.index + match[0].length, opens: 1, joined: "", initials: "",
        written: /^\p{Lu}{2,3}$/u.test(written) ? written : ""
      };
      found.push(word);
      group.push(word);
    }
    close();
    return found;
  }

  // The query -----------------------------------------------------------------------------------------------

  var TOKEN = /-?(?:(?:type|status|source|actor|from|to):)?(?:"[^"]*"?|[^\s"]+)/gi;
  var OPERATOR = /^(type|status|source|actor|from|to):(.*)$/i;

  // Telephones write typographic quotation marks for straight ones.
  function straight(text) { return text.replace(/[“”„‟«»]/g, '"'); }

  /** The pieces of a query: words, phrases, what an operator asks for; each with its minus. */
  function tokensOf(query) { return straight(query).match(TOKEN) || []; }

  /** `{groups, filters, ignored}`: a group is words that must stand together or a single word; `isOpen` while it is
      typed. What stands for no time is ignored, and so is an operator without a value. */
  function parse(query) {
    var groups = [], filters = [], ignored = [], parts = tokensOf(query);
    parts.forEach(function (part, index) {
      var isNot = part[0] === "-" && part.length > 1;
      var text = isNot ? part.slice(1) : part;
      var isLast = index === parts.length - 1 && !/\s$/.test(query);
      var operator = text.match(OPERATOR);
      if (operator) {
        var name = operator[1].toLowerCase(), value = operator[2].replace(/"/g, "").trim();
        if (value && (!isTime(name) || dayNumber(value))) {
          filters.push({ name: name, value: value, isNot: isNot });
        } else if (!isLast) { ignored.push(part); }
        return;
      }
      var isPhrase = text[0] === '"', isOpen = isLast && !isPhrase && !isNot;
      // What somebody's is is about somebody.
      var words = wordsOf(isPhrase ? text.replace(/"/g, "") : text.replace(/(.)['\u2019\u02bc]s$/i, "$1"));
      if (words.length) { groups.push(Object.assign(groupOf(text, words, isPhrase), { isNot: isNot, isOpen: isOpen })); }
    });
    return { groups: groups, filters: filters, ignored: ignored };
  }

  function groupOf(text, words, isPhrase) {
    var forms = words.map(formOf), initials = words[0].opens === words.length ? words[0].initials : "";
    if (isPhrase) {
      return { words: forms, isPhrase: true, terms: words.map(function (word) { return word.written; }) };
    }
    if (words.length === 1 || initials) {
      return {
        words: [words[0].joined || forms[0]], written: words[0].written || initials,
        isAbbreviation: Boolean(initials) || /^\p{Lu}{2,}$/u.test(text)
      };
    }
    return { words: forms, isJoined: true, joined: words[0].joined || forms.join(""), day: dayIn(text) };
  }

  function formOf(word) { return word.form; }

  function isTime(name) { return name === "from" || name === "to"; }

  /** A day in digits as ISO or as most of the world writes it, else as Americans do; null where it is none. */
  function dayIn(text) {
    var iso = text.match(/^(\d{4})-(\d\d?)-(\d\d?)$/), other = text.match(/^(\d\d?)[.\/-](\d\d?)[.\/-](\d{4})$/);
    var ways = iso ? [iso.slice(1)] : !other ? [] : [[other[3], other[2], other[1]], [other[3], other[1], other[2]]];
    var day = ways.map(function (parts) {
      return parts.map(function (part) { return part.padStart(2, "0"); }).join("-");
    }).find(function (date) { return dayNumber(date); });
    return day ? { number: dayNumber(day), form: day.replace(/-/g, "") } : null;
  }

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

  /** Names that a mistyped word may have meant: one change in 4 to 7 letters, two in more. For a word that is printed,
      in 5 and more, and only what is never anything but a name. */
  async function namesLike(word, isPrinted) {
    if (word.length < (isPrinted ? 5 : 4)) { return []; }
    var most = word.length < 8 ? 1 : 2, best = most, found = [], names = await load("names");
    (isPrinted ? names[0] : names.join(" ")).split(" ").forEach(function (name) {
      if (name === word) { return; }
      var apart = distance(word, name, best);
      if (apart < best) { found = []; best = apart; }
      if (apart <= best && apart <= most) { found.push(name); }
    });
    return found;
  }

  /** Printed forms that begin as an unprinted one does but for an ending: streikene finds streiken. */
  async function beginningLike(head, word) {
    var least = Math.max(LEAST_BEGINNING, word.length - LONGEST_ENDING, Math.ceil(word.length * LEAST_SHARE));
    for (var cut = word.length - 1; cut >= least; cut -= 1) {
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

  // What is marked in results: `words` by form and `runs` of several, each with the groups it answers and how well.

  function mark(marks, words, groups, level) {
    var entry = { words: words, groups: groups, level: level };
    if (words.length > 1) { marks.runs.push(entry); } else {
      marks.words.set(words[0], (marks.words.get(words[0]) || []).concat(entry));
    }
  }

  /** What a group of the query finds; `notes` are what was tried instead. */
  function matchGroup(head, rank, group, marks, notes) {
    return group.isPhrase ? matchPhrase(head, group, marks)
      : group.isJoined ? matchJoined(head, rank, group, marks, notes) : matchWord(head, group, marks, notes);
  }

  async function matchPhrase(head, group, marks) {
    var words = await Promise.all(group.words.map(async function (word, index) {
      var written = group.terms[index];
      return written && await entryOf(head, written) ? written : word;
    }));
    mark(marks, words, [group.index], VERY);
    return phrase(head, words);
  }

  async function matchJoined(head, rank, group, marks, notes) {
    var whole = new Map([[group.joined, EXACT]]);
    if (group.isOpen && !group.day) {
      (await completions(head, group.joined)).forEach(function (form) { whole.set(form, PREFIX); });
    }
    if (group.day) { whole.set(group.day.form, EXACT); }
    mark(marks, group.words, [group.index], VERY);
    var parts = group.day ? [new Map()] : await Promise.all(group.words.map(function (word) {
      return scores(head, new Map([[word, EXACT]]));
    }));
    var found = merge(intersect(parts), await scores(head, whole), 1.2);
    if (group.day) { merge(found, await onDay(head, rank, group.day.number), 1); }
    if (!found.size) {
      (await namesLike(group.joined)).forEach(function (name) { whole.set(name, TYPO); });
      if (whole.size > 1) {
        notes.push({ kind: "typo", word: group.words.join(" "), forms: Array.from(whole.keys()).slice(1, 4) });
        found = await scores(head, whole);
      }
    }
    whole.forEach(function (factor, form) { mark(marks, [form], [group.index], factor === EXACT ? VERY : ELSE); });
    return found;
  }

  /** Records whose time holds a day: less, the longer it is, more where they say it in words. Articles count whole. */
  async function onDay(head, rank, day) {
    var data = await facetColumns(head), said = await phrase(head, dayInWords(head.language, day)), found = new Map();
    for (var number = 0; number < head.count; number += 1) {
      var span = data.last[number] - data.first[number], kind = VALUE[rank[0][number]];
      if (kind < 5 && span <= LONGEST_SPAN && data.first[number] <= day && day <= data.last[number]) {
        // Bit 1 is the date itself.
        var isSaid = said.has(number) && said.get(number)[1] & ~2;
        found.set(number, [DAY * (kind ? DAY_OF_OTHERS : 1) * (isSaid ? SAID : 1) / (1 + span), 2]);
      }
    }
    return found;
  }

  function dayInWords(language, day) {
    var date = new Date((day - EPOCH) * 86400000);
    var month = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(date);
    return [String(date.getUTCDate())].concat(wordsOf(month).map(formOf));
  }

  async function matchWord(head, group, marks, notes) {
    var word = group.words[0];
    var wanted = group.tried = await formsOfGroup(head, group);
    if (!wanted.size && !group.isElsewhere) {
      var split = await splitWord(head, word, group, marks);
      if (split.size) { return split; }
      var likely = await likelyForms(head, word);
      likely.forEach(function (factor, form) { wanted.set(form, factor); });
      if (likely.size) { notes.push({ kind: "typo", word: word, forms: Array.from(likely.keys()).slice(0, 3) }); }
    }
    wanted.forEach(function (factor, form) {
      mark(marks, [form], [group.index], factor === EXACT ? VERY : factor > TYPO ? OTHER : ELSE);
    });
    return scores(head, wanted);
  }

  /** The forms of a word; of an abbreviation what is written like it, never the word that has its letters. */
  async function formsOfGroup(head, group) {
    if (group.written && await entryOf(head, group.written)) { return new Map([[group.written, EXACT]]); }
    group.isElsewhere = Boolean(group.written) && isSynonym(head, group.written);
    return group.isElsewhere ? new Map() : formsOf(head, group.words[0], group.isOpen, group.isAbbreviation);
  }

  function isSynonym(head, written) {
    return head.synonyms.some(function (forms) {
      return forms.some(function (form) { return form.includes(written, 1); });
    });
  }

  /** What may be meant by a word that is printed nowhere: one that goes on, a name spelt alike, another ending. */
  async function likelyForms(head, word) {
    var longer = word.length < LEAST_PREFIX ? [] : await completions(head, word);
    if (longer.length) { return factors(longer, PREFIX); }
    var names = await namesLike(word);
    return names.length ? factors(names, TYPO) : factors(await beginningLike(head, word), RELATED * RELATED);
  }

  function factors(forms, factor) { return new Map(forms.map(function (form) { return [form, factor]; })); }

  /** `dibom` where it is printed in two words. */
  async function splitWord(head, word, group, marks) {
    for (var cut = 2; cut <= word.length - 2; cut += 1) {
      var both = [word.slice(0, cut), word.slice(cut)];
      if (await entryOf(head, both[0]) && await entryOf(head, both[1])) {
        var found = await phrase(head, both);
        if (found.size) {
          mark(marks, both, [group.index], OTHER);
          return merge(new Map(), found, SPLIT);
        }
      }
    }
    return new Map();
  }

  /** Where next to nothing is found: names that differ from a rare word by so little that they may have been meant. */
  async function addLikelyNames(head, groups, matches, marks, notes) {
    for (var at = 0; at < groups.length; at += 1) {
      var word = groups[at].words[0];
      if (!groups[at].tried || !groups[at].tried.has(word)) { continue; }
      if (documentsOf(await entryOf(head, word)).length > FEW) { continue; }
      var wanted = factors(await namesLike(word, true), TYPO);
      if (wanted.size) {
        for (var form of wanted.keys()) {
          mark(marks, [form], [at], ELSE);
          groups[at].tried.set(form, TYPO);
          notes.push({ kind: "synonym", form: form });
        }
        merge(matches[at], await scores(head, wanted), 1);
      }
    }
  }

  /** For each word of the query what a synonym must be to stand for it: `[form, abbreviation]`, either may be empty. */
  function synonymWords(head, group) {
    if (group.isPhrase || group.isJoined) { return ["", ""]; }
    var form = group.words[0];
    if (group.written) { return [isSynonym(head, group.written) ? "" : form, group.written]; }
    // In small letters an abbreviation is meant where they are no other word.
    return [form, head.small.includes(form) ? "" : form.toUpperCase()];
  }

  /** What stands for words of the query: `[{places, others}]`, the places being those of the groups. */
  function synonymsIn(head, groups) {
    var asked = groups.flatMap(function (group, place) {
      var each = group.isJoined ? group.words.map(function (word) { return [word]; }) : [synonymWords(head, group)];
      return each.map(function (words) { return { words: words, place: place, size: each.length }; });
    }), found = [];
    head.synonyms.forEach(function (forms) {
      forms.forEach(function (form) {
        var words = tellingWords(head, form);
        for (var start = 0; words.length && start + words.length <= asked.length; start += 1) {
          var held = asked.slice(start, start + words.length);
          if (words.every(function (word, offset) { return held[offset].words.includes(word); }) && areWhole(held)) {
            found.push({
              places: held.map(function (one) { return one.place; }).filter(function (place, at, all) { return all.indexOf(place) === at; }),
              others: forms.filter(function (other) { return other !== form; })
            });
          }
        }
      });
    });
    return found;
  }

  /** The words of a form that a query keeps: `line of contact` is asked for without its second. */
  function tellingWords(head, form) {
    var words = form.slice(1), telling = words.filter(function (word) { return !head.common.includes(word); });
    return telling.length ? telling : words;
  }

  /** Whether of words that hang together by hyphens all are there: half of `pro-turkish` is no synonym of it. */
  function areWhole(held) {
    return held.every(function (one) {
      return held.filter(function (other) { return other.place === one.place; }).length === one.size;
    });
  }

  /** Adds what synonyms find to the groups they stand for. A synonym of several words counts for each of its groups. */
  async function addSynonyms(head, groups, matches, marks, notes) {
    for (var item of synonymsIn(head, groups)) {
      var places = item.places;
      for (var other of item.others) {
        var words = other.slice(1), forms = words.length > 1 ? new Map() : await formsOf(head, words[0], false);
        var found = words.length > 1 ? await phrase(head, words) : await scores(head, forms);
        if (!found.size) { continue; }
        (words.length > 1 ? [words] : Array.from(forms.keys(), function (form) { return [form]; }))
          .forEach(function (run) { mark(marks, run, places, ELSE); });
        notes.push({ kind: "synonym", form: other[0] });
        places.forEach(function (place, offset) {
          merge(matches[place], found, SYNONYM / words.length);
          if (offset) { found.forEach(function (value, number) { groups[place - 1].bridged.add(number); }); }
        });
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

  /** A day as the index counts them, from `2020`, `2020-10` or `2020-10-08`, the last of them where `isEnd`; 0 for none. */
  function dayNumber(text, isEnd) {
    var match = text.match(/^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/);
    if (!match) { return 0; }
    var year = Number(match[1]), month = match[2] ? Number(match[2]) : isEnd ? 12 : 1, date = new Date(0);
    date.setUTCFullYear(year, month, 0);
    var last = date.getUTCDate(), day = match[3] ? Number(match[3]) : isEnd ? last : 1;
    if (month < 1 || month > 12 || day < 1 || day > last) { return 0; }
    date.setUTCDate(day);
    return Math.round(date.getTime() / 86400000) + EPOCH;
  }

  /** The numbers of records of a kind that are called so, or by a synonym of it. */
  async function recordsNamed(head, rank, text, kind) {
    var own = wordsOf(text).map(function (word) { return word.written || word.form; }).join(" "), texts = [text];
    head.synonyms.forEach(function (forms) {
      if (forms.some(function (form) { return form.slice(1).join(" ") === own; })) {
        forms.forEach(function (form) { texts.push(form[0]); });
      }
    });
    var found = await Promise.all(texts.map(function (name) { return recordsOfName(head, rank, name, kind); }));
    return new Set(found.flatMap(function (numbers) { return Array.from(numbers); }));
  }

  /** Those whose name holds these words; those alone that are called nothing else, if there are any. */
  async function recordsOfName(head, rank, text, kind) {
    var words = wordsOf(text);
    if (!words.length) { return new Set(); }
    var found = await Promise.all(words.map(async function (word) {
      var forms = word.written && await entryOf(head, word.written) ? factors([word.written], EXACT)
        : await formsOf(head, word.form, true);
      return scores(head, forms.size ? forms : factors(await namesLike(word.form), TYPO));
    }));
    var all = new Set(), whole = new Set();
    intersect(found).forEach(function (value, number) {
      // Bit 0: names; bit 2: what a source's record says of it, such as its outlet.
      if (VALUE[rank[0][number]] !== kind || !(value[1] & (kind === 4 ? 5 : 1))) { return; }
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
    if (!filters.length) { return null; }
    var data = await facetColumns(head);
    var tests = await Promise.all(filters.map(function (filter) { return testOf(head, rank, data, filter); }));
    function valueOf(name, isEnd) {
      var last = filters.filter(function (filter) { return filter.name === name && !filter.isNot; }).pop();
      return last ? dayNumber(last.value, isEnd) : 0;
    }
    var from = valueOf("from", false), to = valueOf("to", true), isReversed = from && to && from > to;
    // Several types or statuses are a choice, several actors or sources must all be there.
    var choices = ["type", "status"].map(function (name) {
      return tests.filter(function (test, index) { return filters[index].name === name && !filters[index].isNot; });
    }).filter(function (list) { return list.length; });
    var all = tests.filter(function (test, index) {
      return !/^(type|status)$/.test(filters[index].name) && !filters[index].isNot;
    });
    var none = tests.filter(function (test, index) { return filters[index].isNot; });
    return function (number) {
      function holds(test) { return test(number); }
      var isIn = !isReversed && all.every(holds) && !none.some(holds) &&
        choices.every(function (list) { return list.some(holds); });
      return isIn ? within(data.first[number], data.last[number], from, to) : 0;
    };
  }

  /** Whether a document is what an operator says. */
  async function testOf(head, rank, data, filter) {
    var value = plain(filter.value), day = isTime(filter.name) && dayNumber(filter.value, filter.name === "to");
    if (filter.name === "from") { return function (number) { return data.last[number] >= day; }; }
    if (filter.name === "to") { return function (number) { return data.first[number] && data.first[number] <= day; }; }
    if (filter.name === "type" || filter.name === "status") {
      return function (number) {
        var kind = filter.name === "type" ? head.kinds[VALUE[rank[0][number]]] : [], id = data[filter.name][number];
        var label = (filter.name === "type" ? head.types : head.statuses)[id] || "";
        return kind.concat(id, label).map(plain).includes(value);
      };
    }
    var isActor = filter.name === "actor", column = isActor ? data.actors : data.sources;
    var wanted = await recordsNamed(head, rank, filter.value, isActor ? 2 : 4);
    return function (number) { return column[number].some(function (item) { return wanted.has(item); }); };
  }

  // Search ----------------------------------------------------------------------------------------------------

  /** All results, best first: `{numbers, strict, marks, notes, isLoose}`; `isOpen` while the last word is still typed.

      The first `strict` of them hold all that was asked for, the others only some of it: then it `isLoose`. */
  async function find(query, isOpen) {
    var loaded = await Promise.all([load("head"), load("rank")]), head = loaded[0], rank = loaded[1];
    var parsed = parse(isOpen ? query : query + " "), marks = { words: new Map(), runs: [] };
    var notes = parsed.ignored.map(function (text) { return { kind: "ignored", text: text }; });
    var groups = groupsAsked(head, parsed.groups);
    var matches = await Promise.all(groups.map(function (group) {
      return matchGroup(head, rank, group, marks, notes);
    }));
    await addSynonyms(head, groups, matches, marks, notes);
    var without = await Promise.all(parsed.groups.filter(function (group) { return group.isNot; })
      .map(function (group) { return matchGroup(head, rank, group, { words: new Map(), runs: [] }, []); }));
    var passes = await filterTest(head, rank, parsed.filters);
    function ranked(found, near) { return rankedOf(head, rank, groups, near, passing(found, without, passes)); }
    var found = groups.length ? intersect(matches) : everything(head, passes);
    if (groups.length && found.size <= FEW) {
      await addLikelyNames(head, groups, matches, marks, notes);
      found = intersect(matches);
    }
    var strict = await ranked(found, groups);
    // Of two words what follows holds one: nothing stands near it.
    var loose = groups.length > 1 && strict.length <= FEW
      ? await ranked(some(groups, matches, found), groups.length > 2 ? groups : []) : [];
    return {
      numbers: strict.concat(loose), strict: strict.length, isLoose: loose.length > 0, marks: marks,
      notes: unique(notes), rank: rank, head: head
    };
  }

  /** The groups that must be found: those that tell something, all where none does. */
  function groupsAsked(head, groups) {
    var asked = groups.filter(function (group) { return !group.isNot; });
    asked.forEach(function (group, at) { Object.assign(group, { at: at, bridged: new Set() }); });
    var telling = asked.filter(function (group) {
      return group.isPhrase || group.isJoined || group.isAbbreviation || !head.common.includes(group.words[0]);
    });
    var found = telling.length ? telling : asked;
    found.forEach(function (group, index) { group.index = index; });
    return found;
  }

  /** What is not left out and passes the filters, with its score as they have it. */
  function passing(found, without, passes) {
    var left = new Map();
    found.forEach(function (value, number) {
      var isLeftOut = without.some(function (map) { return map.has(number); }), share = passes ? passes(number) : 1;
      if (!isLeftOut && share) { left.set(number, [share * value[0], value[1], value[2]]); }
    });
    return left;
  }

  /** The numbers of documents, best first; `close` are the groups that count more where they stand together. */
  async function rankedOf(head, rank, groups, close, found) {
    var near = await nearness(head, close, found), results = [];
    found.forEach(function (value, number) {
      results.push([number, value[0] * (1 + (near.get(number) || 0)) * bonus(rank, number, value, groups.length)]);
    });
    results.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    return results.map(function (pair) { return pair[0]; });
  }

  function everything(head, passes) {
    var found = new Map();
    for (var number = 0; passes && number < head.count; number += 1) { found.set(number, [1, 0, 0]); }
    return found;
  }

  /** Documents that hold at least half of the words, at most one less than the best of them, and all phrases. */
  function some(groups, matches, whole) {
    var counts = new Map();
    matches.forEach(function (map) {
      map.forEach(function (value, number) {
        if (whole.has(number)) { return; }
        var known = counts.get(number) || [0, 0, 0];
        counts.set(number, [known[0] + value[0], known[1] + (value[1] & 1), known[2] + 1]);
      });
    });
    var least = Math.ceil(matches.length / 2), found = new Map();
    counts.forEach(function (value) { least = Math.max(least, value[2] - 1); });
    counts.forEach(function (value, number) {
      var holdsPhrases = groups.every(function (group, at) { return !group.isPhrase || matches[at].has(number); });
      if (value[2] >= least && holdsPhrases) {
        found.set(number, [value[0] * Math.pow(value[2] / matches.length, 2), 0, value[1]]);
      }
    });
    return found;
  }

  /** More for what bears most of the words in its name, for shorter names, for shorter documents. */
  function bonus(rank, number, value, words) {
    var length = VALUE[rank[1][number]] || 1, share = words ? value[2] / words : 0;
    var name = 1 + NAMED * share * share * Math.min(1, value[2] / length);
    var kind = VALUE[rank[0][number]], isDescribed = DESCRIBED[kind] && share < 1 && value[1] & 5;
    var size = Math.pow(1 + LENGTH * VALUE[rank[2][number]], 1 - share);
    return KIND[kind] * (isDescribed ? DESCRIBED[kind] : 1) * name / size;
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

  /** The text in which most of what was asked stands, cut around it: `{pieces: [[words, isMarked]], language, anchor}`.

      Names and labels count less than what is said, and a result's own title not at all: it stands above. */
  function excerpt(texts, title, marks, isSource) {
    var best = null, others = texts.filter(function (text) { return text[0] !== 1 && text[2] !== title; });
    others.forEach(function (text) {
      var found = hitsIn(text[2], marks), rank = answered(found.entries) - BEHIND[text[0]];
      if (found.hits.length && (!best || rank > best.rank)) { best = { rank: rank, text: text, hits: found.hits }; }
    });
    // Else what says most by itself: of an article the translation of its headline.
    var text = best ? best.text : (isSource && others.find(function (other) { return other[0] === 0; })) ||
      others.find(function (other) { return other[0] === 2; });
    return text ? {
      pieces: cut(text[2], best ? best.hits : []), language: text[1], anchor: best && text[3] || "", field: text[0],
      kind: TEXT[text[0]]
    } : null;
  }

  /** How many of the query's groups marks answer, then how well. */
  function answered(entries) {
    var levels = new Map();
    entries.forEach(function (entry) {
      entry.groups.forEach(function (group) { levels.set(group, Math.max(levels.get(group) || 0, entry.level)); });
    });
    return Array.from(levels.values()).reduce(function (sum, level) { return sum + 100 + 5 * level; }, 0);
  }

  function isTerm(word, term) { return Boolean(word) && (word.form === term || word.written === term); }

  /** `{hits, entries}`: the stretches that are marked, and all marks that stand in a text. */
  function hitsIn(text, marks) {
    var words = wordsOf(text), hits = [], entries = [];
    words.forEach(function (word, at) {
      var length = 0;
      function take(found, count) {
        if (!found || !found.length) { return; }
        entries.push.apply(entries, found);
        length = Math.max(length, count);
      }
      take(marks.words.get(word.form), 1);
      take(marks.words.get(word.written), 1);
      take(marks.words.get(word.initials), word.opens);
      for (var end = at + 1, joined = word.form; end < words.length && isJoinedTo(text, words, end); end += 1) {
        joined += words[end].form;
        take(marks.words.get(joined), end + 1 - at);
      }
      marks.runs.forEach(function (run) {
        var stands = run.words.every(function (term, offset) { return isTerm(words[at + offset], term); });
        if (stands) { take([run], run.words.length); }
      });
      if (length) { hits.push({ start: word.start, end: words[at + length - 1].end }); }
    });
    return { hits: hits, entries: entries };
  }

  function isJoinedTo(text, words, at) {
    var between = text.slice(words[at - 1].end, words[at].start);
    return between.length === 1 && JOINERS.includes(between);
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
    var part = excerpt(item.texts, item.title, found.marks, kind[0] === "source");
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
    }, fold: fold, wordsOf: wordsOf, straight: straight, tokensOf: tokensOf, dayNumber: dayNumber
  };
})();
