"""`{foerderhinweise}`: who pays for it, in the words and with the emblem that the funder prescribes."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.presentation_queries import FundingNoticesQuery
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, options_of
from ratgeber_tools.sphinx_ext.data.record_files import path_of


class FundingNoticesDirective(ListDirective):
    """A bullet a funder; what is not supplied yet says so, because neither words nor emblem may be made up."""

    option_spec: ClassVar = options_of("foerderhinweise")

    def run(self) -> list[nodes.Node]:
        answer = self.ask(FundingNoticesQuery())
        items = []
        for notice in answer.notices:
            body: list[nodes.Node] = []
            if notice.emblem and notice.emblem_alt:
                emblem = path_of(notice.emblem, self.env)
                body.append(nodes.image(uri=emblem, alt=notice.emblem_alt, classes=["rg-foerderzeichen"]))
            if notice.wording:
                body.append(wording.paragraph(notice.wording))
            else:
                start = f"{notice.funder}: Wortlaut und Zeichen sind noch offen, "
                body.append(wording.paragraph(start, *wording.ask(answer.ask), "."))
            items.append(nodes.list_item("", *body))
        if not items:
            return [wording.paragraph("Dazu ist nichts eingetragen.")]
        return [nodes.bullet_list("", *items, bullet="-")]


def setup_funding_notices(app: Sphinx) -> None:
    app.add_directive("foerderhinweise", FundingNoticesDirective)
