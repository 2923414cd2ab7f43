"""How our building blocks look in Word: names of styles and colours, as the dialect has them.

A block in the template looks like what it becomes; how well its colours can be read says `hues`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ratgeber_tools import hues
from ratgeber_tools.dialect import CONTAINERS, ContainerSpec
from ratgeber_tools.hues import PETROL, SLATE


def word_colour(colour: str) -> str:
    """Return a colour `#rrggbb` as Word writes it, `RRGGBB`."""
    return colour.removeprefix("#").upper()


INK, MUTED = word_colour(hues.INK.light), word_colour(hues.MUTED.light)
HEADING = word_colour(PETROL.deep)
TABLE_HEAD, TABLE_LINE = word_colour(PETROL.tint), word_colour(SLATE.deep)

#: What authors choose from, by directive name.
TEMPLATE_BOXES: Mapping[str, ContainerSpec] = MappingProxyType(
    {spec.name: spec for spec in CONTAINERS.values() if spec.is_for_authors}
)


def style_name(spec: ContainerSpec) -> str:
    """Return the name of the Word style for a block: its title, or what it is called without one."""
    return spec.title or spec.label or spec.name


def style_identifier(spec: ContainerSpec) -> str:
    return style_name(spec).replace(" ", "")
