/* Words as the index has them.
   `fold`, `stem` and `numbersIn` do what ratgeber_tools/search/words.py does; a test compares them. */

const STOP = new Set("@STOP_WORDS@".split(" "));
const COMMON = new Set("@COMMON_STEMS@".split(" "));
const ENDINGS = @ENDINGS@;
const WORD = letters("[\\p{L}\\p{N}]+", "[^\\s!-/:-@\\[-\u0060{-~§°„“”‚‘’«»…–—·،؛؟]+");
const NUMBER = /(?:^|[^\d])([01][\d]*(?:[\s\u00a0\u202f\/-]+\d+)+)/g;

/* Browsers that do not know letters by their kind take everything for one that is no sign. */
function letters(pattern, plain) {
  try {
    return new RegExp(pattern, "gu");
  } catch (error) {
    return new RegExp(plain, "g");
  }
}

function matches(pattern, text) {
  const found = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) { found.push(match); }
  return found;
}

function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, "")
    .replace(/ß/g, "ss").replace(/(^|[^aeiouyq])([aou])e/g, "$1$2");
}

function wordsOf(text) {
  return matches(WORD, text.normalize("NFC")).map((match) => match[0]);
}

/* Numbers written with blanks, as one: "116 117", "0340 204-2040". */
function numbersIn(text) {
  return matches(NUMBER, text).map((match) => match[1].replace(/\D/g, "")).filter((number) => number.length < 16);
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
