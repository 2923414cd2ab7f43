"""A contribution handed in again is merged into what its chapter has become since; what the editors did stays.

What was read of a contribution when it was taken in is kept like a returned export (`roundtrip.readings`), under an id
of the chapter's own.  It is the base of the merge when a later file goes on from it: base what was read before, ours
the chapter as it is, theirs the new file.  All three are what our MyST reader says, so that only what somebody wrote
differs.  A file that goes on from nothing we have read is another text, and only people can say if it may replace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ratgeber_tools.contributions.chapters import ChapterDraft
from ratgeber_tools.contributions.conversion import Contribution
from ratgeber_tools.contributions.known_texts import KnownTexts, Runs, runs_of, share
from ratgeber_tools.contributions.losses import Losses
from ratgeber_tools.contributions.naming import chapter_name
from ratgeber_tools.contributions.rewriting import images, without_places
from ratgeber_tools.dialect import slug
from ratgeber_tools.document import Document, LineRange
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip import readings
from ratgeber_tools.roundtrip.readings import Reading

if TYPE_CHECKING:
    from ratgeber_tools.contributions.returns import ReturnDraft

#: A file goes on from an earlier one if it has this share of its runs of three words; an author who revises keeps far
#: more.
_GOES_ON = 0.3
#: The same for a file whose title and name are both new: it must not be taken for the text it took as its model.
_IS_THE_SAME = 0.6
_READ_BEFORE = (
    "Diese Datei ist schon aufgenommen; es gilt, was seitdem im Ratgeber steht. Soll sie noch einmal verglichen "
    "werden, löschen Sie {memory} und rufen Sie den Befehl noch einmal auf."
)


def chapter_for(contribution: Contribution, texts: KnownTexts, *, root: Path, section: Path | None) -> Path | None:
    """Return the chapter a contribution is meant for: by its title, else the one an earlier file of its became.

    Authors change titles and files' names: where no chapter is called so yet, one is meant that the contribution goes
    on from, as `texts` of the guide tell.  `section` is the folder the chapter lies in, None for any; the answer is
    None where nothing is known and nobody said a section.
    """
    by_title = None if section is None else section / f"{chapter_name(contribution.title, contribution.path)}.md"
    if by_title is not None and by_title.exists():
        return by_title
    guide = root / "ratgeber"

    @cache
    def said() -> Runs:
        return runs_of(contribution.result.document)

    near = texts.near(said)
    own = [text.chapter for text in near if text.source == source_name(contribution.path) and text.share >= _GOES_ON]
    others = [text.chapter for text in near if text.share >= _IS_THE_SAME]
    for chapters, least in ((own, _GOES_ON), (others, _IS_THE_SAME)):
        # which of its readings a chapter still rests on only git can say, and that is asked of no more than need be
        for chapter in dict.fromkeys(chapters):
            path = guide / f"{chapter}.md"
            if section not in (None, path.parent) or not path.is_file():
                continue
            known = readings.valid_readings(guide, _identifier(chapter), chapter, path)
            if any(share(said(), runs_of(reading.document)) >= least for reading in known.values()):
                return path
    return by_title


def source_name(path: Path) -> str:
    """Return what a file's name counts as: its kind does not, for .odt and .docx are one text."""
    return slug(path.stem)


def remembered(chapter: ChapterDraft, texts: KnownTexts, *, source: Path, office: str = "") -> ChapterDraft:
    """Return the draft of a chapter that is new, or replaced as a whole, with the file that remembers what was read."""
    read = without_places(myst.read(chapter.text).document)
    reading = readings.reading_of(
        _name(chapter),
        read,
        before=chapter.previous_bytes or b"",
        after=chapter.text.encode("utf-8"),
        source=source_name(source),
        office=office,
    )
    memory = _memory(chapter, read)
    texts.tell(reading.chapter, reading.source, read)
    return replace(chapter, beside={**chapter.beside, memory: reading.content()})


def merged(chapter: ChapterDraft, texts: KnownTexts, *, source: Path, office: str = "") -> ReturnDraft | None:
    """Return the draft of a contribution as its merge into the chapter that is there.

    None if there is no chapter, or nothing was read of it that the contribution goes on from.  `office` is who
    sent it, for conflicts to name it.  Raises `InputError` for a damaged memory, and `PatchError`.
    """
    if chapter.previous_bytes is None:
        return None
    # Slow, and of no use to a new chapter: readers and writers of reviewed files, with all records' models.
    from ratgeber_tools.contributions import return_report
    from ratgeber_tools.contributions.noted import without_noted
    from ratgeber_tools.contributions.returns import ReturnDraft
    from ratgeber_tools.roundtrip.merge import FROM_WORD, Merge, VersionSource, merge
    from ratgeber_tools.roundtrip.patching import patch

    guide, name = chapter.root / "ratgeber", _name(chapter)
    theirs = without_places(myst.read(chapter.text).document)
    known = readings.valid_readings(guide, _identifier(name), name, chapter.path)
    memory = _memory(chapter, theirs)
    text = chapter.previous_bytes.decode("utf-8")
    ours = myst.read(text.removeprefix("\ufeff")).document
    same = replace(
        chapter, text=text, previous=text, document=ours, pictures={}, findings=(), lost=Losses(), summary=()
    )
    if memory.stem in known:
        notice = _READ_BEFORE.format(memory=memory.relative_to(chapter.root).as_posix())
        return ReturnDraft(same, ours, Merge(ours, 0, (), (notice,)), is_contribution=True)
    base = nearest(theirs, known.values(), source=source_name(source), office=office)
    if base is None:
        return None
    made = merge(
        base, ours, without_noted(theirs, sent=base, chapter=ours), source=VersionSource(FROM_WORD.label, office)
    )
    new = patch(chapter.previous_bytes, made.document)
    document = myst.read(new.decode("utf-8-sig")).document
    shown = {PurePosixPath(place.image.source).name for place in images(document)}
    before = readings.text_before(chapter.path, chapter.previous_bytes, new)
    reading = readings.reading_of(
        name, theirs, before=before, after=new, parents=known, source=source_name(source), office=office
    )
    texts.tell(name, reading.source, theirs)
    draft = replace(
        same,
        text=new.decode("utf-8"),
        pictures={path: data for path, data in chapter.pictures.items() if path.name in shown},
        document=document,
        findings=chapter.findings,
        report=return_report.markdown(
            source.name, chapter.place, made, document, chapter.findings, is_contribution=True
        ),
        beside={memory: reading.content()},
    )
    return ReturnDraft(draft, ours, made, is_contribution=True)


def nearest(theirs: Document, known: Iterable[Reading], *, source: str, office: str) -> Document | None:
    """Return the reading a contribution goes on from, the most alike; None if it goes on from none.

    Two people may have gone on from one text: what one of them changed there must not count as taken back by the
    other.  So a reading is passed over for the first there was, unless the contribution keeps what that reading
    changed; or is the same file of the same office, which may have changed its own words once more.
    """
    runs = runs_of(theirs)
    related = [each for each in known if share(runs, runs_of(each.document)) >= _GOES_ON]
    if not related:
        return None
    first = min(related, key=lambda each: (len(each.parents), readings.distance(each.document, theirs)))
    start = _placed(first.document, first.document)
    said = _placed(theirs, first.document)

    def is_parent(reading: Reading) -> bool:
        read = _placed(reading.document, first.document)
        is_own = (reading.source, reading.office) == (source, office)
        return readings.goes_on(said, read, start) or (is_own and readings.is_reworked(said, read, start))

    parents = [first, *(each for each in related if each is not first and is_parent(each))]
    return min(parents, key=lambda each: (readings.distance(each.document, theirs), -len(each.parents))).document


def _placed(document: Document, first: Document) -> Document:
    """Return a document whose blocks have the number of the same block in `first` for a line."""
    from ratgeber_tools.roundtrip.merge.alignment import align

    numbers = {at: number for number, at in align(first.blocks, document.blocks).items()}
    blocks = (
        replace(block, lines=LineRange(numbers[at], numbers[at] + 1)) if at in numbers else block
        for at, block in enumerate(document.blocks)
    )
    return replace(document, blocks=tuple(blocks))


def _memory(chapter: ChapterDraft, read: Document) -> Path:
    name = _name(chapter)
    return readings.place_of(chapter.root / "ratgeber", _identifier(name), readings.digest_of(name, read))


def _name(chapter: ChapterDraft) -> str:
    return chapter.path.relative_to(chapter.root / "ratgeber").with_suffix("").as_posix()


def _identifier(chapter: str) -> str:
    return f"{readings.CONTRIBUTION}{slug(chapter.replace('/', '-'), longest=80)}"
