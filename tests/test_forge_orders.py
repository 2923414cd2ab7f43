"""Nothing in a title or a name acts on the forge; the patterns are the forges' own, as documented."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from guide_project import SCHOOL, Project
from ratgeber_tools.forge_orders import harmless
from ratgeber_tools.proposals.message import about_problem

CLOSING = ("Close", "Closes", "Closed", "Closing", "close", "closes", "closed", "closing", "Fix", "Fixes", "Fixed",
           "Fixing", "fix", "fixes", "fixed", "fixing", "Resolve", "Resolves", "Resolved", "Resolving", "resolve",
           "resolves", "resolved", "resolving", "Implement", "Implements", "Implemented", "Implementing", "implement",
           "implements", "implemented", "implementing", "CLOSES", "FIXES", "Reopen", "reopens", "reopened")  # fmt: skip
REFERENCES = ("#1", "!3", "GH-1", "gruppe/projekt#1", "gruppe/projekt!2", ": #1", "https://forge.example/a/b/issues/1",
              "https://forge.example/a/b/-/work_items/1", "PROJEKT-123", "#1, #2 and #3")  # fmt: skip
#: GitLab's default closing pattern and those of GitHub and Forgejo, put together.
CLOSES = re.compile(
    r"(?i)\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?|reopen(?:s|ed|ing)?)"
    r":?\s*(?::\s*)?(?:issues?\s+)?(?:[\w/.-]*[#!]\d|GH-\d|https?://|[A-Z][A-Z0-9_]+-\d)"
)
SKIPPING = ("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]", "[SKIP CI]", "[ci-skip]",
            "[skip-ci]", "[ci_skip]", "***NO_CI***", "[skip azp]", "[skip ci] Titel")  # fmt: skip
SKIPS = re.compile(r"(?i)\[(?:ci[ _-]skip|skip[ _-]ci|no ci|skip actions|actions skip|skip azp)\]|\*\*\*NO_CI\*\*\*")
QUICK_ACTIONS = tuple(
    re.findall(
        r"\w+",
        """approve assign assign_reviewer blocked_by child clear_weight clone close confidential copy_metadata cc
        create_merge_request done draft due duplicate epic estimate health_status iteration label link lock merge
        milestone move parent promote publish ready reassign rebase relabel relate remove_due_date reopen
        request_review shrug spend submit_review subscribe tableflip tag target_branch title todo unapprove unassign
        unlabel unlock unsubscribe weight zoom""",
    )
)
ORDER = re.compile(r"^[ \t>*+-]*/[a-z_]+", re.MULTILINE)


def seen(text: str) -> str:
    """Return what a person sees."""
    return text.replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize("word", CLOSING)
@pytest.mark.parametrize("reference", REFERENCES)
def test_nothing_is_closed(word: str, reference: str) -> None:
    for text in (f"{word} {reference}", f"Hort: {word} {reference}.", f"x\n{word} {reference}"):
        assert CLOSES.search(text) is not None
        after = harmless(text)
        assert CLOSES.search(after) is None
        assert re.search(r"[#!]\d|GH-\d", after) is None
        assert seen(after) == text


@pytest.mark.parametrize("text", SKIPPING)
def test_no_pipeline_is_skipped(text: str) -> None:
    assert SKIPS.search(text) is not None
    assert SKIPS.search(harmless(f"Hort {text}")) is None
    assert seen(harmless(text)) == text


@pytest.mark.parametrize("name", QUICK_ACTIONS)
@pytest.mark.parametrize("before", ["", "  ", "> ", "- ", "* ", "Text\n"])
def test_no_quick_action_runs(name: str, before: str) -> None:
    text = f"{before}/{name} @all"
    assert ORDER.search(text) is not None
    assert ORDER.search(harmless(text)) is None
    assert seen(harmless(text)) == text


@pytest.mark.parametrize("name", ["@all", "@channel", "@gruppe/untergruppe", "@a.b-c", "@1h", "@here"])
def test_nobody_is_called(name: str) -> None:
    assert re.search(r"@[\w.]", harmless(f"Frage an {name}!")) is None


@pytest.mark.parametrize(
    "text",
    ["skip-checks: true", "Co-authored-by: A <a@b.example>", "Signed-off-by: A", "Changelog: added", "Draft: Hort",
     "WIP: Hort", "[Draft] Hort", "(Draft) Hort"],
)  # fmt: skip
def test_lines_that_are_orders_to_tools_are_none(text: str) -> None:
    assert not harmless(text).startswith(text[:5])
    assert seen(harmless(text)) == text


@pytest.mark.parametrize("text", ["Hort und Ferien", "Kapitel 1/2: Was gilt?", "Preis: 5 %", "[Hort](x)", "Tür & Tor"])
def test_ordinary_titles_keep_every_letter(text: str) -> None:
    assert harmless(text) == text


def test_it_stays_the_same_when_done_twice() -> None:
    text = "Closes #1 [skip ci] @all\n/merge"
    assert harmless(harmless(text)) == harmless(text)


def test_a_message_about_a_file_with_a_hostile_name_orders_nothing() -> None:
    name = "Closes #1 [skip ci] @all.docx"
    message = about_problem(name, "/merge\nFixes !3")
    for text in (message.title, message.body.replace("\\", "")):
        assert CLOSES.search(text) is None
        assert SKIPS.search(text) is None
        assert ORDER.search(text) is None
        assert "@all" not in text


def test_a_commit_orders_nothing(tmp_path: Path) -> None:
    from ratgeber_tools import branches

    project = Project.create(tmp_path / "p")
    project.act_as(SCHOOL)
    (project.root / "neu.md").write_text("x", encoding="utf-8")
    author = branches.Author("Amt", "amt@stadt.example")
    message = "Closes #1 [skip ci]\n\nAus x\n\nskip-checks: true.docx\n"
    branches.commit_all(project.root, branch="beitrag/x", message=message, author=author)
    said = subprocess.run(
        ["git", "-C", str(project.root), "log", "--all", "--max-count=1", "--format=%B"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert CLOSES.search(said) is None
    assert SKIPS.search(said) is None
    assert not re.search(r"(?m)^skip-checks", said)
    assert seen(said).startswith("Closes #1 [skip ci]")
