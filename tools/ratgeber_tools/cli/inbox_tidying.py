"""`ratgeber eingang aufraeumen`: removes branches of settled proposals, and says which files stay in the history."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ratgeber_tools import branches, files
from ratgeber_tools.cli.output import count, say
from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals import handing_over, originals
from ratgeber_tools.proposals.branch import PREFIX
from ratgeber_tools.proposals.originals import Original, OriginalVerdict

_KILOBYTE = 1000
_HOLDERS_SHOWN = 3

#: What nobody can do from a clone: the commands and the clicks, for the IT.
_FOR_THE_IT = """\
Diese Dateien stehen in der Geschichte, mit allem, was Word hineinschreibt: Namen von Autoren, Kommentare, verfolgte
Änderungen. Aus der Geschichte nimmt sie kein Befehl von hier; das kann nur die IT, und es ändert jeden Stand des
Projekts. Vorher: alle Vorschläge abschließen, eine Sicherung machen, allen Bescheid geben.
1. Kopie holen:        git clone --mirror ADRESSE bereinigt.git && cd bereinigt.git
2. Dateien entfernen:  git filter-repo --invert-paths --path-regex '{pattern}'
3. Zurückschreiben:    git push --force --all ADRESSE && git push --force --tags ADRESSE
                       (der Schutz von main muss dafür kurz aus sein)
4. Auf der Plattform:  Auch Vorschläge halten alte Stände fest.
   GitLab: „Einstellungen“, „Repository“, „Repository-Bereinigung“, dort filter-repo/commit-map hochladen.
   GitHub: Dem Support schreiben; er löscht alte Pull Requests und Zwischenspeicher.
   Forgejo: refs/pull/* auf dem Server löschen, dann „git gc --prune=now“.
5. Danach:             Jeder klont neu. Sicherungen, Abspaltungen (Forks) und Anlagen der Läufe sind eigens zu löschen.
Die Kennungen der Stände ändern sich dabei. Freigaben bleiben gültig, denn sie gelten dem Inhalt eines Kapitels;
Unterschriften unter Commits gehen aber verloren: Mit „signaturen: verlangt“ muss danach neu freigegeben werden."""


def tidy(root: Path, repository: Repository, arguments: argparse.Namespace) -> int:
    """List what is kept, remove what is settled; return 1 if something could not be removed."""
    remote = arguments.hochladen
    there = {} if remote is None else dict(branches.remote_commits(repository, remote, beginning=PREFIX))
    own = originals.own_proposals(repository, branches.own_branches(repository))
    targets = _targets(repository, arguments)
    previews = arguments.vorschau
    failed = 0
    for line in _about_originals(originals.originals(repository, root), root, repository):
        say(line)
    is_settled = _settled(arguments)
    judged: dict[str, OriginalVerdict] = {}
    for found in (own, there):
        for branch, verdict in originals.judge(found, repository, root, targets=targets, is_settled=is_settled):
            if branch not in judged or not verdict.is_removable:  # what stays on one side stays on both
                judged[branch] = verdict
    gone: set[str] = set()
    say("Zweige der Vorschläge:" if judged else "Es gibt hier keine Zweige von Vorschlägen.")
    for branch, verdict in sorted(judged.items()):
        if not verdict.is_removable:
            say(f"  {branch}: bleibt ({verdict.value})")
            continue
        say(f"  {branch}: {'würde gelöscht' if previews else 'gelöscht'} ({verdict.value})")
        if not previews and not _remove(repository, branch, own, there, remote):
            failed += 1
            continue
        gone.add(branch)
    for line in _about_branches(arguments, judged):
        say(line)
    failed += _remove_leftovers(root, repository, {*own, *there} - gone, previews=previews)
    if previews:
        say("Nichts gelöscht (Vorschau).")
    return 1 if failed else 0


def _targets(repository: Repository, arguments: argparse.Namespace) -> list[str]:
    """Return the commits proposals are merged into, as far as they are known here, the newest first."""
    name, remote = arguments.zweig, arguments.hochladen
    fetched = branches.fetch_branch(repository, name, remote=remote) if remote is not None else ""
    known = (fetched, *(repository.commit_of(each) for each in (f"refs/remotes/origin/{name}", name, "HEAD")))
    return list(dict.fromkeys(filter(None, known)))


def _settled(arguments: argparse.Namespace) -> originals.Settled | None:
    from ratgeber_tools.proposals import forge

    kind = arguments.nachricht_an
    return None if kind is None else lambda branch: forge.is_settled(kind, branch, variables=os.environ)


def _remove(
    repository: Repository, branch: str, own: Mapping[str, str], there: Mapping[str, str], remote: str | None
) -> bool:
    try:
        if remote is not None and branch in there:
            branches.remove_there(repository, branch, there[branch], remote=remote)
        if branch in own:
            branches.remove_own(repository, branch)
    except RatgeberError as error:
        print(f"  {branch}: {error}", file=sys.stderr)
        return False
    return True


def _about_branches(arguments: argparse.Namespace, judged: Mapping[str, OriginalVerdict]) -> Iterator[str]:
    if arguments.hochladen is None:
        yield "Geprüft und gelöscht wird nur in diesem Ordner. Auch auf der Plattform: mit --hochladen."
    if arguments.nachricht_an is None and OriginalVerdict.OPEN in judged.values():
        yield (
            "Ob ein offener Zweig auf der Plattform geschlossen oder dort in einem Stück übernommen wurde (squash), "
            "weiß nur sie: mit --nachricht-an PLATTFORM wird sie gefragt."
        )
    if OriginalVerdict.WORKED_ON in judged.values():
        yield "Zweige, in denen jemand weitergearbeitet hat, löschen Sie von Hand: git push GEGENSTELLE --delete ZWEIG"


def _remove_leftovers(root: Path, repository: Repository, alive: set[str], *, previews: bool) -> int:
    """Remove previews and messages whose branch is gone, and work trees killed runs left; return what did not work."""
    known = alive | branches.tracked_branches(repository)
    left = [
        folder
        for folder in sorted((root / handing_over.KEPT).glob("*"))
        if folder.is_dir() and f"{PREFIX}{folder.name}" not in known and not (folder / handing_over.CARD).is_file()
    ]
    if left:
        what = "würden gelöscht" if previews else "gelöscht"
        say(f"Vorschauen und Nachrichten ohne Zweig, {what}: {', '.join(folder.name for folder in left)}.")
    if previews:
        return 0
    branches.forget_abandoned(repository)
    failed = 0
    for folder in left:
        try:
            files.remove_folder(folder)
        except RatgeberError as error:
            print(error, file=sys.stderr)
            failed += 1
    return failed


def _about_originals(found: Sequence[Original], root: Path, repository: Repository) -> Iterator[str]:
    if not found:
        yield "In der Geschichte steht keine eingereichte Datei."
        return
    total = sum(original.size for original in found)
    yield f"Eingereichte Dateien in der Geschichte: {count(len(found), 'Datei', 'Dateien')}, {_size(total)}."
    for original in found:
        shown = ", ".join(original.holders[:_HOLDERS_SHOWN])
        more = len(original.holders) - _HOLDERS_SHOWN
        held = f"{shown} und {more} weiteren" if more > 0 else shown
        state = "liegt noch im Ordner" if original.is_waiting else "nur noch in der Geschichte"
        day = format_date(local_day(original.moment))
        yield f"  {day}, {_size(original.size)}: {original.name} ({state}; in {held or 'keinem Zweig'})"
    inside = repository.relative(root)
    beginning = "" if inside == "." else f"{inside}/"
    yield _FOR_THE_IT.format(pattern=f"^{beginning}eingang/(?!berichte/)(?!(.*/)?LIESMICH)")


def _size(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    if size < _KILOBYTE:
        return f"{size} Byte"
    if size < _KILOBYTE**2:
        return f"{size / _KILOBYTE:.0f} KB"
    return f"{size / _KILOBYTE**2:.1f} MB".replace(".", ",")
