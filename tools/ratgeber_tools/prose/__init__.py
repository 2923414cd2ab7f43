"""German prose: where sentences end, how many syllables a word has, how hard a text is. Pure, no other part of ours."""
