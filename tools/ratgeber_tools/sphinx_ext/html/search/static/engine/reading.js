/* What was typed becomes groups of words, each with a weight; within a group the best word counts. */

/* The words of the guide, and what people say for them, most like `word`: [{numbers, word}, …]. */
function alike(word, limit, withStart) {
  const typed = fold(word), key = stem(word);
  let best = limit + 0.5, found = [];
  if (/\d/.test(typed)) { return found; }  // another number is never the one that was meant
  function consider(other, otherKey, numbers, name) {
    if (other.length < 4 || (withStart && other[0] !== typed[0]) || /\d/.test(other)) { return; }
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

/* What a part of a compound weighs beside the whole. */
const PART = 0.6;

function limitFor(word) { return word.length < 4 ? 0 : word.length < 8 ? 1 : 2; }

function group(weight, numbers, own) {
  const terms = new Map();
  terms.share = 1;
  (own || []).forEach((number) => terms.set(number, weight));
  numbers.forEach((number) => { if (!terms.has(number)) { terms.set(number, weight * 0.75); } });
  return terms;
}

function numbersOf(key) { return index.byStem.has(key) ? [index.byStem.get(key)] : []; }

function sameAs(key) { return index.same.get(key) || []; }

/* "Lehrer" has the stem of "Lehre"; what stands in the list as it was typed is what is meant. */
function sameAsWord(word, key) { return index.exact.get(fold(word)) || sameAs(key); }

/* A compound tells no more than its parts together, however rare it is. */
function capped(one, parts) {
  if (parts.length) { one.cap = parts.reduce((sum, terms) => sum + valueOf(terms), 0) / PART; }
  return one;
}

/* The most a group can tell. */
function valueOf(terms) {
  let most = 0;
  terms.forEach((weight, number) => { most = Math.max(most, weight * rarity(number)); });
  return terms.cap ? Math.min(most, terms.cap) : most;
}

/* A strong verb's participle (geschlafen, angefangen) is looked for without its "ge" where it is no word as it is. */
function keyOf(word) {
  const key = stem(word), verb = /^(an|ab|auf|aus|ein|mit|nach|vor|zu)?ge(.{4,}en)$/.exec(fold(word));
  const without = verb ? stem((verb[1] || "") + verb[2]) : "";
  return without && !index.byStem.has(key) && index.byStem.has(without) ? without : key;
}

function isStop(word) { return word.length < 2 && !/\d/.test(word) || STOP.has(fold(word)); }

/* Words of almost every question or page, which tell nothing of what is asked. */
function isCommon(word) {
  const key = stem(word);
  return COMMON.has(key) || (index.pages.length > 20 && index.byStem.has(key) && rarity(index.byStem.get(key)) < 0.5);
}

/* Whether German explains a word without guessing. */
function isGermanWord(word) {
  if (isStop(word) || /^\d+$/.test(word)) { return true; }
  const key = keyOf(word);
  return index.byStem.has(key) || index.same.has(key) || COMMON.has(key) || split(fold(word)).length > 0;
}

/* A compound is also looked for by its parts, wherever it may stand itself. */
function groupsOf(word, corrections) {
  const key = keyOf(word), own = numbersOf(key), same = sameAsWord(word, key);
  if (/^\d+$/.test(word)) { return own.length ? [group(1, [], own)] : []; }
  const parts = split(fold(word)).filter((part) => part !== key);
  const ofParts = (weight) => parts.map((part) => group(weight, sameAs(part), numbersOf(part)));
  if (own.length || same.length) {
    const pieces = ofParts(own.length ? PART : PART / 2);
    return [capped(group(1, same, own), own.length ? pieces : [])].concat(pieces);
  }
  if (isCommon(word)) { return []; }
  const typed = fold(word), longer = beginningWith(typed);
  const slip = parts.length && typed.length > 8 && !longer.length ? alike(word, 1)[0] : null;
  if (slip) {  // one letter wrong in a long word is likelier than a compound nobody has heard of
    corrections.push([word, slip.word]);
    return correctedTo(slip.word, 0.9, slip.numbers);
  }
  if (parts.length) { return longer.length ? [group(0.7, [], longer)].concat(ofParts(0.5)) : ofParts(0.8); }
  const near = typed.length > 3 ? alike(word, 1) : [];
  if (longer.length) {
    const terms = group(0.7, [], longer);
    near.forEach((one) => one.numbers.forEach((number) => { if (!terms.has(number)) { terms.set(number, 0.5); } }));
    const pieces = split(index.folded[longer[0]]).filter((part) => part !== index.stems[longer[0]]);
    return [terms].concat(pieces.map((part) => group(0.4, sameAs(part), numbersOf(part))));
  }
  let guessed = near;
  if (!guessed.length) {
    const pieces = compoundWithUnknown(typed);
    if (pieces.length) { return pieces; }
    guessed = limitFor(typed) > 1 ? alike(word, 2) : [];
  }
  if (!guessed.length) { return []; }
  corrections.push([word, guessed[0].word]);
  return correctedTo(guessed[0].word, 0.8, [].concat.apply([], guessed.map((one) => one.numbers)));
}

/* A word taken for another is looked for as that one would be: with what stands for it, and by its parts. */
function correctedTo(word, weight, numbers) {
  const key = stem(word);
  const pieces = split(fold(word)).filter((part) => part !== key)
    .map((part) => group(PART * weight, sameAs(part), numbersOf(part)));
  return [capped(group(weight, sameAsWord(word, key), numbers), pieces)].concat(pieces);
}

/* Words that begin with what was typed; what stands most often first. */
function beginningWith(typed) {
  if (typed.length < 3) { return []; }
  const found = [];
  index.folded.forEach((other, number) => { if (other.startsWith(typed)) { found.push(number); } });
  return found.sort((one, other) => posting(other).length - posting(one).length).slice(0, 8);
}

/* One half is a word of the guide, or stands for one; the other half is mistyped, or unknown. */
function compoundWithUnknown(typed) {
  let best = [], bestValue = 0;
  for (let cut = 3; cut <= typed.length - 3; cut += 1) {
    for (const [piece, rest] of [[typed.slice(0, cut), typed.slice(cut)], [typed.slice(cut), typed.slice(0, cut)]]) {
      const key = known(piece), stands = sameAs(stem(piece));
      if (piece.length < 4 || !(key || stands.length)) { continue; }
      const restStands = sameAs(stem(rest)), isLast = typed.endsWith(rest);
      const restKey = known(rest), begun = isLast && !restKey && !restStands.length ? beginningWith(rest) : [];
      const near = restKey || restStands.length || begun.length || rest.length < 5 ? [] : alike(rest, 1, true);
      const value = piece.length + (restKey || restStands.length ? rest.length
        : near.length || begun.length ? rest.length / 2 : 0);
      if (value === piece.length && COMMON.has(stem(piece))) { continue; }  // "Schul" alone decides nothing
      if (value > bestValue) {
        bestValue = value;
        best = [group(0.8, stands, key ? numbersOf(key) : [])];
        if (restKey || restStands.length) { best.push(group(0.8, restStands, restKey ? numbersOf(restKey) : [])); }
        else if (begun.length) { best.push(group(0.6, [], begun)); }
        else if (near.length) { best.push(group(0.6, [], near[0].numbers)); }
      }
    }
  }
  return best;
}

/* Numbers typed with blanks are one number where the guide has it so. */
function typedWords(query) {
  let text = query;
  numbersIn(query).filter((number) => index.byStem.has(number)).forEach(function (number) {
    text = text.replace(new RegExp(number.split("").join("\\D*")), " " + number + " ");
  });
  return wordsOf(text);
}

/* Phrases people say for a word of the guide ("blau machen") come first; their words then count for little. */
function phrasesIn(stems, groups) {
  const inPhrase = new Set();
  for (let length = Math.min(4, stems.length); length > 1; length -= 1) {
    for (let at = 0; at + length <= stems.length; at += 1) {
      const same = sameAs(stems.slice(at, at + length).join(" "));
      if (same.length && !inPhrase.has(at) && !inPhrase.has(at + length - 1)) {
        groups.push(group(1.3, same));
        for (let word = at; word < at + length; word += 1) { inPhrase.add(word); }
      }
    }
  }
  /* two telling words may stand apart and the other way round: "bleibt mein Kind sitzen" */
  for (let at = 0; at < stems.length; at += 1) {
    for (let other = at + 1; other < Math.min(stems.length, at + 5); other += 1) {
      if (inPhrase.has(at) || inPhrase.has(other) || STOP.has(stems[at]) || STOP.has(stems[other])) { continue; }
      const same = sameAs(stems[other] + " " + stems[at]).concat(sameAs(stems[at] + " " + stems[other]));
      if (same.length) {
        groups.push(group(1.3, same));
        inPhrase.add(at).add(other);
      }
    }
  }
  return inPhrase;
}

/* "wo melde ich mein Kind an": the verb is "anmelden"; "wer passt nachmittags auf": people say "aufpassen". */
function separatedVerb(words) {
  const prefix = words.length > 2 ? fold(words[words.length - 1]) : "";
  if (!/^(?:an|ab|auf|aus|ein|los|mit|nach|raus|rein|um|vor|weg|zu|zuruck|zusammen)$/.test(prefix)) { return []; }
  const keys = [];
  words.slice(0, -1).filter((word) => !STOP.has(fold(word)) && word[0] === word[0].toLowerCase())
    .forEach((word) => keys.push(stem(prefix + fold(word)), stem(prefix + fold(word).replace(/t$/, ""))));
  const key = keys.filter((one) => index.byStem.has(one) || index.same.has(one))[0];
  return key ? numbersOf(key).concat(sameAs(key)) : [];
}

/* {groups, corrections: [[typed, taken for], …], learned: [{said, german}, …], unknown: [word, …], isTelling}.
   `isTelling` is false where only words of almost every question are known, although others were typed. */
function read(query) {
  const words = typedWords(query), groups = [], corrections = [], unknown = [], learned = [];
  const isGerman = words.map(isGermanWord);
  const foreign = translated(words, isGerman, (at) => !isGerman[at] && !(/^[a-z]/.test(fold(words[at])) &&
    alike(words[at], 1).length));
  let telling = 0, understood = 0;
  if (foreign) {
    foreign.spans.forEach(function (span) {
      learned.push({ said: span.typed, german: span.phrase.german, language: foreign.code });
      const german = wordsOf(span.phrase.german), phrase = [];
      phrasesIn(german.map(stem), phrase);
      const isTelling = phrase.length > 0 || german.some((word) => !isStop(word) && !isCommon(word));
      telling += isTelling;
      understood += isTelling;
      groups.push.apply(groups, phrase);
      german.filter((word) => !isStop(word)).forEach((word) => groups.push.apply(groups, groupsOf(word, [])));
    });
  }
  const inPhrase = phrasesIn(words.map(stem), groups);
  telling += inPhrase.size > 0;
  understood += inPhrase.size > 0;
  const separated = separatedVerb(words);
  if (separated.length) {
    groups.push(group(1, [], separated));
    telling += 1;
    understood += 1;
  }
  words.forEach(function (word, at) {
    if (inPhrase.has(at) && !isGerman[at]) { return; }
    if (isStop(word) || (foreign && foreign.covered.has(at))) { return; }
    const found = groupsOf(word, corrections);
    found.forEach(function (one) {
      one.isCommon = isCommon(word);
      one.share = 1 / found.length;
      if (inPhrase.has(at)) { one.forEach((weight, number) => one.set(number, weight * 0.3)); }
      groups.push(one);
    });
    if (isCommon(word) || inPhrase.has(at)) { return; }
    telling += 1;
    if (found.some((one) => one.size)) { understood += 1; } else { unknown.push(word); }
  });
  return { groups: groups.filter((one) => one.size), corrections, learned, unknown,
           isTelling: telling === 0 || understood > 0 };
}

/* Whether the words of other languages are needed to read this. */
function needsLanguages(query) {
  return !languages && !typedWords(query).every(isGermanWord);
}
