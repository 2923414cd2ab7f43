from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.data.loading import LoadResult, load_records
from ratgeber_tools.data.records import Key
from ratgeber_tools.findings import Code

FACT = """
    frist:
      titel: Anmeldefrist
      wert: 1. März
      zustaendig: amt
      quellen:
        - titel: "Stadt: Anmeldung"
          vertrauen: Amtlich
"""


def problems(result: LoadResult) -> list[tuple[Code, int | None, str]]:
    return [(finding.code, finding.line, finding.text) for finding in result.findings]


def test_a_fact_is_read_with_its_source_and_place(tmp_path: Path) -> None:
    result = load_records(write_data(tmp_path, fakten=FACT))
    assert problems(result) == []
    fact = result.records.facts["frist"]
    assert (fact.value, fact.owner, fact.sources[0].confidence.value) == ("1. März", "amt", "amtlich")
    origin = result.records.origins[Key("facts", "frist")]
    assert (origin.path, origin.line) == (tmp_path / "fakten.yaml", 2)


def test_a_folder_without_files_holds_nothing_and_is_no_mistake(tmp_path: Path) -> None:
    result = load_records(tmp_path / "daten")
    assert result.findings == ()
    assert result.records.facts == {}
    assert result.records.municipality.name == ""


def test_an_empty_value_is_unknown(tmp_path: Path) -> None:
    result = load_records(write_data(tmp_path, fakten="frist:\n  titel: Frist\n  wert:\n  zustaendig: amt\n"))
    assert problems(result) == []
    assert not result.records.facts["frist"].is_known


def test_number_and_unit_do_not_part(tmp_path: Path) -> None:
    text = FACT.replace("wert: 1. März", "wert: 2.000\n      einheit: Euro")
    assert load_records(write_data(tmp_path, fakten=text)).records.facts["frist"].value_with_unit == "2.000\u00a0Euro"


@pytest.mark.parametrize("typed", ["1.3.2027", "01.03.2027", "1. 3. 2027", "2027-03-01"])
def test_a_date_may_be_typed_in_german(tmp_path: Path, typed: str) -> None:
    text = f"schluss:\n  titel: Schluss\n  art: frist\n  bis: {typed}\n  zustaendig: amt\n  quellen:\n"
    result = load_records(write_data(tmp_path, termine=text + "    - {titel: Stadt, vertrauen: amtlich}\n"))
    assert problems(result) == []
    appointment = result.records.appointments["schluss"]
    assert appointment.last == date(2027, 3, 1)
    assert appointment.period == "bis 01.03.2027"


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    folder = write_data(
        tmp_path,
        fakten="""\
            frist:
              titl: Anmeldefrist
              wert: 1. März
              gueltig_bis: 30.02.2027
              zustaendig: amd
              quellen:
                - titel: Stadt
                  vertrauen: sicher
            Große Frist:
              titel: x
            """,
        termine="""\
            ferien:
              titel: Ferien
              art: Urlaub
              zustaendig: amt
            """,
    )
    result = load_records(folder)
    assert [(finding.path.name if finding.path else "", finding.line, finding.code) for finding in result.findings] == [
        ("fakten.yaml", 1, Code.DATA_MISSING),
        ("fakten.yaml", 2, Code.DATA_UNKNOWN),
        ("fakten.yaml", 4, Code.DATA_VALUE),
        ("fakten.yaml", 8, Code.DATA_VALUE),
        ("fakten.yaml", 9, Code.DATA_VALUE),
        ("termine.yaml", 3, Code.DATA_VALUE),
    ]
    texts = " ".join(finding.text for finding in result.findings)
    assert "Bei „frist“ fehlt „titel“" in texts
    assert "Meinten Sie „titel“?" in texts
    assert "„30.02.2027“ ist kein Datum, das es gibt" in texts
    assert "möglich sind: amtlich, amtlich andernorts, Einrichtung, Presse, sekundär, abgeleitet" in texts


def test_a_wrong_value_costs_the_confirmation_but_not_the_entry(tmp_path: Path) -> None:
    confirmed = FACT + "      bestaetigt_durch: amt\n      bestaetigt_am: 01.12.2026\n"
    assert load_records(write_data(tmp_path, fakten=confirmed)).records.facts["frist"].confirmed_on is not None
    result = load_records(write_data(tmp_path, fakten=confirmed + "      gueltig_bis: bald\n"))
    fact = result.records.facts["frist"]
    assert fact.value == "1. März"
    assert fact.confirmed_on is None
    assert len(result.findings) == 1


def test_a_mistake_in_the_syntax_costs_one_entry(tmp_path: Path) -> None:
    result = load_records(write_data(tmp_path, fakten='kaputt:\n  titel: "offen\n' + "\n".join(FACT.splitlines())))
    assert result.findings[0].code is Code.DATA_SYNTAX
    result = load_records(write_data(tmp_path, fakten="kaputt:\n  titel: a: b\n" + FACT.replace("\n    ", "\n")))
    assert [finding.code for finding in result.findings] == [Code.DATA_SYNTAX]
    assert list(result.records.facts) == ["frist"]


def test_an_unknown_office_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    result = load_records(write_data(tmp_path, fakten=FACT.replace("zustaendig: amt", "zustaendig: amtt")))
    assert [code for code, _, _ in problems(result)] == [Code.DATA_REFERENCE]
    assert "Fakt „frist“: „amtt“ bei „zustaendig“" in result.findings[0].text
    assert "Meinten Sie „amt“?" in result.findings[0].text


def test_only_the_owner_can_confirm(tmp_path: Path) -> None:
    other = "\nzweites:\n  name: Zweites Amt\n  art: Amt\n"
    folder = write_data(tmp_path, fakten=FACT + "      bestaetigt_durch: zweites\n      bestaetigt_am: 01.12.2026\n")
    contacts = folder / "anlaufstellen.yaml"
    contacts.write_text(contacts.read_text(encoding="utf-8") + other, encoding="utf-8")
    assert "Bestätigen kann nur die zuständige Stelle (amt)" in load_records(folder).findings[0].text


def test_half_a_confirmation_is_a_mistake(tmp_path: Path) -> None:
    result = load_records(write_data(tmp_path, fakten=FACT + "      bestaetigt_am: 01.12.2026\n"))
    assert "gehören zusammen" in result.findings[0].text


def test_a_value_needs_a_source_and_an_owner(tmp_path: Path) -> None:
    result = load_records(write_data(tmp_path, fakten="frist:\n  titel: Frist\n  wert: 1. März\n"))
    assert [code for code, _, _ in problems(result)] == [Code.DATA_MISSING, Code.DATA_MISSING]


def test_a_period_that_ends_before_it_begins_is_a_mistake(tmp_path: Path) -> None:
    text = "ferien:\n  titel: F\n  art: Ferien\n  von: 02.01.2027\n  bis: 21.12.2026\n  zustaendig: amt\n"
    result = load_records(write_data(tmp_path, termine=text + "  quellen: [{titel: x, vertrauen: Presse}]\n"))
    assert [text for _, _, text in problems(result)] == ["Termin „ferien“: „von“ liegt nach „bis“."]


def test_school_and_office_may_not_share_an_identifier(tmp_path: Path) -> None:
    result = load_records(write_data(tmp_path, schulen="amt:\n  name: Schule\n  schulform: grundschule\n"))
    assert "Die Kennung trägt auch Anlaufstelle „amt“" in result.findings[0].text


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("telefon", "0340/ABC", "keine Telefonnummer"),
        ("email", "amt(at)stadt.de", "keine E-Mail-Adresse"),
        ("web", "www.stadt.de", "keine Internetadresse"),
        ("plz", "6844", "keine Postleitzahl"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(tmp_path: Path, key: str, value: str, says: str) -> None:
    text = f'amt:\n  name: Amt\n  art: Amt\n  {key}: "{value}"\n'
    result = load_records(write_data(tmp_path, anlaufstellen=text))
    assert [line for _, line, _ in problems(result)] == [4]
    assert says in result.findings[0].text
    assert result.records.contacts["amt"].name == "Amt"


def test_the_municipality_points_to_offices_that_exist(tmp_path: Path) -> None:
    folder = write_data(tmp_path, kommune="name: Musterstadt\n\nauskunft: amd\nimpressum:\n  kontakt: amt\n")
    result = load_records(folder)
    assert problems(result) == [
        (Code.DATA_REFERENCE, 3, "„amd“ bei „auskunft“ ist keine Anlaufstelle. Meinten Sie „amt“?")
    ]
    assert result.records.municipality.imprint.contact == "amt"


def test_the_ombuds_office_is_one_of_the_contacts(tmp_path: Path) -> None:
    folder = write_data(tmp_path, kommune="erklaerung_zur_barrierefreiheit:\n  ombudsstelle: amd\n")
    assert problems(load_records(folder)) == [
        (Code.DATA_REFERENCE, 2, "„amd“ bei „ombudsstelle“ ist keine Anlaufstelle. Meinten Sie „amt“?")
    ]


def test_a_file_in_another_encoding_is_told_and_read_as_far_as_possible(tmp_path: Path) -> None:
    folder = write_data(tmp_path)
    (folder / "fakten.yaml").write_bytes(FACT.replace("\n    ", "\n").encode("cp1252"))
    result = load_records(folder)
    assert [(code, line) for code, line, _ in problems(result)] == [(Code.ENCODING, 4)]
    assert "frist" in result.records.facts


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    folder = write_data(tmp_path, fakten=FACT)
    before = load_records(folder)
    path = folder / "fakten.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_records(folder).records == before.records
