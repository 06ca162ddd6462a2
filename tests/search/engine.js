/* The search engine of a built site without a browser: `node engine.js SITE` reads a request as JSON from each line of
   its input and answers it in one line. Stands in for the little of a page that the engine asks for. */
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const vm = require("vm");

const site = path.resolve(process.argv[2]);
const enginePath = path.join(site, "assets", "search-engine.js");
const loaded = [];

function runScript(source) {
  const file = source.replace("site:/", "");
  loaded.push(file);
  vm.runInThisContext(fs.readFileSync(path.join(site, file), "utf8"), { filename: file });
}

globalThis.window = globalThis;
globalThis.document = {
  currentScript: { src: "site:/assets/search-engine.js" },
  createElement: () => ({ remove() {} }),
  head: {
    append(script) {
      setImmediate(() => {
        try { runScript(script.src); } catch (error) { script.onerror(error); return; }
        script.onload();
      });
    }
  }
};
vm.runInThisContext(fs.readFileSync(enginePath, "utf8"), { filename: enginePath });
const engine = globalThis.dossierEngine;

const answers = {
  fold: (request) => engine.fold(request.text),
  words: (request) => engine.wordsOf(request.text).map((word) => [word.form, word.joined, word.written, word.initials]),
  loaded: () => loaded,
  async find(request) {
    const found = await engine.find(request.query, Boolean(request.isOpen));
    const shown = [];
    for (const number of found.numbers.slice(0, request.most)) {
      const result = await engine.show(found, number);
      shown.push({
        url: result.place.replace("site:/", ""), kind: result.kind, title: result.title,
        excerpt: result.excerpt ? result.excerpt.pieces : [], language: result.excerpt ? result.excerpt.language : "",
        text: result.excerpt ? result.excerpt.kind : "", status: result.status ? result.status[1] : ""
      });
    }
    return {
      results: shown, count: found.numbers.length, notes: found.notes, strict: found.strict, isLoose: found.isLoose
    };
  }
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try { answer = { answer: await answers[request.ask](request) }; } catch (error) { answer = { error: String(error.stack) }; }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
})();
