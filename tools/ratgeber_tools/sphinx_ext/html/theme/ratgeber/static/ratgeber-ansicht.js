/* „Ansicht für Eltern“: the style sheet hides what only editors see, this remembers the tick from page to page. */
(function () {
  "use strict";
  var KEY = "ratgeber-ansicht";
  var box = document.getElementById("rg-ansicht");
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
