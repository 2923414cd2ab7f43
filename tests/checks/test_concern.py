"""Which findings concern a chapter."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.checks.concern import concerning
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import load

RECORDS = "anders.svg:\n  urheber: X\n\nhaus.svg:\n  urheber: X\n  lizenz: Y\n"


def test_a_chapter_answers_for_itself_its_files_and_what_is_noted_of_its_pictures(tmp_path: Path) -> None:
    for name, text in {
        "hort.md": "# Hort\n\n![Haus](bilder/haus.svg)\n\n[Antrag](antrag.pdf)\n",
        "weg.md": "# Weg\n",
        "bilder/bilder.yaml": RECORDS,
        "antrag.pdf": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    guide = load(tmp_path)
    places = [
        ("hort.md", 3),
        ("bilder/haus.svg", None),
        ("bilder/bilder.yaml", 4),
        ("antrag.pdf", None),
        ("weg.md", 1),
        ("bilder/bilder.yaml", 1),
    ]
    findings = [Finding(Code.PLACEHOLDER, name, path=tmp_path / name, line=line) for name, line in places]
    assert concerning(guide, guide.chapters["hort"], findings) == tuple(findings[:4])
