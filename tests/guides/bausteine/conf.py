"""Ein kleiner Ratgeber, der jeden Baustein einmal enthält; gebaut von tests/sphinx_ext/pdf."""

from ratgeber_tools import dialect

project = "Bausteine"
language = "de"
extensions = ["myst_parser", "ratgeber_tools.sphinx_ext"]
exclude_patterns = []
suppress_warnings = ["myst.strikethrough", "ratgeber"]  # hier geht es um den Satz, nicht um die Prüfungen

myst_enable_extensions = set(dialect.MYST_EXTENSIONS)
myst_url_schemes = list(dialect.URL_SCHEMES)
myst_heading_anchors = dialect.HEADING_ANCHOR_DEPTH
myst_heading_slug_func = "ratgeber_tools.dialect.slug"

smartquotes = False
numfig = True
numfig_format = {"figure": "Abbildung %s", "table": "Tabelle %s", "code-block": "Listing %s", "section": "Abschnitt %s"}

ratgeber_pdf_name = "bausteine"
ratgeber_subtitle = "Alle Bausteine auf einen Blick"
ratgeber_publisher = "Stadt Musterstadt"

ratgeber_fassung = "oeffentlich"  # hier laufen Werte ab und es gibt Jahrgänge zur Auswahl
ratgeber_heute = "24.11.2026"
