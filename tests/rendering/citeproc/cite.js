/* Items of CSL-JSON in styles of the Citation Style Language. Arguments: a file of items, a locale, styles. Prints
   JSON: for each style and item, each alone, the entry of the bibliography and the first note. */
"use strict";
const CSL = require("citeproc");
const { readFileSync } = require("fs");

const [itemsPath, localePath, ...stylePaths] = process.argv.slice(2);
const items = JSON.parse(readFileSync(itemsPath, "utf8"));
const locale = readFileSync(localePath, "utf8");

function citedIn(style) {
  let shown;
  const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: () => shown }, style, "en-US", true);
  return items.map((item, index) => {
    // An id of its own, since the engine keeps what it has read.
    shown = { ...item, id: String(index) };
    engine.updateItems([shown.id]);
    const cluster = { citationItems: [{ id: shown.id }], properties: { noteIndex: 1 } };
    return { entry: engine.makeBibliography()[1][0], note: engine.previewCitationCluster(cluster, [], [], "html") };
  });
}

process.stdout.write(JSON.stringify(stylePaths.map((path) => citedIn(readFileSync(path, "utf8")))));
