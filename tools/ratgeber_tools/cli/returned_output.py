"""What `ratgeber import` says of a chapter that came back from review, and its preview as a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ratgeber_tools.contributions.intake import Outcome
    from ratgeber_tools.contributions.returns import ReturnDraft

#: Where previews lie, below the project.
PREVIEWS = Path("_build", "rueckweg")


def lines(outcome: Outcome, *, writes: bool) -> Iterator[str]:
    """Yield what to print of a returned chapter; without `writes`, its changes too."""
    draft = outcome.returned
    assert draft is not None
    chapter = draft.chapter
    status = outcome.status.value if writes else f"Vorschau: würde {outcome.status.value}"
    yield f"{outcome.path.name} → {chapter.place} ({status})"
    for line in _summary(draft):
        yield f"  {line}"
    if not writes:
        yield ""
        yield from _changes(draft)
        yield ""
        yield f"  Seite: {write_preview(draft, outcome.path.name).relative_to(chapter.root).as_posix()}"
    elif not chapter.is_unchanged:
        yield f"  Bericht: {chapter.report_path.relative_to(chapter.root).as_posix()}"


def _summary(draft: ReturnDraft) -> Iterator[str]:
    from ratgeber_tools.contributions import return_report
    from ratgeber_tools.editorial.merge.changes import Fate
    from ratgeber_tools.editorial.merge.preview_comparison import compare

    changes = compare(draft.before, draft.merge.document)
    number = sum(change.fate is not Fate.SAME or bool(change.moved) for change in changes.all)
    yield from return_report.summary(draft.chapter.document, draft.merge, draft.chapter.findings, number)


def _changes(draft: ReturnDraft) -> Iterator[str]:
    from ratgeber_tools.editorial.merge.preview_lines import preview_lines

    return preview_lines(draft.before, draft.merge.document)


def write_preview(draft: ReturnDraft, name: str) -> Path:
    """Write the page with the changes marked and return its path."""
    from ratgeber_tools.contributions.staging import Publication, publish
    from ratgeber_tools.editorial.merge.preview_page import preview_page

    chapter = draft.chapter
    report = [*draft.merge.mixed, *draft.merge.notices, *(finding.text for finding in chapter.findings)]
    page = preview_page(draft.before, draft.merge.document, title=f"{name} → {chapter.place}", report=report)
    inside = chapter.path.relative_to(chapter.root / "ratgeber").with_suffix("").as_posix()
    path = chapter.root / PREVIEWS / f"{inside.replace('/', '-')}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    expected = path.read_bytes() if path.exists() else None
    publish(Publication(path, page.encode("utf-8"), expected), folder=path.with_name(f".{path.name}.neu"))
    return path
