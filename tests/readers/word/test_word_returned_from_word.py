"""What Word itself does to a file by saving it: runs split, revision numbers, spelling marks, page breaks; no edit."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from returned_files import came_back

from ratgeber_tools.readers import myst

GUIDES = Path(__file__).parents[2] / "guides"
CHAPTERS = sorted([*(GUIDES / "bausteine").rglob("*.md"), *(GUIDES / "klein").rglob("*.md")])

_RUN = re.compile(
    r"<w:r( [^>]*)?>(?P<looks><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>(?P<text>[^<&]{6,})</w:t></w:r>"
)
_GERMAN = '<w:lang w:val="de-DE"/>'


def saved_by_word(xml: str) -> str:
    chance = random.Random(7)

    def split(match: re.Match[str]) -> str:
        looks, text = match["looks"] or "", match["text"]
        cut = chance.randrange(1, len(text))
        spelled = looks.replace("</w:rPr>", f"{_GERMAN}</w:rPr>") or f"<w:rPr>{_GERMAN}</w:rPr>"
        return (
            f'<w:r w:rsidR="00AB12CD">{looks}<w:t xml:space="preserve">{text[:cut]}</w:t></w:r>'
            '<w:proofErr w:type="spellStart"/>'
            f'<w:r w:rsidRPr="00AB12CE">{spelled}<w:lastRenderedPageBreak/>'
            f'<w:t xml:space="preserve">{text[cut:]}</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        )

    return _RUN.sub(split, xml).replace("<w:p>", '<w:p w:rsidR="00AB12CF" w:rsidRDefault="00AB12D0">')


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.relative_to(GUIDES).as_posix())
def test_a_file_saved_by_word_without_an_edit_comes_back_as_it_went_out(path: Path, tmp_path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    returned = came_back(tmp_path, source, saved_by_word)
    assert returned.document == myst.read(source).document
    assert returned.findings == ()
