"""What a merge request says: for somebody who has sent a Word file and has never heard of git.

Written as a document of our own model, so that whatever stood in the Word file stays text.  Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ratgeber_tools import document as doc
from ratgeber_tools.contributions.inventory import inventory_of
from ratgeber_tools.contributions.persons import ADVICE, HEADING
from ratgeber_tools.findings import Code, Finding, Severity, Treatment
from ratgeber_tools.forge_orders import harmless
from ratgeber_tools.quotation import quoted
from ratgeber_tools.writers import myst

#: Above what whoever reads a message does next.
NEXT_STEPS = "So geht es weiter"
#: So many things to look at are named one by one; the report has all of them.
_SHOWN = 12
_ALIKE_SHOWN = 3
_WORDS_SHOWN = 160
_HEADING = re.compile(r"#{1,6} +(.+?) *")
#: GitLab takes a line like `/close` for an order.
_ORDER = re.compile(r"^([ >*-]*)/(?=\w)", re.MULTILINE)


_PERSONS = frozenset({Code.MOBILE_NUMBER, Code.PRIVATE_MAILBOX, Code.PERSON_NAMED})
#: What somebody who writes in Word can mend there; the remedies of all others speak of files and data.
_AUTHORS_CODES = frozenset(
    {
        Code.MOBILE_NUMBER, Code.PRIVATE_MAILBOX, Code.PERSON_NAMED, Code.SENTENCE_TOO_LONG, Code.HARD_TO_READ,
        Code.OFFICIALESE, Code.GENDER_SIGN, Code.ABBREVIATION, Code.ALT_MISSING, Code.PICTURE_FORMAT,
        Code.PICTURE_MISSING, Code.TABLE_WITHOUT_HEADER, Code.HEADING_TITLE, Code.PLACEHOLDER,
    }
)  # fmt: skip
#: What the others are about, for somebody who knows no file of ours.
_WHAT = {
    Code.FRONT_MATTER_MISSING: "Angaben zum Kapitel",
    Code.FRONT_MATTER_VALUE: "Angaben zum Kapitel",
    Code.FRONT_MATTER_UNKNOWN: "Angaben zum Kapitel",
    Code.PICTURE_RECORD: "Rechte an Bildern",
    Code.PICTURE_CONSENT: "Einwilligungen zu Bildern",
    Code.TYPED_VALUE: "Angaben, die aus den Daten kommen sollen",
    Code.LOCAL_WORDS: "Angaben, die aus den Daten kommen sollen",
    Code.LINK_BROKEN: "Verweise",
    Code.CONTENTS: "Inhaltsverzeichnis",
}


#: How the title of a proposal begins in which persons or their data are to be settled first.
TO_SETTLE = "Erst klären: "


@dataclass(frozen=True, slots=True)
class Message:
    """A merge request in words: its title in plain text, its body as Markdown.

    `is_draft` says that it is to be looked at first: a forge that can keeps it from being merged by a slip.
    """

    title: str
    body: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is to be said of a contribution that became a chapter.

    `preview` is an address to click, empty if there is none; `no_preview` then says why.  With `archive`, the file in
    a packed folder to open, the address is that of the page where the folder can be had; `desk` is where the
    town's desk runs, which shows it without that.  `checked` are the findings
    of `ratgeber check` in the chapter, `report` the report's path.  `lost` is what of the chapter there is would be
    gone: a sentence that counts, and lines that name it.
    """

    file_name: str
    title: str
    place: str
    is_new: bool
    document: doc.Document
    findings: Sequence[Finding]
    checked: Sequence[Finding]
    report: str
    preview: str = ""
    no_preview: str = ""
    archive: str = ""
    desk: str = ""
    lost: Sequence[str] = ()


def about_chapter(accepted: Accepted) -> Message:
    """Return what is said of a chapter somebody is to look at and to take."""
    kind = "Neues Kapitel" if accepted.is_new else "Geändertes Kapitel"
    is_loss = bool(accepted.lost)
    inventory = inventory_of(accepted.document)
    blocks: list[doc.Block] = [
        *about_persons(inventory.to_settle),
        *_about_losses(accepted),
        paragraph(
            f"Aus der Word-Datei {quoted(accepted.file_name)} ist ein Kapitel geworden: {quoted(accepted.title)}."
        ),
        paragraph(f"Titel: {quoted(accepted.title)}. Stimmt das?"),
        paragraph(
            "Es ist noch nicht im Ratgeber. Sie entscheiden, ob es hinein soll."
            if accepted.is_new
            else "Dieses Kapitel gibt es schon. Die neue Fassung ersetzt die alte erst, wenn Sie zustimmen."
        ),
        heading(NEXT_STEPS),
        doc.OrderedList(tuple(doc.ListItem((step,)) for step in _steps(accepted))),
        heading("Das wurde übernommen"),
        bullets(inventory.taken_over or ("Nichts.",)),
        *_about_findings(accepted),
        *about_checks(accepted.checked),
        paragraph(f"Der ganze Bericht liegt in diesem Vorschlag: {accepted.report}"),
    ]
    title = f"{kind}: {plain(accepted.title)}"
    first = TO_SETTLE if inventory.to_settle else "Erst ansehen: " if is_loss else ""
    return Message(first + title, written(blocks), is_draft=bool(first))


def about_persons(touching: Sequence[str]) -> Iterator[doc.Block]:
    """Yield what is to be settled before anybody merges; nothing for nothing."""
    if touching:
        yield heading(HEADING)
        yield paragraph(ADVICE)
        yield limited(touching)


def persons_among(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return what the checks found of persons, each once."""
    return tuple(dict.fromkeys(_placed(finding) for finding in findings if finding.code in _PERSONS))


def _about_losses(accepted: Accepted) -> Iterator[doc.Block]:
    if accepted.lost:
        first, *lines = accepted.lost
        yield paragraph(first)
        yield limited(lines)
        yield paragraph(
            "Die Datei geht auf nichts zurück, was hier schon aufgenommen wurde. Darum ersetzt sie das Kapitel, statt "
            "mit ihm zusammengeführt zu werden. Nehmen Sie sie nur an, wenn das alles weg soll."
        )


def about_nothing_new(file_name: str, title: str) -> Message:
    """Return what is said of a file whose chapter already stands in the guide word for word."""
    blocks: list[doc.Block] = [
        paragraph(f"Was in {quoted(file_name)} steht, steht genau so schon im Kapitel {quoted(title)}."),
        paragraph("Klicken Sie auf „Zusammenführen“. Das nimmt nur die Datei aus dem Ordner eingang/."),
    ]
    return Message(f"Nichts Neues: {plain(title)}", written(blocks))


def about_problem(file_name: str, problem: str, *, is_ours: bool = False) -> Message:
    """Return what is said of a file that could not become a chapter; `problem` says what to do about it.

    `is_ours` says that nobody can do anything about it but the tool's developers.
    """
    first = (
        "An der Datei müssen Sie nichts ändern. Geben Sie diese Nachricht dem Entwicklungsteam, mit der Word-Datei."
        if is_ours
        else "Tun Sie, was oben steht, und laden Sie die richtige Datei hoch."
    )
    blocks: list[doc.Block] = [
        paragraph(f"Die Datei {quoted(file_name)} ist angekommen, aber daraus ließ sich kein Kapitel machen."),
        doc.BlockQuote(tuple(paragraph(line) for line in problem.splitlines() if line.strip())),
        heading(NEXT_STEPS),
        doc.OrderedList(
            (
                doc.ListItem((paragraph(first),)),
                doc.ListItem(
                    (
                        paragraph(
                            "Klicken Sie hier auf „Zusammenführen“. Das nimmt die alte Datei aus dem Ordner eingang/. "
                            "Am Ratgeber ändert es nichts, und die Datei bleibt in der Geschichte erhalten."
                        ),
                    )
                ),
                doc.ListItem((paragraph("Kommen Sie nicht weiter? Schreiben Sie es unter diese Nachricht."),)),
            )
        ),
    ]
    return Message(f"Nicht aufgenommen: {plain(file_name)}", written(blocks))


def about_found(file_name: str, title: str) -> Message:
    """Return what is said of a branch whose own message was lost with the run that made it; `title` is its commit's."""
    blocks: list[doc.Block] = [
        paragraph(f"Dieser Vorschlag ist aus der Datei {quoted(file_name)} entstanden."),
        paragraph(
            "Der Lauf, der ihn gemacht hat, brach ab, bevor er es melden konnte. Was übernommen wurde und was ein "
            "Mensch ansehen muss, steht im Bericht, der in diesem Vorschlag unter eingang/berichte/ liegt."
        ),
        paragraph("Ist es gut? Klicken Sie auf „Zusammenführen“ (auch „Merge“). Sonst schließen Sie ihn."),
    ]
    return Message(plain(title), written(blocks))


def look_at(preview: str, no_preview: str, archive: str, desk: str = "") -> doc.Paragraph:
    """Return the step that leads to the preview; the parameters are those of `Accepted`."""
    step = _look_here(preview, no_preview, archive)
    if not desk:
        return step
    link = doc.Link(f"{desk.rstrip('/')}/word", (doc.Text("Redaktionstisch öffnen"),))
    hint = " Ohne Entpacken, auch am Telefon, geht es dort, wo die Stellen schreiben: "
    return doc.Paragraph(
        (*step.children, doc.Text(f"{'' if preview and not archive else '.'}{hint}"), link, doc.Text("."))
    )


def _look_here(preview: str, no_preview: str, archive: str) -> doc.Paragraph:
    if archive:
        link = doc.Link(preview, (doc.Text("Prüflauf öffnen"),))
        folder, _, file = archive.partition("/")
        rest = (
            f". Laden Sie dort „vorschau“ herunter, entpacken Sie daraus nur den Ordner {folder}, "
            f"und öffnen Sie darin {file}"
        )
        return doc.Paragraph((doc.Text("Sehen Sie sich das Kapitel an: "), link, doc.Text(rest)))
    if preview:
        link = doc.Link(preview, (doc.Text("Vorschau öffnen"),))
        return doc.Paragraph((doc.Text("Sehen Sie sich das Kapitel an: "), link, doc.Text(".")))
    return paragraph(f"Eine Vorschau gibt es diesmal nicht: {no_preview}")


def _steps(accepted: Accepted) -> Iterator[doc.Paragraph]:
    yield look_at(accepted.preview, accepted.no_preview, accepted.archive, accepted.desk)
    yield paragraph("Lesen Sie, was unten steht. Manches muss ein Mensch ansehen.")
    yield doc.Paragraph(
        (
            doc.Text("Ist es gut? Klicken Sie auf "),
            doc.Strong((doc.Text("„Zusammenführen“"),)),
            doc.Text(" (auch „Merge“). Dann steht das Kapitel als Entwurf im Ratgeber. "),
            doc.Text("Eltern sehen es erst, wenn es freigegeben ist."),
        )
    )
    yield paragraph(
        "Stimmt etwas nicht? Schreiben Sie es unter diese Nachricht, oder laden Sie eine bessere Word-Datei hoch. "
        "Dann kommt ein neuer Vorschlag, und diesen hier schließen Sie."
    )


def _about_findings(accepted: Accepted) -> Iterator[doc.Block]:
    for treatment, title in (
        (Treatment.REVIEW, "Bitte ansehen"),
        (Treatment.DROPPED, "Das wurde weggelassen"),
        (Treatment.CHANGED, "Das wurde geändert"),
    ):
        chosen = [finding for finding in accepted.findings if finding.code.treatment is treatment]
        if chosen:
            yield heading(title)
            yield limited([of_import(finding) for finding in chosen])


def about_checks(findings: Iterable[Finding]) -> Iterator[doc.Block]:
    """Yield what the checks found: what whoever wrote it can mend, with its place; of the rest, how much there is."""
    found = [finding for finding in findings if finding.severity is not Severity.HINT]
    yield heading("Das sagt die Prüfung")
    if not found:
        yield paragraph("Keine Fehler und keine Warnungen.")
        return
    own = [finding for finding in found if _is_told(finding)]
    if own:
        yield paragraph("Das gehört verbessert:")
        ordered = sorted(own, key=lambda f: (f.severity is not Severity.ERROR, f.code.identifier, f.line or 0))
        yield bullets(_of_checks(list(alike)) for _, alike in groupby(ordered, key=lambda finding: finding.code))
    if rest := len(found) - len(own):
        what = "eine Stelle" if rest == 1 else f"{rest} Stellen"
        kinds = ", ".join(dict.fromkeys(_WHAT.get(finding.code, "Aufbau") for finding in found if finding not in own))
        yield paragraph(f"Um {what} kümmert sich die Redaktion, bevor das Kapitel freigegeben wird: {kinds}.")


def _is_told(finding: Finding) -> bool:
    """Whether somebody who merges is told it in full: they can mend it, or it keeps the chapter from being built."""
    return finding.code in _AUTHORS_CODES or (finding.severity is Severity.ERROR and finding.code not in _WHAT)


def _of_checks(alike: Sequence[Finding]) -> str:
    """Return one line for findings of one kind: some of them, how many more, and once what to do."""
    shown = [_placed(finding) for finding in alike[:_ALIKE_SHOWN]]
    more = len(alike) - len(shown)
    if more:
        shown.append(f"Dazu {more} weitere Stellen dieser Art." if more > 1 else "Dazu eine weitere Stelle dieser Art.")
    return " ".join([*shown, alike[0].code.remedy]).strip()


def under_headings(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Return findings with the heading of the chapter `text` each stands under: an author knows no lines."""
    headings = [
        (number, match[1])
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := _HEADING.fullmatch(line)) is not None
    ]
    placed = []
    for finding in findings:
        above = [words for number, words in headings if finding.line is not None and number <= finding.line]
        placed.append(replace(finding, heading=above[-1]) if above else finding)
    return tuple(placed)


def _placed(finding: Finding) -> str:
    return f"Unter {quoted(finding.heading)}: {finding.text}" if finding.heading else finding.text


def of_import(finding: Finding) -> str:
    words = " ".join(finding.words.split())
    if len(words) > _WORDS_SHOWN:
        words = f"{words[:_WORDS_SHOWN].rstrip()} …"
    where = f"Unter {quoted(finding.heading)}: " if finding.heading else ""
    added = f" {quoted(words)}" if words and words not in finding.text else ""
    return f"{where}{finding.text} {finding.code.remedy}".strip() + added


def limited(lines: Sequence[str]) -> doc.BulletList:
    shown = list(lines[:_SHOWN])
    if len(lines) > _SHOWN:
        shown.append(f"… und {len(lines) - _SHOWN} weitere; sie stehen im Bericht.")
    return bullets(shown)


def written(blocks: Sequence[doc.Block]) -> str:
    return _ORDER.sub(r"\1\\/", myst.write(doc.Document(tuple(blocks))))


def without_orders(markdown: str) -> str:
    """Return Markdown written elsewhere in which nothing is an order to the forge."""
    return harmless(_ORDER.sub(r"\1\\/", markdown))


def bullets(lines: Iterable[str]) -> doc.BulletList:
    return doc.BulletList(tuple(doc.ListItem((paragraph(line),)) for line in lines))


def heading(text: str) -> doc.Heading:
    return doc.Heading(2, (doc.Text(text),))


def paragraph(text: str) -> doc.Paragraph:
    return doc.Paragraph((doc.Text(plain(text)),))


def plain(text: str) -> str:
    """Return one line in which nothing is an order to the forge."""
    return harmless(" ".join(text.split()))
