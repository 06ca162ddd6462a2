/* The field in the masthead: opens the search, shows results as one types, leads to the page of all results.
   Loads the engine and the index when it is first opened, nothing before. Words come from the page; what is found is
   put into it as text, never as markup. Where there is no room for a field in the masthead, a button opens it. */
(function () {
  "use strict";

  var OFF = "dossier-search-slash-off", SHOWN = 8, QUIET = 600, LEAD = 25;
  var here = document.currentScript.src, engine = null;

  /** The engine, loaded once; after a failure the next question tries anew. */
  function openEngine() {
    engine = engine || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = here.replace(/search\.js.*$/, "search-engine.js");
      script.onload = function () { resolve(window.dossierEngine); };
      script.onerror = function () { script.remove(); engine = null; reject(new Error(script.src)); };
      document.head.append(script);
    });
    return engine;
  }

  /** An element with these attributes and children, but for empty ones; texts stay texts. */
  function make(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== "" && attributes[key] !== null) { element.setAttribute(key, attributes[key]); }
    });
    element.append.apply(element, (children || []).filter(Boolean));
    return element;
  }

  /** A sentence with its gaps filled: `{n}`. */
  function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, function (gap, name) { return name in values ? values[name] : gap; });
  }

  /** Says a text to screen readers once the reader has stopped typing, and the same text not twice. */
  function announcer(element) {
    var timer = 0;
    return function (text) {
      clearTimeout(timer);
      timer = setTimeout(function () { if (element.textContent !== text) { element.textContent = text; } }, text ? QUIET : 0);
    };
  }

  // What results look like ----------------------------------------------------------------------------------

  // What a text is, by the number of its field in the index.
  var VOICES = ["", "", "statement", "quote", "translation", "passage"];

  /** What an excerpt is, where that has a name: of other records than events and claims no text is a statement. */
  function voiceOf(result) {
    var voice = VOICES[result.excerpt.field];
    var isOther = voice === "statement" ? !/^(event|claim)$/.test(result.kind) : voice === "passage" && result.kind !== voice;
    return isOther ? "" : voice;
  }

  function languageName(code) {
    var own = document.documentElement.lang;
    if (!code || code === own) { return ""; }
    try { return ", " + new Intl.DisplayNames([own], { type: "language" }).of(code); } catch (error) { return ", " + code; }
  }

  /** The pieces of an excerpt from a little before the first mark: where lines are few, they show what was found. */
  function nearer(pieces) {
    var at = pieces.findIndex(function (piece) { return piece[1]; });
    var lead = pieces.slice(0, Math.max(at, 0)).map(function (piece) { return piece[0]; }).join("");
    if (lead.length <= 2 * LEAD) { return pieces; }
    return [["… " + lead.slice(-LEAD).replace(/^\S*\s/, ""), false]].concat(pieces.slice(at));
  }

  /** An excerpt with what was found marked, who speaks in it, and in which language. */
  function excerptOf(head, result, isShort) {
    var text = result.excerpt, voice = voiceOf(result), isSource = voice === "quote" || voice === "passage";
    var words = (isShort ? nearer(text.pieces) : text.pieces).map(function (piece) {
      return piece[1] ? make("mark", {}, [piece[0]]) : piece[0];
    });
    var label = voice ? head.voices[voice] + (isSource ? languageName(text.language) : "") : "";
    return make("span", { class: "d-hit__x" + (isSource ? " d-hit__x--src" : "") }, [
      label && make("span", { class: "d-label" }, [label]), " ",
      make(isSource ? "q" : "span", { class: voice === "translation" ? "d-trans__t" : "", lang: text.language }, words)
    ]);
  }

  /** A status as sign and word; the signs are drawings that the index brings along. */
  function statusOf(head, result) {
    var kind = result.status[0], shape = (head.glyphs || {})[kind];
    var sign = shape ? new DOMParser().parseFromString(
      '<svg xmlns="http://www.w3.org/2000/svg" class="d-g" viewBox="0 0 12 12" aria-hidden="true">' + shape + "</svg>",
      "image/svg+xml").documentElement : null;
    return make("span", { class: "d-status d-status--" + kind.replace(/_/g, "-") }, [sign, result.status[1]]);
  }

  /** The line above or below a title: kind, status, and the date or what else is noted. */
  function lineOf(head, result) {
    return make("span", { class: "d-hit__h" }, [
      make("span", { class: "d-hit__k" }, [result.label]), " ", result.status && statusOf(head, result), " ",
      result.note && make("span", { class: "d-hit__m" }, [result.note])
    ]);
  }

  function countOf(words, found) {
    var count = sizeOf(found);
    return count ? fill(count === 1 ? words.one : words.count, { n: count }) : words.none;
  }

  /** Whether the last `from:` of a query lies behind its last `to:`. */
  function isReversed(query) {
    var from = query.match(/.*(?:^|\s)from:"?([\d-]+)/i), to = query.match(/.*(?:^|\s)to:"?([\d-]+)/i);
    var day = window.dossierEngine.dayNumber, end = to ? day(to[1], true) : 0;
    return Boolean(from && end && day(from[1], false) > end);
  }

  /** What was tried, left out or not understood, a sentence each. */
  function remarksOn(found, query) {
    var says = found.head.remarks, count = found.numbers.length, strict = found.strict;
    function notes(kind) { return found.notes.filter(function (note) { return note.kind === kind; }); }
    var lines = notes("typo").map(function (note) {
      return fill(says.typo, { word: note.word, names: note.forms.join(", ") });
    }).concat(notes("ignored").map(function (note) { return fill(says.ignored, { text: note.text }); }));
    var also = Array.from(new Set(notes("synonym").map(function (note) { return note.form; })));
    if (also.length) { lines.push(fill(says.also, { forms: also.join(", ") })); }
    if (isReversed(query)) { lines.push(says.reversed); }
    if (strict < count) { lines.push(fill(strict ? says.partly : says.loose, { n: count - strict })); }
    return lines;
  }

  /** What divides results with all words from those with some, at the first of these. */
  function divider(found, index) {
    return index && index === found.strict && make("span", { class: "d-hit__rest" }, [found.head.remarks.rest]);
  }

  /** How many results there are with all words; where there are none, with some. */
  function sizeOf(found) { return found.strict || found.numbers.length; }

  // The single key can be switched off on the search page (WCAG 2.1.4); where nothing can be stored, for this page.
  var isOff = null;

  function slashIsOff() {
    if (isOff === null) {
      try { isOff = localStorage.getItem(OFF) === "1"; } catch (error) { isOff = false; }
    }
    return isOff;
  }

  function switchSlash(value) {
    isOff = value;
    try { if (value) { localStorage.setItem(OFF, "1"); } else { localStorage.removeItem(OFF); } } catch (error) { /* for now */ }
  }

  // The field -------------------------------------------------------------------------------------------------

  function parts(words, page) {
    var input = make("input", {
      id: "d-search", type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "d-search-list",
      "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
      placeholder: words.label, "aria-keyshortcuts": "Control+K Meta+K"
    });
    var list = make("ul", { id: "d-search-list", role: "listbox", "aria-label": words.results, tabindex: "-1", hidden: "hidden" });
    var all = make("a", { href: page, hidden: "hidden" }), help = make("a", { href: page + "#d-ways" }, [words.help]);
    var said = make("p", { class: "d-search__say", "aria-hidden": "true", hidden: "hidden" });
    var foot = make("p", { class: "d-search__foot" }, [all, help]);
    var panel = make("div", { class: "d-search__panel", hidden: "hidden" }, [said, list, foot]);
    var status = make("p", { class: "d-vh", role: "status" });
    return {
      input: input, list: list, said: said, all: all, foot: foot, panel: panel, announce: announcer(status),
      button: make("button", {
        type: "button", class: "d-search__open", "aria-expanded": "false", "aria-controls": "d-search-form"
      }, [words.label]),
      form: make("form", { id: "d-search-form", class: "d-search__form d-field", role: "search" }, [
        make("label", { class: "d-vh", for: "d-search" }, [words.label]), input, panel, status
      ])
    };
  }

  /** Where one came from by a key, to go back there by Escape. */
  function wayBack() {
    var from = document.activeElement, left = window.scrollX, top = window.scrollY;
    return function () {
      if (from && from !== document.body && from.isConnected) { from.focus({ preventScroll: true }); }
      window.scrollTo(left, top);
    };
  }

  function addField(place) {
    var words = place.dataset, link = place.querySelector("a"), resultsPage = link.href;
    var own = parts(words, resultsPage), input = own.input, list = own.list;
    var asked = 0, chosen = -1, targets = [], goBack = null;
    link.replaceWith(own.button, own.form);
    place.classList.add("is-ready");

    function setOpen(isOpen) {
      place.classList.toggle("is-open", isOpen);
      own.button.setAttribute("aria-expanded", String(isOpen));
    }

    function choose(index) {
      chosen = index;
      Array.prototype.forEach.call(list.children, function (item, at) {
        item.setAttribute("aria-selected", String(at === chosen));
        if (at === chosen) { item.scrollIntoView({ block: "nearest" }); }
      });
      if (chosen < 0) { input.removeAttribute("aria-activedescendant"); } else {
        input.setAttribute("aria-activedescendant", "d-search-" + chosen);
      }
    }

    /** Shows these results of so many, or none, under a line with what is to be said of them. */
    function showList(items, line, count) {
      list.replaceChildren.apply(list, items);
      choose(-1);
      list.hidden = !items.length;
      own.said.hidden = !line;
      own.said.textContent = line;
      own.panel.hidden = !items.length && !line;
      own.all.hidden = !(count > 1);
      own.all.textContent = fill(words.all, { n: count });
      own.all.href = allResults();
      list.scrollTop = 0;
      input.setAttribute("aria-expanded", String(items.length > 0));
    }

    /** Closes the list; an answer that is still under way comes too late. */
    function close() {
      asked += 1;
      showList([], "");
      own.announce("");
    }

    function leave() {
      close();
      setOpen(false);
    }

    function enter() {
      setOpen(true);
      input.focus();
      input.select();
    }

    function allResults() { return resultsPage + "#q=" + encodeURIComponent(input.value.trim()); }

    function go(address, isElsewhere) {
      if (isElsewhere) { window.open(address, "_blank", "noopener"); return; }
      leave();
      input.blur();
      location.href = address;
    }

    function optionOf(found, result, index) {
      return make("li", { class: "d-hit", id: "d-search-" + index, role: "option", "aria-selected": "false" }, [
        divider(found, index), " ", lineOf(found.head, result), " ",
        make("span", { class: "d-hit__t", lang: result.language }, [result.title]), " ",
        result.excerpt && excerptOf(found.head, result, true)
      ]);
    }

    function showFound(query, found, results) {
      var count = found.numbers.length, lines = remarksOn(found, query);
      targets = results.map(function (result) { return result.place; });
      showList(results.map(optionOf.bind(null, found)), (count ? lines : [words.none].concat(lines)).join(" · "), count);
      own.announce([countOf(words, found)].concat(lines).join(". "));
    }

    async function search() {
      var query = input.value, turn = asked += 1;
      if (!query.trim()) { close(); return; }
      try {
        var finder = await openEngine();
        var found = await finder.find(query, true);
        var results = await Promise.all(found.numbers.slice(0, SHOWN).map(function (number) { return finder.show(found, number); }));
        if (turn === asked) { showFound(query, found, results); }
      } catch (error) {
        if (turn === asked) {
          showList([], words.failed);
          own.announce(words.failed);
        }
      }
    }

    function escape() {
      if (!own.panel.hidden) { close(); return; }
      input.value = "";
      leave();
      if (goBack) { goBack(); } else { own.button.focus(); }
      if (document.activeElement === input) { input.blur(); }
      goBack = null;
    }

    function onKey(event) {
      if (event.isComposing || event.keyCode === 229) { return; }
      var isDown = event.key === "ArrowDown", count = list.children.length;
      if (event.key === "Escape") {
        event.preventDefault();
        escape();
      } else if (isDown && list.hidden) {
        event.preventDefault();
        search();
      } else if ((isDown || event.key === "ArrowUp") && !event.altKey && count) {
        event.preventDefault();
        // One place more than there are results: the text itself.
        choose((chosen + 1 + (isDown ? 1 : count)) % (count + 1) - 1);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (input.value.trim()) { go(chosen >= 0 ? targets[chosen] : allResults(), event.ctrlKey || event.metaKey); }
      } else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(event.key) && chosen >= 0) {
        choose(-1);
      }
    }

    function onClick(event) {
      var item = event.target.closest("[role=option]");
      if (item && event.button < 2) {
        go(targets[Array.prototype.indexOf.call(list.children, item)], event.button === 1 || event.ctrlKey || event.metaKey);
      }
    }

    /** The links below the list: they lead away, or back to the field. */
    function onFoot(event) {
      if (event.type === "click") { leave(); } else if (event.key === "Escape") {
        event.preventDefault();
        close();
        input.focus();
      }
    }

    function keepFocus(event) { event.preventDefault(); }

    // Warms up what every question needs, while the reader begins to type; if it fails, the question will say so.
    input.addEventListener("focus", function () {
      openEngine().then(function (finder) { return finder.find("", true); }).catch(function () { /* said when asked */ });
    });
    input.addEventListener("input", function (event) { if (!event.isComposing) { search(); } });
    input.addEventListener("compositionend", search);
    input.addEventListener("keydown", onKey);
    own.form.addEventListener("submit", function (event) { event.preventDefault(); });
    // The field keeps the focus while one points, or the list would be gone when the click arrives.
    own.panel.addEventListener("mousedown", keepFocus);
    own.button.addEventListener("mousedown", keepFocus);
    own.foot.addEventListener("click", onFoot);
    own.foot.addEventListener("keydown", onFoot);
    list.addEventListener("click", onClick);
    list.addEventListener("auxclick", onClick);
    own.button.addEventListener("click", function () {
      goBack = null;
      if (place.classList.contains("is-open")) { leave(); own.button.focus(); } else { enter(); }
    });
    place.addEventListener("focusout", function (event) { if (!place.contains(event.relatedTarget)) { leave(); } });
    return function () {
      if (document.activeElement !== input) { goBack = wayBack(); }
      enter();
    };
  }

  // Keys ----------------------------------------------------------------------------------------------------

  function isWrittenIn(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  function isCall(event) {
    if (event.defaultPrevented || event.isComposing || event.altKey) { return false; }
    if (event.ctrlKey || event.metaKey) { return !event.shiftKey && event.key.toLowerCase() === "k"; }
    return event.key === "/" && !isWrittenIn(event.target) && !slashIsOff();
  }

  window.dossierSearchField = {
    open: openEngine, make: make, fill: fill, announcer: announcer, excerpt: excerptOf, line: lineOf, count: countOf,
    remarks: remarksOn, divider: divider, size: sizeOf,
    slashIsOff: slashIsOff, switchSlash: switchSlash
  };

  document.addEventListener("DOMContentLoaded", function () {
    var place = document.querySelector("[data-search]"), main = document.querySelector("[data-search-page]");
    // The page of results has its own field: one is enough.
    var call = place && !main ? addField(place) : null;
    document.addEventListener("keydown", function (event) {
      if (!isCall(event)) { return; }
      var field = main && main.querySelector("input[type=search]");
      if (field) { field.focus(); field.select(); } else if (call) { call(); } else { return; }
      event.preventDefault();
    });
  });
})();
