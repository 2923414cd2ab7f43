"""A part's page as a way in: below each chapter one sentence of what is most important there."""

from __future__ import annotations

from pathlib import Path

from sphinx_ext.sphinx_building import HEAD, build_pages


def head(*points: str) -> str:
    listed = "".join(f"  - {point}\n" for point in points)
    return HEAD.removesuffix("---\n\n").removesuffix("---\n") + f"kurz:\n{listed}---\n\n"


def test_a_part_says_of_each_chapter_its_first_sentence_that_is_certain(tmp_path: Path) -> None:
    built = build_pages(
        tmp_path,
        index="# Ratgeber\n\n```{toctree}\nteil/index\n```\n",
        teil__index="# Teil\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\neins\n*\n```\n",
        teil__eins=head("Die Nummer steht unter {fakt}`niemand`.", "Sie melden Ihr Kind *früh* an.", "Noch etwas.")
        + "# Eins\n",
        teil__zwei=f"{HEAD}# Zwei\n\nText.\n",
    )
    page = built.page("teil/index")
    assert '<a class="reference internal" href="eins.html">Eins</a><p>Sie melden Ihr Kind früh an.</p></li>' in page
    assert "Noch etwas" not in page
    assert '<a class="reference internal" href="zwei.html">Zwei</a></li>' in page
    assert "Sie melden" not in built.page("index")
