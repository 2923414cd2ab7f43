/* Suggestions below a search field: a combobox with a list (ARIA Authoring Practices), for keys, fingers and screen
   readers.  Without it the field is a field.  Loaded when somebody is in a search field; stores and sends nothing. */
(function () {
  "use strict";
  var PAUSE = 120, made = 0;

  function element(name, attributes, words) {
    var node = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (words) { node.appendChild(document.createTextNode(words)); }
    return node;
  }

  function offerIn(form) {
    var input = form.querySelector("input");
    var id = "rg-vorschlaege-" + (made += 1);
    var list = element("ul", { id: id, role: "listbox", "aria-label": "Vorschläge", class: "rg-vorschlaege" });
    var status = element("span", { role: "status", class: "rg-spoken" });
    var offered = [], active = -1, waiting = 0;

    list.hidden = true;
    form.classList.add("rg-mit-vorschlaegen");
    form.appendChild(list);
    form.appendChild(status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(next) {
      active = next;
      Array.prototype.forEach.call(list.children, function (option, at) {
        option.setAttribute("aria-selected", String(at === active));
      });
      if (active < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }

    function choose(at) {
      input.value = offered[at].text;
      close();
      form.querySelector("button").click();
    }

    function open() {
      list.textContent = "";
      offered.forEach(function (each, at) {
        var option = element("li", { role: "option", id: id + "-" + at, "aria-selected": "false" });
        var said = element("bdi", each.language ? { lang: each.language } : {}, each.text);
        option.appendChild(said);
        if (each.hint) { option.appendChild(element("span", {}, " – " + each.hint)); }
        option.addEventListener("mousedown", function (event) { event.preventDefault(); });
        option.addEventListener("click", function () { choose(at); });
        list.appendChild(option);
      });
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !offered.length;
      input.setAttribute("aria-expanded", String(offered.length > 0));
      status.textContent = offered.length === 1 ? "1 Vorschlag" : offered.length ? offered.length + " Vorschläge" : "";
    }

    function suggest() {
      var typed = input.value;
      if (document.activeElement !== input) { return; }
      offered = window.ratgeberSuche.vorschlaege(typed);
      open();
      if (offered.length || typed.trim().length < 2 || !window.ratgeberSuche.brauchtSprachen(typed)) { return; }
      window.ratgeberLaden("suche/sprachen.js", function () { if (input.value === typed) { suggest(); } });
    }

    function react() {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(suggest, PAUSE);
    }

    input.addEventListener("input", react);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      var isOpen = !list.hidden, last = offered.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!offered.length) { return; }
        event.preventDefault();
        if (!isOpen) { open(); }
        if (event.altKey) { return; }
        mark(event.key === "ArrowDown" ? (active < last ? active + 1 : -1) : (active < 0 ? last : active - 1));
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        choose(active);
      }
    });
    if (input.value && input === document.activeElement) { react(); }
  }

  function begin() {
    Array.prototype.forEach.call(document.querySelectorAll(".rg-suche"), offerIn);
  }

  if (!document.querySelector("link[href*='ratgeber-suche.css']")) {
    document.head.appendChild(element("link", { rel: "stylesheet", href: window.ratgeberOrt + "ratgeber-suche.css" }));
  }
  window.ratgeberLaden("ratgeber-suche.js", function () {
    if (!window.ratgeberSuche) { return; }  // an old browser: the search page says so
    window.ratgeberLaden("suche/index.js", function () { if (window.ratgeberSuche.stand()) { begin(); } });
  });
}());
