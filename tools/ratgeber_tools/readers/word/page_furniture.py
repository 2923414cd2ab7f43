"""What stands around the text and not in it: headers, footers, macros; all left out and reported."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.inlines.instructions import PAGE_NUMBERS
from ratgeber_tools.readers.word.namespaces import R, W
from ratgeber_tools.readers.word.package import Package, Relationship
from ratgeber_tools.readers.word.report import Report, quoted, tidy
from ratgeber_tools.readers.word.xml import Element

#: A page number as typed or as Word shows it, also of how many; no year and no day is one.
_NUMBER = r"(?:\d{1,3}|[ivxlc]{1,7})"
_PAGE_NUMBER = re.compile(
    rf"[-–—|·\s]*(?:(?:Seite|S\.|Blatt|Page)\s*)?(?:{_NUMBER}\s*)?(?:(?:von|of|/|\|)\s*(?:{_NUMBER}\s*)?)?[-–—|·\s]*",
    re.IGNORECASE,
)
_LONGEST_PAGE_NUMBER = 40
_NAMES = {f"{W}headerReference": "Kopfzeile", f"{W}footerReference": "Fußzeile"}


def report_headers(
    sections: Iterable[Element], relationships: Mapping[str, Relationship], package: Package, report: Report
) -> None:
    """Report the words of every header and footer that `sections` (`w:sectPr`) refer to, each text once.

    Two that differ in figures alone, a page number or a day, are one to a reader.  One that is nothing but a page
    number is no loss: the guide numbers its own pages.
    """
    seen: set[str] = set()
    for section in sections:
        for child in section:
            name = _NAMES.get(child.tag)
            link = relationships.get(child.get(f"{R}id", ""))
            if name is None or link is None or link.external or link.target in seen:
                continue
            seen.add(link.target)
            root = package.xml(link.target)
            words = "" if root is None or _is_page_number(root) else _words(root)
            alike = re.sub(r"[\W\d_]+", "", words) or words
            if words and alike not in seen:
                seen.add(alike)
                report.add(
                    Code.CONTENT_DROPPED,
                    f"Die {name} wurde weggelassen ({quoted(words)}); der Ratgeber hat seine eigene.",
                    words=words,
                    position=0,
                )


def _words(root: Element) -> str:
    """Return the words of a header or footer; Word breaks its runs anywhere, and only these signs part two words."""
    parts = root.iter(f"{W}t", f"{W}p", f"{W}tab", f"{W}br")
    return tidy("".join(part.text or "" if part.tag == f"{W}t" else " " for part in parts))


def _is_page_number(root: Element) -> bool:
    """Say whether a header or footer shows the number of the page and nothing else."""
    shown = _words(root)
    if len(shown) > _LONGEST_PAGE_NUMBER or _PAGE_NUMBER.fullmatch(shown) is None:
        return False
    return any(sign.isdigit() for sign in shown) or _has_page_field(root)


def _has_page_field(root: Element) -> bool:
    codes = (
        *(node.text or "" for node in root.iter(f"{W}instrText")),
        *(node.get(f"{W}instr", "") for node in root.iter(f"{W}fldSimple")),
    )
    return any(code.split()[0].upper() in PAGE_NUMBERS for code in codes if code.strip())


def report_macros(package: Package, report: Report) -> None:
    """Report that a document carries macros; none is ever read."""
    if "macroEnabled" in package.content_type(package.main_part) or any(
        posixpath.basename(name).lower() == "vbaproject.bin" for name in package.names()
    ):
        report.add(Code.CONTENT_DROPPED, "Die Word-Datei enthält Makros; sie wurden nicht übernommen.", position=0)
