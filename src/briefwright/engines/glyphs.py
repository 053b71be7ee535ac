"""The fonts of a PDF and what their programs have, by pikepdf and fontTools.

Takes a font dictionary and the codes that pages show with it; gives plain values. Invariant: facts only, none judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

HEX = r"<([0-9A-Fa-f]+)>"
SECTION = re.compile(r"beginbf(char|range)(.*?)endbf", re.DOTALL)
FILES = ("/FontFile", "/FontFile2", "/FontFile3")
ROUNDING = 1.0
"""Thousandths of the font's size by which two widths may differ (ISO 19005-3, 6.2.11.5)."""


@dataclass(frozen=True)
class Font:
    """A font of the file. `absent` has the glyphs that are shown and not in its program, `silent` those without a
    Unicode value, `wide` those whose width the file and the program tell differently, `said` the Unicode values."""

    name: str
    kind: str
    embedded: bool
    program: str
    unicode: bool
    encoding: str
    descendant: str
    glyph_map: str
    widths: bool
    cid_set: bool
    system: str
    shown: frozenset[int]
    absent: frozenset[int]
    silent: frozenset[int]
    wide: frozenset[int]
    said: str


def font(held: Any, shown: set[int]) -> Font:
    """Read a font and its program."""
    below = held.DescendantFonts[0] if "/DescendantFonts" in held else held
    descriptor, system = below.get("/FontDescriptor", {}), below.get("/CIDSystemInfo", {})
    encoding = held.get("/Encoding")
    file = next((descriptor[key] for key in FILES if key in descriptor), None)
    told = unicode_values(held.ToUnicode.read_bytes().decode("latin-1")) if "/ToUnicode" in held else {}
    composite = held.get("/Subtype") == "/Type0"
    program = _program(file) if file is not None and composite else {}
    given = dict(_widths(below)) if composite else {}
    default = float(below.get("/DW", 1000))
    return Font(
        name=str(held.get("/BaseFont", "")),
        kind=str(held.get("/Subtype", "")).lstrip("/"),
        embedded=file is not None or held.get("/Subtype") == "/Type3",
        program=str(file.get("/Subtype", "")) if file is not None else "",
        unicode="/ToUnicode" in held,
        encoding=str(encoding) if isinstance(encoding, type(held.get("/Subtype"))) else "stream",
        descendant=str(below.get("/Subtype", "")).lstrip("/"),
        glyph_map=str(below.get("/CIDToGIDMap", "")),
        widths="/W" in below or "/Widths" in below,
        cid_set="/CIDSet" in descriptor,
        system=f"{system.get('/Registry', '')}-{system.get('/Ordering', '')}",
        shown=frozenset(shown),
        absent=frozenset(code for code in shown if program and code not in program),
        silent=frozenset(code for code in shown if composite and not told.get(code)),
        wide=frozenset(c for c in shown if c in program and abs(given.get(c, default) - program[c]) > ROUNDING),
        said="".join(told.get(code, "") for code in sorted(shown)),
    )


def unicode_values(cmap: str) -> dict[int, str]:
    """The values of a ToUnicode CMap (ISO 32000-1, 9.10.3) by codes."""
    found: dict[int, str] = {}
    for kind, lines in SECTION.findall(cmap):
        if kind == "char":
            found |= {int(code, 16): _text(value) for code, value in re.findall(rf"{HEX}\s*{HEX}", lines)}
            continue
        for first, last, value in re.findall(rf"{HEX}\s*{HEX}\s*{HEX}", lines):
            start, text = int(first, 16), _text(value)
            codes = range(start, int(last, 16) + 1)
            found |= {code: text[:-1] + chr(ord(text[-1]) + code - start) for code in codes if text}
    return found


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", errors="replace")


def _widths(below: Any) -> Iterator[tuple[int, float]]:
    """The entries of W (ISO 32000-1, 9.7.4.3): a code and its widths, or two codes and the width of all between."""
    import pikepdf

    items = iter(below.get("/W", []))
    for first in items:
        second = next(items, None)
        if isinstance(second, pikepdf.Array):
            yield from ((int(first) + at, float(width)) for at, width in enumerate(second))
        elif second is not None:
            width = float(next(items, 0))
            yield from ((code, width) for code in range(int(first), int(second) + 1))


def _program(file: Any) -> dict[int, float]:
    """The widths of an OpenType or TrueType program's glyphs, in thousandths; nothing when it is of another kind."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(BytesIO(file.read_bytes()), lazy=True) as program:
            scale = 1000 / program["head"].unitsPerEm
            metrics = program["hmtx"].metrics
            return {at: metrics[name][0] * scale for at, name in enumerate(program.getGlyphOrder()) if name in metrics}
    except (TTLibError, KeyError):
        return {}
