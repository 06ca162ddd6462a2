/* The field in the masthead: opens the search, shows results as one types, leads to the page of all results.
   Loads the engine and the index when it is first opened, nothing before. Words come from the page; what is found is
   put into it as text, never as markup. Where there is no room for a field in the masthead, a button opens it. */
(function () {
  "use strict";

  var OFF = "dossier-search-slash-off", SHOWN = 8, QUIET = 600;
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

  /** An element with these attributes, but for empty ones, and these children; texts stay texts. */
  function make(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== "" && attributes[key] !== null) { element.setAttribute(key, attributes[key]); }
    });
    element.append.apply(element, children || []);
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

  /** An excerpt with what was found marked, in the language it stands in. */
  function excerptOf(result) {
    return make("span", { class: "d-hit__x", lang: result.excerpt.language }, result.excerpt.pieces.map(function (piece) {
      return piece[1] ? make("mark", {}, [piece[0]]) : piece[0];
    }));
  }

  /** A status as sign and word; the signs are drawings that the index brings along. */
  function statusOf(head, result) {
    var kind = result.status[0], shape = (head.glyphs || {})[kind];
    var sign = shape ? new DOMParser().parseFromString(
      '<svg xmlns="http://www.w3.org/2000/svg" class="d-g" viewBox="0 0 12 12" aria-hidden="true">' + shape + "</svg>",
      "image/svg+xml").documentElement : "";
    return make("span", { class: "d-status d-status--" + kind.replace(/_/g, "-") }, [sign, result.status[1]]);
  }

  function countOf(words, count) {
    return count ? fill(count === 1 ? words.one : words.count, { n: count }) : words.none;
  }

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

  function parts(words) {
    var input = make("input", {
      id: "d-search", type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "d-search-list",
      "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
      placeholder: words.label, "aria-keyshortcuts": "Control+K Meta+K"
    });
    var list = make("ul", { id: "d-search-list", role: "listbox", "aria-label": words.results, tabindex: "-1", hidden: "hidden" });
    var said = make("p", { class: "d-search__say", "aria-hidden": "true", hidden: "hidden" });
    var panel = make("div", { class: "d-search__panel", hidden: "hidden" }, [said, list]);
    var status = make("p", { class: "d-vh", role: "status" });
    return {
      input: input, list: list, said: said, panel: panel, announce: announcer(status),
      button: make("button", {
        type: "button", class: "d-search__open", "aria-expanded": "false", "aria-controls": "d-search-form"
      }, [words.label]),
      form: make("form", { id: "d-search-form", class: "d-search__form", role: "search" }, [
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
    var own = parts(words), input = own.input, list = own.list;
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

    /** Shows these results, or none, under a line that says why. */
    function showList(items, line) {
      list.replaceChildren.apply(list, items);
      choose(-1);
      list.hidden = !items.length;
      own.said.hidden = !line;
      own.said.textContent = line;
      own.panel.hidden = !items.length && !line;
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

    function option(index, attributes, children) {
      return make("li", Object.assign({ id: "d-search-" + index, role: "option", "aria-selected": "false" }, attributes), children);
    }

    function optionOf(head, result, index) {
      var line = [make("span", { class: "d-hit__k" }, [result.label])];
      if (result.status) { line.push(" ", statusOf(head, result)); }
      return option(index, { class: "d-hit" }, [
        make("span", { class: "d-hit__h" }, line), " ",
        make("span", { class: "d-hit__t", lang: result.language }, [result.title])
      ].concat(result.excerpt ? [" ", excerptOf(result)] : []));
    }

    function showFound(found, results) {
      var count = found.numbers.length;
      targets = results.map(function (result) { return result.place; });
      var items = results.map(function (result, index) { return optionOf(found.head, result, index); });
      if (count > results.length) {
        targets.push(allResults());
        items.push(option(results.length, { class: "d-hit d-hit--all" }, [fill(words.all, { n: count })]));
      }
      showList(items, count ? "" : words.none);
      own.announce(countOf(words, count));
    }

    async function search() {
      var query = input.value, turn = asked += 1;
      if (!query.trim()) { close(); return; }
      try {
        var finder = await openEngine();
        var found = await finder.find(query, true);
        var results = await Promise.all(found.numbers.slice(0, SHOWN).map(function (number) { return finder.show(found, number); }));
        if (turn === asked) { showFound(found, results); }
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
    open: openEngine, make: make, fill: fill, announcer: announcer, excerpt: excerptOf, status: statusOf, count: countOf,
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
