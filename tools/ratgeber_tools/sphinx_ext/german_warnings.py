"""Sphinx's and MyST's own warnings, in the German of our findings, where an author can cause them.

What is not in the table keeps its English words behind a German frame: it is rare, and a wrong translation would be
worse.
"""

from __future__ import annotations

import logging as standard_logging
import re
from collections.abc import Callable

from sphinx.application import Sphinx
from sphinx.util import logging

from ratgeber_tools.checks.building_blocks import unknown_option
from ratgeber_tools.errors import refused_elsewhere
from ratgeber_tools.guide.refusals import unknown_block, unknown_role


def _unknown_block(match: re.Match[str]) -> str:
    return unknown_block(match[1])


def _unknown_role(match: re.Match[str]) -> str:
    return unknown_role(match[1])


def _unknown_option(match: re.Match[str]) -> str:
    return unknown_option(match[1], match[2], tuple(re.findall(r"'([^']+)'", match[3])))


_TRANSLATIONS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"Unknown directive type: '(.+?)'", _unknown_block),
        (r"Unknown interpreted text role \"(.+?)\"", _unknown_role),
        (r"'(.+?)': Unknown option keys?: \[?'(.+?)'.*?\(allowed: (.*)\)", _unknown_option),
        (r"'(.+?)': Invalid option value for '(.+?)': (.*?):", r"Im Baustein {\1} passt „\3“ nicht zu „:\2:“."),
        (r"Directive '(.+?)': \d+ argument\(s\) required", r"Hinter {\1} fehlt eine Angabe in derselben Zeile."),
        (r"'(.+?)': Has content, but none permitted",
         r"Der Baustein {\1} hat keinen Inhalt. Schließen Sie ihn gleich."),
        (r"toctree glob pattern '(.+?)' didn't match any documents",
         r"Zum Muster „\1“ im Inhaltsverzeichnis passt kein Kapitel."),
        (r"toctree contains reference to (?:nonexisting|excluded) document '(.+?)'",
         r"Das Inhaltsverzeichnis nennt „\1“, aber dieses Kapitel gibt es nicht."),
        (r"toctree contains reference to document '(.+?)' that doesn't have a title",
         r"Das Inhaltsverzeichnis nennt „\1“, aber dieses Kapitel hat keine Überschrift; es erscheint dort nicht."),
        (r"duplicated entry found in toctree: (\S+)", r"Das Inhaltsverzeichnis nennt „\1“ zweimal."),
        (r"document isn't included in any toctree",
         r"Das Kapitel steht in keinem Inhaltsverzeichnis und ist nicht zu finden. "
         r"Nehmen Sie es in die index.md seines Ordners auf."),
        (r"duplicate term description of (.+), other instance in (\S+)",
         r"Das Wort „\1“ ist zweimal erklärt, auch in \2.md."),
        (r"duplicate label (.+), other instance in (\S+)", r"Das Ziel „\1“ gibt es zweimal, auch in \2."),
        (r"Duplicate explicit target name: \"(.+?)\"", r"Das Ziel „\1“ gibt es in diesem Kapitel zweimal."),
        (r"Duplicate footnote definition found for label: '(.+?)'", r"Die Fußnote „\1“ steht zweimal da."),
        (r"Footnote \[(.+?)\] is not referenced",
         r"Auf die Fußnote „\1“ verweist nichts. Ihr Text erscheint nirgends im Satz."),
        (r"No footnote definition found for label: '(.+?)'", r"Die Fußnote „\1“ hat keinen Text."),
        (r"Too many autonumbered footnote references", r"Eine Fußnote hat keinen Text."),
        (r"Unknown target name: \"(.+?)\"",
         r"„\1“ hat kein Ziel: Es fehlt der Text der Fußnote oder das Ziel des Verweises."),
        (r"Duplicate reference definition: (.+)", r"Die Adresse zu „\1“ ist zweimal angegeben."),
        (r"download file not readable: (.+)", r"Die Datei zum Herunterladen gibt es nicht: \1"),
        (r"image file not readable: (.+)", r"Das Bild gibt es nicht: \1"),
        (r"'myst' (?:cross-)?reference target not found: '(.+?)'", r"Das Ziel „\1“ gibt es nicht."),
        (r"local id not found in doc '(.+?)': '(.+?)'", r"In \1.md gibt es „#\2“ nicht."),
        (r"undefined label: '(.+?)'", r"Das Ziel „\1“ gibt es nicht."),
        (r"unknown document: '(.+?)'", r"Das Kapitel „\1“ gibt es nicht."),
        (r"term not in glossary: '(.+?)'", r"Das Wort „\1“ steht nicht im Glossar."),
        (r"Pygments lexer name '(.+?)' is not known",
         r"Die Programmiersprache „\1“ ist unbekannt. Lassen Sie die Angabe weg."),
        (r"Malformed YAML", r"Der Kopf der Datei ist nicht lesbar."),
        (r"Non-consecutive header level increase; H(\d) to H(\d)",
         r"Auf eine Überschrift der Ebene \1 folgt Ebene \2."),
        (r"Document headings start at H(\d), not H1",
         r"Das Kapitel beginnt mit einer Überschrift der Ebene \1 statt mit dem Titel."),
    )
)  # fmt: skip


class GermanWarnings(standard_logging.Filter):
    """Replaces the message of a record it knows; never drops one."""

    def filter(self, record: standard_logging.LogRecord) -> bool:
        if getattr(record, "type", None) == "ratgeber":
            return True
        message = record.getMessage()
        for pattern, sentence in _TRANSLATIONS:
            match = pattern.match(message)
            if match is not None:
                record.msg = sentence(match) if callable(sentence) else match.expand(sentence)
                record.args = ()
                return True
        record.msg = refused_elsewhere(message) or f"Sphinx meldet: {message}"
        record.args = ()
        return True


def setup_german_warnings(app: Sphinx) -> None:
    """Translate before Sphinx adds the type in brackets; after `setup_reporting`, which compares English words."""
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(1, GermanWarnings())
