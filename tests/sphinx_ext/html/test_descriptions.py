"""What others are told about a page: each is described, and by nothing that may be wrong next month."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from sphinx_ext.data.data_guide import page_guide
from sphinx_ext.sphinx_building import HEAD, Built, build_pages


def described(built: Built, name: str = "index") -> str:
    found = re.findall(r'<meta name="description" content="([^"]*)"', built.page(name))
    assert len(found) == 1, name
    return unescape(found[0])


def test_every_page_is_described_also_one_without_a_sentence(tmp_path: Path) -> None:
    built = build_pages(
        tmp_path,
        index="# Ratgeber\n\n```{toctree}\nteil/index\nleer\n```\n",
        teil__index="# Teil A\n\n```{toctree}\neins\nzwei\n```\n",
        teil__eins=f"{HEAD}# Hort\n\n## Plätze\n\n- [ ] Fragen\n\n## Kosten\n",
        teil__zwei=f"{HEAD}# Geld\n\n| Was | Wann |\n|---|---|\n| a | b |\n",
        leer="# Leer\n",
    )
    assert described(built) == "Ratgeber – Teil A, Leer"
    assert described(built, "teil/index") == "Teil A – Hort, Geld"
    assert described(built, "teil/eins") == "Fragen"
    assert described(built, "teil/zwei") == "Geld"
    assert described(built, "leer") == "Leer"
    for page in ("search", "genindex", "404"):
        assert described(built, page)


def test_a_value_that_is_missing_or_may_change_is_not_passed_on(tmp_path: Path) -> None:
    text = "Es gibt {fakt}`betrag`.\n\nDie Frist endet am {fakt}`frist`.\n\nFragen Sie immer nach.\n"
    built = page_guide(tmp_path, text).build(edition="oeffentlich")
    assert described(built) == "Fragen Sie immer nach."
