"""What a voice says of a tagged PDF: its words in the order of the tree of tags (ISO 32000-1, 14.8.2.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from ratgeber_tools.typesetting.link_words import words_by_mark


def spoken(document: pikepdf.Pdf, *kinds: str) -> Iterator[str]:
    """Yield what a voice says of each element of one of the kinds: what is shown, in the order of the tree of tags."""
    shown = {sheet.objgen: words_by_mark(sheet.obj) for sheet in document.pages}

    def words(node: pikepdf.Object, sheet: pikepdf.Object | None) -> Iterator[str]:
        for child in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(child, int) or "/MCID" in child:
                mark, on = (child, sheet) if isinstance(child, int) else (child.MCID, child.get("/Pg", sheet))
                assert on is not None
                yield from (run.text for run in shown[on.objgen].get(int(mark), ()))
            elif "/S" in child and "/K" in child:
                yield from words(child.K, child.get("/Pg", sheet))

    def elements(node: pikepdf.Object) -> Iterator[str]:
        for child in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child and "/K" in child:
                if str(child.S).removeprefix("/") in kinds:
                    yield "".join(words(child.K, child.get("/Pg")))
                else:
                    yield from elements(child.K)

    yield from elements(document.Root.StructTreeRoot.K)
