"""`ratgeber public`: the public edition, as web pages, PDF and EPUB, from what is released."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.calling import program
from ratgeber_tools.cli.project import project_root

if TYPE_CHECKING:
    from ratgeber_tools.cli.sphinx_process import SphinxMessage
    from ratgeber_tools.editions.run_card import RunLog
    from ratgeber_tools.editions.stage import StagedEdition

#: Warnings of the engine after which an edition is no good: something a page shows is not there.
_FATAL = frozenset({"image.not_readable", "download.not_readable"})


EXAMPLES = (
    "public",
    "public --hochladen --seiten pages",
    "public --einsetzen",
)
#: Where the sources of other languages are staged, in the workshop.
_LANGUAGE_FOLDER = "sprachen"
#: What a build does one after the other, in the words of whoever waits for it; the builders by Sphinx's names.
_STAGING, _FINISHING, _PLACING = "Freigegebene Kapitel zusammenstellen", "Fassung fertig machen", "Fassung einsetzen"
_LANGUAGES = "Andere Sprachen bauen"
_BUILDING = {"pdf": "PDF setzen", "epub": "E-Book bauen", "html": "Webseiten bauen"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--hochladen",
        nargs="?",
        const="origin",
        metavar="GEGENSTELLE",
        help="trägt dort in --zweig ein, was für immer gelten soll: Adressen und Stände der Kalender (sonst: origin)",
    )
    parser.add_argument(
        "--nur-hochladen",
        action="store_true",
        help="baut nichts: lädt hoch, was ein früherer Lauf ohne --hochladen aus demselben Stand gebaut hat",
    )
    parser.add_argument("--zweig", default="main", metavar="ZWEIG", help="Zweig für --hochladen (main)")
    parser.add_argument("--seiten", metavar="ZWEIG", help="lädt die Webseiten dazu als diesen Zweig hoch, etwa pages")
    parser.add_argument(
        "--trotzdem",
        action="store_true",
        help="baut auch ohne Impressum, Datenschutz oder Erklärung zur Barrierefreiheit; die Seiten sagen, was fehlt",
    )
    parser.add_argument("--ausfuehrlich", action="store_true", help="zeigt auch, was Sphinx selbst meldet (englisch)")
    parser.add_argument(
        "--einsetzen",
        action="store_true",
        help="setzt die Fassung danach dort ein, wo Eltern sie lesen (wo, sagt RATGEBER_VEROEFFENTLICHT_ORDNER, "
        "…_RSYNC oder …_ZWEIG)",
    )
    parser.add_argument("--nur-einsetzen", action="store_true", help="baut nichts: setzt ein, was fertig liegt")
    parser.add_argument("--zurueck", action="store_true", help="setzt die Fassung wieder ein, die vorher dort stand")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Build, say what is in it and what is not; return 1, with no edition left lying, if it could not be built."""
    if arguments.seiten and not arguments.hochladen:
        arguments.misuse("--seiten gehört zu --hochladen.")
    if arguments.nur_hochladen and not arguments.hochladen:
        arguments.misuse("--nur-hochladen gehört zu --hochladen.")
    if sum((arguments.einsetzen, arguments.nur_einsetzen, arguments.zurueck, arguments.nur_hochladen)) > 1:
        arguments.misuse("--einsetzen, --nur-einsetzen, --zurueck und --nur-hochladen gehen nicht zusammen.")
    root = project_root()
    if arguments.nur_hochladen:
        return _upload_built(root, arguments)
    if arguments.nur_einsetzen or arguments.zurueck:
        return _only_place(root, is_back=arguments.zurueck)
    return _build_as_one_run(root, arguments)


def _build_as_one_run(root: Path, arguments: argparse.Namespace) -> int:
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.editions import publication
    from ratgeber_tools.editions.run_card import RunEnd, RunGoal, recorded

    goal = RunGoal.BUILD_AND_PLACE if arguments.einsetzen else RunGoal.BUILD
    steps = 3 + len(_BUILDING) + arguments.einsetzen
    with recorded(root, goal, steps, local_now) as log:
        with publication.building(root) as workshop:
            code = _build(root, workshop, arguments, log)
            if code:
                publication.clear(root)
                log.finish(RunEnd.FAILED)
        if not code and arguments.einsetzen:
            _place(root, log)
        return code


def _only_place(root: Path, *, is_back: bool) -> int:
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.editions.run_card import RunGoal, recorded

    with recorded(root, RunGoal.BACK if is_back else RunGoal.PLACE, 1, local_now) as log:
        _place(root, log, is_back=is_back)
    return 0


def _place(root: Path, log: RunLog, *, is_back: bool = False) -> None:
    import os

    from ratgeber_tools.editions.placing import EditionPlaces, place, place_again
    from ratgeber_tools.releases.keeping import read_log

    log.step(_PLACING)
    put = place_again if is_back else place
    edition = put(root, EditionPlaces.of(os.environ), read_log(root), office=log.run.office, now=log.now())
    print(f"Eingesetzt: die Fassung vom {edition.moment:%d.%m.%Y, %H:%M} Uhr.")


def _build(root: Path, workshop: Path, arguments: argparse.Namespace, log: RunLog) -> int:
    from ratgeber_tools.cache.store import PLACE
    from ratgeber_tools.cli.language_pages import build_languages
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.cli.sphinx_process import in_order, run_sphinx
    from ratgeber_tools.cli.staged_build import staged_job
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.data.disclosure import Edition, View
    from ratgeber_tools.editions import publication
    from ratgeber_tools.editions.addresses import note_addresses
    from ratgeber_tools.editions.manifest import read_manifest
    from ratgeber_tools.editions.overview import as_markdown
    from ratgeber_tools.editions.released import PublicEditionError
    from ratgeber_tools.editions.stage import stage
    from ratgeber_tools.editions.translated import stage_languages
    from ratgeber_tools.exports.calendar_files import note_published
    from ratgeber_tools.guide import load

    log.step(_STAGING)
    edition = stage(root, workshop)
    languages = stage_languages(root, edition, workshop / _LANGUAGE_FOLDER)
    for line in _about_records(edition):
        print(line)
    for doubt in edition.audit.doubts:
        log.tell(doubt.sentence)
    lacks_pages = bool(edition.missing_legal) and not arguments.trotzdem
    if lacks_pages:
        log.lacks(edition.missing_legal)  # built all the same: what else is wrong is told in the same run
    job = staged_job(edition, workshop, {"ratgeber_satz_ablage": str(root / PLACE / publication.KEPT_FILES)})
    outcomes = []
    for builder, settings in in_order(tuple(_BUILDING), job.target):
        log.step(_BUILDING[builder])
        whole = replace(job, settings={**job.settings, **settings})
        outcomes.append(run_sphinx(builder, root, verbose=arguments.ausfuehrlich, job=whole))
    log.step(_LANGUAGES)
    outcomes += build_languages(root, edition, languages, job.target / "html")
    messages = dict.fromkeys(message for outcome in outcomes for message in outcome.messages)
    for message in messages:
        print(_as_line(message, edition, root))
    failures = dict.fromkeys(outcome.failure for outcome in outcomes if outcome.failure is not None)
    for failure in failures:
        print(f"Die öffentliche Fassung wurde nicht gebaut: {failure}")
        log.tell(failure)
    if lacks_pages:
        names = ", ".join(edition.missing_legal)
        raise PublicEditionError(
            f"Diese Seiten verlangt das Gesetz, und sie sind noch nicht öffentlich: {names}. "
            f"Geben Sie sie frei: {program()} freigeben rechtliches. Zur Probe geht es ohne: "
            f"{program()} public --trotzdem"
        )
    if failures or any(message.kind in _FATAL for message in messages):
        return 1
    log.step(_FINISHING)
    # Before the edition is there: a number too many does no harm, one too few and a correction reaches no calendar.
    ledgers = note_published(View(edition.records.records, Edition.PUBLIC, local_today()), root / "ratgeber")
    address_file = note_addresses(read_manifest(edition.manifest), root / "ratgeber", load(root / "ratgeber").chapters)
    target = publication.publish(
        root,
        html=workshop / "html",
        pdf=workshop / "pdf" / publication.PDF,
        epub=workshop / "epub" / publication.EPUB,
        overview=as_markdown(edition),
    )
    _note_built(root, edition)
    for line in _report(edition):
        print(line)
    for name in (f"{publication.HTML}/index.html", publication.PDF, publication.EPUB, publication.OVERVIEW):
        print(f"  {short(target / name)}")
    if arguments.hochladen:
        _upload(root, [*ledgers, *([address_file] if address_file is not None else [])], target, arguments)
        return 0
    _keep_for_upload(root)
    if ledgers:
        folder = short(ledgers[0].parent)
        print(f"Bitte einchecken, damit spätere Berichtigungen die Kalender der Eltern erreichen: {folder}")
    if address_file is not None:
        print(f"Neue Adressen sind festgehalten. Bitte einchecken, damit sie für immer gelten: {short(address_file)}")
    return 0


def _note_built(root: Path, edition: StagedEdition) -> None:
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.editions.placing import note_built
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    assert repository is not None, "an edition was built from its history"
    chapters = [chapter.name for chapter in edition.chapters]
    note_built(root, chapters=chapters, commit=repository.commit_of("HEAD"), now=local_now())


def _keep_for_upload(root: Path) -> None:
    """Leave what `--nur-hochladen` needs: also what earlier runs have written and nobody has committed."""
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.editions.upload_card import write_card
    from ratgeber_tools.exports.calendar_files import LEDGERS
    from ratgeber_tools.guide.addresses import ADDRESS_FILE
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    assert repository is not None, "an edition was built from its history"
    places = (root / "ratgeber" / LEDGERS, root / "ratgeber" / ADDRESS_FILE)
    kept = [repository.top / name for name in repository.uncommitted(*places)]
    files = [path for path in kept if path.is_file() and path.suffix == ".yaml"]
    write_card(root, files, commit=repository.commit_of("HEAD"), day=local_today())


def _upload_built(root: Path, arguments: argparse.Namespace) -> int:
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.editions.publication import PUBLIC
    from ratgeber_tools.editions.upload_card import read_card
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.exports.calendar_files import LEDGERS
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    if repository is None:
        raise TargetError(f"{root} ist kein Git-Ordner mit Geschichte; von hier lässt sich nichts hochladen.")
    kept = read_card(root, repository, ledgers=LEDGERS, today=local_today())
    _upload(root, kept, root / PUBLIC, arguments)
    return 0


def _upload(root: Path, kept: Sequence[Path], target: Path, arguments: argparse.Namespace) -> None:
    """Bring what has to be kept onto the branch at the other side, and the pages to the branch they are served from."""
    from ratgeber_tools.branches import Author, commit_files, publish_folder, settle
    from ratgeber_tools.editions.publication import HTML
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    assert repository is not None, "an edition was built from its history"
    remote, author = arguments.hochladen, Author("Ratgeber", repository.current_author_mail())
    if kept:
        message = "Adressen und Stände der Kalender festgehalten"
        branch = arguments.zweig
        commit = commit_files(repository, kept, message=message, author=author, remote=remote, branch=branch)
        settled = settle(repository, kept, commit=commit, remote=remote, branch=branch)
        print(f"{message} in „{branch}“. {settled.value}")
    if arguments.seiten:
        publish_folder(repository, target / HTML, message="Öffentliche Fassung", remote=remote, branch=arguments.seiten)
        print(f"Webseiten hochgeladen in den Zweig „{arguments.seiten}“.")


def _about_records(edition: StagedEdition) -> Iterator[str]:
    """Say what is wrong with the committed data files, and which changes to them are not committed."""
    from ratgeber_tools.cli.output import seen_from_here

    for finding in edition.records.findings:
        yield f"{seen_from_here(finding).as_line()} (eingecheckter Stand)"
    if edition.records.uncommitted:
        names = ", ".join(path.as_posix() for path in edition.records.uncommitted)
        yield (
            f"Angaben erscheinen, wie sie zuletzt eingecheckt wurden. Geändert, aber noch nicht eingecheckt und darum "
            f"nicht dabei: {names}. Mit „git add“ und „git commit“ werden sie öffentlich."
        )


def _as_line(message: SphinxMessage, edition: StagedEdition, root: Path) -> str:
    """Return a message with the chapter it is about; lines of the staged sources would say nothing to an author."""
    from ratgeber_tools.cli.output import short

    place = ""
    if message.path is not None:
        inside = message.path.is_relative_to(edition.sources)
        path = root / "ratgeber" / message.path.relative_to(edition.sources) if inside else message.path
        place = f"{short(path)} (freigegebene Fassung): "
    return f"{place}Hinweis: {message.text}"


def _report(edition: StagedEdition) -> Iterator[str]:
    from ratgeber_tools.cli.output import count

    for doubt in edition.audit.doubts:
        yield f"Warnung: {doubt.sentence}"
    if edition.audit.unknown:
        yield f"Warnung: Ob jede Freigabe von der genannten Stelle kommt, ist ungeprüft. {edition.audit.unknown}"
    if edition.titles_only:
        yield f"Nur mit ihrer Überschrift, weil nie freigegeben: {', '.join(edition.titles_only)}."
    if edition.left_out:
        yield f"Freigegeben, aber ohne öffentliches Kapitel und darum nicht dabei: {', '.join(edition.left_out)}."
    if edition.withdrawn:
        yield f"Zurückgenommen und nicht dabei: {', '.join(edition.withdrawn)}."
    if edition.uncommitted:
        names = ", ".join(path.as_posix() for path in edition.uncommitted)
        yield f"Noch nicht eingecheckt und darum nicht gezählt: {names}."
    if edition.missing_legal:
        yield f"Warnung: Noch nicht öffentlich, und jede Seite sagt es: {', '.join(edition.missing_legal)}."
    yield f"Öffentliche Fassung mit {count(len(edition.chapters), 'Seite', 'Seiten')}:"
