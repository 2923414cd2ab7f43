/* Pages weighed by what was typed, and the sentences of a page that hold most of it. */

/* Less than this share of the best result's value is chance. */
const WORTH_SHOWING = 0.15;
const TITLE = 1;
const PASSAGE = 150, BEFORE = 60;

/* How much a heading is what was typed, 0 to 1; here small words count: "geht nicht zur Schule". */
function likeness(heading, typed) {
  const words = new Set(wordsOf(heading).map(stem));
  const both = Array.from(typed).filter((word) => words.has(word)).length;
  return both / (words.size + typed.size - both || 1);
}

/* The pages that have a word, or it in a compound, in their title, by its stem. */
function titled() {
  if (!index.titled) {
    index.titled = new Map();
    index.pages.forEach(function (page) {
      wordsOf(page.title).forEach(function (word) {
        [stem(word)].concat(split(fold(word))).forEach(function (key) {
          index.titled.set(key, (index.titled.get(key) || []).concat(page));
        });
      });
    });
  }
  return index.titled;
}

function rank(groups, typed) {
  const pages = new Map(), sections = new Map();
  let whole = 0;
  groups.forEach(function (terms) {
    const inSection = new Map(), inTitle = new Map(), most = valueOf(terms);
    terms.forEach(function (weight, number) {
      const value = Math.min(most, weight * rarity(number));
      (titled().get(index.stems[number]) || []).forEach(function (page) {
        inTitle.set(page, Math.max(inTitle.get(page) || 0, value));
      });
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
      const sum = pages.get(page) || { value: 0, covered: 0, titled: 0 };
      sum.value += held.best + Math.min(0.2 * (held.all - held.best), 0.5 * held.best);
      sum.covered += most;
      sum.titled += inTitle.get(page) || 0;
      pages.set(page, sum);
    });
  });
  const results = [];
  pages.forEach(function (sum, page) {
    let best = page.sections[0], bestValue = 0;
    page.sections.forEach(function (section) {
      const value = sections.get(section.number) || 0;
      if (value > bestValue) { best = section; bestValue = value; }
    });
    const share = whole ? sum.covered / whole : 0;
    const like = typed.size > 1 ? Math.max(likeness(page.title, typed), likeness(best.title, typed)) : 0;
    const title = whole && !page.isWord ? TITLE * sum.titled / whole : 0;
    const value = (sum.value + bestValue) * (0.3 + 0.7 * share) * (1 + like + title) * (page.isWord ? 0.6 : 1);
    results.push({ page, section: best, value });
  });
  results.sort((one, other) => other.value - one.value || one.page.number - other.page.number);
  return results.filter((result) => result.value >= WORTH_SHOWING * results[0].value);
}

function search(query) {
  const { groups, corrections, learned, unknown, isTelling } = read(query);
  const stems = new Set();
  groups.forEach((terms) => terms.forEach((weight, number) => stems.add(index.stems[number])));
  const isAnswered = groups.length > 0 && isTelling;
  return { results: isAnswered ? rank(groups, new Set(wordsOf(query).map(stem))) : [],
           corrections, learned, unknown, stems };
}

function isFound(word, stems) {
  if (STOP.has(fold(word))) { return false; }
  return stems.has(stem(word)) || split(fold(word)).some((part) => stems.has(part));
}

/* The sentences that hold most of what was asked, as [[words, is one of those asked], …]. */
function passage(text, stems) {
  const sentences = text.replace(/([.!?:])\s+(?=[A-ZÄÖÜ„])/g, "$1\n").split("\n");
  const held = sentences.map((sentence) =>
    new Set(wordsOf(sentence).filter((word) => isFound(word, stems)).map(stem)).size);
  const from = held.indexOf(Math.max.apply(null, held));
  let shown = sentences[from] || "";
  for (let at = from + 1; at < sentences.length && shown.length + sentences[at].length < PASSAGE; at += 1) {
    shown += " " + sentences[at];
  }
  if (shown.endsWith(":")) { shown += " …"; }  // what it announces did not fit
  const first = matches(WORD, shown).filter((match) => isFound(match[0], stems))[0];
  if (first && first.index > BEFORE + 20) { shown = "… " + shown.slice(shown.lastIndexOf(" ", first.index - BEFORE) + 1); }
  if (shown.length > 2 * PASSAGE) { shown = shown.slice(0, shown.lastIndexOf(" ", 2 * PASSAGE)) + " …"; }
  const pieces = [];
  let end = 0;
  for (const match of matches(WORD, shown)) {
    if (!isFound(match[0], stems)) { continue; }
    pieces.push([shown.slice(end, match.index), false], [match[0], true]);
    end = match.index + match[0].length;
  }
  pieces.push([shown.slice(end), false]);
  return pieces;
}

/* Words somewhat like those typed. */
function similar(query) {
  const near = [];
  wordsOf(query).filter((word) => word.length > 3 && !isStop(word) && !isCommon(word)).forEach(function (word) {
    alike(word, Math.min(3, Math.floor(word.length / 3))).forEach(function (one) {
      if (!near.includes(one.word)) { near.push(one.word); }
    });
  });
  return near.slice(0, 3);
}
