"""Small PDFs for the tests beside this file, made page by page with pikepdf."""

from __future__ import annotations

import io

import pikepdf

MM = 72 / 25.4


def numbered_pages(count: int, *, width_mm: float = 148, height_mm: float = 210, bleed_mm: float = 0) -> bytes:
    """Return a PDF whose pages say "Seite 1", "Seite 2", ...; with bleed the trimmed page begins inside the sheet."""
    with pikepdf.Pdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for number in range(1, count + 1):
            sheet = ((width_mm + 2 * bleed_mm) * MM, (height_mm + 2 * bleed_mm) * MM)
            pdf.add_blank_page(page_size=sheet)
            page = pdf.pages[-1]
            page.trimbox = [bleed_mm * MM, bleed_mm * MM, sheet[0] - bleed_mm * MM, sheet[1] - bleed_mm * MM]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(f"BT /F1 20 Tf 150 300 Td (Seite {number}) Tj ET".encode())
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()
