"""Where a guide keeps what went out to reviewers and what was read of it since; other modules say what lies there."""

from pathlib import Path

#: In the guide's folder: a folder for each export, and for each chapter that contributions became.
FOLDER = Path("redaktion") / "ausgaben"
#: In an export's folder: what was read of its returns.
READ = "gelesen"
