"""Our doctree nodes: what the guide's building blocks mean, before any edition says how they look.

Directives and transforms make them, every builder's translator has to handle all of `OWN_NODES`; gaps and stamps are
settled before one sees them.  Attributes hold plain strings, numbers and booleans, so a doctree can be pickled and read
by a later version.
"""

from __future__ import annotations

from docutils import nodes

#: Of a box that shows a contact: its hours as `data.opening_hours.as_attribute` writes them, where all are understood.
HOURS = "zeiten"
#: Of an element whose words are German on a page in another language; docutils writes `lang` for it.
GERMAN_CLASS = "language-de"


class ratgeber_box(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A building block with a title and ordinary content: Das Wichtigste, Frist, Checkliste, Redaktionsnotiz, ...

    Attributes: `kind`, the directive's name in `dialect.CONTAINERS`, or `"stand"` for the block "Quellen und Stand"
    that closes a chapter; `title`, the plain text of the whole title; `internal`, True if no public edition may show
    it.  The first child is always a `ratgeber_box_title`, the others are body elements.
    A box that shows a record has its identifier as `record`.
    A note of the editors also has `art` and `von` (may be empty); `"stand"` has `status` as in the front matter.
    """


class ratgeber_box_title(nodes.General, nodes.TextElement):  # noqa: N801
    """The visible title of a `ratgeber_box`: its label ("Frist"), and after a colon what the author added."""


class ratgeber_medium(nodes.General, nodes.Element):  # noqa: N801
    """Body elements for one medium alone; gone once an edition has resolved its references (`media`),
    but for the booklet's own passages in the booklet.

    Attribute: `medium`, the directive's name, `dialect.WEB_ONLY` or `dialect.BOOKLET_ONLY`.
    """


class ratgeber_foreign(nodes.General, nodes.Element):  # noqa: N801
    """Body elements in another language.

    Attributes: `language`, a BCP 47 tag; `direction`, `"ltr"` or `"rtl"`.
    """


class ratgeber_foreign_inline(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words in another language inside a sentence; attributes as `ratgeber_foreign`."""


class ratgeber_field(nodes.Inline, nodes.Element):  # noqa: N801
    """A place to write in a sheet to fill in; no children.

    Attributes: `label`, what is asked for; `lines` to write on, as a number.
    """


class ratgeber_explanation(nodes.Inline, nodes.Element):  # noqa: N801
    """The place of what the glossary says of a word; gone once an edition has resolved its references (`glossary`).

    Attribute: `word`.  No children.
    """


class ratgeber_checkbox(nodes.Inline, nodes.Element):  # noqa: N801
    """The box at the start of a checklist's item, first node of the item's first paragraph; no children.

    Attribute: `checked`.  The list has the class `contains-task-list`, the item `task-list-item`.
    """


class ratgeber_strikethrough(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Struck-out words."""


class ratgeber_expiring(nodes.Inline, nodes.Element):  # noqa: N801
    """Words that hold until a day: two `inline` children, what is shown, and what to say afterwards.

    Attribute: `until`, the last day as `2027-07-31`.  Only a browser shows the second; print shows the first.
    """


class ratgeber_gap(nodes.Inline, nodes.Element):  # noqa: N801
    """A place where parents miss a value; `data.gaps` settles all of them before any edition is written.

    Attributes: `office`, the name of the one to ask; `number` of values missing; `is_whole`: the sentence around it
    says nothing else, whatever its words.  Children are what editors read there, none in the public edition.
    """


class ratgeber_sign(nodes.Inline, nodes.Element):  # noqa: N801
    """The sign behind a value that a source says and nobody has vouched for; the page's end says which source.

    Attributes: `title`, `address` and `day` (German, may be empty) of the source.  No words: a search or a description
    has no use for it.
    """


class ratgeber_stamp(nodes.Inline, nodes.Element):  # noqa: N801
    """Where a vouched value may say until when it holds; `data.stamps` leaves only those that differ from the page's.

    Attributes: `confirmed_on` and `until`, days as `2027-07-31` or empty; `ends_soon`.
    """


class ratgeber_state(nodes.Inline, nodes.Element):  # noqa: N801
    """A light mark for editors behind a value parents do not see; attribute `state`, a word of `State`."""


class ratgeber_cohort(nodes.General, nodes.Element):  # noqa: N801
    """The table and links of one birth cohort; `first` and `last` birthday as `2021-07-01`, empty if not to be told."""


class ratgeber_birthday_form(nodes.General, nodes.Element):  # noqa: N801
    """The place of the form that finds a child's cohort, before the `ratgeber_cohort` it chooses among; web only."""


OWN_NODES: tuple[type[nodes.Element], ...] = (
    ratgeber_box,
    ratgeber_box_title,
    ratgeber_foreign,
    ratgeber_foreign_inline,
    ratgeber_field,
    ratgeber_checkbox,
    ratgeber_strikethrough,
    ratgeber_expiring,
    ratgeber_sign,
    ratgeber_state,
    ratgeber_cohort,
    ratgeber_birthday_form,
)
