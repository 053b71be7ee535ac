"""A house style as a configuration of Vega-Lite.

Takes the colours of a template; gives a Vega-Lite `config`. Invariant: a unit of a drawing is a point of the page (in
large print more), and any two of the first colours for categories differ in lightness, so that they are kept apart in
grey and by the colour-blind.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

FONT = "Source Sans Pro, Noto Sans CJK SC, sans-serif"
LABEL, TITLE = 8.5, 9.0
"""Sizes of letters in points: those of captions and of what stands below them."""
CATEGORIES = 8
LIGHTEST, DARKEST = 77, 17
"""Lightness (CIE L*) of the colours for categories: the lightest is still seen on white as a line."""
GRID = "#dde2e4"
CHROMA = 46.0


def config(colours: Mapping[str, str]) -> dict[str, Any]:
    """The configuration; `colours` are the template's `accent`, `ink`, `quiet` and `tint`."""
    accent, ink, quiet = colours["accent"], colours["ink"], colours["quiet"]
    letters = {"labelFont": FONT, "labelFontSize": LABEL, "labelColor": ink, "titleFont": FONT, "titleFontSize": TITLE,
               "titleFontWeight": 600, "titleColor": ink}  # fmt: skip
    palette = categories(accent)
    return {
        "background": None,
        "font": FONT,
        "padding": 1,
        "view": {"stroke": None, "continuousHeight": 190, "discreteHeight": {"step": 17},
                 "continuousWidth": 150, "discreteWidth": 150},
        "axis": {**letters, "domainColor": quiet, "domainWidth": 0.75, "tickColor": quiet, "tickWidth": 0.5,
                 "tickSize": 3, "gridColor": GRID, "gridWidth": 0.5, "labelLimit": 220, "labelPadding": 3,
                 "labelFlush": False,
                 "titlePadding": 6},
        "axisDiscrete": {"grid": False},
        "legend": {**letters, "orient": "top", "labelLimit": 220, "titleLimit": 220, "symbolSize": 60, "offset": 8,
                   "gradientLength": 150, "gradientThickness": 8, "columnPadding": 12},
        "header": {**letters, "labelFontWeight": 600, "labelLimit": 220},
        "title": {"font": FONT, "fontSize": 10.5, "fontWeight": 600, "color": ink, "anchor": "start",
                  "subtitleFont": FONT, "subtitleFontSize": TITLE, "subtitleColor": quiet},
        "mark": {"color": accent},
        "bar": {"color": accent}, "area": {"color": accent}, "point": {"color": accent, "size": 32},
        "circle": {"color": accent, "opacity": 1, "size": 32}, "square": {"color": accent, "opacity": 1, "size": 32},
        "line": {"color": accent, "strokeWidth": 1.75}, "trail": {"color": accent}, "tick": {"color": accent},
        "rule": {"color": ink, "strokeWidth": 0.75}, "geoshape": {"color": colours["tint"], "stroke": quiet},
        "text": {"font": FONT, "fontSize": LABEL, "color": ink},
        "range": {
            "category": palette,
            "ordinal": [mixed(accent, "#ffffff", share) for share in (0.78, 0.58, 0.38, 0.18, 0)],
            "ramp": [mixed(accent, "#ffffff", 0.75), accent],
            "heatmap": [mixed(accent, "#ffffff", 0.85), accent],
            "diverging": [palette[1], "#f0f1f1", accent],
        },
    }  # fmt: skip


def categories(accent: str) -> list[str]:
    """Colours for categories, the accent first. Each has a lightness far from those before it; the hues turn between
    the accent's own and its opposite, and then between the two across."""
    lightness, _, hue = _lch(accent)
    taken = [min(max(lightness, DARKEST), LIGHTEST)]
    while len(taken) < CATEGORIES:
        taken.append(max(range(DARKEST, LIGHTEST + 1), key=lambda each: min(abs(each - one) for one in taken)))
    turns = (0, 180, 0, 180, 270, 90, 270, 180)
    return [accent, *(_hex(light, hue + turn) for light, turn in list(zip(taken, turns, strict=True))[1:])]


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with some of another in it."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


# CIE L*a*b* with white D65 (CIE 15:2004, 8.2.1; IEC 61966-2-1 for sRGB).

WHITE = (0.95047, 1.0, 1.08883)
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
TO_RGB = ((3.2404542, -1.5371385, -0.4985314), (-0.9692660, 1.8760108, 0.0415560), (0.0556434, -0.2040259, 1.0572252))


def _lch(colour: str) -> tuple[float, float, float]:
    """Lightness, chroma and hue in degrees."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    x, y, z = (sum(a * b for a, b in zip(row, linear, strict=True)) / w for row, w in zip(TO_XYZ, WHITE, strict=True))
    fx, fy, fz = (each ** (1 / 3) if each > 216 / 24389 else (each * 24389 / 27 + 16) / 116 for each in (x, y, z))
    a, b = 500 * (fx - fy), 200 * (fy - fz)
    return 116 * fy - 16, math.hypot(a, b), math.degrees(math.atan2(b, a))


def _hex(lightness: float, hue: float) -> str:
    """A colour, with as much chroma as the screen has at its lightness."""
    for step in range(24):
        rgb = _rgb(lightness, CHROMA * (1 - step / 24), hue)
        if all(-0.0005 <= part <= 1.0005 for part in rgb):
            break
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in rgb)


def _rgb(lightness: float, chroma: float, hue: float) -> list[float]:
    fy = (lightness + 16) / 116
    fx, fz = (
        fy + chroma * math.cos(math.radians(hue)) / 500,
        fy - chroma * math.sin(math.radians(hue)) / 200,
    )
    xyz = [
        (each**3 if each > 6 / 29 else (116 * each - 16) * 27 / 24389) * w
        for each, w in zip((fx, fy, fz), WHITE, strict=True)
    ]
    linear = [sum(a * b for a, b in zip(row, xyz, strict=True)) for row in TO_RGB]
    return [12.92 * part if part <= 0.0031308 else 1.055 * max(part, 0) ** (1 / 2.4) - 0.055 for part in linear]
