/* The dialog that makes a file of words selected in an article: a proposed statement, for the forge's new-file page.
   Its HTML and words stand in the page (generator/rendering/templates/propose.html). It sends and keeps nothing. */
(() => {
  "use strict";

  const ESCAPED = /[^ !#-[\]-~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
  const WIDTH = 118, MOST_OPTIONS = 200, MANY = 30, LONGEST_URL = 6000;

  /* The file --------------------------------------------------------------------------------------------------- */

  /* An entry of YAML: a folded block, which takes all characters as they are, or quotes around those it does not. */
  function entry(key, text) {
    if (ESCAPED.test(text.replace(/["\\]/g, ""))) {
      const safe = text.replace(new RegExp(ESCAPED, "gu"), (one) => {
        return "\\U" + one.codePointAt(0).toString(16).padStart(8, "0");
      });
      return [key + ': "' + safe + '"'];
    }
    const lines = [""];
    text.split(" ").forEach((word) => {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length + 1 > WIDTH) lines.push(word);
      else lines[lines.length - 1] = last ? last + " " + word : word;
    });
    return [key + ": >-"].concat(lines.map((line) => "  " + line));
  }

  function fileText(given, anchor, labels) {
    const plain = (key, id) => (id ? [key + ": " + (id === "null" ? '"null"' : id)] : []);
    const text = (key, words) => (words ? entry(key, words) : []);
    return [].concat(
      given.name ? ["# " + labels.proposedBy + ": " + given.name] : [],
      plain("for", given.for), text("says", given.says), plain("stage", given.stage), plain("by", given.by),
      text("by_why", given.by_why), plain("from", labels.source), text("quote", anchor.quote),
      text("prefix", anchor.prefix), text("suffix", anchor.suffix),
      anchor.line ? ["line: " + anchor.line] : [], text("translation", given.translation)).join("\n") + "\n";
  }

  function filePath(given) {
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
    const words = plainLetters(given.says || "").split(/[^\p{L}\p{N}]+/u)
      .filter((word) => /^[a-z0-9]{1,24}$/.test(word));
    const slug = words.slice(0, 6).join("-").slice(0, 60).replace(/-$/, "");
    const other = (given.for || "statement").slice(0, 60).replace(/-$/, "");
    return "content/proposals/" + day + "-" + (slug || other) + ".yml";
  }

  function plainLetters(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /* The page --------------------------------------------------------------------------------------------------- */

  function start(root) {
    const { fold, readArticle, extentOf, anchorAt, anchorWords } = window.dossierQuoting;
    const article = document.querySelector(".d-article"), template = root.querySelector("template");
    if (!article || !template || !window.HTMLDialogElement) return;
    root.append(template.content.cloneNode(true));
    const labels = root.dataset, dialog = root.querySelector("dialog"), pick = root.querySelector(".d-pick");
    const ask = root.querySelector("[data-do=ask]"), go = dialog.querySelector("[data-do=go]");
    const fields = {}, outs = {}, parts = {};
    dialog.querySelectorAll("[data-field]").forEach((one) => { fields[one.dataset.field] = one; });
    dialog.querySelectorAll("[data-out]").forEach((one) => { outs[one.dataset.out] = one; });
    dialog.querySelectorAll("[data-part]").forEach((one) => { parts[one.dataset.part] = one; });
    let read = null, anchor = { why: "empty" }, selected = null, timer = 0, isPressed = false, isAsked = false;
    const needsStage = new Map();
    document.body.append(pick);

    function given() {
      const found = {};
      Object.keys(fields).forEach((key) => {
        if (!fields[key].closest("[hidden]")) found[key] = fold(fields[key].value);
      });
      return found;
    }

    function update() {
      const isEvent = needsStage.has(fields.for.value);
      parts.stage.hidden = !isEvent;
      fields.stage.required = needsStage.get(fields.for.value) || false;
      parts.why.hidden = !fields.by.value;
      dialog.querySelectorAll("[data-why]").forEach((one) => { one.hidden = one.dataset.why !== anchor.why; });
      parts.quote.hidden = parts.fields.hidden = Boolean(anchor.why);
      ["quote", "prefix", "suffix", "line"].forEach((key) => { outs[key].textContent = anchor[key] || ""; });
      parts.context.hidden = !anchor.prefix && !anchor.suffix;
      parts.line.hidden = !anchor.line;
      go.hidden = Boolean(anchor.why) || !labels.new;
      if (!anchor.why) showFile(given());
    }

    function showFile(values) {
      const path = filePath(values), text = fileText(values, anchor, labels);
      const named = labels.new + "?" + labels.name + "=" + encodeURIComponent(path);
      const url = labels.value ? named + "&" + labels.value + "=" + encodeURIComponent(text) : "";
      const isByHand = !url || url.length > LONGEST_URL;
      outs.path.textContent = path;
      if (outs.file.value !== text) outs.copied.textContent = "";
      outs.file.value = text;
      if (labels.new) go.href = isByHand ? named : url;
      parts.paste.hidden = !labels.new || !isByHand;
      parts.hand.hidden = Boolean(labels.new);
      if (isByHand) parts.file.open = true;
    }

    function isWhole() {
      return Object.keys(fields).every((key) => {
        if (fields[key].required && !fold(fields[key].value)) fields[key].value = "";
        return fields[key].closest("[hidden]") || fields[key].reportValidity();
      });
    }

    function open(opener) {
      read = read || readArticle(article);
      fields.words.value = "";
      parts.words.hidden = Boolean(selected);
      anchor = selected ? anchorAt(read, ...extentOf(selected, read)) : { why: "empty" };
      if (!isAsked) loadRecords();
      update();
      dialog.showModal();
      dialog.addEventListener("close", () => { opener.hidden ? ask.focus() : opener.focus(); }, { once: true });
    }

    /* The dossier's records come as a script, which loads from disk too, and only for those who want to propose. */
    function loadRecords() {
      const script = document.createElement("script");
      isAsked = true;
      script.src = labels.records;
      script.addEventListener("error", () => { parts.unloaded.hidden = false; });
      script.addEventListener("load", () => {
        const records = window.dossierRecords;
        records.events.forEach((one) => { needsStage.set(one[0], Boolean(one[2])); });
        addOptions(fields.for, parts.find, [[labels.events, records.events], [labels.claims, records.claims]]);
        addOptions(fields.by, parts.findBy, [[labels.actors, records.actors]]);
        update();
      });
      document.head.append(script);
    }

    function addOptions(select, find, groups) {
      const first = select.options[0], input = find.querySelector("input");
      function draw() {
        const words = plainLetters(input.value).split(" "), chosen = select.value;
        let left = MOST_OPTIONS;
        select.replaceChildren(first);
        groups.forEach((group) => {
          const element = document.createElement("optgroup");
          element.label = group[0];
          group[1].forEach((one) => {
            const text = plainLetters(one[1] + " " + one[0]);
            const isFound = words.every((word) => text.includes(word));
            if (one[0] === chosen || (isFound && left-- > 0)) element.append(new Option(one[1], one[0]));
          });
          if (element.children.length) select.append(element);
        });
        select.value = chosen;
      }
      find.hidden = groups.reduce((sum, group) => sum + group[1].length, 0) <= MANY;
      input.addEventListener("input", draw);
      draw();
    }

    function copy() {
      const done = () => { outs.copied.textContent = labels.copied; };
      const byHand = () => { outs.file.select(); if (document.execCommand("copy")) done(); };
      if (navigator.clipboard) navigator.clipboard.writeText(outs.file.value).then(done, byHand);
      else byHand();
    }

    /* The selection in the article; the button beside it comes once it rests. */
    function onSelection() {
      if (dialog.open) return;
      const found = document.getSelection(), range = found.rangeCount && !found.isCollapsed && found.getRangeAt(0);
      const isOurs = document.activeElement === pick || document.activeElement === ask;
      if (range && range.intersectsNode(article)) selected = range.cloneRange();
      else if (!isOurs) selected = null;
      clearTimeout(timer);
      if (!selected) pick.hidden = true;
      else timer = setTimeout(showPick, 200);
    }

    function showPick() {
      const box = selected && !isPressed && Array.from(selected.getClientRects()).pop();
      if (!box || dialog.open) return;
      pick.hidden = false;
      const most = document.documentElement.clientWidth - pick.offsetWidth - 8;
      pick.style.left = Math.max(8, Math.min(box.right - pick.offsetWidth / 2, most)) + window.scrollX + "px";
      pick.style.top = box.bottom + window.scrollY + 8 + "px";
    }

    document.addEventListener("selectionchange", onSelection);
    document.addEventListener("pointerdown", () => { isPressed = true; });
    ["pointerup", "pointercancel"].forEach((name) => {
      document.addEventListener(name, () => { isPressed = false; if (selected) timer = setTimeout(showPick, 200); });
    });
    [ask, pick].forEach((button) => {
      // A press must not end the selection that it is about.
      button.addEventListener("mousedown", (event) => { event.preventDefault(); });
      button.addEventListener("click", () => { open(button); });
    });
    dialog.addEventListener("input", (event) => {
      if (event.target === fields.words) anchor = anchorWords(read, fields.words.value);
      update();
    });
    // The theme has keys of its own, such as for its search.
    dialog.addEventListener("keydown", (event) => { event.stopPropagation(); });
    dialog.querySelector("[data-do=copy]").addEventListener("click", () => { if (isWhole()) copy(); });
    dialog.querySelector("[data-do=close]").addEventListener("click", () => { dialog.close(); });
    go.addEventListener("click", (event) => { if (!isWhole()) event.preventDefault(); else update(); });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-propose]").forEach(start);
  });
})();
