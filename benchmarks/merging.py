"""Two people change one chapter: our merge beside the line merge of git, on the same edits in one run.

Six chapters of the guide of different kinds, twenty seeds each, four edits a side by `benchmarks.editors`: 120 merges.
Git gets the chapters as they are kept, one sentence a line.  Our merge is measured as it runs when a Word file comes
back (blocks are known by their marks) and for a text copied into a new file (known by their content).  Everything is
done a second time with a number behind every word, so that each word can be told from all others.

Counted are, of the text outside conflicts:

* merges with at least one conflict;
* sentences neither side nor the base has, a mix of both, that the merge does not report (git reports nothing);
* words put in that are nowhere in the result, conflicts included;
* words one side took out that are still there.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.editors import Editor, numbered
from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools.document import Blocks, Container, Definition, Document, Heading, Paragraph, plain_text
from ratgeber_tools.document import Table as DocumentTable
from ratgeber_tools.prose import sentences
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import merge
from ratgeber_tools.writers import myst as myst_writer

CHAPTERS = (
    "schulanfang/anmeldung",  # prose and a checklist
    "weiterfuehrend/schulformen",  # prose with a table
    "hilfe/ich-suche-hilfe",  # long, many short sections
    "vorspann/notrufe",  # short, nearly all in boxes
    "anhang/checklisten",  # nearly all items
    "weiterfuehrend/rechte-und-beschwerde",  # prose with many boxes
)
SEEDS = 20
EDITS_A_SIDE = 4

_CONFLICT = re.compile(r"^<<<<<<< .*?^>>>>>>> [^\n]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """A chapter and what became of it on each side; `theirs` has the base's lines where a block comes from it."""

    base: Document
    ours: Document
    theirs: Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge gives: settled text and text in conflicts as documents, and the sentences it reported."""

    conflicts: int
    settled: Document
    disputed: str
    reported: frozenset[str]


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    lines = []
    for kind, prepare in (("Wörter wie im Kapitel", _as_it_is), ("jedes Wort mit Nummer", numbered)):
        cases = list(_cases(root, prepare))
        for name, by in (
            ("unsere, aus Word zurück", _with_marks),
            ("unsere, in neue Datei kopiert", _copied),
            ("git merge-file, ein Satz je Zeile", lambda case: _by_lines(case, scratch)),
        ):
            lines.append([kind, name, *_figures(cases, by)])
    header = [
        "Text", "Zusammenführung", "mit Konflikt", "davon Konflikte", "gemischte Sätze ungemeldet",
        "neue Wörter verloren", "gestrichene Wörter wieder da",
    ]  # fmt: skip
    title = f"Zusammenführen: {len(CHAPTERS)} Kapitel, {SEEDS} Läufe, {EDITS_A_SIDE} Änderungen je Seite"
    return [Table(title, header, lines)]


def _as_it_is(document: Document) -> Document:
    return document


def _cases(root: Path, prepare: Callable[[Document], Document]) -> Iterator[Case]:
    for name in CHAPTERS:
        source = (root / "ratgeber" / f"{name}.md").read_text(encoding="utf-8")
        base = _reread(prepare(myst.read(source).document))
        for seed in range(SEEDS):
            ours = Editor("hier", Random(f"{name} {seed} hier")).edited(base, EDITS_A_SIDE)
            theirs = Editor("dort", Random(f"{name} {seed} dort")).edited(base, EDITS_A_SIDE)
            yield Case(base, _reread(ours), theirs)


def _reread(document: Document) -> Document:
    return myst.read(myst_writer.write(document)).document


def _figures(cases: list[Case], by: Callable[[Case], Outcome]) -> list[str]:
    with_conflict = conflicts = mixed = lost = back = 0
    for case in cases:
        outcome = by(case)
        with_conflict += outcome.conflicts > 0
        conflicts += outcome.conflicts
        mixed += len(_unreported(case, outcome))
        lost += len(_lost_words(case, outcome))
        back += sum(_words_back(case, outcome).values())
    share = f"{100 * with_conflict / len(cases):.1f} %".replace(".", ",")
    return [f"{with_conflict} von {len(cases)} ({share})", *map(str, (conflicts, mixed, lost, back))]


def _unreported(case: Case, outcome: Outcome) -> set[str]:
    written = {sentence for side in (case.base, case.ours, case.theirs) for sentence in _sentences(side)}
    return set(_sentences(outcome.settled)) - written - outcome.reported


def _lost_words(case: Case, outcome: Outcome) -> set[str]:
    before, mine, other = (set(_words(version)) for version in (case.base, case.ours, case.theirs))
    return ((mine | other) - before) - set(_words(outcome.settled)) - set(outcome.disputed.split())


def _words_back(case: Case, outcome: Outcome) -> Counter[str]:
    """Return settled words beyond what the side that took more of them out has left."""
    before, mine, other = (Counter(_words(version)) for version in (case.base, case.ours, case.theirs))
    left = Counter({word: min(number, mine[word], other[word]) for word, number in before.items()})
    settled = Counter(_words(outcome.settled))
    return Counter({word: settled[word] - left[word] for word in before if settled[word] > left[word]})


# ---------------------------------------------------------------------------------------------------- merging


def _with_marks(case: Case) -> Outcome:
    return _outcome(case.base, case.ours, case.theirs, by_lines=True)


def _copied(case: Case) -> Outcome:
    return _outcome(case.base, case.ours, _reread(case.theirs), by_lines=False)


def _outcome(base: Document, ours: Document, theirs: Document, *, by_lines: bool) -> Outcome:
    merged = merge(base, ours, theirs, by_lines=by_lines)
    disputed: list[str] = []

    def settled(value: Any) -> Any:
        if isinstance(value, tuple) and any(isinstance(block, Container) for block in value):
            kept = []
            for block in value:
                if isinstance(block, Container) and block.name == "konflikt":
                    disputed.extend(_words_in(block.blocks))
                else:
                    kept.append(block)
            return tuple(kept)
        return value

    document = _mapped(merged.document, settled)
    reported = frozenset(" ".join(sentence.split()) for sentence in merged.mixed)
    return Outcome(merged.conflicts, document, " ".join(disputed), reported)


def _by_lines(case: Case, scratch: Path) -> Outcome:
    names = []
    for name, document in (("hier", case.ours), ("vorher", case.base), ("dort", case.theirs)):
        path = scratch / name
        path.write_text(myst_writer.write(document), encoding="utf-8")
        names.append(path)
    done = subprocess.run(["git", "merge-file", "--stdout", *names], capture_output=True, check=False)
    if done.returncode > 127:  # git's own: up to 127 is the number of conflicts
        raise RuntimeError(done.stderr.decode(errors="replace"))
    text = done.stdout.decode("utf-8")
    disputed = " ".join(_CONFLICT.findall(text))
    settled = myst.read(_CONFLICT.sub("", text)).document
    return Outcome(done.returncode, settled, " ".join(re.findall(r"\w+", disputed)), frozenset())


# -------------------------------------------------------------------------------------------------- reading


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return `value` with every tuple in it put through `change`, from the outside in."""
    from dataclasses import fields, is_dataclass, replace

    if isinstance(value, Document):
        return replace(value, blocks=_mapped(value.blocks, change))
    if type(value) is tuple:
        return tuple(_mapped(inner, change) for inner in change(value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{entry.name: _mapped(getattr(value, entry.name), change) for entry in fields(value)})
    return value


def _texts(value: Any) -> Iterator[str]:
    """Yield what stands in one place each: a paragraph, a heading, a caption, a term."""
    from dataclasses import fields, is_dataclass

    match value:
        case Document():
            yield from _texts((value.blocks, tuple(value.notes.values())))
        case Heading(children=children) | Paragraph(children=children):
            yield plain_text(children)
        case DocumentTable(caption=caption):
            yield plain_text(caption)
            yield from _texts(value.rows)
        case Definition(term=term):
            yield plain_text(term)
            yield from _texts(value.blocks)
        case tuple() if type(value) is tuple:
            for inner in value:
                yield from _texts(inner)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for entry in fields(value):
                yield from _texts(getattr(value, entry.name))
        case _:
            pass


def _sentences(document: Document) -> Iterator[str]:
    for text in _texts(document):
        whole = " ".join(text.split())
        breaks = sentences.breaks(whole)
        for first, end in zip([-1, *breaks], [*breaks, len(whole)], strict=True):
            if sentence := whole[first + 1 : end].strip():
                yield sentence


def _words(document: Document) -> Iterator[str]:
    for text in _texts(document):
        yield from re.findall(r"\w+", text)


def _words_in(blocks: Blocks) -> Iterable[str]:
    return _words(Document(blocks))
