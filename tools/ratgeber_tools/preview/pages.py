"""What the preview adds to a page, and the pages that are its own: the view beside a phone, and “not there (yet)”."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import quote, unquote

from ratgeber_tools.preview.state import Moment, PreviewRemark

#: Everything of the preview's own lies below this address.
OWN = "/_vorschau/"
#: A common phone, in CSS pixels.
PHONE_WIDTH, PHONE_HEIGHT = 390, 844

_ADDITION = f'<link rel="stylesheet" href="{OWN}vorschau.css"><script src="{OWN}vorschau.js" defer></script>'


def with_preview(page: bytes) -> bytes:
    """Return a page (UTF-8) with the preview's script and style, at its end."""
    head, closing, tail = page.rpartition(b"</body>")
    return head + _ADDITION.encode("ascii") + closing + tail if closing else page + _ADDITION.encode("ascii")


def page_name(address: str) -> str:
    """Return the chapter an address shows: `/schulanfang/geld.html?x#y` is `schulanfang/geld`, `/` is `index`."""
    path = unquote(address.partition("#")[0].partition("?")[0]).lstrip("/")
    if path.endswith("/") or not path:
        path += "index.html"
    return path.removesuffix(".html")


def as_json(moment: Moment, page: str) -> str:
    """Return what the page's script has to know: numbers of build and checks, and the remarks of this page."""
    remarks = moment.remarks()
    here = [_as_dict(remark) for remark in remarks if remark.page == page]
    elsewhere = [_as_dict(remark) for remark in remarks if remark.page != page]
    return json.dumps(
        {
            "gebaut": moment.built,
            "geprueft": moment.checked,
            "fehler": moment.failure,
            "hier": here,
            "sonst": elsewhere,
        },
        ensure_ascii=False,
    )


def _as_dict(remark: PreviewRemark) -> dict[str, object]:
    address = f"/{quote(remark.page)}.html" if remark.page else ""
    return {
        "zeile": remark.line,
        "art": remark.severity.value,
        "satz": remark.sentence,
        "ort": remark.place,
        "adresse": address,
    }


def phone_page(address: str) -> bytes:
    """Return the page that shows `address` twice: as wide as there is room, and as on a phone."""
    shown = escape(address if address.startswith("/") and not address.startswith("//") else "/", quote=True)
    return _document(
        "Vorschau: Bildschirm und Telefon",
        f'<iframe class="rg-v-breit" title="Auf dem Bildschirm" src="{shown}"></iframe>'
        f'<iframe class="rg-v-telefon" title="Auf dem Telefon" width="{PHONE_WIDTH}" height="{PHONE_HEIGHT}" '
        f'src="{shown}"></iframe>',
        body_class="rg-v-zwei",
    )


def missing_page(address: str, moment: Moment) -> bytes:
    """Return what is shown where no page is built."""
    words = moment.failure or (
        f"Die Seite {unquote(address.partition('?')[0])} gibt es nicht. "
        "Vielleicht heißt das Kapitel jetzt anders oder steht in keinem Inhaltsverzeichnis."
    )
    return _document("Keine Seite", f'<h1>Keine Seite</h1><p>{escape(words)}</p><p><a href="/">Zur Startseite</a></p>')


def _document(title: str, body: str, *, body_class: str = "rg-v-leer") -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,">{_ADDITION}</head>'
        f'<body class="{body_class}">{body}</body></html>\n'
    ).encode()
