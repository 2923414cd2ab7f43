"""The visual language: pictograms and drawings, made from a few paints of a part's hue, one source for web and paper.

Pictograms (`pictograms.py`) are lines on a field of 24: `Pictogram` is what authors type behind `zeichen:`, the signs
of boxes are named by `dialect.Sign`.  Drawings (`scenes.py`, `spots.py`) are shapes in paints: `scene(Scene.START)` is
the start page's, `scene_of_part(folder)` says which one opens a part, `aspect` makes a cover or a spread of it, and
`spot_of(docname)` is the small drawing of a chapter.  All of it is decoration: it stands beside words, has an empty
alternative text on the web and is an artifact on paper.

On the web (`svg.py`): `inline_pictogram(name)` is an `<svg aria-hidden>` of some 300 bytes in the colour of the
words, `mask(name)` a value for a style sheet, `drawing_file(drawing, hue)` a whole file with light and dark colours
for `<img>`, `grey_drawing_file` the same in grey.  `sphinx_ext/signs.py` says which pictogram a page has,
`sphinx_ext/openings.py` which drawing it opens with, on the web and in the book alike.

On paper (`typst.py`, staged with the theme): `icon(name, color, size: 11pt)` from `icons.typ` draws pictograms and
signs, `drawing(name, hue: "violet", width: 100%)` from `artwork.typ` a scene or a spot in the hue's paints, in the
inks of the press in the press file and in black alone with `one-ink: true`.  A scene by its own name is as wide as a
page's text, with `-hoch` a full page or cover (148 by 210), with `-breit` a spread or wrap cover (2 : 1.42).

Which hue and sign a part has is in `daten/kommune.yaml` under `teile`; every edition asks `GuideOutline.hue_of(part)`
and `sign_of(part)`, in Typst `current-part.get().hue`.
"""
