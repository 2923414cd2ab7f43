"""What a page shows of a record, a Word file shows too: every field of the table, by its value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.presentation.fields import FIELDS
from ratgeber_tools.data.records import Records
from ratgeber_tools.editorial.shown.records import list_lines
from sphinx_ext.data.data_guide import page_guide, words_of

PLACE = """\
  strasse: Straße {0}
  telefon: 0340 1{0}
  fax: 0340 2{0}
  email: post{0}@stadt.example
  web: https://seite{0}.example
  oeffnungszeiten: Zeiten {0}
  barrierefreiheit: Rampe {0}
  sprachen: Sprache {0}
"""
WHOLE = {
    "fakten": "",
    "anlaufstellen": "stelle:\n  name: Stelle\n  art: Amt\n  kosten: Kosten 1\n" + PLACE.format(1),
    "traeger": "verein:\n  name: Verein\n  art: frei\n" + PLACE.format(2),
    "schulen": "schule:\n  name: Schule\n  schulform: Förderschule\n  foerderschwerpunkt: Hören\n  traeger: verein\n"
    "  stadtteil: Nord\n  bildungsgaenge: Wege 3\n  fremdsprachen: Worte 3\n  ganztag: Tag 3\n  hort: Hort 3\n"
    "  tag_der_offenen_tuer: Januar 3\n" + PLACE.format(3),
    "schulsozialarbeit": """\
dort:
  schule: schule
  traeger: verein
  postfach: dort@stadt.example
  telefon: 0340 99
  raum: Raum 9
  sprechzeiten: Zeiten 9
  wochenstunden: 19.5
  schwerpunkte: Streit
  finanzierung: Land
  vertretung: dort
  beispiele: [{titel: Pausenhof}]
""",
}
LISTS = {"contacts": "anlaufstellen", "schools": "schulverzeichnis", "operators": "traegerverzeichnis"}
LISTS["social_work"] = "schulsozialarbeit"
#: Fields whose value names another record or has parts: what a reader sees of it.
NAMED = {"verein": "Verein", "dort": "Vertretung: Schule"}


def values_of(records: Records, collection: str) -> list[str]:
    """Return what a reader has to see of the one record, by the table."""
    (record,) = getattr(records, collection).values()
    values = []
    for field in FIELDS[type(record)]:
        value = getattr(record, field.attribute)
        assert value, f"{field.attribute} is empty in the example"
        values += (
            [part if isinstance(part, str) else "Pausenhof" for part in value] if type(value) is tuple else [value]
        )
    words = ["19,5" if value == 19.5 else str(value) for value in values]
    return [NAMED.get(value, value).removeprefix("https://") for value in words]


@pytest.mark.parametrize("collection", LISTS)
def test_page_and_word_file_show_the_same_fields(tmp_path: Path, collection: str) -> None:
    directive = LISTS[collection]
    built = page_guide(tmp_path, f":::{{{directive}}}\n:::", **WHOLE).build()
    assert built.warnings == []
    records = load_records(tmp_path / "ratgeber" / "daten").records
    page = words_of(built).replace(" @ ", "@").replace(" . ", ".")
    word = "\n".join(list_lines(directive, {}, View(records, Edition.WORKING, date(2026, 12, 1))) or ())
    values = values_of(records, collection)
    assert [value for value in values if value not in page] == []
    assert [value for value in values if value not in word] == []
