"""Einstellungen für Sphinx; keine Logik.  Aufruf: sphinx-build -M html ratgeber _build -c ."""

from ratgeber_tools import dialect

project = "Elternratgeber Dessau-Roßlau"
language = "de"
extensions = ["myst_parser", "ratgeber_tools.sphinx_ext"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["daten/**", "redaktion/**", "sprachen/??/**", "sprachen/???/**"]
suppress_warnings = [
    "myst.strikethrough",  # durchgestrichene Wörter werden ein eigener Knoten, den jede Ausgabe kennt
]

# --- MyST: alles aus dialect.py, damit Prüfungen, Import und Sphinx dasselbe verstehen
myst_enable_extensions = set(dialect.MYST_EXTENSIONS)
myst_url_schemes = list(dialect.URL_SCHEMES)
myst_heading_anchors = dialect.HEADING_ANCHOR_DEPTH
myst_heading_slug_func = "ratgeber_tools.dialect.slug"

# --- Sprache
smartquotes = False  # Anführungszeichen stehen im Text, wie sie gedruckt werden: „…“
numfig = True
numfig_format = {"figure": "Abbildung %s", "table": "Tabelle %s", "code-block": "Listing %s", "section": "Abschnitt %s"}
today_fmt = "%d.%m.%Y"

# --- Web
html_theme = "ratgeber"  # abgeleitet von sphinx-book-theme, das mit -D html_theme=sphinx_book_theme auch allein baut
html_title = project
html_copy_source = False  # die Quelltexte tragen den Kopf mit internen Angaben
html_permalinks = False  # Zeichen hinter Überschriften, die Eltern nichts sagen
html_math_renderer = "mathml"  # im Browser eingebaut; MathJax käme von einem fremden Server

# --- PDF
ratgeber_subtitle = "Schulanfang und weiterführende Schulen"
ratgeber_edition = "Arbeitsfassung"
