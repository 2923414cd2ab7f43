/* „Ansicht für Eltern“: the style sheet hides what only editors see, this remembers the tick from page to page. */
(function () {
  "use strict";
  var KEY = "ratgeber-ansicht";
  var box = document.getElementById("rg-ansicht");
  /* the page's contents name no section that parents do not see; few sections need no contents */
  Array.prototype.forEach.call(document.querySelectorAll(".rg-inhalt, .rg-inhalt-klein"), function (contents) {
    var left = 0;
    Array.prototype.forEach.call(contents.querySelectorAll("li > a"), function (link) {
      var section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (section && section.closest(".rg-redaktion")) {
        link.parentNode.className += " rg-redaktion";
      } else if (!link.parentNode.parentNode.parentNode.closest("li")) {
        left += 1;
      }
    });
    if (left < 3) { contents.className += " rg-redaktion"; }
  });
  try {
    box.checked = localStorage.getItem(KEY) === "eltern";
    box.addEventListener("change", function () {
      if (box.checked) {
        localStorage.setItem(KEY, "eltern");
      } else {
        localStorage.removeItem(KEY);
      }
    });
  } catch (error) {
    /* a browser that stores nothing: the view holds for this page */
  }
}());
