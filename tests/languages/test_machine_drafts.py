"""Drafts by a machine: places, digits and lengths are proven, and services are spoken with as they want it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from exchange_units import HEAD, TEXT, units
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.errors import InputError
from ratgeber_tools.guide import Guide, load
from ratgeber_tools.languages.catalogue import TranslationState, load_catalogue
from ratgeber_tools.languages.machine.drafting import as_xml, from_xml, translate
from ratgeber_tools.languages.machine.drafts import draft_chapter, glossary_of
from ratgeber_tools.languages.machine.services import DeepL, LibreTranslate, chosen_service
from ratgeber_tools.languages.tagged import PLACE
from thoroughness import examples

ALL = units()
DAY = date(2026, 11, 30)
_ELEMENT = re.compile(r'<x id="(\d+)"')


@dataclass
class FakeService:
    """Answers each text with `change` of it."""

    change: Any
    name: str = "Maschine"
    takes_glossary: bool = False

    def translate(self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]) -> Sequence[str]:
        return [self.change(text) for text in texts]


def drafted(change: Any) -> dict[str, str]:
    """Return what is taken of all sentences, by their German."""
    return {each.unit.german.text: each.text for each in translate(ALL, "de", "uk", {}, FakeService(change))}


def test_a_draft_with_all_its_places_in_order_is_taken() -> None:
    assert drafted(lambda text: text.replace("e", "є")) == {
        unit.german.text: unit.german.text.replace("e", "є") for unit in ALL
    }


@examples(50)
@given(st.integers(0, 2**32))
def test_a_service_that_shuffles_places_gets_nothing_in(seed: int) -> None:
    chance = random.Random(seed)

    def shuffled(text: str) -> str:
        numbers = _ELEMENT.findall(text)
        others = numbers[:]
        chance.shuffle(others)
        if others == numbers:
            others = [*numbers[1:], *numbers[:1]]
        rest = iter(others)
        return _ELEMENT.sub(lambda _: f'<x id="{next(rest)}"', text)

    taken = drafted(shuffled)
    with_several = [unit.german.text for unit in ALL if len(unit.german.places) > 1]
    assert len(with_several) >= 3
    assert [taken[german] for german in with_several] == [""] * len(with_several)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: re.sub(r"<x[^>]*/>", "", text),
        lambda text: re.sub(r"(<x[^>]*/>)", r"\1\1", text),
        lambda text: text.replace("</x>", ""),
        lambda text: text + " 7",
        lambda text: text.replace("5", "6"),
        lambda text: text * 3,
        lambda text: text + "</x>",
        lambda text: "",
    ],
    ids=["lost", "twice", "not closed", "a number more", "another number", "too long", "too many ends", "nothing"],
)
def test_what_is_broken_is_not_taken(change: Any) -> None:
    german = next(unit.german.text for unit in ALL if "5" in unit.german.text)
    assert drafted(change)[german] == ""


def test_digits_of_other_scripts_are_the_same_numbers() -> None:
    german = next(unit.german.text for unit in ALL if "5" in unit.german.text)
    assert drafted(lambda text: re.sub("5(?![^<]*>)", "٥", text))[german] == german.replace("5", "٥")


@given(st.sampled_from(ALL))
def test_places_come_back_from_xml_as_they_went(unit: Any) -> None:
    assert from_xml(as_xml(unit.german.text)) == unit.german.text
    assert from_xml(as_xml(unit.german.text).replace("/>", "></x>")) == unit.german.text
    assert PLACE.findall(from_xml("</x>")) != []


@contextmanager
def service_at(answers: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str, Any, Mapping[str, str]]]]]:
    """Run a server that answers a path with what `answers` has for it: a status, or a function of what was asked."""
    asked: list[tuple[str, str, Any, Mapping[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            value = json.loads(body) if body else None
            asked.append((self.command, self.path, value, dict(self.headers)))
            answer = answers.get(self.path, 404)
            data = b"" if isinstance(answer, int) else json.dumps(answer(value)).encode()
            self.send_response(answer if isinstance(answer, int) else 200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_DELETE = do_POST  # noqa: N815 (the name http.server looks for)

        def log_message(self, *_arguments: Any) -> None:
            return None

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def guide(folder: Path) -> Guide:
    (folder / "ratgeber").mkdir()
    (folder / "ratgeber" / "hort.md").write_text(HEAD + TEXT, encoding="utf-8")
    return load(folder / "ratgeber")


def test_a_libretranslate_drafts_a_chapter_and_every_draft_is_marked_and_attributed(tmp_path: Path) -> None:
    found = guide(tmp_path)
    spoken = {"/translate": lambda value: {"translatedText": [text.replace("e", "є") for text in value["q"]]}}
    with service_at(spoken) as (address, asked):
        done = draft_chapter(found, "uk", "hort", LibreTranslate(f"{address}/", "geheim"), DAY, {})
        again = draft_chapter(found, "uk", "hort", LibreTranslate(address), DAY, {})
    [(_, _, value, _)] = asked
    assert (value["source"], value["target"], value["format"], value["api_key"]) == ("de", "uk", "html", "geheim")
    assert (done.drafted, done.refused, again.drafted) == (len(ALL), (), 0)
    entries = load_catalogue(found.folder, "uk", "hort").entries
    assert {(entry.state, entry.by, entry.on) for entry in entries} == {
        (TranslationState.MACHINE, "LibreTranslate", DAY)
    }


def test_deepl_keeps_to_the_glossary_which_is_taken_away_again() -> None:
    answers = {
        "/v2/glossaries": lambda _: {"glossary_id": "g1"},
        "/v2/translate": lambda value: {"translations": [{"text": text} for text in value["text"]]},
        "/v2/glossaries/g1": lambda _: {},
    }
    with service_at(answers) as (address, asked):
        found = translate(ALL, "de", "en", {"Hort": "after-school care"}, DeepL("schlüssel", address))
    assert all(each.text for each in found)
    (_, _, glossary, _), (_, _, value, head), (method, path, _, _) = asked
    assert glossary["entries"] == "Hort\tafter-school care"
    assert (value["target_lang"], value["tag_handling"], value["glossary_id"]) == ("EN-GB", "xml", "g1")
    assert head["Authorization"] == "DeepL-Auth-Key schlüssel"
    assert (method, path) == ("DELETE", "/v2/glossaries/g1")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (403, "DeepL hat abgelehnt: Der Schlüssel gilt dort nicht."),
        (456, "DeepL hat abgelehnt: Das Kontingent ist aufgebraucht."),
        (lambda _: {"translations": [{"text": 7}]}, "DeepL hat etwas geantwortet, was keine Übersetzung ist."),
    ],
)
def test_a_refusal_is_one_sentence_and_nothing_is_taken(answer: Any, sentence: str, tmp_path: Path) -> None:
    found = guide(tmp_path)
    with service_at({"/v2/translate": answer}) as (address, _), pytest.raises(InputError) as refused:
        draft_chapter(found, "uk", "hort", DeepL("s", address), DAY, {})
    assert str(refused.value).startswith(sentence)
    assert not (found.folder / "sprachen" / "uk" / "hort.yaml").exists()


def test_the_glossary_has_what_people_have_translated(tmp_path: Path) -> None:
    found = guide(tmp_path)
    path = found.folder / "hort.md"
    path.write_text(HEAD + "# Wörter\n\n:::{glossar}\n\nHort\n: Betreuung.\n\nBuT\n: Geld.\n\n:::\n", encoding="utf-8")
    found = load(found.folder)
    terms = {unit.german.plain: unit for unit in units(path.read_text(encoding="utf-8").removeprefix(HEAD))}
    lines = "".join(
        f"  - quelle: {terms[word].key!r}\n    deutsch: {word}\n    text: {text}\n    stand: {state}\n"
        for word, text, state in (("Hort", "група", "übersetzt"), ("BuT", "гроші", "maschinell"))
    )
    target = found.folder / "sprachen" / "uk" / "hort.yaml"
    target.parent.mkdir(parents=True)
    target.write_text(f"sprache: uk\nkapitel: hort\nsaetze:\n{lines}", encoding="utf-8")
    assert glossary_of(found, "uk") == {"Hort": "група"}


def test_no_service_is_asked_unless_the_environment_names_it() -> None:
    with pytest.raises(InputError, match="Kein Übersetzungsdienst ist eingestellt"):
        chosen_service({})
    assert chosen_service({"RATGEBER_DEEPL_SCHLUESSEL": "a"}) == DeepL("a")
    assert chosen_service({"RATGEBER_LIBRETRANSLATE_ADRESSE": "https://lt.example"}) == LibreTranslate(
        "https://lt.example"
    )
