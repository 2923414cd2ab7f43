"""The link in the forge's message, opened without an account: the page of the proposal, and nothing else."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk.desk_servers import PATIENCE_S
from desk.served_desks import Answer, Browser, ServedDesk, served_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from patience import until
from picture_makers import png
from ratgeber_tools.desk.proposal_preview import ProposalPages
from ratgeber_tools.desk.signed_previews import SignedPreviews
from ratgeber_tools.errors import InputError
from ratgeber_tools.proposals.signed_link import SignedState, sign

ROOT = Path(__file__).parents[2]
KEY = b"k" * 32
LAST_DAY = date(2026, 12, 14)
BRANCH = "beitrag/teil-hort-12345678"
PROPOSED = """# Hort

Der Hort hat **auch abends** offen, siehe [Essen](speisen.md).

![Ein Haus](bilder/haus.png)

:::{redaktionsnotiz}
Streng geheim.
:::
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    folder = tmp_path_factory.mktemp("zusage")
    project = Project.create(folder / "erstes")
    shutil.copy(ROOT / "conf.py", project.root)
    (project.root / ".gitignore").write_text("/_redaktion/\n_build/\n", encoding="utf-8")
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\nspeisen\n```\n", head="")
    project.write("hort", "# Hort\n\nDer Hort hat offen.\n")
    project.write("speisen", "# Essen\n\nEs gibt Essen.\n")
    project.commit(SCHOOL)
    git(folder, "clone", "--quiet", "--bare", str(project.root), "plattform.git")
    git(folder, "clone", "--quiet", "plattform.git", "tisch")
    with served_desk(folder / "tisch", preview_key=KEY) as desk:
        yield desk


def brought(served: ServedDesk, branch: str, text: str = PROPOSED, also: dict[str, str] | None = None) -> str:
    """Have the forge's own machinery bring a proposal; return the commit of its branch."""
    folder = served.root.parent
    forge = Project(folder / branch.replace("/", "-"))
    git(folder, "clone", "--quiet", "plattform.git", str(forge.root))
    git(forge.root, "config", "user.name", "Redaktion")
    git(forge.root, "checkout", "--quiet", "-b", branch)
    forge.write_file("bilder/haus.png", png())
    for name, words in {"hort": text, **(also or {})}.items():
        forge.write(name, words)
    forge.commit(YOUTH)
    git(forge.root, "push", "--quiet", "origin", branch)
    return git(forge.root, "rev-parse", "HEAD")


def link(commit: str, last_day: date = LAST_DAY, key: bytes = KEY) -> str:
    return f"/vorschau/{sign(SignedState(commit, last_day), key)}/"


def opened(outsider: Browser, place: str, *, status: int = 200) -> Answer:
    """Open a link as a browser does, which asks again when told to."""

    def look() -> Answer | None:
        answer = outsider.ask(place)
        if "Refresh" not in answer.headers and answer.status == status:
            return answer
        outsider.desk.moment += timedelta(seconds=1)  # so that nobody has to wait, and the other side is asked again
        return None

    return until(look)


@pytest.fixture(scope="module")
def commit(served: ServedDesk) -> str:
    return brought(served, BRANCH, also={"speisen": "# Essen\n\nEs gibt mehr Essen.\n"})


@pytest.fixture(scope="module")
def page(served: ServedDesk, commit: str) -> Answer:
    return opened(served.browser(), link(commit))


def test_the_page_stands_as_parents_will_see_it_with_picture_and_look(
    served: ServedDesk, commit: str, page: Answer
) -> None:
    outsider = served.browser()
    assert "auch abends" in page.body
    assert "Der Link gilt bis 14.12.2026." in page.body
    needed = re.findall(r'(?:<img[^>]*src|<link[^>]*href)="([^"]*)"', page.body)
    assert len(needed) >= 2
    assert all(outsider.ask(link(commit) + name).status == 200 for name in needed)
    assert outsider.cookies == {}


def test_each_chapter_of_the_proposal_is_there(served: ServedDesk, commit: str, page: Answer) -> None:
    (further,) = re.findall(r'Dazu gehört auch: <a href="(seite-?\d*\.html)">', page.body)
    answer = served.browser().ask(link(commit) + further)
    assert "mehr Essen" in answer.body or "auch abends" in answer.body
    assert answer.body != page.body


def test_it_is_kept_as_tight_as_other_preview_links(page: Answer) -> None:
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "allow-same-origin" not in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    for inner in ("Streng geheim", "<script", "<form", "speisen.html"):
        assert inner not in page.body


@pytest.mark.parametrize(
    "name",
    ["../hort.md", "%2e%2e/%2e%2e/%2e%2e/_redaktion/redaktion.sqlite", "..%2fseite.html", "index.html", ".x"],
)  # fmt: skip
def test_it_opens_no_other_file(served: ServedDesk, commit: str, page: Answer, name: str) -> None:
    assert page.status == 200
    assert served.browser().ask(link(commit) + name).status == 404


def test_who_changes_commit_or_day_or_signs_with_another_key_sees_nothing(
    served: ServedDesk, commit: str, page: Answer
) -> None:
    main = git(served.root, "rev-parse", "HEAD")
    good = link(commit)
    tried = [
        good.replace(commit, main),
        good.replace("20261214", "20271214"),
        link(commit, key=b"x" * 32),
        good.replace("/vorschau/z-", "/vorschau/z-" + "0" * 24),
        good[:-10] + "/",
    ]
    for place in tried:
        answer = served.browser().ask(place)
        assert answer.status == 404, place
        assert "Diesen Link gibt es nicht." in answer.body
        assert page.body != answer.body


def test_a_signed_commit_that_is_no_proposals_tip_shows_nothing(served: ServedDesk, commit: str, page: Answer) -> None:
    assert page.status == 200
    other = git(served.root, "commit-tree", "HEAD^{tree}", "-m", "kein Vorschlag")
    for state in (git(served.root, "rev-parse", "HEAD"), other):
        answer = served.browser().ask(link(state))
        assert answer.status == 410
        assert "Der Hort" not in answer.body


def test_what_is_not_here_yet_is_said_and_comes_by_itself(served: ServedDesk, page: Answer) -> None:
    assert page.status == 200
    answer = served.browser().ask(link("d" * 40))
    assert answer.status == 404
    assert "noch nicht angekommen" in answer.body


def test_after_its_last_day_it_says_so(served: ServedDesk, commit: str, page: Answer) -> None:
    assert page.status == 200
    before = served.moment
    served.moment = before.replace(year=2026, month=12, day=14, hour=12)
    try:
        assert served.browser().ask(link(commit)).status == 200
        served.moment = served.moment.replace(day=15)
        answer = served.browser().ask(link(commit))
        assert (answer.status, "abgelaufen" in answer.body) == (410, True)
        first = re.findall(r'<link[^>]*href="([^"]*)"', page.body)[0]
        assert served.browser().ask(link(commit) + first).status == 410
    finally:
        served.moment = before


def test_a_page_that_could_not_be_built_is_tried_again_after_a_while_also_by_a_clock_set_back(
    served: ServedDesk, page: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise InputError("Das lässt sich nicht bauen.")

    monkeypatch.setattr(ProposalPages, "page", refuse)
    outsider = Browser(served, address="203.0.113.8")
    place = link(brought(served, "beitrag/teil-hort-0000fail", PROPOSED.replace("abends", "nie")))
    assert "nicht zusammenstellen" in opened(outsider, place, status=503).body
    before = served.moment
    monkeypatch.undo()
    try:
        served.moment -= timedelta(days=1)
        assert "auch nie" in opened(outsider, place).body
    finally:
        served.moment = before


def test_a_page_is_built_as_the_proposal_comes_and_stands_at_the_first_look(
    served: ServedDesk, page: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = brought(served, "beitrag/teil-hort-0000now", PROPOSED.replace("abends", "morgens"))
    looked, prepare = threading.Event(), SignedPreviews.prepare

    def watched(previews: SignedPreviews) -> None:
        prepare(previews)
        if previews.is_ahead(link(commit).removeprefix("/vorschau/").removesuffix("/")):
            looked.set()

    monkeypatch.setattr(SignedPreviews, "prepare", watched)
    with served_desk(served.root, preview_key=KEY) as desk:
        assert looked.wait(PATIENCE_S)
        monkeypatch.setattr(ProposalPages, "_build", lambda *_: pytest.fail("built again"))
        answer = desk.browser().ask(link(commit))
    assert (answer.status, "auch morgens" in answer.body, "Refresh" in answer.headers) == (200, True, False)


def test_once_given_back_it_says_so_and_its_pictures_are_gone_too(served: ServedDesk, page: Answer) -> None:
    branch = "beitrag/teil-hort-0000back"
    commit = brought(served, branch, PROPOSED.replace("abends", "nachts"))
    outsider = Browser(served, address="203.0.113.9")
    needed = re.findall(r'<img[^>]*src="([^"]*)"', opened(outsider, link(commit)).body)
    office = served.browser().log_in(MAILBOXES[YOUTH])
    assert office.post(f"/word/vorschlag/{branch.partition('/')[2]}/zurueck", grund="Falsch.").status == 303
    answer = outsider.ask(link(commit))
    assert (answer.status, "zurückgegeben" in answer.body) == (410, True)
    assert "Falsch." not in answer.body
    assert outsider.ask(link(commit) + needed[0]).status == 410


def test_once_taken_it_says_so(served: ServedDesk, page: Answer) -> None:
    commit = brought(served, "beitrag/teil-hort-0000take", "# Hort\n\nDer Hort hat offen.\n\nImmer.\n")
    outsider = Browser(served, address="203.0.113.10")
    answer = outsider.ask(link(commit))
    served.moment += timedelta(minutes=2)
    git(served.root, "fetch", "--quiet", "origin", commit)
    git(served.root, "-c", "user.name=x", "-c", "user.email=x@b.example", "merge", "--quiet", "--no-edit", commit)
    answer = opened(outsider, link(commit), status=410)
    assert "angenommen" in answer.body


def test_who_guesses_has_to_wait(served: ServedDesk) -> None:
    guesser = Browser(served, address="203.0.113.5")
    statuses = [guesser.ask(link("e" * 40, key=b"x" * 32)).status for _ in range(121)]
    assert set(statuses[:120]) == {404}
    assert statuses[120] == 429
