"""The writer's output proves itself: what is read back from it is compared with what was meant."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest

from ratgeber_tools import document as doc

_LONGEST = 60


def differences(original: doc.Document, reread: doc.Document) -> tuple[str, ...]:
    """Return a German sentence for each place where `reread` is not `original`; empty if they are equal."""
    if original == reread:
        return ()
    found: list[str] = []
    if original.front_matter != reread.front_matter:
        found.append("Der Kopf der Datei ist anders geworden.")
    found.extend(_compare(original.blocks, reread.blocks, place=""))
    for label in dict.fromkeys([*original.notes, *reread.notes]):
        ours, theirs = original.notes.get(label), reread.notes.get(label)
        if ours is None or theirs is None:
            found.append(f"Fußnote {label} ist {'dazugekommen' if ours is None else 'verloren gegangen'}.")
        else:
            found.extend(_compare(ours, theirs, place=f" in Fußnote {label}"))
    return tuple(found)


def _compare(originals: doc.Blocks, rereads: doc.Blocks, *, place: str) -> list[str]:
    found: list[str] = []
    matcher = SequenceMatcher(None, originals, rereads, autojunk=False)
    for kind, first, end, other_first, other_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(originals[first:end], rereads[other_first:other_end])
        for number, (ours, theirs) in enumerate(pairs, start=first + 1):
            where = f"Block {number}{place}"
            if theirs is None:
                found.append(f"{where} ist verloren gegangen: „{_words(ours)}“.")
            elif ours is None:
                found.append(f"{where} ist dazugekommen: „{_words(theirs)}“.")
            elif _words(ours, longest=None) != _words(theirs, longest=None):
                found.append(f"{where} liest sich anders: „{_words(ours)}“ wurde „{_words(theirs)}“.")
            else:
                found.append(f"{where} ist anders ausgezeichnet, der Text ist gleich: „{_words(ours)}“.")
    return found


def _words(block: doc.Block | None, *, longest: int | None = _LONGEST) -> str:
    """Return what a reader sees of a block and the blocks in it, cut to `longest` characters."""
    parts: list[str] = []
    for inner in doc.iterate_blocks(() if block is None else (block,)):
        match inner:
            case doc.Heading(children=children) | doc.Paragraph(children=children) | doc.Figure(caption=children):
                parts.append(doc.plain_text(children))
            case doc.CodeBlock(text=text) | doc.Verbatim(source=text):
                parts.append(text)
            case _:
                pass
    words = " ".join(" ".join(parts).split())
    return words if longest is None or len(words) <= longest else words[: longest - 1].rstrip() + "…"
