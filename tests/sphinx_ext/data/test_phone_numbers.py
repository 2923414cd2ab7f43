"""A phone number is never torn apart at a line's end."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ratgeber_tools.sphinx_ext import data
from sphinx_ext.data.data_guide import CONFIRMED, page_guide

NUMBER = "0340 204-2040"
CONTACT = f"amt:\n  name: Schulamt\n  art: Amt\n  telefon: {NUMBER}\n  fax: 0340 204-2941\n{CONFIRMED}"


def test_in_the_web_every_number_has_the_class_that_keeps_it_together(tmp_path: Path) -> None:
    article = page_guide(tmp_path, "{kontakt}`amt`\n\n:::{kontakt} amt\n:::", anlaufstellen=CONTACT).build().article()
    links = re.findall(r'<a [^>]*href="tel:[^>]*>', article)
    assert len(links) == 2
    assert all("rg-telefon" in link for link in links)
    assert '<span class="rg-telefon">0340 204-2941</span>' in article
    style = Path(data.__file__).with_name("static") / "ratgeber-daten.css"
    assert ".rg-telefon { display: inline-block; max-inline-size: 100%; }" in style.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
def test_in_print_no_number_runs_over_a_line_wherever_it_stands(tmp_path: Path) -> None:
    """Words of every length before it move the number over the line's end, place by place."""
    lines = "\n\n".join(f"{'wort ' * 8}{'x' * length} {{kontakt}}`amt telefon`" for length in range(1, 31))
    built = page_guide(tmp_path, lines, anlaufstellen=CONTACT).build(builder="pdf")
    pdf = next(built.folder.glob("*.pdf"))
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.count(NUMBER) == 30
