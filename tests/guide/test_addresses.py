from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.checks import addresses as check
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load
from ratgeber_tools.guide.addresses import ADDRESS_FILE, addresses, read_published, short_names

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n{}---\n# Titel\n"


def write(guide: Path, name: str, *, short: str = "") -> None:
    path = guide / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.format(f"kurzadresse: {short}\n" if short else ""), encoding="utf-8")


def publish(guide: Path, text: str) -> None:
    path = guide / ADDRESS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_short_name_is_the_files_name_and_a_sections_that_of_its_folder() -> None:
    names = short_names({"index": "", "schulanfang/index": "", "schulanfang/hort-und-ferien": ""})
    assert names == {"schulanfang/index": "schulanfang", "schulanfang/hort-und-ferien": "hort-und-ferien"}


def test_two_chapters_of_one_name_have_their_folder_before_it() -> None:
    assert short_names({"a/geld": "", "b/geld": ""}) == {"a/geld": "a-geld", "b/geld": "b-geld"}


def test_a_page_and_a_folder_of_one_name_get_two_short_names() -> None:
    assert short_names({"hilfe": "", "hilfe/index": ""}) == {"hilfe": "hilfe", "hilfe/index": "hilfe-index"}


def test_a_published_short_name_of_a_chapter_that_moved_is_not_given_to_a_new_one_of_its_old_name(
    tmp_path: Path,
) -> None:
    write(tmp_path, "a/kosten")
    write(tmp_path, "b/geld")
    publish(tmp_path, "k/geld/: a/kosten\n")
    (finding,) = check.check(load(tmp_path))
    assert (finding.code, finding.path) == (Code.SHORT_ADDRESS_TWICE, tmp_path.resolve() / "b" / "geld.md")


def test_a_wish_comes_before_the_name_of_another_file() -> None:
    assert short_names({"a/geld": "", "b/kosten": "geld"}) == {"a/geld": "a-geld", "b/kosten": "geld"}


@given(st.sets(st.from_regex(r"[a-c]{1,2}(/[a-c]{1,2}){0,2}", fullmatch=True), max_size=12))
def test_no_two_pages_get_the_same_page_address(names: set[str]) -> None:
    found = addresses(short_names(dict.fromkeys(names, "")))
    assert {f"{name}.html" for name in names} <= found.keys()


def test_an_address_whose_chapter_moved_is_found_with_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, "schulanfang/anmelden")
    publish(tmp_path, "# Kopf\nk/anmeldung/: schulanfang/anmeldung\nschulanfang/x.html: schulanfang/anmelden\n")
    (finding,) = check.check(load(tmp_path))
    assert (finding.code, finding.line) == (Code.ADDRESS_LOST, 2)
    assert "schulanfang/anmelden" in finding.text
    assert "Schreiben Sie hinter den Doppelpunkt" in finding.code.remedy


def test_a_short_address_that_another_chapter_wants_too_is_found(tmp_path: Path) -> None:
    write(tmp_path, "a", short="hilfe")
    write(tmp_path, "b", short="hilfe")
    (finding,) = check.check(load(tmp_path))
    assert (finding.code, finding.path, finding.line) == (Code.SHORT_ADDRESS_TWICE, tmp_path.resolve() / "b.md", 5)


def test_a_published_short_address_is_not_given_to_another_chapter(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", short="a-alt")
    publish(tmp_path, "k/a-alt/: a\n")
    (finding,) = check.check(load(tmp_path))
    assert finding.code is Code.SHORT_ADDRESS_TWICE


def test_a_wrong_short_address_is_explained(tmp_path: Path) -> None:
    write(tmp_path, "a", short="Über uns")
    chapter = load(tmp_path).chapters["a"]
    assert chapter.head is not None
    assert "kleine Buchstaben ohne Umlaute" in chapter.head.findings[0].text


def test_a_line_without_a_chapter_is_found(tmp_path: Path) -> None:
    publish(tmp_path, "k/a/:\n")
    assert [mistake.line for mistake in read_published(tmp_path).mistakes] == [1]


def test_a_guide_that_was_never_published_has_no_addresses(tmp_path: Path) -> None:
    assert read_published(tmp_path).leads_to == {}
