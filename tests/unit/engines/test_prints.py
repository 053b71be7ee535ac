"""Fingerprints of pages: what is drawn otherwise has another, what is drawn alike the same."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from briefwright.engines.prints import page_prints

LIST = b"1 begincmap\n<0001> <0041>\n<0002> <0042>\nendcmap"


def _pdf(content: bytes = b"BT (a) Tj ET", chars: bytes = LIST, program: bytes = b"glyphs", width: int = 200) -> bytes:
    """Two pages that share a font; the second is always the same."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(ToUnicode=pdf.make_stream(chars), FontFile3=pdf.make_stream(program), Subtype=pikepdf.Name.X)
    )
    for words in (content, b"BT (b) Tj ET"):
        page = pdf.add_blank_page(page_size=(width, 200))
        page.obj.Contents = pdf.make_stream(words)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_page_that_is_drawn_otherwise_has_another_print() -> None:
    """Its own content is its own matter; a font is that of all pages that have it, and so is what its glyphs mean."""
    first, second = page_prints(_pdf())
    assert page_prints(_pdf()) == (first, second)
    one, other = page_prints(_pdf(content=b"BT (c) Tj ET"))
    assert (one != first, other == second) == (True, True)
    for changed in (_pdf(program=b"others"), _pdf(chars=LIST.replace(b"0042", b"0043")), _pdf(width=201)):
        one, other = page_prints(changed)
        assert (one != first, other != second) == (True, True)


def test_the_order_in_which_glyphs_were_first_used_means_nothing() -> None:
    """Unless a glyph is listed twice: then the order decides."""
    turned = b"1 begincmap\n<0002> <0042>\n<0001> <0041>\nendcmap"
    assert page_prints(_pdf(chars=turned)) == page_prints(_pdf())
    twice = (
        b"1 begincmap\n<0001> <0041>\n<0001> <0042>\nendcmap",
        b"1 begincmap\n<0001> <0042>\n<0001> <0041>\nendcmap",
    )
    assert page_prints(_pdf(chars=twice[0])) != page_prints(_pdf(chars=twice[1]))


def test_what_is_no_pdf_is_a_value_error() -> None:
    """As elsewhere."""
    with pytest.raises(ValueError, match="cannot be read"):
        page_prints(b"no PDF")
