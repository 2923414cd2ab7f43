"""`ratgeber freigeben`: write down that an office releases a chapter, or takes it back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.arguments import day
from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.quotation import quoted

if TYPE_CHECKING:
    from datetime import datetime

    from ratgeber_tools.findings import Finding
    from ratgeber_tools.guide import Guide
    from ratgeber_tools.releases.deciding import Decision, WrittenRelease
    from ratgeber_tools.releases.keeping import ReleaseLog

#: More files than that are named by their folder.
_FEW_FILES = 3


EXAMPLES = (
    "freigeben schulanfang/anmeldung --ansehen",
    "freigeben schulanfang/anmeldung --beschluss 'Protokoll 7, TOP 3' --ja 9 --nein 1 --enthalten 2",
    "freigeben schulanfang/anmeldung --zurueckziehen --grund 'Frist falsch'",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kapitel",
        nargs="+",
        metavar="KAPITEL",
        help="Name des Kapitels (schulanfang/anmeldung) oder Pfad seiner Datei; mehrere für einen Beschluss, "
        "ein Teil (schulanfang) steht für alle seine Kapitel",
    )
    parser.add_argument("--beschluss", metavar="PROTOKOLL", help="wo der Beschluss steht: „Protokoll 7, TOP 3“")
    parser.add_argument("--ja", type=_count, metavar="N", help="Stimmen dafür")
    parser.add_argument("--nein", type=_count, metavar="N", help="Stimmen dagegen")
    parser.add_argument("--enthalten", type=_count, metavar="N", help="Enthaltungen")
    taken_on = parser.add_argument("--am", type=day, metavar="DATUM", help="der Tag des Beschlusses, sonst heute")
    former_name(parser, "--datum", taken_on)
    parser.add_argument(
        "--ersetzt",
        action="append",
        default=[],
        metavar="KAPITEL",
        help="Kapitel, an dessen Stelle dieses tritt; umbenannte findet der Befehl selbst",
    )
    parser.add_argument(
        "--berichtigung",
        action="store_true",
        help="gibt wenige geänderte Wörter allein frei, wenn rollen.yaml das Ihrer Stelle erlaubt (berichtigungen)",
    )
    parser.add_argument("--zurueckziehen", action="store_true", help="nimmt die Freigabe zurück")
    parser.add_argument(
        "--trotzdem",
        action="store_true",
        help="gibt frei, obwohl noch etwas offen ist; warum, sagt --grund und steht dann bei der Freigabe",
    )
    parser.add_argument("--grund", metavar="TEXT", help="warum zurückgenommen oder trotzdem freigegeben wird")
    parser.add_argument(
        "--ansehen", action="store_true", help="zeigt nur, was Eltern sehen werden und was offen ist; schreibt nichts"
    )
    parser.add_argument("--ohne-seite", action="store_true", help="baut keine Seite zum Ansehen")
    parser.add_argument(
        "--hochladen", nargs="?", const="origin", metavar="GEGENSTELLE", help="trägt es dort gleich ein (sonst: origin)"
    )
    parser.add_argument("--zweig", default="main", metavar="ZWEIG", help="in welchen Zweig eingetragen wird (main)")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Write a file for each chapter and say what to commit; of several chapters all are written or none."""
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.guide import load
    from ratgeber_tools.releases.deciding import find_chapter, release_all, withdraw_all
    from ratgeber_tools.releases.keeping import read_log

    now = local_now()
    _require_options(arguments)
    root = project_root()
    guide, log = load(root / "ratgeber"), read_log(root)
    if arguments.zurueckziehen:
        names = tuple(find_chapter(words, guide, log, here=Path.cwd()) for words in arguments.kapitel)
        entries = withdraw_all(root, names, arguments.grund, now=now)
    else:
        names = _names(arguments.kapitel, guide, log)
        if len(names) > 1 and arguments.ersetzt:
            arguments.misuse("--ersetzt geht nur mit einem einzigen Kapitel.")
        replaces = [find_chapter(former, guide, log, here=Path.cwd()) for former in arguments.ersetzt]
        findings = _findings(guide)
        following = _following(root, guide, names, findings)
        reasons = _looked_at(root, guide, names, following, findings, arguments, now=now)
        if arguments.ansehen:
            return _only_looked(reasons)
        if arguments.berichtigung and len(names) > 1:
            arguments.misuse("--berichtigung geht nur mit einem einzigen Kapitel.")
        if arguments.berichtigung:
            from ratgeber_tools.releases.corrections import correct

            entries = correct(root, guide, names[0], now=now, reasons=reasons)
        else:
            entries = release_all(
                root,
                guide,
                names,
                _decision(arguments, now),
                now=now,
                replaces=replaces,
                reasons=reasons,
                following=following,
                in_spite_of=arguments.grund if arguments.trotzdem else "",
            )
    told = list(_told(root, entries))
    if arguments.hochladen:  # where that fails, nothing was noted
        told.append(_upload(root, entries, remote=arguments.hochladen, branch=arguments.zweig))
    for line in told:
        print(line)
    if arguments.hochladen:
        return 0
    print("Sie zählt, sobald sie eingecheckt ist:" if len(entries) == 1 else "Sie zählen, sobald sie eingecheckt sind:")
    paths = " ".join(f'"{short(path).as_posix()}"' for path in _to_commit(root, entries))
    print(f"  git add {paths}")
    signed = " -S" if _needs_signature(root) else ""
    print(f'  git commit{signed} -m "{_message(entries)}" -- {paths}')
    return 0


def _to_commit(root: Path, entries: Sequence[WrittenRelease]) -> tuple[Path, ...]:
    """Return what to name to git: the files, or for more than a few their folder, where nothing else in it waits."""
    from ratgeber_tools.history import find_repository
    from ratgeber_tools.releases.keeping import RELEASES

    paths = tuple(entry.path for entry in entries)
    repository = find_repository(root)
    assert repository is not None, "a release was written"
    folder = root / RELEASES
    waiting = {repository.top / name for name in repository.uncommitted(folder)}
    return (folder,) if len(paths) > _FEW_FILES and waiting == {path.resolve() for path in paths} else paths


def _needs_signature(root: Path) -> bool:
    from ratgeber_tools.editorial.roles import read_committed_roles
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    assert repository is not None, "a release was written"
    return read_committed_roles(root, repository).needs_signatures


def _names(words: Sequence[str], guide: Guide, log: ReleaseLog) -> tuple[str, ...]:
    from ratgeber_tools.releases.deciding import find_chapters

    return find_chapters(",".join(words), guide, log, here=Path.cwd())


def _told(root: Path, entries: Sequence[WrittenRelease]) -> Iterator[str]:
    from ratgeber_tools.editorial.roles import uncommitted_roles
    from ratgeber_tools.history import find_repository
    from ratgeber_tools.releases.deciding import warnings
    from ratgeber_tools.releases.keeping import Release

    yield from (f"Warnung: {sentence}" for sentence in warnings(entries))
    for entry in entries:
        event = entry.event
        if entry.follows:
            continue
        if isinstance(event, Release):
            yield f"Freigabe von „{event.chapter}“ durch {quoted(event.office)} notiert."
            if event.replaces:
                yield f"Damit verschwindet aus der öffentlichen Fassung: {', '.join(event.replaces)}."
        else:
            yield f"Rücknahme von „{event.chapter}“ durch {quoted(event.office)} notiert."
    if along := [entry.event.chapter for entry in entries if entry.follows]:
        what = "Übersicht" if len(along) == 1 else "Übersichten"
        yield f"Mit freigegeben, ohne eigenen Beschluss: {what} {', '.join(along)}."
    repository = find_repository(root)
    assert repository is not None, "a release was written"
    if sentence := uncommitted_roles(root, repository):
        yield f"Hinweis: {sentence}"


def _upload(root: Path, entries: Sequence[WrittenRelease], *, remote: str, branch: str) -> str:
    """Commit the files in the office's name onto the branch at the other side, and say where that leaves this folder.

    Where that fails nothing is left written, so that the same call can be made again.
    """
    from ratgeber_tools.branches import Author, commit_files, settle
    from ratgeber_tools.editorial.roles import read_committed_roles
    from ratgeber_tools.history import find_repository
    from ratgeber_tools.releases.deciding import take_back
    from ratgeber_tools.releases.keeping import Release

    repository = find_repository(root)
    assert repository is not None, "a release was written"
    paths = [entry.path for entry in entries]
    try:
        commit = commit_files(
            repository,
            paths,
            message=_message(entries),
            author=Author(entries[0].event.office, repository.current_author_mail()),
            remote=remote,
            branch=branch,
            is_signed=read_committed_roles(root, repository).needs_signatures,
            resting_on={
                blob: name
                for entry in entries
                if isinstance(event := entry.event, Release)
                for name, blob in {event.chapter: event.blob, **event.files}.items()
            },
        )
    except BaseException:
        take_back(entries)
        raise
    return f"Eingetragen in „{branch}“. {settle(repository, paths, commit=commit, remote=remote, branch=branch).value}"


def _require_options(arguments: argparse.Namespace) -> None:
    """End with a usage message if the options do not make a whole."""
    for_release = {
        "--beschluss": arguments.beschluss,
        "--ja": arguments.ja,
        "--nein": arguments.nein,
        "--enthalten": arguments.enthalten,
    }
    if arguments.zurueckziehen:
        given = [name for name, value in {**for_release, "--am": arguments.am}.items() if value is not None]
        given += [
            name for name, value in {"--trotzdem": arguments.trotzdem, "--ansehen": arguments.ansehen}.items() if value
        ]
        if given or arguments.ersetzt:
            arguments.misuse(f"{given[0] if given else '--ersetzt'} gehört zu einer Freigabe, nicht zur Rücknahme.")
        if not arguments.grund:
            arguments.misuse("Zu einer Rücknahme gehört --grund.")
        return
    if arguments.berichtigung:
        given = [name for name, value in {**for_release, "--am": arguments.am}.items() if value is not None]
        given += ["--trotzdem"] if arguments.trotzdem else []
        if given or arguments.ersetzt:
            arguments.misuse(f"{given[0] if given else '--ersetzt'} geht nicht mit --berichtigung.")
        return
    missing = [name for name, value in for_release.items() if value is None]
    if missing and not arguments.ansehen:
        arguments.misuse(f"Zu einer Freigabe gehört noch: {', '.join(missing)}.")
    if arguments.grund is not None and not arguments.trotzdem:
        arguments.misuse("--grund gehört zu --zurueckziehen oder zu --trotzdem.")
    if arguments.trotzdem and not (arguments.grund or "").strip():
        arguments.misuse("Zu --trotzdem gehört --grund: Warum erscheint das Kapitel, obwohl noch etwas offen ist?")


def _decision(arguments: argparse.Namespace, now: datetime) -> Decision:
    from ratgeber_tools.data.dates import local_day
    from ratgeber_tools.releases.deciding import Decision
    from ratgeber_tools.releases.keeping import Votes

    taken_on = arguments.am or local_day(now)
    return Decision(arguments.beschluss, Votes(arguments.ja, arguments.nein, arguments.enthalten), taken_on)


def _findings(guide: Guide) -> tuple[Finding, ...]:
    from ratgeber_tools.checks import run_checks

    return tuple(run_checks(guide))


def _following(root: Path, guide: Guide, names: Sequence[str], findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the index pages that go public with the chapters; say why one cannot, and release the chapters anyway."""
    from ratgeber_tools.newsroom.meeting.ballot import following_pages

    pages = following_pages(root, guide, names, findings)
    for name, reason in pages.left:
        print(f"Hinweis: Die Übersicht „{name}“ bleibt öffentlich, wie sie war. {reason}")
    return pages.able


def _looked_at(
    root: Path,
    guide: Guide,
    names: Sequence[str],
    following: Sequence[str],
    findings: Sequence[Finding],
    arguments: argparse.Namespace,
    *,
    now: datetime,
) -> list[str]:
    """Show what parents will see and all that is open in the chapters; return the reasons against a release."""
    from ratgeber_tools.cli.output import print_findings, short
    from ratgeber_tools.cli.release_view import build_pages, open_matters, shown
    from ratgeber_tools.data.dates import local_day
    from ratgeber_tools.newsroom.meeting.ballot import candidates
    from ratgeber_tools.releases.corrections import open_at_release
    from ratgeber_tools.releases.deciding import foreseen
    from ratgeber_tools.releases.keeping import read_log

    reasons: list[str] = []
    found = candidates(guide, read_log(root), names, findings, today=local_day(now))
    print_findings(dict.fromkeys(finding for each in found for finding in each.findings))
    reasons += [f"„{each.name}“ hat noch Fehler. Beheben Sie zuerst, was oben steht." for each in found if each.errors]
    is_open = False
    decided = (
        open_at_release(root, guide, names[0], today=local_day(now)) if arguments.berichtigung else frozenset[str]()
    )
    for seen in filter(None, (each.seen for each in found)):
        for line in open_matters(seen):
            print(line)
        for obstacle in seen.reasons():
            if obstacle.sentence in decided:
                print(f"So stand es schon bei der letzten Freigabe: {obstacle.sentence}")
                continue
            is_open = True
            reason = str(obstacle).replace(str(seen.chapter.path), short(seen.chapter.path).as_posix())
            if arguments.trotzdem:
                print(f"Trotzdem: {reason}")
            else:
                reasons.append(reason)
    if is_open and not arguments.trotzdem:
        reasons.append("Klären Sie das zuerst. Soll es dennoch erscheinen: --trotzdem --grund 'warum'.")
    if not arguments.ohne_seite and (releases := foreseen(root, guide, [*names, *following], now=now)):
        if failure := build_pages(root, releases):
            reasons.append(f"Die Seite zum Ansehen ließ sich nicht bauen: {failure}")
        for name in names:
            for line in shown(root, name):
                print(line)
    return reasons


def _only_looked(reasons: Sequence[str]) -> int:
    print(
        "Nichts geschrieben. Gegen eine Freigabe spricht:" if reasons else "Nichts geschrieben. Es steht nichts im Weg."
    )
    for reason in reasons:
        print(f"  {reason}")
    return 0


def _message(entries: Sequence[WrittenRelease]) -> str:
    from ratgeber_tools.releases.deciding import message_of

    return message_of(entries).replace('"', "'").replace("\\", "/").replace("$", "").replace("`", "'")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Anzahl")
    return int(text)
