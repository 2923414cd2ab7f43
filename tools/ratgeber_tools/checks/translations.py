"""Can every catalogue of a language be read, has each its chapter, and has a second office checked what says so?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import document as doc
from ratgeber_tools import files
from ratgeber_tools.data.validation import closest
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.catalogue import (
    FOLDER,
    TranslationEntry,
    TranslationState,
    catalogue_files,
    parse_catalogue,
)
from ratgeber_tools.languages.moved_chapters import stray_catalogues
from ratgeber_tools.languages.tagged import PLACE, TaggedText, TagMistake, untag
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.quotation import quoted

#: What the signature of a place says whose loss is a loss of looks only.
_LOOKS = "auszeichnung"


def check(guide: Guide) -> Iterator[Finding]:
    for language, chapter, path in catalogue_files(guide.folder):
        if language not in TONGUES:
            sentence = (
                f"Eine Sprache {quoted(language)} kennt der Ratgeber nicht.{closest(language, TONGUES)} "
                f"Unter {FOLDER.as_posix()}/ gibt es {', '.join(TONGUES)}."
            )
            yield Finding(Code.CATALOGUE_UNREADABLE, sentence, path=path)
            continue
        text, mistakes = files.readable(files.read_bytes(path), path)
        catalogue = parse_catalogue(text, path, language, chapter, findings=tuple(mistakes))
        yield from catalogue.findings
        for entry in catalogue.entries:
            line = _line_of(text, entry)
            if (mistake := _mistake(entry)) is not None:
                yield Finding(Code.TRANSLATION_PLACES, mistake.sentence, path=path, line=line, words=entry.text)
            if entry.state is TranslationState.CHECKED and entry.checked_by in ("", entry.by):
                yield Finding(Code.TRANSLATION_UNCHECKED, _unchecked(entry), path=path, line=line, words=entry.text)
    yield from _strays(guide)


def _line_of(text: str, entry: TranslationEntry) -> int:
    before = text.partition(entry.key)[0]
    return before.count("\n") + 1


def _mistake(entry: TranslationEntry) -> TagMistake | None:
    """Return what is wrong with an entry's places; a place the entry tells nothing of has to be there."""
    singles = {int(match["number"]): bool(match["single"]) for match in PLACE.finditer(entry.german)}
    places: list[doc.Inline] = []
    for number in range(1, max(singles, default=0) + 1):
        signature = entry.places[number - 1] if number <= len(entry.places) else ""
        if signature == _LOOKS:
            places.append(doc.LineBreak() if singles.get(number) else doc.Strong(()))
        else:
            places.append(doc.Role("stelle", signature) if singles.get(number) else doc.Link(signature, ()))
    made = untag(entry.text, TaggedText(entry.german, tuple(places)))
    return made if isinstance(made, TagMistake) else None


def _unchecked(entry: TranslationEntry) -> str:
    if not entry.checked_by:
        return "Dieser Satz gilt als geprüft, aber es steht nicht da, von wem."
    return f"{entry.checked_by} hat diesen Satz übersetzt und selbst geprüft."


def _strays(guide: Guide) -> Iterator[Finding]:
    for stray in stray_catalogues(guide):
        if stray.language not in TONGUES:
            continue
        sentence = f"Ein Kapitel {quoted(stray.chapter)} gibt es nicht (mehr)."
        if stray.fits and not stray.is_taken:
            sentence += f" Die Sätze stehen jetzt in {quoted(stray.fits)}: „sprachen mitnehmen“ bringt sie dorthin."
        elif stray.fits:
            sentence += f" Zu {quoted(stray.fits)} passen die Sätze, aber dort gibt es schon Übersetzungen."
        else:
            sentence += " Löschen Sie die Datei, wenn niemand sie mehr braucht."
        yield Finding(Code.CATALOGUE_STRAY, sentence, path=stray.path)
