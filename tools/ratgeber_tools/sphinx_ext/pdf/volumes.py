"""Volumes: which parts of the guide go into which booklet.

`kommune.yaml` names the folders of the parts that become a booklet each; every other part stands in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ratgeber_tools.errors import InputError
from ratgeber_tools.sphinx_ext.outline import GuideOutline


@dataclass(frozen=True, slots=True)
class Volume:
    """One booklet: `name` is the part of its file names (empty for the one book), `elsewhere` what others hold."""

    name: str
    title: str
    chapters: tuple[str, ...]
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def file_stem(self, guide: str) -> str:
        """Return `elternratgeber-schulanfang`, or just the guide's name for the one book."""
        return f"{guide}-{self.name}" if self.name else guide


def volumes_of(outline: GuideOutline, folders: Sequence[str], titles: Mapping[str, str]) -> tuple[Volume, ...]:
    """Return the volumes in the order of `folders`, one book if there are none.

    Raises `InputError` if a folder is no part of the guide, or if there is only one.
    """
    if not folders:
        return (Volume("", titles.get(outline.root, ""), outline.order),)
    parts = {_folder(entry.docname): entry.docname for entry in outline.entries if entry.docname}
    known = ", ".join(name for name in parts if name)
    wrong = [
        f"kommune.yaml: „{folder}“ unter „baende“ ist kein Teil des Ratgebers. Möglich sind: {known}."
        for folder in folders
        if folder not in parts
    ]
    if wrong:
        raise InputError("\n".join(wrong))
    if len(set(folders)) < 2:
        raise InputError("kommune.yaml: Ein Band allein geht nicht. Nennen Sie unter „baende“ zwei Teile oder keinen.")
    names = {parts[folder]: _short(titles.get(parts[folder], folder)) for folder in folders}
    return tuple(_volume(outline, folder, parts[folder], names) for folder in dict.fromkeys(folders))


def _volume(outline: GuideOutline, folder: str, part: str, names: Mapping[str, str]) -> Volume:
    elsewhere = {
        chapter: title for other, title in names.items() if other != part for chapter in outline.pages_of(other)
    }
    chapters = tuple(chapter for chapter in outline.order if chapter not in elsewhere)
    return Volume(folder, names[part], chapters, elsewhere)


def _short(title: str) -> str:
    """“Teil A: Schulanfang” is the booklet “Schulanfang”."""
    return title.partition(":")[2].strip() or title


def _folder(docname: str) -> str:
    return docname.rpartition("/")[0]
