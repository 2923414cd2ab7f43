from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.data_files import write_data
from guide.guides import HEAD
from ratgeber_tools import checked
from ratgeber_tools.cache import check_results, digests
from ratgeber_tools.cache.check_results import read_result, result_key, results_of, write_result
from ratgeber_tools.cache.store import PLACE, Cache, key_of
from ratgeber_tools.checked import check_folder
from ratgeber_tools.checks import run_checks
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import kept, load
from ratgeber_tools.guide.kept import load_kept
from thoroughness import examples

TODAY = date(2026, 11, 24)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A project's guide with one mistake: a link to nowhere."""
    (tmp_path / "conf.py").touch()
    folder = tmp_path / "ratgeber"
    write_data(folder / "daten")
    (folder / "redaktion").mkdir()
    (folder / "hort.md").write_text(f"{HEAD}# Hort\n\nSiehe [hier](geld.md).\n", encoding="utf-8")
    (folder / "bild.png").write_bytes(b"bild")
    return folder


def refuse(*arguments: object, **options: object) -> None:
    raise AssertionError("this should have been kept")


def codes(folder: Path) -> list[Code]:
    return [finding.code for finding in check_folder(folder).findings]


def test_a_second_run_says_the_same_without_reading_or_checking(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check_folder(guide)
    assert Code.LINK_BROKEN in [finding.code for finding in first.findings]
    monkeypatch.setattr(checked, "check_anew", refuse)
    assert check_folder(guide) == first


def test_anew_believes_nothing_that_was_kept(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_folder(guide)
    monkeypatch.setattr(checked, "read_result", refuse)
    monkeypatch.setattr(kept, "_chapter", refuse)
    assert Code.LINK_BROKEN in [finding.code for finding in check_folder(guide, anew=True).findings]


def test_a_chapter_that_appears_elsewhere_changes_the_findings_here(guide: Path) -> None:
    assert Code.LINK_BROKEN in codes(guide)
    (guide / "geld.md").write_text(f"{HEAD}# Geld\n\nText.\n", encoding="utf-8")
    assert Code.LINK_BROKEN not in codes(guide)
    (guide / "geld.md").unlink()
    assert Code.LINK_BROKEN in codes(guide)


@pytest.mark.parametrize(
    "path", ["hort.md", "neu.md", "daten/anlaufstellen.yaml", "daten/fakten.yaml", "bild.png", "redaktion/woerter.txt"]
)
def test_any_file_of_the_guide_belongs_to_the_key(guide: Path, path: str) -> None:
    before = result_key(guide, TODAY)
    file = guide / path
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"# x\n")
    assert result_key(guide, TODAY) != before


def test_a_file_moved_or_of_the_same_size_and_date_is_another_guide(guide: Path) -> None:
    import os

    before = result_key(guide, TODAY)
    stat = (guide / "bild.png").stat()
    (guide / "bild.png").write_bytes(b"dlib")
    os.utime(guide / "bild.png", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    changed = result_key(guide, TODAY)
    (guide / "bild.png").rename(guide / "foto.png")
    assert len({before, changed, result_key(guide, TODAY)}) == 3


def test_day_tool_and_dictionary_belong_to_the_key(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {result_key(guide, TODAY), result_key(guide, date(2026, 11, 25))}
    monkeypatch.setattr(check_results, "tool_digest", lambda: "another tool")
    keys.add(result_key(guide, TODAY))
    monkeypatch.setattr(check_results, "spelling_digest", lambda: "another dictionary")
    keys.add(result_key(guide, TODAY))
    assert len(keys) == 4


def test_the_tool_is_its_code_its_lists_and_the_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("a", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.setattr(digests, "PACKAGE", tmp_path)
    monkeypatch.setattr("sys.path", [str(site)])

    def digest() -> str:
        digests.tool_digest.cache_clear()
        return digests.tool_digest()

    try:
        seen = [digest()]
        (tmp_path / "__pycache__").mkdir()
        (tmp_path / "__pycache__" / "a.py").touch()
        assert digest() == seen[0]
        (tmp_path / "a.py").write_text("b", encoding="utf-8")
        seen.append(digest())
        (tmp_path / "liste.yaml").touch()
        seen.append(digest())
        (site / "ding-1.0.dist-info").mkdir()
        seen.append(digest())
        (site / "ding-1.0.dist-info").rename(site / "ding-1.1.dist-info")
        seen.append(digest())
        assert len(set(seen)) == 5
    finally:
        digests.tool_digest.cache_clear()


def test_without_a_dictionary_in_sight_nothing_is_kept(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/hunspell")
    monkeypatch.setattr(digests, "_DICTIONARIES", ())
    monkeypatch.delenv("DICPATH", raising=False)
    assert result_key(guide, TODAY) is None
    assert read_result(results_of(guide.parent), None) is None


def test_a_finding_comes_back_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "neu")
    findings = [
        Finding(Code.PLACEHOLDER, "Hier – „so“.", path=Path("/a/ä.md"), line=3),
        Finding(Code.COMMENT_REPORTED, "x", heading="H", words="w"),
    ]
    write_result(cache, key_of("k"), findings, 7)
    found = read_result(cache, key_of("k"))
    assert found is not None
    assert (list(found.findings), found.chapters) == (findings, 7)


def test_a_damaged_value_is_no_value(guide: Path) -> None:
    first = check_folder(guide)
    for path in (guide.parent / PLACE).rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert check_folder(guide) == first


def test_a_folder_that_cannot_be_written_keeps_nothing_and_hinders_nobody(guide: Path) -> None:
    (guide.parent / "_build").write_text("eine Datei, kein Ordner", encoding="utf-8")
    assert check_folder(guide) == check_folder(guide)


def test_only_the_changed_chapter_is_parsed_again(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (guide / "geld.md").write_text(f"{HEAD}# Geld\n", encoding="utf-8")
    load_kept(guide, place=guide.parent / PLACE)
    (guide / "geld.md").write_text(f"{HEAD}# Mehr Geld\n", encoding="utf-8")
    read: list[str] = []
    original = kept.read_chapter

    def watched(path: Path, *, name: str) -> object:
        read.append(name)
        return original(path, name=name)

    monkeypatch.setattr(kept, "read_chapter", watched)
    assert load_kept(guide, place=guide.parent / PLACE).chapters["geld"].title == "Mehr Geld"
    assert read == ["geld"]


def test_values_of_chapters_that_are_gone_do_not_pile_up(guide: Path) -> None:
    folder = guide.parent / PLACE / "kapitel"
    for number in range(3):
        (guide / "hort.md").write_text(f"{HEAD}# Hort {number}\n", encoding="utf-8")
        load_kept(guide, place=guide.parent / PLACE)
    assert len(list(folder.iterdir())) == 2  # one chapter, the data


_TEXTS = st.sampled_from(
    [
        None,
        f"{HEAD}# A\n\nSiehe [B](b.md) und {{begriff}}`Hort`.\n",
        f"{HEAD}(ziel)=\n# B\n\n[Ziel](#ziel) {{kontakt}}`amt`\n\n![](bild.png)\n",
        f"{HEAD}# C\n\nTODO\n\n:::{{glossar}}\nHort\n: Ein Ort.\n:::\n",
        "# Ohne Kopf\n",
    ]
)
_DATA = st.sampled_from([None, "amt:\n  name: Amt\n  art: Amt\n", "amt:\n  name: [\n", "anders:\n  name: Amt\n"])


@examples(6)
@given(steps=st.lists(st.tuples(st.sampled_from("ab"), _TEXTS, _DATA), min_size=1, max_size=6))
def test_whatever_is_edited_the_kept_findings_are_those_of_a_fresh_run(
    steps: list[tuple[str, str | None, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = tmp_path_factory.mktemp("projekt")
    (project / "conf.py").touch()
    folder = project / "ratgeber"
    (folder / "daten").mkdir(parents=True)
    for name, text, data in steps:
        for path, content in ((folder / f"{name}.md", text), (folder / "daten" / "anlaufstellen.yaml", data)):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(content, encoding="utf-8")
        fresh = load(folder)
        assert load_kept(folder, place=project / PLACE).chapters == fresh.chapters
        for _ in range(2):
            assert list(check_folder(folder).findings) == run_checks(fresh)
