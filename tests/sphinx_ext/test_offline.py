"""What the public edition brings along to be read without the internet."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.sphinx_ext.html.offline.worker import worker_script
from ratgeber_tools.sphinx_ext.html.sharing.host_rules import POLICY, apache_file, headers_file, nginx_file
from sphinx_ext.sphinx_building import Built, build

CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"
WORKER = "ratgeber-offline.js"
FILES = {
    "index.md": "# Ratgeber\n\nErster Satz.\n\n```{toctree}\nhort\nnotrufe\n```\n",
    "hort.md": "# Hort\n\nBetreuung, siehe {kontakt}`amt`.\n\n:::{checkliste}\n- [ ] Ein Punkt\n:::\n",
    "notrufe.md": "# Notrufe\n\nRufen Sie {kontakt}`leitstelle telefon`.\n",
    "daten/kommune.yaml": "name: Stadt\nauskunft: amt\n",
    "daten/anlaufstellen.yaml": "amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-1\n"
    f"leitstelle:\n  name: Leitstelle\n  art: Notfall\n  telefon: 0340 19222\n{CONFIRMED}",
}


def built(folder: Path, *, is_public: bool, **changed: str) -> Built:
    source = folder / "ratgeber"
    for name, text in {**FILES, **{f"{name}.md": text for name, text in changed.items()}}.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_manifest(Manifest(pages=dict.fromkeys(("index", "hort", "notrufe"), PublicPage())), folder / "fassung.json")
    manifest = {"ratgeber_manifest": str(folder / "fassung.json")} if is_public else {}
    return build(source, folder / "bau", ratgeber_heute="20.11.2026", ratgeber_daten=str(source / "daten"), **manifest)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("oeffentlich"), is_public=True)


def said(built: Built, name: str) -> object:
    script = (built.folder / WORKER).read_text(encoding="utf-8")
    found = re.search(rf"^const {name} = (.*);$", script, re.MULTILINE)
    assert found is not None
    return json.loads(found[1])


def test_every_page_is_kept_with_what_it_loads_by_itself(public: Built) -> None:
    files = said(public, "FILES")
    assert isinstance(files, dict)
    names = {name.partition("?")[0] for name in files}
    pages = {"index.html", "hort.html", "notrufe.html", "search.html", "genindex.html", "ohne-internet.html"}
    assert pages <= names
    assert {"_static/ratgeber.css", "_static/ratgeber-checkliste.js", "_static/ratgeber-suche.js"} <= names
    assert {"_static/suche/index.js", "ratgeber.webmanifest"} <= names
    texts = {f"_static/suche/{path.name}" for path in (public.folder / "_static" / "suche").iterdir()}
    assert texts <= names  # a result without its words is a title
    assert not [name for name in names if name.endswith((".pdf", ".ics"))]


def test_pages_that_show_an_emergency_number_are_known(public: Built) -> None:
    assert said(public, "EMERGENCY") == ["notrufe.html"]


def test_only_what_has_changed_has_another_digest(public: Built, tmp_path: Path) -> None:
    before, after = said(public, "FILES"), said(built(tmp_path, is_public=True, hort="# Hort\n\nNeu.\n"), "FILES")
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    changed = {name for name in before if before[name] != after.get(name)}
    assert "hort.html" in changed
    assert not changed & {"notrufe.html", "_static/ratgeber.css", "ohne-internet.html"}


def test_another_day_is_another_version_with_the_same_files() -> None:
    monday, tuesday = (worker_script({"a.html": "1"}, day=date(2026, 11, day), emergency=()) for day in (23, 24))
    assert monday.replace("23.11.2026", "24.11.2026") != tuesday
    assert '"@' not in tuesday


def test_the_manifest_names_icons_that_are_there(public: Built) -> None:
    manifest = json.loads((public.folder / "ratgeber.webmanifest").read_text(encoding="utf-8"))
    assert manifest["scope"] == "./"
    assert all((public.folder / icon["src"]).is_file() for icon in manifest["icons"])
    assert '<link rel="manifest" href="ratgeber.webmanifest">' in public.page("hort")


def test_a_draft_is_never_kept(tmp_path: Path) -> None:
    working = built(tmp_path, is_public=False)
    assert not (working.folder / WORKER).exists()
    assert not (working.folder / "ohne-internet.html").exists()
    assert "ratgeber-geraet.js" not in working.page("hort")
    assert 'rel="manifest"' not in working.page("hort")


def test_the_policy_names_worker_and_manifest_and_hosts_never_keep_the_worker() -> None:
    assert "worker-src 'self'; manifest-src 'self';" in POLICY
    assert f"/{WORKER}\n  Cache-Control: no-cache" in headers_file()
    assert f'<Files "{WORKER}">\n    Header set Cache-Control "no-cache"' in apache_file()
    assert r"location ~ /ratgeber\-offline\.js$ { expires -1; }" in nginx_file()
