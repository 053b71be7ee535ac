"""The fonts of a finished PDF, and the fonts of signs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from tests.support import built, outline, seed

from briefwright.desk.signs import WEIGHTS, make
from briefwright.engines import page
from briefwright.engines.fonts import without_glyph
from briefwright.engines.page import SIGNS, font_file

PAIRS = "co‐operation well-known Hawaiʻi ‘so’ Kyivʼs don’t 5 µm μ Δ ∆ Ω"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_fonts_of_signs_are_what_the_script_makes(weight: str) -> None:
    """From Source Serif, and under a name of their own."""
    source = font_file(f"SourceSerifPro-{weight}.otf")
    assert source
    content = (SIGNS / f"BriefwrightSigns-{weight}.otf").read_bytes()
    assert content == make(source, weight)
    names = {record.toUnicode() for record in TTFont(BytesIO(content))["name"].names if record.nameID in (1, 4, 6)}
    assert not any("Source" in name for name in names)


def test_characters_that_share_a_glyph_are_read_back_as_themselves(tmp_path: Path) -> None:
    """U+2010 beside U+002D, and the like, in every weight and slant that quotations are set in."""
    body = (f'So "{PAIRS}" [@a#p1].', f'**So "{PAIRS}"** [@a#p1].', f'*So "{PAIRS}"* [@a#p1].')
    made = built(tmp_path, {"seeds/a.yaml": seed(p1=PAIRS), "briefs/b.yaml": outline(*body)}, ("pdf",))
    assert made.faults == ()


def _pdf(words: str) -> bytes:
    html = f"<html lang=en><style>p {{ font-family: 'Source Serif Pro', 'Noto Serif CJK SC' }}</style><p>{words}"
    return page.lay_out(html, {}).pdf(b"1", [])


def test_a_character_without_a_glyph_is_found_in_the_file() -> None:
    """U+1234A is in no font of ours; the words beside it are well."""
    assert without_glyph(_pdf("office 实用 office")) == ()
    assert without_glyph(_pdf("office 实用 \U0001234a!")) == ("\U0001234a",)


def test_an_emptied_glyph_is_found_in_the_file() -> None:
    """The outline of a letter taken out of the font: the text layer says it, the page shows nothing."""
    with pikepdf.open(BytesIO(_pdf("harbour"))) as pdf:
        program = next(
            each.FontDescriptor.get("/FontFile3")
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontDescriptor" in each
        )
        font = TTFont(BytesIO(program.read_bytes()))
        top = font["CFF "].cff[0]
        code = next(n for n in range(1, len(font.getGlyphOrder())) if _drawn(font, n))
        top.CharStrings[font.getGlyphOrder()[code]].setProgram(["endchar"])
        out = BytesIO()
        font.save(out)
        program.write(out.getvalue())
        saved = BytesIO()
        pdf.save(saved)
    (lost,) = without_glyph(saved.getvalue())
    assert lost in "harbour"


def _drawn(font: TTFont, number: int) -> bool:
    from fontTools.pens.boundsPen import BoundsPen

    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getGlyphOrder()[number]].draw(pen)
    return pen.bounds is not None
