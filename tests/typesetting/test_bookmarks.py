from __future__ import annotations

import io

import pikepdf

from ratgeber_tools.typesetting.bookmarks import Bookmark, chapter_extents, read_bookmarks


def pdf_with(pages: int, *outline: tuple[str, int, tuple[tuple[str, int], ...]]) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    with document.open_outline() as tree:
        for words, page, children in outline:
            item = pikepdf.OutlineItem(words, page)
            item.children.extend(pikepdf.OutlineItem(*child) for child in children)
            tree.root.append(item)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_bookmarks_are_read_with_level_and_page() -> None:
    pdf = pdf_with(3, ("Teil A", 0, (("Hort", 1),)), ("Anhang", 2, ()))
    assert read_bookmarks(pdf) == (
        (Bookmark(1, "Teil A", 1), Bookmark(2, "Hort", 2), Bookmark(1, "Anhang", 3)),
        3,
    )


def test_a_chapter_reaches_to_where_the_next_begins() -> None:
    bookmarks = [Bookmark(1, "Inhalt", 1), Bookmark(1, "Teil A", 2), Bookmark(2, "Hort", 3), Bookmark(1, "Anhang", 7)]
    extents = chapter_extents(bookmarks, 9, [("a/index", "Teil A"), ("a/hort", "Hort"), ("anhang", "Anhang")])
    assert extents == {"a/index": 1, "a/hort": 4, "anhang": 3}


def test_a_section_of_the_same_name_is_no_chapter() -> None:
    bookmarks = [Bookmark(1, "Teil A", 1), Bookmark(2, "Geld", 2), Bookmark(3, "Hort", 3), Bookmark(2, "Hort", 5)]
    assert chapter_extents(bookmarks, 5, [("geld", "Geld"), ("hort", "Hort")]) == {"geld": 3, "hort": 1}


def test_two_chapters_of_one_title_are_told_apart_by_their_order() -> None:
    bookmarks = [Bookmark(2, "Geld", 1), Bookmark(2, "Geld", 4)]
    assert chapter_extents(bookmarks, 5, [("a/geld", "Geld"), ("b/geld", "Geld")]) == {"a/geld": 3, "b/geld": 2}


def test_a_chapter_without_a_bookmark_has_no_number() -> None:
    assert chapter_extents([Bookmark(2, "Geld", 1)], 1, [("hort", "Hort"), ("geld", "Geld")]) == {"geld": 1}
