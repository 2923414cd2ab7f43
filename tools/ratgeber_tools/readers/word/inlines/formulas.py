"""Formulas: Office Math (OMML, ISO/IEC 29500-1, 22.1) as TeX.

One visible table of handlers; anything unknown is looked into, so no symbol gets lost.
"""

from __future__ import annotations

from collections.abc import Callable

from ratgeber_tools.readers.word.namespaces import MATH, W
from ratgeber_tools.readers.word.xml import Element, text_of

_VAL = f"{MATH}val"

_CHARACTERS = {
    "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "ε": r"\varepsilon ", "ζ": r"\zeta ",
    "η": r"\eta ", "θ": r"\theta ", "κ": r"\kappa ", "λ": r"\lambda ", "μ": r"\mu ", "ν": r"\nu ", "ξ": r"\xi ",
    "π": r"\pi ", "ρ": r"\rho ", "σ": r"\sigma ", "τ": r"\tau ", "φ": r"\varphi ", "χ": r"\chi ", "ψ": r"\psi ",
    "ω": r"\omega ", "Γ": r"\Gamma ", "Δ": r"\Delta ", "Θ": r"\Theta ", "Λ": r"\Lambda ", "Π": r"\Pi ",
    "Σ": r"\Sigma ", "Φ": r"\Phi ", "Ψ": r"\Psi ", "Ω": r"\Omega ", "×": r"\times ", "·": r"\cdot ", "⋅": r"\cdot ",
    "÷": r"\div ", "±": r"\pm ", "∓": r"\mp ", "≤": r"\leq ", "≥": r"\geq ", "≠": r"\neq ", "≈": r"\approx ",
    "≡": r"\equiv ", "∞": r"\infty ", "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ", "∂": r"\partial ",
    "∇": r"\nabla ", "∈": r"\in ", "∉": r"\notin ", "⊂": r"\subset ", "⊆": r"\subseteq ", "∪": r"\cup ",
    "∩": r"\cap ", "∀": r"\forall ", "∃": r"\exists ", "→": r"\rightarrow ", "←": r"\leftarrow ",
    "⇒": r"\Rightarrow ", "⇔": r"\Leftrightarrow ", "∧": r"\land ", "∨": r"\lor ", "¬": r"\neg ", "√": r"\surd ",
    "…": r"\ldots ", "⋯": r"\cdots ", "∘": r"\circ ", "°": r"{^\circ}", "−": "-", "\u2061": "", "\u2062": "",
    "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_", "\\": r"\backslash ",
    "\u2009": r"\,", "\u205f": r"\:", "\u2004": r"\;", "\u2003": r"\quad ",
    "^": r"\hat{}", "~": r"\sim ", "∼": r"\sim ", "€": r"€",
}  # fmt: skip
_ACCENTS = {
    "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar", "\u0305": r"\overline", "\u0307": r"\dot",
    "\u0308": r"\ddot", "\u20d7": r"\overrightarrow", "\u030c": r"\check", "\u0301": r"\acute", "\u0300": r"\grave",
    "\u0306": r"\breve",
}  # fmt: skip
_FUNCTIONS = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "log", "ln", "exp", "lim", "max", "min", "sup", "inf", "det", "gcd",
     "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"}
)  # fmt: skip
_FENCES = {"{": r"\{", "}": r"\}", "‖": r"\|", "⟨": r"\langle ", "⟩": r"\rangle ", "⌊": r"\lfloor ", "⌋": r"\rfloor ",
           "⌈": r"\lceil ", "⌉": r"\rceil ", "": "."}  # fmt: skip


#: Elements inside each other in one formula; no author nests more, and Python's stack bears no more.
DEEPEST = 80


def tex_of(element: Element) -> str:
    """Return a `m:oMath` as TeX, without dollars; a formula nested beyond reason comes out as its characters."""
    if _depth(element) > DEEPEST:
        return escape(text_of(element, f"{MATH}t"))
    return _children(element).strip()


def _depth(element: Element) -> int:
    deepest = 0
    waiting = [(element, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in node)
    return deepest


def _children(element: Element | None) -> str:
    return "" if element is None else "".join(_node(child) for child in element)


def _node(element: Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    handler = _HANDLERS.get(tag)
    if handler is not None:
        return handler(element)
    if tag.endswith("Pr"):
        return ""
    return _children(element)


def _part(element: Element, name: str) -> str:
    return _children(element.find(f"{MATH}{name}"))


def _setting(element: Element, path: str, default: str) -> str:
    """Return a property's value; a property without a value stands for the empty character."""
    found = element.find("/".join(f"{MATH}{step}" for step in path.split("/")))
    return default if found is None else found.get(_VAL, "")


def _group(tex: str) -> str:
    return "{" + tex + "}"


def escape(text: str) -> str:
    """Return characters typed in a formula as TeX."""
    return "".join(_CHARACTERS.get(character, character) for character in text)


def _run(element: Element) -> str:
    text = "".join(child.text or "" for child in element if child.tag in (f"{MATH}t", f"{W}t"))
    if element.find(f"{MATH}rPr/{MATH}nor") is not None and text.strip():
        return r"\text{" + escape(text) + "}"
    if text.strip() in _FUNCTIONS:
        return f"\\{text.strip()} "
    return escape(text)


def _fraction(element: Element) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    kind = _setting(element, "fPr/type", "bar")
    if kind == "lin":
        return f"{above}/{below}"
    if kind == "noBar":
        return rf"\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
    return rf"\frac{{{above}}}{{{below}}}"


def _superscript(element: Element) -> str:
    return f"{_base(element)}^{_group(_part(element, 'sup'))}"


def _subscript(element: Element) -> str:
    return f"{_base(element)}_{_group(_part(element, 'sub'))}"


def _both_scripts(element: Element) -> str:
    return f"{_base(element)}_{_group(_part(element, 'sub'))}^{_group(_part(element, 'sup'))}"


def _scripts_before(element: Element) -> str:
    return f"{{}}_{_group(_part(element, 'sub'))}^{_group(_part(element, 'sup'))}{_part(element, 'e')}"


def _base(element: Element) -> str:
    base = _part(element, "e")
    return base if len(base.strip()) <= 1 or base.startswith("\\") else _group(base)


def _root(element: Element) -> str:
    degree = _part(element, "deg")
    hidden = _setting(element, "radPr/degHide", "0") in ("1", "on", "true", "")
    return rf"\sqrt[{degree}]{{{_part(element, 'e')}}}" if degree and not hidden else rf"\sqrt{{{_part(element, 'e')}}}"


def _large_operator(element: Element) -> str:
    sign = escape(_setting(element, "naryPr/chr", "∫")).strip()
    below, above = _part(element, "sub"), _part(element, "sup")
    scripts = (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")
    return f"{sign}{scripts}{{{_part(element, 'e')}}}"


def _delimiters(element: Element) -> str:
    begin, end = _setting(element, "dPr/begChr", "("), _setting(element, "dPr/endChr", ")")
    between = escape(_setting(element, "dPr/sepChr", "|"))
    inside = between.join(_children(part) for part in element.iterchildren(f"{MATH}e"))
    return rf"\left{_FENCES.get(begin, begin)}{inside}\right{_FENCES.get(end, end)}"


def _function(element: Element) -> str:
    return f"{_part(element, 'fName')}{_group(_part(element, 'e'))}"


def _limit_below(element: Element) -> str:
    return f"{_base(element)}_{_group(_part(element, 'lim'))}"


def _limit_above(element: Element) -> str:
    return f"{_base(element)}^{_group(_part(element, 'lim'))}"


def _accent(element: Element) -> str:
    sign = _setting(element, "accPr/chr", "\u0302")
    return f"{_ACCENTS.get(sign, chr(92) + 'hat')}{_group(_part(element, 'e'))}"


def _bar(element: Element) -> str:
    over = _setting(element, "barPr/pos", "bot") == "top"
    return (r"\overline" if over else r"\underline") + _group(_part(element, "e"))


def _brace(element: Element) -> str:
    over = _setting(element, "groupChrPr/pos", "bot") == "top"
    return (r"\overbrace" if over else r"\underbrace") + _group(_part(element, "e"))


def _box(element: Element) -> str:
    return rf"\boxed{{{_part(element, 'e')}}}"


def _matrix(element: Element) -> str:
    rows = (
        " & ".join(_children(cell) for cell in row.iterchildren(f"{MATH}e"))
        for row in element.iterchildren(f"{MATH}mr")
    )
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _equations(element: Element) -> str:
    rows = (_children(row) for row in element.iterchildren(f"{MATH}e"))
    return r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}"


_HANDLERS: dict[str, Callable[[Element], str]] = {
    f"{MATH}r": _run,
    f"{MATH}f": _fraction,
    f"{MATH}sSup": _superscript,
    f"{MATH}sSub": _subscript,
    f"{MATH}sSubSup": _both_scripts,
    f"{MATH}sPre": _scripts_before,
    f"{MATH}rad": _root,
    f"{MATH}nary": _large_operator,
    f"{MATH}d": _delimiters,
    f"{MATH}func": _function,
    f"{MATH}limLow": _limit_below,
    f"{MATH}limUpp": _limit_above,
    f"{MATH}acc": _accent,
    f"{MATH}bar": _bar,
    f"{MATH}groupChr": _brace,
    f"{MATH}borderBox": _box,
    f"{MATH}m": _matrix,
    f"{MATH}eqArr": _equations,
}
