"""Chapters in plainer German in the public edition: there with their original or not at all, and their age said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ratgeber_tools.dialect import is_plain
from ratgeber_tools.editions.released import ReleasedContent
from ratgeber_tools.guide import Chapter, parse_chapter
from ratgeber_tools.guide.front_matter import read_head
from ratgeber_tools.languages.plain import old_sections, old_sentences


def with_originals(content: ReleasedContent) -> ReleasedContent:
    """Return what is released without plain chapters whose original is not: nobody could read on there."""
    alone = {
        name
        for name, text in content.texts.items()
        if is_plain(name) and not name.endswith("/index") and _original(text, name) not in content.texts
    }
    if not alone:
        return content
    return replace(
        content,
        releases={name: release for name, release in content.releases.items() if name not in alone},
        texts={name: text for name, text in content.texts.items() if name not in alone},
    )


def plain_values(content: ReleasedContent, name: str) -> Mapping[str, Any]:
    """Return what the manifest says of a plain chapter; nothing for any other page.

    Both are compared as they were released, so that no draft of the original ages a page.
    """
    texts = content.texts
    text = texts.get(name, "")
    original = _original(text, name)
    if not original or original not in texts:
        return {}
    old = old_sentences(_read(text, name), _read(texts[original], original))
    return {
        "plain_of": original,
        "is_older": bool(old),
        "older_sections": old_sections(old),
        "has_reader_test": content.log.has_reader_test(name),
    }


def _original(text: str, name: str) -> str:
    head = read_head(_with_unix_ends(text), Path(f"{name}.md")) if is_plain(name) else None
    return head.values.plain_of if head is not None else ""


def _read(text: str, name: str) -> Chapter:
    return parse_chapter(text, path=Path(f"{name}.md"), name=name)


def _with_unix_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
