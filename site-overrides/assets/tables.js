/* On a phone the rows of a table are laid out as blocks, and some browsers then no longer tell a screen reader that
   it is a table. Its roles, which a page may not state of a table, are stated here. */
(function () {
  "use strict";

  var ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".d-page table, .d-page table :is(thead, tbody, tfoot, tr, td, th)").forEach(function (part) {
      var isColumn = part.scope === "col" || part.closest("thead");
      part.setAttribute("role", ROLES[part.tagName] || (isColumn ? "columnheader" : "rowheader"));
    });
  });
})();
