"""What a chapter is in the browser: every node, mark and attribute of the editor, as one table.

`schema.json` beside this module is made of it (`python tools/desk_schema.py`), so the editor in the browser and the
server cannot mean different things.  The table follows `document`, and takes from `dialect` what boxes and roles there
are.

Nothing here can be invalid by what is missing: every content expression ends with `*`, every attribute has a default.
An editor that finds a document invalid mends it by deleting.  What an attribute may hold is checked when a step comes
in (`steps`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from prosemirror.model import Schema

from ratgeber_tools import dialect
from ratgeber_tools.desk.head_fields import BY_KEY, FIELDS, HeadField, HeadKind

#: JSON of a node, a mark or a step.
Json: TypeAlias = dict[str, Any]

#: The state of a list item's box: an ordinary item, one to tick, one that is ticked.
PLAIN, UNTICKED, TICKED = "", "no", "yes"
#: What an `autolink` stands for: a `Link` or a `CrossReference` that shows its target's own words.
LINK, REFERENCE = "link", "xref"

_SOURCE = re.compile(r"(?:\d{1,7}-\d{1,7})?")
_LANGUAGE = re.compile(dialect.LANGUAGE_TAG)
_WIDEST_MM = 2000
_MOST_CELLS = 1000


@dataclass(frozen=True, slots=True)
class Attribute:
    """What an attribute is where nobody says so, and which values it takes; `kind` is ProseMirror's word for them."""

    default: Any
    admits: Callable[[Any], bool]
    kind: str = ""

    def as_json(self) -> Json:
        return {"default": self.default, **({"validate": self.kind} if self.kind else {})}


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """A node: what it holds, what it belongs to, and what else ProseMirror is told (`hints`)."""

    content: str = ""
    group: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    hints: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> Json:
        parts: Json = {}
        if self.content:
            parts["content"] = self.content
        if self.group:
            parts["group"] = self.group
        if self.attributes:
            parts["attrs"] = {name: attribute.as_json() for name, attribute in self.attributes.items()}
        return {**parts, **self.hints}


@dataclass(frozen=True, slots=True)
class MarkSpec:
    """A mark; those of one group are never on the same words."""

    group: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    hints: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> Json:
        parts: Json = {"group": self.group, "excludes": self.group} if self.group else {}
        if self.attributes:
            parts["attrs"] = {name: attribute.as_json() for name, attribute in self.attributes.items()}
        return {**parts, **self.hints}


# ------------------------------------------------------------------------------------------------- attributes


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and "\n" not in value and "\r" not in value


def _is_address(value: Any) -> bool:
    return _is_line(value) and dialect.is_allowed_address(value)


def _is_width(value: Any) -> bool:
    return value is None or (_is_number(value) and 0 < value <= _WIDEST_MM)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(_is_line(name) and name and " " not in name for name in value)


def _are_options(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(_is_line(part) for part in pair) for pair in value
    )


def _text(default: str = "", admits: Callable[[Any], bool] = _is_text) -> Attribute:
    return Attribute(default, admits, "string")


def _choice(default: str, *others: str) -> Attribute:
    return Attribute(default, lambda value: value in (default, *others), "string")


def _whole(default: int, least: int, most: int) -> Attribute:
    def admits(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return Attribute(default, admits, "number")


def _matching(pattern: re.Pattern[str], *, default: str = "") -> Attribute:
    return Attribute(default, lambda value: isinstance(value, str) and bool(pattern.fullmatch(value)), "string")


_FLAG = Attribute(False, lambda value: isinstance(value, bool), "boolean")
_WIDTH = Attribute(None, _is_width, "number|null")
_OPTIONS = Attribute([], _are_options)
_ADDRESS = _text(admits=_is_address)

#: What every block bears: the targets that stand before it, and which block of the base it is (`""` for a new one).
PLACE: Mapping[str, Attribute] = {"ids": Attribute([], _are_names), "src": _matching(_SOURCE)}
_SPAN: Mapping[str, Attribute] = {"colspan": _whole(1, 1, _MOST_CELLS), "rowspan": _whole(1, 1, _MOST_CELLS)}
_PICTURE: Mapping[str, Attribute] = {"source": _ADDRESS, "alt": _text(admits=_is_line), "width": _WIDTH}

#: Beside the head's values: those of others that nobody has decided on, as pairs of key and value.
OTHERS = "andere"
_LONGEST_LINE, _MOST_LINES = 4000, 500


def _is_short_line(value: Any) -> bool:
    return _is_line(value) and len(value) <= _LONGEST_LINE


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_LINES and all(map(_is_short_line, value))


def _admits_head_value(field: HeadField, value: Any) -> bool:
    match field.kind:
        case HeadKind.LINES:
            return _are_lines(value)
        case HeadKind.ROWS:
            width = len(field.columns)
            return (
                isinstance(value, list)
                and len(value) <= _MOST_LINES
                and all(_are_lines(row) and len(row) == width for row in value)
            )
        case _:
            return _is_short_line(value)


def _are_pairs(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_LINES and all(
        isinstance(pair, list) and len(pair) == 2 and pair[0] in BY_KEY and _admits_head_value(BY_KEY[pair[0]], pair[1])
        for pair in value
    )  # fmt: skip


def _head_attribute(field: HeadField) -> Attribute:
    return Attribute(
        field.empty, lambda value: _admits_head_value(field, value), "string" if isinstance(field.empty, str) else ""
    )


#: The chapter's head: a value an attribute of the whole document.
_HEAD: Mapping[str, Attribute] = {
    **{field.key: _head_attribute(field) for field in FIELDS},
    OTHERS: Attribute([], _are_pairs),
}

_BOX_NAMES = tuple(dialect.CONTAINERS)


def _block(content: str = "", attributes: Mapping[str, Attribute] | None = None, **hints: Any) -> NodeSpec:
    return NodeSpec(content, "block", {**PLACE, **(attributes or {})}, hints)


def _inline(attributes: Mapping[str, Attribute] | None = None, **hints: Any) -> NodeSpec:
    return NodeSpec("", "inline", attributes or {}, {"inline": True, **hints})


# ---------------------------------------------------------------------------------------------------- the table

NODES: Mapping[str, NodeSpec] = MappingProxyType(
    {
        "doc": NodeSpec("block* note*", attributes=_HEAD),
        "paragraph": _block("inline*"),
        "heading": _block("inline*", {"level": _whole(2, 1, 6)}, defining=True),
        "bullet_list": _block("list_item*"),
        "ordered_list": _block("list_item*", {"start": _whole(1, 0, 999_999_999)}),
        "list_item": NodeSpec(
            "block*", attributes={"checked": _choice(PLAIN, UNTICKED, TICKED)}, hints={"defining": True}
        ),
        "blockquote": _block("block*", defining=True),
        "code_block": _block("text*", {"language": _text(admits=_is_line)}, marks="", code=True, defining=True),
        "rule": _block(),
        "box": _block(
            "block*",
            {
                "name": _choice("tipp", *_BOX_NAMES),
                "argument": _text(admits=_is_line),
                "options": _OPTIONS,
            },
            defining=True,
            isolating=True,
        ),
        "verbatim": _block("", {"source": _text()}, atom=True),
        "figure": _block("inline*", {**_PICTURE, "options": _OPTIONS}, isolating=True),
        "table_block": _block("(table | caption)*", {"options": _OPTIONS}, isolating=True),
        "table": NodeSpec("table_row*", hints={"tableRole": "table", "isolating": True}),
        "table_row": NodeSpec("(table_cell | table_header)*", hints={"tableRole": "row"}),
        "table_cell": NodeSpec("block*", attributes=_SPAN, hints={"tableRole": "cell", "isolating": True}),
        "table_header": NodeSpec("block*", attributes=_SPAN, hints={"tableRole": "header_cell", "isolating": True}),
        "caption": NodeSpec("inline*", hints={"defining": True}),
        "definition_list": _block("definition*"),
        "definition": NodeSpec("(term | detail)*"),
        "term": NodeSpec("inline*", hints={"defining": True}),
        "detail": NodeSpec("block*", hints={"defining": True}),
        "note": NodeSpec(
            "block*", attributes={"label": _text(admits=_is_line)}, hints={"defining": True, "isolating": True}
        ),
        "text": NodeSpec("", "inline"),
        "hard_break": _inline(selectable=False, linebreakReplacement=True),
        "image": _inline(_PICTURE, atom=True),
        "math": _inline({"tex": _text(admits=_is_line)}, atom=True),
        "role": _inline({"name": _choice("", *dialect.ROLES), "content": _text(admits=_is_line)}, atom=True),
        "note_ref": _inline({"label": _text(admits=_is_line)}, atom=True),
        "autolink": _inline({"kind": _choice(LINK, REFERENCE), "target": _ADDRESS}, atom=True),
    }
)

#: In the order in which a browser nests them, so that no link falls into two.
MARKS: Mapping[str, MarkSpec] = MappingProxyType(
    {
        "link": MarkSpec("target", {"target": _ADDRESS}, {"inclusive": False}),
        "xref": MarkSpec("target", {"target": _ADDRESS}, {"inclusive": False}),
        "strong": MarkSpec(),
        "em": MarkSpec(),
        "strike": MarkSpec(),
        # plain words alone: MyST has no markup in these
        "sup": MarkSpec("plain"),
        "sub": MarkSpec("plain"),
        "code": MarkSpec("plain", hints={"code": True}),
        "foreign": MarkSpec("plain", {"language": _matching(_LANGUAGE, default="en"), "rtl": _FLAG}),
    }
)


def as_json() -> Json:
    """Return ProseMirror's schema as the browser is built with it."""
    return {
        "nodes": {name: spec.as_json() for name, spec in NODES.items()},
        "marks": {name: spec.as_json() for name, spec in MARKS.items()},
    }


def dialect_as_json() -> Json:
    """Return the boxes and roles there are today, which the browser asks for as it starts."""
    return {
        "boxes": [
            {
                "name": spec.name,
                "title": spec.title,
                "label": spec.label or spec.title,
                "purpose": spec.purpose,
                "options": list(dialect.directive_options(spec.name) or ()),
                "forAuthors": spec.is_for_authors,
                "internal": spec.internal,
                "advice": spec.advice,
                "sign": spec.sign.value,
                "frame": spec.frame.value,
            }
            for spec in dialect.CONTAINERS.values()
        ],
        "roles": list(dialect.ROLES),
        "recordRoles": {role: list(kinds) for role, kinds in dialect.RECORD_ROLES.items()},
        "contactParts": list(dialect.CONTACT_PARTS),
        "urlSchemes": list(dialect.URL_SCHEMES),
        "rightToLeft": sorted(dialect.RIGHT_TO_LEFT_LANGUAGES),
    }


def _compiled() -> Schema[Any, Any]:
    made = as_json()
    return Schema({"nodes": made["nodes"], "marks": made["marks"]})


#: The schema the server applies steps on.
SCHEMA = _compiled()
