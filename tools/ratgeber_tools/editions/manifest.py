"""What the engine has to know of the public edition beside its sources: one JSON file, written here and read here.

The head of a chapter does not stay in its source; what parents may see of it travels in this file, so nothing else
can get out.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.fields import Frozen
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.guide.booklet import Share

#: The language a guide is written in.
GERMAN = "de"


class ManifestError(RatgeberError):
    """The file is missing or not one of ours."""


class PublicSource(Frozen):
    """Where facts come from, as parents see it; how far the editors trust it is theirs to know."""

    title: str
    address: str | None = None
    as_of: str = ""


class PublicPage(Frozen):
    """A page of the public edition.

    `released` is None for a section's page of which only the title is public; `has_head` says whether the page is a
    chapter somebody answers for, with the block that closes it.  `files` maps paths of pictures and
    forms as the page has them (below the guide's folder) to where they lie in the staged sources, if that differs.
    `forgotten` are pictures the page shows that do not belong to its release.
    `foreign_targets` are targets the page sets that have moved to another public page.
    """

    released: date | None = None
    has_head: bool = False
    responsible: str = ""
    audience: str = ""
    as_of: date | None = None
    review_by: date | None = None
    heard_on: date | None = None
    short_name: str = ""  # as wished in the head
    sign: str = ""  # the pictogram of its subject, by its German name
    booklet: Share = Share.CORE
    key_points: tuple[str, ...] = ()
    plain_of: str = ""  # the public chapter this one says in plainer German
    is_older: bool = False  # than that chapter
    has_reader_test: bool = False  # readers of the target group have tested it
    older_sections: tuple[str, ...] = ()  # the headings below which it is
    sources: tuple[PublicSource, ...] = ()
    files: dict[str, str] = Field(default_factory=dict)
    forgotten: tuple[str, ...] = ()
    foreign_targets: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()  # of a page in another language: its headings' anchors in German, in their order
    has_drafts: bool = False  # of a page in another language: nobody has checked all of what a machine has translated


class Manifest(Frozen):
    """Every page by its name; `moved` maps names pages had before, or have in the drafts, to public names.

    `coming` are pages of the guide that were never public yet, `coming_targets` the targets they set, in small
    letters: a reference there says that it is still to come.  `is_small` says that most chapters are not public yet.
    `language` is the one its pages are in; `translations` has the names of the pages there are in each other language,
    `german_only` the public pages this edition has not, in a language's edition alone.
    """

    pages: dict[str, PublicPage]
    moved: dict[str, str] = Field(default_factory=dict)
    coming: frozenset[str] = frozenset()
    coming_targets: frozenset[str] = frozenset()
    is_small: bool = False
    language: str = GERMAN
    translations: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    german_only: frozenset[str] = frozenset()

    def model_post_init(self, context: Any) -> None:
        unknown = set(self.moved.values()) - set(self.pages)
        if unknown:
            raise AssertionError(f"moved to pages that are not public: {sorted(unknown)}")

    def public_name(self, name: str) -> str | None:
        """Return the name a page is public under, or None if it is not."""
        return name if name in self.pages else self.moved.get(name)


def as_of(day: date) -> str:
    """Return how an edition, or a file of it, says how old its words are."""
    return f"Stand: {format_date(day)}"


def write_manifest(manifest: Manifest, path: Path) -> None:
    path.write_text(manifest.model_dump_json(indent=1), encoding="utf-8", newline="\n")


def read_manifest(path: Path) -> Manifest:
    """Read what `write_manifest` wrote; raise `ManifestError` otherwise."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ManifestError(
            f"{path} beschreibt keine öffentliche Fassung. Bauen Sie sie mit „{program()} public“ noch einmal."
        ) from error
