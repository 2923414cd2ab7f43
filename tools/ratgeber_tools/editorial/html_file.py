"""An HTML file of one's own, for mails and meetings: readable on a phone, printable on A4, nothing loaded."""

from __future__ import annotations

from html import escape

_STYLE = """
body { max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; color: #1a1a1a; }
table { border-collapse: collapse; width: 100%; font-size: 0.85rem; }
th, td { padding: 0.3rem 0.5rem; border-bottom: 1px solid #bbb; text-align: left; vertical-align: top; }
div[role=region] { overflow-x: auto; }
progress { width: 100%; max-width: 30rem; }
ins { background: #d8f0d8; text-decoration: underline; }
del { background: #f8dcdc; text-decoration: line-through; }
@media print { body { font-size: 10pt; margin: 0; } h2, h3 { break-after: avoid; } }
@page { size: A4; margin: 18mm; }
"""


def html_file(title: str, content: str, *, style: str = "") -> str:
    """Return a whole file around `content`, which is HTML; `style` is added to the rules every such file has."""
    return (
        '<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n{content}</body>\n</html>\n"
    )
