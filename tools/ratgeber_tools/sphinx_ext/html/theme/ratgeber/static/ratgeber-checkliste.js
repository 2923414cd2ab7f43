/* Checklists to tick.  Ticks stay on this device, and only after somebody has said yes; until then nothing is stored. */
(function () {
  "use strict";
  var KEY = "ratgeber-haken";
  var page = document.documentElement.dataset.seite;
  var lists = [];

  /* Storage may be switched off, or refuse a page opened from disk. */
  function read() {
    try { return JSON.parse(localStorage.getItem(KEY)); } catch (error) { return null; }
  }
  function write(ticks) {
    try { localStorage.setItem(KEY, JSON.stringify(ticks)); return true; } catch (error) { return false; }
  }
  function forget() {
    try { localStorage.removeItem(KEY); } catch (error) { /* nothing was stored */ }
  }

  function ticked() {
    return lists.flatMap(function (list) { return list.boxes; })
      .filter(function (box) { return box.checked; })
      .map(function (box) { return box.name; });
  }
  function save() {
    var ticks = read() || {};
    ticks[page] = ticked();
    return write(ticks);
  }

  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }
  function say(list, words, buttons) {
    list.note.textContent = "";
    list.note.hidden = !words;
    var sentence = document.createElement("p");
    sentence.textContent = words;
    list.note.append(sentence);
    buttons.forEach(function (made) { list.note.append(made); });
  }

  function ask(list) {
    say(list, "Sollen die Haken gemerkt werden? Sie bleiben nur auf diesem Gerät.", [
      button("Ja, merken", function () {
        if (save()) { sayKept(); list.note.focus(); } else {
          say(list, "Dieser Browser lässt das nicht zu. Die Haken gehen verloren, wenn Sie die Seite verlassen.", []);
        }
      }),
      button("Nein", function () {
        lists.forEach(function (other) { other.isAsked = true; });
        say(list, "", []);
        list.boxes[0].focus();
      })
    ]);
  }
  function sayKept() {
    lists.forEach(function (list) {
      say(list, "Die Haken sind auf diesem Gerät gemerkt.", [
        button("Alle Haken löschen", function () {
          forget();
          lists.forEach(function (other) {
            other.boxes.forEach(function (box) { box.checked = false; });
            say(other, "", []);
            other.isAsked = false;
          });
          list.boxes[0].focus();
        })
      ]);
    });
  }

  function change(list) {
    if (read()) { save(); return; }
    if (!list.isAsked) {
      list.isAsked = true;
      ask(list);
    }
  }

  var kept = (read() || {})[page] || [];
  document.querySelectorAll(".rg-checkliste").forEach(function (frame) {
    var list = { boxes: [], isAsked: false, note: document.createElement("div") };
    frame.querySelectorAll(".rg-checkbox").forEach(function (drawn) {
      var item = drawn.closest("li");
      var words = drawn.parentElement;
      var box = document.createElement("input");
      box.type = "checkbox";
      box.className = "rg-haken";
      box.name = words.textContent.trim();
      box.autocomplete = "off";
      box.checked = drawn.classList.contains("rg-checked") || kept.indexOf(box.name) >= 0;
      words.id = words.id || "punkt-" + (lists.length + 1) + "-" + (list.boxes.length + 1);
      box.setAttribute("aria-labelledby", words.id);
      box.addEventListener("change", function () { change(list); });
      words.addEventListener("click", function (event) {
        if (!event.target.closest("a, button, input")) { box.click(); }
      });
      var spoken = drawn.nextElementSibling;
      if (spoken && spoken.classList.contains("rg-spoken")) { spoken.remove(); }
      drawn.replaceWith(box);
      item.classList.add("rg-abhaken");
      list.boxes.push(box);
    });
    if (!list.boxes.length) { return; }
    list.note.className = "rg-merken";
    list.note.hidden = true;
    list.note.tabIndex = -1;
    list.note.setAttribute("role", "status");
    frame.append(list.note);
    lists.push(list);
  });
  if (read()) { sayKept(); }
}());
