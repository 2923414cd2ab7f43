"""A fact sheet as one page for the browser: the same questions as in Word, and a button that saves the answers.

The page loads nothing and sends nothing.  What is saved is a small file that goes back by mail and is read in like the
Word file (`readers.web_sheets`).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ratgeber_tools.writers.word.fact_sheet import FormField, Sheet, SheetEntry

_STYLE = """
body{font:1.05rem/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1,h2,legend{color:#00525a;line-height:1.25}
fieldset{border:1px solid #8c8c8c;border-radius:.5rem;margin:0 0 1.25rem;padding:.75rem 1rem 1rem}
legend{font-weight:600;padding:0 .4rem}
p{margin:.4rem 0}.hinweis{color:#4d4d4d}
label{display:block;padding:.45rem 0}
input[type=radio]{width:1.3rem;height:1.3rem;vertical-align:-.25rem;margin-right:.5rem}
textarea,input[type=text]{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #4d4d4d}
button{font:inherit;font-weight:600;color:#fff;background:#00525a;border:0;border-radius:.5rem;padding:.8rem 1.4rem}
:focus-visible{outline:3px solid #b34700;outline-offset:2px}
@media print{button{display:none}fieldset{break-inside:avoid}}
"""

#: Gathers what was typed in the words that stand in the fields of the Word file.
_SCRIPT = """
document.querySelector('form').addEventListener('submit', function (event) {
  event.preventDefault();
  var each = Array.prototype.map;
  var entries = each.call(document.querySelectorAll('fieldset'), function (set) {
    var words = set.querySelector('.worte').value, remark = set.querySelector('.anmerkung').value;
    var fields = each.call(set.querySelectorAll('[data-feld]'), function (field) {
      var label = field.dataset.feld, box = field.querySelector('input');
      if (!box) { return label + (field.querySelector('.anmerkung') && remark ? ' ' + remark : ''); }
      return (box.checked ? '\\u2612 ' : '\\u2610 ') + label + (/:$/.test(label) && words ? ' ' + words : '');
    });
    return {kennung: set.dataset.kennung, gezeigt: set.dataset.gezeigt, felder: fields};
  });
  var closing = {};
  each.call(document.querySelectorAll('[data-schluss]'), function (field) {
    closing[field.dataset.schluss] = field.value;
  });
  var sheet = {blatt: document.body.dataset.blatt, eintraege: entries, schluss: closing};
  var link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(sheet, null, 1)], {type: 'application/json'}));
  link.download = document.body.dataset.datei;
  link.click();
  document.querySelector('[role=status]').textContent =
    'Die Datei ' + link.download + ' liegt in Ihren Downloads. Bitte schicken Sie sie zurück.';
});
"""


def web_sheet(sheet: Sheet, file_name: str) -> bytes:
    """Return the page (UTF-8); `file_name` is what the saved answers are called.  Equal sheets give equal bytes."""
    return "\n".join(_page(sheet, file_name)).encode("utf-8")


def _page(sheet: Sheet, file_name: str) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="de"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(sheet.title)}</title><style>{_STYLE}</style></head>"
    yield f'<body data-blatt="{escape(sheet.identity)}" data-datei="{escape(file_name)}"><main>'
    yield f"<h1>{escape(sheet.title)}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in sheet.introduction)
    yield "<form>"
    number = 0
    for section in sheet.sections:
        yield f"<h2>{escape(section.title)}</h2>"
        for entry in section.entries:
            number += 1
            yield from _entry(entry, number)
    for mark, label in sheet.closing:
        yield f'<p><label>{escape(label)}<input type="text" data-schluss="{escape(mark)}"></label></p>'
    yield '<p><button type="submit">Antworten speichern</button></p><p role="status"></p></form>'
    yield "<noscript><p>Ohne JavaScript lässt sich nichts speichern: Nehmen Sie die Word-Datei.</p></noscript></main>"
    yield f"<script>{_SCRIPT}</script></body></html>"


def _entry(entry: SheetEntry, number: int) -> Iterator[str]:
    shown = "\n".join((entry.title, *entry.lines, *entry.uses))
    yield f'<fieldset data-kennung="{escape(entry.mark)}" data-gezeigt="{escape(shown)}">'
    yield f"<legend>{escape(entry.title)}</legend>"
    yield from (f"<p>{escape(line)}</p>" for line in entry.lines)
    yield from (f'<p class="hinweis">{escape(line)}</p>' for line in entry.uses)
    *choices, remark = entry.fields
    yield from (_choice(field, number) for field in choices)
    yield '<label>Wie es heißt<textarea class="worte" rows="2"></textarea></label>'
    label = escape(remark.label)
    yield f'<label data-feld="{label}">{label}<textarea class="anmerkung" rows="1"></textarea></label></fieldset>'


def _choice(field: FormField, number: int) -> str:
    label = escape(field.label)
    if not field.has_box:
        return f'<span data-feld="{label}"></span>'
    words = escape(field.label.rstrip(":"))
    return f'<label data-feld="{label}"><input type="radio" name="antwort-{number}">{words}</label>'
