/* Drives the field in the masthead: a question, and how many lines its list shows once it has been drawn anew. */
function ask(query) {
  "use strict";
  var input = document.querySelector("[data-search] [role=combobox]");
  var list = document.getElementById(input.getAttribute("aria-controls"));
  return new Promise(function (resolve) {
    var watcher = new MutationObserver(function () {
      watcher.disconnect();
      resolve(list.children.length);
    });
    watcher.observe(list.parentNode, { childList: true, subtree: true });
    if (document.activeElement !== input) { input.focus(); }
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
