"""Logging in to a served desk in a real browser: by a mailed link without scripts, and by a passkey."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from desk.served_desks import ServedDesk, served_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.editorial.roles import ROLES

MAIL = MAILBOXES[YOUTH]


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    project = Project.create(tmp_path_factory.mktemp("projekt"))
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\n```\n", head="")
    project.write("teil/hort", "# Hort\n\nDer Hort hat offen.\n")
    project.commit(SCHOOL)
    with served_desk(project.root, has_passkeys=True) as found:
        yield found


@pytest.fixture
def opened(chromium: Any, desk: ServedDesk) -> Iterator[Any]:
    """Return what opens the page to log in; whatever the console says fails."""
    said: list[str] = []
    contexts = []

    def open_page(width: int = 390, **more: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 844}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{desk.served.address}/anmelden")
        return page

    yield open_page
    for context in contexts:
        context.close()
    refusals = ("status of 40", "response code: 403")  # the browser names each
    assert [line for line in said if not any(words in line for words in refusals)] == []


def with_authenticator(page: Any, *, is_verified: bool = True) -> Any:
    """Give the browser a device that makes passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": is_verified, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return lambda order, **more: session.send(f"WebAuthn.{order}", {"authenticatorId": device, **more})


def by_link(page: Any, desk: ServedDesk) -> None:
    page.get_by_label("E-Mail-Adresse Ihrer Stelle").fill(MAIL)
    page.get_by_role("button", name="Link schicken").click()
    expect(page.get_by_role("heading", name="Sehen Sie in Ihr Postfach")).to_be_visible()
    page.goto(f"{desk.served.address}{desk.mailed_link()}")
    page.get_by_role("button", name="Jetzt anmelden").click()
    page.wait_for_url(lambda address: "/anmelden" not in address)


def new_passkey(page: Any, desk: ServedDesk, name: str = "Telefon") -> None:
    page.goto(f"{desk.served.address}/konto")
    page.get_by_label("Wie soll er heißen?").fill(name)
    page.get_by_role("button", name="Passkey anlegen").click()


def log_out(page: Any, desk: ServedDesk) -> None:
    page.goto(f"{desk.served.address}/konto")
    page.get_by_role("button", name="In diesem Browser abmelden").click()
    expect(page.get_by_role("status")).to_have_text("Sie sind abgemeldet.")


def test_a_mailed_link_needs_no_script(opened: Any, desk: ServedDesk) -> None:
    page = opened(java_script_enabled=False)
    expect(page.get_by_role("button", name="Mit Passkey anmelden")).to_be_hidden()
    by_link(page, desk)
    page.goto(f"{desk.served.address}/konto")
    expect(page.get_by_text(YOUTH)).to_be_visible()
    expect(page.get_by_text("Kapitel schreiben und sichern")).to_be_visible()


def test_a_passkey_is_made_logs_in_and_is_removed(opened: Any, desk: ServedDesk) -> None:
    page = opened()
    device = with_authenticator(page)
    by_link(page, desk)
    new_passkey(page, desk)
    expect(page.get_by_role("button", name="Telefon entfernen")).to_be_visible()
    assert len(device("getCredentials")["credentials"]) == 1
    log_out(page, desk)

    page.goto(f"{desk.served.address}/kapitel/teil/hort")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/kapitel/teil/hort")
    expect(page.get_by_role("textbox", name="Text des Kapitels")).to_contain_text("Der Hort hat offen.")

    page.goto(f"{desk.served.address}/konto")
    page.get_by_role("button", name="Telefon entfernen").click()
    expect(page.get_by_role("button", name="Telefon entfernen")).to_have_count(0)
    log_out(page, desk)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("nicht geklappt")


def test_a_device_that_knows_not_who_holds_it_lets_nobody_in(opened: Any, desk: ServedDesk) -> None:
    page = opened()
    device = with_authenticator(page)
    by_link(page, desk)
    new_passkey(page, desk)
    expect(page.get_by_role("button", name="Telefon entfernen")).to_be_visible()
    log_out(page, desk)
    device("setUserVerified", isUserVerified=False)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("nicht geklappt")


def test_an_answer_of_a_passkey_is_good_once_and_in_its_own_browser(opened: Any, desk: ServedDesk) -> None:
    page = opened()
    with_authenticator(page)
    by_link(page, desk)
    new_passkey(page, desk)
    expect(page.get_by_role("button", name="Telefon entfernen")).to_be_visible()
    log_out(page, desk)
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.post_data) if "/passkey?" in request.url else None)
    cookies = page.context.cookies
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url(f"{desk.served.address}/")
    assert len(heard) == 1

    thief = desk.browser()
    assert thief.ask("/anmelden/passkey", heard[0]).status == 401
    thief.cookies = {each["name"]: each["value"] for each in cookies() if each["name"] != "redaktion"}
    assert thief.ask("/anmelden/passkey", heard[0]).status == 401
    assert not thief.is_in


def test_a_passkey_of_an_office_that_was_struck_out_lets_nobody_in(opened: Any, desk: ServedDesk) -> None:
    page = opened()
    with_authenticator(page)
    by_link(page, desk)
    new_passkey(page, desk)
    expect(page.get_by_role("button", name="Telefon entfernen")).to_be_visible()
    log_out(page, desk)
    table = desk.root / ROLES
    table.write_text(table.read_text(encoding="utf-8").replace(f"  {YOUTH}: {MAIL}\n", ""), encoding="utf-8")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("gehört zu keiner Stelle mehr")


def test_who_may_not_write_reads_along_and_is_told_so(opened: Any, desk: ServedDesk) -> None:
    table = desk.root / ROLES
    table.write_text(f"{table.read_text(encoding='utf-8')}rechte:\n  {YOUTH}: kommentieren\n", encoding="utf-8")
    page = opened()
    by_link(page, desk)
    page.goto(f"{desk.served.address}/kapitel/teil/hort")
    text = page.get_by_role("textbox", name="Text des Kapitels")
    expect(text).to_contain_text("Der Hort hat offen.")
    expect(page.get_by_text(f"Die Stelle {YOUTH} darf am Redaktionstisch nicht schreiben")).to_be_visible()
    expect(page.get_by_role("toolbar")).to_have_count(0)
    expect(page.get_by_role("button", name="Sichern")).to_have_count(0)

    text.click()
    page.keyboard.type("geht nicht")

    expect(text).not_to_contain_text("geht nicht")
    assert desk.desk.store.version("teil/hort") == 0


def test_who_loses_the_right_to_write_reads_on_at_once_and_can_copy_what_was_not_taken(
    opened: Any, desk: ServedDesk
) -> None:
    page = opened()
    by_link(page, desk)
    page.goto(f"{desk.served.address}/kapitel/teil/hort")
    text = page.get_by_role("textbox", name="Text des Kapitels")
    expect(text).to_contain_text("Der Hort hat offen.")
    expect(page.get_by_text("Zum Kapitel")).to_be_visible()
    page.evaluate("redaktion.connection.cut(true)")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Zu spät.")
    table = desk.root / ROLES
    before = table.read_text(encoding="utf-8")
    table.write_text(f"{before}rechte:\n  {YOUTH}: kommentieren\n", encoding="utf-8")
    page.evaluate("redaktion.connection.cut(false)")
    copied = page.get_by_role("dialog", name="Das wurde nicht übernommen").get_by_role("textbox")
    expect(copied).to_have_value(re.compile("Zu spät"))
    page.keyboard.press("Escape")
    expect(text).to_have_attribute("aria-readonly", "true")
    expect(text).not_to_contain_text("Zu spät.")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    expect(page.locator(".kopf input").first).to_be_disabled()

    table.write_text(before, encoding="utf-8")
    expect(page.get_by_role("toolbar")).to_have_count(1)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Wieder da.")
    expect(page.get_by_text("Übertragen, noch nicht im Ratgeber gesichert")).to_be_visible()
    assert "Wieder da." in str(desk.desk.rooms["teil/hort"].room.document)


def test_an_author_whose_login_ends_is_told_and_what_was_typed_comes_after_the_next(
    opened: Any, desk: ServedDesk
) -> None:
    page = opened()
    by_link(page, desk)
    page.goto(f"{desk.served.address}/kapitel/teil/hort")
    text = page.get_by_role("textbox", name="Text des Kapitels")
    expect(text).to_contain_text("Der Hort hat offen.")
    other = page.context.new_page()
    log_out(other, desk)
    expect(page.get_by_text("Sie sind nicht mehr angemeldet.")).to_be_visible()

    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Auch im Winter.")
    expect(page.get_by_text("bleibt hier und kommt später dazu")).to_be_visible()
    other.goto(f"{desk.served.address}/anmelden")
    by_link(other, desk)

    expect(page.get_by_text("Übertragen, noch nicht im Ratgeber gesichert")).to_be_visible()
    assert "Auch im Winter." in str(desk.desk.rooms["teil/hort"].room.document)


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", '{"id": 1}', '{"id": "x", "response": {}}', "[" * 90_000])
def test_what_is_no_answer_of_a_passkey_is_refused(desk: ServedDesk, answer: str) -> None:
    browser = desk.browser()
    browser.ask("/anmelden/passkey/frage", "{}")
    assert browser.ask("/anmelden/passkey", answer).status == 401
