"""`{anlaufstellen}`: offices and advice, by kind or by what parents come with."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.places import ContactKind
from ratgeber_tools.data.queries import ContactsQuery
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, entry, options_of
from ratgeber_tools.sphinx_ext.data.places import place_lines


class ContactsDirective(ListDirective):
    option_spec: ClassVar = options_of("anlaufstellen")

    def run(self) -> list[nodes.Node]:
        topics = {topic for contact in self.view.records.contacts.values() for topic in contact.topics}
        wanted = self.known_topics(topics)
        contacts = self.ask(ContactsQuery(self.choices("art", ContactKind), wanted))
        if not contacts:
            return [wording.paragraph("Dazu ist keine Stelle eingetragen.")]
        entries = [
            entry(
                [nodes.Text(shown.record.name)],
                [wording.lines(place_lines(shown, self.view))],
            )
            for shown in contacts
        ]
        return [nodes.definition_list("", *entries, classes=["rg-verzeichnis"])]

    def known_topics(self, topics: set[str]) -> frozenset[str]:
        return self.identifiers("thema", topics | {topic.casefold() for topic in topics})


def setup_contacts(app: Sphinx) -> None:
    app.add_directive("anlaufstellen", ContactsDirective)
