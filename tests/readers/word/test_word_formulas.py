"""Formulas as TeX."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import p, r, read_body

from ratgeber_tools.document import Math, Paragraph


def m(name: str, **parts: str) -> str:
    inside = "".join(f"<m:{key}>{value}</m:{key}>" for key, value in parts.items())
    return f"<m:{name}>{inside}</m:{name}>"


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        (t("a+b"), "a+b"),
        (m("f", num=t("a"), den=t("b+1")), r"\frac{a}{b+1}"),
        (m("sSup", e=t("x"), sup=t("2")), "x^{2}"),
        (m("sSub", e=t("x"), sub=t("i")), "x_{i}"),
        (m("sSubSup", e=t("x"), sub=t("i"), sup=t("2")), "x_{i}^{2}"),
        (m("rad", radPr='<m:degHide m:val="1"/>', deg="", e=t("2")), r"\sqrt{2}"),
        (m("rad", deg=t("3"), e=t("2")), r"\sqrt[3]{2}"),
        (m("nary", naryPr='<m:chr m:val="∑"/>', sub=t("i"), sup=t("n"), e=t("i")), r"\sum_{i}^{n}{i}"),
        (m("d", dPr='<m:begChr m:val="["/><m:endChr m:val="]"/>', e=t("x")), r"\left[x\right]"),
        (m("func", fName=t("sin"), e=t("x")), r"\sin {x}"),
        (m("acc", accPr='<m:chr m:val="&#x303;"/>', e=t("x")), r"\tilde{x}"),
        (f"<m:m><m:mr><m:e>{t('1')}</m:e><m:e>{t('2')}</m:e></m:mr></m:m>", r"\begin{matrix}1 & 2\end{matrix}"),
        (t("α≤π"), r"\alpha \leq \pi"),
        ("<m:neu>" + t("x") + "</m:neu>", "x"),
    ],
)  # fmt: skip
def test_a_formula_becomes_tex(tmp_path: Path, formula: str, tex: str) -> None:
    (made,) = read_body(tmp_path, p(r("Es gilt ") + f"<m:oMath>{formula}</m:oMath>")).document.blocks
    assert isinstance(made, Paragraph)
    assert made.children[-1] == Math(tex)


def test_a_formula_of_its_own_is_a_paragraph(tmp_path: Path) -> None:
    body = p(f"<m:oMathPara><m:oMath>{t('x=1')}</m:oMath></m:oMathPara>")
    assert read_body(tmp_path, body).document.blocks == (Paragraph((Math("x=1"),)),)


def test_a_formula_nested_beyond_reason_keeps_its_characters(tmp_path: Path) -> None:
    formula = t("tief")
    for _ in range(100):
        formula = m("f", num=formula, den=t("1"))
    (made,) = read_body(tmp_path, p(f"<m:oMath>{formula}</m:oMath>")).document.blocks
    assert "tief" in repr(made)
