"""Chapters as PDF files of their own, to take along: set from the same doctrees as the whole, Typst set up once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.builders import Builder

from ratgeber_tools.editions.manifest import as_of
from ratgeber_tools.files import write_whole
from ratgeber_tools.guide.addresses import page_address
from ratgeber_tools.sphinx_ext.addresses import whole_address
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.outline import OutlineEntry
from ratgeber_tools.sphinx_ext.page_numbers import numbered_by_page
from ratgeber_tools.sphinx_ext.pdf.languages import language_settings
from ratgeber_tools.sphinx_ext.pdf.placing import moment_of, placed
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.sphinx_ext.pdf.translator import ChapterFile, Cover, TypstSource, translate_chapter
from ratgeber_tools.sphinx_ext.pdf_files import CHAPTERS
from ratgeber_tools.typesetting import typesetter
from ratgeber_tools.typesetting.kept_files import KeptFiles

STAGE = "satz-kapitel"


def write_chapter_files(builder: Builder, cover: Cover, kept: KeptFiles) -> dict[str, str]:
    """Write a PDF for each chapter into the builder's folder; return its path there by the page's name.

    Pages that list the chapters of a part have none: they say what the contents of the whole say.  In the public
    edition a file leads to the web, where the newest is, and is of the day on which its own words were released: it
    stays as it is, to the byte, while other chapters change.
    """
    target = Path(builder.outdir)
    is_public = public_edition(builder.config) is not None
    with numbered_by_page(builder.env):
        sources = GuideSources(builder, leads_to_web=is_public)
        made = list(_chapters(builder, sources, cover, is_public=is_public))
    folder = target / STAGE
    typesetter.stage(folder, "", sources.picture_files())
    setter = typesetter.Typesetter(folder, settings=language_settings(builder.config), kept=kept)
    files = {}
    for number, (name, inside, source) in enumerate(made):
        main = folder / f"kapitel-{number}.typ"
        write_whole(main, source.text.encode("utf-8"))
        with placed(source, sources):
            pdf = setter.typeset(main, timestamp=moment_of(sources, *inside))
        files[name] = f"{CHAPTERS}/{sources.addresses.short_names[name]}.pdf"
        write_whole(target / files[name], pdf)
    for path in (target / CHAPTERS).glob("*.pdf"):
        if path.relative_to(target).as_posix() not in files.values():
            path.unlink()
    return files


def _chapters(
    builder: Builder, sources: GuideSources, cover: Cover, *, is_public: bool
) -> Iterator[tuple[str, tuple[str, ...], TypstSource]]:
    """Yield each chapter's name, the pages in its file, and what is set."""
    outline = sources.outline
    titles = sources.titles()
    address = {
        name: whole_address(builder.env, page_address(name)) if is_public else "" for name in builder.env.found_docs
    }
    for name, path in outline.paths.items():
        entry = path[-1]
        if entry.is_part:
            continue
        inside = (name, *_below(entry))
        released = sources.newest_release(inside)
        about = ChapterFile(
            title=titles.get(name, ""),
            guide=cover.title,
            part=(entry.part, path[0].title if path[0].is_part else "", outline.hue_of(entry.part)),
            publisher=cover.publisher,
            edition=cover.edition if released is None else as_of(released),
        )
        others = {other: web for other, web in address.items() if other not in inside}
        yield name, inside, translate_chapter(entry, outline, sources, titles, about, in_the_web=others)


def _below(entry: OutlineEntry) -> Iterator[str]:
    for child in entry.children:
        if child.docname is not None:
            yield child.docname
        yield from _below(child)
