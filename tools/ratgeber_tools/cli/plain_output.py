"""What `ratgeber sprachen einfach` says and keeps: chapters in Einfache Sprache beside their originals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.quotation import quoted

if TYPE_CHECKING:
    from ratgeber_tools.guide import Chapter, Guide


def plain_overview(guide: Guide) -> Iterator[str]:
    """Yield how each chapter in Einfache Sprache stands beside its original, with what is newer there."""
    from ratgeber_tools.languages.plain import kept_sentences, old_sentences, original_of

    pairs = [(chapter, original_of(chapter)) for chapter in guide if original_of(chapter) in guide.chapters]
    if not pairs:
        yield "Noch gibt es kein Kapitel in Einfacher Sprache."
    for chapter, original in pairs:
        old = old_sentences(chapter, guide.chapters[original])
        if not kept_sentences(chapter):
            yield f"{chapter.name}: noch nicht mit {original} verglichen"
        elif old:
            count = "1 Satz ist" if len(old) == 1 else f"{len(old)} Sätze sind"
            yield f"{chapter.name}: In {original} {count} neuer"
        else:
            yield f"{chapter.name}: passt zu {original}"
        for sentence in old:
            where = "steht hier vielleicht nicht" if sentence.place is None else f"Zeile {sentence.place.line}"
            yield f"  {where}: {quoted(sentence.before or sentence.now)}"
            if sentence.before:
                yield f"    jetzt: {quoted(sentence.now) if sentence.now else 'gestrichen'}"


def hold_beside(guide: Guide, named: Sequence[str]) -> int:
    """Write into heads that chapters fit their originals as they stand; `named` are these or their originals."""
    from ratgeber_tools import files
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.guide import parse_chapter
    from ratgeber_tools.languages.plain import german_sentences, held_beside, original_of

    plain_of = {original_of(chapter): chapter.name for chapter in guide if original_of(chapter)}
    names = [plain_of.get(name, name) for name in named]
    for name in names:
        original = original_of(guide.chapters[name])
        if original not in guide.chapters:
            raise InputError(
                f"{name} ist kein Kapitel in Einfacher Sprache, oder in seinem Kopf fehlt unter „zu“ das Kapitel, "
                "zu dem es gehört, zum Beispiel zu: schulanfang/anmeldung."
            )
    for name in names:
        path = guide.chapters[name].path
        beside = guide.chapters[original_of(guide.chapters[name])]

        def change(text: str | None, path: Path = path, name: str = name, original: Chapter = beside) -> str | None:
            return None if text is None else held_beside(parse_chapter(text, path=path, name=name), original)

        files.rewrite(path, change)
        print(f"{name}: passt zu {beside.name}, {len(german_sentences(beside))} Sätze festgehalten.")
        print(f'  git commit -m "Einfache Sprache mit dem Original verglichen" -- {short(path).as_posix()}')
    return 0
