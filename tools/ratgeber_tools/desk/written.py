"""The chapter a room would be saved as, quickly: for eyes, never for the chapter's file."""

from __future__ import annotations

from prosemirror.model import Node

from ratgeber_tools.desk.heads import head_of, write_head
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.guide.head_edits import HeadError
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import myst as writer


def written(node: Node, source: str) -> str:
    """Return the editor's document as a chapter's text; what it does not have comes from `source`, the chapter by now.

    Head values that are not fit for a head are those of `source`.
    """
    front_matter = reader.read(source).document.front_matter
    text = writer.write(document_of(node, front_matter=front_matter))
    try:
        return write_head(text, head_of(front_matter), node.attrs)[0]
    except HeadError:
        return text
