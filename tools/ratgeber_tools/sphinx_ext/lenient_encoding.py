"""A chapter that is no UTF-8 is read all the same: Sphinx would give up the whole guide for one byte of it.

Bad bytes become U+FFFD, as everywhere (`files.readable`), and a finding says where.  Sphinx opens a source file with
the name of an encoding and nothing else; so this one has a name of its own.
"""

from __future__ import annotations

import codecs
from encodings import utf_8_sig
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

NAME = "ratgeber_utf8"


def _decode(data: Buffer, errors: str = "replace", /) -> tuple[str, int]:
    return utf_8_sig.decode(data, "replace")


class _Decoder(utf_8_sig.IncrementalDecoder):
    def __init__(self, errors: str = "replace") -> None:
        super().__init__("replace")


def _find(name: str) -> codecs.CodecInfo | None:
    if name != NAME:
        return None
    return codecs.CodecInfo(
        name=NAME,
        encode=utf_8_sig.encode,
        decode=_decode,
        incrementalencoder=utf_8_sig.IncrementalEncoder,
        incrementaldecoder=_Decoder,
    )


codecs.register(_find)


def _read_leniently(app: Sphinx) -> None:
    app.env.settings["input_encoding"] = NAME


def setup_lenient_encoding(app: Sphinx) -> None:
    app.connect("builder-inited", _read_leniently)
