/* Where a reader forbids pages to keep anything, even asking throws, and the theme's scripts would end there.
   Then they keep what they keep (the colour scheme) for as long as the page is open. */
(function () {
  "use strict";

  function memory() {
    var kept = new Map();
    return {
      get length() { return kept.size; },
      key: function (index) { return Array.from(kept.keys())[index] ?? null; },
      getItem: function (name) { return kept.get(String(name)) ?? null; },
      setItem: function (name, value) { kept.set(String(name), String(value)); },
      removeItem: function (name) { kept.delete(String(name)); },
      clear: function () { kept.clear(); }
    };
  }

  ["localStorage", "sessionStorage"].forEach(function (name) {
    try {
      window[name].getItem("");
    } catch (error) {
      Object.defineProperty(window, name, { value: memory(), configurable: true });
    }
  });
})();
