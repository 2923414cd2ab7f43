"""What has no blank in it breaks wherever it stands; it is never painted over what stands beside it or off the page."""

from __future__ import annotations

import datetime

import pytest

from data.data_files import write_data
from ratgeber_tools.press.layout import Layout, read_layout
from ratgeber_tools.typesetting.typesetter import Mode, typeset
from sphinx_ext.pdf.pdf_building import build

TOKENS = {
    "word": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "compound": "Schulentwicklungsplanungsverordnungsänderungen",
    "address": "https://www.behoerde.example/ein/sehr/langer/pfad/zu/einer/seite/die/niemand/abtippt.html",
    "mail": "sehr.lange.anschrift.der.stelle@verwaltung-der-stadt.example",
    "number": "DE02120300000000202051DE0212030000",
}
PLACES = """# Titel mit {token}

## Abschnitt mit {token}

Ein Satz mit {token} darin und mit [{token}](https://stadt.example/a) und `{token}`.

- Punkt {token}
  - darunter {token}

1. Schritt {token}

{token}
: Erklärung mit {token}

:::{{tipp}} {token}
Kasten mit {token}.
:::

| A {token} | B | C |
|---|---|---|
| {token} | daneben | und noch |
| eins | {token} | {token} |

| A | B | C | D | E |
|---|---|---|---|---|
| {token} | daneben | und noch eins | vier | fünf |
| eins | {token} | drei | {token} | fünf |

> Zitat {token}

Fußnote.[^1]

[^1]: Darin {token}.
"""


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    folder = tmp_path_factory.mktemp("lang")
    guide = folder / "ratgeber"
    write_data(guide / "daten")
    names = "\n".join(TOKENS)
    (guide / "index.md").write_text(f"# Ratgeber\n\n```{{toctree}}\n{names}\n```\n", encoding="utf-8")
    for name, token in TOKENS.items():
        (guide / f"{name}.md").write_text(PLACES.format(token=token), encoding="utf-8")
    made = build(guide, folder, ratgeber_fassung="druck", ratgeber_daten=str(guide / "daten"))
    moment = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
    pdf = typeset(made.pdf.parent / "satz" / "main.typ", timestamp=moment, mode=Mode.PRESS)
    return read_layout(pdf, edge_mm=3, trim_mm=148)


def test_nothing_long_sticks_out_of_the_text(layout: Layout) -> None:
    assert layout.page_count > len(TOKENS)
    assert [(run.page, run.text) for run in layout.overfull] == []


def test_nothing_long_is_painted_over_its_neighbour(layout: Layout) -> None:
    assert [(one.page, one.text, other.text) for one, other in layout.overlapping] == []
