"""What LibreOffice makes something else of when it saves an export: each kind comes back as it went out.

All kinds are saved in one run of LibreOffice, which takes long to start.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from returned_files import words_of_block, words_of_inline

from ratgeber_tools import office
from ratgeber_tools.document import Document
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.returned import read_returned
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write

COVER = ExportHeader("2026-11-30-probe-1", "Probe", date(2026, 11, 30))

KINDS = {
    "empty-code-in-a-note": "# Hort\n\nText[^a].\n\n[^a]: Davor.\n\n    ```\n    ```\n\n    Danach.\n",
    "code-alone-in-a-note": "# Hort\n\nText[^a].\n\n[^a]:\n    ```\n    eins\n\n      zwei\n    ```\n",
    "empty-merged-table": (
        "# Hort\n\n:::{tabelle}\n:kopfzeilen: 1\n\n* - {spalten=2}\n* - {zeilen=2}\n  -\n* -\n:::\n\nDanach.\n"
    ),
    "table-merged-to-one-cell": (
        "# Hort\n\n:::{tabelle}\n:kopfzeilen: 0\n\n* - {spalten=2 zeilen=2} alles\n:::\n\nDanach.\n"
    ),
    "tables-three-deep": """# Hort

:::::{list-table}
:header-rows: 1

* - außen
  - Kopf
* - ::::{list-table}
    :header-rows: 0

    * - mitten
      - :::{list-table}
        :header-rows: 0

        * - innen
          - ganz
        :::
    ::::
  - rechts
:::::

Danach.
""",
    "table-in-a-note": "# Hort\n\nText[^a].\n\n[^a]:\n    | Tag | Zeit |\n    | --- | --- |\n    | Montag | 8 Uhr |\n",
    "empty-item-before-a-table": (
        "# Hort\n\n-\n- eins\n\n  :::{list-table}\n  :header-rows: 0\n\n  * -\n    - zwei\n  :::\n\nDanach.\n"
    ),
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Document, Path, Path]]:
    """Return for each kind its chapter, the file that went out, and the one that LibreOffice saved."""
    if office.program() is None:
        pytest.skip("LibreOffice is not installed: nothing was saved by it")
    folder = tmp_path_factory.mktemp("awkward")
    chapters = {kind: myst.read(source).document for kind, source in KINDS.items()}
    sent = {kind: folder / f"{kind}.docx" for kind in KINDS}
    for kind, path in sent.items():
        path.write_bytes(write(chapters[kind], cover=COVER, words=StandInWords(words_of_inline, words_of_block)))
    (folder / "zurück").mkdir()
    back = office.convert(list(sent.values()), to="docx", folder=folder / "zurück")
    return {kind: (chapters[kind], sent[kind], back[sent[kind]]) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_what_libreoffice_saved_comes_back_as_it_went_out(
    kind: str, saved: dict[str, tuple[Document, Path, Path]]
) -> None:
    chapter, sent, back = saved[kind]
    returned = read_returned(back, sent=sent, chapter=chapter)
    assert returned.document == chapter
    assert returned.findings == ()
