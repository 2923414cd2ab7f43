"""Forms as files of their own: a PDF to fill in and a Word file, both from the box that stands in the chapter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.builders import Builder

from ratgeber_tools.files import remove_folder, write_whole
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.forms import forms_in
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_checkbox
from ratgeber_tools.sphinx_ext.pdf.form_words import form_blocks
from ratgeber_tools.sphinx_ext.pdf.placing import moment_of, placed
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.sphinx_ext.pdf.translator import TypstSource, translate_form
from ratgeber_tools.sphinx_ext.pdf.year_files import write_year_files
from ratgeber_tools.sphinx_ext.pdf_files import FORMS
from ratgeber_tools.typesetting import typesetter
from ratgeber_tools.typesetting.fillable import fillable
from ratgeber_tools.typesetting.kept_files import KeptFiles
from ratgeber_tools.writers.word.form_sheet import form_sheet

STAGE = "satz-vordrucke"


class _FormToFill(NamedTuple):
    name: str
    title: str
    box: ratgeber_box
    source: TypstSource


def write_form_files(builder: Builder, guide: str, kept: KeptFiles, read: GuideSources) -> dict[str, str]:
    """Write both files of each form into the builder's folder; return their paths there by `page#form.kind`.

    `guide` is what the guide is called, `read` the sources of the whole.  Two pages may have a form of the same name:
    a folder a page.
    """
    target = Path(builder.outdir)
    sources = GuideSources(builder, leads_to_web=public_edition(builder.config) is not None, read=read)
    titles = sources.titles()
    web = dict.fromkeys(builder.env.found_docs, "")
    made = [
        (page, _FormToFill(name, title, box, translate_form(
            box, page, sources.outline, sources, titles, title=title, guide=guide, in_the_web=web
        )))
        for page in sources.outline.order
        for name, title, box in forms_in(sources.doctree(page))
    ]  # fmt: skip
    files: dict[str, str] = {}
    remove_folder(target / FORMS)
    if made:
        folder = target / STAGE
        typesetter.stage(folder, "", sources.picture_files())
        setter = typesetter.Typesetter(folder, settings={"fillable": "yes"}, kept=kept)
        for number, (page, form) in enumerate(made):
            moment = moment_of(sources, page)
            main = folder / f"vordruck-{number}.typ"
            write_whole(main, form.source.text.encode("utf-8"))
            with placed(form.source, sources):
                pdf = setter.typeset(main, timestamp=moment)
            stem = f"{FORMS}/{page.replace('/', '.')}/{form.name}"
            for kind, data in _both(form, pdf, guide, moment, kept):
                files[f"{page}#{form.name}.{kind}"] = f"{stem}.{kind}"
                write_whole(target / f"{stem}.{kind}", data)
    return files | write_year_files(builder, sources, kept)


def _both(form: _FormToFill, pdf: bytes, guide: str, moment: datetime, kept: KeptFiles) -> Iterator[tuple[str, bytes]]:
    ticks, blocks = _ticks(form.box), tuple(form_blocks(form.box))
    yield "pdf", kept.made(lambda: fillable(pdf, ticks=ticks), "vordruck-pdf", sha256(pdf).hexdigest(), repr(ticks))
    about = repr((blocks, form.title, guide, moment.isoformat()))
    yield "docx", kept.made(lambda: form_sheet(blocks, form.title, guide=guide, moment=moment), "vordruck-docx", about)


def _ticks(box: nodes.Element) -> list[str]:
    """Return what stands behind each box to tick."""
    return [" ".join(check.parent.astext().split()) for check in box.findall(ratgeber_checkbox)]
