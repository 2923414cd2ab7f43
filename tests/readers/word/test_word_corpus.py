"""The Word corpus beside the project: hostile files, and whole documents that people wrote."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from word_package import all_text

from ratgeber_tools.contributions.conversion import convert, read_contribution
from ratgeber_tools.contributions.proofreading import words as proof_words
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word import read
from ratgeber_tools.readers.word.namespaces import W, without_strict_names

CORPUS = Path(__file__).parents[4] / "shared" / "word-corpus"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the Word corpus is not there: {CORPUS.name} beside the project"),
]

_SECONDS = 5
_MEGABYTES = 300

#: Reads each file in a process of its own, forked from one that has imported the reader; prints a JSON line each.
_ALL_FILES = """
import json, os, resource, sys, traceback
from pathlib import Path
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers.word import read

def outcome(path):
    try:
        said = "ok " + repr(read(path))
    except InputError as error:
        said = f"refused {error}"
    except BaseException:
        said = traceback.format_exc()
    used = resource.getrusage(resource.RUSAGE_SELF)
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss counts what the process held that started this one
        peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    else:
        peak = used.ru_maxrss
    return {"said": said, "megabytes": peak // 1024, "seconds": used.ru_utime + used.ru_stime}

for name in sys.argv[2:]:
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
        print(json.dumps(outcome(Path(name))), flush=True)
        os._exit(0)
    if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        print(json.dumps({"said": f"ended with {code}", "megabytes": 0, "seconds": 0}), flush=True)
"""


def documents(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).glob("*.docx"))


@pytest.fixture(scope="module")
def hostile_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("hostile") / "files"
    subprocess.run(
        [sys.executable, "-W", "ignore", CORPUS / "hostile" / "make_hostile.py", folder],
        check=True,
        capture_output=True,
    )
    (folder / "canary.txt").write_text("KANARIENVOGEL", encoding="utf-8")
    return sorted(path for path in folder.iterdir() if path.suffix != ".txt")


def test_every_hostile_file_ends_in_time_and_memory_with_a_result_or_a_sentence(hostile_files: list[Path]) -> None:
    assert len(hostile_files) == 45
    ended = subprocess.run(
        [sys.executable, "-c", _ALL_FILES, str(_SECONDS * 4), *hostile_files],
        capture_output=True,
        text=True,
        check=True,
    )
    outcomes = [json.loads(line) for line in ended.stdout.splitlines()]
    for path, outcome in zip(hostile_files, outcomes, strict=True):
        assert outcome["said"].startswith(("ok ", "refused ")), (path.name, outcome["said"][-800:])
        assert "KANARIENVOGEL" not in outcome["said"], path.name
        assert "Link(target='javascript" not in outcome["said"], path.name
        assert outcome["megabytes"] < _MEGABYTES, path.name
        assert outcome["seconds"] < _SECONDS, path.name


def words_of_main_part(path: Path) -> Counter[str]:
    """Count the words of a document's text, notes and comments; the second copy of a text box is not counted."""
    words: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not re.fullmatch(r"word/(document\d*|footnotes|endnotes|comments)\.xml", name):
                continue
            root = etree.fromstring(without_strict_names(archive.read(name)))
            for text in root.iter(f"{W}t", f"{W}delText"):
                if not any(above.tag.endswith("}Fallback") for above in text.iterancestors()):
                    words.update(re.findall(r"[^\W\d_]{3,}", text.text or ""))
    return words


@pytest.mark.parametrize(
    "path",
    [*documents("real"), *documents("pandoc"), *documents("gold"), *documents("field")],
    ids=lambda path: path.stem,
)
@pytest.mark.parametrize("repair", [True, False], ids=["repaired", "literal"])
def test_no_word_of_a_real_document_is_lost(path: Path, repair: bool) -> None:
    result = read(path, repair=repair)
    shown = all_text(result.document) + " " + " ".join(finding.words for finding in result.findings)
    lost = {word for word in words_of_main_part(path) if word not in shown}
    assert lost == set()


@pytest.mark.parametrize(
    "path",
    [*documents("real"), *documents("pandoc"), *documents("gold"), *documents("field")],
    ids=lambda path: path.stem,
)
@pytest.mark.parametrize("repair", [True, False], ids=["repaired", "literal"])
def test_every_document_becomes_a_chapter_that_passes_its_proof(path: Path, repair: bool) -> None:
    conversion = convert(read_contribution(path, repair=repair), picture_folder="bilder")
    assert not [finding.words for finding in conversion.findings if "Fehler des Werkzeugs" in finding.text]
    assert proof_words(myst.read(conversion.text).document) == proof_words(conversion.document)


@pytest.mark.parametrize("name", ["url-percent", "empty-first-bullet", "cell-double-dash"])
def test_what_stopped_an_import_comes_out_as_an_editor_would_type_it(name: str) -> None:
    conversion = convert(read_contribution(CORPUS / "field" / f"{name}.docx"), picture_folder="bilder")
    expected = (CORPUS / "field" / f"{name}.md").read_text(encoding="utf-8")
    expected = re.sub(r"<!--.*?-->|^\(oder .*$", "", expected, flags=re.MULTILINE | re.DOTALL)
    assert conversion.text.strip() == expected.strip()
