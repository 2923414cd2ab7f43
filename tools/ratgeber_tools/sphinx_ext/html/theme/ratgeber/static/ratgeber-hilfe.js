/* "Ich suche Hilfe": the list of worries, filtered while typing and by topic.  Without this script it is a plain list.
   A worry is found by its own words and by those of the passage it leads to.  Nothing is stored, nothing is sent. */
(function () {
  "use strict";
  var list = document.querySelector(".rg-finder");
  if (!list) { return; }
  /* Words of almost every worry, which tell none from another. */
  var COMMON = /^(aber|als|am|an|auf|bei|bin|brauche|das|dem|den|der|die|ein|eine|einen|er|es|fuer|habe|haben|hat|hilfe|ich|ihr|im|in|ist|kann|keine?n?|kind|mein|meine|meinem|meinen|meiner|mit|nicht|sie|sind|sohn|tochter|und|unser|unsere|uns|was|wer|will|wie|wir|wird|wo|zu|zum|zur)$/;

  function fold(words) {
    return words.toLowerCase().replace(/ß/g, "ss").replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue");
  }
  /* "ae" may stand for "ä" or be typed "a"; endings differ from form to form. */
  function stem(word) {
    var plain = word.replace(/([aou])e/g, "$1").replace(/^ge(.{3,})t$/, "$1");
    var short = plain.replace(/(ern|en|er|em|es|e|n|s|t)$/, "");
    return plain.length > 4 && /[aeiouy]/.test(short) ? short : plain;
  }
  function stems(words) {
    return fold(words).split(/[^a-z0-9]+/).filter(Boolean).map(stem);
  }
  /* What people say and the words of the page that mean it, as the page brings them along: "said=meant meant|…". */
  var meanings = (list.dataset.worte || "").split("|").filter(Boolean).map(function (entry) {
    var sides = entry.split("=");
    return { said: stems(sides[0]).join(" "), meant: stems(sides[1] || "") };
  });
  /* What was typed: telling words, each with others that mean the same, and the common ones. */
  function asked(words) {
    var typed = fold(words).split(/[^a-z0-9]+/).filter(Boolean);
    var line = " " + typed.map(stem).join(" ") + " ";
    var wishes = typed.filter(function (word) { return !COMMON.test(word); })
      .map(function (word) { return { word: stem(word), meant: [] }; });
    meanings.forEach(function (each) {
      if (line.indexOf(" " + each.said + " ") < 0) { return; }
      var same = wishes.filter(function (wish) { return wish.word === each.said; })[0];
      if (same) { same.meant = same.meant.concat(each.meant); } else { wishes.push({ word: each.said, meant: each.meant }); }
    });
    return { wishes: wishes, common: typed.filter(function (word) { return COMMON.test(word); }).map(stem) };
  }

  var topics = Array.prototype.slice.call(list.children).filter(function (item) { return item.querySelector("ul"); });
  var worries = [];
  topics.forEach(function (topic) {
    topic.querySelectorAll("ul > li").forEach(function (item) {
      var link = item.querySelector("a");
      var place = link && link.getAttribute("href").charAt(0) === "#"
        ? document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1))) : null;
      worries.push({
        item: item,
        topic: topic,
        own: stems(item.textContent),
        all: stems(topic.firstElementChild.textContent + " " + (place ? place.closest("section").textContent : ""))
      });
    });
  });
  if (!worries.length) { return; }
  var last = worries[worries.length - 1];  // whom to ask when nothing fits: always there

  /* One letter wrong, missing or too many. */
  function isClose(one, other) {
    if (Math.min(one.length, other.length) < 5 || Math.abs(one.length - other.length) > 1) { return false; }
    var start = 0;
    while (start < one.length && one[start] === other[start]) { start += 1; }
    return [[1, 1], [1, 0], [0, 1]].some(function (skip) {
      return one.slice(start + skip[0]) === other.slice(start + skip[1]);
    });
  }
  /* A word typed by half is looked for where words begin; inside longer ones, and the other way round ("Hortplatz"),
     from four letters on. */
  function holds(words, word, isOwn) {
    return words.some(function (each) {
      return each.indexOf(word) === 0 || (word.length > 3 && each.indexOf(word) > 0) ||
        (isOwn && each.length > 3 && each !== "schul" && word.indexOf(each) === 0) || isClose(each, word);
    });
  }
  /* Words of the worry itself say more than those of its passage, words typed more than what they may mean. */
  function fit(worry, wish) {
    function isHeld(words, isOwn) {
      return function (word) { return holds(words, word, isOwn); };
    }
    if (isHeld(worry.own, true)(wish.word)) { return 3; }
    if (wish.meant.some(isHeld(worry.own, true))) { return 2; }
    return [wish.word].concat(wish.meant).some(isHeld(worry.all, false)) ? 1 : 0;
  }
  function score(worry, query) {
    var common = query.common.filter(function (word) { return worry.own.indexOf(word) >= 0; }).length;
    var telling = query.wishes.reduce(function (sum, wish) { return sum + fit(worry, wish); }, 0);
    return query.wishes.length && !telling ? 0 : 100 * telling + common;  // common words only tell equals apart
  }
  /* What fits best, all that fit equally well. */
  function found(words) {
    var query = asked(words);
    if (!query.wishes.length && !query.common.length) { return worries; }
    var scores = worries.map(function (worry) { return score(worry, query); });
    var best = Math.max.apply(null, scores);
    return best ? worries.filter(function (worry, index) { return scores[index] === best; }) : [];
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
  function filter() {
    var fitting = found(input.value).filter(function (worry) { return !chosen || worry.topic === chosen; });
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
