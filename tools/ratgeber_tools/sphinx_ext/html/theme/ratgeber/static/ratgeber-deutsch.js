/* What Sphinx's German catalogue leaves out, so that nothing English (or nothing at all) stands above the results. */
Documentation.addTranslations({
  locale: "de",
  messages: {
    "Search finished, found one page matching the search query.": [
      "Eine Seite gefunden.",
      "${resultCount} Seiten gefunden.",
    ],
  },
  plural_expr: "n != 1 ? 1 : 0",  // Sphinx indexes the forms with it, a boolean finds none
});
