"""Answers: 150 questions of parents (`elternfragen.yaml`), and where in the chapters each finds its answer.

A person reads the chapters and judges; what is counted here is the judgement, and whether the words it rests on still
stand in the section named.  An answer that is gone is no failure: somebody reads the chapter again and judges anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.measure import Table
from benchmarks.peers import Peers

GRADES = ("beantwortet", "halb", "verweis", "fehlt")

_QUESTIONS = Path(__file__).with_name("elternfragen.yaml")
_HEADING = re.compile(r"^(#+) (.+)$")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its grade, and where the answer stands; `words` are some of its words, `reason` why it is open.

    Without a `section` the answer stands anywhere in the chapter, its head (“Das Wichtigste”) included.
    """

    topic: str
    text: str
    grade: str
    chapter: str = ""
    section: str = ""
    words: str = ""
    reason: str = ""


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    """Return how many questions have which grade, by topic, and what is to be read again or still open."""
    del scratch, peers
    questions = read_questions()
    return [_grades(questions), _gone(questions, root / "ratgeber"), _open(questions)]


def read_questions(source: Path = _QUESTIONS) -> list[Question]:
    """Return all questions.  Raises `ValueError` naming the question whose grade is none of `GRADES`."""
    topics: Mapping[str, Sequence[Sequence[str]]] = YAML(typ="safe").load(source)
    questions = [Question(topic, *row) for topic, rows in topics.items() for row in rows]
    for question in questions:
        if question.grade not in GRADES:
            raise ValueError(f"„{question.text}“: „{question.grade}“ ist kein Urteil ({', '.join(GRADES)})")
    return questions


def stands(question: Question, guide: Path) -> bool:
    """Say whether the words of the answer stand where the question says."""
    chapter = guide / f"{question.chapter}.md"
    if not chapter.is_file():
        return False
    text = chapter.read_text(encoding="utf-8")
    return question.words in (section_of(text, question.section) if question.section else text)


def section_of(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one, whatever its level; nothing if there is none."""
    return "\n".join(_below(text.splitlines(), heading))


def _below(lines: Sequence[str], heading: str) -> Iterator[str]:
    is_below = False
    for line in lines:
        found = _HEADING.match(line)
        if found:
            is_below = found[2].strip() == heading
        elif is_below:
            yield line


def _grades(questions: Sequence[Question]) -> Table:
    topics = dict.fromkeys(question.topic for question in questions)
    lines = [[topic, *_counts([question for question in questions if question.topic == topic])] for topic in topics]
    return Table("Fragen von Eltern", ["Thema", *GRADES], [*lines, ["zusammen", *_counts(questions)]])


def _counts(questions: Sequence[Question]) -> list[str]:
    counted = Counter(question.grade for question in questions)
    return [str(counted[grade]) for grade in GRADES]


def _gone(questions: Sequence[Question], guide: Path) -> Table:
    lines = [
        [question.text, question.chapter, question.section]
        for question in questions
        if question.grade != "fehlt" and not stands(question, guide)
    ]
    return Table("Diese Antworten stehen nicht mehr da: bitte neu lesen", ["Frage", "Kapitel", "Abschnitt"], lines)


def _open(questions: Sequence[Question]) -> Table:
    lines = [[question.text, question.grade, question.reason] for question in questions if question.grade != GRADES[0]]
    return Table("Noch nicht beantwortet", ["Frage", "Urteil", "Warum"], lines)
