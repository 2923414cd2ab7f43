/* The search page: loads what the search needs, shows results, or says why there are none.  Stores and sends nothing.
   Written so that old browsers can read it and say that they are too old. */
(function () {
  "use strict";
  var place = document.getElementById("search-results");
  if (!place) { return; }
  var summary = place.querySelector(".search-summary");
  var learned = place.querySelector(".rg-gelernt");
  var unheard = place.querySelector(".rg-nie-gehoert");
  var list = place.querySelector("ul.search");
  var more = place.querySelector(".rg-mehr");
  var nothing = document.getElementById("rg-nichts-gefunden");
  var field = document.querySelector("main .rg-suche input");
  var root = document.documentElement.getAttribute("data-content_root") || "./";
  var AT_ONCE = 10, FOLDER = "suche/";
  var texts = {};

  function element(name, className, words) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (words) { made.appendChild(typeof words === "string" ? document.createTextNode(words) : words); }
    return made;
  }

  function quoted(words) {
    return words.map(function (word) { return "„" + word + "“"; }).join(" und ");
  }

  function foreign(words, language) {
    var said = element("bdi", "", words);
    said.lang = language;
    return said;
  }

  /* The text of a page comes when one of its results is shown; `done` gets null where it does not. */
  function withTexts(page, done) {
    if (page.texts) { done(page.texts); return; }
    (texts[page.number] = texts[page.number] || []).push(done);
    if (texts[page.number].length > 1) { return; }
    window.ratgeberLaden(FOLDER + page.number + ".js?" + window.ratgeberSuche.stand(), function () {
      texts[page.number].forEach(function (each) { each(page.texts || null); });
    });
  }

  /* The room for the passage is there before its words are: nothing moves when they come. */
  function show(result, stems) {
    var page = result.page, section = result.section;
    var item = element("li");
    var link = element("a", "", section.title && !page.isWord ? page.title + " – " + section.title : page.title);
    var words = element("p", "context");
    link.href = root + page.address + (section.anchor ? "#" + section.anchor : "");
    item.appendChild(link);
    if (page.part) { item.appendChild(element("p", "rg-teil", page.part)); }
    item.appendChild(words);
    list.appendChild(item);
    withTexts(page, function (sections) {
      if (!sections) { return; }
      window.ratgeberSuche.stelle(sections[section.place], stems).forEach(function (piece) {
        words.appendChild(piece[1] ? element("mark", "", piece[0]) : document.createTextNode(piece[0]));
      });
    });
  }

  /* Letters that tell which of the guide's languages a question may be in. */
  var LETTERS = [[/[\u0400-\u04ff]/, ["uk", "ru"]], [/[\u0600-\u06ff]/, ["ar", "fa"]], [/[ơưăđ]/i, ["vi"]]];

  /* Where the guide is there in the language of the question, the way to its search. */
  function leadTo(query, found) {
    var ways = place.querySelector(".rg-andere-sprache");
    if (!ways) { return; }
    var wanted = found.learned.map(function (word) { return word.language; });
    LETTERS.forEach(function (pair) { if (!wanted.length && pair[0].test(query)) { wanted = pair[1]; } });
    wanted.forEach(function (language) {
      var way = ways.querySelector('[lang="' + language + '"]');
      if (!way) { return; }
      way.firstChild.href = language + "/search.html?q=" + encodeURIComponent(query);
      way.hidden = ways.hidden = false;
    });
  }

  function summarize(query, found) {
    var count = found.results.length;
    leadTo(query, found);
    if (place.hasAttribute("data-treffer")) {
      summary.textContent = count ? place.getAttribute("data-treffer").replace("%", count) : place.getAttribute("data-nichts");
      return;
    }
    var words = (count === 0 ? "Nichts gefunden" : count === 1 ? "1 Treffer" : count + " Treffer") +
      " für „" + query + "“.";
    if (count && found.corrections.length) {
      words += " Gesucht wurde nach " + quoted(found.corrections.map(function (pair) { return pair[1]; })) + ".";
    }
    summary.textContent = words;
    found.learned.forEach(function (word) {
      var line = element("span");
      line.appendChild(document.createTextNode("„"));
      line.appendChild(foreign(word.said, word.language));
      line.appendChild(document.createTextNode("“ heißt auf Deutsch: "));
      line.appendChild(element("strong", "", word.german));
      learned.appendChild(line);
    });
    if (found.unknown.length && (count || found.unknown.join(" ") !== query)) {
      unheard.textContent = quoted(found.unknown) +
        (found.unknown.length > 1 ? " kommen" : " kommt") + " im Ratgeber nicht vor.";
    }
  }

  /* Words somewhat like those typed: each a link that looks for it. */
  function suggest(query) {
    var line = nothing.querySelector(".rg-meinten-sie");
    var near = window.ratgeberSuche.aehnlich(query);
    line.hidden = !near.length;
    near.forEach(function (word, at) {
      var link = element("a", "", word);
      link.href = "?q=" + encodeURIComponent(word);
      line.appendChild(document.createTextNode(at ? ", " : " "));
      line.appendChild(link);
    });
  }

  function present(query) {
    var found = window.ratgeberSuche.suche(query);
    var shown = 0;
    function showMore() {
      var first = shown;
      found.results.slice(shown, shown + AT_ONCE).forEach(function (result) { show(result, found.stems); shown += 1; });
      more.hidden = shown >= found.results.length;
      if (first) { list.children[first].querySelector("a").focus(); }
    }
    summarize(query, found);
    nothing.hidden = found.results.length > 0;
    if (!found.results.length) { suggest(query); }
    more.addEventListener("click", showMore);
    showMore();
    place.setAttribute("aria-busy", "false");
  }

  /* Nobody is left with an empty page: what went wrong, and the other ways. */
  function giveUp(why) {
    summary.textContent = why;
    nothing.hidden = false;
    nothing.querySelector(".rg-meinten-sie").hidden = true;
    nothing.querySelector(".rg-anderes-wort").textContent = "Hier geht es weiter:";
    place.setAttribute("aria-busy", "false");
  }

  var TOO_OLD = "Die Suche geht in diesem Browser nicht, er ist zu alt.";
  var LOST = "Das Verzeichnis der Suche fehlt. Bitte versuchen Sie es später noch einmal.";

  function tryTo(work) {
    try {
      work();
    } catch (error) {
      giveUp(TOO_OLD);
    }
  }

  var asked = /[?&]q=([^&#]*)/.exec(location.search);
  var query = asked ? decodeURIComponent(asked[1].replace(/\+/g, " ")).trim() : "";
  if (!query) {
    field.focus();
    return;
  }
  field.value = query;
  summary.textContent = place.getAttribute("data-sucht") || "Suche läuft …";
  window.ratgeberLaden("ratgeber-suche.js", function (isLoaded) {
    if (!window.ratgeberSuche) { giveUp(isLoaded ? TOO_OLD : LOST); return; }
    window.ratgeberLaden(FOLDER + "index.js", function (isThere) {
      if (!isThere || !window.ratgeberSuche.stand()) { giveUp(LOST); return; }
      tryTo(function () {
        if (!window.ratgeberSuche.brauchtSprachen(query)) { present(query); return; }
        window.ratgeberLaden(FOLDER + "sprachen.js", function () { tryTo(function () { present(query); }); });
      });
    });
  });
}());
