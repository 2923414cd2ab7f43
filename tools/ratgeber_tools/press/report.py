"""The preflight report: what a person at the town hall has to know before the file goes to the printer, in German."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ratgeber_tools.findings import Finding
from ratgeber_tools.press.extent import MOST_STITCHED_PAGES, Extent
from ratgeber_tools.press.finishing import LABEL
from ratgeber_tools.press.preflight import Inspection
from ratgeber_tools.press.printers import Printer
from ratgeber_tools.press.standard import StandardVerdict
from ratgeber_tools.quotation import quoted


@dataclass(frozen=True, slots=True)
class VolumeReport:
    """What is known of one press file; `trial_reasons` are what keeps it from being printed for good."""

    title: str
    file: str
    extent: Extent
    inspection: Inspection
    verdicts: tuple[StandardVerdict, ...]
    is_labelled: bool
    is_fit: bool  # cover included
    findings: tuple[Finding, ...]
    cover_file: str = ""
    wrap_file: str = ""
    trial_reasons: tuple[str, ...] = ()


def as_markdown(reports: Sequence[VolumeReport], printer: Printer) -> str:
    """Return the report on all volumes."""
    width, height = printer.page_mm
    lines = [
        "# Prüfbericht für den Druck",
        "",
        f"Druckprofil: {printer.title} (`{printer.name}`), Quelle: {printer.source}, gelesen am {printer.read_on}.",
        f"Verlangt: Endformat {width:g} × {height:g} mm, {printer.bleed_mm:g} mm Beschnitt,",
        f"{'mit' if printer.has_marks else 'ohne'} Schnittmarken, bis {printer.most_ink * 100:.0f} % Farbauftrag,",
        f"Bilder ab {printer.least_dpi:g} dpi, Ausgabebedingung {printer.condition} ({printer.profile.name}).",
        "",
        *(f"- {remark}" for remark in printer.remarks),
    ]
    for report in reports:
        lines += ["", *_volume(report, printer)]
    return "\n".join(lines).rstrip() + "\n"


def _volume(report: VolumeReport, printer: Printer) -> Iterator[str]:
    yield f"## {report.title}"
    yield ""
    covers = [f", Umschlag: `{each}`" for each in (report.cover_file, report.wrap_file) if each]
    yield f"Datei: `{report.file}`{''.join(covers)}"
    yield ""
    yield _summary(report)
    yield ""
    yield "### Was zu tun oder anzusehen ist"
    yield ""
    yield from [f"- {each.severity.value}: {each.text} {each.code.remedy}".rstrip() for each in report.findings] or [
        "Nichts gefunden."
    ]
    yield ""
    yield from _extent(report.extent)
    yield ""
    yield from _technique(report, printer)
    if report.trial_reasons:
        yield ""
        yield f"### Probedruck: {len(report.trial_reasons)} Gründe"
        yield ""
        yield from (f"- {reason}" for reason in report.trial_reasons)


def _summary(report: VolumeReport) -> str:
    if not report.is_fit:
        return "**Nicht an die Druckerei geben:** Die Datei hat Fehler."
    if report.trial_reasons:
        reasons = len(report.trial_reasons)
        return f"**Probedruck:** technisch in Ordnung, inhaltlich noch nicht; {reasons} Gründe stehen am Ende."
    return "**Kann an die Druckerei.**"


def _extent(extent: Extent) -> Iterator[str]:
    sheets = extent.total // 4
    yield "### Umfang"
    yield ""
    yield f"{extent.total} Seiten ({sheets} Bogen zu 4 Seiten), davon {extent.notes} Seiten „Notizen“."
    if extent.is_too_thick:
        yield f"Mit Klammern heften lassen sich {MOST_STITCHED_PAGES} Seiten."
    cuts = extent.cuts()
    if cuts:
        yield ""
        yield f"Vier Seiten weniger werden es, wenn Sie {_pages(extent.surplus)} sparen. Am leichtesten geht es hier:"
        yield ""
        for cut in cuts:
            chapter = cut.chapter
            yield f"- {quoted(chapter.title)}: {cut.words} Wörter (Seite {chapter.first_page + chapter.pages - 1})"
    yield ""
    yield "| Kapitel | ab Seite | Seiten | Wörter | Wörter auf der letzten Seite |"
    yield "|---|---:|---:|---:|---:|"
    for chapter in extent.chapters:
        yield (
            f"| {chapter.title.replace('|', '/')} | {chapter.first_page} | {chapter.pages} | {chapter.words} "
            f"| {chapter.last_words} |"
        )


def _technique(report: VolumeReport, printer: Printer) -> Iterator[str]:
    inspection = report.inspection
    yield "### Technik"
    yield ""
    spaces = ", ".join(f"{space} ({count})" for space, count in sorted(inspection.spaces.items()))
    yield f"- Farbräume auf allen Seiten, in Formen, Mustern und Bildern: {spaces or 'keine'}."
    ink = inspection.most_ink
    yield (
        f"- Größter Farbauftrag: {ink.amount * 100:.0f} % auf Seite {ink.page} ({ink.what}); "
        f"erlaubt sind {printer.most_ink * 100:.0f} %."
    )
    low = len(inspection.low_pictures)
    yield f"- Bilder: {inspection.picture_count}, davon unter {printer.least_dpi:g} dpi: {low}."
    fonts = ", ".join(sorted({name.partition("+")[2] or name for name in inspection.fonts}))
    missing = [name for name, is_embedded in inspection.fonts.items() if not is_embedded]
    yield f"- Schriften, {'alle eingebettet' if not missing else f'{len(missing)} nicht eingebettet'}: {fonts}."
    yield f"- Seitenrahmen: {'in Ordnung' if not inspection.boxes else 'falsch, siehe oben'}."
    yield f"- Schwarzer Text überdruckt: {'ja' if not inspection.black_knocks_out else 'nicht überall'}."
    yield ""
    yield f"### {LABEL}"
    yield ""
    failed = [verdict for verdict in report.verdicts if not verdict.holds]
    if report.is_labelled:
        yield f"Die Datei trägt das Etikett {LABEL}: {len(report.verdicts)} Regeln sind an ihr geprüft, alle erfüllt."
    elif failed:
        yield f"Die Datei trägt kein Etikett {LABEL}. Nicht erfüllt: {len(failed)} von {len(report.verdicts)} Regeln."
    elif report.verdicts and report.trial_reasons:
        yield f"Ein Probedruck trägt kein Etikett {LABEL}. Die {len(report.verdicts)} Regeln wären alle erfüllt."
    else:
        yield f"Die Datei trägt kein Etikett {LABEL}, weil das Druckprofil keines verlangt."
    yield ""
    for verdict in report.verdicts:
        yield f"- {'ja' if verdict.holds else 'NEIN'}: {verdict.rule.sentence}" + (
            f" Grund: {verdict.reason}." if verdict.reason else ""
        )


def _pages(count: int) -> str:
    return "eine Seite" if count == 1 else f"{count} Seiten"
