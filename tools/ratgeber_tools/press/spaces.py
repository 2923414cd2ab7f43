"""Colour spaces by the name the preflight judges them by, and the inks of colours and shadings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

#: Spaces a press file may use; everything else is a finding.
PRINTABLE = frozenset({"DeviceCMYK", "DeviceGray"})

_COMPONENTS = {1: "ICCBased Grau", 3: "ICCBased RGB", 4: "ICCBased CMYK"}


class Colour(NamedTuple):
    """A colour as a content stream sets it: the space's name and the components; a pattern's object, if it is one."""

    space: str
    values: tuple[float, ...] = ()
    pattern: pikepdf.Object | None = None

    @property
    def ink(self) -> float:
        """Total ink, 0 to 4, where the space says so."""
        return ink_of(self.space, self.values)


BLACK_GREY = Colour("DeviceGray", (0.0,))  # what every page starts with (ISO 32000-1, table 52)


def ink_of(space: str, values: tuple[float, ...]) -> float:
    if space == "DeviceCMYK":
        return sum(values)
    return 1 - values[0] if space == "DeviceGray" and values else 0.0


def name_of(space: pikepdf.Object | None, resources: pikepdf.Object | None = None) -> str:
    """Return the name of a colour space object; names are looked up in `resources`."""
    if space is None:
        return "ohne Farbraum"
    if isinstance(space, pikepdf.Name):
        known = _resource(resources, "/ColorSpace", str(space))
        if known is not None:
            return name_of(known)
        return {"/G": "DeviceGray", "/CMYK": "DeviceCMYK", "/RGB": "DeviceRGB"}.get(str(space), str(space)[1:])
    family = str(space[0])[1:]
    if family == "ICCBased":
        return _COMPONENTS.get(int(space[1].get("/N", 0)), "ICCBased")
    if family == "Indexed":
        return name_of(space[1], resources)  # the colours of the table are those of its base
    if family == "Pattern" and len(space) > 1:
        return name_of(space[1], resources)
    return family


def initial(space: str) -> Colour:
    """Return the colour a space starts with: black, which in CMYK is all of K and in anything else zero."""
    return Colour(space, (0.0, 0.0, 0.0, 1.0) if space == "DeviceCMYK" else (0.0,))


def shading_inks(shading: pikepdf.Object, resources: pikepdf.Object) -> Iterator[float]:
    """Yield the ink at the ends of every piece of a shading; between them a linear function has no more."""
    space = name_of(shading.get("/ColorSpace"), resources)
    function = shading.get("/Function")
    for each in function if isinstance(function, pikepdf.Array) else (function,):
        if each is not None:
            yield from (ink_of(space, values) for values in function_values(each))


def function_values(function: pikepdf.Object) -> Iterator[tuple[float, ...]]:
    """Yield the outputs a function of one input is made of (ISO 32000-1, 7.10); none for calculator functions."""
    kind = int(function.FunctionType)
    if kind == 2:
        yield tuple(map(float, function.get("/C0", [0])))
        yield tuple(map(float, function.get("/C1", [1])))
    elif kind == 3:
        for part in function.Functions:
            yield from function_values(part)
    elif kind == 0 and int(function.BitsPerSample) == 8:
        bounds = [float(bound) for bound in function.get("/Decode", function.Range)]
        count = len(bounds) // 2
        data = function.read_bytes()
        for start in range(0, len(data) - count + 1, count):
            yield tuple(
                bounds[2 * each] + data[start + each] / 255 * (bounds[2 * each + 1] - bounds[2 * each])
                for each in range(count)
            )


def _resource(resources: pikepdf.Object | None, kind: str, name: str) -> pikepdf.Object | None:
    if resources is None or kind not in resources or name not in resources[kind]:
        return None
    return resources[kind][name]
