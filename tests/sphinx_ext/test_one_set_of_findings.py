"""What the build calls an error, `ratgeber check` finds too, in the same place and with the same sentence; told once.

One guide holds a tiny chapter for every kind of mistake; it is checked and built once.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx_building import HEAD, Built, build, build_text

from ratgeber_tools import dialect
from ratgeber_tools.checks import BUILD_CHECKS, run_checks
from ratgeber_tools.findings import Code, Severity
from ratgeber_tools.guide import load
from ratgeber_tools.sphinx_ext.chapter_tree import ChapterTree

KEY_POINTS = HEAD.replace("stand:", "kurz: [Ein Satz.]\nstand:")
TABLE = ":::{{tabelle}}\n{options}\n\n- - A\n  - B\n- - c\n  - d\n:::"

#: Text of a chapter below its title -> the code of the mistake.
CHAPTERS: dict[str, tuple[str, Code]] = {
    "ziel-zweimal": ("(z)=\n## A\n\n(z)=\n## B", Code.TARGET_TWICE),
    "name-zweimal": (":::{tipp}\n:name: n\n\nA.\n:::\n\n:::{tipp}\n:name: n\n\nB.\n:::", Code.TARGET_TWICE),
    "adresse-zweimal": ("[a] x\n\n[a]: https://a.example\n[a]: https://b.example", Code.TARGET_TWICE),
    "wort-zweimal": (":::{glossar}\nHort\n: A.\n\nHort\n: B.\n:::", Code.TERM_TWICE),
    "wort-zzz": (":::{glossar}\nHort\n: C.\n:::", Code.TERM_TWICE),
    "wort-fehlt": ("{begriff}`Nirgends`", Code.LINK_BROKEN),
    "verweis": ("[x](#weg)", Code.LINK_BROKEN),
    "rolle-ref": ("{ref}`weg`", Code.LINK_BROKEN),
    "rolle-numref": ("{numref}`weg`", Code.LINK_BROKEN),
    "rolle-doc": ("{doc}`weg`", Code.LINK_BROKEN),
    "herunterladen": ("{download}`x <fort.pdf>`", Code.LINK_BROKEN),
    "note-zweimal": ("Wort[^1].\n\n[^1]: A.\n\n[^1]: B.", Code.FOOTNOTE),
    "note-unbenutzt": ("Wort.\n\n[^1]: A.", Code.FOOTNOTE),
    "note-ohne-text": ("Wort[^1].", Code.FOOTNOTE),
    "note-wort-ohne-text": ("Wort[^a] und[^b].\n\n[^b]: Da.", Code.FOOTNOTE),
    "noten-ohne-text": ("Wort[^a].\n\nUnd[^b].", Code.FOOTNOTE),
    "zeile-unbekannt": (":::{tipp}\n:farbe: rot\n\nText.\n:::", Code.BLOCK_MISUSED),
    "bild-zeile": (":::{abbildung} x.svg\n:alt: x\n:farbe: rot\n:::", Code.BLOCK_MISUSED),
    "bild-breite": (":::{abbildung} x.svg\n:alt: x\n:breite: breit\n:::", Code.BLOCK_MISUSED),
    "kasten-leer": (":::{tipp}\n:::", Code.BLOCK_MISUSED),
    "kontakt-leer": (":::{kontakt}\n:::", Code.BLOCK_MISUSED),
    "ohne-inhalt": (":::{termine}\nText.\n:::", Code.BLOCK_MISUSED),
    "ohne-kennung": (":::{film}\n:::", Code.BLOCK_MISUSED),
    "termin-ohne": (":::{termin}\n:::", Code.BLOCK_MISUSED),
    "sprache-fehlt": (":::{fremdsprache}\nmerhaba\n:::", Code.BLOCK_MISUSED),
    "kuerzel-fehlt": ("{fremd}`merhaba`", Code.BLOCK_MISUSED),
    "glossar-text": (":::{glossar}\nNur Text.\n:::", Code.BLOCK_MISUSED),
    "glossar-zeile": (":::{glossar}\n:x: y\n\nEins\n: A.\n:::", Code.BLOCK_MISUSED),
    "glossar-wort": (":::{glossar} Wort\nZwei\n: A.\n:::", Code.BLOCK_MISUSED),
    "programm": ("```klingonisch\nx\n```", Code.BLOCK_MISUSED),
    "breiten": (TABLE.format(options=":kopfzeilen: 1\n:breiten: 1 2 3"), Code.BLOCK_MISUSED),
    "breiten-worte": (TABLE.format(options=":kopfzeilen: 1\n:breiten: a b"), Code.BLOCK_MISUSED),
    "nur-kopf": (TABLE.format(options=":kopfzeilen: 2"), Code.BLOCK_MISUSED),
    "kopf-worte": (TABLE.format(options=":kopfzeilen: viele"), Code.BLOCK_MISUSED),
    "keine-liste": (":::{tabelle}\n:kopfzeilen: 1\n\nText\n:::", Code.BLOCK_MISUSED),
    "kopf-hoch": (
        ":::{tabelle}\n:kopfzeilen: 1\n\n- - {zeilen=2}\n    A\n  - B\n- - d\n- - e\n  - f\n:::",
        Code.BLOCK_MISUSED,
    ),
    "schuljahr": (":::{termine}\n:schuljahr: bald\n:::", Code.BLOCK_MISUSED),
    "liste-art": (":::{anlaufstellen}\n:art: Quatsch\n:::", Code.BLOCK_MISUSED),
    "liste-thema": (":::{was-ist-wann-dran}\n:thema: Quatsch\n:::", Code.BLOCK_MISUSED),
    "liste-form": (":::{schulverzeichnis}\n:schulform: Quatsch\n:::", Code.BLOCK_MISUSED),
    "liste-gliederung": (":::{schulverzeichnis}\n:gliederung: x\n:::", Code.BLOCK_MISUSED),
    "angabe": ("{fakt}`fort`", Code.RECORD_UNKNOWN),
    "ebene": ("## A\n\n#### B", Code.HEADING_SKIPPED),
    "html": ("<div>x</div>", Code.RAW_MARKUP),
    "offen-im-kasten": ("::::{tipp}\n:::{wichtig}\nText.\n:::", Code.FENCE_OPEN),
    "im-kasten": (":::{tipp}\n## A\n:::", Code.BLOCK_MISUSED),
    "wichtigste": (":::{wichtigste}\n- Ein Satz.\n:::", Code.KEY_POINTS_TWICE),
}
PAGES = {
    "ohne-titel": (HEAD + "## K\n\nT.\n", Code.HEADING_TITLE),
    "nirgends": (HEAD + "# K\n\nT.\n", Code.CONTENTS),
    "toc/fort": (HEAD + "# K\n\n```{toctree}\nfort-fort\n```\n", Code.CONTENTS),
    "toc/zweimal": (HEAD + "# K\n\n```{toctree}\n../a-gut\n../a-gut\n```\n", Code.CONTENTS),
    "toc/muster": (HEAD + "# K\n\n```{toctree}\n:glob:\nfort/*\n```\n", Code.CONTENTS),
    "toc/zeile": (HEAD + "# K\n\n```{toctree}\n:tiefe: 1\n../a-gut\n```\n", Code.BLOCK_MISUSED),
    "toc/tief": (HEAD + "# K\n\n```{toctree}\n:maxdepth: tief\n../a-gut\n```\n", Code.BLOCK_MISUSED),
}
ALL = {name: code for pages in (CHAPTERS, PAGES) for name, (_, code) in pages.items()}


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("befunde") / "ratgeber"
    (folder / "toc").mkdir(parents=True)
    (folder / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    (folder / "fort.svg").write_text("", encoding="utf-8")
    texts = {name: text for name, (text, _) in PAGES.items()}
    for name, (text, code) in CHAPTERS.items():
        head = KEY_POINTS if code is Code.KEY_POINTS_TWICE else HEAD
        texts[name] = f"{head}# Kapitel {name}\n\n{text}\n"
    texts["a-gut"] = HEAD + "# Gut\n\nText.\n\n::::{tipp}\n:::{wichtig}\nKasten im Kasten.\n:::\n::::\n"
    listed = "\n".join(name for name in texts if name != "nirgends")
    texts["index"] = f"# Ratgeber\n\n```{{toctree}}\n{listed}\n```\n"
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def checked(guide: Path) -> list[str]:
    """The errors of `ratgeber check`, as the build words them."""
    return [
        f"{finding.path.relative_to(guide).as_posix()}:" + (f"{finding.line}:" if finding.line else "")
        + f" WARNING: {finding.text} {finding.code.remedy}".rstrip()
        + f" [ratgeber.{finding.code.identifier}]"
        for finding in run_checks(load(guide), BUILD_CHECKS)
        if finding.severity is Severity.ERROR and finding.path is not None
    ]  # fmt: skip


@pytest.fixture(scope="module")
def built(guide: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(guide, tmp_path_factory.mktemp("bau"))


def test_the_build_says_what_the_check_says_and_nothing_else(checked: list[str], built: Built) -> None:
    assert sorted(built.warnings) == sorted(checked)


@pytest.mark.parametrize(("name", "code"), ALL.items())
def test_every_kind_of_mistake_is_found_where_it_is(checked: list[str], name: str, code: Code) -> None:
    assert [line for line in checked if line.startswith(f"{name}.md:") and line.endswith(f"{code.identifier}]")]


def test_a_good_chapter_has_none(checked: list[str]) -> None:
    assert not [line for line in checked if line.startswith(("a-gut.md", "index.md"))]


def test_the_options_of_the_dialect_are_those_the_directives_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, type] = {}
    add = Sphinx.add_directive

    def noted(app: Sphinx, name: str, cls: type, override: bool = False) -> None:
        known[name] = cls
        add(app, name, cls, override)

    monkeypatch.setattr(Sphinx, "add_directive", noted)
    build_text(tmp_path, "Text.")
    known.setdefault("toctree", ChapterTree)
    names = {
        *dialect.CONTAINERS,
        *dialect.RECORD_DIRECTIVES,
        *dialect.LIST_DIRECTIVES,
        dialect.TABLE_DIRECTIVE,
        dialect.FIGURE_DIRECTIVE,
        "toctree",
    }
    assert {name: dialect.directive_options(name) or () for name in names} == {
        name: tuple(sorted(known[name].option_spec or {})) for name in names
    }
