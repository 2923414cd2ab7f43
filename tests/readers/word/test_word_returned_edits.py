"""Random edits of a returned chapter, as XML: no word somebody typed gets lost, and none that nobody touched."""

from __future__ import annotations

import copy
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from returned_files import BODY, exported

from ratgeber_tools.document import (
    Blocks,
    Container,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.readers.word.returned import read_returned
from strategies import documents
from thoroughness import examples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


def words_in(blocks: Blocks) -> Iterator[str]:
    for block in iterate_blocks(blocks):
        match block:
            case Heading(children=words) | Paragraph(children=words):
                yield from plain_text(words).split()
            case Figure(caption=words) | Table(caption=words):
                yield from plain_text(words).split()
            case Container(argument=argument):
                yield from argument.split()
            case DefinitionList(items=items):
                yield from (word for item in items for word in plain_text(item.term).split())
            case _:
                pass


def everything_in(document: Document) -> str:
    return " ".join(word for blocks in (document.blocks, *document.notes.values()) for word in words_in(blocks))


class Editor:
    """Edits the text part of an export; `typed` are the words it put in, each once."""

    def __init__(self, xml: bytes, random: Random) -> None:
        self.root = etree.fromstring(xml)
        self.random = random
        self.typed: list[str] = []
        self.touched = False

    def edit(self) -> None:
        paragraphs = list(self.root.iter(f"{W}p"))
        edits = (self.type_in, self.type_before, self.add, self.copy, self.unmark, self.move, self.remove)
        self.random.choice(edits)(self.random.choice(paragraphs))

    def word(self) -> etree._Element:
        self.typed.append(f"Neuwort{len(self.typed)}x")
        run = etree.Element(f"{W}r")
        text = etree.SubElement(run, f"{W}t")
        text.text = f" {self.typed[-1]} "
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def type_in(self, paragraph: etree._Element) -> None:
        paragraph.append(self.word())

    def type_before(self, paragraph: etree._Element) -> None:
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, self.word())

    def add(self, paragraph: etree._Element) -> None:
        new = etree.Element(f"{W}p")
        if len(paragraph) and paragraph[0].tag == f"{W}pPr":
            new.append(copy.deepcopy(paragraph[0]))
        new.append(self.word())
        paragraph.addnext(new)

    def copy(self, paragraph: etree._Element) -> None:
        new = copy.deepcopy(paragraph)
        paragraph.addnext(new)
        self.unmark(new)

    def unmark(self, paragraph: etree._Element) -> None:
        for mark in [node for node in paragraph.iter() if node.tag in _MARKS]:
            mark.getparent().remove(mark)

    def move(self, paragraph: etree._Element) -> None:
        others = [other for other in self.root.iter(f"{W}p") if other is not paragraph]
        self._leave(paragraph)
        self.random.choice(others).addnext(paragraph) if others else self.root[0].insert(0, paragraph)

    def remove(self, paragraph: etree._Element) -> None:
        gone = "".join(str(text) for text in paragraph.itertext())
        self.typed = [word for word in self.typed if word not in gone]
        self.touched = True
        self._leave(paragraph)

    def _leave(self, paragraph: etree._Element) -> None:
        """Take a paragraph out; a cell keeps an empty one, as Word sees to."""
        parent = paragraph.getparent()
        if len([node for node in parent if node.tag == f"{W}p"]) == 1:
            paragraph.addnext(etree.Element(f"{W}p"))
        parent.remove(paragraph)


def edited(sent: bytes, random: Random, *, times: int) -> tuple[bytes, Editor]:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sent)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == BODY:
                editor = Editor(data, random)
                if list(editor.root.iter(f"{W}p")):
                    for _ in range(times):
                        editor.edit()
                data = etree.tostring(editor.root)
            new.writestr(name, data)
    return file.getvalue(), editor


@examples(15, by_night=30)
@given(document=documents(), random=st.randoms(use_true_random=False), times=st.integers(1, 6))
def test_no_word_gets_lost(
    document: Document, random: Random, times: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bearbeitet")
    sent, path = folder / "hin.docx", folder / "zurück.docx"
    sent.write_bytes(exported(document))
    data, editor = edited(sent.read_bytes(), random, times=times)
    path.write_bytes(data)
    returned = read_returned(path, sent=sent, chapter=document)
    after = everything_in(returned.document)
    said = " ".join([after, *(finding.words for finding in returned.findings)])
    assert [word for word in editor.typed if word not in said] == []
    if not editor.touched:
        before = Counter(word for word in everything_in(document).split() if word.isalpha())
        kept = Counter({word: after.count(word) for word in before})
        assert before - kept == Counter()
