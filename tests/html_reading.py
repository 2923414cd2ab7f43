"""HTML of ours read strictly: every tag is closed, and in the right order."""

from __future__ import annotations

from html.parser import HTMLParser


class Balance(HTMLParser):
    """Fails where a tag is closed that was not opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attributes: object) -> None:
        if tag not in ("br", "meta"):
            self.stack.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def read_html(text: str) -> Balance:
    parser = Balance()
    parser.feed(text)
    parser.close()
    assert parser.stack == []
    return parser
