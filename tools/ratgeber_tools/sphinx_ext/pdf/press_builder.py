"""The Sphinx builder `print`: the print edition as press files, one a volume, with a preflight report.

Everything about the paper (volumes, printer, marks, cover) is said in `kommune.yaml`; everything about the PDF lies in
`ratgeber_tools.press`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from sphinx.util import logging

from ratgeber_tools.artwork.scenes import Scene, scene_of_part
from ratgeber_tools.data.municipality import Brochure
from ratgeber_tools.data.withheld import list_beside
from ratgeber_tools.files import write_whole
from ratgeber_tools.findings import Finding, Severity, has_errors
from ratgeber_tools.press import preflight
from ratgeber_tools.press.boxes import SLUG_MM
from ratgeber_tools.press.colours import ColourConversion
from ratgeber_tools.press.extent import MOST_STITCHED_PAGES, Extent, extent_of
from ratgeber_tools.press.finishing import FileIdentity, without_cover
from ratgeber_tools.press.layout import read_layout
from ratgeber_tools.press.making import press_file_of
from ratgeber_tools.press.printers import STANDARD, Printer, load_printer
from ratgeber_tools.press.remarks import extent_findings, layout_findings, places_in
from ratgeber_tools.press.report import VolumeReport, as_markdown
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.missing.trial_print import PrintObstacle, print_obstacles
from ratgeber_tools.sphinx_ext.faults import Faults, note_fault
from ratgeber_tools.sphinx_ext.pdf.builder import STAGE, PdfBuilder, tell, typeset_guide
from ratgeber_tools.sphinx_ext.pdf.placing import moment_of
from ratgeber_tools.sphinx_ext.pdf.press_pictures import PressPictures, convert_pictures
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.sphinx_ext.pdf.translator import Cover, TypstSource, translate
from ratgeber_tools.sphinx_ext.pdf.volumes import Volume, volumes_of
from ratgeber_tools.sphinx_ext.pdf.web_words import web_words
from ratgeber_tools.sphinx_ext.pdf.wrap_cover import wrap_cover
from ratgeber_tools.typesetting import typesetter
from ratgeber_tools.typesetting.leaflets import page_count

_LOGGER = logging.getLogger(__name__)

REPORT = "preflight.md"
#: What the command line reads: files, pages and findings of each volume.
SUMMARY = "druck.json"
#: Converted pictures, kept from build to build.
PICTURES = "druckbilder"
#: Printers of the town, below the folder with the records.
PRINTERS = "druckereien"


@dataclass(frozen=True, slots=True)
class VolumeJob:
    """What holds for all volumes of one build."""

    sources: GuideSources
    titles: Mapping[str, str]
    brochure: Brochure
    printer: Printer
    condition: str


class PreparedVolume(NamedTuple):
    """A volume as it will be set."""

    volume: Volume
    obstacles: tuple[PrintObstacle, ...]
    cover: Cover
    source: TypstSource


class PressBuilder(PdfBuilder):
    """`sphinx-build -b print`: press files in CMYK, and what the preflight says about them."""

    name = "print"
    epilog = "Die Druckdateien liegen in %(outdir)s."
    #: What the theme reads of how the pages are laid out (`theme/mode.typ`).
    layout: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def _write(self, faults: Faults) -> Path:
        view = data_domain(self.env).view
        brochure = view.records.municipality.brochure
        folder = Path(self.srcdir) / "daten" / PRINTERS
        # where a printer's file is wrong, what else is wrong is looked for with the one that is always there
        printer = faults.attempt(lambda: load_printer(brochure.printer, local=folder)) or load_printer(STANDARD)
        if brochure.has_marks is not None:
            printer = replace(printer, has_marks=brochure.has_marks)
        sources = self._sources()
        titles = sources.titles()
        job = VolumeJob(sources, titles, brochure, printer, ColourConversion(printer.profile).description)
        volumes = faults.attempt(lambda: self._volumes(job)) or volumes_of(sources.outline, (), titles)
        made = [faults.attempt(partial(self._prepared, volume, job, faults)) for volume in volumes]
        pictures = faults.attempt(lambda: self._pictures(job))
        faults.end()
        assert pictures is not None
        reports = [
            faults.attempt(partial(self._write_volume, volume, pictures, job)) for volume in made if volume is not None
        ]
        faults.end()
        written = [report for report in reports if report is not None]
        target = Path(self.outdir) / REPORT
        write_whole(target, as_markdown(written, printer).encode("utf-8"))
        summary = {"moment": moment_of(sources).isoformat(), "volumes": [_summary(each) for each in written]}
        text = json.dumps(summary, ensure_ascii=False, indent=1)
        write_whole(Path(self.outdir) / SUMMARY, text.encode("utf-8"))
        return target

    def _sources(self) -> GuideSources:
        return GuideSources(self, picture_suffix=".pdf")

    def _volumes(self, job: VolumeJob) -> tuple[Volume, ...]:
        return volumes_of(job.sources.outline, job.brochure.volumes, job.titles)

    def _obstacles(self, volume: Volume, job: VolumeJob) -> tuple[PrintObstacle, ...]:
        return print_obstacles(self.env, {name: job.sources.doctree(name) for name in volume.chapters})

    def _translated(self, volume: Volume, job: VolumeJob, cover: Cover) -> TypstSource:
        outline, elsewhere = job.sources.outline, volume.elsewhere
        return translate(outline, job.sources, job.titles, cover, elsewhere=elsewhere, has_sheets=True)

    def _remarks(self, extent: Extent, job: VolumeJob) -> Iterator[Finding]:
        return extent_findings(extent, volumes=max(1, len(job.brochure.volumes)))

    def _prepared(self, volume: Volume, job: VolumeJob, faults: Faults) -> PreparedVolume:
        obstacles = self._obstacles(volume, job)
        cover = self._cover_or_faults(faults, job.sources, job.titles, is_trial=bool(obstacles))
        if volume.title != cover.title:
            scene = scene_of_part(volume.name) or Scene.START
            hue = job.sources.outline.hue_of_folder(volume.name)
            cover = replace(cover, subtitle=volume.title, is_volume=True, scene=scene, hue=hue)
        return PreparedVolume(volume, obstacles, cover, self._translated(volume, job, cover))

    def _pictures(self, job: VolumeJob) -> PressPictures:
        pictures = convert_pictures(
            job.sources.picture_files(), job.printer, Path(self.outdir) / PICTURES, job.sources.place_of_picture
        )
        for finding in pictures.findings:
            if finding.severity is Severity.ERROR:
                note_fault(self.app, finding)
        return pictures

    def _write_volume(self, prepared: PreparedVolume, pictures: PressPictures, job: VolumeJob) -> VolumeReport:
        sources, printer, brochure = job.sources, job.printer, job.brochure
        volume, obstacles, cover, source = prepared
        stem = volume.file_stem(self.config.ratgeber_pdf_name)
        main = typesetter.stage(Path(self.outdir) / STAGE / stem, source.text, pictures.files)
        settings = {
            **self.layout,
            "bleed-mm": f"{printer.bleed_mm:g}",
            "cover": "separate" if brochure.has_separate_cover else "self",
        }
        pages = typeset_guide(main, source, sources, mode=typesetter.Mode.PRESS, settings=settings)

        has_cover_apart = brochure.has_separate_cover
        title = f"{cover.title}: {volume.title}" if volume.title != cover.title else cover.title
        identity = FileIdentity(title, moment_of(sources), job.condition, keywords=cover.mark)
        target = Path(self.outdir) / f"{stem}-druck.pdf"
        cover_target = Path(self.outdir) / f"{stem}-umschlag-druck.pdf"
        cover_target.unlink(missing_ok=True)
        inner, outer = without_cover(pages) if has_cover_apart else (pages, b"")
        made = press_file_of(inner, printer, identity, is_final=not obstacles)
        write_whole(target, made.data)
        tell(obstacles, list_beside(target))
        is_fit, cover_findings = made.inspection.is_fit, tuple[Finding, ...]()
        if has_cover_apart:
            made_cover = press_file_of(
                outer, printer, replace(identity, title=f"{title}, Umschlag"), is_final=not obstacles
            )
            write_whole(cover_target, made_cover.data)
            is_fit = is_fit and made_cover.inspection.is_fit
            say = preflight.findings(made_cover.inspection, printer, place=lambda page: f"Umschlag, Seite {page}")
            cover_findings = tuple(say)
        wrap_file, wrap_findings = self._write_wrap_cover(inner, outer, prepared, stem, identity, printer)

        offset = 2 if has_cover_apart else 0
        tail = 2  # the inside of the back cover and its outside
        layout = read_layout(
            pages,
            edge_mm=printer.bleed_mm + (SLUG_MM if printer.has_marks else 0),
            trim_mm=printer.page_mm[0],
            runs=[run._replace(page=run.page + offset) for run in made.runs],
        )
        extent = extent_of(layout, [job.titles.get(name, "") for name in volume.chapters], tail=tail)
        return VolumeReport(
            title=title,
            file=target.name,
            extent=extent,
            inspection=made.inspection,
            verdicts=made.verdicts,
            is_labelled=made.is_labelled,
            is_fit=is_fit,
            cover_file=cover_target.name if has_cover_apart else "",
            wrap_file=wrap_file,
            trial_reasons=tuple(each.as_line() for each in obstacles),
            findings=(
                *pictures.findings,
                *preflight.findings(made.inspection, printer, place=places_in(extent, offset=offset)),
                *cover_findings,
                *wrap_findings,
                *layout_findings(layout, places_in(extent)),
                *self._remarks(extent, job),
                *(found for name in volume.chapters for found in self._web_words(name, sources)),
            ),
        )

    def _web_words(self, docname: str, sources: GuideSources) -> Iterator[Finding]:
        return web_words(sources.doctree(docname), Path(self.env.doc2path(docname)))

    def _write_wrap_cover(
        self, inner: bytes, outer: bytes, prepared: PreparedVolume, stem: str, identity: FileIdentity, printer: Printer
    ) -> tuple[str, tuple[Finding, ...]]:
        """Write the cover of a volume too thick for staples in one piece, and return its file and what to say of it.

        `outer` has its four pages, none where the cover is no file of its own.  How wide the spine is follows from
        the pages inside and the printer's paper; without that there is no such file.
        """
        target = Path(self.outdir) / f"{stem}-umschlag-bogen-druck.pdf"
        target.unlink(missing_ok=True)
        pages = page_count(inner)
        if not outer or printer.leaf_mm is None or pages <= MOST_STITCHED_PAGES:
            return "", ()
        wrap = wrap_cover(
            Path(self.outdir) / STAGE / f"{stem}-umschlag",
            outer,
            prepared.cover,
            spine_mm=round(pages / 2 * printer.leaf_mm, 1),
            bleed_mm=printer.bleed_mm,
            moment=identity.moment,
        )
        sheet = replace(printer, page_mm=(wrap.width_mm, printer.page_mm[1]))
        named = replace(identity, title=f"{identity.title}, Umschlag in einem Stück")
        made = press_file_of(wrap.pages, sheet, named, is_final=not prepared.obstacles)
        write_whole(target, made.data)
        say = preflight.findings(made.inspection, sheet, place=lambda page: f"Umschlagbogen, Seite {page}")
        return target.name, tuple(say)


def _summary(report: VolumeReport) -> dict[str, object]:
    """Return what the command line shows of a volume, as plain values."""
    return {
        "title": report.title,
        "file": report.file,
        "cover": report.cover_file,
        "wrap": report.wrap_file,
        "pages": report.extent.total,
        "chapters": [{"title": each.title, "length": round(each.length, 1)} for each in report.extent.longest()],
        "is_fit": report.is_fit,
        "is_labelled": report.is_labelled,
        "trial_reasons": len(report.trial_reasons),
        "findings": [each.as_line() for each in report.findings],
        "has_errors": has_errors(report.findings),
    }
