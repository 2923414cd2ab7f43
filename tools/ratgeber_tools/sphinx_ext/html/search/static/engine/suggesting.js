/* Suggestions while somebody types: words of the guide, what people say, headings, words of other languages. */

const AT_MOST = 7;

/* [{text, hint, language}, …]; `hint` is the German word for one of another language. */
function suggestions(query) {
  const typed = fold(query).trim().replace(/\s+/g, " ");
  if (typed.length < 2) { return []; }
  const found = [], taken = new Set();
  function offer(text, value, more) {
    const key = fold(text);
    if (!taken.has(key) && !STOP.has(key)) {
      taken.add(key);
      found.push(Object.assign({ text, value, hint: "", language: "" }, more));
    }
  }
  /* 3: begins so; 2: one of its words does. */
  function fits(text) {
    const plain = fold(text);
    return plain.startsWith(typed) ? 3 : plain.includes(" " + typed) ? 2 : 0;
  }
  index.pages.forEach(function (page) {
    const fit = fits(page.title);
    if (fit) { offer(page.title, fit + (page.isWord ? 0.1 : 0.6)); }
  });
  index.sayings.forEach(function (said) { if (fits(said) === 3) { offer(said, 2.9); } });
  index.words.forEach(function (word, number) {
    if (index.folded[number].startsWith(typed) && word[0] !== word[0].toLowerCase() && word.length > 3) {
      offer(word, 2.5 + Math.min(1, posting(number).reduce((sum, [, times]) => sum + times, 0) / 60));
    }
  });
  index.sections.forEach(function (section) {
    const fit = section.title && typed.length > 3 ? fits(section.title) : 0;
    if (fit) { offer(section.title, fit - 0.9); }
  });
  if (languages && !found.length) {
    const key = wordsOf(query).map(foreignKey).join(" ");
    languages.forEach((language) => language.phrases.forEach(function (phrase) {
      const sameGerman = found.some((each) => each.hint === phrase.german);
      if (key && !sameGerman && phrase.keys.join(" ").startsWith(key)) {
        offer(phrase.said, 2 - phrase.said.length / 100, { hint: phrase.german, language: language.code });
      }
    }));
  }
  return found.sort((one, other) => other.value - one.value || one.text.length - other.text.length).slice(0, AT_MOST);
}
