"""Sphinx as a process: what it is called with, and what of its output matters to an author."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ratgeber_tools import keyless
from ratgeber_tools.errors import lines_again, refused_elsewhere, unwritable
from ratgeber_tools.files import temporary_folder

#: Exit codes of a build that came to its end: without and with warnings (`-W`).
_FINISHED = (0, 1)
_STRICT = ("-W", "-n", "--keep-going")

_WARNING = re.compile(
    r"^(?:(?P<path>(?:[A-Za-z]:)?[^:\n]+):(?P<line>\d*):? )?(?P<level>WARNING|ERROR|SEVERE|CRITICAL): (?P<text>.*)$"
)
_TYPE = re.compile(r"\s*\[(?P<kind>[\w.-]+)\]\s*$")
_EXCEPTION = re.compile(r"^\s+(?P<name>[\w.]+(?:Error|Exception|Warning|Interrupt|Exit)): (?P<text>.*)$", re.MULTILINE)
_LOG = re.compile(r"^(?P<path>.*sphinx-err-\S+\.log)\s*$", re.MULTILINE)
#: Exceptions that carry a sentence for the author; anything else is a bug of ours or of Sphinx.
_SPEAKING = re.compile(r"(?:ratgeber_tools\.|sphinx\.errors\.ExtensionError$|ExtensionError$)")


@dataclass(frozen=True, slots=True)
class SphinxMessage:
    """A warning of Sphinx: where, what, and its type in brackets (`ratgeber.bild-fehlt`), empty if it has none."""

    path: Path | None
    line: int | None
    text: str
    kind: str = ""

    @property
    def code(self) -> str:
        """The identifier an author sees: ours, nothing for Sphinx's."""
        return self.kind.removeprefix("ratgeber.") if self.kind.startswith("ratgeber.") else ""


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What came of a build: its messages and, if it was given up, why."""

    messages: tuple[SphinxMessage, ...]
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What is built from where: `source` into `target/<builder>`.

    `settings` override those of `conf.py`, `environment` adds variables.  A strict build counts every warning as a
    mistake and looks for broken references.
    """

    source: Path
    target: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    is_strict: bool = True


def run_sphinx(builder: str, root: Path, *, verbose: bool = False, job: Job | None = None) -> BuildOutcome:
    """Build `root/ratgeber` into `root/_build/<builder>`, or what `job` says; all builders share what was read.

    With `verbose` Sphinx's own output goes to the screen as it comes.  After a build that was broken off, everything
    is built anew: Sphinx trusts what it finds and stumbles over half of a search index.
    """
    job = job or Job(root / "ratgeber", root / "_build")
    target = job.target
    unfinished = target / f"{builder}.unfertig"
    anew = ("-E", "-a") if unfinished.exists() else ()
    try:
        target.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        (target / builder).mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(Path(error.filename or unfinished), error, state="Es wurde nichts gebaut.") from error
    with temporary_folder("sphinx") as folder:
        warnings = folder / "warnungen.txt"
        command = [sys.executable, "-m", "sphinx", "-b", builder, "-d", str(target / "doctrees"), "-c", str(root)]
        command += [*(_STRICT if job.is_strict else ()), "--no-color", "-w", str(warnings)]
        command += [*anew, *(() if verbose else ("-q",))]
        command += [part for name, value in job.settings.items() for part in ("-D", f"{name}={value}")]
        command += [str(job.source), str(target / builder)]
        done = subprocess.run(
            command,
            cwd=root,
            env={**keyless.build_environment(), **job.environment},
            stdin=subprocess.DEVNULL,
            stdout=None if verbose else subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if verbose:
            print(done.stderr, file=sys.stderr)
        text = warnings.read_text(encoding="utf-8", errors="replace") if warnings.is_file() else ""
    if done.returncode in _FINISHED:
        unfinished.unlink(missing_ok=True)
    messages = tuple(read_messages(text))
    if done.returncode in _FINISHED and (done.returncode == 0 or messages):
        return BuildOutcome(messages)
    return BuildOutcome(messages, failure=explain_failure(done.stderr))


def in_order(builders: Collection[str], target: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the builders in the order in which they have to run, each with the settings it needs for that.

    Web pages that are built in the same run as the PDF offer it, and each chapter as a PDF of its own, with its size,
    and likewise the EPUB; alone they offer none, for an older one would not say what they say.
    """
    if "pdf" in builders:
        yield "pdf", {"ratgeber_kapitel_pdfs": "1"} if "html" in builders else {}
    if "epub" in builders:
        yield "epub", {}
    if "html" in builders:
        yield "html", dict(_offered(builders, target))
    for builder in builders:
        if builder not in ("pdf", "epub", "html"):
            yield builder, {}


def _offered(builders: Collection[str], target: Path) -> Iterator[tuple[str, str]]:
    """Yield where the files lie that came to their end in this run, as settings of the web pages."""
    for builder, setting in (("pdf", "ratgeber_pdf_ordner"), ("epub", "ratgeber_epub_ordner")):
        if builder in builders and not (target / f"{builder}.unfertig").exists():
            yield setting, str(target / builder)


def read_messages(text: str) -> Iterator[SphinxMessage]:
    """Yield the messages in Sphinx's warning file.

    Lines below a message belong to it up to a blank one; after that comes what Sphinx says when it gives up.
    """
    head: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        match = _WARNING.match(line)
        if head is not None and (match is not None or not line.strip()):
            yield _message(head, lines)
            head = None
        if match is not None:
            head, lines = match, [match["text"]]
        elif head is not None:
            lines.append(line.strip())


def explain_failure(stderr: str) -> str:
    """Return why Sphinx gave up, as a sentence for the author."""
    exceptions = list(_EXCEPTION.finditer(stderr))
    if exceptions and _SPEAKING.match(exceptions[-1]["name"]):
        return lines_again(exceptions[-1]["text"].strip())
    elsewhere = refused_elsewhere(stderr)
    if elsewhere is not None:
        return elsewhere
    log = _LOG.search(stderr)
    last = exceptions[-1][0].strip() if exceptions else (stderr.strip().splitlines() or ["keine Meldung"])[-1]
    where = f" Das Protokoll liegt in {log['path'].strip()}." if log else ""
    return (
        f"Das Werkzeug hat einen Fehler gemacht, nicht Sie: {last}{where} "
        "Bitte melden Sie das, mit „--ausfuehrlich“ gibt es mehr Angaben."
    )


def _message(head: re.Match[str], lines: list[str]) -> SphinxMessage:
    text = " ".join(lines)
    kind = _TYPE.search(text)
    return SphinxMessage(
        path=Path(head["path"]) if head["path"] else None,
        line=int(head["line"]) if head["line"] else None,
        text=text[: kind.start()] if kind else text,
        kind=kind["kind"] if kind else "",
    )
