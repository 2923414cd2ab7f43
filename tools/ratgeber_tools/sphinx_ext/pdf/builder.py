"""The Sphinx builder `pdf`: has the guide translated and typeset, and writes one file.

A print edition with gaps is a trial print; what is missing is told on the screen and in a text file beside the PDF.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from sphinx.builders import Builder
from sphinx.util import logging

from ratgeber_tools.data.municipality import Brochure, Imprint
from ratgeber_tools.data.school_years import school_year_of
from ratgeber_tools.data.withheld import list_beside
from ratgeber_tools.editions import page_counts
from ratgeber_tools.editions.page_counts import format_counts
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.missing.trial_print import TRIAL_PRINT, PrintObstacle, as_text, print_obstacles
from ratgeber_tools.sphinx_ext.faults import Faults
from ratgeber_tools.sphinx_ext.pdf.chapter_files import write_chapter_files
from ratgeber_tools.sphinx_ext.pdf.emblems import emblems
from ratgeber_tools.sphinx_ext.pdf.form_files import write_form_files
from ratgeber_tools.sphinx_ext.pdf.languages import language_settings
from ratgeber_tools.sphinx_ext.pdf.placing import moment_of, placed
from ratgeber_tools.sphinx_ext.pdf.references import INTERNAL
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.sphinx_ext.pdf.translator import Cover, TypstSource, translate
from ratgeber_tools.sphinx_ext.pdf_files import note_files
from ratgeber_tools.typesetting import typesetter
from ratgeber_tools.typesetting.bookmarks import chapter_extents, read_bookmarks
from ratgeber_tools.typesetting.kept_files import KeptFiles

_LOGGER = logging.getLogger(__name__)

#: Where Typst source, theme and pictures are gathered, inside the output folder; left there for a look.
STAGE = "satz"


class PdfBuilder(Builder):
    """`sphinx-build -b pdf`: the whole guide as one tagged PDF."""

    name = "pdf"
    format = "pdf"
    is_final = True  # `builders.is_final`
    epilog = "Das PDF liegt in %(outdir)s."
    supported_remote_images = True  # not in truth: Sphinx would fetch them from the web; the translator refuses them
    supported_data_uri_images = True
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]

    def get_outdated_docs(self) -> str:
        return "alle Kapitel"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"{INTERNAL}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the one file, whatever changed; what is wrong ends the build with a sentence for each fault."""
        faults = Faults(self.app)
        target = faults.attempt(lambda: self._write(faults))
        faults.end()
        _LOGGER.info("%s", target)

    def _write(self, faults: Faults) -> Path:
        """Write everything; raises `FaultyGuideError` before, where something of it cannot be made."""
        sources = GuideSources(self)
        titles = sources.titles()
        obstacles = print_obstacles(self.env, {name: sources.doctree(name) for name in sources.outline.order})
        cover = self._cover_or_faults(faults, sources, titles, is_trial=bool(obstacles))
        source = faults.attempt(lambda: translate(sources.outline, sources, titles, cover))
        faults.end()
        assert source is not None
        main = typesetter.stage(Path(self.outdir) / STAGE, source.text, sources.picture_files())
        target = Path(self.outdir) / f"{self.config.ratgeber_pdf_name}.pdf"
        kept = KeptFiles(Path(folder) if (folder := self.config.ratgeber_satz_ablage) else None)
        pdf = typeset_guide(main, source, sources, settings=language_settings(self.config), kept=kept)
        write_whole(target, pdf)
        self._note_extents(pdf, titles, sources)
        files = {self.config.root_doc: target.name}
        if self.config.ratgeber_kapitel_pdfs:
            files |= write_chapter_files(self, cover, kept)
        files |= write_form_files(self, cover.title, kept, sources)
        kept.forget_unused()
        note_files(Path(self.outdir), files)
        tell(obstacles, list_beside(target))
        return target

    def _note_extents(self, pdf: bytes, titles: Mapping[str, str], sources: GuideSources) -> None:
        """Write beside the PDF how many pages each chapter has; the newsroom's overview shows it."""
        bookmarks, total = read_bookmarks(pdf)
        chapters = [(name, titles.get(name, "")) for name in sources.outline.order]
        counts = format_counts(chapter_extents(bookmarks, total, chapters))
        write_whole(Path(self.outdir) / page_counts.FILE, counts.encode("utf-8"))

    def _cover(self, sources: GuideSources, titles: Mapping[str, str], *, is_trial: bool) -> Cover:
        """Return what the cover says; who publishes the guide is said once, in `kommune.yaml`, and stands here too."""
        config = self.config
        municipality = data_domain(self.env).view.records.municipality
        return Cover(
            title=self._title(titles),
            subtitle=config.ratgeber_subtitle,
            publisher=config.ratgeber_publisher or municipality.imprint.publisher,
            edition=TRIAL_PRINT if is_trial else config.ratgeber_edition or _issue(municipality.brochure),
            mark=TRIAL_PRINT if is_trial else "",
            imprint=_imprint_line(municipality.imprint),
            emblems=emblems(municipality.funding_notices, sources, data_domain(self.env).folder.parent),
        )

    def _title(self, titles: Mapping[str, str]) -> str:
        return self.config.ratgeber_title or titles.get(self.config.root_doc, "")

    def _cover_or_faults(
        self, faults: Faults, sources: GuideSources, titles: Mapping[str, str], *, is_trial: bool
    ) -> Cover:
        """Return the cover; where it cannot be made, a bare one with which to look what else is wrong."""
        made = faults.attempt(lambda: self._cover(sources, titles, is_trial=is_trial))
        return made or Cover(title=self._title(titles))


def _imprint_line(imprint: Imprint) -> str:
    """Return who publishes and prints, as the back of the cover says it; the page "Impressum" says the rest."""
    said = {"Herausgeber": imprint.publisher, "Druck": imprint.printer, "Auflage": imprint.print_run}
    return " · ".join(f"{label}: {value}" for label, value in said.items() if value)


def _issue(brochure: Brochure) -> str:
    """Return which school year a printed copy is for, the one in which it ends; "" where nobody has said when."""
    last = brochure.valid_until or brochure.appears_on
    return "" if last is None else f"Ausgabe {school_year_of(last)}"


def tell(obstacles: Sequence[PrintObstacle], path: Path) -> None:
    """Write the list of obstacles to `path` and to the log; without any, an old list goes."""
    if not obstacles:
        path.unlink(missing_ok=True)
        return
    text = as_text(obstacles)
    for line in text.splitlines():
        _LOGGER.info("%s", line)
    write_whole(path, text.encode("utf-8"))


def typeset_guide(
    main: Path,
    source: TypstSource,
    sources: GuideSources,
    *,
    mode: typesetter.Mode = typesetter.Mode.SCREEN,
    settings: Mapping[str, str] = MappingProxyType({}),
    kept: KeptFiles | None = None,
) -> bytes:
    """Typeset; if that fails, say where in the guide the reason lies."""
    with placed(source, sources):
        return typesetter.typeset(main, timestamp=moment_of(sources), mode=mode, settings=settings, kept=kept)
