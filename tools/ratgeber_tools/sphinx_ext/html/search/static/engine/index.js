/* The index, as its file hands it over, and compounds taken apart with its words (ratgeber_tools/search/compounds.py). */

const index = { pages: [], sections: [], words: [], folded: [], stems: [], byStem: new Map(), same: new Map(), exact: new Map(),
                sayings: [], long: new Set(), nouns: new Set(), postings: [], version: "" };

function readIndex(file) {
  index.version = file.stand;
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
    if (/^\d/.test(word)) { return; }
    if (key.length >= 4) { index.long.add(key); }
    else if (key.length === 3 && word[0] !== word[0].toLowerCase()) { index.nouns.add(key); }
  });
  for (const said of Object.keys(file.gleich)) {
    const key = wordsOf(said).map(stem).join(" ");
    index.sayings.push(said);
    index.exact.set(fold(said), file.gleich[said]);
    index.same.set(key, (index.same.get(key) || []).concat(file.gleich[said]));
  }
}

/* [[section, weight], …] of a word. */
function posting(number) {
  if (!index.postings[number]) {
    const found = [];
    let section = -1;
    for (const entry of matches(/(\d*)([A-Z])/g, index.packed[number])) {
      section += Number(entry[1]) + 1;
      found.push([section, entry[2].charCodeAt(0) - 64]);
    }
    index.postings[number] = found;
  }
  return index.postings[number];
}

/* How much a word tells: the fewer pages have it, the more. */
function rarity(number) {
  const pages = new Set(posting(number).map(([section]) => index.sections[section].page)).size;
  return Math.log(1 + (index.pages.length - pages + 0.5) / (pages + 0.5));
}

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
