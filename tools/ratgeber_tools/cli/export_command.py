"""`ratgeber export`: chapters become Word files for reviewers; what is needed for the way back is kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ratgeber_tools.guide import Chapter, Guide


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kapitel", nargs="*", metavar="KAPITEL", help="Kapitel, etwa schulanfang/anmeldung")
    parser.add_argument("--alle", action="store_true", help="alle Kapitel")
    parser.add_argument("--nach", required=True, type=Path, metavar="ORDNER", help="wohin die Word-Dateien kommen")
    parser.add_argument(
        "--zurueck-an", default="", metavar="STELLE", help="wohin die Datei zurückgeht, für die Kopfzeile"
    )


def run(arguments: argparse.Namespace) -> int:
    from datetime import date

    from ratgeber_tools import guide as guides
    from ratgeber_tools.cli.project import project_root
    from ratgeber_tools.contributions.staging import Publication, publish
    from ratgeber_tools.editorial import outgoing
    from ratgeber_tools.history import find_repository

    root = project_root()
    guide = guides.load(root / "ratgeber")
    repository = find_repository(root)
    folder: Path = arguments.nach
    folder.mkdir(parents=True, exist_ok=True)
    chapters = _chosen(guide, arguments.kapitel, everything=arguments.alle)
    for chapter in chapters:
        identifier, source, sent = _written(guide, chapter, date.today(), arguments.zurueck_an)
        change = repository.last_change(chapter.path) if repository is not None else None
        base = outgoing.store(
            guide.folder,
            identifier=identifier,
            chapter=chapter.name,
            source=source,
            sent=sent,
            day=date.today(),
            commit=change.commit if change else "",
        )
        target = folder / f"{chapter.name.replace('/', '-')}.docx"
        publish(
            Publication(chapter=target, text=sent, expected=target.read_bytes() if target.exists() else None),
            folder=target.with_name(f".{target.name}.neu"),
        )
        print(f"{chapter.name} → {target} (Ausgabe {base.identifier})")
    kept = (guide.folder / outgoing.FOLDER).relative_to(root).as_posix()
    print(f"Für den Rückweg liegt der Stand in {kept}/. Bitte einchecken: git add {kept} && git commit")
    return 0


def _chosen(guide: Guide, names: list[str], *, everything: bool) -> list[Chapter]:
    from ratgeber_tools.errors import TargetError

    if everything == bool(names):
        raise TargetError("Nennen Sie Kapitel, oder rufen Sie mit --alle auf.")
    if everything:
        return list(guide)
    chosen = []
    for name in names:
        key = name.removeprefix("ratgeber/").removesuffix(".md").strip("/")
        if key not in guide.chapters:
            raise TargetError(
                f"Das Kapitel {name} gibt es nicht. Ein Kapitel heißt wie seine Datei: schulanfang/anmeldung"
            )
        chosen.append(guide.chapters[key])
    return chosen


def _written(guide: Guide, chapter: Chapter, day: date, send_to: str) -> tuple[str, bytes, bytes]:
    """Return an export's id, the chapter's source and its Word file."""
    from dataclasses import replace

    from ratgeber_tools.document import Image
    from ratgeber_tools.editorial import outgoing
    from ratgeber_tools.editorial.shown_words import ShownWords
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.findings import Code
    from ratgeber_tools.outline import atoms, lay_out
    from ratgeber_tools.readers import myst
    from ratgeber_tools.typesetting.rasteriser import drawing_as_png
    from ratgeber_tools.writers.word.export import Cover, Words, write

    if any(finding.code is Code.ENCODING for finding in chapter.findings):
        raise TargetError(f"{chapter.name}: Die Datei ist kein UTF-8. Speichern Sie sie in Ihrem Editor als UTF-8.")
    source = chapter.path.read_bytes()
    document = myst.read(source.decode("utf-8-sig")).document
    shown = ShownWords(guide, chapter, day)
    images = {
        atom.source: None
        for unit in lay_out(document).everything()
        for atom in atoms(unit.words)
        if isinstance(atom, Image)
    }
    words = Words(shown.of_inline, shown.of_block)
    pictures = outgoing.pictures_of(guide, chapter, images, draw=drawing_as_png)
    cover = Cover("", chapter.title or chapter.name, day, send_to)
    nameless = write(document, cover=cover, words=words, pictures=pictures)
    identifier = outgoing.identifier_of(chapter.name, source + nameless, day)
    sent = write(document, cover=replace(cover, identifier=identifier), words=words, pictures=pictures)
    return identifier, source, sent
