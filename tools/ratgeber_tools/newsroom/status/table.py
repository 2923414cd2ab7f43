"""The guide's status for a terminal and for a mail: table, progress bar, and what is due, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.inventory import RegisterEntry
from ratgeber_tools.newsroom.status.dues import Month, OfficeDues, OpenQuestion
from ratgeber_tools.newsroom.status.survey import ChapterStatus, Survey
from ratgeber_tools.newsroom.text_columns import GAP, broken, fitted, row, shortened
from ratgeber_tools.quotation import quoted

_BAR = 30
#: So many words of an open point go into a mail; the rest is in the chapter.
_LONGEST_QUESTION = 300

_HEAD = ("Kapitel", "Status", "Stelle", "geändert", "frei seit", "prüfen bis", "Wörter", "Wiener", "Seiten",
         "Notizen", "offen")  # fmt: skip
_RIGHT = frozenset({"Wörter", "Wiener", "Seiten", "Notizen", "offen"})
_WIDEST_OFFICE = 28
#: What a table for people says of a chapter, and what its words mean.
CHAPTER_COLUMNS = ("Kapitel", "Stand", "Umfang und Offenes")
COLUMN_MEANING = (
    "Wiener: erste Wiener Sachtextformel, Ziel 3,5 bis 6, höchstens 7,5. Seiten: im letzten PDF. "
    "Unbestätigt: Für diese Angaben steht noch keine Stelle ein."
)
_NOT_KNOWN = "nicht bekannt"
#: The first column with a figure or a day.
_FIGURES = 3


def table_lines(survey: Survey, *, width: int | None = None) -> Iterator[str]:
    """Yield the progress, the table and what its columns mean, in at most `width` characters where it says so.

    Where a chapter does not fit one line it gets two: who answers for it, and its figures.
    """
    yield from progress_lines(survey)
    yield ""
    rows = [_HEAD, *(_row(chapter, survey) for chapter in survey.chapters)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(_HEAD))]
    right = [name in _RIGHT for name in _HEAD]
    if width is None or sum(widths) + GAP * (len(widths) - 1) <= width:
        for cells in rows:
            yield row(cells, widths, right=right)
    else:
        who = fitted(widths[:_FIGURES], {2: 12, 0: 24, 1: 11}, width)
        for cells in rows:
            yield row(cells[:_FIGURES], who, right=right[:_FIGURES])
            yield "  " + row(cells[_FIGURES:], widths[_FIGURES:], right=right[_FIGURES:])
    yield ""
    meaning = (
        "Wiener: erste Wiener Sachtextformel, Ziel 3,5 bis 6, höchstens 7,5. "
        f"Seiten: im letzten PDF ({program()} build pdf). "
        "Notizen: offene Punkte. offen: Angaben, die niemand bestätigt hat; + heißt: und eine Liste aus den Daten. "
        "!: überfällig. *: noch nicht eingecheckt. ?: nicht bekannt."
    )
    for sentence in (*decision_sentences(survey), meaning, survey.why_unknown):
        if sentence:
            yield from broken(sentence, width)


def decision_sentences(survey: Survey) -> Iterator[str]:
    """Yield what still needs a vote, and what was released although something was open."""
    waiting = sum(chapter.needs_vote for chapter in survey.chapters)
    if waiting:
        yield (
            f"Einen Beschluss braucht noch, was in der Spalte Status nicht „freigegeben“ heißt: {waiting} von "
            f"{len(survey.chapters)} Kapiteln. Übersichten (index) folgen ihren Kapiteln."
        )
    for chapter in survey.chapters:
        if chapter.in_spite_of:
            yield f"Trotz offener Punkte freigegeben: {chapter.name} ({chapter.in_spite_of})."


def progress_lines(survey: Survey) -> Iterator[str]:
    """Yield how far the first edition is: chapters released, values confirmed."""
    yield f"{survey.title}, Stand {format_date(survey.today)}"
    for words, done, total in progress(survey):
        yield f"{words:22}[{_bar(done, total)}] {done} von {total}"


def progress(survey: Survey) -> Sequence[tuple[str, int, int]]:
    """Return what the first edition needs: in words, how many are done, how many there are."""
    return (
        ("Kapitel freigegeben", survey.released, len(survey.chapters)),
        ("Angaben bestätigt", survey.confirmed, len(survey.entries)),
    )


def mail_lines(due: OfficeDues, survey: Survey, month: Month) -> Iterator[str]:
    """Yield a mail to one office, ready to paste."""
    address = survey.mailboxes.get(due.office, "")
    name = due.office or "noch niemand: Bitte klären, wer zuständig ist"
    yield f"An: {name} <{address}>" if address else f"An: {name}"
    yield f"Betreff: {survey.title}: Was bis Ende {month} zu tun ist"
    yield ""
    yield "Guten Tag,"
    yield ""
    yield f"für den {survey.title} bitten wir Sie um Folgendes."
    for title, lines in (
        ("Diese Kapitel sind durchzusehen:", [review_line(chapter, survey) for chapter in due.reviews]),
        ("Diese Angaben enden; was gilt danach?", [ending_line(entry, survey) for entry in due.ending]),
        ("Das möchten wir von Ihnen wissen:", [question_line(question) for question in due.questions]),
    ):
        if lines:
            yield ""
            yield title
            yield from (f"- {line}" for line in lines)
    if due.unconfirmed:
        yield ""
        yield unconfirmed_line(due.unconfirmed)
    yield ""
    yield "Vielen Dank!"
    if survey.sender:
        yield survey.sender


def review_line(chapter: ChapterStatus, survey: Survey) -> str:
    assert chapter.review_by is not None
    late = ", überfällig" if chapter.review_by < survey.today else ""
    return f"{quoted(chapter.title)} bis {format_date(chapter.review_by)}{late} ({chapter.name})"


def ending_line(entry: RegisterEntry, survey: Survey) -> str:
    assert entry.end is not None
    value = f": {entry.value}" if entry.value else ""
    ended = "abgelaufen am" if entry.end < survey.today else "gilt bis"
    return f"{entry.record.label}{value} ({ended} {format_date(entry.end)})"


def question_line(question: OpenQuestion) -> str:
    words = question.note.words
    if len(words) > _LONGEST_QUESTION:
        words = words[:_LONGEST_QUESTION].rsplit(" ", 1)[0] + " …"
    return f"{words} (Kapitel {quoted(question.chapter.title)})"


def due_lines(due: OfficeDues, survey: Survey) -> Sequence[str]:
    """Return what an office has to do, a sentence or a date each."""
    return [
        *(review_line(chapter, survey) for chapter in due.reviews),
        *(ending_line(entry, survey) for entry in due.ending),
        *(question_line(question) for question in due.questions),
        *([unconfirmed_line(due.unconfirmed)] if due.unconfirmed else []),
    ]


def due_counts(due: OfficeDues) -> str:
    """Return how much an office has to do: “1 Kapitel durchzusehen, 3 Fragen zu beantworten”."""
    counts = (
        (len(due.reviews), "Kapitel", "Kapitel", "durchzusehen"),
        (len(due.ending), "Angabe", "Angaben", "zu erneuern"),
        (len(due.questions), "Frage", "Fragen", "zu beantworten"),
        (due.unconfirmed, "Angabe", "Angaben", "zu bestätigen"),
    )
    return ", ".join(f"{number} {one if number == 1 else many} {what}" for number, one, many, what in counts if number)


def unconfirmed_line(number: int) -> str:
    if number == 1:
        return "Eine Angabe aus Ihrem Bereich ist noch nicht bestätigt. Die Liste schicken wir Ihnen gern."
    return f"{number} Angaben aus Ihrem Bereich sind noch nicht bestätigt. Die Liste schicken wir Ihnen gern."


def standing_lines(chapter: ChapterStatus, survey: Survey) -> Sequence[str]:
    """Return how far a chapter is: its status, who answers for it, and the days that count."""
    is_late = chapter.review_by is not None and chapter.review_by < survey.today
    changed = f"{format_date(chapter.changed_on)}, {chapter.changed_by}" if chapter.changed_on else _NOT_KNOWN
    lines = (
        chapter.status,
        chapter.office,
        f"frei seit {format_date(chapter.released_on)}" if chapter.released_on else "",
        f"prüfen bis {format_date(chapter.review_by)}{' (überfällig)' if is_late else ''}" if chapter.review_by else "",
        f"geändert: {changed}",
        "hier geändert, noch nicht eingecheckt" if chapter.is_uncommitted else "",
    )
    return [line for line in lines if line]


def extent_lines(chapter: ChapterStatus) -> Sequence[str]:
    """Return how long a chapter is, how hard, and what is open in it."""
    lines = (
        _count(chapter.words, "Wort", "Wörter"),
        _count(chapter.pages, "Seite", "Seiten") if chapter.pages is not None else f"Seiten {_NOT_KNOWN}",
        f"Wiener {decimal(chapter.difficulty)}" if chapter.difficulty is not None else "",
        _count(len(chapter.notes), "offene Frage", "offene Fragen") if chapter.notes else "",
        _count(len(chapter.unconfirmed), "Angabe", "Angaben") + " unbestätigt" if chapter.unconfirmed else "",
        "zeigt eine Liste aus den Daten" if chapter.lists else "",
    )
    return [line for line in lines if line]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def decimal(value: float) -> str:
    """Return a number with one digit after a German comma."""
    return f"{round(value, 1) + 0.0:.1f}".replace(".", ",")  # without + 0.0 there is a “-0,0”


def _row(chapter: ChapterStatus, survey: Survey) -> tuple[str, ...]:
    review = format_date(chapter.review_by) if chapter.review_by is not None else "–"
    is_late = chapter.review_by is not None and chapter.review_by < survey.today
    office = chapter.office or "–"
    return (
        chapter.name,
        chapter.status,
        shortened(office, _WIDEST_OFFICE),
        ("*" if chapter.is_uncommitted else "") + (format_date(chapter.changed_on) if chapter.changed_on else "?"),
        format_date(chapter.released_on) if chapter.released_on else "–",
        review + ("!" if is_late else ""),
        str(chapter.words),
        decimal(chapter.difficulty) if chapter.difficulty is not None else "–",
        str(chapter.pages) if chapter.pages is not None else "?",
        str(len(chapter.notes)),
        f"{len(chapter.unconfirmed)}{'+' if chapter.lists else ''}",
    )


def _bar(done: int, total: int) -> str:
    filled = _BAR * done // total if total else 0
    return "#" * filled + "." * (_BAR - filled)
