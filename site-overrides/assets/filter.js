/* Filters the rows of long indexes. Without it the table is complete; it loads nothing and remembers nothing. */
(function () {
  "use strict";

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[-\u2010-\u2015\s]+/g, " ").toLowerCase();
  }

  function addFilter(region) {
    var rows = Array.prototype.slice.call(region.querySelectorAll("tbody tr"));
    var texts = rows.map(function (row) { return fold(row.textContent); });
    var box = document.createElement("p");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var count = document.createElement("span");
    box.className = "d-filter";
    count.className = "d-filter__n";
    count.setAttribute("role", "status");
    input.type = "search";
    label.append(region.dataset.filter + " ", input);
    box.append(label, count);
    region.before(box);
    input.addEventListener("input", function () {
      var words = fold(input.value).split(" ").filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, index) {
        row.hidden = !words.every(function (word) { return texts[index].includes(word); });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = !words.length ? "" : shown ? shown + " / " + rows.length : region.dataset.filterNone;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-filter]").forEach(addFilter);
  });
})();
