/* Previews of citations: pointing at, focusing or tapping a number shows its quote beside it, with the ways on.
   All it shows stands in the page already, and is copied from there (generator/rendering/views/glances.py). Without
   it, and at the second tap, a number leads where its link says. Loads nothing and remembers nothing. */
(() => {
  "use strict";

  const NUMBERS = "a.d-cite[href], a.d-ref[href]";
  // Long enough to pass over numbers, with the pointer or with Tab, and to reach the preview from its number.
  const TO_OPEN = 180, TO_OPEN_FOCUSED = 350, TO_CLOSE = 320, EDGE = 8;

  function idIn(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch (_) {
      return "";
    }
  }

  function start() {
    const root = document.querySelector(".d-glances");
    const template = root && root.querySelector("template");
    if (!template) return;
    const frame = template.content.querySelector(".d-glance");
    const store = new Map();
    template.content.querySelectorAll("[data-quote]").forEach((one) => store.set(one.dataset.quote, one));
    let shown = null, dismissed = null, timer = 0, touched = false;

    /* What a number can show --------------------------------------------------------------------------------- */

    const onPage = (id) => id ? document.getElementById(id) : null;

    function noteOf(link) {
      const note = link.classList.contains("d-ref") ? onPage(idIn(link.hash)) : null;
      return note && note.classList.contains("d-note") ? note : null;
    }

    /* The quote of a number: on this page, else brought along; none where its words stand right below it. */
    function quoteOf(link) {
      if (!link.classList.contains("d-cite")) return null;
      const id = idIn(link.hash), item = link.closest("li");
      if (item && item.querySelector('[data-shown="' + CSS.escape(id) + '"]')) return null;
      const own = link.getAttribute("href").startsWith("#") ? onPage(id) : null;
      return own || store.get(id) || null;
    }

    /* A note that the reader sees whole beside the words needs no preview. */
    function isInView(element) {
      const box = element.getBoundingClientRect();
      return !element.querySelector("details:not([open])") && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
    }

    const partsOf = (link) => {
      const note = noteOf(link);
      if (note) return isInView(note) ? null : { note: note, number: note.id.slice(1) };
      const quote = quoteOf(link);
      const number = link.querySelector(".d-cite__n");
      return quote && number ? { quote: quote, number: number.textContent } : null;
    };

    /* A copy without what may stand on a page once only. */
    function copyOf(element) {
      const copy = element.cloneNode(true);
      [copy, ...copy.querySelectorAll("[id]")].forEach((one) => one.removeAttribute("id"));
      return copy;
    }

    function fillQuote(box, link, quote) {
      const body = box.querySelector(".d-glance__b");
      quote.querySelectorAll(":scope > :is(.d-words, .d-withheld, .d-trans, .d-attr)").forEach((part) => body.append(copyOf(part)));
      const inside = quote.querySelector(".d-attr a[href]");
      const ways = [[root.dataset.passage, inside && inside.getAttribute("href")],
        [root.dataset.below, quote.id ? "#" + quote.id : ""]];
      ways.filter(([, href]) => href).forEach(([words, href]) => {
        const way = document.createElement("a");
        way.setAttribute("href", href);
        way.textContent = words;
        box.querySelector(".d-glance__to").append(way, " ");
      });
      // The way to the passage stands below once.
      body.querySelectorAll(".d-attr a").forEach((one) => one.replaceWith(...one.childNodes));
    }

    function fillNote(box, note) {
      const body = box.querySelector(".d-glance__b");
      note.querySelectorAll("p").forEach((part) => body.append(copyOf(part)));
      box.querySelector(".d-glance__to").remove();
    }

    /* Showing and hiding ------------------------------------------------------------------------------------- */

    function open(link) {
      clearTimeout(timer);
      if (shown && shown.link === link) return;
      const parts = partsOf(link);
      close();
      if (!parts) return;
      const box = document.importNode(frame, true);
      const label = (parts.note ? root.dataset.note : root.dataset.label).replace("{n}", parts.number);
      box.id = "d-glance";
      box.querySelector(".d-glance__n").textContent = label;
      box.setAttribute("aria-label", label);
      if (parts.note) fillNote(box, parts.note);
      else fillQuote(box, link, parts.quote);
      // Behind its number, so that Tab and a voice go from one into the other.
      link.after(box);
      link.setAttribute("aria-expanded", "true");
      link.setAttribute("aria-controls", box.id);
      if (box.showPopover) {
        box.setAttribute("popover", "manual");
        box.showPopover();
      }
      shown = { link: link, box: box };
      place();
    }

    function close() {
      clearTimeout(timer);
      if (!shown) return;
      const { link, box } = shown;
      shown = null;
      box.remove();
      link.setAttribute("aria-expanded", "false");
      link.removeAttribute("aria-controls");
    }

    const isInside = (node) => shown && node instanceof Node && (shown.link.contains(node) || shown.box.contains(node));
    const isUsed = () => isInside(document.activeElement) && document.activeElement.matches(":focus-visible");

    function later(act, delay) {
      clearTimeout(timer);
      timer = setTimeout(act, delay);
    }

    /* Below its number, or above where more room is; never beyond the window, nor below the bar that sticks to it. */
    function place() {
      const { link, box } = shown;
      const lines = (link.querySelector(".d-cite__n") || link).getClientRects();
      const at = lines[lines.length - 1] || link.getBoundingClientRect();
      const mast = document.querySelector(".d-mast");
      const sticks = mast && getComputedStyle(mast).position === "sticky";
      const top = (sticks ? Math.max(0, mast.getBoundingClientRect().bottom) : 0) + EDGE;
      const width = document.documentElement.clientWidth;
      const inner = box.firstElementChild;
      Object.assign(box.style, { left: "0px", top: "0px" });
      inner.style.maxHeight = "none";
      const below = innerHeight - EDGE - at.bottom, above = at.top - top;
      const isAbove = box.offsetHeight > below && above > below;
      // In a low window it may cover its number rather than show nothing.
      const room = Math.max(isAbove ? above : below, Math.min(160, innerHeight - top - EDGE));
      inner.style.maxHeight = room - (box.offsetHeight - inner.offsetHeight) + "px";
      const zero = box.getBoundingClientRect();
      const left = Math.max(EDGE, Math.min(at.left - 24, width - EDGE - zero.width));
      box.style.left = left - zero.left + "px";
      const height = box.offsetHeight, wanted = isAbove ? at.top - height : at.bottom;
      box.style.top = Math.max(top, Math.min(wanted, innerHeight - EDGE - height)) - zero.top + "px";
    }

    /* What readers do ---------------------------------------------------------------------------------------- */

    const numberAt = (node) => node instanceof Element ? node.closest(NUMBERS) : null;

    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = numberAt(event.target);
      if (link !== dismissed) dismissed = null;
      if (isInside(event.target)) clearTimeout(timer);
      else if (link && link !== dismissed) later(() => open(link), TO_OPEN);
      else if (shown && !isUsed()) later(close, TO_CLOSE);
      else if (!shown) clearTimeout(timer);
    });
    document.documentElement.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch" && !isUsed()) later(close, TO_CLOSE);
    });
    document.addEventListener("pointerdown", (event) => {
      touched = event.pointerType === "touch";
      clearTimeout(timer);
      if (shown && !isInside(event.target)) close();
    });
    document.addEventListener("focusin", (event) => {
      if (isInside(event.target)) return clearTimeout(timer);
      close();
      dismissed = null;
      const link = numberAt(event.target);
      if (link && link.matches(":focus-visible")) later(() => open(link), TO_OPEN_FOCUSED);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      clearTimeout(timer);
      if (!shown) return;
      const { link, box } = shown;
      if (box.contains(document.activeElement)) link.focus();
      close();
      dismissed = link;
      event.stopPropagation();
    }, true);
    document.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest(".d-glance__x")) {
        const { link } = shown;
        link.focus({ preventScroll: true });
        close();
        return;
      }
      const link = numberAt(event.target);
      const isFirstTap = link && touched && event.detail > 0 && !(shown && shown.link === link);
      if (isFirstTap && partsOf(link)) {
        event.preventDefault();
        open(link);
      } else if (link || isInside(event.target) && event.target.closest("a[href]")) close();
    });
    addEventListener("resize", () => shown && place());
    addEventListener("beforeprint", close);

    document.querySelectorAll(NUMBERS).forEach((link) => {
      // Whether a note is seen without its preview, the width of the window decides.
      if (quoteOf(link)) link.setAttribute("aria-expanded", "false");
    });
  }

  /* Where an address names a passage or a quote, reading goes on from there, with the keyboard and for ears. */
  function arrive() {
    const target = document.getElementById(idIn(location.hash));
    if (!target) return;
    let place = target.matches(".d-quote, .d-note") ? target : null, note = null;
    if (target.matches(".d-anchor")) {
      const span = target.id.replace(/^.*-(\d+-\d+)$/, "$1");
      place = target.parentElement.querySelector('.d-mark[data-q~="' + span + '"]');
      note = document.querySelector('.d-note[data-q="' + span + '"]');
    }
    const folds = [target, note].flatMap((one) => {
      const fold = one && one.closest("details:not([open])");
      return fold ? [fold] : [];
    });
    folds.forEach((fold) => { fold.open = true; });
    if (place) {
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
    }
    // What was unfolded may have pushed it away.
    if (folds.length) target.scrollIntoView();
  }

  /* On paper nothing is folded. */
  function unfold() {
    const folds = [...document.querySelectorAll(".d-article details:not([open]), .d-check:not([open])")];
    folds.forEach((fold) => { fold.open = true; });
    addEventListener("afterprint", () => folds.forEach((fold) => { fold.open = false; }), { once: true });
  }

  addEventListener("hashchange", arrive);
  addEventListener("beforeprint", unfold);
  // Browsers take the focus away again when, at last, they scroll to the place that the address names.
  addEventListener("load", () => requestAnimationFrame(() => setTimeout(() => {
    if (document.activeElement === document.body) arrive();
  })));
  document.addEventListener("DOMContentLoaded", () => {
    start();
    arrive();
  });
})();
