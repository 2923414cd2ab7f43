"""Values of a chapter's head changed in the chapter's text: the lines of what is changed, and no others."""

from __future__ import annotations

from collections.abc import Mapping

from ratgeber_tools import dialect
from ratgeber_tools.data.yaml_edits import YamlEditError, with_entries
from ratgeber_tools.data.yaml_tree import Tree
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.guide.front_matter import FrontMatter

_ORDER = tuple(field.alias or name for name, field in FrontMatter.model_fields.items())


class HeadError(RatgeberError):
    """The head cannot be changed as it stands; nothing was changed."""


def with_values(text: str, wanted: Mapping[str, Tree]) -> str:
    """Return a chapter's `text` with the values `wanted` in its head, as `with_entries` puts them there.

    A chapter without a head gets one.  Raises `HeadError` for a head that has mistakes in its YAML.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(mark).split("\n")
    carriage = "\r" if lines[0].endswith("\r") else ""
    end = dialect.head_end(lines)
    if end is None:
        if not any(wanted.values()):
            return text
        lines = [f"---{carriage}", f"---{carriage}", carriage, *lines]
        end = 1
    if end == len(lines):
        raise HeadError("Der Kopf ist nicht geschlossen. Setzen Sie im Texteditor drei Striche hinter die Angaben.")
    head = lines[1:end]
    try:
        fresh = with_entries([line.removesuffix("\r") for line in head], wanted, order=_ORDER)
    except YamlEditError as error:
        raise HeadError(f"Der Kopf lässt sich nicht ändern: {error} Sehen Sie ihn im Texteditor an.") from error
    written = [head[line] if isinstance(line, int) else line + carriage for line in fresh]
    return mark + "\n".join([lines[0], *written, *lines[end:]])
