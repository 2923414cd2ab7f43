"""Steps as ProseMirror in JavaScript made them, and whether the server's port does the same with each."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prosemirror.model import Node
from prosemirror.transform import Step

from desk_schema import schema_file
from ratgeber_tools.desk.mark_sets import inverted
from ratgeber_tools.desk.schema import SCHEMA

PROGRAM = Path(__file__).resolve().parents[2] / "benchmarks" / "desk_steps.mjs"


@dataclass
class Comparison:
    """How many steps were done by both, of which kinds, and where they differ."""

    steps: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    different: list[str] = field(default_factory=list)


def compare(node: str, packages: Path, document: Node, scratch: Path, *, steps: int, seed: int) -> Comparison:
    """Have JavaScript do about so many random steps on `document` and do each of them here too."""
    schema, start = scratch / "schema.json", scratch / "document.json"
    schema.write_text(schema_file(), encoding="utf-8")
    start.write_text(json.dumps(document.to_json()), encoding="utf-8")
    command = [node, str(PROGRAM), str(packages), str(schema), str(start), str(steps), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found = Comparison()
    here = document
    for entry in json.loads(done.stdout):
        if entry.get("again"):
            here = Node.from_json(SCHEMA, entry["doc"])
            continue
        here = _applied(here, entry, found)
        if found.different:
            break
    return found


def _applied(before: Node, entry: dict[str, Any], found: Comparison) -> Node:
    after = before
    for values, back in zip(entry["steps"], entry["back"], strict=True):
        step = Step.from_json(SCHEMA, values)
        taken_back = inverted(step, after).to_json()
        if taken_back != back:
            found.different.append(f"zurück: {values}: {taken_back} statt {back}")
        result = step.apply(after)
        if result.doc is None:
            found.different.append(f"{result.failed}: {values}")
            return after
        after = result.doc
        found.steps += 1
        found.kinds[values["stepType"]] = found.kinds.get(values["stepType"], 0) + 1
    if after.to_json() != entry["doc"]:
        found.different.append(f"anderes Dokument nach {entry['steps']}")
    return after
