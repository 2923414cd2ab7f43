"""Protected passages that somebody changed all the same: reported, with a note beside them, never silently restored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ratgeber_tools import dialect
from ratgeber_tools.document import Container, Paragraph, Text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers.word.report import quoted, tidy
from ratgeber_tools.readers.word.returned.wordings import Wording

KIND = "Änderung aus Word"
#: Wordings up to so many characters are named whole; of longer ones so many words stand before the first difference.
_SHORT = 80
_WORDS_AHEAD = 4


@dataclass(slots=True)
class Protection:
    """Collects what happened to passages; `shown` are the words each went out with."""

    shown: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    def changed(self, wording: Wording) -> list[Container]:
        """Report what was changed in a paragraph; return the notes to stand beside it."""
        return [self.note(self.shown.get(name, ""), words) for name, words in wording.changed.items()]

    def note(self, before: str, words: str) -> Container:
        """Report a passage that was changed; return the note to stand beside it."""
        was, now = _difference(before, words)
        text = (
            f"Eine geschützte Angabe wurde geändert: vorher {quoted(was)}, jetzt {quoted(now)}. "
            "Die Angabe steht unverändert im Kapitel: Ändern Sie sie dort, wo sie herkommt, etwa in den Daten."
        )
        self._report(text, words)
        return Container(dialect.EDITORIAL_NOTE, (Paragraph((Text(text),)),), options=(("art", KIND),))

    def deleted(self, words: str) -> None:
        """Report a passage that is gone; the deletion itself is carried out like any other."""
        self._report(
            f"Eine geschützte Stelle wurde gelöscht: {quoted(words)}. Prüfen Sie, ob sie entfallen soll.", words
        )

    def became_text(self, words: str) -> None:
        """Report a passage whose words are there, but as any others."""
        self._report(
            f"Eine geschützte Angabe steht jetzt als gewöhnlicher Text da: {quoted(words)}. "
            "Setzen Sie im Kapitel wieder die Angabe aus den Daten ein.",
            words,
        )

    def missing(self, names: Iterable[str], text: str) -> None:
        """Report sealed passages that are marked no more in a paragraph that now says `text`."""
        for name in names:
            words = self.shown.get(name, "")
            if not words.strip():
                continue
            if tidy(words) in tidy(text):
                self.became_text(words)
            else:
                self.deleted(words)

    def _report(self, text: str, words: str) -> None:
        self.findings.append(Finding(Code.PROTECTED_CHANGED, text, words=tidy(words)))


def _difference(before: str, now: str) -> tuple[str, str]:
    """Return two wordings from a few words before the first that differs, so that a shortened one still shows it."""
    one, other = tidy(before).split(" "), tidy(now).split(" ")
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = same - _WORDS_AHEAD
    if start < 2 or max(len(before), len(now)) <= _SHORT:
        return before, now
    return " ".join(["…", *one[start:]]), " ".join(["…", *other[start:]])
