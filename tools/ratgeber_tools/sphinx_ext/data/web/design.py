"""The exhibition's look on the pages about school social work: a style sheet of custom properties, linked, not inline.

Only what somebody has set is in it; while nothing is set, there is no file and no link.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.design import Design, Palette
from ratgeber_tools.data.presentation_queries import DesignQuery
from ratgeber_tools.sphinx_ext.builders import makes_web_pages
from ratgeber_tools.sphinx_ext.data.domain import data_domain

STYLE_SHEET = "ratgeber-auftritt.css"

#: Custom property of each colour; what uses them stands in `ratgeber-daten.css`.
_PROPERTIES = {"grund": "--rg-auftritt-grund", "schrift": "--rg-auftritt-schrift", "akzent": "--rg-auftritt-akzent"}

#: What the directives for social work, film and exhibition make.
_LISTS = ":is(.rg-verzeichnis, .rg-ausstellung, .rg-film-angaben)"

#: Scheme -> where it holds: as the reader has chosen, else as the device asks; neither leaks into the other.
_SCOPES = {
    "light": ('html[data-theme="light"]', 'html:not([data-theme="dark"])'),
    "dark": ('html[data-theme="dark"]', 'html:not([data-theme="light"])'),
}


def style_sheet(design: Design) -> str:
    """Return the style sheet, empty if nothing is set."""
    return "".join(f"{rule}\n" for rule in _rules(design))


def _rules(design: Design) -> Iterator[str]:
    general = []
    if design.typeface:
        general.append(f'--rg-auftritt-schriftart: "{design.typeface}"')
    if design.corner_radius_px is not None:
        general.append(f"--rg-auftritt-eckenradius: {design.corner_radius_px:g}px")
    if general:
        yield f":root {{ {'; '.join(general)} }}"
    if design.typeface:
        yield f"{_LISTS} {{ font-family: var(--rg-auftritt-schriftart), sans-serif }}"
    if _declarations(design.light) or _declarations(design.dark):
        line = "0.2rem solid var(--rg-auftritt-akzent, transparent)"
        yield f"{_LISTS} > dt {{ border-block-start: {line}; padding-block-start: 0.3rem }}"
    for scheme, palette in (("light", design.light), ("dark", design.dark)):
        colors = _declarations(palette)
        if colors:
            chosen, asked = _SCOPES[scheme]
            yield f"@media (prefers-color-scheme: {scheme}) {{ {asked} {{ {colors} }} }}"
            yield f"{chosen} {{ {colors} }}"


def _declarations(palette: Palette) -> str:
    """Nothing of an incomplete palette: half of it on the theme's ground might not be readable."""
    colors = palette.colors
    if not all(colors.values()):
        return ""
    return "; ".join(f"{_PROPERTIES[name]}: {color}" for name, color in colors.items())


def write_style_sheet(app: Sphinx) -> None:
    """Write the file before the pages that link it, or remove one that is no longer meant."""
    if not makes_web_pages(app):
        return
    path = Path(app.outdir, "_static", STYLE_SHEET)
    text = style_sheet(DesignQuery().answer(data_domain(app.env).view))
    if text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def link_style_sheet(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    domain = data_domain(app.env)
    if DesignQuery() in domain.data["uses"].get(pagename, {}) and style_sheet(DesignQuery().answer(domain.view)):
        app.add_css_file(STYLE_SHEET)


def setup_design(app: Sphinx) -> None:
    app.connect("builder-inited", write_style_sheet, priority=600)  # after the records are loaded
    app.connect("html-page-context", link_style_sheet)
