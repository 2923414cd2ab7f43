"""What Sphinx itself does for the public edition, on sources the staging has not cleaned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError
from sphinx_building import Built, build

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest

PAGE = PublicPage(responsible="Schulamt")
NONE = "(derzeit nicht verfügbar)"


def publish(folder: Path, texts: dict[str, str], **manifest: object) -> Built:
    """Build `texts` as a public edition; the manifest holds each of them unless told otherwise."""
    source = folder / "quelle"
    (source / "daten").mkdir(parents=True, exist_ok=True)  # else the records beside conf.py, those of the real guide
    for name, text in texts.items():
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings: dict[str, object] = {"pages": dict.fromkeys(texts, PAGE), **manifest}
    write_manifest(Manifest.model_validate(settings), folder / "fassung.json")
    return build(source, folder / "bau", ratgeber_manifest=str(folder / "fassung.json"))


def words(built: Built, name: str = "index") -> str:
    return " ".join(re.sub(r"<[^>]+>", "", built.article(name)).split())


def published(folder: Path, text: str, **manifest: object) -> Built:
    return publish(folder, {"index": f"# Titel\n\n{text}\n\n```{{toctree}}\na\n```\n", "a": TARGET}, **manifest)


TARGET = "(ziel)=\n# Seite A\n\n:::{glossar}\nHort\n: Da.\n:::\n\n## Die Frist\n\nText\n"


@pytest.mark.parametrize(
    "internal",
    [
        ":::{redaktionsnotiz}\ngeheim\n:::",
        ":::{konflikt}\ngeheim\n:::",
        "% geheim",
        "<!-- geheim -->",
        "Text <!-- geheim --> Text",
        "- a\n\n  % geheim",
        '+++ {"wer": "geheim"}',
        ":::{frist} Bald <!-- geheim -->\nText\n:::",
        "```{list-table}\n* - a\n  - <!-- geheim -->\n```",
    ],
)
def test_what_staging_may_have_missed_is_taken_out_once_more(tmp_path: Path, internal: str) -> None:
    built = published(tmp_path, internal)
    assert built.warnings == []
    files = [path for path in built.folder.rglob("*") if path.is_file() and path.suffix in (".html", ".js", ".inv")]
    assert len(files) > 5
    assert not [path for path in files if "geheim" in path.read_text(encoding="utf-8", errors="replace")]


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("[Hort *jetzt*](hort.md)", "Hort jetzt"),
        ("[](hort.md)", NONE),
        ("[Platz](hort.md#platz)", "Platz"),
        ("[Platz](#platz)", "Platz"),
        ("[](#platz)", NONE),
        ("<project:hort.md>", "project:hort.md"),
        ("{ref}`platz`", NONE),
        ("{ref}`Platz <platz>`", "Platz"),
        ("{numref}`platz`", NONE),
        ("{doc}`hort`", NONE),
        ("{doc}`Der Hort <hort>`", "Der Hort"),
        ("{begriff}`Grundschule`", "Grundschule"),
        ("{begriff}`die Schule <Grundschule>`", "die Schule"),
        ("[Hort](hort.md){.rg-wege}", "Hort"),
        ("[](hort.md){.rg-wege}", NONE),
        ("[Platz](#platz){.rg-wege}", "Platz"),
    ],
)
def test_a_reference_to_what_is_not_public_becomes_words(tmp_path: Path, reference: str, shown: str) -> None:
    built = published(tmp_path, f"Vor {reference} nach.")
    assert built.warnings == []
    assert f"Vor {shown} nach." in words(built)
    assert not re.search(r"<a [^>]*href=\"[^\"]*(?:hort|platz)", built.article().lower())


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("[x](a.md)", "a.html"),
        ("[](a.md)", "a.html"),
        ("[x](a.md#die-frist)", "a.html#die-frist"),
        ("[x](#ziel)", "a.html#ziel"),
        ("{ref}`x <ziel>`", "a.html#ziel"),
        ("{doc}`a`", "a.html"),
        ("{begriff}`Hort`", "a.html#term-Hort"),
        ("[x](alt.md)", "a.html"),
        ("[](alt.md)", "a.html"),
        ("[x](alt.md#die-frist)", "a.html#die-frist"),
        ("{doc}`x <alt>`", "a.html"),
        ("[x](a.md#gibt-es-nicht)", "a.html"),
        ("[x](hort.md#ziel)", "a.html#ziel"),
        ("[x](https://stadt.example/)", "https://stadt.example/"),
        ("[x](tel:+49340)", "tel:+49340"),
    ],
)
def test_a_reference_to_what_is_public_leads_there(tmp_path: Path, reference: str, target: str) -> None:
    built = published(tmp_path, f"Vor {reference} nach.", moved={"alt": "a"})
    assert built.warnings == []
    match = re.search(r"Vor <a [^>]*href=\"([^\"]*)\"", built.article())
    assert match is not None, built.article()
    assert match[1] == target


def test_a_reference_without_words_shows_the_public_title(tmp_path: Path) -> None:
    assert "Vor Seite A nach." in words(published(tmp_path, "Vor [](alt.md) nach.", moved={"alt": "a"}))


def test_a_target_that_two_pages_set_leads_to_the_page_it_moved_to(tmp_path: Path) -> None:
    pages = {
        "index": "# Titel\n\n[x](#ziel)\n\n```{toctree}\na\nb\n```\n",
        "a": TARGET,
        "b": "(ziel)=\n# Seite B\n",
    }
    built = publish(tmp_path, pages, pages={**dict.fromkeys(pages, PAGE), "a": PublicPage(foreign_targets=("Ziel",))})
    assert built.warnings == []
    assert 'href="b.html#ziel"' in built.article()
    assert 'id="ziel"' in built.article("a")


def test_a_picture_is_the_one_released_with_the_page(tmp_path: Path) -> None:
    (tmp_path / "quelle" / "bilder").mkdir(parents=True)
    for name in ("weg", "weg-alt"):
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{name}</title></svg>'
        (tmp_path / "quelle" / "bilder" / f"{name}.svg").write_text(drawing, encoding="utf-8")
    page = PublicPage(files={"bilder/weg.svg": "bilder/weg-alt.svg"})
    built = publish(tmp_path, {"index": "# T\n\n![Weg](bilder/weg.svg)\n"}, pages={"index": page})
    assert built.warnings == []
    [picture] = (built.folder / "_images").iterdir()
    assert picture.name == "weg-alt.svg"
    assert "<title>weg-alt</title>" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Der Wert ist {altwert}`x`.", "Der Wert ist ({})."),
        (":::{altblock} Titel\n:option: geheim\n\ngeheim\n:::", "{}."),
        ("```{csv-table}\n:file: geheim.csv\n```", "{}."),
        ("```{include} geheim.md\n```", "{}."),
        (":::{tipp}\n```{eval-rst}\n.. raw:: html\n\n   geheim\n```\n:::", "{}."),
        ("<script>geheim()</script>", "{}."),
        ("<div><!-- geheim --></div>", "{}."),
        ("Vor {raw}`geheim` nach.", "Vor ({}) nach."),
        ("Vor\n\n<<<<<<< HEAD\ngeheim\n=======\nauch geheim\n>>>>>>> zweig\n\nNach", "Vor ({}) Nach"),
    ],
)
def test_what_is_no_longer_understood_leaves_a_sentence(tmp_path: Path, source: str, shown: str) -> None:
    built = published(tmp_path, source)
    assert shown.format("Diese Angabe wird gerade überprüft. Bitte fragen Sie hier nach: Schulamt") in words(built)
    assert "geheim" not in built.article()
    assert "WARNING: " in built.warnings[0] or "CRITICAL: " in built.warnings[0]


def test_a_page_nobody_answers_for_sends_parents_to_the_town(tmp_path: Path) -> None:
    built = published(tmp_path, "{altwert}`x`", pages={"index": PublicPage(), "a": PAGE})
    assert "Bitte fragen Sie bei der Stadt nach" in words(built)


def test_the_checks_of_drafts_are_not_asked(tmp_path: Path) -> None:
    assert published(tmp_path, "TODO: der Kopf fehlt auch\n\n#### Zu tief").warnings == [
        "index.md:5: WARNING: Auf eine Überschrift der Ebene 1 folgt Ebene 4. [myst.header]"
    ]


def test_a_manifest_that_cannot_be_read_ends_the_build_in_german(tmp_path: Path) -> None:
    (tmp_path / "quelle" / "daten").mkdir(parents=True)
    (tmp_path / "quelle" / "index.md").write_text("# T\n", encoding="utf-8")
    with pytest.raises(ExtensionError, match="beschreibt keine öffentliche Fassung"):
        build(tmp_path / "quelle", tmp_path / "bau", ratgeber_manifest=str(tmp_path / "fehlt.json"))
