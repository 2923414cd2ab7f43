"""What the previews of a merge call things, in German, and words from other people's files made safe to show."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Protocol

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.readers.myst.directives import directive_in
from ratgeber_tools.roundtrip.merge.tokens import Token
from ratgeber_tools.roundtrip.preview.changes import Change, Fate, is_conflict

NOTHING = "Am Kapitel ändert sich nichts."
UNDECIDED = "Noch nicht entschieden"
#: What to do with a conflict beside what `dialect.CONFLICT_ADVICE` says.
_BESIDE = (
    "Steht hinter „Konflikt“ noch ein Wort wie Überschrift, gilt im Text davor die Fassung des Ratgebers. Setzen Sie "
    "dort die andere ein, wenn sie gelten soll, und löschen Sie den ganzen Kasten."
)

_LABELS = {Fate.NEW: "Neu", Fate.GONE: "Gestrichen"}

#: Signs that turn the direction of what follows; controls are told by their category.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HARMFUL = frozenset({"Cc", "Cs", "Zl", "Zp"})


class RecordWords(Protocol):
    """The words of what has none of its own, as in the Word export: records, references, generated lists."""

    def of_inline(self, inline: doc.Inline) -> str: ...

    def of_block(self, block: doc.Block) -> str: ...


class PlainWords:
    """Words without a guide at hand: what the chapter's source names."""

    def of_inline(self, inline: doc.Inline) -> str:
        """Return the source's own words of an inline."""
        match inline:
            case doc.Role(name=name, content=content):
                return f"{name}: {content}"
            case doc.Link(target=target) | doc.CrossReference(target=target):
                return target
            case _:
                return ""

    def of_block(self, block: doc.Block) -> str:
        """Return the source's own words of a block."""
        return block.source if isinstance(block, doc.Verbatim) else ""


def harmless(text: str) -> str:
    """Return `text` with signs that drive terminals or turn lines around made visible; white space stays."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if (unicodedata.category(sign) in _HARMFUL and sign not in "\t\n") or sign in _TURNING
        else sign
        for sign in text
    )


def directive_name(block: doc.Verbatim) -> str:
    """Return the name of a directive kept as it is written; empty for what is none."""
    directive = directive_in(block.source)
    return directive.name if directive is not None else ""


def box_title(box: doc.Container) -> str:
    """Return the title a box bears in every edition."""
    if box.name == dialect.GLOSSARY_DIRECTIVE:
        return dialect.GLOSSARY_TITLE
    spec = dialect.CONTAINERS.get(box.name)
    return (spec.title if spec else "") or dict(box.options).get("sprache", "") or box.name


def advice(conflicts: Iterable[Change]) -> str:
    """Return what an author does with these conflicts."""
    is_beside = any(isinstance(change.element, doc.Container) and change.element.argument for change in conflicts)
    return f"{dialect.CONFLICT_ADVICE} {_BESIDE}" if is_beside else dialect.CONFLICT_ADVICE


def label_of(change: Change) -> str:
    """Return what to call a change: `Neu`, `Verschoben (stand weiter oben)`, `Konflikt`, …; empty for changed words."""
    if is_conflict(change.after):
        return "Konflikt"
    labels = [label] if (label := _LABELS.get(change.fate)) else []
    if change.moved:
        labels.append(f"Verschoben ({change.moved})")
    return ". ".join([*labels, *map(harmless, change.remarks)])


def marked(
    tokens: Sequence[Token], leaf: Callable[[doc.Inline], str], mark: Callable[[doc.Inline, str], str], depth: int = 0
) -> str:
    """Return the tokens as text: each leaf by `leaf`, what stands inside a mark put through `mark`."""
    found: list[str] = []
    for outer, group in groupby(tokens, key=lambda token: token.marks[depth] if len(token.marks) > depth else None):
        members = list(group)
        if outer is None:
            found += (leaf(member.leaf) for member in members)
        else:
            found.append(mark(outer, marked(members, leaf, mark, depth + 1)))
    return "".join(found)
