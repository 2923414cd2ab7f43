"""“Stimmt nicht, fehlt, nicht verstanden”: how readers tell the editors what is wrong with a page.

Where the town's desk takes parents' voices, by a plain form to it (`VOICES` at the desk's address): no script, no
cookie, no sender.  Else by a letter with the page already named, which the reader's own mail program sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.phones import dial_address
from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.sphinx_ext.addresses import site_address
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.html.page_context import as_of
from ratgeber_tools.sphinx_ext.html.style_sheet import SELDOM_SHEET
from ratgeber_tools.sphinx_ext.outline import page_sections
from ratgeber_tools.voices import LONGEST, PATH, TRAP, VoiceKind

#: Where the environment keeps whom all pages name, as it was on the last build.
_STORE = "ratgeber_error_reports"


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """Where a mistake is reported: `address` for the link (mailto or tel), `words` before and `label` on it."""

    words: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class VoiceForm:
    """The form below a page: where it is sent, about which chapter, what kinds there are, the sections to choose."""

    action: str
    chapter: str
    kinds: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    longest: int = LONGEST
    trap: str = TRAP


def voice_form(app: Sphinx, page: str) -> VoiceForm | None:
    """Return the form of a public page; None where no desk takes voices, and in the working edition."""
    desk = data_domain(app.env).view.records.municipality.desk_web
    edition = public_edition(app.config)
    if not desk or edition is None or page not in edition.pages or not edition.pages[page].has_head:
        return None
    sections = tuple(section.title for section in page_sections(app.env, page))
    kinds = tuple((kind.value, kind.words) for kind in VoiceKind)
    return VoiceForm(f"{desk.rstrip('/')}{PATH}", page, kinds, sections if len(sections) > 1 else ())


def error_report(
    view: View, *, responsible: str, title: str, stand: str, address: str, site: str
) -> ErrorReport | None:
    """Return how to report a mistake of one page.

    By mail to the editors, else to the office that answers for the chapter, else to the one that answers questions;
    where none has published an address, by phone; nothing if nobody can be reached.  Only what the edition may show is
    used.
    """
    municipality = view.records.municipality
    editors = view.records.contacts.get(municipality.editorial_office or "")
    office = next((each for each in view.records.contacts.values() if each.name == responsible), None)
    information = view.records.contacts.get(municipality.information or "")
    for contact in (editors, office, information):
        mail = _mail(view, contact)
        if mail:
            letter = mail_address(mail, title=title, stand=stand, address=address, site=site)
            return ErrorReport("Stimmt hier etwas nicht?", "Fehler melden", letter)
    ask = view.whom_to_ask_about_gaps()
    if ask.phone is None:
        return None
    return ErrorReport(
        f"Stimmt hier etwas nicht? Rufen Sie an ({ask.via or ask.office}):", ask.phone, dial_address(ask.phone)
    )


def mail_address(mail: str, *, title: str, stand: str, address: str, site: str) -> str:
    """Return a `mailto:` address with subject and text filled in (RFC 6068: UTF-8 in percents, CR LF between lines)."""
    lines = [f"Kapitel: {title}", *([f"Stand: {stand}"] if stand else []), f"Adresse: {address}"]
    text = "\r\n".join([*lines, "", "Das stimmt nicht:", ""])
    subject = f"Fehler im {site}: {title}"
    return f"mailto:{quote(mail, safe='@')}?subject={quote(subject, safe='')}&body={quote(text, safe='')}"


def _mail(view: View, contact: ContactPoint | None) -> str:
    if contact is None or contact.mail is None or not view.disclose(contact).is_shown:
        return ""
    return contact.mail


def add_error_report(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None or page_builder(app) is None:
        return
    form = context["voice_form"] = voice_form(app, page)
    if form is not None and isinstance(app.builder, GuideHTMLBuilder):
        app.builder.add_css_file(SELDOM_SHEET)
    title = app.env.longtitles.get(page)
    context["error_report"] = error_report(
        data_domain(app.env).view,
        responsible=_responsible(app, page),
        title=title.astext() if title is not None else page,
        stand=as_of(app.env, page),
        address=f"{site_address(app.env)}{app.builder.get_target_uri(page)}",
        site=app.config.html_title,
    )


def _responsible(app: Sphinx, page: str) -> str:
    edition = public_edition(app.config)
    if edition is not None:
        return edition.pages[page].responsible if page in edition.pages else ""
    return str(app.env.metadata.get(page, {}).get("zustaendig", ""))


def pages_to_write(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """Have all pages written again when somebody can be reached in another way."""
    if page_builder(app) is None:
        return []
    view = data_domain(environment).view
    reached = repr(
        (
            view.records.municipality.editorial_office,
            view.records.municipality.information,
            view.records.municipality.desk_web,
            view.whom_to_ask_about_gaps(),
            [(contact.name, _mail(view, contact)) for contact in view.records.contacts.values()],
        )
    )
    if getattr(environment, _STORE, None) == reached:
        return []
    setattr(environment, _STORE, reached)
    return sorted(environment.found_docs)


def setup_error_report(app: Sphinx) -> None:
    app.connect("html-page-context", add_error_report)
    app.connect("env-updated", pages_to_write)
