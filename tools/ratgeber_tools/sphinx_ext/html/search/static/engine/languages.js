/* Words of other languages lead to the German word: the file is loaded only for a question German does not explain. */

let languages = null;
const LONGEST_PHRASE = 9;

/* Letters that are written in several ways fall together; the Arabic article belongs to no word. */
function foreignKey(word) {
  const plain = fold(word).replace(/ı/g, "i").replace(/đ/g, "d").replace(/ł/g, "l").replace(/[ىی]/g, "ي")
    .replace(/ة/g, "ه").replace(/ک/g, "ك").replace(/\u200c/g, "");
  return plain.length > 4 ? plain.replace(/^(?:[وبف]?ال|لل)/, "") : plain;
}

function readLanguages(file) {
  languages = file.sprachen.map(function (language) {
    const phrases = [];
    language.worte.forEach(function (several, german) {
      several.forEach((said) => phrases.push({ said, german: file.deutsch[german], keys: wordsOf(said).map(foreignKey) }));
    });
    return { code: language.code, phrases, small: new Set(language.klein.map(foreignKey)) };
  });
}

/* How well a typed word is the one of a phrase: 1 as it is, less with another ending or a slip, 0 not at all. */
function closeness(typed, meant) {
  if (typed === meant) { return 1; }
  const least = Math.min(typed.length, meant.length);
  let same = 0;
  while (same < least && typed[same] === meant[same]) { same += 1; }
  if (same === meant.length && same >= 4 && typed.length - same <= 5) { return 0.8; }
  if (same >= 4 && same >= least - 2 && Math.max(typed.length, meant.length) - same <= 3) { return 0.7; }
  return least >= 5 && distance(typed, meant, 1) === 1 ? 0.6 : 0;
}

/* The phrase of a language that begins at a word and holds the most of what follows. */
function phraseAt(language, keys, at, isLoose) {
  let best = null;
  for (const phrase of language.phrases) {
    if (phrase.keys.length > keys.length - at || phrase.keys.length > LONGEST_PHRASE) { continue; }
    let value = 0;
    for (let word = 0; word < phrase.keys.length; word += 1) {
      const close = closeness(keys[at + word], phrase.keys[word]);
      if (!close || (close < 1 && !isLoose(at + word))) { value = 0; break; }
      value += close;
    }
    if (value && (!best || value > best.value)) { best = { phrase, value, at, length: phrase.keys.length }; }
  }
  return best;
}

/* What one language makes of the words: spans with their German, and how many words German did not know it explains. */
function explain(language, words, keys, isGerman, isLoose) {
  const spans = [];
  let explained = 0;
  for (let at = 0; at < keys.length;) {
    const span = phraseAt(language, keys, at, isLoose);
    const length = span ? span.length : 1;
    if (span) {
      for (let word = at; word < at + length; word += 1) { explained += isGerman[word] ? 0 : span.value / length; }
      spans.push(Object.assign(span, { typed: words.slice(at, at + length).join(" ") }));
    } else if (language.small.has(keys[at])) {
      explained += isGerman[at] ? 0 : 0.3;
    }
    at += length;
  }
  return { language, spans, explained };
}

/* German for what was typed in another language: {language, spans, rest}, or null where it is German, or nothing. */
function translated(words, isGerman, isLoose) {
  if (!languages || isGerman.every(Boolean)) { return null; }
  const keys = words.map(foreignKey);
  let best = null;
  for (const language of languages) {
    const found = explain(language, words, keys, isGerman, isLoose);
    const isNew = found.spans.some((span) => isGerman.slice(span.at, span.at + span.length).includes(false));
    if (isNew && (!best || found.explained > best.explained)) { best = found; }
  }
  if (!best) { return null; }
  const covered = new Set();
  best.spans.forEach(function (span) {
    for (let word = span.at; word < span.at + span.length; word += 1) { covered.add(word); }
  });
  keys.forEach(function (key, at) { if (best.language.small.has(key)) { covered.add(at); } });
  return { code: best.language.code, spans: best.spans, covered };
}
