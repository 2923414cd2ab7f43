"""What somebody pastes, as HTML of a clipboard or as plain text, becomes a `Document` by the repairs of Word files.

The way: `tree` makes a tree of whatever it is and takes out what only programs read; `styles` reads what style sheet
and attributes say; `walking` turns the tree into the drafts of `readers.word`; what follows is the same as there.

What comes out can hold nothing but our model: no script, no style, no address that is not allowed, nothing to fetch.
What is told apart: Word (lists by `mso-list`, styles by name), Word Online, Outlook, LibreOffice, Google Docs, pages of
our own (boxes, boxes to tick) and any other page.
"""

from __future__ import annotations

from ratgeber_tools.readers.pasted.reading import LARGEST_CLIPBOARD, Pasted, read_html, read_plain

__all__ = ["LARGEST_CLIPBOARD", "Pasted", "read_html", "read_plain"]
