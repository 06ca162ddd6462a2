/* Copies citations, saves them as files, copies the addresses of quotes and of the statements they carry.

   Only adds buttons to text that stands there without it. Its words are those of the block that says how to cite;
   what was done is announced there. Works from disk: files are made of the text in the page. */
(() => {
  "use strict";
  const LINE_ENDS = { ris: "\r\n" };

  function start(block) {
    const words = block.dataset, status = block.querySelector("[role=status]");

    function button(label, what, act) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "d-citeas__do";
      made.textContent = label;
      if (what) made.setAttribute("aria-label", label + ": " + what);
      made.addEventListener("click", () => act(made));
      return made;
    }

    function announce(made, label) {
      made.textContent = words.copied;
      // Emptied first, or the same words twice would be said once.
      status.textContent = "";
      setTimeout(() => { status.textContent = words.copied; }, 50);
      setTimeout(() => { made.textContent = label; }, 2000);
    }

    function copy(text, made, label) {
      const done = () => announce(made, label);
      const byHand = () => { if (copyByHand(text)) done(); };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
      else byHand();
    }

    block.querySelectorAll("[data-cite]").forEach((item) => {
      const element = item.querySelector("[data-cite-text]"), name = item.dataset.cite, file = item.dataset.file;
      const text = () => element.textContent.trim();
      const row = document.createElement("p");
      row.className = "d-citeas__row";
      row.append(button(words.copy, name, (made) => copy(text(), made, words.copy)));
      if (file) row.append(button(words.save, file, () => save(file, text() + "\n")));
      item.append(row);
    });

    document.querySelectorAll(".d-quote[id]").forEach((quote) => {
      const line = quote.querySelector(".d-verified");
      if (!line) return;
      const number = quote.querySelector(".d-quote__n");
      const what = number ? number.textContent.trim() : "";
      const statement = carriedBy(quote.id);
      const links = document.createElement("span");
      links.className = "d-citeas__links";
      links.append(button(words.link, what, (made) => copy(address(quote.id), made, words.link)));
      if (statement) {
        links.append(" ", button(words.statement, what, (made) => copy(address(statement), made, words.statement)));
      }
      line.append(" ", links);
    });
  }

  /* The statement before the first number that leads to a quote. */
  function carriedBy(id) {
    const number = document.querySelector('.d-cite[href="#' + CSS.escape(id) + '"]');
    let element = number && number.previousElementSibling;
    while (element && !element.matches(".d-st")) element = element.previousElementSibling;
    return element ? element.id : "";
  }

  /* The permanent address where the page knows one. On a disk, the way below the folder of the edition: what lies
     above it is the reader's own and leads nobody else there. */
  function address(id) {
    const canonical = document.querySelector("link[rel=canonical]"), home = document.querySelector(".d-mast__name");
    let found = (canonical ? canonical.href : location.href).split("#")[0];
    if (found.startsWith("file:") && home) {
      const site = new URL(".", home.href).href, edition = /[^/]+\/(?:data\/site\/)?$/.exec(site);
      found = decodeURI(found.slice(edition ? edition.index : site.length));
    }
    return found + "#" + id;
  }

  function copyByHand(text) {
    const area = document.createElement("textarea"), focused = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    if (focused) focused.focus();
    return isDone;
  }

  function save(name, text) {
    const lineEnd = LINE_ENDS[name.split(".").pop()] || "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.replace(/\n/g, lineEnd)], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 1000);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const block = document.querySelector(".d-citeas");
    if (block) start(block);
  });
})();
