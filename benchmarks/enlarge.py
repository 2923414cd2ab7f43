"""Make a guide `factor` times as large: the same chapters again under other names, targets and references renamed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_TARGET = re.compile(r"^\(([a-z0-9-]+)\)=$", re.MULTILINE)
_NAME = re.compile(r"^(:name: [a-z0-9-]+)$", re.MULTILINE)

#: Sections that are copied; the rest (glossary, legal pages) would only define the same words again.
SECTIONS = ("schulanfang", "weiterfuehrend", "hilfe")


def enlarge(source: Path, target: Path, factor: int) -> Path:
    """Copy the guide at `source` to `target`, its sections `factor` times, and return `target`."""
    shutil.copytree(source, target)
    anchors = {name for path in source.rglob("*.md") for name in _TARGET.findall(path.read_text(encoding="utf-8"))}
    entries = []
    for number in range(2, factor + 1):
        for section in SECTIONS:
            if not (source / section).is_dir():
                continue
            folder = target / f"{section}-{number}"
            shutil.copytree(source / section, folder)
            for path in folder.rglob("*.md"):
                path.write_text(_renamed(path.read_text(encoding="utf-8"), anchors, number), encoding="utf-8")
            entries.append(f"{section}-{number}/index")
    if entries:
        index = target / "index.md"
        listing = "\n\n```{toctree}\n:maxdepth: 1\n\n" + "\n".join(entries) + "\n```\n"
        index.write_text(index.read_text(encoding="utf-8") + listing, encoding="utf-8")
    return target


def _renamed(text: str, anchors: set[str], number: int) -> str:
    """Give targets and the references to them a number; links between the copied sections stay inside the copy."""
    text = _TARGET.sub(rf"(\1-{number})=", text)
    text = _NAME.sub(rf"\1-{number}", text)
    text = re.sub(r"\]\(#([a-z0-9-]+)\)", lambda m: f"](#{m[1]}-{number})" if m[1] in anchors else m[0], text)
    for section in SECTIONS:
        text = text.replace(f"](../{section}/", f"](../{section}-{number}/")
    return text
