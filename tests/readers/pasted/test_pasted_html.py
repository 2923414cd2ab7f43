"""What a clipboard says becomes what its author meant, whichever program it comes from."""

from __future__ import annotations

import pytest

from ratgeber_tools.readers import pasted
from ratgeber_tools.writers import myst


def written(html: str) -> str:
    return myst.write(pasted.read_html(html).document)


def item(level: int, marker: str, words: str, *, font: str = "Symbol", run: str = "l0") -> str:
    """Return a paragraph of a list as Word puts it on the clipboard."""
    gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
    ignored = f"<span style='mso-list:Ignore'>{marker}{gap}</span>"
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='margin-left:{18 * level}.0pt;text-indent:-18.0pt;"
        f"mso-list:{run} level{level} lfo1'><![if !supportLists]><span style='font-family:{font};"
        f"mso-fareast-font-family:{font}'>{ignored}</span><![endif]>{words}<o:p></o:p></p>"
    )


def word(body: str, styles: str = "") -> str:
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><o:Settings>Einstellung'
        f"</o:Settings></xml><![endif]--><style><!-- p.MsoNormal {{font-size:11.0pt;}} {styles} --></style></head>"
        f"<body lang=DE><!--StartFragment-->{body}<!--EndFragment--></body></html>"
    )


def test_words_list_paragraphs_become_nested_lists_without_their_marks() -> None:
    body = item(1, "·", "Ausweis") + item(2, "o", "Kopie", font='"Courier New"') + item(1, "·", "Foto")
    assert written(word(body)) == "- Ausweis\n  - Kopie\n- Foto\n"


def test_words_numbers_go_on_counting_and_letters_become_numbers() -> None:
    body = item(1, "3.", "dritte", font="Calibri", run="l1") + item(1, "4.", "vierte", font="Calibri", run="l1")
    letters = "@list l1:level1 {mso-level-number-format:alpha-lower;}"
    assert written(word(body)) == "3. dritte\n4. vierte\n"
    lettered = pasted.read_html(word(body.replace("3.", "a)").replace("4.", "b)"), letters))
    assert myst.write(lettered.document) == "1. dritte\n2. vierte\n"
    assert "siehe a)" in lettered.findings[0].text


@pytest.mark.parametrize("sign", ["☐", "\u00a8"])  # typed, and as a bullet of Wingdings
def test_boxes_to_tick_are_boxes_to_tick(sign: str) -> None:
    assert written(word(item(1, sign, "Heft", font="Wingdings"))) == "- [ ] Heft\n"


def test_comments_of_word_and_its_settings_say_nothing() -> None:
    body = "<!--[if gte vml 1]><v:shape>Form</v:shape><![endif]--><p class=MsoNormal>Text</p>"
    assert written(word(body)) == "Text\n"


def test_a_style_of_our_template_makes_its_box_and_words_heading_a_heading() -> None:
    styles = 'p.RT {mso-style-name:"Ratgeber Tipp";} p.U {mso-style-name:"heading 2"; mso-outline-level:2;}'
    body = "<h1>Hort</h1><p class=U>Ferien</p><p class=RT>Kommen Sie früh.</p>"
    assert written(word(body, styles)) == "# Hort\n\n## Ferien\n\n:::{tipp}\nKommen Sie früh.\n:::\n"


def test_bold_that_stands_for_a_heading_becomes_one_as_in_an_import() -> None:
    body = "<p class=MsoNormal><b>Wo anmelden?</b></p><p class=MsoNormal>Im Amt, jeden Tag von 8 bis 12 Uhr.</p>"
    assert written(word(body)).startswith("# Wo anmelden?\n")


def test_google_wraps_everything_in_a_bold_that_is_none() -> None:
    html = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
        '<span style="font-weight:400">Bis </span><span style="font-weight:700">März</span></p>'
        '<ul><li dir="ltr" aria-level="1"><p><span>eins</span></p></li><ul><li aria-level="2"><p><span>tiefer</span>'
        "</p></li></ul></ul></b>"
    )
    assert written(html) == "Bis **März**\n\n- eins\n  - tiefer\n"


def test_word_online_puts_each_item_in_a_list_of_its_own() -> None:
    def online(words: str, level: int) -> str:
        return (
            f'<div class="ListContainerWrapper"><ul role="list"><li data-aria-level="{level}" data-listid="1">'
            f'<p class="Paragraph"><span class="TextRun">{words}</span><span class="EOP">&nbsp;</span></p></li></ul>'
            "</div>"
        )

    head = '<p role="heading" aria-level="2"><span>Ferien</span></p>'
    assert written(head + online("eins", 1) + online("tiefer", 2) + online("zwei", 1)) == (
        "# Ferien\n\n- eins\n  - tiefer\n- zwei\n"
    )


def test_an_item_of_several_paragraphs_stays_one_item() -> None:
    html = "<ol start=2><li><p>zwei</p><p>mehr dazu</p><ul><li>tief</ul><p>zuletzt</p></li><li>drei</ol>"
    assert written(html) == "2. zwei\n\n   mehr dazu\n\n   - tief\n\n   zuletzt\n\n3. drei\n"


def test_a_table_keeps_its_head_and_its_merged_cells() -> None:
    html = (
        "<table><caption>Preise</caption><tr><th>Tag<th>Zeit</tr><tr><td rowspan=9>Mo<td>8</tr><tr><td>9</tr>"
        "<tr><td colspan=7>frei</tr></table>"
    )
    table = pasted.read_html(html).document.blocks[0]
    assert (table.header_rows, table.spans) == (1, (((1, 1), (1, 1)), ((3, 1), (1, 1)), ((1, 1),), ((1, 1),)))  # type: ignore[union-attr]


def test_a_table_of_words_has_a_head_where_its_look_sets_one_apart() -> None:
    table = "<table style='mso-yfti-tbllook:{}'><tr><td>A<td>B</tr><tr><td>1<td>2</tr></table>"
    for look, heads in ((1184, 1), (1152, 0)):
        assert pasted.read_html(word(table.format(look))).document.blocks[0].header_rows == heads  # type: ignore[union-attr]


def test_a_box_of_our_own_pages_is_that_box_again() -> None:
    html = (
        '<div class="rg-box rg-frist" role="note"><p class="rg-box-title">Frist</p><p>Bis März.</p></div>'
        '<ul><li><p><span class="rg-checkbox rg-checked"></span><span class="rg-spoken">erledigt: </span>Heft</p></ul>'
        '<h2>Ferien<a class="headerlink" href="#ferien">¶</a></h2><p>Dann.</p>'
    )
    assert written(html) == ":::{frist}\nBis März.\n:::\n\n- [x] Heft\n\n# Ferien\n\nDann.\n"


def test_blanks_are_as_a_browser_shows_them() -> None:
    html = "<p>\n  Ein\n  <b> Wort </b>\n  z.&nbsp;B.&nbsp; hier<br>\n zweite Zeile\n</p>\n<p>&nbsp;</p>"
    assert written(html) == "Ein **Wort** z.\u00a0B. hier\\\nzweite Zeile\n"


def test_what_is_left_out_is_said_in_one_sentence() -> None:
    html = (
        '<p style="color: rgb(0, 0, 0)">Text <span style="color:red">rot</span> <u>hier</u></p>'
        '<img src="https://fremd.example/a.png" width="300"><img src="https://fremd.example/zaehler.gif" width="1">'
        '<a href="file:///C:/x.docx">Datei</a>'
    )
    read = pasted.read_html(html)
    assert read.omitted == (
        "Nicht übernommen: Farben, Unterstreichungen, ein Bild von einer anderen Seite und eine Adresse, die im Netz "
        "nicht gilt."
    )
    assert myst.write(read.document) == "Text rot hier\n\nDatei\n"


def test_plain_text_becomes_paragraphs_and_typed_lists_become_lists() -> None:
    text = "Mitbringen:\n- Ausweis\n- Foto\n\nErste Zeile\nzweite Zeile\n"
    assert myst.write(pasted.read_plain(text).document) == (
        "Mitbringen:\n\n- Ausweis\n- Foto\n\nErste Zeile\n\nzweite Zeile\n"
    )


def test_lines_that_a_mail_program_has_cut_are_joined() -> None:
    text = (
        "Der Hort hat in den Ferien jeden Tag von sieben bis siebzehn Uhr\n"
        "offen, und es gibt ein Mittagessen, das Sie vorher bestellen\nmüssen."
    )
    assert myst.write(pasted.read_plain(text).document).count("\n") == 1
