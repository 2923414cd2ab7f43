"""Sound files with odd content: nested empties, signs alone, bookmarks, boxes and changes in every place.

Each becomes a chapter that passes its own proof, and every word of the body is in the chapter or in the report.
A document is drawn as the seed of its author: the thorough profile draws others, and more.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_package import NUMBERING, STYLES, cell, field, p, package, r, row, style, table, text_box

from ratgeber_tools.contributions import report
from ratgeber_tools.contributions.conversion import Conversion, convert, read_contribution
from ratgeber_tools.contributions.proofreading import words
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import myst
from thoroughness import examples

SIGNS = (
    "-", "--", "---", "- -", "*", "**", "***", "_", "__", "+", "++", "+++", "=", "===", "#", "##", ":", "::", ":::",
    ":::{tipp}", "~", "~~", "`", "```", "$", "$$", "%", "|", "|-|", ">", "<", "<!--", "-->", "&", "&amp;", "\\", "(a)=",
    "{a}", "{a=b}", "{{x}}", "[a]:", "[^1]:", "[x]", "[ ]", "[](x)", "!", "@", "^", '"', "...", "1.", "1)", "10.", "a)",
    "5--7", "☐", "☒", "•", "–", "\u00a0", "\u200b", "\u00ad", "\u2028", "\t", " ", "مرحبا", "e\u0301", "🏫",
)  # fmt: skip
ADDRESSES = (
    "https://example.org/a%20b", "https://example.org/%C3%A4", "https://xn--mller-kva.example/", "https://example.org/(a",
    "https://example.org/a b", "mailto:a%20b@example.org", "tel:+49 340", "http://example.org/<>'", "\\\\server\\a b",
    "https://example.org/&amp;", "#", "", "javascript:alert(1)", "file:///C:/a", "kapitel.docx", "https://example.org/|*_",
)  # fmt: skip
LOOKS = ("", "<w:b/>", "<w:i/>", "<w:strike/>", "<w:b/><w:i/>", '<w:vertAlign w:val="superscript"/>', "<w:u/>",
         '<w:rStyle w:val="QuelltextZchn"/>', '<w:lang w:val="tr-TR"/>', "<w:vanish/>", "<w:caps/>")  # fmt: skip
PARAGRAPH_STYLES = ("", "", "", "", "berschrift1", "berschrift2", "Titel", "Zitat", "Quelltext", "Listenabsatz",
                    "Begriff", "Erkl", "Beschriftung", "Merksatz", "Wichtig", "Checkliste")  # fmt: skip
FOREIGN = STYLES + style("Begriff", "Definition Term") + style("Erkl", "Definition") + style("Wichtig", "Wichtig")
FOREIGN += style("Checkliste", "Checkliste")


class Author:
    """Writes a document; every word it writes is in `words`."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.words: list[str] = []
        self.links: list[tuple[str, str, str, bool]] = []
        self.names = 0

    def text(self) -> str:
        kind = self.dice.random()
        if kind < 0.45:
            return self.dice.choice(SIGNS)
        word = f"wort{len(self.words)}x"
        self.words.append(word)
        return word if kind < 0.7 else f"{self.dice.choice(SIGNS)} {word}" if kind < 0.85 else f"{word}. {word} "

    def run(self) -> str:
        return r(self.text(), self.dice.choice(LOOKS))

    def piece(self) -> str:
        dice = self.dice
        match dice.randrange(17):
            case 0:
                self.links.append((f"l{len(self.links)}", "hyperlink", dice.choice(ADDRESSES), True))
                return f'<w:hyperlink r:id="{self.links[-1][0]}">{self.run()}</w:hyperlink>'
            case 1:
                address = dice.choice(ADDRESSES)
                self.links.append((f"l{len(self.links)}", "hyperlink", address, True))
                return f'<w:hyperlink r:id="{self.links[-1][0]}">{r(address)}</w:hyperlink>'
            case 2:
                self.names += 1
                return f'<w:bookmarkStart w:id="{self.names}" w:name="m{self.names}"/>{self.run()}'
            case 3:
                return f'<w:hyperlink w:anchor="m{dice.randint(1, 9)}">{self.run()}</w:hyperlink>'
            case 4:
                return f"<w:r><w:ruby><w:rt>{self.run()}</w:rt><w:rubyBase>{self.run()}</w:rubyBase></w:ruby></w:r>"
            case 5:
                state = f'<w14:checkbox><w14:checked w14:val="{dice.randint(0, 1)}"/></w14:checkbox>'
                return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{r('☒')}</w:sdtContent></w:sdt>"
            case 6:
                return f"<w:sdt><w:sdtPr/><w:sdtContent>{self.run()}</w:sdtContent></w:sdt>"
            case 7:
                return f'<w:ins w:id="1">{self.run()}{self.run()}</w:ins>'
            case 8:
                return f'<w:del w:id="1"><w:r><w:delText>{quoteattr(self.text())[1:-1]}</w:delText></w:r></w:del>'
            case 9:
                return field(f"REF m{dice.randint(1, 9)} \\h", self.run())
            case 10:
                return "<w:r><w:br/></w:r>"
            case 11:
                return f"<w:r>{text_box(self.paragraph(2))}</w:r>" if dice.random() < 0.3 else "<w:r><w:tab/></w:r>"
            case 12:
                return '<w:r><w:footnoteReference w:id="1"/></w:r>'
            case _:
                return self.run()

    def paragraph(self, depth: int = 0) -> str:
        dice = self.dice
        content = "".join(self.piece() for _ in range(dice.choice((0, 1, 1, 1, 2, 3)))) if depth < 3 else self.run()
        number = (dice.randint(1, 4), dice.choice((0, 0, 0, 1, 1, 2, 8))) if dice.random() < 0.45 else None
        indent = f'<w:ind w:left="{dice.choice((360, 720, 1440))}"/>' if dice.random() < 0.3 else ""
        mark = '<w:rPr><w:del w:id="9"/></w:rPr>' if dice.random() < 0.05 else ""
        return p(content, style=dice.choice(PARAGRAPH_STYLES), properties=indent + mark, number=number)

    def table(self, depth: int) -> str:
        dice = self.dice
        spans = ["", "", ""]
        spans += ['<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="0"/>']
        rows = (
            row(*(cell(self.blocks(depth + 1) or p(), dice.choice(spans)) for _ in range(dice.randint(1, 3))))
            for _ in range(dice.randint(1, 3))
        )
        return table(*rows)

    def blocks(self, depth: int = 0) -> str:
        dice = self.dice
        made = []
        for _ in range(dice.randint(1, 12) if depth == 0 else dice.randint(0, 2)):
            kind = dice.random()
            if kind < 0.1 and depth < 2:
                made.append(self.table(depth) + p())
            elif kind < 0.15:
                made.append(f"<w:sdt><w:sdtPr/><w:sdtContent>{self.paragraph()}</w:sdtContent></w:sdt>")
            else:
                made.append(self.paragraph())
        return "".join(made)


def converted(folder: Path, seed: int, *, repair: bool) -> tuple[Author, Conversion | str]:
    """Return the author, and what became of the document: a sentence if it was refused for having no text."""
    author = Author(seed)
    body = author.blocks()
    note = f'<w:footnote w:id="1">{author.paragraph(3)}</w:footnote>'
    file = folder / "odd-document.docx"
    file.write_bytes(package(body, links=author.links, numbering=NUMBERING, styles=FOREIGN, footnotes=note))
    if '<w:footnoteReference w:id="1"/>' not in body:
        author.words = [word for word in author.words if word in body]
    try:
        contribution = read_contribution(file, repair=repair)
    except InputError as refusal:
        return author, str(refusal)
    return author, convert(contribution, picture_folder="bilder", front_matter="status: entwurf")


@pytest.mark.parametrize("repair", [True, False], ids=["repaired", "literal"])
@examples(30, by_night=100)
@given(seed=st.integers(0, 2**32 - 1))
def test_an_odd_document_becomes_a_chapter_with_every_word(
    tmp_path_factory: pytest.TempPathFactory, repair: bool, seed: int
) -> None:
    author, conversion = converted(tmp_path_factory.getbasetemp(), seed, repair=repair)
    if isinstance(conversion, str):
        assert "„odd-document.docx“ enthält keinen Text" in conversion
        assert {word for word in author.words if word not in conversion} == set()
        return
    failed = [finding for finding in conversion.findings if "Fehler des Werkzeugs" in finding.text]
    assert not failed, failed[0].words
    reread = myst.read(conversion.text, path=Path("kapitel.md")).document
    assert words(reread) == words(conversion.document)
    told = report.markdown("beitrag.docx", conversion.document, conversion.findings)
    shown = decoded(conversion.text) + told + " ".join(finding.words for finding in conversion.findings)
    assert {word for word in author.words if word not in shown} == set()


def decoded(source: str) -> str:
    """Return `source` with the letters that stand as references beside marks."""
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), source)
