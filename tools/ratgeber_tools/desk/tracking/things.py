"""What stands in a text instead of words, as parents read it: values of the register, titles, pictures, signs."""

from __future__ import annotations

from prosemirror.model import Node

from ratgeber_tools.desk.lookups import Lookups
from ratgeber_tools.desk.schema import LINK
from ratgeber_tools.desk.tracking.plan import ThingWords


def things_by(lookups: Lookups) -> ThingWords:
    """Return how things are said with what the register says today."""

    def said(node: Node) -> str:
        at = {name: str(value) for name, value in node.attrs.items()}
        match node.type.name:
            case "role":
                return lookups.words_of_role(at["name"], at["content"]) or "[Angabe, die es nicht mehr gibt]"
            case "autolink":
                return lookups.title_of(at["target"], is_reference=at["kind"] != LINK) or "[Verweis]"
            case "verbatim":
                return lookups.words_of_source(at["source"]) or "[fester Baustein]"
            case "note_ref":
                return "[Fußnote]"
            case "image":
                return f"[Bild: {at['alt']}]"
            case "math":
                return at["tex"]
        return ""

    return said
