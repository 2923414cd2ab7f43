"""Logging in with an account of the town's, against a provider that can be made to lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey

from desk.fake_provider import CLIENT, SECRET, FakeProvider, fake_provider
from desk.served_desks import SESSION, Answer, Browser, ServedDesk, served_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.login.provider import Provider
from ratgeber_tools.desk.login.settings import ProviderSettings

MAIL = MAILBOXES[YOUTH]
GOOD = {"email": MAIL, "email_verified": True}
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "eins"})


@pytest.fixture(scope="module")
def running() -> Iterator[FakeProvider]:
    with fake_provider() as found:
        yield found


@pytest.fixture(scope="module")
def served(running: FakeProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    project = Project.create(tmp_path_factory.mktemp("projekt"))
    project.write("index", "# Ratgeber\n", head="")
    project.commit(SCHOOL)
    settings = ProviderSettings(running.issuer, CLIENT, SECRET, "dem Stadt-Konto")
    with served_desk(project.root, provider=settings) as desk:
        assert desk.serving.provider is not None
        desk.serving.provider.now = lambda: desk.moment.timestamp()
        yield desk


@pytest.fixture
def provider(running: FakeProvider) -> FakeProvider:
    fresh = FakeProvider(running.issuer, key=OTHER_KEY)
    for name in ("claims", "header", "key", "published", "is_broken", "codes", "exchanges"):
        setattr(running, name, getattr(fresh, name))
    return running


@pytest.fixture
def browser(served: ServedDesk, provider: FakeProvider) -> Browser:
    served.moment += timedelta(hours=2)  # what the desk has remembered of the provider, and tries, are forgotten
    provider.now = served.moment.timestamp()
    return served.browser()


def sent(browser: Browser, provider: FakeProvider, place: str = "/") -> str:
    answer = browser.ask(f"/anmelden/konto?weiter={place}")
    assert answer.status == 303
    return provider.authorize(answer.place)


def logged_in(browser: Browser, provider: FakeProvider, **claims: Any) -> Answer:
    provider.claims = {**GOOD, **claims}
    return browser.ask(f"/anmelden/konto/zurueck?{sent(browser, provider)}")


def test_who_has_a_confirmed_address_of_an_office_is_that_office(browser: Browser, provider: FakeProvider) -> None:
    assert 'href="/anmelden/konto?weiter=/">Mit dem Stadt-Konto anmelden</a>' in browser.ask("/anmelden").body
    provider.claims = {**GOOD, "email": MAIL.upper()}

    answer = browser.ask(f"/anmelden/konto/zurueck?{sent(browser, provider, '/konto')}")

    assert (answer.status, answer.place) == (303, "/konto")
    assert (browser.json("/api/ich")["office"], browser.json("/api/ich")["mail"]) == (YOUTH, MAIL)
    assert list(browser.cookies) == [SESSION]


def test_a_code_is_good_once(browser: Browser, provider: FakeProvider) -> None:
    provider.claims = dict(GOOD)
    query = sent(browser, provider)
    cookies = dict(browser.cookies)
    assert browser.ask(f"/anmelden/konto/zurueck?{query}").status == 303
    again = Browser(browser.desk, cookies)
    assert again.ask(f"/anmelden/konto/zurueck?{query}").status == 401
    assert not again.is_in


def test_another_browsers_answer_is_nothing_here(browser: Browser, provider: FakeProvider) -> None:
    """Otherwise somebody could have others write in their name."""
    provider.claims = dict(GOOD)
    query = sent(browser, provider)
    victim, begun = Browser(browser.desk), Browser(browser.desk)
    sent(begun, provider)
    for other in (victim, begun):
        assert other.ask(f"/anmelden/konto/zurueck?{query}").status == 401
        assert not other.is_in
    assert not provider.exchanges


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://boese.example"},
    "for somebody else": {"aud": "anderer"},
    "for several, and not by us": {"aud": [CLIENT, "anderer"], "azp": "anderer"},
    "for several, and nobody says by whom": {"aud": [CLIENT, "anderer"]},
    "of another login": {"nonce": "alt"},
    "without a nonce": {"nonce": None},
    "over": {"exp": 1},
    "without an end": {"exp": None},
    "of tomorrow": {"iat": 9_999_999_999},
    "an end that is none": {"exp": "bald"},
    "an address nobody has confirmed": {"email_verified": False},
    "confirmed as a word": {"email_verified": "true"},
    "an address of no office": {"email": "privat@example.org"},
    "no address": {"email": None},
    "an address that is a list": {"email": [MAIL]},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES)
def test_what_the_provider_says_must_be_for_us_of_now_and_of_an_office(
    browser: Browser, provider: FakeProvider, claims: dict[str, Any]
) -> None:
    answer = logged_in(browser, provider, **claims)
    assert (answer.status, browser.is_in) == (401, False)
    assert 'role="status"' in answer.body


def test_a_signature_of_others_is_refused(browser: Browser, provider: FakeProvider) -> None:
    provider.published = RSAKey.generate_key(2048, {"kid": "eins"})
    assert logged_in(browser, provider).status == 401


def test_no_token_is_believed_that_our_own_secret_or_nobody_has_signed(
    browser: Browser, provider: FakeProvider
) -> None:
    provider.published = OTHER_KEY
    provider.header = {"alg": "HS256", "kid": "eins"}
    provider.key = OctKey.import_key(SECRET * 4, {"kid": "eins"})
    assert logged_in(browser, provider).status == 401
    provider.header = {"alg": "none"}
    assert logged_in(browser, provider).status == 401


def test_new_keys_of_the_provider_are_fetched(browser: Browser, provider: FakeProvider) -> None:
    assert logged_in(browser, provider).status == 303
    provider.key = RSAKey.generate_key(2048, {"kid": "zwei"})
    provider.header = {"alg": "RS256", "kid": "zwei"}
    assert logged_in(browser, provider).status == 303


def test_a_provider_that_does_not_answer_leaves_the_other_ways(browser: Browser, provider: FakeProvider) -> None:
    provider.is_broken = True
    answer = browser.ask("/anmelden/konto")
    assert (answer.status, "antwortet gerade nicht" in answer.body, "Link schicken" in answer.body) == (502, True, True)


def test_an_error_of_the_provider_is_a_sentence(browser: Browser, provider: FakeProvider) -> None:
    state = sent(browser, provider).partition("state=")[2]
    answer = browser.ask(f"/anmelden/konto/zurueck?error=access_denied&state={state}")
    assert (answer.status, "nicht gelungen" in answer.body) == (401, True)


@pytest.mark.parametrize(
    ("groups", "office"),
    [([YOUTH, "andere"], YOUTH), (SCHOOL, SCHOOL), ([YOUTH, SCHOOL], None), (["andere"], None), (None, None)],
)
def test_where_groups_decide_a_group_is_an_office(
    served: ServedDesk, groups: Any, office: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = served.serving.provider
    assert found is not None
    by_group = Provider(replace(found.settings, groups="groups"), found.back)
    claims = {"email": MAIL, "email_verified": True, "groups": groups}
    if office is None:
        with pytest.raises(Exception, match="keiner Stelle"):
            by_group.login(claims, served.serving.roles())
    else:
        assert by_group.login(claims, served.serving.roles()).office == office
