"""Our MyST: extensions, directive and role names, options, address schemes, slugs.

The one place that says what an author may type; `conf.py`, the Sphinx extension, `readers.myst` and `writers.myst`
all take it from here.  Standard library and the hues only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType

from ratgeber_tools.hues import AMBER, BERRY, GREEN, PETROL, RED, SLATE, STONE, VIOLET, Hue

MYST_EXTENSIONS: tuple[str, ...] = (
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "strikethrough",
    "tasklist",
)

#: Schemes a link may have; everything else (javascript:, file:, data:) is dropped and reported.
URL_SCHEMES: tuple[str, ...] = ("http", "https", "mailto", "tel")

#: Headings down to this level get an anchor made from their words.
HEADING_ANCHOR_DEPTH = 4

RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "fa", "he", "ps", "ur", "ckb", "yi"})


#: Folders of the guide that hold no chapters; but see `is_chapter_path`.
NOT_CHAPTERS = frozenset({"daten", "redaktion", "bilder", "sprachen"})
#: Chapters that say in plainer German what another chapter says, by their folder: what such a German is called.
PLAIN_FOLDERS = MappingProxyType({"sprachen/de-einfach": "Einfache Sprache", "sprachen/de-leicht": "Leichte Sprache"})


def is_chapter_path(path: PurePosixPath) -> bool:
    """Say whether a Markdown file (its path below the guide's folder) is a chapter: in no folder without chapters."""
    return path.parts[0] not in NOT_CHAPTERS or is_plain(path.as_posix())


def is_plain(name: str) -> bool:
    """Say whether a chapter of that name, or its file, says in plainer German what another one says."""
    return name.rpartition("/")[0] in PLAIN_FOLDERS


#: The line before a chapter's head; the one after it has at least as many strokes, or is YAML's end, three dots.
HEAD_FENCE = re.compile(r"^(-{3,})\s*$")

#: What is to be done with a conflict; every edition that shows one says it.
CONFLICT_ADVICE = (
    "Entscheiden Sie sich für eine Fassung. Löschen Sie die anderen, die fetten Zeilen darüber und die Zeilen, "
    "mit denen der Kasten anfängt und aufhört."
)


class Sign(StrEnum):
    """The sign before a box's title; drawn in `artwork.pictograms.SIGNS`."""

    STAR = "star"
    CHECK = "check"
    CLOCK = "clock"
    PERSON = "person"
    BULB = "bulb"
    WARNING = "warning"
    BOOK = "book"
    PEN = "pen"
    INFO = "info"
    FORK = "fork"


class Frame(StrEnum):
    """The line around a box."""

    PLAIN = "plain"  # none, only a ground
    OPEN = "open"  # not even a ground
    BAR = "bar"  # a bar before it
    DASHED = "dashed"  # something to be cut out
    DOUBLE = "double"  # something to be settled first


#: Words of the glossary: `:::{glossar}` and `` {begriff}`Hort` ``.
GLOSSARY_DIRECTIVE = "glossar"
GLOSSARY_TITLE = "Glossar"
TERM_ROLE = "begriff"
#: What the glossary says of a word, put where it is named: `` {erklaerung}`Hort` ``.
EXPLANATION_ROLE = "erklaerung"

#: A sheet to fill in, `:::{vordruck} Kind entschuldigen`, and its places to write: `` {feld}`Name des Kindes` ``.
FORM_BOX = "vordruck"
FIELD_ROLE = "feld"
#: What a field asks for, and how many lines there are to write on: `Grund; 3 Zeilen`.
FIELD = re.compile(r"(?s)\s*(?P<label>.*?)\s*(?:;\s*(?P<lines>[1-9]|1\d)\s+Zeilen\s*)?\Z")

#: How the title of a checklist ends that print gives a leaf of its own: `:::{checkliste} Papiere, zum Heraustrennen`.
_TEAR_OUT = re.compile(r"(?is)\A(?P<name>.*?)(?:\A|\s*[,:–]\s*|\s+)zum\s+heraustrennen\s*\Z")


def tear_out_name(title: str) -> str | None:
    """Return what a list to be torn out is called, "" where its title says no more; None for what stays in the book."""
    found = _TEAR_OUT.match(title)
    return None if found is None else found["name"].strip()


#: A worry as questions: a list in which every item is an answer, and what lies below it the next question's answers.
DECISION_BOX = "entscheidung"
#: The answer at the beginning of such an item: `Ja: `, `Ja, aber ungern: `; no whole sentence.
ANSWER = re.compile(r"\s*(?P<answer>[^\s:.?!][^:.?!]{0,39}?)\s*:(?=\s|\Z)\s*")
#: More questions one after the other are too many to keep in mind, and too narrow to be drawn on a phone.
MOST_QUESTIONS = 4

#: The box for words in another language.
FOREIGN_BOX = "fremdsprache"
#: The box for what is said among editors.
EDITORIAL_NOTE = "redaktionsnotiz"
#: Passages for one medium alone: the web (and what is made from all of it), or the short booklet.
WEB_ONLY = "nur-netz"
BOOKLET_ONLY = "nur-heft"
#: The box that holds two versions of a passage until somebody decides.
CONFLICT = "konflikt"


@dataclass(frozen=True, slots=True)
class ContainerSpec:
    """A building block with ordinary content, and all that an edition, Word and the checks must know of it.

    A new box is one line in `CONTAINERS` and one row in the handbook (`docs/handbuch/bausteine.md`).
    """

    name: str  # of the directive
    title: str  # heading shown to parents; empty for what is no box to them
    hue: Hue = SLATE  # what authors tell it by in Word; readers see `shown_hue`
    sign: Sign = Sign.INFO
    purpose: str = ""  # what Word's template tells authors it is for
    label: str = ""  # what Word calls it where it has no title
    options: tuple[str, ...] = ()
    internal: bool = False  # never in a public edition
    is_loud: bool = False  # one in its own hue: what must not be missed
    frame: Frame = Frame.PLAIN
    advice: str = ""  # what the box itself says is to be done with it
    is_aside: bool = False  # about the page, not about its subject: nothing a search or a description begins with
    is_prose: bool = True  # sentences of its author's own, whose length and words are looked at
    is_fine_print: bool = False  # looked up rather than read: smaller type

    @property
    def shown_hue(self) -> Hue:
        """The hue readers see: quiet but for what must not be missed, and for what is said among editors."""
        return self.hue if self.is_loud or self.internal else STONE

    @property
    def is_for_authors(self) -> bool:
        """Say whether authors choose it in Word: it has a style in the template and is read from it."""
        return bool(self.title) and not self.internal


CONTAINERS: Mapping[str, ContainerSpec] = MappingProxyType(
    {
        spec.name: spec
        for spec in (
            ContainerSpec(
                "wichtigste", "Das Wichtigste", PETROL, Sign.STAR,
                "was Eltern zuerst wissen müssen, höchstens fünf kurze Sätze", frame=Frame.BAR,
            ),
            ContainerSpec(
                "checkliste", "Checkliste", GREEN, Sign.CHECK,
                "was mitzubringen oder zu erledigen ist, eine Sache je Zeile",
            ),
            ContainerSpec(
                DECISION_BOX, "Frage für Frage", PETROL, Sign.FORK,
                "eine Sorge als Fragen: jeder Listenpunkt eine Antwort („Ja: …“), die nächste Frage eine Stufe tiefer",
            ),
            ContainerSpec(
                "frist", "Frist", AMBER, Sign.CLOCK, "ein Termin oder eine Frist und was bis dahin zu tun ist",
                is_loud=True, frame=Frame.BAR,
            ),
            ContainerSpec(
                "kontakt", "Kontakt", VIOLET, Sign.PERSON,
                "Amt, Anschrift, Telefon, E-Mail; Dienststellen, keine Namen", is_prose=False,
            ),
            ContainerSpec("tipp", "Tipp", GREEN, Sign.BULB, "was die Sache leichter macht", frame=Frame.OPEN),
            ContainerSpec(
                FORM_BOX, "Vordruck", SLATE, Sign.PEN, "ein Blatt zum Ausfüllen, etwa eine Entschuldigung",
                frame=Frame.DASHED, is_prose=False,
            ),
            ContainerSpec(
                "wichtig", "Wichtig", RED, Sign.WARNING, "was man auf keinen Fall übersehen darf",
                is_loud=True, frame=Frame.BAR,
            ),
            ContainerSpec(
                "quelle", "Quelle", SLATE, Sign.BOOK, "woher eine Angabe kommt, mit Adresse und Stand",
                is_aside=True, is_prose=False, is_fine_print=True,
            ),
            ContainerSpec(
                FOREIGN_BOX, "", VIOLET, label="Andere Sprache", options=("sprache",), is_prose=False
            ),
            ContainerSpec(GLOSSARY_DIRECTIVE, "", label=GLOSSARY_TITLE),
            ContainerSpec(WEB_ONLY, "", PETROL, label="Nur im Netz"),
            ContainerSpec(BOOKLET_ONLY, "", PETROL, label="Nur im Heft"),
            ContainerSpec(
                EDITORIAL_NOTE, "Redaktionsnotiz", BERRY, Sign.PEN, options=("art", "von"), internal=True,
                frame=Frame.DASHED, is_aside=True, is_prose=False,
            ),
            # versions of a passage, left by a merge
            ContainerSpec(
                CONFLICT, "Konflikt", RED, Sign.WARNING, internal=True, frame=Frame.DOUBLE, advice=CONFLICT_ADVICE,
                is_aside=True, is_prose=False,
            ),
        )
    }
)  # fmt: skip

#: The box with what parents must know first, which may also stand in a chapter's head.
KEY_POINTS = "wichtigste"
#: The box whose list is of things to tick.
CHECKLIST = "checkliste"
#: The box at a chapter's end, made from its head; no directive.
PROVENANCE = ContainerSpec(
    "stand", "Quellen und Stand", SLATE, Sign.BOOK, is_aside=True, is_prose=False, is_fine_print=True
)
#: Every box an edition can show, by the kind its node bears.
BOXES: Mapping[str, ContainerSpec] = MappingProxyType(
    {spec.name: spec for spec in (*CONTAINERS.values(), PROVENANCE) if spec.title}
)

#: Merged cells: body is a list-table; a spanning cell opens with `{spalten=2 zeilen=3}`, covered cells are left out.
TABLE_DIRECTIVE = "tabelle"
TABLE_OPTIONS = ("kopfzeilen", "kopfspalten", "breiten", "name")
SPAN_COLUMNS = "spalten"
SPAN_ROWS = "zeilen"

#: A picture with a caption: argument is the path, content the caption.
FIGURE_DIRECTIVE = "abbildung"
FIGURE_OPTIONS = ("alt", "breite", "name")

#: What an import writes as alternative text where the author gave none; a check refuses it as if it were empty.
ALT_PLACEHOLDER = "BITTE BESCHREIBEN"

#: Word style of the template's instructions to authors; the import leaves such paragraphs out and says so.
INSTRUCTION_STYLE = "Anleitung"

#: Word style of the template's lines about the contribution: a label, a colon, what the author wrote behind it.
PARTICULAR_STYLE = "Angabe"
#: What the prompts in the template's empty fields are tagged with.
PROMPT_TAG = "ratgeber"
#: Labels of those lines that a chapter's head has a place for, and the ones about a picture.
OFFICE_LABEL, AUDIENCE_LABEL, SOURCES_LABEL = "Amt oder Stelle", "Für wen", "Quellen"
PICTURE_LABELS = ("Bild: Wem gehört es?", "Bild: Wer ist zu sehen?", "Bild: Dürfen wir es zeigen?")

#: Word style of the lines of an export that come from a chapter's head, and how the first of a chapter's begins.
HEAD_STYLE = "Kopf des Kapitels"
HEAD_OF = "Aus dem Kopf des Kapitels"
HEAD_KEY_POINTS, HEAD_SOURCES = "Das Wichtigste", "Quellen"

#: Custom document property of a chapter exported to Word: the export's id, by which its base is found again.
EXPORT_PROPERTY = "ratgeber-ausgabe"

#: The property of a fact sheet that says whose it is, and how the bookmarks of its entries begin; Word hides those that
#: begin with a line, and keeps 40 characters.
FACT_SHEET_PROPERTY = "ratgeber-faktenblatt"
FACT_BOOKMARK = "_rgf_"

#: The property of a translation table that says its language and chapter, and how the bookmarks of its rows begin.
TRANSLATION_PROPERTY = "ratgeber-uebersetzung"
TRANSLATION_BOOKMARK = "_rgu_"
#: A place in a translation table's text: `‹2: was dort steht›`, `‹1› … ‹/1›` around words.
PLACE_SIGN = re.compile(r"‹\s*(?P<close>/)?\s*(?P<number>[1-9]\d{0,3})\s*(?P<label>:[^›]*)?›")

#: Words in another language: `` {fremd}`merhaba <tr>` ``.
FOREIGN_ROLE = "fremd"

#: How a paragraph, heading or cell stands in another language; written by the tool alone, at its beginning.
TRANSLATION_ROLE = "uebersetzung"
UNTRANSLATED, OUTDATED, GERMAN_NOW = "fehlt", "veraltet", "jetzt"

#: Roles that show a record of `daten/`, and the kinds of record (attributes of `data.records.Records`) they may name.
RECORD_ROLES = MappingProxyType(
    {
        "fakt": ("facts",),
        "wortlaut": ("facts",),
        "kontakt": ("contacts", "schools", "operators"),
        "termin": ("appointments",),
        "frist": ("appointments",),
    }
)
#: Behind a contact's identifier: `` {kontakt}`jugendamt telefon` `` shows only that part.
CONTACT_PARTS = ("name", "telefon", "email", "anschrift", "web")
#: A value of `kommune.yaml`: `` {kommune}`name` ``.
MUNICIPALITY_ROLE = "kommune"

#: Directives whose argument names a record; `kontakt` and `frist` are plain boxes without one.
RECORD_DIRECTIVES = MappingProxyType(
    {
        "kontakt": RECORD_ROLES["kontakt"],
        "frist": RECORD_ROLES["frist"],
        "termin": RECORD_ROLES["termin"],
        "foerderung": ("funding",),
        "film": ("films",),
        "ausstellung": ("exhibitions",),
    }
)
#: Directives of `RECORD_DIRECTIVES` that show a record as a box: the box they look like, and are without a record.
RECORD_BOXES: Mapping[str, ContainerSpec] = MappingProxyType(
    {
        "kontakt": CONTAINERS["kontakt"],
        "frist": CONTAINERS["frist"],
        "termin": replace(CONTAINERS["frist"], title="Termin"),
    }
)
#: Directives of `RECORD_DIRECTIVES` that show a whole record, and the parts `:teile:` chooses among.
RECORD_PARTS = MappingProxyType(
    {
        "foerderung": (
            "ziel", "wer", "was-gilt", "fristen", "schritte", "abstimmung", "formulare", "selbstpruefung", "beispiele",
            "rest",
        ),
        "film": ("inhalt", "ansehen", "kapitel", "wortlaut", "rechte", "kontakt", "offen"),
        "ausstellung": ("inhalt", "tafeln", "standort", "ausleihe", "material", "rechte", "offen"),
    }
)  # fmt: skip
#: Directives that list records, with the options that choose among them.
LIST_DIRECTIVES = MappingProxyType(
    {
        "schulverzeichnis": ("schulform", "traeger", "stadtteil", "schule", "gliederung"),
        "schulseiten": ("schulform", "traeger", "stadtteil", "schule"),
        "schulsozialarbeit": ("schulform", "traeger", "stadtteil", "schule", "gliederung", "ansicht"),
        "traegerverzeichnis": ("art",),
        "anlaufstellen": ("art", "thema"),
        "termine": ("art", "schuljahr", "schule", "foerderung", "ausstellung"),
        "naechste-termine": (),
        "jahreskalender": ("schuljahr",),
        "was-ist-wann-dran": ("thema", "jahrgang", "klasse", "geboren"),
        "foerderhinweise": (),
        "browserspeicher": (),
    }
)
#: Options of the directive that lists what comes next; it is Sphinx's own.
TOCTREE_OPTIONS = (
    "caption", "class", "glob", "hidden", "includehidden", "maxdepth", "name", "numbered", "reversed", "titlesonly",
)  # fmt: skip
#: Directives that show what the data say and have no content of their own.
WITHOUT_CONTENT = frozenset({*RECORD_PARTS, *LIST_DIRECTIVES})
#: Language tag as in BCP 47, as far as a town needs it: language, script, region (`zh-Hant-TW`).
LANGUAGE_TAG = r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*"
#: The content of a `FOREIGN_ROLE`.
WORDS_AND_TAG = re.compile(rf"(?s)(?P<words>.*\S)\s*<(?P<tag>{LANGUAGE_TAG})>\s*\Z")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

SUPERSCRIPT_ROLE = "sup"
SUBSCRIPT_ROLE = "sub"


class Body(Enum):
    """What stands between a directive's first and last line."""

    BLOCKS = "blocks"  # ordinary Markdown
    ROWS = "rows"  # a list of lists
    ENTRIES = "entries"  # no Markdown: a line each


#: Every directive there is, and what its body is; whatever else a text names is refused by the reader, the checks and
#: the engine alike.  Names are compared letter by letter: no capitals, no aliases in another language.
DIRECTIVES: Mapping[str, Body] = MappingProxyType(
    dict.fromkeys((*CONTAINERS, *RECORD_DIRECTIVES, *LIST_DIRECTIVES, FIGURE_DIRECTIVE), Body.BLOCKS)
    | {
        TABLE_DIRECTIVE: Body.ROWS,
        "list-table": Body.ROWS,  # docutils': what an import writes for cells with more than one paragraph
        "toctree": Body.ENTRIES,  # Sphinx's: the guide's order stands in it
    }
)

#: Every role there is.  `math` holds the formulas of a Word file, and `download` a form to fill in; `ref`, `numref` and
#: `doc` are Sphinx's references.
ROLES: tuple[str, ...] = (
    TERM_ROLE,
    EXPLANATION_ROLE,
    FOREIGN_ROLE,
    FIELD_ROLE,
    *RECORD_ROLES,
    MUNICIPALITY_ROLE,
    SUPERSCRIPT_ROLE,
    SUBSCRIPT_ROLE,
    "math",
    "ref",
    "numref",
    "doc",
    "download",
)

#: What may stand in braces before a block or behind words: `{#ziel}`, a picture's width, a cell's span, and looks of
#: lists and paragraphs that the theme knows: ways in, worries to narrow, numbers to call, what is often looked for.
ATTRIBUTES = frozenset({"id", "width", SPAN_COLUMNS, SPAN_ROWS})
CLASSES = frozenset({"rg-wege", "rg-finder", "rg-anrufen", "rg-oft"})

#: So deep may boxes stand in each other, and quotations, lists and words with marks.  Nobody writes half of it; the
#: engine loses what is deeper than 20 levels, and programs that walk a text by themselves end with a few hundred.
DEEPEST_BOX = 12
DEEPEST_WORDS = 40

_TRANSLITERATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def slug(text: str, *, longest: int = 60) -> str:
    """Return `text` as an identifier and file name: `[a-z0-9-]+`, umlauts spelled out, at most `longest` characters.

    Cut at a word's end where there is one; empty if `text` has no letter or digit of the Latin alphabet.
    """
    folded = unicodedata.normalize("NFC", text).casefold().replace("ß", "ss").translate(_TRANSLITERATION)
    ascii_text = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    if len(name) <= longest:
        return name
    cut = name.rfind("-", 0, longest + 1)
    return name[: cut if cut > 0 else longest].strip("-")


def directive_options(name: str) -> tuple[str, ...] | None:
    """Return the options a directive takes, sorted; None for one that takes none and reads such lines as text, and for
    those that are not ours.
    """
    if name in RECORD_PARTS:
        return ("teile",)
    if name in LIST_DIRECTIVES:
        return tuple(sorted(LIST_DIRECTIVES[name])) or None
    if name in CONTAINERS and not CONTAINERS[name].title:
        return CONTAINERS[name].options or None
    if name in CONTAINERS or name in RECORD_DIRECTIVES:
        return tuple(sorted((*(CONTAINERS[name].options if name in CONTAINERS else ()), "name")))
    return {
        TABLE_DIRECTIVE: tuple(sorted(TABLE_OPTIONS)),
        FIGURE_DIRECTIVE: tuple(sorted(FIGURE_OPTIONS)),
        "toctree": TOCTREE_OPTIONS,
    }.get(name)


def record_named(argument: str, *, has_content: bool) -> str | None:
    """Return the record that a directive of `RECORD_DIRECTIVES` names, None if its argument is only a heading.

    A box with content of its own keeps its argument as a heading, one without cannot mean anything but a record.
    """
    words = argument.strip()
    return words if words and not has_content and _IDENTIFIER.fullmatch(words) else None


def is_right_to_left(language: str) -> bool:
    """Say whether a BCP 47 language tag is written from right to left."""
    return language.split("-")[0].lower() in RIGHT_TO_LEFT_LANGUAGES


def direction_of(language: str) -> str:
    """Return `"rtl"` or `"ltr"`, as HTML and Typst call the direction a BCP 47 language tag is written in."""
    return "rtl" if is_right_to_left(language) else "ltr"


def is_allowed_address(address: str) -> bool:
    """Say whether a link may lead to `address`: an allowed scheme, or a path or fragment without a scheme.

    Control characters and blanks before or inside the scheme, which browsers ignore, do not get an odd scheme past.
    """
    compact = _without_blanks(address)
    if compact.startswith(("//", "\\")):
        return False
    scheme = scheme_of(compact)
    return not scheme or scheme in URL_SCHEMES


def scheme_of(address: str) -> str:
    """Return the scheme of an address as browsers read it, in small letters; empty for a path or fragment."""
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", _without_blanks(address))
    return scheme[1].lower() if scheme else ""


def _without_blanks(address: str) -> str:
    return re.sub(r"[\x00-\x20\x7f]", "", address)


def is_allowed_entry(line: str) -> bool:
    """Say whether a line of a `{toctree}`, a page or `Words <page or address>`, may lead where it does."""
    named = re.search(r"<([^<>]*)>\s*\Z", line)
    return is_allowed_address(named[1] if named else line)


def blank_head(text: str) -> str:
    """Return `text` with blank lines where its head was, so that every other line keeps its number.

    Of a head that is never closed only its first line goes: whatever follows may be what somebody wrote.
    """
    lines = text.split("\n")
    end = head_end(lines)
    if end is None:
        return text
    end = end if end < len(lines) else 0
    return "\n".join([""] * (end + 1) + lines[end + 1 :])


def split_head(text: str) -> tuple[str, bool] | None:
    """Return the head's YAML and whether the line of strokes that ends it is there, or None if there is no head.

    The YAML begins in line 2 of the file.
    """
    lines = text.split("\n")
    end = head_end(lines)
    if end is None:
        return None
    return "\n".join(lines[1:end]), end < len(lines)


def head_end(lines: Sequence[str]) -> int | None:
    """Return the index of the line that ends the head, `len(lines)` if none does, None if there is no head.

    The rule is that of MyST's parser: a head that begins with four strokes is not closed by three.
    """
    opening = HEAD_FENCE.match(lines[0])
    if opening is None:
        return None
    closing = re.compile(rf"(?:-{{{len(opening[1])},}}|\.\.\.)\s*$")
    return next((index for index, line in enumerate(lines[1:], start=1) if closing.match(line)), len(lines))
