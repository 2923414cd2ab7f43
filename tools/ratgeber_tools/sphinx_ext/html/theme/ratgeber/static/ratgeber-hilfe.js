/* "Ich suche Hilfe": the list of worries, filtered while typing and by topic.  Without this script it is a plain list.
   A worry is found by its own words and by those of the passage it leads to; what words mean, the search knows, which
   is loaded when somebody types.  Nothing is stored, nothing is sent. */
(function () {
  "use strict";
  var list = document.querySelector(".rg-finder");
  if (!list) { return; }
  /* Words as the search knows them, and what compounds are made of; only once it is loaded. */
  function keysOf(words) {
    var keys = [];
    window.ratgeberSuche.schluessel(words).forEach(function (key) {
      keys.push(key);
      window.ratgeberSuche.split(key).forEach(function (part) { keys.push(part); });
    });
    return keys;
  }

  var topics = Array.prototype.slice.call(list.children).filter(function (item) { return item.querySelector("ul"); });
  var worries = [];
  topics.forEach(function (topic) {
    topic.querySelectorAll("ul > li").forEach(function (item) {
      var link = item.querySelector("a");
      var place = link && link.getAttribute("href").charAt(0) === "#"
        ? document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1))) : null;
      worries.push({ item: item, topic: topic, passage: place ? place.closest("section") : null, own: null, all: null });
    });
  });
  if (!worries.length) { return; }
  var last = worries[worries.length - 1];  // whom to ask when nothing fits: always there

  function learn() {
    worries.forEach(function (worry) {
      worry.own = keysOf(worry.item.textContent);
      worry.all = keysOf(worry.topic.firstElementChild.textContent + " " + (worry.passage ? worry.passage.textContent : ""));
    });
  }

  /* Words of the worry itself say more than those of its passage, words typed more than what they may mean. */
  function fit(worry, terms) {
    var best = 0, most = 0;
    terms.forEach(function (weight) { most = Math.max(most, weight); });
    terms.forEach(function (weight, number) {
      var key = window.ratgeberSuche.wortstamm(number);
      best = Math.max(best, worry.own.indexOf(key) >= 0 ? (weight === most ? 3 : 2) : worry.all.indexOf(key) >= 0 ? 1 : 0);
    });
    return best;
  }
  /* What fits best, all that fit equally well; words of almost every question only tell equals apart. */
  function found(words) {
    var query = window.ratgeberSuche.lies(words);
    if (!query.groups.length && !query.unknown.length) { return worries; }
    var hasTelling = query.groups.some(function (terms) { return !terms.isCommon; });
    var scores = worries.map(function (worry) {
      var telling = 0, common = 0;
      query.groups.forEach(function (terms) {
        if (terms.isCommon) { common += fit(worry, terms) > 1; } else { telling += terms.share * fit(worry, terms); }
      });
      return telling || !(hasTelling || query.unknown.length) ? 100 * telling + common : 0;
    });
    var best = Math.max.apply(null, scores);
    return best ? worries.filter(function (worry, index) { return scores[index] > best - 0.5; }) : [];
  }

  var frame = document.createElement("div");
  var label = document.createElement("label");
  var input = document.createElement("input");
  var group = document.createElement("div");
  var status = document.createElement("p");
  var chosen = null;
  frame.className = "rg-filter";
  label.textContent = "Was ist los? Ein Wort genügt.";
  label.htmlFor = input.id = "rg-sorge";
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Oder wählen Sie ein Thema");
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");

  var buttons = topics.map(function (topic) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = topic.firstElementChild.textContent.trim();
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", function () {
      chosen = chosen === topic ? null : topic;
      buttons.forEach(function (each, index) {
        each.setAttribute("aria-pressed", String(topics[index] === chosen));
      });
      filter();
    });
    group.append(button);
    return button;
  });

  function say(count) {
    if (!input.value.trim() && !chosen) { return "Alle " + worries.length + " Sorgen."; }
    if (!count) { return "Dazu steht hier nichts. Nehmen Sie ein anderes Wort, oder rufen Sie an:"; }
    return count === 1 ? "1 Sorge passt." : count + " Sorgen passen.";
  }
  /* The search is loaded with the first letter; what it needs for other languages when it is asked in one. */
  var state = "";
  function prepare() {
    if (state) { return; }
    state = "loading";
    window.ratgeberLaden("ratgeber-suche.js", function () {
      if (!window.ratgeberSuche) { state = "failed"; filter(); return; }
      window.ratgeberLaden("suche/index.js", function () {
        state = window.ratgeberSuche.stand() ? "ready" : "failed";
        if (state === "ready") { learn(); }
        filter();
      });
    });
  }
  function isReady(words) {
    if (!words.trim()) { return true; }
    prepare();
    if (state === "ready" && window.ratgeberSuche.brauchtSprachen(words)) {
      window.ratgeberLaden("suche/sprachen.js", filter);
    }
    return state === "ready";
  }
  function filter() {
    if (!isReady(input.value)) {
      status.textContent = state === "failed"
        ? "Suchen geht in diesem Browser nicht. Wählen Sie ein Thema, oder lesen Sie die Liste." : "Wird gesucht …";
      return;
    }
    var fitting = (input.value.trim() ? found(input.value) : worries).filter(function (worry) { return !chosen || worry.topic === chosen; });
    worries.forEach(function (worry) {
      worry.item.hidden = fitting.indexOf(worry) < 0 && !(worry === last && !fitting.length);
    });
    topics.forEach(function (topic) {
      topic.hidden = !worries.some(function (worry) { return worry.topic === topic && !worry.item.hidden; });
    });
    status.textContent = say(fitting.length);
  }
  input.addEventListener("input", filter);
  frame.append(label, input, group, status);
  list.before(frame);
  filter();
}());
