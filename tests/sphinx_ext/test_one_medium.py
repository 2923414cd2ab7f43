"""`:::{nur-netz}` and `:::{nur-heft}` on the web: the first stands there as plain text, the second is gone."""

from __future__ import annotations

from pathlib import Path

from sphinx_ext.sphinx_building import build_text

TEXT = (
    "Vorher.\n\n:::{nur-netz}\nIm Netz, siehe [hier](#ziel).\n:::\n\n:::{nur-heft}\nIm Heft.\n:::\n\n(ziel)=\n## Ziel\n"
)


def test_the_web_shows_what_is_for_it_without_a_box_and_nothing_of_the_booklet(tmp_path: Path) -> None:
    built = build_text(tmp_path, TEXT)
    article = built.article()
    assert built.warnings == []
    assert '<p>Im Netz, siehe <a class="reference internal" href="#ziel">' in article
    assert "Im Heft" not in article
    assert "rg-box" not in article


def test_an_empty_passage_is_a_finding(tmp_path: Path) -> None:
    (warning,) = build_text(tmp_path, "Text.\n\n:::{nur-heft}\n:::\n").warnings
    assert "{nur-heft} ist leer" in warning
