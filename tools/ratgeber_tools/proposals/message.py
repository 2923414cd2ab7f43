"""What a merge request says: for somebody who has sent a Word file and has never heard of git.

Written as a document of our own model, so that whatever stood in the Word file stays text.  Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ratgeber_tools.contributions.report import taken_over
from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Heading,
    Link,
    ListItem,
    OrderedList,
    Paragraph,
    Strong,
    Text,
)
from ratgeber_tools.findings import Finding, Severity, Treatment
from ratgeber_tools.writers import myst

#: So many things to look at are named one by one; the report has all of them.
_SHOWN = 12
_ALIKE_SHOWN = 3
_WORDS_SHOWN = 160
#: GitLab takes a line like `/close` for an order.
_ORDER = re.compile(r"^([ >*-]*)/(?=\w)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """A merge request in words: its title in plain text, its body as Markdown."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is to be said of a contribution that became a chapter.

    `preview` is an address to click, empty if there is none; `no_preview` then says why.  With `archive`, the file in
    a packed folder to open, the address is that of the page where the folder can be had.  `checked` are the findings
    of `ratgeber check` in the chapter, `report` the report's path.
    """

    file_name: str
    title: str
    place: str
    is_new: bool
    document: Document
    findings: Sequence[Finding]
    checked: Sequence[Finding]
    report: str
    preview: str = ""
    no_preview: str = ""
    archive: str = ""


def about_chapter(accepted: Accepted) -> Message:
    """Return what is said of a chapter somebody is to look at and to take."""
    kind = "Neues Kapitel" if accepted.is_new else "Geändertes Kapitel"
    blocks: list[Block] = [
        _paragraph(f"Aus der Word-Datei „{accepted.file_name}“ ist ein Kapitel geworden: „{accepted.title}“."),
        _paragraph(
            "Es ist noch nicht im Ratgeber. Sie entscheiden, ob es hinein soll."
            if accepted.is_new
            else "Dieses Kapitel gibt es schon. Die neue Fassung ersetzt die alte erst, wenn Sie zustimmen."
        ),
        _heading("So geht es weiter"),
        OrderedList(tuple(ListItem((step,)) for step in _steps(accepted))),
        _heading("Das wurde übernommen"),
        _bullets(taken_over(accepted.document) or ("Nichts.",)),
        *_about_findings(accepted),
        *_about_checks(accepted.checked),
        _paragraph(f"Der ganze Bericht liegt in diesem Vorschlag: {accepted.report}"),
    ]
    return Message(f"{kind}: {_plain(accepted.title)}", _written(blocks))


def about_nothing_new(file_name: str, title: str) -> Message:
    """Return what is said of a file whose chapter already stands in the guide word for word."""
    blocks: list[Block] = [
        _paragraph(f"Was in „{file_name}“ steht, steht genau so schon im Kapitel „{title}“."),
        _paragraph("Klicken Sie auf „Zusammenführen“. Das nimmt nur die Datei aus dem Ordner eingang/."),
    ]
    return Message(f"Nichts Neues: {_plain(title)}", _written(blocks))


def about_problem(file_name: str, problem: str) -> Message:
    """Return what is said of a file that could not become a chapter; `problem` says what to do about it."""
    blocks: list[Block] = [
        _paragraph(f"Die Datei „{file_name}“ ist angekommen, aber daraus ließ sich kein Kapitel machen."),
        BlockQuote(tuple(_paragraph(line) for line in problem.splitlines() if line.strip())),
        _heading("So geht es weiter"),
        OrderedList(
            (
                ListItem((_paragraph("Ändern Sie die Datei, wie es oben steht, und laden Sie sie noch einmal hoch."),)),
                ListItem(
                    (
                        _paragraph(
                            "Klicken Sie hier auf „Zusammenführen“. Das nimmt die alte Datei aus dem Ordner eingang/. "
                            "Am Ratgeber ändert es nichts, und die Datei bleibt in der Geschichte erhalten."
                        ),
                    )
                ),
                ListItem((_paragraph("Kommen Sie nicht weiter? Schreiben Sie es unter diese Nachricht."),)),
            )
        ),
    ]
    return Message(f"Nicht aufgenommen: {_plain(file_name)}", _written(blocks))


def _steps(accepted: Accepted) -> Iterator[Paragraph]:
    if accepted.archive:
        link = Link(accepted.preview, (Text("Prüflauf öffnen"),))
        rest = f". Laden Sie dort „vorschau“ herunter, entpacken Sie es, und öffnen Sie darin {accepted.archive}"
        yield Paragraph((Text("Sehen Sie sich das Kapitel an: "), link, Text(rest)))
    elif accepted.preview:
        link = Link(accepted.preview, (Text("Vorschau öffnen"),))
        yield Paragraph((Text("Sehen Sie sich das Kapitel an: "), link, Text(".")))
    else:
        yield _paragraph(f"Eine Vorschau gibt es diesmal nicht: {accepted.no_preview}")
    yield _paragraph("Lesen Sie, was unten steht. Manches muss ein Mensch ansehen.")
    yield Paragraph(
        (
            Text("Ist es gut? Klicken Sie auf "),
            Strong((Text("„Zusammenführen“"),)),
            Text(" (auch „Merge“). Dann steht das Kapitel als Entwurf im Ratgeber. "),
            Text("Eltern sehen es erst, wenn es freigegeben ist."),
        )
    )
    yield _paragraph(
        "Stimmt etwas nicht? Schreiben Sie es unter diese Nachricht, oder laden Sie eine bessere Word-Datei hoch. "
        "Dann kommt ein neuer Vorschlag, und diesen hier schließen Sie."
    )


def _about_findings(accepted: Accepted) -> Iterator[Block]:
    for treatment, heading in (
        (Treatment.REVIEW, "Bitte ansehen"),
        (Treatment.DROPPED, "Das wurde weggelassen"),
        (Treatment.CHANGED, "Das wurde geändert"),
    ):
        chosen = [finding for finding in accepted.findings if finding.code.treatment is treatment]
        if chosen:
            yield _heading(heading)
            yield _limited([_of_import(finding) for finding in chosen])


def _about_checks(findings: Iterable[Finding]) -> Iterator[Block]:
    found = [finding for finding in findings if finding.severity is not Severity.HINT]
    yield _heading("Das sagt die Prüfung")
    if not found:
        yield _paragraph("Keine Fehler und keine Warnungen.")
        return
    yield _paragraph("Darum kümmert sich die Redaktion, bevor das Kapitel freigegeben wird:")
    ordered = sorted(found, key=lambda f: (f.severity is not Severity.ERROR, f.code.identifier, f.line or 0))
    yield _bullets(_of_checks(list(alike)) for _, alike in groupby(ordered, key=lambda finding: finding.code))


def _of_checks(alike: Sequence[Finding]) -> str:
    """Return one line for findings of one kind: some of them, how many more, and once what to do."""
    shown = [f"Zeile {finding.line or 1}: {finding.text}" for finding in alike[:_ALIKE_SHOWN]]
    more = len(alike) - len(shown)
    if more:
        shown.append(f"Dazu {more} weitere Stellen dieser Art." if more > 1 else "Dazu eine weitere Stelle dieser Art.")
    return " ".join([*shown, alike[0].code.remedy]).strip()


def _of_import(finding: Finding) -> str:
    words = " ".join(finding.words.split())
    if len(words) > _WORDS_SHOWN:
        words = f"{words[:_WORDS_SHOWN].rstrip()} …"
    where = f"Unter „{finding.heading}“: " if finding.heading else ""
    quoted = f" „{words}“" if words and words not in finding.text else ""
    return f"{where}{finding.text} {finding.code.remedy}".strip() + quoted


def _limited(lines: Sequence[str]) -> BulletList:
    shown = list(lines[:_SHOWN])
    if len(lines) > _SHOWN:
        shown.append(f"… und {len(lines) - _SHOWN} weitere; sie stehen im Bericht.")
    return _bullets(shown)


def _written(blocks: Sequence[Block]) -> str:
    return _ORDER.sub(r"\1\\/", myst.write(Document(tuple(blocks))))


def _bullets(lines: Iterable[str]) -> BulletList:
    return BulletList(tuple(ListItem((_paragraph(line),)) for line in lines))


def _heading(text: str) -> Heading:
    return Heading(2, (Text(text),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(_plain(text)),))


def _plain(text: str) -> str:
    """Return one line in which no `@name` calls anybody."""
    return " ".join(text.split()).replace("@", "@\N{WORD JOINER}")
