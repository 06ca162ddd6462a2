/* From words selected in an article to the quote that the check will find: folded, whole, told apart from others.
   Reads the page's own paragraphs; what a quote is stands in generator/linking/matching.py. Shows nothing. */
window.dossierQuoting = (() => {
  "use strict";

  // White space as Python's str.isspace has it, so that quotes are folded here as the matcher folds them.
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const SPACES = new RegExp("[" + SPACE + "]+", "g");
  const PIECES = new RegExp("[" + SPACE + "]+|[^" + SPACE + "][\\p{M}\\u1160-\\u11ff\\ud7b0-\\ud7ff]*", "gu");
  const MARK = /^\p{M}/u;
  const LETTER = /[\p{L}\p{M}\p{N}]/u;
  const NEVER = /[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/gu;
  // What stands for withheld words, and for a character that a page cannot show; neither can be quoted.
  const GAP = "\0", UNSHOWN = "\ufffd";
  const MOST_CONTEXT = 12, CONTEXT_LENGTH = 400;

  /* Text as quotes are compared, without characters that no file of the dossier may hold. */
  const fold = (text) => text.normalize("NFC").replace(NEVER, " ").replace(SPACES, " ").trim();

  /* Its paragraphs as one normalised text; `kinds` says of each character whether it is body (b), boilerplate (x),
     withheld (w) or the end of a paragraph (|), `starts` and `ends` lead there from the printed text. */
  function readArticle(root) {
    const nodes = [];
    let raw = "", mask = "";
    root.querySelectorAll("p[data-line]").forEach((p) => {
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (parent.closest(".d-ref, .d-cut > b")) continue;
        const kind = parent.closest(".d-gap") ? "w" : parent.closest(".d-fold, .d-cut") ? "x" : "b";
        const text = kind === "w" ? GAP : node.data;
        nodes.push({ node: node, p: p, kind: kind, start: raw.length, end: raw.length + text.length });
        raw += text;
        mask += kind.repeat(text.length);
      }
      raw += "\n";
      mask += "|";
    });
    const article = { raw: raw, nodes: nodes, text: "", kinds: "", starts: [], ends: [] };
    for (const found of raw.matchAll(PIECES)) {
      const end = found.index + found[0].length;
      const piece = found[0].replace(SPACES, " ").normalize("NFC");
      const kind = mask.slice(found.index, end).includes("|") ? "|" : mask[found.index];
      for (let at = found.index; at < end; at++) {
        article.starts[at] = article.text.length;
        article.ends[at] = article.text.length + piece.length;
      }
      article.text += piece;
      article.kinds += kind.repeat(piece.length);
    }
    return article;
  }

  /* Start and end of a selection in the normalised text; numbers of references in it do not count. */
  function extentOf(range, article) {
    let start = -1, end = -1;
    article.nodes.forEach((item) => {
      const isGap = item.kind === "w";
      if (start < 0 && range.comparePoint(item.node, item.node.length) >= 0)
        start = item.start + (!isGap && item.node === range.startContainer ? range.startOffset : 0);
      if (range.comparePoint(item.node, 0) <= 0)
        end = !isGap && item.node === range.endContainer ? item.start + range.endOffset : item.end;
    });
    return start < 0 || end <= start ? [0, 0] : [article.starts[start], article.ends[end - 1]];
  }

  function trimmed(text, start, end) {
    while (start < end && text[start] === " ") start++;
    while (end > start && text[end - 1] === " ") end--;
    return [start, end];
  }

  /* The extent of the whole words that these are a part of, inside their paragraph. */
  function wholeWords(article, start, end) {
    const first = article.kinds.lastIndexOf("|", start) + 1;
    const last = article.kinds.indexOf("|", end);
    const text = article.text.slice(first, last);
    if (!window.Intl || !Intl.Segmenter) {
      while (start > first && LETTER.test(article.text[start - 1]) && LETTER.test(article.text[start])) start--;
      while (end < last && LETTER.test(article.text[end - 1]) && LETTER.test(article.text[end])) end++;
      return [start, end];
    }
    const words = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
    const one = words.containing(start - first), other = words.containing(end - 1 - first);
    return [one.isWordLike ? first + one.index : start,
      other.isWordLike ? first + other.index + other.segment.length : end];
  }

  function placesOf(article, words) {
    const found = [];
    for (let at = words ? article.text.indexOf(words) : -1; at >= 0; at = article.text.indexOf(words, at + 1)) {
      const end = at + words.length;
      if (/^b+$/.test(article.kinds.slice(at, end)) && !MARK.test(article.text.slice(at))
        && !MARK.test(article.text.slice(end, end + 2))) found.push(at);
    }
    return found;
  }

  /* The quote at an extent with what settles its place, or `why` it cannot be one. */
  function anchorAt(article, start, end) {
    [start, end] = trimmed(article.text, start, end);
    if (start >= end) return { why: "empty" };
    if (article.kinds.slice(start, end).includes("|")) return { why: "paragraphs" };
    [start, end] = wholeWords(article, start, end);
    const kinds = article.kinds.slice(start, end), quote = article.text.slice(start, end);
    if (kinds.includes("w")) return { why: "withheld" };
    if (kinds.includes("x")) return { why: "boilerplate" };
    if (quote.includes(UNSHOWN)) return { why: "characters" };
    const others = placesOf(article, quote).filter((at) => at !== start);
    return Object.assign({ quote: quote }, others.length ? settled(article, start, quote.length, others) : {},
      // What is withheld may hold the same words: only the line tells them apart, for all the page knows.
      article.kinds.includes("w") ? lineOf(article, start) : {});
  }

  function anchorWords(article, words) {
    const quote = fold(words), at = placesOf(article, quote)[0];
    return at === undefined ? { why: quote ? "absent" : "empty" } : anchorAt(article, at, at + quote.length);
  }

  /* The fewest words before the quote that no other place has, else behind it, else its line. */
  function settled(article, start, length, others) {
    const before = (at) => article.text.slice(Math.max(0, at - CONTEXT_LENGTH), at).replace(/ $/, "");
    const behind = (at) => article.text.slice(at + length, at + length + CONTEXT_LENGTH).replace(/^ /, "");
    const ways = [["prefix", before, "endsWith", (words, count) => words.slice(-count)],
      ["suffix", behind, "startsWith", (words, count) => words.slice(0, count)]];
    for (const [key, around, compare, cut] of ways) {
      const words = around(start).split(" ");
      for (let count = 1; count <= Math.min(MOST_CONTEXT, words.length); count++) {
        const run = cut(words, count).join(" ");
        if (run.includes(GAP) || run.includes(UNSHOWN)) break;
        if (run && !others.some((at) => around(at)[compare](run))) return { [key]: run };
      }
    }
    return lineOf(article, start);
  }

  function lineOf(article, start) {
    const at = article.starts.indexOf(start);
    const p = article.nodes.find((item) => item.start <= at && at < item.end).p;
    const printed = article.raw.slice(article.nodes.find((item) => item.p === p).start, at);
    const [first, last] = p.dataset.line.split("-");
    if (last && printed.includes(GAP)) return {};
    return { line: Number(first) + (printed.match(/\r\n|\n|\r/g) || []).length };
  }

  return { fold, readArticle, extentOf, anchorAt, anchorWords };
})();
