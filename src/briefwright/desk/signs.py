"""Makes the fonts of signs: those characters of Source Serif that share a glyph with another, in fonts of their own.

A PDF says for each glyph of a font which character it shows: one. Of U+2010 and U+002D, which Source Serif draws with
one glyph, a reader would get back the first in both places. A style sheet that names these fonts before Source Serif
gives each character a glyph of its own. Run by `make templates`; the fonts keep the licence of Source Serif (OFL 1.1)
and, as it asks, not its name.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from briefwright.engines.page import SIGNS, font_file
from briefwright.engines.writing import put_in_place

WEIGHTS = {"Regular": 400, "Semibold": 600}
COMMON = {0x20, 0x2D, 0x60, 0xAF, 0xB4, 0x2018, 0x2019, 0x03BC, 0x03A9, 0x0394}
"""Of characters that share a glyph, those that stay with the text font."""
STAMP = 3_600_000_000
"""The date in the fonts (seconds from 1904), so that the same input gives the same bytes."""


def make(source: Path, weight: str) -> bytes:
    """The font of signs of one weight."""
    from io import BytesIO

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    shared: dict[str, set[int]] = defaultdict(set)
    for code, glyph in font.getBestCmap().items():
        shared[glyph].add(code)
    chosen = {code for codes in shared.values() if len(codes) > 1 for code in codes - COMMON - {0xAD}}
    chosen.add(0x20)  # a line may begin with the first font of the list, and measures its spaces by it
    options = Options(layout_features=[], name_IDs=["*"], notdef_outline=True, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=chosen)
    subsetter.subset(font)
    family = "Briefwright Signs"
    names = {1: family, 2: "Regular", 3: f"{family} {weight}", 4: f"{family} {weight}", 6: f"BriefwrightSigns-{weight}"}
    for record in list(font["name"].names):
        if record.nameID in (0, 13, 14):
            continue
        font["name"].removeNames(nameID=record.nameID)
    for number, words in names.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [names[6]]
    top[0].FullName, top[0].FamilyName = names[4], family
    font["head"].created = font["head"].modified = STAMP
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def main() -> None:
    """Write the fonts into the package."""
    for weight in WEIGHTS:
        source = font_file(f"SourceSerifPro-{weight}.otf")
        if source is None:
            sys.exit("the font packages are missing; run `make setup`")
        path = SIGNS / f"BriefwrightSigns-{weight}.otf"
        put_in_place({path: make(source, weight)})
        print(path)


if __name__ == "__main__":
    main()
