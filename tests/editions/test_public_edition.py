"""The public edition of the small released guide: all that was released, and nothing that was not."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from released_guide import make_released_guide, run_ratgeber

from epub_reading import faults, opened
from guide_project import SCHOOL, YOUTH, Project, git

#: In every word, name and number that must not get out; see `tests/guides/freigegeben`.
PLANTED = "planwort"


@dataclass(frozen=True)
class Edition:
    project: Project
    output: str

    @property
    def folder(self) -> Path:
        return self.project.root / "_build" / "public"

    @property
    def pages(self) -> list[str]:
        """The names of all pages; the theme leaves templates among its static files."""
        folder = self.folder / "html"
        names = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.html"))
        return sorted(name for name in names if not name.startswith("_static/"))

    def page(self, name: str) -> str:
        """Return the words of a page's article."""
        source = (self.folder / "html" / f"{name}.html").read_text(encoding="utf-8")
        match = re.search(r"<article.*?</article>", source, re.DOTALL)
        assert match is not None
        return " ".join(html.unescape(re.sub(r"<[^>]+>", "", match[0])).replace("\u2060", "").split())

    def links(self, name: str) -> list[str]:
        parser = _Links()
        parser.feed((self.folder / "html" / f"{name}.html").read_text(encoding="utf-8"))
        return parser.targets


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.targets.append(value)
            if name == "id" and value:
                self.names.add(value)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    project = make_released_guide(tmp_path_factory.mktemp("oeffentlich") / "p")
    done = run_ratgeber(project.root, "public")
    assert done.returncode == 0, done.stdout + done.stderr
    return Edition(project, done.stdout)


def published_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and every readable word of each file: packed, compressed and embedded ones too."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        data = path.read_bytes()
        yield name, data.decode("utf-8", "replace")
        if path.name == "objects.inv":
            yield name, zlib.decompress(data.split(b"\n", 4)[4]).decode("utf-8")
        if path.suffix == ".pdf":
            yield name, "\n".join(pdf_words(path))
        if path.suffix == ".epub":
            for part, content in opened(path).files.items():
                yield name, f"{part}\n{content.decode('utf-8', 'replace')}"


def pdf_words(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as metadata:
            yield str(metadata)
        yield str(pdf.docinfo)
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    yield item.read_bytes().decode("utf-8", "replace")
                except pikepdf.PdfError:
                    continue  # a picture's or font's own coding
            if isinstance(item, pikepdf.Dictionary):
                yield str(item)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    yield re.sub(r"[-\u00ad\u2010]?\n", "", text)
    yield text


needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")


# ------------------------------------------------------------------------------------------- nothing internal


@needs_pdftotext
def test_no_planted_word_is_in_any_file_or_its_name(edition: Edition) -> None:
    found = [
        name for name, text in published_texts(edition.folder) if PLANTED in text.lower() or PLANTED in name.lower()
    ]
    assert found == []


@needs_pdftotext
def test_the_search_for_words_does_find_what_is_public(edition: Edition) -> None:
    found = {name for name, text in published_texts(edition.folder) if "geburtsurkund" in text.lower()}
    searched = {name for name in found if name.startswith("html/_static/suche/")}
    assert found - searched == {
        "elternratgeber.pdf", "html/pdf/elternratgeber.pdf", "html/pdf/kapitel/anmeldung.pdf",
        "elternratgeber.epub", "html/ebook/elternratgeber.epub",
        "html/schulanfang/anmeldung.html",
    }  # fmt: skip
    assert "html/_static/suche/index.js" in searched
    assert len(searched) == 2  # the word in the index, the sentence with the page's texts
    assert "html/objects.inv" in {name for name, text in published_texts(edition.folder) if "treffpunkt" in text}


@needs_pdftotext
@pytest.mark.parametrize(
    "name", ["schulanfang/hort", "schulanfang/einladung", "sicherer-weg", "weiterfuehrend/wechsel", "weiterfuehrend"]
)
def test_not_even_the_name_of_a_page_that_is_not_public_gets_out(edition: Edition, name: str) -> None:
    assert not [file for file, text in published_texts(edition.folder) if name in text or name in file]


@pytest.mark.parametrize("word", ["entwurf", "steuergruppe", "sekundär", "Arbeitsfassung", "Bearbeitung", "Notiz"])
def test_no_word_of_the_editors_is_on_a_page(edition: Edition, word: str) -> None:
    # 11 of chapters, search and index; 8 short addresses; one for wrong addresses, one for who has no network
    assert len(edition.pages) == 29
    assert not [page for page in edition.pages if word in (edition.folder / "html" / f"{page}.html").read_text("utf-8")]


def test_what_the_engine_keeps_for_itself_lies_elsewhere(edition: Edition) -> None:
    assert {path.name for path in edition.folder.iterdir()} == {
        "html", "elternratgeber.pdf", "elternratgeber.epub", "STAND.md",
    }  # fmt: skip
    suffixes = {path.suffix for path in edition.folder.rglob("*") if path.is_file()}
    assert not suffixes & {".doctree", ".pickle", ".typ", ".json", ".yaml"}
    assert [path.name for path in edition.folder.rglob(".*")] == [".htaccess"], "what Apache reads, and nothing else"


def test_the_staged_sources_hold_nothing_internal_either(edition: Edition) -> None:
    folder = edition.project.root / "_build" / "werkstatt" / "public" / "quelle"
    sources = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}
    assert [name for name, text in sources.items() if PLANTED in text] == ["hilfe/beratung.md"]
    assert not any(text.startswith("---") for text in sources.values())


# ------------------------------------------------------------------------------------------ as last released


def test_a_chapter_is_shown_as_released_while_a_draft_lies_beside_it(edition: Edition) -> None:
    assert "Die Anmeldung ist im Februar." in edition.page("schulanfang/anmeldung")
    draft = (edition.project.guide / "schulanfang" / "anmeldung.md").read_text(encoding="utf-8")
    assert "Die Frist endet jetzt im April." in draft


def test_the_closing_block_says_when_the_chapter_was_released(edition: Edition) -> None:
    page = edition.page("schulanfang/anmeldung")
    assert "Zuständig: Amt für Schulen Freigegeben am 24.11.2026" in page
    assert "Stadt Musterstadt, Einschulung (Stand: ohne Datum)" in page


def test_a_picture_removed_since_is_still_shown(edition: Edition) -> None:
    assert not (edition.project.guide / "bilder" / "weg.svg").exists()
    assert (edition.folder / "html" / "_images" / "weg.svg").is_file()
    assert "../_images/weg.svg" in edition.links("schulanfang/anmeldung")


def test_two_chapters_show_the_contents_of_one_picture_that_each_released(edition: Edition) -> None:
    def shown(page: str) -> str:
        (name,) = (link for link in edition.links(page) if "_images/haus" in link)
        return (edition.folder / "html" / "_images" / name.rpartition("/")[2]).read_text(encoding="utf-8")

    assert "#654321" in shown("schulanfang/schulweg")
    assert "#abcdef" in shown("hilfe/beratung")


def test_a_form_is_offered_as_released(edition: Edition) -> None:
    (form,) = edition.folder.rglob("antrag.txt")
    assert form.read_text(encoding="utf-8") == "Antrag auf Anmeldung\n"


def test_footnotes_of_notes_are_gone_and_the_others_are_counted_from_one(edition: Edition) -> None:
    page = edition.page("schulanfang/anmeldung")
    assert "Februar.[1]" in page
    assert "[1] Das sagt das Schulgesetz." in page
    assert "[2]" not in page


def test_what_an_old_release_says_in_a_lost_way_leaves_a_sentence(edition: Edition) -> None:
    sentence = "Diese Angabe wird gerade überprüft. Bitte fragen Sie hier nach: Jugendamt"
    page = edition.page("hilfe/beratung")
    assert f"Die Gebühr beträgt ({sentence})." in page
    assert page.count(sentence) == 2
    assert "ratgeber/hilfe/beratung.md (freigegebene Fassung): Hinweis: Den Baustein {altrechner}" in edition.output


# ---------------------------------------------------------------------------------------- order and navigation


def test_the_order_is_that_of_the_guide_as_it_is_now(edition: Edition) -> None:
    links = [link for link in edition.links("schulanfang/index") if link in ("schulweg.html", "anmeldung.html")]
    assert list(dict.fromkeys(links)) == ["schulweg.html", "anmeldung.html"]


def test_a_section_never_released_is_its_title_and_what_is_public_in_it(edition: Edition) -> None:
    assert edition.page("schulanfang/index").replace("#", "").startswith("Teil A: Schulanfang Der Weg zur Schule")
    assert "vorwort" not in edition.page("schulanfang/index")


def test_a_released_section_keeps_its_words_and_a_new_chapter_is_at_its_end(edition: Edition) -> None:
    page = edition.page("hilfe/index")
    assert "Hier finden Sie Rat." in page
    assert page.index("Beratung") < page.index("Der neue Treffpunkt")


def test_a_section_without_public_chapters_is_nowhere(edition: Edition) -> None:
    assert not (edition.folder / "html" / "weiterfuehrend").exists()
    assert "Teil B" not in edition.page("index")
    assert "ohne öffentliches Kapitel und darum nicht dabei: weiterfuehrend/index." in edition.output


def test_a_withdrawn_chapter_is_gone_and_the_office_is_told(edition: Edition) -> None:
    assert not (edition.folder / "html" / "schulanfang" / "einladung.html").exists()
    assert "Zurückgenommen und nicht dabei: schulanfang/einladung." in edition.output


# ------------------------------------------------------------------------------------------------- references


def test_no_link_leads_to_nothing(edition: Edition) -> None:
    folder = edition.folder / "html"
    names: dict[Path, set[str]] = {}
    for page in edition.pages:
        parser = _Links()
        parser.feed((folder / f"{page}.html").read_text(encoding="utf-8"))
        names[(folder / f"{page}.html").resolve()] = parser.names
    dead = []
    for page in edition.pages:
        path = folder / f"{page}.html"
        for link in edition.links(page):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = link.partition("#")
            below = folder / file.lstrip("/") if file.startswith("/") else path.parent / file
            target = Path(unquote(str(below).partition("?")[0])).resolve() if file else path.resolve()
            if not target.is_file() or (anchor and target in names and anchor not in names[target]):
                dead.append(f"{page}: {link}")
    assert dead == []


def test_links_to_what_is_not_public_are_words(edition: Edition) -> None:
    page = edition.page("schulanfang/anmeldung")
    assert "und wie der Hort geht (erscheint noch)." in page
    assert "Den Platz im Hort gibt es hier (erscheint noch)." in page
    assert "Ein Landesfürst steht in keinem Glossar, das Schulamt schon." in page
    assert not [link for link in edition.links("schulanfang/anmeldung") if "hort" in link]
    assert "Kommen Sie zur Einladung und dorthin." in edition.page("hilfe/beratung")


def test_links_without_words_of_their_own_do_not_tell_the_title(edition: Edition) -> None:
    coming = "(erscheint noch)"
    assert f"Ohne Worte: {coming} und {coming} und {coming}." in edition.page("schulanfang/anmeldung")


def test_a_target_that_moved_is_followed(edition: Edition) -> None:
    assert "treff.html#treffpunkt" in edition.links("hilfe/beratung")


def test_a_renamed_chapter_is_found_under_the_name_it_is_public_under(edition: Edition) -> None:
    assert edition.links("hilfe/treff").count("../schulanfang/schulweg.html") >= 2
    assert "anders" in edition.page("hilfe/treff")


def test_the_start_page_lists_only_what_there_is(edition: Edition) -> None:
    assert "Teil A: Schulanfang – Ihr Kind kommt in die Schule." in edition.page("index")
    assert "wechselt" not in edition.page("index")


# ------------------------------------------------------------------------------------------------- the overview


def test_the_overview_lists_pages_days_and_offices(edition: Edition) -> None:
    overview = (edition.folder / "STAND.md").read_text(encoding="utf-8")
    assert overview.startswith("# Was in der öffentlichen Fassung steht\n\n10 Seiten")
    assert "| Beratung | html/hilfe/beratung.html | 24.11.2026 | Jugendamt |" in overview
    assert "Hort" not in overview


def test_the_book_is_sound_and_has_what_the_pages_have(edition: Edition) -> None:
    book = opened(edition.folder / "elternratgeber.epub")
    assert faults(book) == []
    assert "Die Anmeldung ist im Februar." in book.words("kapitel/schulanfang/anmeldung.xhtml")
    offered = "Der ganze Ratgeber als E-Book (EPUB, "
    assert offered in (edition.folder / "html" / "schulanfang" / "anmeldung.html").read_text(encoding="utf-8")


@needs_pdftotext
def test_the_pdf_has_no_draft_mark_and_says_as_of_when_it_is(edition: Edition) -> None:
    words = " ".join(pdf_words(edition.folder / "elternratgeber.pdf"))
    assert "Entwurf" not in words
    assert "Stand: 24.11.2026" in words


def test_two_builds_of_one_state_are_the_same(edition: Edition, tmp_path: Path, real_processes: None) -> None:
    """Also where sets come in another order, as they do in a process of its own."""
    clone = edition.project.clone(tmp_path / "k")
    assert run_ratgeber(clone.root, "public").returncode == 0

    def contents(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert contents(clone.root / "_build" / "public") == contents(edition.folder)


# ------------------------------------------------------------------------------------------------ later changes


def test_a_renamed_chapter_released_under_its_new_name_takes_over(edition: Edition, tmp_path: Path) -> None:
    project = edition.project.clone(tmp_path / "k")
    project.release("schulanfang/sicherer-weg", YOUTH)
    done = run_ratgeber(project.root, "public")
    assert done.returncode == 0, done.stdout + done.stderr
    later = Edition(project, done.stdout)
    assert not (later.folder / "html" / "schulanfang" / "schulweg.html").exists()
    assert "../schulanfang/sicherer-weg.html" in later.links("hilfe/treff")
    assert "sicherer-weg.html" in later.links("schulanfang/anmeldung")


def test_withdrawing_everything_leaves_no_old_edition_lying(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    shutil.copyfile(Path(__file__).parents[2] / "conf.py", project.root / "conf.py")
    project.write("index", "# Ratgeber\n\n```{toctree}\na\n```\n", head="")
    project.write("a", "# A\n")
    project.commit(SCHOOL)
    project.release("a")
    assert run_ratgeber(project.root, "public", "--trotzdem").returncode == 0
    project.withdraw("a")
    done = run_ratgeber(project.root, "public")
    assert done.returncode == 1
    assert "Alle Freigaben sind zurückgenommen" in done.stderr
    assert not (project.root / "_build" / "public").exists()
    assert git(project.root, "log", "--format=%an", "-1") == "Redaktion"
