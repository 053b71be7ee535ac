"""The door to the fonts inside a PDF.

Takes the bytes of a PDF; gives the characters that its text layer claims and no glyph shows. Invariant: read from the
embedded font programs themselves, not from what the page engine said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from briefwright.engines.marks import NO_INK

PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
CID = re.compile(rb"<([0-9a-fA-F]+)>\s+(\d+)")


def without_glyph(content: bytes) -> tuple[str, ...]:
    """Characters whose glyph is missing from its font, is `.notdef`, or is empty, in order. Raises ValueError."""
    import pikepdf

    found: set[str] = set()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type0":
                    found.update(_unshown(each))
    except Exception as error:  # of a damaged file the libraries raise whatever they stumble over
        raise ValueError(f"a font in it cannot be read: {error}") from None
    return tuple(sorted(found))


def _unshown(font: Any) -> Iterator[str]:
    """Characters of one composite font (ISO 32000-2, 9.7) that it has no glyph for."""
    below = font.DescendantFonts[0]
    held = below.FontDescriptor
    program = held.get("/FontFile2") or held.get("/FontFile3")
    if program is None or "/ToUnicode" not in font:
        return
    codes = {int(code, 16): _text(raw) for code, raw in PAIR.findall(_mappings(font.ToUnicode.read_bytes(), b"bf"))}
    glyphs = _glyphs(program.read_bytes())
    cids: dict[int, int] = {}
    if not isinstance(font.Encoding, type(font.BaseFont)):
        listed = CID.findall(_mappings(font.Encoding.read_bytes(), b"cid"))
        cids = {int(code, 16): int(cid) for code, cid in listed}
    for code, text in codes.items():
        shown = NO_INK.sub("", text).strip()
        if shown and not glyphs(cids.get(code, code)):
            yield shown[0]


def _mappings(cmap: bytes, kind: bytes) -> bytes:
    """The lines of a CMap between `beginbfchar` and `endbfchar`, or those of `cidchar`."""
    return b"\n".join(re.findall(rb"begin" + kind + rb"char(.*?)end" + kind + rb"char", cmap, re.DOTALL))


def _text(raw: bytes) -> str:
    return bytes.fromhex(raw.decode()).decode("utf-16-be", errors="replace")


@lru_cache(32)  # a process that builds again and again embeds the same fonts
def _glyphs(program: bytes) -> Callable[[int], bool]:
    """Whether a font program has an outline, other than `.notdef`'s, for a glyph's number."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(BytesIO(program), lazy=True)
        count = font["maxp"].numGlyphs
        if "CFF " in font:
            outlines = font["CFF "].cff[0].CharStrings.charStringsIndex
            return lambda number: 0 < number < count and len(outlines[number].bytecode) > NO_OUTLINE
        if "glyf" in font:
            places = font["loca"]
            return lambda number: 0 < number < count and places[number + 1] > places[number]
    except (TTLibError, KeyError, AttributeError, IndexError, AssertionError) as error:
        raise ValueError(f"a font in it cannot be read: {error}") from None
    return lambda number: 0 < number < count


NO_OUTLINE = 6
"""The most bytes of a charstring that only gives a width and ends (Technical Note 5177): five, and a command."""
