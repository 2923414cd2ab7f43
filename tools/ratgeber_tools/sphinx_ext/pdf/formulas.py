"""Formulas: a small, honest subset of TeX to Typst's math functions; anything else is refused by name.

[x] letters, digits, operators, brackets, `^` `_` with groups, `\\frac`, `\\sqrt`, `\\text`, Greek letters, relations,
arrows, `\\left`/`\\right`, spaces
[ ] matrices, aligned equations, sums with limits above, accents, macros
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from docutils import nodes

from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|[{}^_]|\s+|\d+(?:[.,]\d+)*|.", re.DOTALL)

#: TeX commands that are one character.
SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
        "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼", "to": "→", "rightarrow": "→", "leftarrow": "←",
        "Rightarrow": "⇒", "Leftrightarrow": "⇔", "infty": "∞", "circ": "∘", "ldots": "…", "dots": "…", "cdots": "⋯",
        "sum": "∑", "prod": "∏", "in": "∈", "notin": "∉", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀",
        "exists": "∃", "degree": "°", "euro": "€", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ",
        "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ",
        "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω",
        "%": "%", "$": "$", "&": "&", "#": "#", "_": "_", "{": "{", "}": "}",
    }
)  # fmt: skip

#: TeX commands that are space.
SPACES: Mapping[str, str] = MappingProxyType(
    {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "quad": "\u2003", "qquad": "\u2003\u2003"}
)

_TEXT_COMMANDS = frozenset({"text", "mathrm", "textrm", "operatorname", "mathit"})


class UnknownTexError(ValueError):
    """A formula uses TeX this module does not know; `str(error)` is the command or sign."""


def to_typst(tex: str) -> str:
    """Return a formula's body as a Typst expression.  Raises `UnknownTexError`."""
    tokens = iter(_TOKEN.findall(tex.strip()))
    expression, closed = _group(tokens)
    if closed:
        raise UnknownTexError("}")
    return expression


def _group(tokens: Iterator[str]) -> tuple[str, bool]:
    """Read to the closing brace or the end; say whether a brace closed it."""
    parts: list[str] = []
    for token in tokens:
        if token == "}":
            return syntax.sequence(parts), True
        if token in "^_":
            position = "t" if token == "^" else "b"
            base = parts.pop() if parts else '""'
            if base.startswith("math.attach(") and f",{position}:" not in base:  # both a power and an index
                parts.append(f"{base[:-1]},{position}:{_argument(tokens)})")
            else:
                parts.append(f"math.attach({base},{position}:{_argument(tokens)})")
            continue
        atom = _atom(token, tokens)
        if atom:
            parts.append(atom)
    return syntax.sequence(parts), False


def _argument(tokens: Iterator[str]) -> str:
    for token in tokens:
        if token.isspace():
            continue
        if token in "^_}":
            raise UnknownTexError(token)
        return _atom(token, tokens)
    raise UnknownTexError("…")


def _atom(token: str, tokens: Iterator[str]) -> str:
    if token == "{":
        expression, closed = _group(tokens)
        if not closed:
            raise UnknownTexError("{")
        return expression
    if token.isspace():
        return ""
    if not token.startswith("\\"):
        if token in "&~%#$\\":
            raise UnknownTexError(token)
        return _symbol("′" if token == "'" else token)
    return _command(token[1:], tokens)


def _command(name: str, tokens: Iterator[str]) -> str:
    if name in SYMBOLS:
        return _symbol(SYMBOLS[name])
    if name in SPACES:
        return syntax.string(SPACES[name]) if SPACES[name] else ""
    if name in ("frac", "dfrac", "tfrac"):
        return syntax.call("math.frac", _argument(tokens), _argument(tokens))
    if name == "sqrt":
        return syntax.call("math.sqrt", _argument(tokens))
    if name in ("left", "right"):
        delimiter = next((token for token in tokens if not token.isspace()), ".")
        return "" if delimiter == "." else _atom(delimiter, tokens)
    if name in _TEXT_COMMANDS:
        return syntax.string(_text_argument(tokens))
    raise UnknownTexError(f"\\{name}")


def _symbol(characters: str) -> str:
    """Return a sign as content: bare symbols side by side would join to a string, and `=` lose its space."""
    return syntax.string(characters) if len(characters) > 1 else f"[#symbol({syntax.string(characters)})]"


def _text_argument(tokens: Iterator[str]) -> str:
    text = ""
    depth = 0
    for token in tokens:
        if token == "{":
            depth += 1
            if depth == 1:
                continue
        elif token == "}":
            depth -= 1
            if not depth:
                return text
        elif not depth:
            if token.isspace():
                continue
            return token
        text += token
    raise UnknownTexError("\\text")


def math(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, nodes.Element)
    tex = node.astext()
    try:
        body = to_typst(tex)
    except UnknownTexError as error:
        raise translation.refuse(
            node,
            f"Die Formel „{tex}“ enthält „{error}“, das der Satz des PDFs nicht kennt. "
            "Schreiben Sie die Formel einfacher, oder als Bild mit Alternativtext.",
        ) from None
    return syntax.call("formula", body, alt=syntax.string(f"Formel: {' '.join(tex.split())}"))


FORMULAS: Mapping[type[nodes.Node], Handler] = MappingProxyType({nodes.math: math})
