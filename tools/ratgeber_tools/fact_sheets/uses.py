"""Where the guide uses a record, in its own sentences: what an office needs to judge a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ratgeber_tools import dialect
from ratgeber_tools.data.inventory import uses_in_data
from ratgeber_tools.data.records import Key
from ratgeber_tools.document import (
    Inlines,
    Role,
    plain_text,
)
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.record_uses import listed_collections, uses_in
from ratgeber_tools.prose import sentences
from ratgeber_tools.quotation import quoted
from ratgeber_tools.traversal import children_of, own_texts

#: More sentences than this of one record are only counted: nobody reads the fortieth.
MOST_SENTENCES = 6
_LONGEST = 320

_Named = tuple[str, str]  # a role and the identifier it names


def uses_of(guide: Guide, today: date) -> Mapping[Key, tuple[str, ...]]:
    """Return, by record, lines that say which chapters use it, sentence by sentence where there is one."""
    records = guide.data.records
    quoted: defaultdict[Key, list[str]] = defaultdict(list)
    boxed: defaultdict[Key, list[str]] = defaultdict(list)
    for chapter in guide:
        uses = [(use, key) for use in uses_in(chapter) if (key := use.key_in(records)) is not None]
        found = _sentences(guide, chapter, today) if uses else {}
        for use, key in uses:
            texts = [] if use.name in dialect.RECORD_DIRECTIVES else found.get((use.name, use.identifier), [])
            quoted[key] += [f"{_title(chapter)}: „{text}“" for text in texts]
            if not texts:
                boxed[key].append(_title(chapter))
    listed, in_data = listed_collections(guide), uses_in_data(records)
    return {
        key: tuple(
            _lines(quoted.get(key, ()), boxed.get(key, ()), listed.get(key.collection, ()), in_data.get(key, ()))
        )
        for key, _ in records.attested()
    }


def _lines(
    quoted: Sequence[str], boxed: Sequence[str], listed: Sequence[Chapter], in_data: Sequence[str]
) -> Iterator[str]:
    texts = list(dict.fromkeys(quoted))
    yield from texts[:MOST_SENTENCES]
    if len(texts) > MOST_SENTENCES:
        yield f"… und in {len(texts) - MOST_SENTENCES} weiteren Sätzen."
    for lead, names in (
        ("Als Kasten oder Eintrag in", boxed),
        ("In einer Liste in", [_title(chapter) for chapter in listed]),
        ("Darauf beruht auch", [place for place in in_data if not place.startswith("zuständig für")]),
    ):
        if names:
            yield f"{lead}: {', '.join(dict.fromkeys(names))}"


def _title(chapter: Chapter) -> str:
    return f"Kapitel {quoted(chapter.title or chapter.name)}"


def _sentences(guide: Guide, chapter: Chapter, today: date) -> Mapping[_Named, list[str]]:
    """Return the sentences with each role that names a record, as the working edition shows them."""
    shown = ShownWords(guide, chapter, today)
    found: defaultdict[_Named, list[str]] = defaultdict(list)
    for placed in chapter.blocks:
        for inlines in own_texts(placed.block):
            spans: list[tuple[int, _Named]] = []
            text = _with_words(inlines, shown, spans, 0).replace("\n", " ")
            for start, named in spans:
                found[named].append(_sentence_at(text, start))
    return found


def _with_words(inlines: Inlines, shown: ShownWords, spans: list[tuple[int, _Named]], start: int) -> str:
    """Return the text a reader sees, and note in `spans` where each role begins; `start` is the text's own place."""
    text = ""
    for inline in inlines:
        if isinstance(inline, Role):
            words = inline.content.split()
            if inline.name in dialect.RECORD_ROLES and words:
                spans.append((start + len(text), (inline.name, words[0])))
            text += shown.of_inline(inline)
        elif children := children_of(inline):
            text += _with_words(children, shown, spans, start + len(text))
        else:
            text += plain_text((inline,))
    return text


def _sentence_at(text: str, place: int) -> str:
    """Return the sentence of `text` in which `place` lies, shortened if it is very long."""
    start = 0
    for end in (*sentences.breaks(text), len(text)):
        if place < end:
            sentence = " ".join(text[start:end].split())
            return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST].rsplit(" ", 1)[0] + " …"
        start = end
    return " ".join(text[start:].split())
