/* What a page does better with a script; everything works without it.  Nothing is stored, nothing is sent. */
(function () {
  "use strict";
  var menu = document.querySelector("details.menu");

  /* Escape closes the menu and leads back to its button. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* In a long list of chapters, the one you are in is in sight. */
  function show(list) {
    var here = list && list.querySelector("[aria-current]");
    if (!here || list.scrollHeight <= list.clientHeight) { return; }
    var place = here.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += place - (list.clientHeight - here.offsetHeight) / 2;
  }
  show(document.querySelector(".rg-kapitel"));

  /* A link to a section on this page closes the list it was in, so that the section is seen. */
  var contents = document.querySelector(".rg-inhalt-klein");
  if (contents) {
    contents.addEventListener("click", function (event) {
      if (event.target.closest("a")) { contents.open = false; }
    });
  }

  /* A table wider than the screen says that it can be moved. */
  function sayWidth() {
    document.querySelectorAll(".rg-breit").forEach(function (frame) {
      frame.classList.toggle("rg-ragt", frame.scrollWidth > frame.clientWidth + 1);
    });
  }
  sayWidth();
  window.addEventListener("resize", sayWidth);

  /* What only those need who search is loaded then, each file once; `done` is told whether it came. */
  var here = document.currentScript ? document.currentScript.src : "";
  var loading = {};
  window.ratgeberOrt = here.replace(/[^\/]*$/, "");
  window.ratgeberLaden = function (file, done) {
    var load = loading[file];
    if (!load) {
      load = loading[file] = { script: document.createElement("script"), waiting: [], end: null };
      ["load", "error"].forEach(function (kind) {
        load.script.addEventListener(kind, function () {
          load.end = kind;
          load.waiting.forEach(function (each) { each(kind === "load"); });
        });
      });
      load.script.src = window.ratgeberOrt + file;
      document.head.appendChild(load.script);
    }
    if (load.end) { done(load.end === "load"); } else { load.waiting.push(done); }
  };

  /* Whoever is in a search field gets suggestions; not where somebody saves data. */
  document.addEventListener("focusin", function (event) {
    var saves = navigator.connection && navigator.connection.saveData;
    if (!saves && event.target.matches(".rg-suche input")) {
      window.ratgeberLaden("ratgeber-vorschlaege.js", function () {});
    }
  });

  /* On paper nothing is folded away. */
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
}());
