/* The page of all results: the query stands behind the hash of the address, so that it can be linked and never leaves
   the reader's machine. What narrows the results is written into the query, where it can be seen and changed.
   What is found is put into the page as text, never as markup. */
(function () {
  "use strict";

  var STEP = 20, FACETS = 8, NOWHERE = " ";
  var FILTER = /^(type|status|source|actor|from|to):(.+)$/i;
  var wide = window.matchMedia("(min-width: 60em)");
  var field, make;

  // The query as text ---------------------------------------------------------------------------------------

  // What narrows is drawn once something was found: the engine is there, and cuts the query as it did to search.
  function tokensOf(query) { return window.dossierEngine.tokensOf(query); }

  function sameAs(first, second) { return first.toLowerCase() === second.toLowerCase(); }

  /** Whether all these pieces stand in the query. */
  function holds(query, pieces) {
    var tokens = tokensOf(query);
    return tokensOf(pieces).every(function (piece) { return tokens.some(sameAs.bind(null, piece)); });
  }

  function without(query, pieces) {
    var taken = tokensOf(pieces);
    return tokensOf(query).filter(function (token) { return !taken.some(sameAs.bind(null, token)); }).join(" ");
  }

  function quoted(text) {
    var plain = window.dossierEngine.straight(text);
    return /[\s"]/.test(plain) ? '"' + plain.replace(/"/g, " ").trim() + '"' : plain;
  }

  function addressOf(query) { return "#q=" + encodeURIComponent(query.trim()); }

  function queryInAddress() { return new URLSearchParams(location.hash.slice(1)).get("q") || ""; }

  function monthName(month) {
    var first = new Date(month + "-01T00:00:00Z");
    if (!/^\d{4}-\d{2}$/.test(month) || isNaN(first)) { return month; }
    try {
      return new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
        month: "long", year: "numeric", timeZone: "UTC"
      }).format(first);
    } catch (error) { return month; }
  }

  function labelOf(map, key) { return Object.prototype.hasOwnProperty.call(map, key) ? map[key] : ""; }

  function withoutAny(query, isTaken) {
    var tokens = tokensOf(query), kept = tokens.filter(function (token) { return !isTaken(token); });
    return kept.length < tokens.length ? kept.join(" ") : query;
  }

  function withoutTime(query) { return withoutAny(query, function (token) { return /^(from|to):/i.test(token); }); }

  function isKind(head, token) {
    return head.kinds.some(function (kind) { return sameAs(token, "type:" + kind[0]); });
  }

  /** The query with a piece put in; a time takes the place of any other. */
  function withPiece(query, piece) {
    return ((/^from:/.test(piece) ? withoutTime(query) : query).trim() + " " + piece).trim();
  }

  /** What narrows the query but for the kind: `[label, pieces]`; a month is one thing, though it is two pieces. */
  function chosenIn(query, found, groups, words) {
    var head = found.head, entries = groups.flatMap(function (group) { return group[1]; });
    var ignored = found.notes.map(function (note) { return note.kind === "ignored" ? note.text : ""; });
    var filters = tokensOf(query).map(function (token) { return [token, token.match(FILTER)]; })
      .filter(function (pair) { return pair[1] && !isKind(head, pair[0]) && !ignored.some(sameAs.bind(null, pair[0])); });
    var from = filters.find(function (pair) { return sameAs(pair[1][1], "from"); });
    var to = filters.find(function (pair) { return sameAs(pair[1][1], "to"); });
    var isMonth = from && to && from[1][2] === to[1][2];
    return filters.filter(function (pair) { return !(isMonth && pair === to); }).map(function (pair) {
      var name = pair[1][1].toLowerCase(), value = pair[1][2].replace(/"/g, "");
      if (isMonth && pair === from) { return [words.period + ": " + monthName(value), from[0] + " " + to[0]]; }
      var entry = entries.find(function (item) { return sameAs(item[2], pair[0]); });
      var label = entry ? entry[0] : named(head, name, value) || value;
      return [(name === "type" ? words.kind : words[name]) + ": " + label, pair[0]];
    });
  }

  function named(head, name, value) {
    var kind = head.kinds.find(function (item) { return item[0] === value; });
    return name === "type" ? kind ? kind[2] : labelOf(head.types, value) : name === "status" ? labelOf(head.statuses, value) : "";
  }

  // Results -------------------------------------------------------------------------------------------------

  function item(found, words, start, result, index) {
    var excerpt = result.excerpt && make("p", { class: "d-hit__p" }, [
      field.excerpt(found.head, result), " ",
      result.place !== result.href && make("a", { href: result.place, class: "d-hit__to" }, [
        words.there, make("span", { class: "d-vh" }, [": " + result.title])
      ])
    ]);
    return make("li", { class: "d-hit" }, [
      field.divider(found, start + index),
      make("h2", { class: "d-hit__t" }, [make("a", { href: result.href, lang: result.language }, [result.title])]),
      field.line(found.head, result), excerpt
    ]);
  }

  // What narrows: each is a piece of the query that is put in or taken out ------------------------------------

  function count(numbers, valuesOf) {
    var counts = new Map();
    numbers.forEach(function (number) {
      valuesOf(number).forEach(function (value) {
        if (value !== "" && value !== undefined) { counts.set(value, (counts.get(value) || 0) + 1); }
      });
    });
    return Array.from(counts).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
  }

  /** The months to which most results belong, and for each how many reach into it. */
  function monthsOf(finder, numbers, columns) {
    return count(numbers, function (number) {
      var first = columns.first[number];
      // What lasted longer than a month belongs to no single one.
      var isLong = first < 2 || columns.last[number] - first > 31;
      return isLong ? [] : [new Date((first - 719163) * 86400000).toISOString().slice(0, 7)];
    }).slice(0, FACETS).sort().map(function (pair) {
      var from = finder.dayNumber(pair[0], false), to = finder.dayNumber(pair[0], true);
      return [monthName(pair[0]), numbers.filter(function (number) {
        return columns.last[number] >= from && columns.first[number] && columns.first[number] <= to;
      }).length, "from:" + pair[0] + " to:" + pair[0]];
    });
  }

  /** The results with all words, where there are any: what narrows may leave so few that others come behind them. */
  function firm(found) { return found.numbers.slice(0, field.size(found)); }

  /** Groups of what the results can be narrowed by: `[title, [[label, how many, pieces, language]], of how many]`. */
  async function groupsOf(finder, query, found, words) {
    var columns = await finder.facets(found.head), head = found.head, numbers = firm(found), all = numbers.length;
    // A month takes the place of the time that is chosen: what it gives is counted without that.
    var timeless = withoutTime(query), anyTime = timeless === query ? numbers : firm(await finder.find(timeless, false));
    function counted(among, valuesOf) { return count(among, valuesOf).slice(0, FACETS); }
    async function records(among, column, operator, name) {
      return Promise.all(counted(among, function (number) { return column[number]; }).map(async function (pair) {
        var record = await finder.document(head, pair[0]);
        var held = numbers.filter(function (number) { return column[number].includes(pair[0]); });
        var piece = operator + quoted(record.title);
        return record[name] ? [record[name], held.length, piece] : [record.title, held.length, piece, record.language];
      }));
    }
    var statuses = counted(numbers, function (number) { return [columns.status[number]]; }).map(function (pair) {
      return [labelOf(head.statuses, pair[0]) || pair[0], pair[1], "status:" + quoted(pair[0])];
    });
    // Who only published what was found took no part in it: that is what sources are for, by their outlet and date.
    var told = numbers.filter(function (number) { return !/^(source|passage)$/.test(finder.kindOf(found, number)[0]); });
    return [
      [words.status, statuses, all],
      [words.period, monthsOf(finder, anyTime, columns), anyTime.length],
      [words.actor, await records(told, columns.actors, "actor:", ""), all],
      [words.source, await records(numbers, columns.sources, "source:", "note"), all]
    ];
  }

  /** The kinds of what was found: `[label, how many, query]`, all of them first; a chosen one hides no other. */
  async function kindsOf(finder, query, found, words) {
    var kindless = withoutAny(query, isKind.bind(null, found.head));
    var numbers = firm(kindless === query ? found : await finder.find(kindless, false));
    // What has a rank of its own may still be of the same kind for readers.
    var labels = new Map(found.head.kinds.map(function (kind) { return [kind[0], kind[2]]; }));
    var kinds = Array.from(labels, function (pair) {
      var held = numbers.filter(function (number) { return finder.kindOf(found, number)[0] === pair[0]; });
      return [pair[1], held.length, withPiece(kindless, "type:" + pair[0])];
    }).filter(function (entry) { return entry[1]; });
    return kinds.length > 1 || kindless !== query ? [[words.any, numbers.length, kindless]].concat(kinds) : [];
  }

  function kindElement(query, words, entry) {
    return make("li", {}, [make("a", {
      href: addressOf(entry[2]), "data-piece": entry[0], "aria-current": sameAs(entry[2].trim(), query.trim()) ? "true" : null
    }, [entry[0]].concat(number(words, entry[1])))]);
  }

  /** How many, for the eye and for the ear. */
  function number(words, count) {
    return !count ? [] : [make("span", { class: "d-vh" }, [" (" + field.count(words, { strict: count }) + ")"]),
      make("span", { class: "d-facets__n", "aria-hidden": "true" }, [String(count)])];
  }

  /** A group, where anything in it narrows the results or does so already. */
  function groupElement(query, words, title, items, all) {
    if (!items.some(function (entry) { return entry[1] < all || holds(query, entry[2]); })) { return null; }
    return make("section", {}, [
      make("h2", { class: "d-label" }, [title]),
      make("ul", { class: "d-plain", role: "list" }, items.map(function (entry) {
        var isOn = holds(query, entry[2]);
        return make("li", {}, [make("a", {
          href: addressOf(isOn ? without(query, entry[2]) : withPiece(query, entry[2])), "data-piece": entry[2],
          "aria-current": isOn ? "true" : null
        }, [make("span", { lang: entry[3] || "" }, [entry[0]])].concat(number(words, entry[1])))]);
      }))
    ]);
  }

  // The page --------------------------------------------------------------------------------------------------

  function parts(place) {
    var words = place.dataset;
    var own = {
      input: make("input", {
        id: "d-query", type: "search", placeholder: words.label, autocomplete: "off", autocapitalize: "off",
        spellcheck: "false", enterkeyhint: "search"
      }),
      status: make("p", { class: "d-vh", role: "status" }),
      count: make("p", { class: "d-query__n", tabindex: "-1" }),
      notes: make("div", { class: "d-query__notes" }),
      kinds: make("ul", { class: "d-plain d-kinds", role: "list", "aria-label": words.kind }),
      chosen: make("ul", { class: "d-plain d-chosen", role: "list", "aria-label": words.chosen }),
      list: make("ol", { class: "d-plain d-hits", role: "list" }),
      more: make("button", { type: "button", class: "d-button", hidden: "hidden" }, [words.more]),
      groups: make("div", { class: "d-facets__groups" }),
      slash: make("input", { type: "checkbox", id: "d-slash" }),
      off: place.querySelector("[data-search-off]"), ways: place.querySelector("details")
    };
    own.form = make("form", { class: "d-query d-field", role: "search" }, [
      make("label", { class: "d-vh", for: "d-query" }, [words.label]), own.input, own.status
    ]);
    own.fold = make("details", { class: "d-facets__fold" }, [make("summary", {}, [words.narrow]), own.groups]);
    own.facets = make("aside", { class: "d-facets", "aria-label": words.narrow, hidden: "hidden" }, [
      make("p", { class: "d-facets__title" }, [words.narrow]), own.fold
    ]);
    own.found = make("div", { class: "d-results__list" }, [own.list, own.more]);
    own.results = make("div", { class: "d-results", hidden: "hidden" }, [
      make("div", { class: "d-results__head" }, [own.count, own.notes, own.kinds, own.chosen]), own.found, own.facets
    ]);
    own.settings = make("p", { class: "d-query__slash" }, [own.slash, " ", make("label", { for: "d-slash" }, [words.slash])]);
    return own;
  }

  function build(place) {
    field = window.dossierSearchField;
    make = field.make;
    var words = place.dataset, own = parts(place), siteTitle = document.title, announce = field.announcer(own.status);
    var turn = 0, shown = 0, found = null, followed = null, isSettled = true, isHelped = false, focused = "";
    own.off.hidden = true;
    // Without JavaScript these lists are all there is; with it they are for those who found nothing.
    own.off.querySelector("p").textContent = words.lists;
    own.ways.hidden = false;
    own.ways.append(own.settings);
    place.prepend(own.form, own.ways, own.results);

    /** Opens the help where there is nothing else to read; what the reader opened stays open. */
    function help(isNeeded) {
      if (isNeeded !== isHelped) { own.ways.open = isNeeded; }
      isHelped = isNeeded;
    }

    /** What narrows stands beside the results and behind them in reading order, or folded above them. */
    function arrange() {
      own.fold.open = wide.matches;
      own.found[wide.matches ? "after" : "before"](own.facets);
    }

    /** Writes the query into the address: one entry of the history for what one types in one go. */
    function write(query) {
      var address = query.trim() ? addressOf(query) : location.pathname + location.search;
      followed = query.trim();
      try { history[isSettled ? "pushState" : "replaceState"](null, "", address); } catch (error) { /* stays as it was */ }
      isSettled = false;
    }

    /** Keeps with the address how much was shown and where the reader was. */
    function remember() {
      try { history.replaceState({ shown: shown, top: window.scrollY }, ""); } catch (error) { /* begins at the top */ }
    }

    function clear() {
      found = null;
      shown = 0;
      [own.count, own.notes, own.kinds, own.chosen, own.list, own.groups].forEach(function (element) { element.replaceChildren(); });
      own.results.hidden = own.off.hidden = own.facets.hidden = own.more.hidden = true;
    }

    async function itemsOf(finder, of, start, end) {
      var numbers = of.numbers.slice(start, end);
      return (await Promise.all(numbers.map(function (number) { return finder.show(of, number); })))
        .map(item.bind(null, of, words, start));
    }

    function say(text, lines) {
      own.count.textContent = text;
      announce([text].concat(lines || []).join(". "));
      own.results.hidden = false;
    }

    function showFound(query, items) {
      var lines = field.remarks(found, query);
      own.list.replaceChildren.apply(own.list, items);
      own.notes.replaceChildren.apply(own.notes, lines.map(function (line) { return make("p", {}, [line]); }));
      own.more.hidden = shown >= found.numbers.length;
      own.off.hidden = found.numbers.length > 0;
      help(false);
      say(field.count(words, found), lines);
    }

    /** What narrows comes behind the results, which need nothing of it; without it they are no less found. */
    async function showWays(finder, query, narrowed, mine) {
      var kinds = [], groups = [];
      try {
        kinds = await kindsOf(finder, query, narrowed, words);
        groups = await groupsOf(finder, query, narrowed, words);
      } catch (error) { /* A piece of the index is missing. */ }
      if (mine !== turn) { return; }
      own.kinds.replaceChildren.apply(own.kinds, kinds.map(kindElement.bind(null, query, words)));
      own.chosen.replaceChildren.apply(own.chosen, chosenIn(query, found, groups, words).map(function (pair) {
        return make("li", {}, [make("a", { href: addressOf(without(query, pair[1])), "data-piece": pair[1] }, [
          make("span", { class: "d-vh" }, [words.remove + " "]), pair[0], make("span", { "aria-hidden": "true" }, [" ×"])
        ])]);
      }));
      groups = groups.map(function (group) { return groupElement(query, words, group[0], group[1], group[2]); }).filter(Boolean);
      own.groups.replaceChildren.apply(own.groups, groups);
      own.facets.hidden = !groups.length;
    }

    async function search(query, isOpen, state) {
      var mine = turn += 1;
      document.title = (query.trim() ? query.trim() + " – " : "") + siteTitle;
      if (!query.trim()) {
        clear();
        announce("");
        help(true);
        return;
      }
      try {
        var finder = await field.open(), next = await finder.find(query, isOpen);
        var items = await itemsOf(finder, next, 0, Math.max(STEP, state && state.shown || 0));
        if (mine !== turn) { return; }
        found = next;
        shown = items.length;
        showFound(query, items);
        // Narrowing takes the last word as it stands, so what it gives is counted so too.
        await showWays(finder, query, isOpen ? await finder.find(query, false) : next, mine);
        if (mine === turn) { settle(state); }
      } catch (error) {
        if (mine === turn) {
          clear();
          say(words.failed);
          own.off.hidden = false;
        }
      }
    }

    /** After a link was followed: the focus where it was, or on how many were found; after Back, where one was. */
    function settle(state) {
      if (state && state.top) { window.scrollTo(0, state.top); }
      if (!focused) { return; }
      var links = Array.prototype.slice.call(own.results.querySelectorAll(".d-kinds a, .d-facets__groups a"));
      var same = links.find(function (link) { return link.dataset.piece === focused && link.getClientRects().length; });
      (same || own.count).focus({ preventScroll: Boolean(same) });
      focused = "";
    }

    function follow(event) {
      var query = queryInAddress(), isOther = location.hash.length > 1 && !/[#&]q=/.test(location.hash);
      // A link within the page, or the second of the two events that browsers send for one step.
      if (event && (isOther || query.trim() === followed)) { return; }
      followed = query.trim();
      isSettled = true;
      own.input.value = query;
      search(query, false, event ? event.state : history.state);
    }

    own.input.addEventListener("input", function (event) {
      if (event.isComposing) { return; }
      write(own.input.value);
      search(own.input.value, true);
    });
    own.input.addEventListener("compositionend", function () {
      write(own.input.value);
      search(own.input.value, true);
    });
    own.form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (own.input.value.trim() !== followed) { write(own.input.value); }
      isSettled = true;
      search(own.input.value, false);
    });
    own.more.addEventListener("click", async function () {
      var at = shown, mine = turn;
      try {
        var next = await itemsOf(await field.open(), found, at, at + STEP);
        // Asked anew meanwhile, or asked for twice.
        if (mine !== turn || at !== shown) { return; }
        shown += next.length;
        own.list.append.apply(own.list, next);
        own.more.hidden = shown >= found.numbers.length;
        own.list.children[at].querySelector("a").focus();
      } catch (error) { say(words.failed); }
    });
    own.results.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (!link) { return; }
      remember();
      // What stood above the results is gone when it was taken out.
      focused = own.chosen.contains(link) ? NOWHERE : link.dataset.piece || "";
    });
    own.slash.checked = !field.slashIsOff();
    own.slash.addEventListener("change", function () { field.switchSlash(!own.slash.checked); });
    if ("scrollRestoration" in history) { history.scrollRestoration = "manual"; }
    window.addEventListener("pagehide", remember);
    window.addEventListener("popstate", follow);
    window.addEventListener("hashchange", follow);
    wide.addEventListener("change", arrange);
    arrange();
    follow();
    if (!own.input.value && window.matchMedia("(hover: hover)").matches) { own.input.focus({ preventScroll: true }); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-search-page]").forEach(build);
  });
})();
