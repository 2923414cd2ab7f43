"""Links and bookmarks: where words lead, and where something may lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ratgeber_tools.dialect import is_allowed_address
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.context import Context
from ratgeber_tools.readers.word.drafts import Target
from ratgeber_tools.readers.word.namespaces import R, W
from ratgeber_tools.readers.word.report import quoted
from ratgeber_tools.readers.word.xml import Element

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.inlines.paragraph import ParagraphReader

#: The bookmark Word sets where the author last typed.
LAST_EDIT = "_GoBack"

#: What LibreOffice adds to the bookmarks of what it copies, in the language it runs in: `_Copy_1`, `_Kopie_1`.  It
#: copies footnotes as it reads them.
_COPY = r"(?P<copy>(?:[ _][^\W\d_]+[ _]\d+)*)"
#: Bookmarks an export sets around what Word cannot hold: number of the unit, number of the passage in it.
EXPORTED_PASSAGE = re.compile(r"(?P<name>_rg_(\d+)_(\d+))" + _COPY)
#: The one at the start of every exported paragraph.
EXPORTED_UNIT = re.compile(r"_rg_(\d+)" + _COPY)


def hyperlink(line: ParagraphReader, element: Element) -> None:
    identifier, anchor = element.get(f"{R}id"), element.get(f"{W}anchor", "")
    target: Target | None = None
    if line.is_left_out:
        pass  # a table of contents leads nowhere any more
    elif identifier is not None:
        link = line.story.relationships.get(identifier)
        if link is not None:
            address = f"{link.target}#{anchor}" if anchor else link.target
            target = checked(line.context, Target(address, internal=False))
    elif anchor:
        target = checked(line.context, Target(anchor, internal=True))
    line.targets.append(target)
    line.enter(element, lambda: _leave(line))


def _leave(line: ParagraphReader) -> None:
    line.targets.pop()


def bookmark(line: ParagraphReader, element: Element) -> None:
    name = element.get(f"{W}name", "")
    if name and name != LAST_EDIT:
        line.bookmarks.append(name)
        if passage := EXPORTED_PASSAGE.fullmatch(name):
            line.passages[element.get(f"{W}id", "")] = passage["name"]
            line.put("")  # where a passage begins is known even if nothing is left of it


def bookmark_end(line: ParagraphReader, element: Element) -> None:
    line.passages.pop(element.get(f"{W}id", ""), None)


def checked(context: Context, target: Target) -> Target | None:
    """Return a target a chapter may have; None, and a finding, for any other."""
    address = target.address.strip()
    if not target.internal and address.startswith("#"):
        target = Target(address[1:], internal=True)
    if target.internal:
        context.referenced.add(target.address)
        return target
    outside = admitted(address)
    if outside is not None or not address:
        return outside
    reason = (
        "führt zu einer Datei, die nur auf einem Rechner liegt" if _is_path(address) else "hat keine erlaubte Adresse"
    )
    context.report.add(
        Code.LINK_DROPPED,
        f"Ein Link {reason} ({quoted(address)}); seine Wörter stehen ohne Link im Kapitel: "
        "Setzen Sie eine Webadresse, eine E-Mail-Adresse oder eine Telefonnummer.",
        words=address,
    )
    return None


def admitted(address: str) -> Target | None:
    """Return where a link out of the guide leads, None for an address a chapter may not have."""
    if address.lower().startswith("www."):
        address = f"https://{address}"
    if ":" in address and is_allowed_address(address):
        return Target(address.replace(" ", "%20").replace("\\", "/"), internal=False)
    return None


def _is_path(address: str) -> bool:
    return address.lower().startswith("file:") or ":" not in address[2:] or address.startswith("\\")
