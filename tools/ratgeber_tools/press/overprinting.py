"""Black text overprints: the press lays it on top of whatever is below, so that no white edge shows when plates shift.

Only text in black ink alone does (`0 0 0 1 k`); areas, lines and pictures knock out as usual.  With overprint mode 1
an ink that is zero leaves what is below untouched (ISO 32000-1, 8.6.7).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pikepdf
from pikepdf import Name

from ratgeber_tools.press.content import instructions

ON, OFF = "/UeberdruckenEin", "/UeberdruckenAus"
_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
#: What begins something painted that is no text.  Between a path and its painting nothing may be set
#: (ISO 32000-1, figure 9), so a path is looked at where it begins.
_BEGINNINGS = frozenset((b"m", b"re", b"Do", b"sh", b"BI"))
_OTHER_FILLS = frozenset((b"g", b"rg", b"cs", b"sc", b"scn"))


class _PaintState(NamedTuple):
    is_black: bool = False
    overprints: bool = False
    fills_text: bool = True


def overprint_black_text(pdf: pikepdf.Pdf) -> None:
    """Let every black text of `pdf` overprint, in place; forms are done as well, each once."""
    settings = {
        ON: pdf.make_indirect(pikepdf.Dictionary(Type=Name.ExtGState, OP=False, op=True, OPM=1)),
        OFF: pdf.make_indirect(pikepdf.Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=1)),
    }
    done: set[tuple[int, int]] = set()
    for page in pdf.pages:
        page.contents_coalesce()
        _treat(page.obj.Contents, page.resources, settings, done)


def with_overprinting(data: bytes) -> bytes:
    """Return a content stream in which every black text is shown with overprinting on and everything else without."""
    pieces: list[bytes] = []
    position = 0
    state, saved = _PaintState(), list[_PaintState]()
    for each in instructions(data):
        operator = each.operator
        if operator == b"q":
            saved.append(state)
        elif operator == b"Q":
            state = saved.pop() if saved else state
        elif operator == b"k":
            state = state._replace(is_black=each.numbers() == (0, 0, 0, 1))
        elif operator in _OTHER_FILLS:
            state = state._replace(is_black=False)
        elif operator == b"Tr":
            state = state._replace(fills_text=each.numbers()[0] == 0)
        elif operator in _TEXT or operator in _BEGINNINGS:
            wanted = operator in _TEXT and state.is_black and state.fills_text
            if wanted is not state.overprints:
                pieces += [data[position : each.start], f" {ON if wanted else OFF} gs ".encode("ascii")]
                position = each.start
                state = state._replace(overprints=wanted)
    return b"".join((*pieces, data[position:]))


def _treat(
    stream: pikepdf.Object,
    resources: pikepdf.Object,
    settings: Mapping[str, pikepdf.Object],
    done: set[tuple[int, int]],
) -> None:
    before = stream.read_bytes()
    after = with_overprinting(before)
    if after != before:
        stream.write(after)
        if "/ExtGState" not in resources:
            resources.ExtGState = pikepdf.Dictionary()
        for name, setting in settings.items():
            resources.ExtGState[name] = setting
    for _, thing in resources.get("/XObject", pikepdf.Dictionary()).items():
        if thing.get("/Subtype") == Name.Form and thing.objgen not in done:
            done.add(thing.objgen)
            if "/Resources" not in thing:
                thing.Resources = pikepdf.Dictionary()
            _treat(thing, thing.Resources, settings, done)
