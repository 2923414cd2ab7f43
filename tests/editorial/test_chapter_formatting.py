"""Formatting breaks lines after sentences and changes nothing else; the rendered doctree proves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles
from hypothesis import given
from myst_parser.docutils_ import Parser
from sphinx.util.docutils import docutils_namespace

from guide_project import Project
from ratgeber_tools import dialect
from ratgeber_tools.cli import main
from ratgeber_tools.document import Document
from ratgeber_tools.editorial import formatting
from ratgeber_tools.editorial.formatting import format_file, format_text
from ratgeber_tools.errors import InputError
from ratgeber_tools.prose import sentences
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.myst.fingerprint import fingerprint
from ratgeber_tools.writers.myst import write
from strategies import documents
from thoroughness import examples

#: Every construct of MyST's syntax, each with sentences in it.
CONSTRUCTS = """\
---
titel: Probe. Noch ein Satz.
---

(anfang)=
# Titel. Mit Satz.

Eins. Zwei mit *Ton. Gewicht* und **fett. Noch fett.** Drei.
Ein Satz über
zwei Zeilen. ~~Weg. Damit.~~ Ende.

{#kennung}
Mit Kennung. Und mehr.

{.klasse}
Mit Klasse. Und mehr.

Setext. Titel
-------------

Weg 1\\
06844 Ort. Land.

Zeile mit Blanks\x20\x20
und Ort. Land.

Code `a. B` und ``c. ` D``. Ein [Link. Text](https://example.org/a.b "Titel. Zwei."). Verweis [auf. Etwas](#anfang).
Kurz <https://example.org/x.y>. Und [wort][wort]. Ende.

[wort]: https://example.org/wort 'Titel. Satz.'

Rollen: {sup}`a. B` und {ref}`Text. Mehr <anfang>`. {begriff}`Hort`. Ende.

Bild ![Alt. Text.](bild.png){width=50mm} im Satz. Ende.

Ein [Wort. Zwei]{.klasse}. Entitäten &amp; &bdquo;a. B&ldquo; und Flucht 1\\. Mai. Ende.

HTML <span title="a. B">im. Text</span>. <!-- Kommentar. Zwei. --> Ende. Schluss.

- Punkt eins. Zwei.
- Punkt zwei. Drei.
  Vier über
  zwei Zeilen.

  Absatz zwei. Und drei.

  1. Tief. Tiefer.
  2. Tief
     über Zeilen. Tiefer.
- [ ] Aufgabe. Noch eine.
- [x] Erledigt. Ganz
  und gar.
* Andere Liste. Zwei.

10) Zehn. Elf.

> Zitat. Zwei.
> Drei über
> Zeilen.

Begriff. Eins
: Erklärung. Zwei.
  Drei über
  Zeilen.

  Absatz. Zwei.

Begriff zwei
: Erste. Zwei.
: Zweite. Drei.

| Kopf. Eins | b |
| :--- | ---: |
| Zelle. Zwei | c |

Note[^1]. Und[^lang]. Ende.

[^1]: Fußnote. Zwei.

[^lang]: Lang. Zwei.

    Absatz. Zwei
    über Zeilen.

```python
# Code. Bleibt.
```

    Eingerückt. Bleibt.

~~~
Tilde. Bleibt.
~~~

```{note}
Hinweis. Zwei.
```

::::{frist} Bis wann. Genau.
:art: fest. Zwei.

Behälter. Zwei
über Zeilen.

- Liste. Zwei.

  :::{tipp}
  Innen. Zwei.
  :::
::::

::::{redaktionsnotiz}
---
art: frage. Zwei
---
Notiz. Zwei.

:::{wichtig}
Tief. Tiefer.
:::
::::

:::{list-table} Beschriftung. Zwei.
:header-rows: 1

* - Kopf. Zwei
  - b
* - Zelle. Zwei.

    Absatz. Drei.
  - c
:::

:::{tabelle}
:kopfzeilen: 1

* - {spalten=2 zeilen=1} Breit. Zwei.
* - a. B
  - c
:::

:::{figure} bild.png
:alt: Alt. Zwei.

Unterschrift. Zwei.

Legende. Zwei.
:::

:::{glossar}
Hort
: Betreuung. Nach der Schule.
:::

:::kasten
Kasten. Zwei.
:::

% Kommentar. Zwei.

+++ Block. Zwei.

<div>
Roh. Zwei.
</div>

***

Ende. Schluss.
"""


class _Box(Directive):
    """Stands for our directives: the body's nodes in a container."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"art": directives.unchanged, "kopfzeilen": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        box = nodes.container("", classes=[self.name])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


@pytest.fixture(autouse=True)
def _known_to_docutils() -> Iterator[None]:
    with docutils_namespace():  # or other tests in this process would find the names taken
        for name in (*dialect.CONTAINERS, dialect.TABLE_DIRECTIVE, dialect.GLOSSARY_DIRECTIVE):
            directives.register_directive(name, _Box)
        for name in ("ref", dialect.TERM_ROLE):
            roles.register_generic_role(name, nodes.emphasis)
        yield


def doctree(text: str) -> str:
    """Return what docutils makes of a text, less line numbers and kinds of white space."""
    settings_overrides = {
        "myst_enable_extensions": list(dialect.MYST_EXTENSIONS),
        "report_level": 5,
        "halt_level": 5,
        "warning_stream": "",
    }
    tree = publish_doctree(text, parser=Parser(), settings_overrides=settings_overrides)
    return repr(_normalised(tree))


def _normalised(node: nodes.Node) -> object:
    """Return a node as nested tuples; neighbouring texts joined, soft breaks as blanks."""
    if not isinstance(node, nodes.Element):
        return node.astext()
    attributes = {key: value for key, value in node.attributes.items() if value and key != "xml:space"}
    children: list[object] = []
    for child in node.children:
        found = _normalised(child)
        if isinstance(found, str):
            if not isinstance(node, nodes.literal_block | nodes.raw | nodes.comment):
                found = found.replace("\n", " ")
            if children and isinstance(children[-1], str):
                found = str(children.pop()) + found
        children.append(found)
    return (node.tagname, sorted(attributes.items(), key=str), children)


def test_the_doctree_of_every_construct_stays_the_same() -> None:
    after, paragraphs = format_text(CONSTRUCTS)
    assert paragraphs > 30
    assert "ERROR" not in doctree(CONSTRUCTS)
    assert doctree(after) == doctree(CONSTRUCTS)


def test_each_construct_is_broken_or_left_as_it_should() -> None:
    after, _ = format_text(CONSTRUCTS)
    for broken in (
        "Eins.\nZwei mit *Ton.\nGewicht* und **fett.\nNoch fett.**\nDrei.\nEin Satz über zwei Zeilen.\n~~Weg.",
        "- Punkt eins.\n  Zwei.\n- Punkt zwei.\n  Drei.\n  Vier über zwei Zeilen.\n\n  Absatz zwei.\n  Und drei.\n",
        "  2. Tief über Zeilen.\n     Tiefer.\n",
        "- [ ] Aufgabe.\n  Noch eine.\n- [x] Erledigt.\n  Ganz und gar.\n",
        "10) Zehn.\n    Elf.\n",
        ": Erklärung.\n  Zwei.\n  Drei über Zeilen.\n",
        "[^lang]: Lang.\n    Zwei.\n\n    Absatz.\n    Zwei über Zeilen.\n",
        "Behälter.\nZwei über Zeilen.\n\n- Liste.\n  Zwei.\n\n  :::{tipp}\n  Innen.\n  Zwei.\n  :::\n::::\n",
        "* - Zelle.\n    Zwei.\n\n    Absatz.\n    Drei.\n  - c\n",
        "* - {spalten=2 zeilen=1} Breit.\n    Zwei.\n",
        "Unterschrift.\nZwei.\n\nLegende.\nZwei.\n",
        "Hort\n: Betreuung.\n  Nach der Schule.\n",
    ):
        assert broken in after
    for kept in (
        "> Zitat. Zwei.\n> Drei über\n> Zeilen.\n",
        "| Zelle. Zwei | c |",
        "# Code. Bleibt.",
        "```{note}\nHinweis. Zwei.\n```",
        "[wort]: https://example.org/wort 'Titel. Satz.'",
        "# Titel. Mit Satz.",
        "{sup}`a. B`",
        "% Kommentar. Zwei.",
        ":::kasten\nKasten. Zwei.\n:::",
    ):
        assert kept in after


def test_formatting_again_changes_nothing() -> None:
    after, _ = format_text(CONSTRUCTS)
    assert format_text(after) == (after, 0)


@given(documents())
@examples(15, by_night=30)
def test_what_the_writer_writes_is_formatted_already_or_becomes_so(document: Document) -> None:
    source = write(document)
    after, _ = format_text(source)
    assert myst.read(after).document == document
    assert format_text(after)[0] == after


@pytest.mark.parametrize(
    "opening",
    [
        "# Kein Titel.",
        "> Kein Zitat.",
        "<b>Fett</b> ist es.",
        "% Kein Kommentar.",
        "~ Rund zwei.",
        "1) Erstens gilt das.",
    ],
)
def test_a_sentence_that_would_open_a_block_stays_in_its_line(opening: str) -> None:
    after, _ = format_text(f"Ein Satz hier. {opening}\nEine Zeile mehr. Und noch ein Satz.\n")
    assert after == f"Ein Satz hier. {opening}\nEine Zeile mehr.\nUnd noch ein Satz.\n"


@given(documents())
@examples(20, by_night=60)
def test_long_lines_are_broken_without_another_meaning(document: Document) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "breaks", lambda text: [])
        source = write(document)
    after, _ = format_text(source)
    assert myst.read(after).document == document


def test_another_meaning_is_another_fingerprint() -> None:
    for other in ("a *b*", "a  b", "a\\\nb", "a\n\nb", "- a b", ":::{tipp}\na b\n:::", "a `b`", "a b[^1]"):
        assert fingerprint(other) != fingerprint("a\nb")
    assert fingerprint(":::{tipp}\na\nb\n:::") == fingerprint(":::{tipp}\na b\n:::")
    assert fingerprint("```{note}\na\nb\n```") != fingerprint("```{note}\na b\n```")


def test_a_file_that_would_change_its_meaning_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kapitel.md"
    path.write_text("Eins. Zwei.\n", encoding="utf-8")
    other = tmp_path / "zweites.md"
    other.write_text("Eins. Zwei.\n", encoding="utf-8")
    calls = iter([("changed",), ("same",), ("same",), ("same",)])
    monkeypatch.setattr(formatting, "fingerprint", lambda text: next(calls))
    assert main(["format", str(path), str(other)]) == 1
    assert path.read_text(encoding="utf-8") == "Eins. Zwei.\n"
    assert other.read_text(encoding="utf-8") == "Eins.\nZwei.\n"
    captured = capsys.readouterr()
    assert "kapitel.md bleibt, wie es ist" in captured.err
    assert "1 von 2 Dateien umgebrochen." in captured.out


def test_windows_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "kapitel.md"
    path.write_bytes("\ufeff---\r\ntitel: x\r\n---\r\n\r\nEins. Zwei.\r\n".encode())
    assert main(["format", str(path)]) == 0
    assert path.read_bytes() == "\ufeff---\r\ntitel: x\r\n---\r\n\r\nEins.\r\nZwei.\r\n".encode()


def test_checking_only_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kapitel.md"
    path.write_text("Eins. Zwei.\n", encoding="utf-8")
    assert main(["format", "--vorschau", str(tmp_path)]) == 1
    assert path.read_text(encoding="utf-8") == "Eins. Zwei.\n"
    assert "1 von 1 Datei umzubrechen." in capsys.readouterr().out
    assert main(["format", str(tmp_path)]) == 0
    assert main(["format", "--vorschau", str(tmp_path)]) == 0


def test_a_missing_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    monkeypatch.chdir(project.root)
    assert main(["format", str(tmp_path / "fehlt.md")]) == 1
    assert "fehlt.md“ gibt es nicht" in capsys.readouterr().err


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kapitel.md"
    path.write_bytes("Größe. Zwei.".encode("cp1252"))
    with pytest.raises(InputError, match="UTF-8"):
        format_file(path)
    assert path.read_bytes() == "Größe. Zwei.".encode("cp1252")
