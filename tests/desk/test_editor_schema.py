"""The editor's schema: one table, the file made of it, and a place for everything a chapter can hold."""

from __future__ import annotations

from typing import get_args

import pytest

from desk_schema import TARGET, schema_file
from ratgeber_tools import dialect
from ratgeber_tools.desk.schema import MARKS, NODES, SCHEMA, dialect_as_json
from ratgeber_tools.document import Block, Inline


def test_the_file_for_the_browser_is_made_of_the_table() -> None:
    assert TARGET.read_text(encoding="utf-8") == schema_file(), "python tools/desk_schema.py"


@pytest.mark.parametrize("name", NODES)
def test_no_node_is_invalid_by_what_is_missing(name: str) -> None:
    node = SCHEMA.nodes[name]

    assert node.content_match.valid_end
    assert not node.has_required_attrs()


@pytest.mark.parametrize("spec", [*NODES.values(), *MARKS.values()])
def test_every_default_is_a_value_the_attribute_takes(spec: object) -> None:
    for name, attribute in spec.attributes.items():  # type: ignore[attr-defined]
        assert attribute.admits(attribute.default) or name in ("target", "source"), name


def test_every_block_knows_its_targets_and_its_place_in_the_base() -> None:
    for name, spec in NODES.items():
        if spec.group == "block":
            assert {"ids", "src"} <= spec.attributes.keys(), name


def test_every_box_of_the_dialect_is_one_of_the_editor() -> None:
    boxes = dialect_as_json()["boxes"]

    assert [box["name"] for box in boxes] == list(dialect.CONTAINERS)
    assert all(NODES["box"].attributes["name"].admits(box["name"]) for box in boxes)


def test_there_are_as_many_kinds_of_blocks_as_the_model_has() -> None:
    assert len([spec for spec in NODES.values() if spec.group == "block"]) == len(get_args(Block))
    assert len(get_args(Inline)) == 15, "a new inline needs a node or a mark"
