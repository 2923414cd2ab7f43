"""`ratgeber freigeben`: write down that an office releases a chapter, or takes it back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.project import project_root

if TYPE_CHECKING:
    from datetime import datetime

    from ratgeber_tools.editorial.releasing import Decision, Entry
    from ratgeber_tools.guide import Guide


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kapitel", help="Name des Kapitels (schulanfang/anmeldung) oder Pfad seiner Datei")
    parser.add_argument("--beschluss", metavar="PROTOKOLL", help="wo der Beschluss steht: „Protokoll 7, TOP 3“")
    parser.add_argument("--ja", type=_count, metavar="N", help="Stimmen dafür")
    parser.add_argument("--nein", type=_count, metavar="N", help="Stimmen dagegen")
    parser.add_argument("--enthalten", type=_count, metavar="N", help="Enthaltungen")
    parser.add_argument("--datum", metavar="TAG", help="Tag des Beschlusses, sonst heute")
    parser.add_argument(
        "--ersetzt",
        action="append",
        default=[],
        metavar="KAPITEL",
        help="Kapitel, an dessen Stelle dieses tritt; umbenannte findet der Befehl selbst",
    )
    parser.add_argument("--zurueckziehen", action="store_true", help="nimmt die Freigabe zurück")
    parser.add_argument("--grund", help="warum die Freigabe zurückgenommen wird")
    parser.add_argument(
        "--hochladen", nargs="?", const="origin", metavar="GEGENSTELLE", help="trägt es dort gleich ein (sonst: origin)"
    )
    parser.add_argument("--zweig", default="main", help="in welchen Zweig eingetragen wird (main)")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Write one file and say what to commit; return 1 if the chapter has mistakes that stand in the way."""
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.editorial.releases import Release, read_log
    from ratgeber_tools.editorial.releasing import find_chapter, release, withdraw
    from ratgeber_tools.guide import load

    now = local_now()
    _require_options(arguments)
    decision = None if arguments.zurueckziehen else _decision(arguments, now)
    root = project_root()
    guide, log = load(root / "ratgeber"), read_log(root)
    name = find_chapter(arguments.kapitel, guide, log, here=Path.cwd())
    if decision is None:
        entry = withdraw(root, name, arguments.grund, now=now)
    else:
        if _has_mistakes(guide, name):
            print(f"„{name}“ ist nicht freigegeben: Beheben Sie zuerst, was oben steht.")
            return 1
        replaces = [find_chapter(former, guide, log, here=Path.cwd()) for former in arguments.ersetzt]
        entry = release(root, guide, name, decision, now=now, replaces=replaces)
    event = entry.event
    if isinstance(event, Release):
        print(f"Freigabe von „{name}“ durch „{event.office}“ notiert.")
        if event.replaces:
            print(f"Damit verschwindet aus der öffentlichen Fassung: {', '.join(event.replaces)}.")
    else:
        print(f"Rücknahme von „{name}“ durch „{event.office}“ notiert.")
    if arguments.hochladen:
        _upload(root, entry, remote=arguments.hochladen, branch=arguments.zweig)
        print(f"Eingetragen in „{arguments.zweig}“.")
        return 0
    print("Sie zählt, sobald sie eingecheckt ist:")
    path = short(entry.path).as_posix()
    print(f'  git add "{path}"')
    print(f'  git commit -m "{_message(entry)}" -- "{path}"')
    return 0


def _upload(root: Path, entry: Entry, *, remote: str, branch: str) -> None:
    """Commit the one file in the office's name onto the branch at the other side."""
    from ratgeber_tools.branches import Author, commit_files
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    assert repository is not None, "a release was written"
    author = Author(entry.event.office, repository.current_author_mail())
    commit_files(repository, [entry.path], message=_message(entry), author=author, remote=remote, branch=branch)


def _require_options(arguments: argparse.Namespace) -> None:
    """End with a usage message if the options do not make a whole."""
    for_release = {
        "--beschluss": arguments.beschluss,
        "--ja": arguments.ja,
        "--nein": arguments.nein,
        "--enthalten": arguments.enthalten,
    }
    if arguments.zurueckziehen:
        given = [name for name, value in {**for_release, "--datum": arguments.datum}.items() if value is not None]
        if given or arguments.ersetzt:
            arguments.misuse(f"{given[0] if given else '--ersetzt'} gehört zu einer Freigabe, nicht zur Rücknahme.")
        if not arguments.grund:
            arguments.misuse("Zu einer Rücknahme gehört --grund.")
        return
    missing = [name for name, value in for_release.items() if value is None]
    if missing:
        arguments.misuse(f"Zu einer Freigabe gehört noch: {', '.join(missing)}.")
    if arguments.grund is not None:
        arguments.misuse("--grund gehört zu --zurueckziehen.")


def _decision(arguments: argparse.Namespace, now: datetime) -> Decision:
    from ratgeber_tools.data.dates import local_day, parse_date
    from ratgeber_tools.editorial.releases import Votes
    from ratgeber_tools.editorial.releasing import Decision

    day = local_day(now) if arguments.datum is None else parse_date(arguments.datum)
    if day is None:
        arguments.misuse(f"„{arguments.datum}“ ist kein Datum. Schreiben Sie zum Beispiel 24.11.2026.")
    assert day is not None
    return Decision(arguments.beschluss, Votes(arguments.ja, arguments.nein, arguments.enthalten), day)


def _has_mistakes(guide: Guide, name: str) -> bool:
    """Print the chapter's findings and say whether one of them is an error."""
    from ratgeber_tools.checks import run_checks
    from ratgeber_tools.cli.output import print_findings
    from ratgeber_tools.findings import has_errors

    chapter = guide.chapters.get(name)
    if chapter is None:
        return False
    findings = [finding for finding in run_checks(guide) if finding.path == chapter.path]
    print_findings(findings)
    return has_errors(findings)


def _message(entry: Entry) -> str:
    from ratgeber_tools.editorial.releases import Release

    event = entry.event
    words = (
        f"Freigabe: {event.chapter} ({event.decision})"
        if isinstance(event, Release)
        else f"Rücknahme: {event.chapter} ({event.reason})"
    )
    return words.replace('"', "'").replace("\\", "/").replace("$", "").replace("`", "'")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Anzahl")
    return int(text)
