"""`ratgeber eingang`: each file in `eingang/` becomes a branch: a chapter with report and preview, or an answer."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.errors import RatgeberError, TargetError, kept_details, our_mistake

if TYPE_CHECKING:
    from datetime import date

    from ratgeber_tools.branches import Author
    from ratgeber_tools.cli.preview_invitation import Told
    from ratgeber_tools.findings import Finding
    from ratgeber_tools.history import Repository
    from ratgeber_tools.proposals.branch import Preview, Proposal, Workshop
    from ratgeber_tools.proposals.inbox import Parcel
    from ratgeber_tools.proposals.message import Message
    from ratgeber_tools.proposals.neighbours import Tell

INBOX = "eingang"
FORGE_NAMES = ("gitlab", "forgejo", "github")
#: The word for tidying up, in place of files.
TIDY = "aufraeumen"


EXAMPLES = (
    "eingang 'Beitrag Hort.docx' --nach schulanfang",
    "eingang --nur-hochladen --hochladen --nachricht-an gitlab",
    "eingang aufraeumen --vorschau",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dateien",
        nargs="*",
        type=Path,
        metavar=f"{TIDY} | DATEI",
        help="Word-Dateien und Faktenblätter; ohne Angabe alles im Ordner eingang/. Das Wort "
        f"„{TIDY}“ statt einer Datei: löscht erledigte Zweige und zeigt, welche Dateien in der Geschichte bleiben",
    )
    parser.add_argument(
        "--nach", default="", metavar="ABSCHNITT", help="Abschnitt des Ratgebers, wenn der Ordner ihn nicht sagt"
    )
    parser.add_argument(
        "--hochladen", nargs="?", const="origin", metavar="GEGENSTELLE", help="lädt die Zweige hoch (sonst: origin)"
    )
    parser.add_argument(
        "--nur-hochladen",
        action="store_true",
        help="liest und baut nichts: lädt hoch, was ein früherer Lauf ohne --hochladen gemacht hat",
    )
    parser.add_argument(
        "--nachricht-an",
        choices=FORGE_NAMES,
        metavar="PLATTFORM",
        help=f"legt den Vorschlag dort an: {', '.join(FORGE_NAMES)}; beim Aufräumen: fragt dort, was erledigt ist",
    )
    branch = parser.add_argument("--zweig", default="main", metavar="ZWEIG", help="wohin zusammengeführt wird (main)")
    former_name(parser, "--ziel", branch)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--adresse", default="", metavar="ADRESSE", help="wo die Plattform zeigt, was in _build liegt")
    where.add_argument("--lauf", default="", metavar="ADRESSE", help="wo _build/eingang gepackt zu haben ist")
    parser.add_argument("--ohne-vorschau", action="store_true", help="baut keine Vorschau")
    parser.add_argument("--vorschau", action="store_true", help="beim Aufräumen: zeigt, was gelöscht würde")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Answer every file; return 1 only if an answer could not be given or delivered, after all others are done."""
    from ratgeber_tools.cli import inbox_tidying, inbox_upload

    _require_options(arguments)
    root = project_root()
    repository = _repository(root)
    if arguments.dateien[:1] == [Path(TIDY)]:
        return inbox_tidying.tidy(root, repository, arguments)
    if arguments.nur_hochladen:
        return inbox_upload.upload(root, repository, arguments)
    return _propose(root, repository, arguments)


def _require_options(arguments: argparse.Namespace) -> None:
    tidies = arguments.dateien[:1] == [Path(TIDY)]
    if tidies and len(arguments.dateien) > 1:
        arguments.misuse(f"„{TIDY}“ steht allein, ohne Dateien.")
    if tidies and arguments.nur_hochladen:
        arguments.misuse(f"--nur-hochladen geht nicht zusammen mit „{TIDY}“.")
    if arguments.vorschau and not tidies:
        arguments.misuse(f"--vorschau gehört zu „{TIDY}“; ohne die Seiten zum Ansehen: --ohne-vorschau.")
    if arguments.nur_hochladen and arguments.dateien:
        arguments.misuse("--nur-hochladen nimmt keine Dateien: Es lädt hoch, was schon gemacht ist.")
    if ((arguments.nachricht_an and not tidies) or arguments.nur_hochladen) and not arguments.hochladen:
        arguments.misuse(f"{'--nur-hochladen' if arguments.nur_hochladen else '--nachricht-an'} gehört zu --hochladen.")


def _propose(root: Path, repository: Repository, arguments: argparse.Namespace) -> int:
    from ratgeber_tools.cli.preview_invitation import inviting
    from ratgeber_tools.cli.progress import announce
    from ratgeber_tools.proposals import inbox, neighbours
    from ratgeber_tools.proposals.branch import propose

    missing: tuple[str, ...] = ()
    if arguments.dateien:
        parcels, missing = inbox.handed_over(root, arguments.dateien, section=arguments.nach)
    else:
        parcels = inbox.collect(root)
    for sentence in missing:
        print(sentence, file=sys.stderr)
    told = inviting(root, repository)
    workshop = _workshop(root, repository, arguments)
    fates: list[str] = []
    failed = [*missing]
    if not arguments.dateien:
        failed += _rebuild(root, workshop, arguments, told)
        if not parcels:
            print("Im Ordner eingang/ liegt keine Datei.")
    for number, parcel in enumerate(parcels, start=1):
        announce(number, len(parcels), parcel.name)
        try:
            author, received = _bringer(root, repository, parcel)
            proposal = propose(parcel, workshop, author=author, received=received)
            comments: list[tuple[str, str]] = []
            proposal = neighbours.introduced(proposal, workshop, tell=_teller(arguments, comments))
            _deliver(root, repository, proposal, arguments, comments, told)
        except RatgeberError as error:  # the others must not wait for this one
            print(f"{parcel.name}: {error}", file=sys.stderr)
        except Exception as error:  # our bug must not cost the others either
            print(f"{our_mistake(error, about=parcel.name)} {kept_details(error)}".rstrip(), file=sys.stderr)
        else:
            fates.append(proposal.fate.counted)
            continue
        failed.append(parcel.name)
    for line in _overview(fates, failed):
        print(line)
    return 1 if failed else 0


def _overview(fates: Sequence[str], failed: Sequence[str]) -> Iterator[str]:
    """Say what became of several files; one alone has been told already."""
    if len(fates) + len(failed) < 2:
        return
    parts = [f"{number} {fate}" for fate, number in Counter(fates).items()]
    parts += [f"{len(failed)} ohne Antwort geblieben"] if failed else []
    yield f"Übersicht über {len(fates) + len(failed)} Dateien: {', '.join(parts)}."
    if failed:
        yield "Was ohne Antwort blieb, steht oben; der nächste Lauf versucht es wieder."


def _rebuild(root: Path, workshop: Workshop, arguments: argparse.Namespace, told: Told) -> list[str]:
    """Build proposals again that the guide has left behind, and tell who watches them; return what did not work."""
    from ratgeber_tools.proposals import handing_over, neighbours, rebuilding

    failed: list[str] = []
    for done in rebuilding.rebuilt(workshop):
        try:
            if isinstance(done, Exception):
                raise done
            proposal = neighbours.introduced(done, workshop)
            print(f"{proposal.parcel.name}: {proposal.fate.value} → {proposal.place}")
            print(f"  Zweig: {proposal.branch}{' (hochgeladen)' if arguments.hochladen else ''}")
            folder = root / handing_over.KEPT / proposal.branch.partition("/")[2]
            if arguments.hochladen is None:
                handing_over.keep(folder, proposal, workshop.repository)
            elif proposal.message is not None:
                handing_over.keep_message(folder, proposal.message)
                tell = _teller(arguments, [])
                if tell is not None:
                    commit = workshop.repository.commit_of(f"refs/heads/{proposal.branch}")
                    tell(proposal.branch, rebuilding.about_rebuilding(told(proposal.message, commit)))
        except RatgeberError as error:  # the others must not wait for this one
            print(error, file=sys.stderr)
            failed.append("ein offener Vorschlag")
        except Exception as error:  # our bug must not cost the others either
            print(f"{our_mistake(error, about=INBOX)} {kept_details(error)}".rstrip(), file=sys.stderr)
            failed.append("ein offener Vorschlag")
    return failed


def _teller(arguments: argparse.Namespace, kept: list[tuple[str, str]]) -> Tell | None:
    """Return what writes below a proposal on the forge, None if no forge is to be told anything.

    Where a later step uploads, what is written is put into `kept` for it, as pairs of a branch and a text.
    """
    from ratgeber_tools.proposals.forge import comment

    if arguments.hochladen is None:
        return lambda branch, text: kept.append((branch, text))
    forge = arguments.nachricht_an
    return None if forge is None else lambda branch, text: comment(forge, text, branch=branch, variables=os.environ)


def _repository(root: Path) -> Repository:
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    if repository is None or not repository.has_commits():
        raise TargetError(f"{root} ist kein Git-Ordner mit Geschichte; ohne sie gibt es keine Zweige.")
    return repository


def _workshop(root: Path, repository: Repository, arguments: argparse.Namespace) -> Workshop:
    from functools import partial

    from ratgeber_tools import branches
    from ratgeber_tools.cli.import_command import drawings_as_png
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.proposals.branch import Preview, Workshop
    from ratgeber_tools.proposals.forge import has_request

    remote, forge = arguments.hochladen, arguments.nachricht_an
    there = frozenset() if remote is None else branches.remote_branches(repository, remote)
    return Workshop(
        root=root,
        repository=repository,
        base="HEAD",
        taken=branches.own_branches(repository) | (branches.tracked_branches(repository) if remote is None else there),
        today=local_today(),
        build_preview=(
            (lambda _tree, _name, _page: Preview(problem="Sie wurde nicht gebaut."))
            if arguments.ohne_vorschau
            else partial(_build_preview, root, arguments.adresse, arguments.lauf)
        ),
        check=_findings_in,
        convert_drawings=drawings_as_png,
        remote=remote,
        there=there,
        has_request=None if forge is None else lambda branch: has_request(forge, branch, variables=os.environ),
    )


def _build_preview(root: Path, address: str, run_page: str, tree: Path, name: str, page: str) -> Preview:
    """Build the work tree's guide into `_build/eingang/<name>/html`; mistakes in it do not keep anyone from looking."""
    from ratgeber_tools.cli.sphinx_process import Job, run_sphinx
    from ratgeber_tools.guide import load
    from ratgeber_tools.proposals import handing_over
    from ratgeber_tools.proposals.branch import Preview

    desk = load(root / "ratgeber").data.records.municipality.desk_web or ""
    target = root / handing_over.KEPT / name
    outcome = run_sphinx("html", tree, job=Job(tree / "ratgeber", target, is_strict=False))
    file = target / "html" / f"{page}.html"
    if outcome.failure is not None or not file.is_file():
        return Preview(problem=outcome.failure or "Die Seite ist nicht entstanden.", desk=desk)
    if run_page:
        return Preview(run_page, archive=file.relative_to(root / handing_over.KEPT).as_posix(), desk=desk)
    place = file.relative_to(root).as_posix()
    return Preview(f"{address.rstrip('/')}/{place}" if address else file.as_uri(), desk=desk)


def _findings_in(guide_folder: Path, path: Path) -> Sequence[Finding]:
    from ratgeber_tools.checks import run_checks
    from ratgeber_tools.checks.concern import concerning
    from ratgeber_tools.guide import load

    guide = load(guide_folder)
    chapter = next((each for each in guide if each.path == path.resolve()), None)
    return concerning(guide, chapter, run_checks(guide)) if chapter is not None else ()


def _bringer(root: Path, repository: Repository, parcel: Parcel) -> tuple[Author, date | None]:
    """Return who brought the file, and when: whoever committed it last, else whom git's settings here name.

    The mailbox matters: who wrote a chapter last cannot release it alone.  So no variable of the run decides about it
    (`GIT_AUTHOR_EMAIL` could be typed in by whoever starts a run), only the commit and the committed table of offices.
    """
    from ratgeber_tools.branches import Author
    from ratgeber_tools.data.dates import local_day
    from ratgeber_tools.editorial.roles import RolesError, read_committed_roles
    from ratgeber_tools.proposals.branch import NOBODY

    is_committed = parcel.place is not None and not parcel.path.is_symlink()
    change = repository.last_change(parcel.path) if is_committed else None
    mail = change.author_mail if change is not None else repository.configured_mail()
    try:
        office = read_committed_roles(root, repository).office_of(mail)
    except RolesError:  # a guide without a table of offices takes contributions all the same
        office = None
    return Author(office or NOBODY, mail), None if change is None else local_day(change.moment)


def _deliver(
    root: Path,
    repository: Repository,
    proposal: Proposal,
    arguments: argparse.Namespace,
    comments: Sequence[tuple[str, str]],
    told: Told,
) -> None:
    """Say what happened, keep it and its `comments` below others for a later step, and tell the forge.

    A branch of this run that the forge was not told of is taken back: nobody would know what it is.
    """
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.proposals import handing_over

    parcel = proposal.parcel
    twins = f" (liegt auch in {', '.join(twin.as_posix() for twin in parcel.twins)})" if parcel.twins else ""
    where = f" → {proposal.place}" if proposal.place else ""
    print(f"{parcel.name}{twins}: {proposal.fate.value}{where}")
    if proposal.problem:
        print(f"  {proposal.problem}")
    if proposal.error is not None:
        print(f"  {kept_details(proposal.error)}")
    if not proposal.branch:
        return
    print(f"  Zweig: {proposal.branch}{' (hochgeladen)' if proposal.message and arguments.hochladen else ''}")
    folder = root / handing_over.KEPT / proposal.branch.partition("/")[2]
    is_uploaded = arguments.hochladen is not None
    message = proposal.message
    if not is_uploaded:
        file = handing_over.keep(folder, proposal, repository, comments=comments)
    else:
        file = handing_over.keep_message(folder, message) if message is not None else None
    if file is not None:
        print(f"  Nachricht: {short(file)}")
    if message is not None and arguments.nachricht_an:
        commit = repository.commit_of(f"refs/heads/{proposal.branch}")
        _tell(repository, proposal, told(message, commit), arguments)


def _tell(repository: Repository, proposal: Proposal, message: Message, arguments: argparse.Namespace) -> None:
    from ratgeber_tools.branches import take_back
    from ratgeber_tools.proposals.forge import ForgeError, open_request

    try:
        page = open_request(
            arguments.nachricht_an, message, branch=proposal.branch, target=arguments.zweig, variables=os.environ
        )
    except ForgeError:
        if proposal.is_new:
            take_back(repository, proposal.branch, remote=arguments.hochladen)
        raise
    print(f"  Vorschlag: {page or 'gab es schon'}")
