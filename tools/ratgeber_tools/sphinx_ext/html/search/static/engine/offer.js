/* What the scripts of the page use; the files of the index register themselves here. */
window.ratgeberSuche = {
  index: readIndex,
  texte: function (number, texts) { index.pages[number].texts = texts; },
  sprachen: readLanguages,
  stand: () => index.version,
  stem: stem,
  split: (word) => split(fold(word)),
  zahlen: numbersIn,
  woerter: () => index.words.slice(),
  brauchtSprachen: needsLanguages,
  suche: search,
  lies: read,
  wortstamm: (number) => index.stems[number],
  schluessel: (text) => wordsOf(text).filter((word) => !isStop(word)).map(stem),
  stelle: passage,
  aehnlich: similar,
  vorschlaege: suggestions
};
