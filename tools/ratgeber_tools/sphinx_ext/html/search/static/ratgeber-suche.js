/* The search page: reads what is typed as German, weighs the sections, shows results.
   Loads the index when there is something to look for; stores nothing, sends nothing, runs from a disk too.
   `fold`, `stem` and `split` do what ratgeber_tools/search/{words,compounds}.py does; a test compares them. */
(function () {
  "use strict";

  /* ---- Words */

  const STOP = new Set("@STOP_WORDS@".split(" "));
  const ENDINGS = @ENDINGS@;
  const WORD = /[\p{L}\p{N}]+/gu;

  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/ß/g, "ss")
      .replace(/(^|[^aeiouyq])([aou])e/g, "$1$2");
  }

  function wordsOf(text) {
    return text.normalize("NFC").match(WORD) || [];
  }

  function withoutEnding(word) {
    const person = /^(.{3,}er)in$/.exec(word);
    if (person) { return person[1]; }
    for (const [ending, least] of ENDINGS) {
      if (word.endsWith(ending) && word.length - ending.length >= least && !/(s|ch)t$/.test(word)) {
        return word.slice(0, -ending.length);
      }
    }
    return word;
  }

  function stem(word) {
    let rest = fold(word).replace(
      /^(an|ab|auf|aus|bei|ein|her|hin|mit|nach|um|vor|zu)?ge(?=.{3,}t$)(?!.*(?:heit|keit|schaft)$)/, "$1");
    for (;;) {
      const shorter = withoutEnding(rest);
      if (shorter === rest) { return rest; }
      rest = shorter;
    }
  }

  /* ---- The index, as its file hands it over */

  const index = { pages: [], sections: [], words: [], folded: [], stems: [], byStem: new Map(), same: new Map(),
                  long: new Set(), nouns: new Set(), postings: [], texts: new Map(), version: "" };

  function readIndex(file) {
    index.version = file.stand;
    index.same = new Map(Object.entries(file.gleich));
    for (const [title, address, part, isWord, sections] of file.seiten) {
      const page = { title, address, part: file.teile[part], isWord, number: index.pages.length, sections: [] };
      for (let at = 0; at < sections.length; at += 2) {
        const section = { title: sections[at], anchor: sections[at + 1], page, place: at / 2,
                          number: index.sections.length };
        page.sections.push(section);
        index.sections.push(section);
      }
      index.pages.push(page);
    }
    index.words = file.woerter ? file.woerter.split(" ") : [];
    index.packed = file.stellen.split(";");
    index.words.forEach(function (word, number) {
      const key = stem(word);
      index.folded.push(fold(word));
      index.stems.push(key);
      index.byStem.set(key, number);
      if (!/^\p{L}/u.test(word)) { return; }
      if (key.length >= 4) { index.long.add(key); }
      else if (key.length === 3 && word[0] !== word[0].toLowerCase()) { index.nouns.add(key); }
    });
  }

  /* [[section, weight], …] of a word. */
  function posting(number) {
    if (!index.postings[number]) {
      const found = [];
      let section = -1;
      for (const entry of index.packed[number].matchAll(/(\d*)([A-Z])/g)) {
        section += Number(entry[1]) + 1;
        found.push([section, entry[2].charCodeAt(0) - 64]);
      }
      index.postings[number] = found;
    }
    return index.postings[number];
  }

  /* ---- Compounds */

  function known(piece) {
    const key = stem(piece);
    return index.long.has(key) || index.nouns.has(key) ? key : "";
  }

  function split(word) {
    let best = [], bestShortest = 0;
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      const left = known(word.slice(0, cut));
      if (!left) { continue; }
      const right = known(word.slice(cut));
      const parts = right ? [left, right] : [left].concat(split(word.slice(cut)));
      const shortest = Math.min.apply(null, parts.map((part) => part.length));
      if (parts.length > 1 && (!best.length || parts.length < best.length ||
          (parts.length === best.length && shortest > bestShortest))) {
        best = parts;
        bestShortest = shortest;
      }
    }
    return best;
  }

  /* ---- Typing mistakes */

  /* Letters to change, add, leave out or swap; Infinity for more than `limit`. */
  function distance(left, right, limit) {
    if (Math.abs(left.length - right.length) > limit) { return Infinity; }
    let before = [], above = [];
    for (let j = 0; j <= right.length; j += 1) { above.push(j); }
    for (let i = 1; i <= left.length; i += 1) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= right.length; j += 1) {
        let cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row.push(cost);
        least = Math.min(least, cost);
      }
      if (least > limit) { return Infinity; }
      before = above;
      above = row;
    }
    return above[right.length] <= limit ? above[right.length] : Infinity;
  }

  /* The words of the guide, and what people say for them, most like `word`: [{numbers, word}, …]. */
  function alike(word, limit, withStart) {
    const typed = fold(word), key = stem(word);
    let best = limit + 0.5, found = [];
    function consider(other, otherKey, numbers, name) {
      if (other.length < 4 || (withStart && other[0] !== typed[0])) { return; }
      let far = Math.min(distance(typed, other, limit), distance(key, otherKey, key.length > 5 ? limit : 0) + 0.2);
      if (other[0] !== typed[0]) { far += 0.5; }
      if (far < best) {
        best = far;
        found = [];
      }
      if (far === best) { found.push({ numbers, word: name }); }
    }
    index.words.forEach((name, number) => consider(index.folded[number], index.stems[number], [number], name));
    index.same.forEach(function (numbers, said) { consider(said, said, numbers, index.words[numbers[0]]); });
    found.sort((one, other) => posting(other.numbers[0]).length - posting(one.numbers[0]).length);
    return found.slice(0, 2);
  }

  function limitFor(word) { return word.length < 4 ? 0 : word.length < 8 ? 1 : 2; }

  /* ---- What was typed becomes groups of words, each with a weight; within a group the best word counts. */

  function group(weight, numbers, own) {
    const terms = new Map();
    (own || []).forEach((number) => terms.set(number, weight));
    numbers.forEach((number) => { if (!terms.has(number)) { terms.set(number, weight * 0.75); } });
    return terms;
  }

  function numbersOf(key) { return index.byStem.has(key) ? [index.byStem.get(key)] : []; }

  function sameAs(key) { return index.same.get(key) || []; }

  /* A strong verb's participle (geschlafen, angefangen) is looked for without its "ge" where it is no word as it is. */
  function keyOf(word) {
    const key = stem(word), verb = /^(an|ab|auf|aus|ein|mit|nach|vor|zu)?ge(.{4,}en)$/.exec(fold(word));
    const without = verb ? stem((verb[1] || "") + verb[2]) : "";
    return without && !index.byStem.has(key) && index.byStem.has(without) ? without : key;
  }

  function groupsOf(word, corrections) {
    const key = keyOf(word), own = numbersOf(key), same = sameAs(key);
    const parts = split(fold(word));
    const ofParts = (weight) => parts.map((part) => group(weight, sameAs(part), numbersOf(part)));
    if (own.length || same.length) {
      return [group(1, same, own)].concat(own.length ? ofParts(0.2) : []);
    }
    if (parts.length) { return ofParts(0.8); }
    const typed = fold(word), limit = limitFor(typed);
    let near = limit ? alike(word, 1) : [];
    if (!near.length) {
      const longer = typed.length < 4 ? [] :
        index.folded.map((other, number) => [other, number]).filter(([other]) => other.startsWith(typed));
      if (longer.length) { return [group(0.7, [], longer.slice(0, 8).map(([, number]) => number))]; }
      const piece = compoundWithUnknown(typed);
      if (piece.length) { return piece; }
      near = limit > 1 ? alike(word, 2) : [];
    }
    near.slice(0, 1).forEach((one) => corrections.push([word, one.word]));
    return near.length ? [group(0.8, [], [].concat.apply([], near.map((one) => one.numbers)))] : [];
  }

  /* One half is a word of the guide, or stands for one; the other half is mistyped, or unknown. */
  function compoundWithUnknown(typed) {
    let best = [], bestValue = 0;
    for (let cut = 3; cut <= typed.length - 3; cut += 1) {
      for (const [piece, rest] of [[typed.slice(0, cut), typed.slice(cut)], [typed.slice(cut), typed.slice(0, cut)]]) {
        const key = known(piece), stands = sameAs(stem(piece));
        if (piece.length < 4 || !(key || stands.length)) { continue; }
        const restStands = sameAs(stem(rest));
        const restKey = known(rest);
        const near = restKey || restStands.length || rest.length < 5 ? [] : alike(rest, 1, true);
        const value = piece.length + (restKey || restStands.length ? rest.length : near.length ? rest.length / 2 : 0);
        if (value > bestValue) {
          bestValue = value;
          best = [group(0.8, stands, key ? numbersOf(key) : [])];
          if (restKey || restStands.length) { best.push(group(0.8, restStands, restKey ? numbersOf(restKey) : [])); }
          else if (near.length) { best.push(group(0.6, [], near[0].numbers)); }
        }
      }
    }
    return best;
  }

  /* Phrases people say for a word of the guide ("blau machen") come first; their words then count for little. */
  function read(query) {
    const typed = wordsOf(query), stems = typed.map(stem), groups = [], corrections = [];
    const inPhrase = new Set();
    for (let length = Math.min(4, typed.length); length > 1; length -= 1) {
      for (let at = 0; at + length <= typed.length; at += 1) {
        const same = sameAs(stems.slice(at, at + length).join(" "));
        if (same.length && !inPhrase.has(at)) {
          groups.push(group(1.3, same));
          for (let word = at; word < at + length; word += 1) { inPhrase.add(word); }
        }
      }
    }
    typed.forEach(function (word, at) {
      if (STOP.has(fold(word))) { return; }
      groupsOf(word, corrections).forEach(function (one) {
        if (inPhrase.has(at)) { one.forEach((weight, number) => one.set(number, weight * 0.3)); }
        groups.push(one);
      });
    });
    return { groups: groups.filter((one) => one.size), corrections };
  }

  /* ---- Ranking */

  /* Less than this share of the best result's value is chance. */
  const WORTH_SHOWING = 0.25;

  /* How much a word tells: the fewer pages have it, the more. */
  function rarity(number) {
    const pages = new Set(posting(number).map(([section]) => index.sections[section].page)).size;
    return Math.log(1 + (index.pages.length - pages + 0.5) / (pages + 0.5));
  }

  /* How much a heading is what was typed, 0 to 1; here small words count: "geht nicht zur Schule". */
  function likeness(heading, typed) {
    const words = new Set(wordsOf(heading).map(stem));
    const both = Array.from(typed).filter((word) => words.has(word)).length;
    return both / (words.size + typed.size - both || 1);
  }

  function rank(groups, typed) {
    const pages = new Map(), sections = new Map();
    let whole = 0;
    groups.forEach(function (terms) {
      const inSection = new Map();
      let most = 0;
      terms.forEach(function (weight, number) {
        const value = weight * rarity(number);
        most = Math.max(most, value);
        posting(number).forEach(function ([section, times]) {
          inSection.set(section, Math.max(inSection.get(section) || 0, value * times / @STEPS@));
        });
      });
      whole += most;
      const inPage = new Map();
      inSection.forEach(function (value, section) {
        sections.set(section, (sections.get(section) || 0) + value);
        const page = index.sections[section].page, held = inPage.get(page) || { best: 0, all: 0 };
        held.best = Math.max(held.best, value);
        held.all += value;
        inPage.set(page, held);
      });
      inPage.forEach(function (held, page) {
        const sum = pages.get(page) || { value: 0, covered: 0 };
        sum.value += held.best + Math.min(0.2 * (held.all - held.best), 0.5 * held.best);
        sum.covered += most;
        pages.set(page, sum);
      });
    });
    const results = [];
    pages.forEach(function (sum, page) {
      let best = null, bestValue = 0;
      page.sections.forEach(function (section) {
        const value = sections.get(section.number) || 0;
        if (value > bestValue) { best = section; bestValue = value; }
      });
      const share = whole ? sum.covered / whole : 0;
      const like = typed.size > 1 ? Math.max(likeness(page.title, typed), likeness(best.title, typed)) : 0;
      const value = (sum.value + bestValue) * (0.3 + 0.7 * share) * (1 + like) * (page.isWord ? 0.6 : 1);
      results.push({ page, section: best, value });
    });
    results.sort((one, other) => other.value - one.value || one.page.number - other.page.number);
    return results.filter((result) => result.value >= WORTH_SHOWING * results[0].value);
  }

  function search(query) {
    const { groups, corrections } = read(query);
    const stems = new Set();
    groups.forEach((terms) => terms.forEach((weight, number) => stems.add(index.stems[number])));
    return { results: groups.length ? rank(groups, new Set(wordsOf(query).map(stem))) : [], corrections, stems };
  }

  /* ---- Results on the page */

  const place = document.getElementById("search-results");
  if (!place) { return; }
  const summary = place.querySelector(".search-summary");
  const list = place.querySelector("ul.search");
  const more = place.querySelector(".rg-mehr");
  const nothing = document.getElementById("rg-nichts-gefunden");
  const root = document.documentElement.dataset.content_root || "./";
  const folder = root + "_static/suche/";
  const AT_ONCE = 10, PASSAGE = 170;

  function load(file) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = folder + file;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  function textsOf(page) {
    if (!index.texts.has(page.number)) {
      index.texts.set(page.number, load(page.number + ".js?" + index.version).then(() => page.texts));
    }
    return index.texts.get(page.number);
  }

  function isFound(word, stems) {
    if (STOP.has(fold(word))) { return false; }
    return stems.has(stem(word)) || split(fold(word)).some((part) => stems.has(part));
  }

  /* The sentences that hold most of what was asked, as nodes with the words marked. */
  function passage(text, stems) {
    const sentences = text.replace(/([.!?:])\s+(?=[\p{Lu}„])/gu, "$1\n").split("\n");
    const held = sentences.map((sentence) =>
      new Set(wordsOf(sentence).filter((word) => isFound(word, stems)).map(stem)).size);
    let from = held.indexOf(Math.max.apply(null, held)), shown = sentences[from] || "";
    for (let at = from + 1; at < sentences.length && shown.length + sentences[at].length < PASSAGE; at += 1) {
      shown += " " + sentences[at];
    }
    if (shown.endsWith(":")) { shown += " …"; }  // what it announces did not fit
    if (shown.length > 2 * PASSAGE) { shown = shown.slice(0, shown.lastIndexOf(" ", 2 * PASSAGE)) + " …"; }
    const words = document.createDocumentFragment();
    let end = 0;
    for (const match of shown.matchAll(WORD)) {
      if (!isFound(match[0], stems)) { continue; }
      words.append(shown.slice(end, match.index));
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      words.append(mark);
      end = match.index + match[0].length;
    }
    words.append(shown.slice(end));
    return words;
  }

  function element(name, className, words) {
    const made = document.createElement(name);
    if (className) { made.className = className; }
    if (words) { made.append(words); }
    return made;
  }

  function show(result, stems) {
    const { page, section } = result;
    const item = element("li");
    const link = element("a", "", section.title && !page.isWord ? page.title + " – " + section.title : page.title);
    link.href = root + page.address + (section.anchor ? "#" + section.anchor : "");
    item.append(link);
    if (page.part) { item.append(element("p", "rg-teil", page.part)); }
    const words = element("p", "context");
    item.append(words);
    list.append(item);
    return textsOf(page).then(
      function (texts) { words.append(passage(texts[section.place], stems)); },
      function () { words.remove(); });
  }

  function summarize(query, found) {
    const count = found.results.length;
    let words = (count === 0 ? "Nichts gefunden" : count === 1 ? "1 Treffer" : count + " Treffer") +
      " für „" + query + "“.";
    if (count && found.corrections.length) {
      words += " Gesucht wurde nach " + found.corrections.map(([, word]) => "„" + word + "“").join(" und ") + ".";
    }
    summary.textContent = words;
  }

  /* Words somewhat like those typed: each a link that looks for it. */
  function suggest(query) {
    const near = [];
    wordsOf(query).forEach(function (word) {
      const found = word.length > 3 ? alike(word, Math.min(3, Math.floor(word.length / 3))) : [];
      found.forEach((one) => { if (!near.includes(one.word)) { near.push(one.word); } });
    });
    const line = nothing.querySelector(".rg-meinten-sie");
    line.hidden = !near.length;
    near.slice(0, 3).forEach(function (word, at) {
      const link = element("a", "", word);
      link.href = "?q=" + encodeURIComponent(word);
      line.append(at ? ", " : " ", link);
    });
  }

  function present(query) {
    const found = search(query);
    summarize(query, found);
    nothing.hidden = found.results.length > 0;
    if (!found.results.length) { suggest(query); }
    let shown = 0;
    function showMore() {
      const first = shown;
      const waiting = found.results.slice(shown, shown + AT_ONCE).map((result) => show(result, found.stems));
      shown += waiting.length;
      more.hidden = shown >= found.results.length;
      if (first) { list.children[first].querySelector("a").focus(); }
      return Promise.all(waiting);
    }
    more.addEventListener("click", showMore);
    return showMore().then(() => place.setAttribute("aria-busy", "false"));
  }

  window.ratgeberSuche = {
    index: readIndex,
    texte: function (number, texts) { index.pages[number].texts = texts; },
    stem: stem,
    split: (word) => split(fold(word)),
    suche: search,
    woerter: () => index.words.slice()
  };

  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  const field = document.querySelector("main .rg-suche input");
  if (query) {
    field.value = query;
    summary.textContent = "Suche läuft …";
    load("index.js").then(() => present(query), function () {
      summary.textContent = "Das Verzeichnis der Suche fehlt. Bitte versuchen Sie es später noch einmal.";
      nothing.hidden = false;
      nothing.querySelector(".rg-meinten-sie").hidden = true;
    });
  } else {
    field.focus();
  }
}());
