"""A correction: one office alone releases a few changed words of a chapter that is public already.

    berichtigungen:                       # in rollen.yaml
      beschluss: Protokoll 3, TOP 2
      stellen: [Netzwerkstelle]
      woerter: 20

The steering group has decided that once, for good: which offices, up to how many words that came or went.  A figure, a
picture or a form that is another one is no slip of the pen: a second office looks at it, as at everything else.
What was open already as the chapter was released holds no correction up: the town has released it all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.files import readable
from ratgeber_tools.guide import Chapter, Guide, parse_chapter
from ratgeber_tools.guide.front_matter import without_head
from ratgeber_tools.guide.internal_parts import SEPARATOR, without_internal_parts
from ratgeber_tools.history import Repository
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.deciders import ReleaseRefusedError, repository_of
from ratgeber_tools.releases.deciding import Deciding, WrittenRelease, write_releases
from ratgeber_tools.releases.keeping import RELEASES, read_log
from ratgeber_tools.releases.log import Release, Votes
from ratgeber_tools.releases.rules import Decision, Obstacle, undecided
from ratgeber_tools.releases.seeing import see

_SECOND_OFFICE = "Lassen Sie das Kapitel in der Sitzung freigeben, oder von einer zweiten Stelle."


def correct(
    root: Path, guide: Guide, name: str, *, now: datetime, by: str = "", reasons: Iterable[Obstacle | str] = ()
) -> tuple[WrittenRelease, ...]:
    """Write down that the office of the mailbox `by` (without it, git's author) releases a correction of `name`.

    `reasons` are the caller's own against it.  Raises `ReleaseRefusedError` with every reason there is, and what
    `Deciding.of` raises.
    """
    with files.held(root / RELEASES):
        found, against = _prepared(root, guide, name, now=now, by=by)
        if every := (*reasons, *against):
            raise ReleaseRefusedError(*every)
        assert found is not None, "nothing is against it"
        return write_releases(root, [found], ())


def refusals_to_correct(root: Path, guide: Guide, name: str, *, now: datetime, by: str) -> tuple[Obstacle, ...]:
    """Return why the office of `by` cannot release a correction of `name`; nothing is written."""
    try:
        return _prepared(root, guide, name, now=now, by=by)[1]
    except ReleaseRefusedError as error:
        return error.obstacles


def open_at_release(root: Path, guide: Guide, name: str, *, today: date) -> frozenset[str]:
    """Return what is open in a chapter as it was last released, as the sentences of `Seen.reasons`; mostly nothing."""
    log, chapter = read_log(root), guide.chapters.get(name)
    current = log.current(name)
    if current is None or chapter is None:
        return frozenset()
    before = _released(repository_of(root), current, chapter)
    return frozenset(each.sentence for each in see(guide, before, log, together=(name,), today=today).reasons())


def _prepared(
    root: Path, guide: Guide, name: str, *, now: datetime, by: str
) -> tuple[tuple[Release, tuple[str, ...]] | None, tuple[Obstacle, ...]]:
    deciding = Deciding.of(root, guide, Decision("", Votes(1, 0, 0), local_day(now)), now=now, by=by)
    rule, current, chapter = deciding.roles.corrections, deciding.log.current(name), guide.chapters.get(name)
    if rule is None or deciding.office not in rule.offices:
        whose = "keine Stelle" if rule is None else f"{quoted(deciding.office)} nicht"
        return None, (
            Obstacle(
                f"Berichtigungen darf hier {whose} allein freigeben. {_SECOND_OFFICE}",
                by_hand="Was die Steuergruppe dazu beschließt, steht in rollen.yaml unter „berichtigungen“.",
            ),
        )
    if current is None or chapter is None:
        return None, (Obstacle(f"Dieses Kapitel ist nicht öffentlich; zu berichtigen ist nichts. {_SECOND_OFFICE}"),)
    before = _released(deciding.repository, current, chapter)
    words = _changed(_words(before), _words(chapter))
    decision = Decision(f"Berichtigung nach {rule.reference}: {words} Wörter", Votes(1, 0, 0), local_day(now))
    try:
        event = replace(deciding, decision=decision).release_of(name, is_correction=True)
    except ReleaseRefusedError as error:
        return None, error.obstacles
    against = [*undecided(decision, now)]
    if words > rule.words:
        against.append(
            Obstacle(
                f"Seit der letzten Freigabe sind {words} Wörter anders; als Berichtigung gehen höchstens {rule.words}. "
                f"{_SECOND_OFFICE}"
            )
        )
    if _figures(before) != _figures(chapter):
        against.append(Obstacle(f"Eine Zahl ist anders als in der freigegebenen Fassung. {_SECOND_OFFICE}"))
    if event[0].files != current.files:
        against.append(Obstacle(f"Ein Bild oder eine Datei ist anders. {_SECOND_OFFICE}"))
    return event, tuple(against)


def _released(repository: Repository, release: Release, chapter: Chapter) -> Chapter:
    """Return a chapter as it was released."""
    content = repository.read_blobs([release.blob]).get(release.blob, b"")
    return parse_chapter(readable(content, chapter.path)[0], path=chapter.path, name=chapter.name)


def _public(chapter: Chapter) -> str:
    return without_internal_parts("\n".join(chapter.lines))


def _words(chapter: Chapter) -> Counter[str]:
    return Counter(word for word in _public(chapter).split() if word != SEPARATOR)


def _figures(chapter: Chapter) -> Counter[str]:
    """Return the words with a digit that parents read: in the text and in what is most important."""
    key_points = chapter.head.values.key_points if chapter.head is not None else ()
    words = " ".join((without_head(_public(chapter)), *key_points)).split()
    return Counter(word for word in words if any(map(str.isdigit, word)))


def _changed(before: Counter[str], after: Counter[str]) -> int:
    return (after - before).total() + (before - after).total()
