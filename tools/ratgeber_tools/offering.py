"""What of the guide's files may go to readers: one rule for checks, releases, editions and the engine alike.

Pictures and files that records name may lie anywhere but in the editors' folders.  What a chapter offers for download
lies in a folder for it: everything else in the guide is somebody's working paper until it is put there on purpose.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from ratgeber_tools.containment import is_inner_name

#: Folders of the guide nothing is published from, whatever a chapter or a record says.
INTERNAL_FOLDERS = frozenset({"daten", "redaktion"})
#: Folders, at any depth, whose files a chapter may offer for download; pictures may be offered as well.
FORM_FOLDER = "formulare"
_PICTURE_FOLDER = "bilder"


def may_be_shown(path: str) -> bool:
    """Say whether a file may be published as a picture or for a record; `path` is seen from the guide's folder.

    Upper and lower case are one: some disks know no difference.
    """
    parts = [part.casefold() for part in PurePosixPath(path).parts]
    return is_inner_name(path) and parts[0] not in INTERNAL_FOLDERS


def may_be_offered(path: str) -> bool:
    """Say whether a chapter may offer a file for download."""
    folders = [part.casefold() for part in PurePosixPath(path).parts[:-1]]
    return may_be_shown(path) and (FORM_FOLDER in folders or folders[:1] == [_PICTURE_FOLDER])


def objection(path: str, *, is_picture: bool) -> str:
    """Return why a chapter may not show or offer a file, as a German sentence; empty if it may."""
    if may_be_shown(path) if is_picture else may_be_offered(path):
        return ""
    if is_picture:
        return f"Das Bild {path} liegt in einem Ordner der Redaktion; von dort wird nichts veröffentlicht."
    return (
        f"Die Datei {path} darf nicht zum Herunterladen angeboten werden: "
        f"Das dürfen nur Dateien in einem Ordner namens „{FORM_FOLDER}“."
    )
