"""`ratgeber eingang`: each Word file in `eingang/` becomes a branch with chapter, report, preview and message."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.errors import RatgeberError, TargetError, kept_details, our_mistake

if TYPE_CHECKING:
    from ratgeber_tools.branches import Author
    from ratgeber_tools.findings import Finding
    from ratgeber_tools.history import Repository
    from ratgeber_tools.proposals.branch import Preview, Proposal, Workshop
    from ratgeber_tools.proposals.inbox import Parcel
    from ratgeber_tools.proposals.neighbours import Tell

#: Where messages and previews end up, below the project: `_build/eingang/<branch>/`.
TARGET = Path("_build", "eingang")
MESSAGE = "nachricht.md"
INBOX = "eingang"
FORGE_NAMES = ("gitlab", "forgejo", "github")


EXAMPLES = (
    "eingang",
    "eingang 'Beitrag Hort.docx' --nach schulanfang",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dateien", nargs="*", type=Path, metavar="DATEI", help="Word-Dateien; ohne Angabe alle im Ordner eingang/"
    )
    parser.add_argument(
        "--nach", default="", metavar="ABSCHNITT", help="Abschnitt des Ratgebers, wenn der Ordner ihn nicht sagt"
    )
    parser.add_argument(
        "--hochladen", nargs="?", const="origin", metavar="GEGENSTELLE", help="lädt die Zweige hoch (sonst: origin)"
    )
    parser.add_argument(
        "--nachricht-an",
        choices=FORGE_NAMES,
        metavar="PLATTFORM",
        help=f"legt den Vorschlag dort an: {', '.join(FORGE_NAMES)}",
    )
    branch = parser.add_argument("--zweig", default="main", metavar="ZWEIG", help="wohin zusammengeführt wird (main)")
    former_name(parser, "--ziel", branch)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--adresse", default="", metavar="ADRESSE", help="wo die Plattform zeigt, was in _build liegt")
    where.add_argument("--lauf", default="", metavar="ADRESSE", help="wo _build/eingang gepackt zu haben ist")
    parser.add_argument("--ohne-vorschau", action="store_true", help="baut keine Vorschau")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Propose every file; return 1 if one of them could not become a chapter and nobody else is told."""
    from ratgeber_tools.contributions.conversion import SUFFIXES
    from ratgeber_tools.proposals import inbox, neighbours
    from ratgeber_tools.proposals.branch import Fate, propose

    if arguments.nachricht_an and not arguments.hochladen:
        arguments.misuse("--nachricht-an gehört zu --hochladen.")
    root = project_root()
    repository = _repository(root)
    parcels = (
        inbox.handed_over(root, arguments.dateien, section=arguments.nach, suffixes=SUFFIXES)
        if arguments.dateien
        else inbox.collect(root, suffixes=SUFFIXES)
    )
    workshop = _workshop(root, repository, arguments)
    is_good = bool(arguments.dateien) or _rebuild(root, workshop, arguments)
    if not parcels:
        print("Im Ordner eingang/ liegt keine Word-Datei.")
    for parcel in parcels:
        try:
            proposal = propose(parcel, workshop, author=_author(root, repository, parcel))
            proposal = neighbours.introduced(proposal, workshop, tell=_tell(arguments))
            told = _deliver(root, repository, proposal, arguments)
        except RatgeberError as error:  # the others must not wait for this one
            print(f"{parcel.name}: {error}", file=sys.stderr)
            is_good = False
            continue
        except Exception as error:  # our bug must not cost the others either
            print(f"{our_mistake(error, about=parcel.name)} {kept_details(error)}".rstrip(), file=sys.stderr)
            is_good = False
            continue
        is_good &= told or proposal.fate is not Fate.REFUSED
    return 0 if is_good else 1


def _rebuild(root: Path, workshop: Workshop, arguments: argparse.Namespace) -> bool:
    """Build proposals again that the guide has left behind, and tell who watches them; say whether all went well."""
    from ratgeber_tools.files import write_whole
    from ratgeber_tools.proposals import neighbours, rebuilding

    is_good, tell = True, _tell(arguments)
    for done in rebuilding.rebuilt(workshop):
        try:
            if isinstance(done, Exception):
                raise done
            proposal = neighbours.introduced(done, workshop)
            print(f"{proposal.parcel.name}: {proposal.fate.value} → {proposal.place}")
            print(f"  Zweig: {proposal.branch}{' (hochgeladen)' if arguments.hochladen else ''}")
            if proposal.message is not None:
                target = root / TARGET / proposal.branch.partition("/")[2] / MESSAGE
                write_whole(target, f"# {proposal.message.title}\n\n{proposal.message.body}")
                if tell is not None:
                    tell(proposal.branch, rebuilding.about_rebuilding(proposal.message))
        except RatgeberError as error:  # the others must not wait for this one
            print(error, file=sys.stderr)
            is_good = False
        except Exception as error:  # our bug must not cost the others either
            print(f"{our_mistake(error, about=INBOX)} {kept_details(error)}".rstrip(), file=sys.stderr)
            is_good = False
    return is_good


def _tell(arguments: argparse.Namespace) -> Tell | None:
    """Return what writes below a proposal on the forge, None if no forge is to be told anything."""
    from ratgeber_tools.proposals.forge import comment

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
        taken=branches.own_branches(repository) | there,
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
    from ratgeber_tools.proposals.branch import Preview

    target = root / TARGET / name
    outcome = run_sphinx("html", tree, job=Job(tree / "ratgeber", target, is_strict=False))
    file = target / "html" / f"{page}.html"
    if outcome.failure is not None or not file.is_file():
        return Preview(problem=outcome.failure or "Die Seite ist nicht entstanden.")
    if run_page:
        return Preview(run_page, archive=file.relative_to(root / TARGET).as_posix())
    place = file.relative_to(root).as_posix()
    return Preview(f"{address.rstrip('/')}/{place}" if address else file.as_uri())


def _findings_in(guide_folder: Path, path: Path) -> Sequence[Finding]:
    from ratgeber_tools.checks import run_checks
    from ratgeber_tools.checks.concern import concerning
    from ratgeber_tools.guide import load

    guide = load(guide_folder)
    chapter = next((each for each in guide if each.path == path.resolve()), None)
    return concerning(guide, chapter, run_checks(guide)) if chapter is not None else ()


def _author(root: Path, repository: Repository, parcel: Parcel) -> Author:
    """Return who brought the file: whoever committed it last, else whoever calls the command.

    The mailbox matters: who wrote a chapter last cannot release it alone.
    """
    from ratgeber_tools.branches import Author
    from ratgeber_tools.editorial.roles import RolesError, read_roles

    change = repository.last_change(parcel.path) if parcel.place is not None else None
    mail = change.author_mail if change is not None else repository.current_author_mail()
    try:
        office = read_roles(root).office_of(mail)
    except RolesError:  # a guide without a table of offices takes contributions all the same
        office = None
    return Author(office or "Beitrag", mail)


def _deliver(root: Path, repository: Repository, proposal: Proposal, arguments: argparse.Namespace) -> bool:
    """Write the message to its file, say what happened, and tell the forge; return whether somebody there is told.

    A branch of this run that the forge was not told of is taken back: nobody would know what it is.
    """
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.files import write_whole

    message = proposal.message
    where = f" → {proposal.place}" if proposal.place else ""
    print(f"{proposal.parcel.name}: {proposal.fate.value}{where}")
    if message is None:
        if proposal.branch:
            print(f"  Zweig: {proposal.branch}")
        return True
    target = root / TARGET / proposal.branch.partition("/")[2] / MESSAGE
    write_whole(target, f"# {message.title}\n\n{message.body}")
    print(f"  Zweig: {proposal.branch}{' (hochgeladen)' if arguments.hochladen else ''}")
    print(f"  Nachricht: {short(target)}")
    if not arguments.nachricht_an:
        return False
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
    return True
