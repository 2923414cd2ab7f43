"""Chapters in plainer German: which page says the same as which, and where a page is older than its original."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.artwork.svg import inline_pictogram
from ratgeber_tools.dialect import PLAIN_FOLDERS, is_plain
from ratgeber_tools.guide.chapters import is_index_page, read_chapter
from ratgeber_tools.languages.plain import old_sections, old_sentences
from ratgeber_tools.sphinx_ext.edition import public_edition

#: Where Sphinx's metadata of a page say what it puts in plainer words, and that it is older than that.
_ORIGINAL = "ratgeber_zu"
_OLDER = "ratgeber_aelter"
#: One sentence, which stands in a line of its own.
_SENTENCE_CLASS = "rg-satz"
_OLDER_HERE = "Der ausführliche Text ist hier neuer als dieser."

_SECTION_HEADING = re.compile(r"<h2>(?P<words>.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

#: What a section is about, by a word of its heading: one picture for one kind of question, on every page.
_SECTION_SIGNS: tuple[tuple[str, Pictogram], ...] = (
    (r"\bhürde|\bfehler", Pictogram.TALK),
    (r"\bfinden sie", Pictogram.LENS),
    (r"\bgebaut|\bsteht hier|\bstimmt", Pictogram.BOOK),
    (r"\bbarriere|\bdas geht|\bgeholfen", Pictogram.HELP),
    (r"\bgeld|\bkost|\bbezahl", Pictogram.MONEY),
    (r"\bwer hilft|\bhilfe\b", Pictogram.HELP),
    (r"\bruf|\btelefon|\bnotruf|\bnummer", Pictogram.PHONE),
    (r"\bwann|\btag\b|\btermin|\bferien|\bherbst|\bwinter|\bfrühjahr|\bsommer|\bklasse 3\b", Pictogram.CALENDAR),
    (r"bringen|\bmitnehmen|\bpapiere|\bformular|\bantrag|\bunterschreib", Pictogram.FORM),
    (r"\bbrief|\bantwort|\babsage|\bnein\b|\bwiderspruch", Pictogram.LETTER),
    (r"\bmasern|\buntersuch|\bkrank|\barzt|\bgift", Pictogram.HEALTH),
    (r"\bweg\b|\bbus\b", Pictogram.WAY_TO_SCHOOL),
    (r"\bhort\b|\bzu hause", Pictogram.HOUSE),
    (r"\breden|\bsprechen|\bsagen", Pictogram.TALK),
    (r"\bbraucht|\beinkaufen|\bmappe", Pictogram.SATCHEL),
    (r"\babitur|\babschl", Pictogram.DEGREE),
    (r"\bheißt|\bwort\b|\bwas ist\b", Pictogram.BOOK),
    (r"schule\b|schulen\b|\bgymnasium|\bplatz\b|\bwo\b", Pictogram.SCHOOL),
)


@dataclass(frozen=True, slots=True)
class PlainPair:
    """A page in plainer German beside its original; `is_older` says that the original has changed since.

    `has_reader_test`: readers of the target group have tested it, so that Leichte Sprache may be called so.
    """

    plain: str
    original: str
    is_older: bool = False
    has_reader_test: bool = False

    @property
    def words(self) -> str:
        """What leads to the page is called."""
        is_easy = PLAIN_FOLDERS[self.plain.rpartition("/")[0]] == "Leichte Sprache" and self.has_reader_test
        return "In Leichter Sprache" if is_easy else "In Einfacher Sprache"


def plain_pairs(environment: BuildEnvironment) -> Mapping[str, PlainPair]:
    """Return every pair of which both pages are in this edition, by either name."""
    edition = public_edition(environment.config)
    found: dict[str, PlainPair] = {}
    for name in sorted(environment.found_docs):
        if not is_plain(name):
            continue
        if edition is not None:
            page = edition.pages.get(name)
            pair = (
                PlainPair(name, page.plain_of, page.is_older, page.has_reader_test)
                if page is not None
                else PlainPair(name, "")
            )
        else:
            values = environment.metadata.get(name, {})
            pair = PlainPair(name, str(values.get(_ORIGINAL, "")), values.get(_OLDER, "") == "ja")
        if pair.original in environment.found_docs:
            found[pair.plain] = found[pair.original] = pair
    return found


class MarkPlainPages(SphinxTransform):
    """Has each sentence stand in its line; says below a heading that the original is newer there."""

    default_priority = 60

    def apply(self, **kwargs: object) -> None:
        docname = self.env.current_document.docname
        if not is_plain(docname) or is_index_page(docname):
            return
        older = self._older_sections(docname)
        for paragraph in list(self.document.findall(nodes.paragraph)):
            _one_sentence_a_line(paragraph)
        for section in self.document.findall(nodes.section):
            title = section.first_child_matching_class(nodes.title)
            if title is None or not isinstance(section.parent, nodes.section):
                continue
            if section[title].astext() in older:
                note = f'<p class="rg-aelter">{_OLDER_HERE}</p>'  # no paragraph: nobody describes a page with it
                section.insert(title + 1, nodes.raw("", note, format="html"))

    def _older_sections(self, docname: str) -> frozenset[str]:
        edition = public_edition(self.config)
        if edition is not None:
            page = edition.pages.get(docname)
            return frozenset(page.older_sections) if page is not None else frozenset()
        path = Path(self.env.doc2path(docname))
        plain = read_chapter(path, name=docname)
        original = plain.head.values.plain_of if plain.head is not None else ""
        source = Path(self.env.doc2path(original)) if original in self.env.found_docs else None
        if source is None:
            return frozenset()
        self.env.metadata[docname][_ORIGINAL] = original
        self.env.note_dependency(str(source))
        old = old_sentences(plain, read_chapter(source, name=original))
        self.env.metadata[docname][_OLDER] = "ja" if old else ""
        return frozenset(old_sections(old))


def _one_sentence_a_line(paragraph: nodes.paragraph) -> None:
    """Have each source line of a paragraph stand in a line of its own, as its author has written it."""
    lines: list[list[nodes.Node]] = [[]]
    for child in paragraph.children:
        if not isinstance(child, nodes.Text):
            lines[-1].append(child)
            continue
        first, *others = child.astext().split("\n")
        lines[-1].append(nodes.Text(first))
        lines += [[nodes.Text(words)] for words in others]
    if len(lines) > 1:
        paragraph.clear()
        for line in lines:
            paragraph += nodes.inline("", "", *line, classes=[_SENTENCE_CLASS])
            paragraph += nodes.Text("\n")


def section_sign(heading: str) -> Pictogram | None:
    """Return the picture of what a heading asks, None where no word of it is known."""
    words = heading.casefold()
    return next((sign for pattern, sign in _SECTION_SIGNS if re.search(pattern, words)), None)


def with_section_signs(body: str) -> str:
    """Return the HTML of a page with the picture of its question before each heading of a section."""

    def signed(match: re.Match[str]) -> str:
        sign = section_sign(_TAG.sub("", match["words"]))
        return match[0] if sign is None else f"<h2>{inline_pictogram(sign)}{match['words']}</h2>"

    return _SECTION_HEADING.sub(signed, body)


def setup_plain_pages(app: Sphinx) -> None:
    app.add_transform(MarkPlainPages)
