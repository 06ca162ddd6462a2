/* Filters the timeline's list and drawing. Without it all is shown; what is chosen stands in the address's fragment
   (`#kind=talks&by=2021-03-05`). A fragment without "=" is an anchor and is left alone. */
(function () {
  "use strict";

  function read() {
    var fragment = location.hash.slice(1);
    return fragment && fragment.indexOf("=") < 0 ? null : new URLSearchParams(fragment);
  }

  /* What an address without choices leads to; a fragment that cannot be read leads nowhere. */
  function anchored() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (error) {
      return null;
    }
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (found, name) { return name in values ? values[name] : found; });
  }

  function words(item, name) {
    return (item.dataset[name] || "").split(" ");
  }

  function start(form) {
    var selects = Array.from(form.querySelectorAll("select"));
    var items = Array.from(document.querySelectorAll(".d-tlist__i[data-kind]"));
    var marks = new Map();
    document.querySelectorAll("[data-e]").forEach(function (mark) {
      var id = "e-" + mark.dataset.e;
      marks.set(id, (marks.get(id) || []).concat(mark));
    });
    var figure = document.querySelector(".d-timeline");
    var status = form.querySelector("[role=status]");
    var reset = form.querySelector("[type=reset]");

    items.forEach(function (item) {
      var late = document.createElement("span");
      late.className = "d-tlist__late";
      late.textContent = form.dataset.late;
      item.querySelector(".d-tlist__m").append(late);
    });

    function chosen() {
      var state = new URLSearchParams();
      selects.forEach(function (select) { if (select.value) { state.set(select.name, select.value); } });
      return state;
    }

    function show(item, isOut, isLate) {
      [item].concat(marks.get(item.id) || []).forEach(function (element) {
        element.classList.toggle("is-out", isOut);
        element.classList.toggle("is-late", isLate);
      });
    }

    function apply(state) {
      var by = state.get("by");
      var names = selects.map(function (select) { return select.name; })
        .filter(function (name) { return name !== "by" && state.get(name); });
      var shown = 0, printed = 0;
      items.forEach(function (item) {
        var fits = names.every(function (name) { return words(item, name).includes(state.get(name)); });
        var isLate = Boolean(by) && (!item.dataset.by || item.dataset.by > by);
        show(item, !fits, isLate);
        shown += fits ? 1 : 0;
        printed += fits && !isLate ? 1 : 0;
      });
      document.querySelectorAll(".d-tlist").forEach(function (list) {
        var isEmpty = !list.querySelector(".d-tlist__i:not(.is-out)");
        list.hidden = isEmpty;
        if (list.previousElementSibling && list.previousElementSibling.tagName === "H2") {
          list.previousElementSibling.hidden = isEmpty;
        }
        list.querySelectorAll(".d-tlist__q").forEach(function (quiet) { quiet.hidden = names.length > 0; });
      });
      if (figure) { figure.classList.toggle("is-filtered", names.length > 0); }
      selects.forEach(function (select) { select.classList.toggle("is-set", Boolean(select.value)); });
      reset.disabled = !names.length && !by;
      status.textContent = reset.disabled ? "" : fill(form.dataset.shown, { n: shown, total: items.length })
        + (by ? " " + fill(form.dataset.printed, { n: printed, date: byText() }) : "");
      keep(state);
    }

    function byText() {
      var select = form.elements.by;
      return select.options[select.selectedIndex].text.split(":")[0];
    }

    function keep(state) {
      document.querySelectorAll("[data-tl-keep] a").forEach(function (link) {
        link.hash = state.toString();
      });
    }

    function restore() {
      var state = read();
      var target = state ? null : anchored();
      if (!state && !(target && target.closest(".is-out, [hidden]"))) { return; }
      selects.forEach(function (select) {
        var wanted = state ? state.get(select.name) || "" : "";
        var isOffered = Array.from(select.options).some(function (option) { return option.value === wanted; });
        select.value = isOffered ? wanted : "";
      });
      apply(chosen());
      if (target) { target.scrollIntoView(); }
    }

    function change() {
      var state = chosen();
      var fragment = state.toString();
      apply(state);
      try {
        history.pushState(null, "", location.href.split("#")[0] + (fragment ? "#" + fragment : ""));
      } catch (error) {
        location.hash = fragment;
      }
    }

    form.addEventListener("change", change);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function (event) {
      event.preventDefault();
      selects.forEach(function (select) { select.value = ""; });
      change();
      selects[0].focus();
    });
    window.addEventListener("popstate", restore);
    window.addEventListener("hashchange", restore);
    form.hidden = false;
    restore();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".d-tfilter").forEach(start);
  });
})();
