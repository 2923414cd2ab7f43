"""The sources of the public edition: gathered from git and the present order, written to a folder of their own.

released content ─┐
present order    ─┼─ page_source → <folder>/quelle/*.md, pictures; beside it the manifest for the engine
renamed chapters ─┘
committed records ── stage_records → <folder>/angaben/daten/*.yaml, and the files records name
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.queries import municipality_values
from ratgeber_tools.data.records import Records
from ratgeber_tools.document import Inline, Inlines, Role, Text, plain_text
from ratgeber_tools.editions.authenticity import Audit
from ratgeber_tools.editions.committed_records import DATA, CommittedRecords, stage_records
from ratgeber_tools.editions.legal import missing_legal
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.editions.moves import find_moves
from ratgeber_tools.editions.navigation import ROOT, TocList, public_order
from ratgeber_tools.editions.plain_chapters import plain_values, with_originals
from ratgeber_tools.editions.public_text import page_source, public_head, skeleton_source
from ratgeber_tools.editions.released import PublicEditionError, ReleasedContent, read_released
from ratgeber_tools.editions.released_files import missing_pictures, place_files
from ratgeber_tools.errors import TargetError, unwritable
from ratgeber_tools.guide import Chapter, Guide, load, parse_chapter
from ratgeber_tools.guide.chapters import is_index_page
from ratgeber_tools.releases.keeping import Release
from ratgeber_tools.traversal import map_inlines, title_heading

SOURCES = "quelle"
RECORDS = "angaben"
MANIFEST = "fassung.json"
#: What the guide is called, among the values of the town.
_TITLE = "titel_des_ratgebers"


@dataclass(frozen=True, slots=True)
class PublicChapter:
    """A released page of the edition: its title, its release, and the offices that released this content."""

    name: str
    title: str
    release: Release
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StagedEdition:
    """What was staged: sources, manifest and data as places, the records, and what to tell the office.

    `title` is what the guide is called, empty if the data do not say.  `chapters` stand in reading order;
    `titles_only` are sections of which only the title is public; `left_out` are
    released pages of sections without a public chapter; `moment` is when the newest release was written down;
    `audit` holds releases against the offices they name; `missing_legal` names the legal pages that are not public.
    """

    sources: Path
    manifest: Path
    data: Path
    records: CommittedRecords
    title: str
    chapters: tuple[PublicChapter, ...]
    titles_only: tuple[str, ...]
    left_out: tuple[str, ...]
    withdrawn: tuple[str, ...]
    uncommitted: tuple[Path, ...]
    audit: Audit
    missing_legal: tuple[str, ...]
    moment: datetime


def stage(root: Path, target: Path, *, also: Sequence[Release] = ()) -> StagedEdition:
    """Write the public edition's sources of the project at `root` below `target`, which is emptied first.

    `also` are releases nobody has written down yet: so an office sees beforehand what parents will see.
    Raises `PublicEditionError`, `ReleaseLogError`, `HistoryError`, and `TargetError` if writing fails.
    """
    released = read_released(root, also=also)
    content = with_originals(released)
    guide = load(root / "ratgeber")
    _empty(target)
    records = _records(root, content, target)
    moment = max(release.moment for release in content.releases.values())
    town = town_values(records.records, local_day(moment))
    pages = _public_pages(content, guide)
    moves = find_moves(content, guide, pages)
    order = public_order(guide, content.texts, moves)
    public = [content.releases[name] for name in order if name in content.releases]
    places = place_files(public)
    foreign = _foreign_targets(public, pages)
    coming = frozenset(
        name for name in guide.chapters if name not in (*order, *moves.shown_as) and not content.log.history(name)
    )
    manifest = Manifest(
        pages={
            name: _page(content, name, places, foreign.get(name, ())).model_copy(
                update={"forgotten": _forgotten(content, pages, name, guide), **plain_values(content, name)}
            )
            for name in order
        },
        moved={former: name for former, name in moves.names.items() if name in order and former not in order},
        coming=coming,
        coming_targets=frozenset(target.lower() for name in coming for target in guide.chapters[name].anchors.targets),
        is_small=2 * sum(not is_index_page(name) for name in order) < sum(not chapter.is_index for chapter in guide),
    )
    files = {f"{name}.md": _source(content, guide, name, lists, town).encode("utf-8") for name, lists in order.items()}
    files |= {place: content.files[blob] for (_, blob), place in places.items()}
    _write_all(files, manifest, target)
    return StagedEdition(
        sources=target / SOURCES,
        manifest=target / MANIFEST,
        data=target / RECORDS / DATA,
        records=records,
        title=town[_TITLE],
        chapters=tuple(
            PublicChapter(
                release.chapter,
                title_of(pages[release.chapter], town),
                release,
                content.log.offices_of(release),
            )
            for release in public
        ),
        titles_only=tuple(name for name in order if name not in content.releases),
        left_out=tuple(name for name in released.releases if name not in order),
        withdrawn=tuple(sorted({e.chapter for e in content.log.events if content.log.is_withdrawn(e.chapter)})),
        uncommitted=content.uncommitted,
        audit=content.audit,
        missing_legal=missing_legal(pages[release.chapter] for release in public),
        moment=moment,
    )


def _public_pages(content: ReleasedContent, guide: Guide) -> Mapping[str, Chapter]:
    """Return every released page as parents get its text."""
    return {name: _as_public(text, name, guide) for name, text in content.texts.items()}


def _forgotten(content: ReleasedContent, pages: Mapping[str, Chapter], name: str, guide: Guide) -> tuple[str, ...]:
    """Return the pictures a page shows that its release forgot: an older tool did not see behind an open fence."""
    release = content.releases.get(name)
    return () if release is None else tuple(missing_pictures(release, pages[name], guide))


def _as_public(text: str, name: str, guide: Guide) -> Chapter:
    return parse_chapter(page_source(text, ()), path=guide.folder / f"{name}.md", name=name)


def _source(
    content: ReleasedContent, guide: Guide, name: str, lists: Sequence[TocList], town: Mapping[str, str]
) -> str:
    if name in content.texts:
        return page_source(content.texts[name], lists)
    return skeleton_source(_present_title(guide, name, town), lists)


def _page(
    content: ReleasedContent, name: str, places: Mapping[tuple[str, str], str], foreign_targets: tuple[str, ...]
) -> PublicPage:
    release = content.releases.get(name)
    if release is None:
        return PublicPage()
    places_of_page = {path: places[path, blob] for path, blob in release.files.items() if (path, blob) in places}
    return public_head(content.texts[name], Path(f"{name}.md")).model_copy(
        update={
            "released": release.day,
            "files": {path: place for path, place in places_of_page.items() if place != path},
            "foreign_targets": foreign_targets,
        }
    )


def _foreign_targets(public: Iterable[Release], pages: Mapping[str, Chapter]) -> Mapping[str, tuple[str, ...]]:
    """Return the targets of each page that a page released later sets as well: they have moved there."""
    owners: dict[str, str] = {}
    foreign: dict[str, list[str]] = defaultdict(list)
    for release in sorted(public, key=lambda each: each.moment, reverse=True):
        for target in pages[release.chapter].anchors.targets:
            if owners.setdefault(target, release.chapter) != release.chapter:
                foreign[release.chapter].append(target)
    return {name: tuple(targets) for name, targets in foreign.items()}


def _present_title(guide: Guide, name: str, town: Mapping[str, str]) -> str:
    """Return the title of a page that was never released, as it is now; a section may do with its folder's name."""
    if name == ROOT and town[_TITLE]:
        return town[_TITLE]
    chapter = guide.chapters.get(name)
    title = "" if chapter is None else title_of(_as_public("\n".join(chapter.lines), name, guide), town)
    if not title and name == ROOT:
        raise PublicEditionError(
            "ratgeber/index.md fehlt oder hat keine Überschrift. Ohne Titel gibt es keine öffentliche Fassung."
        )
    return title or PurePosixPath(name).parent.name.replace("-", " ").capitalize()


def _empty(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)


def _write_all(files: Mapping[str, bytes], manifest: Manifest, target: Path) -> None:
    try:
        for name, data in files.items():
            path = target / SOURCES / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        write_manifest(manifest, target / MANIFEST)
    except OSError as error:
        raise _not_written(error, target) from error


def _records(root: Path, content: ReleasedContent, target: Path) -> CommittedRecords:
    try:
        return stage_records(root / "ratgeber", content.repository, target / RECORDS)
    except OSError as error:
        raise _not_written(error, target) from error


def _not_written(error: OSError, target: Path) -> TargetError:
    return unwritable(Path(error.filename or target), error, state="Die öffentliche Fassung wurde nicht vorbereitet.")


_TOWN_ROLE = "kommune"


def town_values(records: Records, today: date) -> Mapping[str, str]:
    """Return what `{kommune}` may name, as words; unset values are empty."""
    return municipality_values(View(records, Edition.PUBLIC, today))


def title_of(page: Chapter, values: Mapping[str, str]) -> str:
    """Return the words of a page's first heading, empty if it has none; `values` as `town_values` returns them."""
    heading = title_heading(placed.block for placed in page.blocks)
    words = () if heading is None else heading.children

    def with_value(inline: Inline) -> Inlines | None:
        if isinstance(inline, Role) and inline.name == _TOWN_ROLE:
            return (Text(values.get(inline.content, "")),)
        return None

    return " ".join(plain_text(map_inlines(words, with_value)).split())
