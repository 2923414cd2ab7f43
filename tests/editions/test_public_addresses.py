from __future__ import annotations

from pathlib import Path

from ratgeber_tools.editions.addresses import note_addresses
from ratgeber_tools.editions.manifest import Manifest, PublicPage
from ratgeber_tools.guide.addresses import ADDRESS_FILE, read_published


def test_new_addresses_are_written_down_and_old_lines_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / ADDRESS_FILE
    path.parent.mkdir(parents=True)
    path.write_text("# von Hand\nk/alt/: a\n", encoding="utf-8")
    assert note_addresses(Manifest(pages={"a": PublicPage(short_name="neu")}), tmp_path, {"a"}) == path
    assert path.read_text(encoding="utf-8") == "# von Hand\nk/alt/: a\na.html: a\nk/neu/: a\n"


def test_nothing_new_leaves_the_file_alone(tmp_path: Path) -> None:
    manifest = Manifest(pages={"index": PublicPage(), "a": PublicPage()})
    first = note_addresses(manifest, tmp_path, {"index", "a"})
    assert first is not None
    assert first.read_text(encoding="utf-8").startswith("# Jede Adresse")
    assert note_addresses(manifest, tmp_path, {"index", "a"}) is None


def test_a_page_still_public_under_its_former_name_is_written_down_with_its_present_one(tmp_path: Path) -> None:
    manifest = Manifest(pages={"alt": PublicPage()}, moved={"neu": "alt"})
    note_addresses(manifest, tmp_path, {"neu"})
    assert read_published(tmp_path).leads_to == {"alt.html": "neu", "k/alt/": "neu"}
