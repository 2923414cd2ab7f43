"""The desk's promises, counted: to the byte through the editor, the same steps as JavaScript, no word lost.

The hands, the network and the killed server are those of the tests (`tests/desk`); here there is more of each.
"""

from __future__ import annotations

import importlib
import re
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from prosemirror.transform import Transform

from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.out_of_editor import as_in_chapter, document_of
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.document import Document
from ratgeber_tools.guide import chapter_files
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.roundtrip.patching.proven import patch
from ratgeber_tools.writers import myst as writer

_DOCUMENTS = 2_000
_SEEDS, _OPERATIONS = 20, 600
_RUNS, _STEPS = 25, 200
_KILLS = 500
#: So many words are typed in each chapter, where a sentence goes on: a word between two would join or part them.
_WORDS_TYPED = 6
_INSIDE = re.compile(r"(?<=[a-zäöüß]) (?=[a-zäöüß])")
_EDITOR = Path("tools", "ratgeber_tools", "desk", "editor")


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    for place in ("tests", "tests/guard"):  # the hands are the tests' own
        sys.path.insert(0, str(root / place))
    chapter = (root / "ratgeber" / "schulanfang" / "hort-und-ferien.md").read_bytes()
    return [
        Table(
            "Redaktionstisch: durch den Editor und zurück",
            ["was", "wie viele", "auf das Byte gleich"],
            [_chapters(root), _documents()],
        ),
        _one_word(root),
        _against_javascript(root, scratch),
        Table(
            f"Redaktionstisch: drei am selben Kapitel, Netz immer wieder weg, je {_OPERATIONS} Handgriffe",
            ["Lauf", "Wörter getippt", "verloren", "doppelt", "alle gleich", "zusammengeführt", "Konflikte", "CPU s"],
            list(_soaks(scratch, chapter)),
        ),
        _killed(scratch),
        _merges(scratch, chapter),
    ]


def _is_same(source: bytes) -> bool:
    chapter = reader.read(source.decode("utf-8-sig")).document
    edited = document_of(as_node(chapter), front_matter=chapter.front_matter)
    return patch(source, as_in_chapter(edited, chapter)) == source


def _chapters(root: Path) -> list[str]:
    same = [_is_same(path.read_bytes()) for _, path in chapter_files((root / "ratgeber").resolve())]
    return ["Kapitel des Ratgebers", str(len(same)), str(sum(same))]


def _one_word(root: Path) -> Table:
    """Type a word inside some sentences of every chapter, and count the lines of the source that change."""
    hands = importlib.import_module("desk.hands")
    chance, names, changed = Random(3), set(), []
    for name, path in chapter_files((root / "ratgeber").resolve()):
        source = path.read_bytes()
        chapter = reader.read(source.decode("utf-8-sig")).document
        node = as_node(chapter)
        places = [
            (at + len(run.text[: found.start() + 1].encode("utf-16-le")) // 2, run.marks)
            for run, at in hands.nodes_in(node)
            if run.is_text
            for found in _INSIDE.finditer(run.text)
        ]
        for at, marks in chance.sample(places, min(_WORDS_TYPED, len(places))):
            way = Transform(node).insert(at, SCHEMA.text("neuwort ", marks))
            edited = document_of(way.doc, front_matter=chapter.front_matter)
            lines, after = (each.split(b"\n") for each in (source, patch(source, as_in_chapter(edited, chapter))))
            names.add(name)
            changed.append(
                sum(one != other for one, other in zip(lines, after, strict=True)) if len(lines) == len(after) else 0
            )
    return Table(
        "Redaktionstisch: ein Wort in einem Satz getippt, gesichert",
        ["Kapitel", "Wörter", "genau eine Zeile geändert"],
        [[str(len(names)), str(len(changed)), str(changed.count(1))]],
    )


def _documents() -> list[str]:
    from hypothesis import HealthCheck, Phase, given, settings

    found: list[bool] = []

    @settings(
        max_examples=_DOCUMENTS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(importlib.import_module("strategies").documents())
    def draw(document: Document) -> None:
        found.append(_is_same(writer.write(document).encode("utf-8")))

    draw()
    return ["zufällige Dokumente", str(len(found)), str(sum(found))]


def _against_javascript(root: Path, scratch: Path) -> Table:
    title, header = "Redaktionstisch: dieselben Schritte in JavaScript und im Server", ["Schritte", "verschieden"]
    node, packages = shutil.which("node"), root / _EDITOR
    if node is None or not (packages / "node_modules").is_dir():
        return Table(title, header, [["nicht gemessen: node oder „npm ci“ im Ordner des Editors fehlt", "–"]])
    compare = importlib.import_module("desk.javascript_steps").compare
    chapters = importlib.import_module("desk.desk_chapters")
    document = as_node(chapters.read_chapter(chapters.CHAPTER))
    found = [compare(node, packages, document, scratch, steps=_STEPS, seed=seed) for seed in range(_RUNS)]
    return Table(title, header, [[str(sum(each.steps for each in found)), str(sum(len(e.different) for e in found))]])


def _soaks(scratch: Path, chapter: bytes) -> Iterator[list[str]]:
    network = importlib.import_module("desk.desk_network")
    document = reader.read(chapter.decode("utf-8")).document
    for seed in range(_SEEDS):
        started = time.process_time()
        store = SqliteStore(scratch / f"soak-{seed}.sqlite")
        room = network.open_room(store, document)
        lines = network.Network(room)
        for _ in range(3):
            lines.join()
        lines.settle()
        soak = network.Soak(lines, Random(seed))
        soak.run(_OPERATIONS)
        tabs = [client.document.to_json() for client in lines.clients]
        store.close()
        yield [
            str(seed),
            *map(str, (len(soak.words), len(soak.lost), len(soak.doubled))),
            "ja" if all(each == room.document.to_json() for each in tabs) else "NEIN",
            str(sum(client.merges for client in lines.clients)),
            str(lines.conflicts),
            f"{time.process_time() - started:.1f}",
        ]


def _killed(scratch: Path) -> Table:
    project_module = importlib.import_module("guide_project")
    project = project_module.Project.create(scratch / "abgebrochen")
    project.write("teil/hort", "# Hort\n\nDer Hort hat offen.\n")
    project.commit(project_module.SCHOOL)
    killed = importlib.import_module("desk.killed_desks").KilledDesk(project.root, "teil/hort", Random(7))
    killed.kill(_KILLS)
    return Table(
        "Redaktionstisch: `kill -9` unter dem Tippen",
        ["Abbrüche", "bestätigte Wörter", "gesichert", "verloren", "doppelt", "Git ganz"],
        [
            [
                *map(
                    str, (killed.kills, len(killed.acknowledged), killed.saves, len(killed.lost), len(killed.doubled))
                ),
                "ja" if killed.is_repository_whole() else "NEIN",
            ]
        ],
    )


def _merges(scratch: Path, chapter: bytes) -> Table:
    """Measure what a late request costs: one that is moved, and one that is merged."""
    network, hands = importlib.import_module("desk.desk_network"), importlib.import_module("desk.hands")
    requests = importlib.import_module("ratgeber_tools.desk.protocol")
    store = SqliteStore(scratch / "einzeln.sqlite")
    room = network.open_room(store, reader.read(chapter.decode("utf-8")).document)
    chance, taken = Random(1), {False: [], True: []}  # type: ignore[var-annotated]
    for number in range(300):
        before = room.document
        deeds = [hands.do_something(before, chance, f"w{2 * number + at:04}x") for at in range(2)]
        for at, deed in enumerate(deeds):
            if deed is None:
                continue
            steps = [step.to_json() for step in deed.way.steps]
            version = room.version if at == 0 else max(0, room.version - len(deeds[0].way.steps if deeds[0] else []))
            if at == 1 and room.at(version).to_json() != before.to_json():
                continue
            started = time.process_time()
            request = requests.StepsRequest(f"request-{number}-{at}", version, steps)
            answer = room.receive(request, network.OFFICE, f"tab-{at:05}")
            taken[answer.is_merged].append(1000 * (time.process_time() - started))
    store.close()
    return Table(
        "Redaktionstisch: was eine Anfrage den Server kostet (CPU ms)",
        ["Anfrage", "wie viele", "Median", "95 von 100"],
        [
            [name, str(len(times)), f"{statistics.median(times):.1f}", f"{sorted(times)[int(0.95 * len(times))]:.1f}"]
            for name, times in (("angenommen oder verschoben", taken[False]), ("zusammengeführt", taken[True]))
            if times
        ],
    )
