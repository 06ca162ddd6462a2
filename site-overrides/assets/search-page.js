/* The page of all results: the query stands behind the hash of the address, so that it can be linked and never leaves
   the reader's machine. What narrows the results is written into the query, where it can be seen and changed.
   What is found is put into the page as text, never as markup. */
(function () {
  "use strict";

  var STEP = 20, FACETS = 8, NOWHERE = " ";
  var TOKEN = /-?(?:(?:type|status|source|actor|from|to):)?(?:"[^"]*"?|[^\s"]+)/gi;
  var FILTER = /^(type|status|source|actor|from|to):(.+)$/i;
  var wide = window.matchMedia("(min-width: 60em)");
  var field, make;

  // The query as text ---------------------------------------------------------------------------------------

  function tokensOf(query) { return query.match(TOKEN) || []; }

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

  function quoted(text) { return /[\s"]/.test(text) ? '"' + text.replace(/"/g, " ").trim() + '"' : text; }

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

  /** What narrows the query: `[label, pieces of the query]`; a month is one thing, though it is two pieces. */
  function chosenIn(query, head, words) {
    var filters = tokensOf(query).map(function (token) { return [token, token.match(FILTER)]; })
      .filter(function (pair) { return pair[1]; });
    var from = filters.find(function (pair) { return sameAs(pair[1][1], "from"); });
    var to = filters.find(function (pair) { return sameAs(pair[1][1], "to"); });
    var isMonth = from && to && from[1][2] === to[1][2];
    return filters.filter(function (pair) { return !(isMonth && pair === to); }).map(function (pair) {
      var name = pair[1][1].toLowerCase(), value = pair[1][2].replace(/"/g, "");
      if (isMonth && pair === from) { return [words.period + ": " + monthName(value), from[0] + " " + to[0]]; }
      return [(name === "type" ? words.kind : words[name]) + ": " + (named(head, name, value) || value), pair[0]];
    });
  }

  function named(head, name, value) {
    var kind = head.kinds.find(function (item) { return item[0] === value; });
    return name === "type" ? kind ? kind[2] : labelOf(head.types, value) : name === "status" ? labelOf(head.statuses, value) : "";
  }

  // Results -------------------------------------------------------------------------------------------------

  function item(head, words, result) {
    var line = [make("span", { class: "d-hit__k" }, [result.label])];
    if (result.status) { line.push(" ", field.status(head, result)); }
    if (result.note) { line.push(" ", make("span", { class: "d-hit__m" }, [result.note])); }
    var children = [
      make("h2", { class: "d-hit__t" }, [make("a", { href: result.href, lang: result.language }, [result.title])]),
      make("p", { class: "d-hit__h" }, line)
    ];
    if (result.excerpt) {
      var text = [field.excerpt(result)];
      if (result.place !== result.href) {
        text.push(" ", make("a", { href: result.place, class: "d-hit__to" }, [
          words.there, make("span", { class: "d-vh" }, [": " + result.title])
        ]));
      }
      children.push(make("p", { class: "d-hit__p" }, text));
    }
    return make("li", { class: "d-hit" }, children);
  }

  function remarks(found, words) {
    function notes(kind) { return found.notes.filter(function (note) { return note.kind === kind; }); }
    var lines = notes("typo").map(function (note) {
      return field.fill(words.typo, { word: note.word, names: note.forms.join(", ") });
    });
    var also = Array.from(new Set(notes("synonym").map(function (note) { return note.form; })));
    if (also.length) { lines.push(field.fill(words.also, { forms: also.join(", ") })); }
    if (found.isLoose) { lines.push(words.loose); }
    return lines;
  }

  // What narrows: each is a piece of the query that is put in or taken out ------------------------------------

  function count(numbers, valuesOf) {
    var counts = new Map();
    numbers.forEach(function (number) {
      valuesOf(number).forEach(function (value) {
        if (value !== "" && value !== undefined) { counts.set(value, (counts.get(value) || 0) + 1); }
      });
    });
    return Array.from(counts).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); }).slice(0, FACETS);
  }

  function monthsOf(columns, number) {
    var first = columns.first[number], last = columns.last[number];
    // What lasted longer than a month belongs to no single one.
    return first > 1 && last - first <= 31 ? [new Date((first - 719163) * 86400000).toISOString().slice(0, 7)] : [];
  }

  /** Groups of what the results can be narrowed by: `[title, [[label, how many, pieces, language]]]`. */
  async function groupsOf(finder, found, words) {
    var columns = await finder.facets(found.head), head = found.head;
    function counted(valuesOf) { return count(found.numbers, valuesOf); }
    async function records(column, operator) {
      return Promise.all(counted(function (number) { return column[number]; }).map(async function (pair) {
        var record = await finder.document(head, pair[0]);
        return [record.title, pair[1], operator + quoted(record.title), record.language];
      }));
    }
    var kinds = counted(function (number) { return [finder.kindOf(found, number)[0]]; }).map(function (pair) {
      return [named(head, "type", pair[0]), pair[1], "type:" + pair[0]];
    });
    var statuses = counted(function (number) { return [columns.status[number]]; }).map(function (pair) {
      return [labelOf(head.statuses, pair[0]) || pair[0], pair[1], "status:" + quoted(pair[0])];
    });
    var months = counted(function (number) { return monthsOf(columns, number); })
      .sort(function (a, b) { return a[0] < b[0] ? -1 : 1; })
      .map(function (pair) { return [monthName(pair[0]), pair[1], "from:" + pair[0] + " to:" + pair[0]]; });
    return [
      [words.kind, kinds], [words.status, statuses], [words.period, months],
      [words.actor, await records(columns.actors, "actor:")], [words.source, await records(columns.sources, "source:")]
    ];
  }

  function groupElement(query, title, items) {
    if (!items.length || (items.length === 1 && !holds(query, items[0][2]))) { return null; }
    return make("section", {}, [
      make("h2", { class: "d-label" }, [title]),
      make("ul", { class: "d-plain", role: "list" }, items.map(function (entry) {
        var isOn = holds(query, entry[2]);
        return make("li", {}, [
          make("a", {
            href: addressOf(isOn ? without(query, entry[2]) : query.trim() + " " + entry[2]), "data-piece": entry[2],
            "aria-current": isOn ? "true" : null, lang: entry[3] || ""
          }, [entry[0]]), " ", make("span", { class: "d-facets__n" }, [String(entry[1])])
        ]);
      }))
    ]);
  }

  // The page --------------------------------------------------------------------------------------------------

  function parts(place) {
    var words = place.dataset;
    var own = {
      input: make("input", {
        id: "d-query", type: "search", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search"
      }),
      status: make("p", { class: "d-vh", role: "status" }),
      count: make("p", { class: "d-query__n", tabindex: "-1" }),
      notes: make("div", { class: "d-query__notes" }),
      chosen: make("ul", { class: "d-plain d-chosen", role: "list", "aria-label": words.chosen }),
      list: make("ol", { class: "d-plain d-hits", role: "list" }),
      more: make("button", { type: "button", class: "d-button", hidden: "hidden" }, [words.more]),
      groups: make("div", { class: "d-facets__groups" }),
      slash: make("input", { type: "checkbox", id: "d-slash" }),
      off: place.querySelector("[data-search-off]"), ways: place.querySelector("details")
    };
    own.form = make("form", { class: "d-query", role: "search" }, [
      make("label", { class: "d-vh", for: "d-query" }, [words.label]), own.input, own.status
    ]);
    own.fold = make("details", { class: "d-facets__fold" }, [make("summary", {}, [words.narrow]), own.groups]);
    own.facets = make("aside", { class: "d-facets", "aria-label": words.narrow, hidden: "hidden" }, [
      make("p", { class: "d-facets__title" }, [words.narrow]), own.fold
    ]);
    own.results = make("div", { class: "d-results", hidden: "hidden" }, [
      make("div", { class: "d-results__head" }, [own.count, own.notes, own.chosen]), own.facets,
      make("div", { class: "d-results__list" }, [own.list, own.more])
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
    place.prepend(own.form, own.results);
    place.append(own.settings);

    /** Opens the help where there is nothing else to read; what the reader opened stays open. */
    function help(isNeeded) {
      if (isNeeded !== isHelped) { own.ways.open = isNeeded; }
      isHelped = isNeeded;
    }

    function arrange() { own.fold.open = wide.matches; }

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
      [own.count, own.notes, own.chosen, own.list, own.groups].forEach(function (element) { element.replaceChildren(); });
      own.results.hidden = own.off.hidden = own.facets.hidden = own.more.hidden = true;
    }

    async function itemsOf(finder, of, start, end) {
      var numbers = of.numbers.slice(start, end);
      return (await Promise.all(numbers.map(function (number) { return finder.show(of, number); })))
        .map(item.bind(null, of.head, words));
    }

    function say(text) {
      own.count.textContent = text;
      announce([text].concat(found ? remarks(found, words) : []).join(". "));
      own.results.hidden = false;
    }

    function showFound(query, items, groups) {
      own.list.replaceChildren.apply(own.list, items);
      own.notes.replaceChildren.apply(own.notes, remarks(found, words).map(function (line) { return make("p", {}, [line]); }));
      own.chosen.replaceChildren.apply(own.chosen, chosenIn(query, found.head, words).map(function (pair) {
        return make("li", {}, [make("a", { href: addressOf(without(query, pair[1])), "data-piece": pair[1] }, [
          make("span", { class: "d-vh" }, [words.remove + " "]), pair[0], make("span", { "aria-hidden": "true" }, [" ×"])
        ])]);
      }));
      groups = groups.map(function (group) { return groupElement(query, group[0], group[1]); }).filter(Boolean);
      own.groups.replaceChildren.apply(own.groups, groups);
      own.facets.hidden = !groups.length;
      own.more.hidden = shown >= found.numbers.length;
      own.off.hidden = found.numbers.length > 0;
      help(!found.numbers.length);
      say(field.count(words, found.numbers.length));
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
        var groups = await groupsOf(finder, next, words);
        if (mine !== turn) { return; }
        found = next;
        shown = items.length;
        showFound(query, items, groups);
        settle(state);
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
      var links = Array.prototype.slice.call(own.groups.querySelectorAll("a"));
      var same = own.fold.open && links.find(function (link) { return link.dataset.piece === focused; });
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
