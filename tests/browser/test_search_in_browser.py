"""The search page in a real Chromium: a small fixed guide, asked as parents ask, served and opened from the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from browser.following import first_held
from ratgeber_tools.search.compounds import Compounds
from ratgeber_tools.search.words import fold, numbers_in, stem
from sphinx_ext.data.data_guide import OFFICE
from sphinx_ext.sphinx_building import HEAD, Built, build, build_pages

PAGES = {
    "index": "# Ratgeber\n\n```{toctree}\nanmeldung\nhort\nranzen\nfehlen\nhilfe\nnoten\nweg\nglossar\nneutral\n```\n",
    "anmeldung": "# Anmeldung in der Grundschule\n\nMelden Sie Ihr Kind im Februar an.\n\n"
    "## Das bringen Sie mit\n\nDie Geburtsurkunde und den Nachweis der Impfung gegen Masern.\n",
    "hort": "# Hort und Ferien\n\nDer Hort hat früh und am Nachmittag offen.\n\n"
    "## Was kostet der Platz?\n\nEltern zahlen einen Beitrag.\n"
    "Fragen Sie das Jugendamt, am besten bei der Schulanmeldung.\n",
    "ranzen": "# Was braucht mein Kind?\n\n## Der Ranzen\n\nEr soll leicht sein und nicht zu schwer.\n",
    "fehlen": "# Mein Kind geht nicht zur Schule\n\nReden Sie mit Ihrem Kind.\nWenn Kinder fehlen, hat das Gründe.\n",
    "hilfe": "(ich-suche-hilfe)=\n# Ich suche Hilfe\n\nRufen Sie das Jugendamt an, nachts die 116 117.\n",
    "noten": "# Noten und Versetzung\n\nWer versetzt wird, sagt das Zeugnis.\n",
    "weg": "# Sicherer Schulweg\n\n## Mit Bus und Bahn\n\nÜben Sie die Fahrt mit der Karte.\n",
    "glossar": "(glossar)=\n# Wörter\n\n:::{glossar}\nHort\n: Betreuung nach der Schule.\n:::\n",
    "neutral": "# Anderes\n\nHier steht von allem nichts.\n\n"
    ":::{redaktionsnotiz}\n:art: offene Frage\n:von: Amt\n\nPflanzwort prüfen.\n:::\n",
}
WORDS = (
    "Schulranzen: Ranzen\nblau machen: fehlen\nGewicht: schwer\nsitzen bleiben: Versetzung\n"
    "Gebühr: Beitrag\naufpassen: Hort\n"
)
FOREIGN = """
kleine Wörter:
  en: [my, how, do, i, for, the]
Anmeldung:
  en: [school registration, register]
  uk: [запис до школи, реєстрація]
  ar: [تسجيل]
  tr: [okul kaydı]
Zeugnis:
  en: [report card]
  ru: [табель]
"""

#: What is asked, and the page that answers it.
QUESTIONS = (
    ("Hort", "hort"),
    ("hort platz", "hort"),
    ("Hortplatz", "hort"),
    ("hortgebuehren", "hort"),
    ("angemeldet", "anmeldung"),
    ("anmeldug", "anmeldung"),
    ("masernimpfung", "anmeldung"),
    ("Ranzengewicht", "ranzen"),
    ("schulranzn", "ranzen"),
    ("wie schwer darf der Ranzen sein", "ranzen"),
    ("mein Kind will nicht zur Schule", "fehlen"),
    ("blau machen", "fehlen"),
    ("sitzen bleiben", "noten"),
    ("Zeugnisse", "noten"),
    ("Busfahrkarte", "weg"),
    ("schuhlweg", "weg"),
    ("bleibt mein Kind jetzt sitzen", "noten"),
    ("wo melde ich mein Kind an", "anmeldung"),
    ("wer passt nachmittags auf", "hort"),
    ("Schulanmeldung", "anmeldung"),
    ("schulanmeldug wann", "anmeldung"),
    ("Anmeld", "anmeldung"),
    ("Schulanm", "anmeldung"),
    ("116117", "hilfe"),
    ("116 11 7", "hilfe"),
    ("school registration", "anmeldung"),
    ("how do I register my child", "anmeldung"),
    ("REPORT CARDS", "noten"),
    ("запис до школи", "anmeldung"),
    ("реєстрацію", "anmeldung"),
    ("التسجيل", "anmeldung"),
    ("okul kaydi", "anmeldung"),
    ("табеля", "noten"),
)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("suche")
    data = folder / "ratgeber" / "daten"
    data.mkdir(parents=True)
    (data / "suchwoerter.yaml").write_text(WORDS, encoding="utf-8")
    (data / "suchwoerter-sprachen.yaml").write_text(FOREIGN, encoding="utf-8")
    (data / "anlaufstellen.yaml").write_text(OFFICE, encoding="utf-8")
    (data / "kommune.yaml").write_text("auskunft: amt\n", encoding="utf-8")
    return build_pages(folder, **PAGES)


@pytest.fixture(scope="module")
def origin(searched: Built, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    with serve(searched.folder) as address:
        yield address


def ask(page: Any, origin: str, query: str) -> list[str]:
    """Look for `query` and return the names of the pages found, best first."""
    page.goto(f"{origin}/search.html")
    page.fill("main .rg-suche input", query)
    page.press("main .rg-suche input", "Enter")
    page.locator(".search-summary", has_text=re.compile("Treffer|Nichts")).wait_for()
    found = page.eval_on_selector_all("#search-results ul.search > li > a", "links => links.map(link => link.href)")
    return [link.rpartition("/")[2].partition(".html")[0] for link in found]


def test_every_question_is_answered_first_or_second(phone: Any, origin: str) -> None:
    missed = [(query, ask(phone, origin, query)) for query, _ in QUESTIONS]
    missed = [
        (query, [name for name in found if name != "glossar"])
        for (query, found), (_, wanted) in zip(missed, QUESTIONS, strict=True)
        if wanted not in [name for name in found if name != "glossar"][:2]
    ]
    assert missed == []


def test_a_result_says_where_it_leads_and_shows_the_words(new_phone: Any, origin: str) -> None:
    complaints: list[str] = []
    new_phone.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    ask(new_phone, origin, "Masern")
    link = new_phone.locator("#search-results ul.search > li > a").first
    assert link.inner_text() == "Anmeldung in der Grundschule – Das bringen Sie mit"
    assert new_phone.locator(".search-summary").inner_text() == "1 Treffer für „Masern“."
    assert new_phone.locator("[role=status] .search-summary").count() == 1
    new_phone.wait_for_selector("#search-results mark")
    assert new_phone.locator("#search-results mark").all_inner_texts() == ["Masern"]
    link.click()
    new_phone.wait_for_url("**/anmeldung.html#das-bringen-sie-mit")
    assert complaints == []


def test_it_opens_from_the_disk_too(phone: Any, searched: Built) -> None:
    assert "hort" in ask(phone, searched.folder.as_uri(), "Jugendämter")
    phone.wait_for_selector("#search-results mark")


def test_a_word_put_right_is_named(phone: Any, origin: str) -> None:
    ask(phone, origin, "zeugnsi")
    assert "Gesucht wurde nach „Zeugnis“." in phone.locator(".search-summary").inner_text()


def test_an_unknown_word_is_told_and_common_ones_do_not_decide(phone: Any, origin: str) -> None:
    assert "hort" in ask(phone, origin, "Hort mit Xylophon")
    assert phone.locator(".rg-nie-gehoert").inner_text() == "„Xylophon“ kommt im Ratgeber nicht vor."
    assert ask(phone, origin, "mein Kind will Xylophon spielen in der Schule") == []
    assert "Nichts gefunden" in phone.locator(".search-summary").inner_text()


def test_a_word_of_another_language_comes_with_the_german_one(phone: Any, origin: str) -> None:
    ask(phone, origin, "запис до школи")
    told = phone.locator("[role=status] .rg-gelernt")
    assert told.inner_text() == "„запис до школи“ heißt auf Deutsch: Anmeldung"
    assert told.locator("bdi").get_attribute("lang") == "uk"


def test_a_german_question_loads_no_other_language(new_phone: Any, origin: str) -> None:
    loaded: list[str] = []
    new_phone.on("request", lambda request: loaded.append(request.url))
    ask(new_phone, origin, "Was kostet der Hort")
    assert not any(url.endswith("sprachen.js") for url in loaded)
    ask(new_phone, origin, "табель")
    assert any(url.endswith("sprachen.js") for url in loaded)


_SHIFT = """() => {
  window.moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
}"""


def test_results_do_not_move_while_their_passages_come(new_phone: Any, origin: str) -> None:
    held: list[Any] = []
    new_phone.add_init_script(f"({_SHIFT})()")
    new_phone.route(re.compile(r"suche/\d+\.js"), lambda route: held.append(route))
    ask(new_phone, origin, "Schule Hort Ranzen Bus")
    first_held(new_phone, held)
    before = new_phone.locator("#search-results ul.search").bounding_box()
    assert new_phone.locator("#search-results mark").count() == 0
    for route in held:
        route.continue_()
    new_phone.wait_for_selector("#search-results mark")
    new_phone.wait_for_timeout(200)
    assert new_phone.locator("#search-results ul.search").bounding_box() == before
    assert new_phone.evaluate("window.moved") < 0.02


def test_it_works_without_what_browsers_learned_later(new_phone: Any, origin: str) -> None:
    new_phone.add_init_script(
        "delete String.prototype.matchAll; delete Array.prototype.flat; delete Array.prototype.at;"
    )
    assert ask(new_phone, origin, "Hortplatz")[0] == "hort"
    new_phone.wait_for_selector("#search-results mark")


def test_a_browser_that_cannot_read_the_script_says_why(new_phone: Any, origin: str) -> None:
    new_phone.route("**/ratgeber-suche.js", lambda route: route.fulfill(body="(?<", content_type="text/javascript"))
    new_phone.goto(f"{origin}/search.html?q=Hort")
    assert "er ist zu alt" in new_phone.locator(".search-summary").inner_text()
    assert new_phone.locator("#rg-nichts-gefunden li a").first.is_visible()


def test_suggestions_come_while_typing_and_are_chosen_by_keys(phone: Any, origin: str) -> None:
    phone.goto(f"{origin}/weg.html")
    field = phone.locator(".rg-kopf .rg-suche input")
    field.focus()
    field.press_sequentially("anm", delay=20)
    options = phone.get_by_role("option")
    options.first.wait_for()
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    active = phone.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    chosen = active.inner_text()
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "anm"
    field.press("ArrowDown")
    field.press("Enter")
    phone.locator(".search-summary", has_text=f"für „{chosen}“").wait_for()


def test_a_suggestion_in_another_language_names_the_german_word(phone: Any, origin: str) -> None:
    phone.goto(f"{origin}/search.html")
    phone.locator("main .rg-suche input").press_sequentially("реєс", delay=20)
    option = phone.get_by_role("option").first
    option.wait_for()
    assert option.inner_text() == "реєстрація – Anmeldung"
    option.tap()
    phone.locator(".search-summary", has_text="„реєстрація“").wait_for()


def test_nothing_found_leads_on(phone: Any, origin: str) -> None:
    assert ask(phone, origin, "Xylophon") == []
    assert phone.locator(".search-summary").inner_text() == "Nichts gefunden für „Xylophon“."
    ways = phone.locator("#rg-nichts-gefunden li a")
    assert ways.first.get_attribute("href") == "hilfe.html"
    assert ways.last.get_attribute("href") == "tel:+493402042040"
    assert ways.last.is_visible()


def test_what_is_typed_is_never_markup(phone: Any, origin: str) -> None:
    ask(phone, origin, "<b id=fremd>Hort</b>")
    assert phone.locator("#fremd").count() == 0


def test_editors_notes_are_in_no_file_of_the_search(searched: Built) -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(searched.folder, "_static", "suche").iterdir()]
    assert len(texts) > len(PAGES)  # each page and the glossary's word, and the index
    assert not any("pflanzwort" in text.lower() for text in texts)


def test_no_other_page_loads_the_search_and_nothing_is_kept(new_phone: Any, origin: str) -> None:
    loaded: list[str] = []
    new_phone.on("request", lambda request: loaded.append(request.url))
    new_phone.goto(f"{origin}/hort.html", wait_until="networkidle")
    assert not any("suche" in url or "vorschlaege" in url for url in loaded)
    ask(new_phone, origin, "Hort")
    assert new_phone.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_without_scripts_the_page_says_where_to_go(chromium: Any, origin: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/search.html?q=Hort")
    assert "Die Suche braucht JavaScript." in page.locator("main").inner_text()
    assert page.locator("noscript a[href='hilfe.html'], main a[href='hilfe.html']").first.is_visible()
    context.close()


def test_script_and_index_treat_words_alike(phone: Any, origin: str, searched: Built) -> None:
    ask(phone, origin, "Hort")
    surfaces = phone.evaluate("ratgeberSuche.woerter()")
    words = sorted(
        {*surfaces, *" ".join(PAGES.values()).split(), *(word for query, _ in QUESTIONS for word in [query])}
    )
    words += ["Straße", "Aerzte", "neue", "Kunst", "gemobbt", "Lehrerinnen", "Gymnasien", "Büro", "CAFÉ", "Öfen"]
    compounds = Compounds(surfaces)
    told = phone.evaluate("words => words.map(word => [ratgeberSuche.stem(word), ratgeberSuche.split(word)])", words)
    numbers = ["116 117 oder 0340 204-2040", "112 und 110", "2026/27"]
    assert phone.evaluate("texts => texts.map(ratgeberSuche.zahlen)", numbers) == [numbers_in(text) for text in numbers]
    assert told == [[stem(word), list(compounds.split(fold(word)))] for word in words]


def test_a_second_build_keeps_what_it_does_not_write_again(searched: Built, tmp_path: Path) -> None:
    built = build_pages(tmp_path, **PAGES)
    index = built.folder / "_static" / "suche" / "index.js"
    before = index.read_text(encoding="utf-8")
    changed = {**PAGES, "weg": "# Sicherer Schulweg\n\nMit dem Luftschiff.\n"}
    again = build_pages(tmp_path, **changed)
    after = (again.folder / "_static" / "suche" / "index.js").read_text(encoding="utf-8")
    assert "Luftschiff" in after
    assert "Luftschiff" not in before
    assert "Geburtsurkunde" in after


def test_a_build_that_lost_what_it_had_kept_reads_it_again(tmp_path: Path) -> None:
    built = build_pages(tmp_path, **{name: text if name == "index" else HEAD + text for name, text in PAGES.items()})
    (tmp_path / "bau" / "doctrees" / "ratgeber-suche.pickle").write_bytes(b"kaputt")
    index = built.folder / "_static" / "suche" / "index.js"
    before = index.read_text(encoding="utf-8")
    (tmp_path / "ratgeber" / "weg.md").write_text(f"{HEAD}{PAGES['weg']}\nLuftschiff.\n", encoding="utf-8")
    build(tmp_path / "ratgeber", tmp_path / "bau")
    after = index.read_text(encoding="utf-8")
    assert after.replace("Luftschiff ", "").count(" ") == before.count(" ")
    assert "Geburtsurkunde" in after
