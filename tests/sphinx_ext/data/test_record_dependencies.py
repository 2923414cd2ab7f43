"""Only pages that show something else are read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ratgeber_tools.data.queries import RecordQuery
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from sphinx_ext.data.data_guide import CONFIRMED, FACTS, OFFICE, DataGuide, words_of
from sphinx_ext.sphinx_building import Built

SCHOOLS = (
    "gs-a:\n  name: Grundschule A\n  schulform: Grundschule\n  stadtteil: Nord\n" + CONFIRMED
    + "gym-b:\n  name: Gymnasium B\n  schulform: Gymnasium\n" + CONFIRMED
)  # fmt: skip


@pytest.fixture
def guide(tmp_path: Path) -> DataGuide:
    pages = {
        "frist": "# Frist\n\nBis {fakt}`frist`.\n",
        "betrag": "# Betrag\n\n{fakt}`betrag`\n",
        "amt": "# Amt\n\n:::{kontakt} amt\n:::\n",
        "schulen": "# Schulen\n\n:::{schulverzeichnis}\n:schulform: Grundschule\n:::\n",
        "ohne": "# Ohne\n\nNichts aus den Daten.\n",
    }
    return DataGuide(tmp_path, pages, schulen=SCHOOLS)


def read_again(guide: DataGuide, built: Built, **settings: str) -> set[str]:
    """Build once more and return the pages that were read."""
    read: set[str] = set()
    original = type(built.app.builder).read_doc

    def note(self: object, docname: str, **options: object) -> None:
        read.add(docname)
        original(self, docname, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(built.app.builder), "read_doc", note)
        guide.build(**settings)  # type: ignore[arg-type]
    return read


def test_nothing_is_read_again_when_nothing_has_changed(guide: DataGuide) -> None:
    assert read_again(guide, guide.build()) == set()


def test_a_changed_fact_has_only_its_pages_read_again(guide: DataGuide) -> None:
    built = guide.build()
    guide.data(anlaufstellen=OFFICE, fakten=FACTS.replace("1. März", "2. März"), schulen=SCHOOLS)
    assert read_again(guide, built) == {"frist"}
    assert "2. März" in words_of(guide.build(), "frist")


def test_a_changed_phone_reaches_every_page_that_tells_parents_to_call_it(guide: DataGuide) -> None:
    built = guide.build(edition="oeffentlich")
    guide.data(anlaufstellen=OFFICE.replace("2040", "2041"), fakten=FACTS, schulen=SCHOOLS)
    assert read_again(guide, built, edition="oeffentlich") == {"amt", "betrag", "frist", "schulen"}


def test_a_new_school_reaches_the_lists_it_belongs_to(guide: DataGuide) -> None:
    built = guide.build()
    other = SCHOOLS + "gym-c:\n  name: Gymnasium C\n  schulform: Gymnasium\n" + CONFIRMED
    guide.data(anlaufstellen=OFFICE, fakten=FACTS, schulen=other)
    assert read_again(guide, built) == set()
    more = other + "gs-d:\n  name: Grundschule D\n  schulform: Grundschule\n" + CONFIRMED
    guide.data(anlaufstellen=OFFICE, fakten=FACTS, schulen=more)
    assert read_again(guide, built) == {"schulen"}


def test_a_record_removed_reaches_the_page_that_named_it(guide: DataGuide) -> None:
    built = guide.build()
    guide.data(anlaufstellen=OFFICE, fakten=FACTS[: FACTS.index("betrag:")], schulen=SCHOOLS)
    assert read_again(guide, built) == {"betrag"}


def test_a_day_on_which_a_value_ends_changes_its_page_and_no_other(guide: DataGuide) -> None:
    built = guide.build(edition="oeffentlich", today="31.07.2027")
    assert "1. März" in words_of(built, "frist")
    assert read_again(guide, built, edition="oeffentlich", today="01.08.2027") == {"frist"}
    assert "1. März" not in words_of(guide.build(edition="oeffentlich", today="01.08.2027"), "frist")


def test_an_untouched_file_is_not_parsed_again(guide: DataGuide, monkeypatch: pytest.MonkeyPatch) -> None:
    guide.build()
    parsed: list[int] = []
    from ratgeber_tools.data import loading

    original = loading.read_yaml
    monkeypatch.setattr(loading, "read_yaml", lambda text: parsed.append(len(text)) or original(text))
    guide.build()
    assert parsed == []
    guide.data(anlaufstellen=OFFICE, fakten=FACTS + "# neu\n", schulen=SCHOOLS)
    guide.build()
    assert parsed == [len(FACTS) + len("# neu\n")]


def test_a_page_that_goes_takes_its_questions_along(guide: DataGuide) -> None:
    built = guide.build()
    assert "frist" in data_domain(built.app.env).data["uses"]
    (guide.source / "frist.md").unlink()
    guide.write(index="# Ratgeber\n\n```{toctree}\nbetrag\namt\nschulen\nohne\n```\n")
    uses = data_domain(guide.build().app.env).data["uses"]
    assert sorted(uses) == ["amt", "betrag", "schulen"]


def test_what_several_pages_ask_is_looked_up_once_for_a_view(guide: DataGuide, monkeypatch: pytest.MonkeyPatch) -> None:
    domain = data_domain(guide.build().app.env)
    looked_up: list[str] = []

    def answer(self: RecordQuery, view: object) -> str:
        looked_up.append(self.identifier)
        return "Antwort"

    monkeypatch.setattr(RecordQuery, "answer", answer)
    domain.view = replace(domain.view)
    query = RecordQuery(("facts",), "frist")
    assert [domain.ask("frist", query), domain.ask("amt", query)] == ["Antwort", "Antwort"]
    assert looked_up == ["frist"]
    domain.view = replace(domain.view)
    domain.ask("frist", query)
    assert looked_up == ["frist", "frist"]


def test_what_parallel_workers_asked_is_kept(guide: DataGuide) -> None:
    environment = guide.build().app.env
    domain = data_domain(environment)
    query = RecordQuery(("facts",), "frist")
    other = {"uses": {"frist": {query: "1"}, "fremd": {query: "2"}}, "files": {}}
    domain.merge_domaindata({"frist"}, other)
    assert domain.data["uses"]["frist"] == {query: "1"}
    assert "fremd" not in domain.data["uses"]
