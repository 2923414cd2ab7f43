"""What a served desk is told by its environment, and how often something may be tried."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ratgeber_tools.desk.login.rates import Buckets, network_of
from ratgeber_tools.desk.login.settings import Encryption, SettingsError, read_settings
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.proposals.signed_link import KEY

ADDRESS = "https://redaktion.stadt.example"
MAIL = {"RATGEBER_MAIL_SERVER": "mail.stadt.example", "RATGEBER_MAIL_ABSENDER": "redaktion@stadt.example"}
PROVIDER = {"RATGEBER_OIDC_ANBIETER": "https://konto.stadt.example", "RATGEBER_OIDC_KENNUNG": "ratgeber"}


def test_nothing_but_the_address_is_needed() -> None:
    served = read_settings(f"{ADDRESS}/", {})
    assert (served.address, served.host, served.domain) == (
        ADDRESS,
        "redaktion.stadt.example",
        "redaktion.stadt.example",
    )
    assert (served.mail, served.has_passkeys, served.provider) == (None, False, None)
    assert [str(network) for network in served.proxies] == ["127.0.0.1/32", "::1/128"]


@pytest.mark.parametrize(
    "address",
    [
        "redaktion.stadt.example", "http://redaktion.stadt.example", "https://", "https://x/pfad", "https://a@b.example",
        "https://x.example:port", "ftp://x.example", "https://x.example?y", "https://[",
    ],
)  # fmt: skip
def test_an_address_nobody_may_be_sent_to_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="taugt nicht als Adresse"):
        read_settings(address, {})


def test_http_is_good_enough_at_the_computer_itself() -> None:
    assert read_settings("http://localhost:8600", {}).host == "localhost:8600"


def test_a_mail_server_with_its_password_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "kennwort"
    secret.write_text("geheim\n", encoding="utf-8")
    secret.chmod(stat.S_IRUSR)
    account = {"RATGEBER_MAIL_KONTO": "ratgeber", "RATGEBER_MAIL_KENNWORT_DATEI": str(secret)}
    mail = read_settings(ADDRESS, {**MAIL, **account}).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.encryption, mail.password) == (
        "mail.stadt.example", 587, Encryption.STARTTLS, "geheim",
    )  # fmt: skip
    other = read_settings(
        ADDRESS, {**MAIL, "RATGEBER_MAIL_SERVER": "[::1]:25", "RATGEBER_MAIL_SICHERUNG": "keine"}
    ).mail
    assert other is not None
    assert (other.host, other.port) == ("::1", 25)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({**MAIL, "RATGEBER_MAIL_ABSENDER": ""}, "RATGEBER_MAIL_ABSENDER fehlt"),
        ({**MAIL, "RATGEBER_MAIL_ABSENDER": "a@b.example\r\nBcc: c@d.example"}, "RATGEBER_MAIL_ABSENDER fehlt"),
        ({**MAIL, "RATGEBER_MAIL_SICHERUNG": "ssl"}, "„ssl“ gibt es nicht"),
        ({**MAIL, "RATGEBER_MAIL_SERVER": "mail.example:x"}, "ist kein Mailserver"),
        ({**MAIL, "RATGEBER_MAIL_KONTO": "x"}, "RATGEBER_MAIL_KENNWORT_DATEI fehlt"),
        ({**PROVIDER, "RATGEBER_OIDC_GEHEIMNIS_DATEI": "/gibt/es/nicht"}, "lässt sich nicht lesen"),
        ({**PROVIDER, "RATGEBER_OIDC_KENNUNG": ""}, "RATGEBER_OIDC_KENNUNG fehlt"),
        (
            {**PROVIDER, "RATGEBER_OIDC_GEHEIMNIS_DATEI": __file__, "RATGEBER_OIDC_ANBIETER": "http://x.example"},
            "taugt",
        ),
        ({"RATGEBER_PASSKEYS": "vielleicht"}, "weder „ja“ noch „nein“"),
        ({"RATGEBER_REDAKTION_VERMITTLER": "proxy"}, "keine Liste von IP-Adressen"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(variables: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence) as caught:
        read_settings(ADDRESS, variables)
    assert "\n" not in str(caught.value)


def test_a_bucket_lets_some_through_at_once_and_then_a_few_a_minute() -> None:
    seconds = [0.0]
    buckets = Buckets(3, 6, lambda: seconds[0])
    assert [buckets.take("eins") for _ in range(4)] == [0, 0, 0, 10]
    assert buckets.take("zwei") == 0
    seconds[0] = 10.0
    assert [buckets.take("eins") for _ in range(2)] == [0, 10]


def test_buckets_take_only_so_much_room_however_many_ask() -> None:
    buckets = Buckets(1, 1, lambda: 0.0, most=100)
    for number in range(1000):
        buckets.take("x" * 1000 + str(number))
    assert len(buckets) == 100


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    seconds = [100.0]
    buckets = Buckets(1, 60, lambda: seconds[0])
    buckets.take("x")
    seconds[0] = 0.0
    assert buckets.take("x") > 0


def test_a_household_counts_as_one_whatever_its_addresses() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") == "192.0.2.1"
    assert network_of("unsinn") == "unsinn"


def test_the_key_for_preview_links_lies_in_a_file_and_is_long_enough(tmp_path: Path) -> None:
    path = tmp_path / "schluessel"
    path.write_text("k" * 32 + "\n", encoding="utf-8")
    told = {f"{KEY}_DATEI": str(path)}
    assert read_settings(ADDRESS, told).preview_key == b"k" * 32
    assert "kkkk" not in repr(read_settings(ADDRESS, told))
    assert read_settings(ADDRESS, {}).preview_key is None
    for short in ({KEY: "kurz"}, {f"{KEY}_DATEI": str(path)}):
        path.write_text("kurz", encoding="utf-8")
        with pytest.raises(RatgeberError, match="Der Schlüssel ist zu kurz"):
            read_settings(ADDRESS, short)
