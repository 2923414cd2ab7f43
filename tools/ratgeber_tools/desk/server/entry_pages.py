"""The pages before and around the desk, as plain HTML that needs no script: logging in, one's account, privacy."""

from __future__ import annotations

import html
import math
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from starlette.responses import HTMLResponse, Response

from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.desk.login.settings import Served
from ratgeber_tools.desk.server.logins import LINK_HOLDS, SERVED_HOLDS, SERVED_IDLE, SESSION_HOLDS
from ratgeber_tools.desk.store.interface import Login, Passkey
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.proposals.signed_link import HOLDS
from ratgeber_tools.voices import KEPT_DONE, KEPT_OPEN

HAS_LEFT = "Sie sind abgemeldet."
NO_OFFICE = "Diese Adresse gehört zu keiner Stelle mehr. Fragen Sie die Redaktion, ob sie unter „Stellen“ fehlt."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTES = int(LINK_HOLDS.total_seconds() // 60)
#: What somebody may do, in the words of the page.
ALLOWED = {
    DeskRight.WRITE: "Kapitel schreiben und sichern",
    DeskRight.PROPOSE: "Änderungen vorschlagen",
    DeskRight.COMMENT: "Anmerkungen machen",
    DeskRight.DECIDE: "über Vorschläge entscheiden",
    DeskRight.PUBLISH: "Kapitel freigeben und veröffentlichen",
    DeskRight.ADMINISTER: "den Redaktionstisch verwalten",
}


def page(title: str, body: str, *, status: int = 200, script: str = "") -> HTMLResponse:
    """Return a page of the desk around `body` (HTML)."""
    return HTMLResponse(
        '<!doctype html><html lang="de"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{_safe(title)} – Redaktion</title>"
        '<link rel="stylesheet" href="/web/seite.css"><link rel="stylesheet" href="/anmelden/web/anmelden.css">'
        f"{script}</head>"
        f'<body class="eingang"><main><h1>{_safe(title)}</h1>{body}</main>'
        '<footer><a href="/datenschutz">Datenschutz</a></footer></body></html>',
        status,
    )


def enter(
    place: str,
    *,
    title: str,
    notice: str,
    status: int,
    has_mail: bool,
    has_passkeys: bool,
    provider: str,
) -> Response:
    """Return the page to log in, which leads to `place` afterwards."""
    ways = []
    if has_passkeys:
        ways.append(
            f'<p id="passkey" data-weiter="{_safe(place)}" hidden>'
            '<button type="button" class="knopf">Mit Passkey anmelden</button></p>'
            '<p id="passkey-meldung" role="alert" hidden></p>'
        )
    if provider:
        ways.append(
            f'<p><a class="knopf" href="/anmelden/konto?weiter={_safe(place)}">Mit {_safe(provider)} anmelden</a></p>'
        )
    if has_mail:
        ways.append(
            '<form method="post" action="/anmelden">'
            f'<input type="hidden" name="weiter" value="{_safe(place)}">'
            '<label for="adresse">E-Mail-Adresse Ihrer Stelle</label>'
            '<input type="email" id="adresse" name="adresse" required autocomplete="email" maxlength="254" '
            'aria-describedby="hilfe">'
            '<p id="hilfe" class="hilfe">Die Adresse, mit der Ihre Stelle bei der Redaktion eingetragen ist. '
            "Wir schicken Ihnen einen Link; ein Kennwort gibt es nicht.</p>"
            f'<button class="knopf{" leise" if ways else ""}">Link schicken</button></form>'
        )
    else:
        ways.append("<p>Einen Link zum Anmelden bekommen Sie von der Redaktion.</p>")
    told = f'<p class="hinweis" role="status">{_safe(notice)}</p>' if notice else ""
    about = f"<p>Hier wird geschrieben: {_safe(title)}.</p>" if title else ""
    script = '<script type="module" src="/anmelden/web/passkey.js"></script>' if has_passkeys else ""
    return page("Anmelden", told + about + "".join(ways), status=status, script=script)


def sent() -> Response:
    """Return the one answer to whoever has asked for a link."""
    return page(
        "Sehen Sie in Ihr Postfach",
        "<p>Gehört die Adresse zu einer Stelle des Ratgebers, ist jetzt eine Mail mit einem Link unterwegs.</p>"
        f"<p>Öffnen Sie den Link in <strong>diesem Browser</strong>. Er gilt {_MINUTES} Minuten und einmal.</p>"
        '<p class="hilfe">Nichts gekommen? Sehen Sie im Ordner für unerwünschte Mails nach, und fragen Sie die '
        "Redaktion, welche Adresse eingetragen ist.</p>"
        '<p><a href="/anmelden">Zurück</a></p>',
    )


def link(token: str, place: str) -> Response:
    """Return the page behind a mailed link: one button, so that a program that only looks uses no link up."""
    return page(
        "Willkommen",
        "<p>Ein Klick noch, dann sind Sie am Redaktionstisch.</p>"
        '<form method="post" action="/anmelden/link">'
        f'<input type="hidden" name="zeichen" value="{_safe(token)}">'
        f'<input type="hidden" name="weiter" value="{_safe(place)}">'
        '<button class="knopf">Jetzt anmelden</button></form>',
    )


def tries_again(wait: int) -> str:
    """Return the sentence for who has tried too often; `wait` in seconds."""
    minutes = math.ceil(wait / 60)
    how_long = "eine Minute" if minutes == 1 else f"{minutes} Minuten"
    return f"Das waren zu viele Versuche. Bitte warten Sie {how_long}, und versuchen Sie es dann noch einmal."


def too_often(wait: int) -> Response:
    answer = page(
        "Bitte warten",
        f'<p class="hinweis" role="alert">{tries_again(wait)}</p><p><a href="/anmelden">Zurück</a></p>',
        status=429,
    )
    answer.headers["Retry-After"] = str(wait)
    return answer


def left_at_own_computer() -> Response:
    return page("Abgemeldet", "<p>Sie sind abgemeldet. Starten Sie den Redaktionstisch neu, um sich anzumelden.</p>")


def account(login: Login, rights: Collection[DeskRight], passkeys: Sequence[Passkey] | None) -> Response:
    """Return the page of who is logged in; `passkeys` is None where there are none at this desk."""
    allowed = "".join(f"<li>{words}</li>" for right, words in ALLOWED.items() if right in rights)
    mailbox = f"<br>{_safe(login.mail)}" if login.mail else ""
    body = (
        '<p><a href="/">Alle Kapitel</a></p>'
        f"<p>Sie sind angemeldet als<br><strong>{_safe(login.office)}</strong>{mailbox}</p>"
        f"<h2>Was Sie dürfen</h2><ul><li>alles lesen</li>{allowed}</ul>"
        '<p class="hilfe">Das steht unter „Stellen“; ändern kann es die Redaktion.</p>'
        f"{_passkeys(passkeys)}"
        '<h2>Abmelden</h2><form method="post" action="/abmelden"><button class="knopf">In diesem Browser abmelden'
        '</button></form><form method="post" action="/abmelden/ueberall"><button class="knopf leise">Überall abmelden, '
        "wo jemand mit dieser Adresse angemeldet ist</button></form>"
    )
    script = "" if passkeys is None else '<script type="module" src="/anmelden/web/passkey.js"></script>'
    return page("Ihr Konto", body, script=script)


def _passkeys(passkeys: Sequence[Passkey] | None) -> str:
    if passkeys is None:
        return ""
    items = "".join(
        f"<li>{_safe(each.name)} <small>vom {format_date(local_day(_EPOCH + timedelta(seconds=each.made)))}</small>"
        '<form method="post" action="/konto/passkey/entfernen">'
        f'<input type="hidden" name="kennung" value="{_safe(each.id)}">'
        f'<button class="knopf leise">{_safe(each.name)} entfernen</button></form></li>'
        for each in passkeys
    )
    return (
        "<h2>Passkeys</h2><p>Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder PIN Ihres Geräts an, "
        "ohne Mail. Der geheime Teil kommt nie zu uns.</p>"
        f"{f'<ul class=passkeys>{items}</ul>' if items else ''}"
        '<div id="neuer-passkey" hidden><label for="passkey-name">Wie soll er heißen? (etwa: Telefon im Büro)</label>'
        '<input id="passkey-name" maxlength="60" autocomplete="off"><p>'
        '<button type="button" class="knopf">Passkey anlegen</button></p></div>'
        '<p id="passkey-meldung" role="alert" hidden></p>'
        '<p id="ohne-passkey" class="hilfe">Dieser Browser kann keine Passkeys, oder JavaScript ist aus.</p>'
    )


def privacy(title: str, served: Served | None) -> Response:
    """Return what is kept about a person, where and how long; every line is what the program does."""
    holds = SESSION_HOLDS if served is None else SERVED_HOLDS
    rows = [
        (
            "Anmeldung",
            "Stelle und Adresse der Stelle, dazu ein Prüfwert des Cookies (nicht das Cookie selbst)",
            f"höchstens {holds.days} Tage"
            + ("" if served is None else f", ohne Benutzung {int(SERVED_IDLE.total_seconds() // 3600)} Stunden")
            + "; bis Sie sich abmelden",
        ),
        ("Link zum Anmelden", "ein Prüfwert des Links", f"{_MINUTES} Minuten, oder bis er benutzt ist"),
        (
            "Was Sie schreiben",
            "jede Änderung mit Stelle, Adresse der Stelle, Uhrzeit und einer Zufallszahl für das Fenster",
            "in der Datenbank des Redaktionstischs; von selbst wird dort nichts gelöscht",
        ),
        (
            "Was Sie sichern",
            "der Text mit Stelle und Adresse der Stelle",
            "in der Geschichte des Ratgebers (Git), auf Dauer",
        ),
        (
            "Ihr letzter Besuch",
            "wann Ihre Stelle zuletzt auf der Übersicht war, damit dort steht, was seitdem neu ist",
            "bis zum nächsten Besuch",
        ),
        (
            "Antworten auf ein Faktenblatt",
            "über einen Link, ohne Anmeldung: die Antworten und der Tag; kein Cookie, keine Adresse",
            "bis jemand sie angesehen und abgeschlossen hat; übernommen wird nichts, was eine Person nennt",
        ),
        (
            "In Ihrem Browser",
            "ein Cookie für die Anmeldung, beim Anmelden ein zweites für eine Stunde, und Text, der noch nicht "
            "angekommen ist",
            "bis zum Ende der Anmeldung; der Text, bis er angekommen ist",
        ),
        (
            "IP-Adresse",
            "nur im Arbeitsspeicher und als Prüfwert, um zu viele Versuche abzuweisen",
            "bis der Redaktionstisch neu startet; in keiner Datei",
        ),
    ]
    rows.append(
        (
            "Was Eltern unter einem Kapitel schreiben",
            "ihre Worte, das Kapitel, der Abschnitt und die Uhrzeit; nicht, wer es war. Wird daraus eine Notiz, steht "
            "sie in der Geschichte des Ratgebers",
            f"{KEPT_DONE} Tage, nachdem es erledigt ist, höchstens {KEPT_OPEN} Tage",
        )
    )
    rows.append(
        (
            "Vorschau-Links für Menschen ohne Konto",
            "die Seite, wie sie war, ein Prüfwert des Links und welche Stelle ihn angelegt hat; nicht, wer ihn öffnet",
            f"{HOLDS.days} Tage, oder bis er widerrufen ist",
        )
    )
    if served is not None and served.has_passkeys:
        rows.append(
            (
                "Passkey",
                "der öffentliche Schlüssel, sein Name, der Tag und wie oft er benutzt wurde; kein Fingerabdruck, kein "
                "Gesicht",
                "bis Sie ihn entfernen",
            )
        )
    if served is not None and served.provider is not None:
        rows.append(
            (
                "Konto der Stadt",
                "Der Anmeldedienst der Stadt erfährt, dass Sie sich anmelden. Wir behalten davon nur Stelle und "
                "Adresse der Stelle.",
                "wie die Anmeldung",
            )
        )
    listed = "".join(
        f"<dt>{_safe(what)}</dt><dd>{_safe(kept)}</dd><dd><em>Wie lange:</em> {_safe(long)}</dd>"
        for what, kept, long in rows
    )
    return page(
        "Datenschutz am Redaktionstisch",
        f"<p>Diese Seite sagt, was der Redaktionstisch{f' ({_safe(title)})' if title else ''} über die speichert, "
        "die hier schreiben. Was die Seiten für Eltern speichern, steht dort unter Datenschutz.</p>"
        "<p>Angemeldet ist eine Stelle mit ihrer Funktionsadresse, keine Person. Namen fragt der Redaktionstisch nicht "
        "ab.</p>"
        f"<dl>{listed}</dl>"
        "<p>Es gibt keine Zählung, keine Werbung und keine Anfragen an fremde Server. Was der Mailserver und der "
        "Webserver davor aufschreiben, weiß die IT, die sie betreibt. Zuständig ist die Stelle, die den "
        "Redaktionstisch betreibt; Auskunft und Löschung verlangen Sie dort.</p>"
        '<p><a href="/">Zum Redaktionstisch</a></p>',
    )


def _safe(text: str) -> str:
    return html.escape(text)
