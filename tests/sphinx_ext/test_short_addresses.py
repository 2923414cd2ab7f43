"""Addresses of pages, asked by the web, by print and by whatever comes next."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.sphinx_ext.addresses import Addresses, whole_address
from sphinx_ext.sphinx_building import HEAD, Built, build


def _built(folder: Path, *, address: str = "https://stadt.example/ratgeber", published: str = "") -> Built:
    guide = folder / "ratgeber"
    for name, text in {
        "index.md": f"{HEAD}# R\n\n```{{toctree}}\nteil/geld\nteil/hort\n```\n",
        "teil/geld.md": f"{HEAD[:-4]}kurzadresse: bezahlen\n---\n# Geld\n",
        "teil/hort.md": f"{HEAD}# Hort\n",
        "daten/kommune.yaml": f"name: Stadt\nadresse_des_ratgebers: {address}\n",
        "redaktion/adressen.yaml": published,
    }.items():
        path = guide / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build(guide, folder / "bau")


def test_what_paper_says_is_an_address_that_the_web_edition_has(tmp_path: Path) -> None:
    built = _built(tmp_path)
    addresses = Addresses(built.app)
    assert addresses.printed("index") == "https://stadt.example/ratgeber/"
    for name, short in {"teil/geld": "k/bezahlen/", "teil/hort": "k/hort/"}.items():
        assert addresses.printed(name) == f"https://stadt.example/ratgeber/{short}"
        assert (built.folder / short / "index.html").is_file()


def test_a_short_address_published_for_another_page_is_not_taken_from_it(tmp_path: Path) -> None:
    addresses = Addresses(_built(tmp_path, published="k/bezahlen/: teil/hort\n").app)
    assert addresses.short("teil/geld") == "teil/geld.html"
    assert addresses.targets["k/bezahlen/"] == "teil/hort"


def test_without_an_address_of_the_guide_no_whole_address_is_made_up(tmp_path: Path) -> None:
    app = _built(tmp_path, address='""').app
    assert Addresses(app).printed("teil/geld") == ""
    assert whole_address(app.env, "teil/geld.html") == ""


def test_the_start_page_is_the_guides_address_itself(tmp_path: Path) -> None:
    app = _built(tmp_path).app
    assert whole_address(app.env, "index.html") == "https://stadt.example/ratgeber/"
    assert whole_address(app.env, "teil/geld.html") == "https://stadt.example/ratgeber/teil/geld.html"
