"""What is around the chapter on every page of the web edition."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sphinx_ext.sphinx_building import HEAD, ROOT, Built, build, build_pages

SAMPLE = ROOT / "tests" / "guides" / "bausteine"
#: Bytes of a page with its style sheet and scripts, compressed, without pictures: the most, and in the middle.
WORST, MEDIAN = 30_000, 20_000


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.script = ""
        self._is_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._is_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._is_script = False

    def handle_data(self, data: str) -> None:
        if self._is_script:
            self.script += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(SAMPLE, tmp_path_factory.mktemp("bausteine"), ratgeber_heute="24.11.2026")


def pages(built: Built) -> list[Path]:
    """Return the pages one reads; those that only lead on to another page are left out."""
    paths = [path for path in built.folder.rglob("*.html") if "_static" not in path.parts]
    found = sorted(path for path in paths if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"))
    assert len(found) > 10
    return found


def test_no_page_has_a_style_or_a_script_in_it(sample: Built) -> None:
    for path in pages(sample):
        parsed = _Tags(path.read_text(encoding="utf-8"))
        assert parsed.count("style") == 0, path.name
        assert parsed.script.strip() == "", path.name
        for tag, attributes in parsed.tags:
            assert not [name for name in attributes if name == "style" or name.startswith("on")], f"{path.name}: {tag}"


def test_every_page_has_one_title_and_its_landmarks(sample: Built) -> None:
    for path in pages(sample):
        parsed = _Tags(path.read_text(encoding="utf-8"))
        assert [parsed.count(tag) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1], path.name
        assert any(attributes.get("role") == "search" for _, attributes in parsed.tags), path.name
        named = [attributes for tag, attributes in parsed.tags if tag == "nav"]
        assert named, path.name
        assert all("aria-label" in nav or "aria-labelledby" in nav for nav in named), path.name


def test_every_page_is_light(sample: Built) -> None:
    sizes = sorted(weight(path, sample.folder) for path in pages(sample))
    assert sizes[-1] <= WORST
    assert sizes[len(sizes) // 2] <= MEDIAN


def weight(page: Path, root: Path) -> int:
    """Return the compressed bytes of a page with the style sheets and scripts it names."""
    text = page.read_text(encoding="utf-8")
    names = re.findall(r'(?:<script[^>]* src|<link rel="stylesheet"[^>]* href)="([^"?]+)', text)
    assert names
    loaded = [root / name.lstrip("/") if name.startswith("/") else page.parent / name for name in names]
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in (page, *loaded))


def test_nothing_of_the_parent_themes_is_published(sample: Built) -> None:
    published = sum(path.stat().st_size for path in (sample.folder / "_static").rglob("*") if path.is_file())
    assert published < 200_000
    assert not (sample.folder / "_static" / "styles").exists()


def test_a_page_loads_one_style_sheet_and_that_of_its_edition_or_kind(sample: Built) -> None:
    for page in pages(sample):
        sheets = re.findall(r'<link rel="stylesheet"[^>]*href="[^"]*?([\w-]+\.css)', page.read_text(encoding="utf-8"))
        shared = {"ratgeber.css", "ratgeber-suche.css", "ratgeber-auftritt.css", "ratgeber-wege.css"}
        shared.add("ratgeber-selten.css")
        assert set(sheets) <= {*shared, "ratgeber-ansicht.css"}, page  # the last in the working edition alone


def test_the_foot_links_the_legal_chapters_there_are(tmp_path: Path) -> None:
    built = build_pages(tmp_path, rechtliches__impressum=f"{HEAD}\n(impressum)=\n# Impressum\n", a=f"{HEAD}# A\n")
    for name, address in (("a", "rechtliches/impressum.html"), ("genindex", "rechtliches/impressum.html")):
        foot = built.page(name).partition("<footer")[2]
        assert f'href="{address}"' in foot
        assert "Datenschutz" not in foot


def test_every_page_but_itself_leads_to_the_emergency_numbers_at_its_head(tmp_path: Path) -> None:
    built = build_pages(tmp_path, z__not=f"{HEAD}\n(notrufe)=\n# Notrufe\n", t__a=f"{HEAD}# A\n")
    for name, address in (("index", "z/not.html"), ("t/a", "../z/not.html"), ("genindex", "z/not.html")):
        assert f'<p class="rg-not"><a href="{address}">' in built.page(name).partition("</header>")[0]
    assert "rg-not" not in built.page("z/not")


def test_a_page_with_a_search_of_its_own_has_the_emergency_numbers_beside_its_menu(tmp_path: Path) -> None:
    built = build_pages(tmp_path, z__not=f"{HEAD}\n(notrufe)=\n# Notrufe\n", t__a=f"{HEAD}# A\n")
    for name, has_own in (("index", True), ("search", True), ("t/a", False), ("genindex", False)):
        head = built.page(name).partition("</header>")[0]
        assert ("rg-ohne-suche" in head) is has_own, name
        assert (head.index("rg-not") < head.index('class="menu"')) is has_own, name


def test_without_such_a_page_the_head_names_none(tmp_path: Path) -> None:
    assert "rg-not" not in build_pages(tmp_path, a=f"{HEAD}# A\n").page("a")


def kommune(folder: Path, more: str = "") -> None:
    """Write the data of a town whose publisher is not decided, with one funder's notice."""
    data = folder / "ratgeber" / "daten"
    data.mkdir(parents=True)
    notice = f"foerderhinweise:\n  - geber: Der Fonds\n{more}"
    (data / "kommune.yaml").write_text(f"name: Musterstadt\n{notice}", encoding="utf-8")


def test_the_working_edition_names_what_is_missing_and_the_public_one_does_not(tmp_path: Path) -> None:
    kommune(tmp_path)
    foot = build_pages(tmp_path, a=f"{HEAD}# A\n").page("a").partition("<footer")[2]
    assert "Herausgeber: fehlt noch" in foot
    assert "Förderhinweis Der Fonds: Wortlaut und Zeichen fehlen noch" in foot
    public = build(tmp_path / "ratgeber", tmp_path / "oeffentlich", ratgeber_fassung="oeffentlich")
    assert "fehl" not in public.page("a").partition("<footer")[2]


def test_a_funding_notice_stands_on_every_page_with_its_emblem(tmp_path: Path) -> None:
    kommune(
        tmp_path,
        "    wortlaut: Gefördert vom Fonds.\n    emblem: bilder/zeichen.svg\n"
        "    emblem_beschreibung: Zeichen des Fonds\n",
    )
    (tmp_path / "ratgeber" / "bilder").mkdir()
    (tmp_path / "ratgeber" / "bilder" / "zeichen.svg").write_text("<svg/>", encoding="utf-8")
    built = build_pages(tmp_path, t__a=f"{HEAD}# A\n")
    assert (built.folder / "_static" / "foerderung" / "zeichen.svg").is_file()
    for name, up in (("index", ""), ("t/a", "../"), ("genindex", "")):
        foot = built.page(name).partition("<footer")[2]
        assert f'<img src="{up}_static/foerderung/zeichen.svg" alt="Zeichen des Fonds">' in foot
        assert "Gefördert vom Fonds." in foot


def test_an_emblem_that_is_not_there_is_a_warning(tmp_path: Path) -> None:
    kommune(tmp_path, "    wortlaut: Gefördert vom Fonds.\n    emblem: bilder/zeichen.svg\n")
    (warning,) = build_pages(tmp_path, a=f"{HEAD}# A\n").warnings
    assert "Das Zeichen „bilder/zeichen.svg“ von „Der Fonds“ gibt es nicht." in warning


def test_breadcrumbs_neighbours_and_contents_lead_on(sample: Built) -> None:
    page = sample.page("anhang/unterkapitel")
    assert re.search(r'aria-label="Sie sind hier"><ol>\s*<li><a href="../index.html">Start</a></li>', page)
    assert '<a href="formeln.html">Formeln</a>' in page
    assert 'rel="prev"><span>Zurück</span> Formeln' in page
    contents = sample.page("schulanfang/text").partition('aria-labelledby="auf-dieser-seite"')[2]
    assert '<a href="#verweise">Verweise</a>' in contents


def test_only_the_own_part_is_listed_beside_a_chapter_and_the_menu_has_them_all(sample: Built) -> None:
    beside = sample.page("schulanfang/text").partition('aria-label="Kapitel"')[2].partition("</nav>")[0]
    assert "Teil A: Schulanfang" in beside
    assert "Kästen" in beside
    assert "Formeln" not in beside
    menu = sample.page("schulanfang/text").partition('aria-label="Menü"')[2].partition("</nav>")[0]
    other = sample.page("anhang/formeln").partition('aria-label="Kapitel"')[2].partition("</a>")[0].rpartition(">")[2]
    assert other
    assert other in menu
    assert 'aria-label="Kapitel"' not in sample.page("index")


def test_a_chapter_says_how_long_one_reads_it_and_a_list_of_chapters_does_not(sample: Built) -> None:
    assert re.search(r'</h1>\s*<p class="rg-lesezeit">Lesezeit: etwa \d+ Minuten?</p>', sample.page("schulanfang/text"))
    assert "rg-lesezeit" not in sample.page("index")
    assert "rg-lesezeit" not in sample.page("genindex")


def test_the_foot_says_who_speaks_whom_to_ask_and_what_day_the_page_is_from(tmp_path: Path) -> None:
    data = tmp_path / "ratgeber" / "daten"
    data.mkdir(parents=True)
    (data / "kommune.yaml").write_text(
        "name: Musterstadt\nauskunft: buero\nimpressum:\n  herausgeber: Die Stadt\n", encoding="utf-8"
    )
    (data / "anlaufstellen.yaml").write_text(
        "buero:\n  name: Das Büro\n  art: Amt\n  telefon: 0340 1234\n  quellen: [{titel: Q, vertrauen: amtlich}]\n",
        encoding="utf-8",
    )
    page = build_pages(tmp_path, t__a=f"{HEAD}\n(ich-suche-hilfe)=\n# A\n").page("t/a")
    foot = page.partition("<footer")[2]
    assert "Herausgegeben von: Die Stadt" in foot
    assert 'Fragen? Das Büro, <a href="tel:+493401234">0340 1234</a>' in foot
    assert "Stand dieser Seite: 24.11.2026" in foot
    assert ">Hilfe finden</a>" in foot


def test_a_new_chapter_is_in_the_navigation_of_pages_that_did_not_change(tmp_path: Path) -> None:
    build_pages(tmp_path, t__index="# Teil\n\n```{toctree}\n:glob:\n\na\n*\n```\n", t__a=f"{HEAD}# A\n")
    (tmp_path / "ratgeber" / "t" / "neu.md").write_text(f"{HEAD}# Ganz neu\n", encoding="utf-8")
    built = build(tmp_path / "ratgeber", tmp_path / "bau")
    assert "Ganz neu" in built.page("t/a")


def test_a_page_is_described_by_its_key_points(tmp_path: Path) -> None:
    head = HEAD.replace("stand:", "kurz:\n  - Melden Sie *früh* an.\nstand:")
    built = build_pages(tmp_path, a=f"{head}# A\n\nErst das & dann das.\n", b=f"{HEAD}# B\n\nErst das & dann das.\n")
    assert '<meta name="description" content="Melden Sie früh an.">' in built.page("a")
    assert '<meta name="description" content="Erst das &amp; dann das.">' in built.page("b")


def test_a_map_opens_only_when_tapped(sample: Built) -> None:
    page = sample.page("schulanfang/angaben")
    assert re.search(
        r'Musterstraße 1, 01234 Musterstadt</span> <a class="rg-karte" href="https://www.openstreetmap', page
    )
    assert "<iframe" not in page


def test_numbers_in_right_to_left_words_keep_their_order(tmp_path: Path) -> None:
    text = ":::{fremdsprache}\n:sprache: ar\n\nرقم 116 117\n:::\n\nAuf Deutsch 116 117.\n"
    article = build_pages(tmp_path, a=f"{HEAD}# A\n\n{text}").article("a")
    assert article.count('<bdi dir="ltr">116 117</bdi>') == 1


def test_a_simple_table_becomes_cards_and_a_complicated_one_scrolls(tmp_path: Path) -> None:
    simple = "| Was | Wann | Wo |\n|---|---|---|\n| a | b | c |\n"
    merged = ":::{tabelle} Gebühren\n:kopfzeilen: 1\n\n- - A\n  - {spalten=2} B\n- - 1\n  - 2\n  - 3\n:::\n"
    article = build_pages(tmp_path, a=f"{HEAD}# A\n\n{simple}\n\n{merged}").article("a")
    assert '<td data-kopf="Wann"><p>b</p></td>' in article
    (region,) = re.findall(r'role="region" tabindex="0" aria-labelledby="([^"]+)"', article)
    assert re.search(rf'<caption id="{region}">|<caption[^>]* id="{region}"', article)


def test_the_stock_theme_builds_every_building_block_without_a_warning(tmp_path: Path) -> None:
    settings = {"html_theme": "sphinx_book_theme", "suppress_warnings": ["myst.strikethrough", "ratgeber"]}
    built = build(SAMPLE, tmp_path, **settings)
    assert built.warnings == []
    page = built.page("schulanfang/kaesten")
    assert "sphinx-book-theme" in page
    assert "_static/ratgeber.css" in page
    assert 'class="rg-box rg-frist"' in page
