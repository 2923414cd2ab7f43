"""`ratgeber export`: chapters become Word files for reviewers; what is needed for the way back is kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.arguments import day
from ratgeber_tools.cli.named_places import about_new_folder, keep_what_is_there, overwrite_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from ratgeber_tools.guide import Chapter, Guide
    from ratgeber_tools.history import Repository
    from ratgeber_tools.roundtrip.word_files import WordFile


EXAMPLES = (
    "export schulanfang/anmeldung --nach Ausgaben",
    "export --alle --nach Ausgaben --zurueck-an Netzwerkstelle",
    "export --alle --ein-dokument --nach Ausgaben",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kapitel", nargs="*", metavar="KAPITEL", help="Kapitel, etwa schulanfang/anmeldung")
    parser.add_argument("--alle", action="store_true", help="alle Kapitel")
    parser.add_argument(
        "--ein-dokument", action="store_true", help="alles in einer Datei, in der Reihenfolge des Ratgebers"
    )
    parser.add_argument("--nach", required=True, type=Path, metavar="ORDNER", help="wohin die Word-Dateien kommen")
    parser.add_argument(
        "--zurueck-an", default="", metavar="STELLE", help="wohin die Datei zurückgeht, für die Kopfzeile"
    )
    parser.add_argument("--an", default="", metavar="STELLE", help="an wen die Dateien gehen, für die Liste am Tisch")
    parser.add_argument("--bis", type=day, metavar="DATUM", help="bis wann sie zurück sein sollen")
    overwrite_option(parser)
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    from functools import partial

    from ratgeber_tools import guide as guides
    from ratgeber_tools.cli.progress import Progress
    from ratgeber_tools.cli.project import project_root
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.editorial.office_names import office_in_words
    from ratgeber_tools.guide.reading_order import reading_order
    from ratgeber_tools.history import find_repository
    from ratgeber_tools.roundtrip import outgoing, sent_out
    from ratgeber_tools.roundtrip.word_files import ALL, Export, file_names, keep
    from ratgeber_tools.typesetting.rasteriser import drawing_as_png

    if arguments.bis is not None and not arguments.an:
        arguments.misuse("--bis gehört zu --an: Sagen Sie auch, an wen die Dateien gehen.")
    root = project_root()
    guide = guides.load_lazily(root / "ratgeber")
    chapters = _chosen(guide, arguments.kapitel, everything=arguments.alle)
    folder: Path = arguments.nach
    is_new = about_new_folder(folder)
    _prepare(folder)
    repository = find_repository(root)
    outgoing.clean(guide.folder)
    export = Export(guide, local_today(), drawing_as_png, office_in_words(arguments.zurueck_an, guide.data.records))
    addressee = office_in_words(arguments.an, guide.data.records)
    jobs: list[tuple[Path, Callable[[], WordFile], str]] = []
    if arguments.ein_dokument:
        stops = [stop for stop in reading_order(guide) if stop.chapter in chapters]
        what = "Alle Kapitel" if arguments.alle else f"{len(stops)} Kapitel"
        name = ALL if arguments.alle else f"{ALL}-auswahl"
        jobs.append((folder / f"{name}.docx", partial(export.several, stops), what))
    else:
        names = file_names(chapter.name for chapter in chapters)
        for chapter in chapters:
            jobs.append((folder / names[chapter.name], partial(export.single, chapter), chapter.name))
    _keep_answers(guide, [target for target, _, _ in jobs], overwrites=arguments.ueberschreiben)
    progress = Progress(len(jobs))
    for number, (target, written, what) in enumerate(jobs):
        progress.show(number, what=what)
        file = written()
        known = outgoing.is_stored(guide.folder, file.identifier)
        keep(guide, file, export.day, repository)
        try:
            _put(guide, target, file.content, overwrites=arguments.ueberschreiben)
        except BaseException:
            if not known:  # nobody has this file, so nobody will send it back
                outgoing.forget(guide.folder, file.identifier)
            raise
        if arguments.an:
            sent_out.note(guide.folder, file.identifier, office=addressee, until=arguments.bis, day=export.day)
        progress.clear()
        print(f"{what} → {target} (Ausgabe {file.identifier}{', schon abgelegt' if known else ''})")
    print(is_new + _closing(guide, root, repository))
    return 0


def _chosen(guide: Guide, names: list[str], *, everything: bool) -> list[Chapter]:
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.guide.chapter_names import chapter_called

    if everything == bool(names):
        raise TargetError("Nennen Sie Kapitel, oder rufen Sie mit --alle auf.")
    if everything:
        return list(guide)
    chosen = [chapter_called(name, guide.chapters, folder=guide.folder, here=Path.cwd()) for name in names]
    return [guide.chapters[name] for name in dict.fromkeys(chosen)]


def _prepare(folder: Path) -> None:
    """Make the folder for the files; raises `TargetError` if nothing can be written there."""
    import tempfile

    from ratgeber_tools.errors import TargetError, unwritable

    if folder.exists() and not folder.is_dir():
        raise TargetError(f"{folder} ist eine Datei. Nennen Sie mit --nach einen Ordner.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise unwritable(folder, error, state="Es wurde nichts ausgegeben.") from error


def _keep_answers(guide: Guide, targets: list[Path], *, overwrites: bool) -> None:
    """Raise `TargetError` if a file is in the way that is no untouched export: somebody's work may be in it."""
    from functools import partial

    keep_what_is_there(
        targets,
        overwrites=overwrites,
        is_ours=partial(_is_untouched_export, guide),
        why="Es ist keine unveränderte Ausgabe: Vielleicht hat jemand darin gearbeitet.",
    )


def _is_untouched_export(guide: Guide, target: Path) -> bool:
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.roundtrip import outgoing

    try:
        base = outgoing.base_of(guide.folder, target)
    except InputError:
        return False
    return base is not None and base.sent.read_bytes() == target.read_bytes()


def _put(guide: Guide, target: Path, content: bytes, *, overwrites: bool) -> None:
    """Write a file where nothing or an untouched export lies; somebody may have opened it while we were busy."""
    from ratgeber_tools.files import replace

    before = target.read_bytes() if target.exists() else None
    _keep_answers(guide, [target], overwrites=overwrites)
    replace(target, content, expected=before)


def _closing(guide: Guide, root: Path, repository: Repository | None) -> str:
    """Return what is to be done so that the answers can be merged."""
    from ratgeber_tools.roundtrip import outgoing

    folder = guide.folder / outgoing.FOLDER
    kept = folder.relative_to(root).as_posix()
    if repository is None:
        return (
            f"Für den Rückweg liegt der Stand in {kept}/. Das Projekt liegt nicht in git: "
            "Bewahren Sie den Ordner auf, ohne ihn lässt sich keine Antwort einlesen."
        )
    if repository.uncommitted(folder):
        return (
            f"Für den Rückweg liegt der Stand in {kept}/. "
            f"Bitte einchecken: git add {kept} && git commit -m 'Kapitel zum Gegenlesen ausgegeben' -- {kept}"
        )
    return f"Der Stand für den Rückweg ist schon eingecheckt ({kept}/). Es ist nichts weiter zu tun."
