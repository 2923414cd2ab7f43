"""However often a process builds, a word is looked up in each catalogue once."""

from __future__ import annotations

from pathlib import Path

from sphinx import locale

from ratgeber_tools.sphinx_ext.catalogues import setup_catalogues
from sphinx_ext.sphinx_building import build


def length_of_chain() -> int:
    found, translator = 0, locale.translators["general", "sphinx"]
    while translator is not None:
        found, translator = found + 1, translator._fallback
    return found


def test_the_chain_of_catalogues_does_not_grow_with_the_builds(tmp_path: Path) -> None:
    source = tmp_path / "ratgeber"
    source.mkdir()
    (source / "index.md").write_text("# Titel\n", encoding="utf-8")
    lengths = []
    for number in range(4):
        build(source, tmp_path / str(number))
        lengths.append(length_of_chain())
    assert lengths == [lengths[0]] * 4


def test_a_word_keeps_its_translation(tmp_path: Path) -> None:
    for _ in range(3):
        locale.init([str(Path(locale.__file__).parent)], "de")
    before = locale.get_translation("sphinx")("Search")
    setup_catalogues(None)  # type: ignore[arg-type]  # nothing is asked of the application
    assert locale.get_translation("sphinx")("Search") == before == "Suche"
