"""Anchors as one spells them, and those shared before."""

from __future__ import annotations

import re

import pytest

from ratgeber_tools.sphinx_ext.outline import page_sections
from sphinx_ext.sphinx_building import HEAD, Built, build_pages

PAGE = """\
# Anmeldung

## Diese Tage zählen

## Was heißt „bereit“?

(eigenes-ziel)=
## Für Ältere

[hin](#diese-tage-zaehlen), {ref}`eigenes-ziel`, {begriff}`Zurückstellung`, {begriff}`Hort`

## Hier fragen Sie nach

## Hier fragen Sie nach

:::{glossar}
Zurückstellung
: Ein Jahr später.

Hort
: Am Nachmittag.
:::
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_pages(tmp_path_factory.mktemp("anker"), a=HEAD + PAGE)


def test_headings_have_umlauts_spelled_out_in_contents_and_links(built: Built) -> None:
    anchors = [section.anchor for section in page_sections(built.app.env, "a")]
    assert anchors == [
        "#diese-tage-zaehlen",
        "#was-heisst-bereit",
        "#eigenes-ziel",
        "#hier-fragen-sie-nach",
        "#hier-fragen-sie-nach-1",
    ]
    assert 'href="#diese-tage-zaehlen"' in built.article("a")
    assert built.warnings == []


@pytest.mark.parametrize(
    "former", ["diese-tage-zahlen", "was-heiszt-bereit", "fur-altere", "fuer-aeltere", "term-Zuruckstellung"]
)
def test_an_anchor_that_was_shared_before_still_leads_there(built: Built, former: str) -> None:
    assert built.article("a").count(f'id="{former}"') == 1


def test_no_anchor_stands_twice(built: Built) -> None:
    anchors = re.findall(r'id="([^"]*)"', built.page("a"))
    assert len(anchors) == len(set(anchors))


def test_a_glossary_word_is_spelled_out_where_it_has_other_letters(built: Built) -> None:
    article = built.article("a")
    assert 'href="#term-zurueckstellung"' in article
    assert 'href="#term-Hort"' in article
