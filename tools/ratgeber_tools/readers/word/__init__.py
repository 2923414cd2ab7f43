"""Word documents (.docx, .docm, .dotx) become a `Document`, its pictures and what a person should know.

The way: `guard` says what a file is; `package` hands out its parts; `body` and `inlines` read them in one pass into
`drafts`, Word's own view; `repairs` make real what authors fake; `assembly` turns drafts into our model; `report`
collects what was changed, dropped or could not be settled.

WordprocessingML (ISO/IEC 29500-1, 17) and what is made of it: [x] done  [-] partly  [ ] not

Packages
    [x] parts by relationship, whatever their names; case and slashes of names; Strict Open XML
    [x] a damaged part is reported, the rest is read; macros left out and reported
    [-] w:altChunk: the words of HTML and text are reported, other kinds by name only
    [ ] w:subDoc, glossary documents, custom XML data behind content controls
Paragraphs
    [x] styles by English and German name, id, outline level, through the chain they are based on; cycles
    [x] title, headings 1 to 9 (7 to 9 become 6), quote, code, caption, definition, list continuation
    [x] our building blocks, the template's instructions and its fields by style name
    [x] one title: style, size and place, properties, a mail's subject; letterheads, by-lines, typed contents, numbers
    [x] drop caps, paragraph marks deleted with tracking, rules between paragraphs
    [-] indents: an item's continuation; a quote only when read literally
    [ ] alignment, spacing, keep-together, shading, frames' positions
Runs
    [x] bold, italics, strike, super- and subscript (also by position), hidden, through character styles
    [x] soft and no-break hyphens and spaces, tabs, line, page and column breaks, symbol fonts, ruby
    [-] languages: right-to-left by script, others where mark and words agree; bold of complex scripts is not read
    [-] symbol fonts: Symbol whole, Wingdings and Webdings as far as they mean something as text
    [-] highlighting is reported with its words, underline and colour are counted; capitals and size make fake headings
    [ ] font, spacing, effects
Lists
    [x] abstract definitions, overrides, style-linked and borrowed definitions, restarts, shared counters
    [x] several paragraphs in an item, blank bullets, removed numbers, boxes as bullets and as controls; by indent
    [x] ticks and crosses as bullets, where both occur
    [-] number formats: letters and Roman numbers come out as numbers and are counted; text around them is not kept
    [ ] LISTNUM and AUTONUM fields, picture bullets
Tables
    [x] spans, vertical and old horizontal merges, rows that begin inside the grid, head rows, captions, nesting to 8
    [x] columns set with tabs or blanks, frames of one cell, tables drawn for the layout
    [x] rows and cells in content controls, deleted rows
    [ ] widths, borders, alignment, direction, tables set right to left
Notes, changes, comments
    [x] foot- and endnotes, also in headings and cells
    [x] insertions kept; deletions and moves reported; comments with the words they hang on; no person's name
    [-] deleted and inserted cells, changes of numbering and of table properties: read as they stand now
    [ ] threads and states of comments
Fields and references
    [x] HYPERLINK, REF, PAGEREF, nested and across paragraphs; bookmarks as identifiers where something refers to them
    [x] TOC, INDEX, TOA left out and reported; DDE, INCLUDE… never carried out
    [-] PAGE, NUMPAGES and PAGEREF keep their last result and are reported; NOTEREF, STYLEREF and the rest keep theirs
    [x] old form fields: boxes as tasks or characters, drop-down lists by what is chosen
    [-] MERGEFIELD: an empty one is reported
    [ ] EQ formulas without a result
Drawings
    [x] pictures inline, floating (behind their paragraph), in groups, VML; SVG with fallback; alternative texts, links
    [-] crops: cut for good in pixels; an SVG stays whole and is reported
    [x] text boxes and WordArt follow their paragraph, once; mc:AlternateContent by what we understand
    [-] EMF and WMF handed on as they are and reported; SmartArt, charts and objects reported with their words
    [ ] rotation, effects; ink
Formulas
    [-] Office Math as TeX: all structures of ISO/IEC 29500-1, 22.1 but phantoms; common signs by name
The rest
    [x] headers, footers, hidden text, prompts of empty controls, heads of mails: left out and reported in full
    [x] anything unknown is looked into, so that its text is not lost
"""

from __future__ import annotations

from ratgeber_tools.readers.word.reading import read

__all__ = ["read"]
