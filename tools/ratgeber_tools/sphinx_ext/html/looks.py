"""The style sheet's parts that follow from the dialect: colours of the hues, and what each box looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools.dialect import BOXES, ContainerSpec, Frame
from ratgeber_tools.hues import HUES

_BORDERS = {Frame.DASHED: "2px dashed", Frame.DOUBLE: "4px double"}


def hue_colours() -> str:
    """Return the variables of every hue, for light pages and for dark ones."""
    light = _variables((f"{hue.name}-{part}", colour) for hue in HUES for part, colour in (
        ("ground", hue.tint), ("edge", hue.deep),
    ))  # fmt: skip
    dark = _variables((f"{hue.name}-{part}", colour) for hue in HUES for part, colour in (
        ("ground", hue.dark_tint), ("edge", hue.dark_deep),
    ))  # fmt: skip
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"


def box_looks() -> str:
    """Return a rule for each box; two classes each, for `rg-stand` alone is a word's look in lists of records."""
    return "".join(f".rg-box.rg-{spec.name} {{ {' '.join(_declarations(spec))} }}\n" for spec in BOXES.values())


def _declarations(spec: ContainerSpec) -> Iterator[str]:
    yield f"--edge: var(--rg-{spec.hue.name}-edge); --ground: var(--rg-{spec.hue.name}-ground);"
    yield f"--sign: var(--rg-sign-{spec.sign});"
    if spec.frame in _BORDERS:
        yield f"border: {_BORDERS[spec.frame]} var(--edge);"
    if spec.is_fine_print:
        yield "font-size: 0.9rem;"


def _variables(colours: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"--rg-{name}: {colour};" for name, colour in colours)
