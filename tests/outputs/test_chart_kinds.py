"""Kinds of charts on the page: what WeasyPrint draws is what Vega's own picture shows."""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from briefwright.engines import page
from briefwright.engines.charts import DPI, Manner, Sketch, draw
from briefwright.model.chart import Chart, Drawing
from briefwright.model.span import Span

MANNER = Manner({"accent": "#0f4c5c", "ink": "#1a1c1f", "quiet": "#565d64", "tint": "#eef3f4"}, 1.0, "en-GB")
ROWS = [
    {"g": g, "k": k, "v": v, "w": 9 - v, "day": f"2026-0{v}-01"}
    for v, (g, k) in enumerate([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")], 1)
]
X, Y, K = {"field": "g", "type": "nominal"}, {"field": "v", "type": "quantitative"}, {"field": "k", "type": "nominal"}
STOPS = [{"offset": 0, "color": "white"}, {"offset": 1, "color": "#7a1f1f"}]
KINDS: dict[str, dict[str, Any]] = {
    "bars": {"mark": "bar", "encoding": {"x": X, "y": Y}},
    "stacked": {"mark": "bar", "encoding": {"y": X, "x": Y, "color": K}},
    "grouped": {"mark": "bar", "encoding": {"x": X, "xOffset": K, "y": Y, "color": K}},
    "negative": {
        "transform": [{"calculate": "2.5 - datum.v", "as": "n"}],
        "mark": {"type": "bar", "cornerRadius": 4, "stroke": "black"},
        "encoding": {"x": K, "y": {"field": "n", "type": "quantitative", "aggregate": "sum"}},
    },
    "lines": {
        "mark": {"type": "line", "point": True},
        "encoding": {"x": {"field": "day", "type": "temporal"}, "y": Y, "color": K, "strokeDash": K},
    },
    "clipped": {"mark": {"type": "line", "clip": True}, "encoding": {"x": X, "y": {**Y, "scale": {"domain": [2, 3]}}}},
    "points": {"mark": {"type": "point", "size": 200}, "encoding": {"x": Y, "y": Y, "shape": K, "color": K}},
    "bubbles": {"mark": {"type": "circle", "opacity": 0.5}, "encoding": {"x": X, "y": Y, "size": Y}},
    "logarithm": {"mark": "point", "encoding": {"x": Y, "y": {**Y, "scale": {"type": "log"}}}},
    "area": {"mark": {"type": "area", "interpolate": "monotone", "opacity": 0.6}, "encoding": {"x": Y, "y": Y}},
    "heat": {"mark": "rect", "encoding": {"x": X, "y": K, "color": Y}},
    "facets": {"mark": "bar", "encoding": {"row": K, "x": X, "y": Y}},
    "repeated": {
        "repeat": {"column": ["v", "w"]},
        "spec": {"mark": "bar", "encoding": {"x": X, "y": {"field": {"repeat": "column"}, "type": "quantitative"}}},
    },
    "boxes": {"mark": "boxplot", "encoding": {"y": X, "x": Y}},
    "band": {"mark": {"type": "errorband", "borders": True}, "encoding": {"x": X, "y": Y}},
    "ring": {"mark": {"type": "arc", "innerRadius": 30}, "encoding": {"theta": Y, "color": K}},
    "words": {
        "mark": {"type": "text", "angle": 30, "fontSize": 14, "align": "left", "baseline": "top"},
        "encoding": {"x": X, "y": Y, "text": {"field": "v"}},
    },
    "titles": {
        "title": {"text": ["Two", "lines"], "subtitle": "Below", "anchor": "middle"},
        "mark": "bar",
        "encoding": {
            "x": {**X, "axis": {"labelAngle": -45, "title": ["Long", "title"]}},
            "y": {**Y, "axis": {"orient": "right"}},
        },
    },
    "rule": {
        "layer": [
            {"mark": "bar", "encoding": {"x": X, "y": Y}},
            {"mark": {"type": "rule", "strokeDash": [2, 2]}, "encoding": {"y": {"datum": 3}}},
            {"mark": {"type": "text", "dy": -6, "text": "limit"}, "encoding": {"y": {"datum": 3}}},
        ]
    },
    "gradient": {
        "mark": {"type": "bar", "color": {"gradient": "linear", "stops": STOPS}},
        "encoding": {"x": X, "xOffset": K, "y": Y},
    },
    "radial": {
        "mark": {"type": "bar", "color": {"gradient": "radial", "stops": STOPS}},
        "encoding": {"x": X, "xOffset": K, "y": Y},
    },
}
FACE = "".join(
    f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; src: url("font:SourceSansPro-{name}.otf") }}'
    for name, weight in (("Regular", 400), ("Semibold", 600), ("Bold", 700))
)
STRAYED = 64
"""Levels of grey of 255, after blurring, from which a dot is not where Vega has it."""


@cache
def _all() -> dict[str, Drawing]:
    specs = ({"data": {"values": ROWS}, **spec} for spec in KINDS.values())
    sketches = [Sketch(Chart(spec, (), lambda where: Span("b"), sound=True), 400, 400) for spec in specs]
    made = dict(zip(KINDS, draw(sketches, MANNER), strict=True))
    assert all(isinstance(each, Drawing) for each in made.values()), made
    return {name: each for name, each in made.items() if isinstance(each, Drawing)}


def _page(made: Drawing) -> Image.Image:
    source = f"data:image/svg+xml;base64,{base64.b64encode(made.svg.encode()).decode()}"
    size = f"@page {{ size: {made.width}pt {made.height}pt; margin: 0 }} body {{ margin: 0 }} img {{ display: block }}"
    html = f'<html lang=en><title>x</title><style>{FACE}{size}</style><img alt=x src="{source}">'
    laid = page.lay_out(html, {})
    pdf = laid.pdf(b"x" * 16, [])
    assert laid.complaints == ()
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0].render(scale=DPI / 72).to_pil().convert("RGB")


@pytest.mark.parametrize("name", KINDS)
def test_the_page_shows_what_vega_drew(name: str) -> None:
    """Every bar, line, letter and clip stands where Vega's own picture has it; or the page has that picture."""
    made = _all()[name]
    if made.pictured:
        assert name in ("gradient", "radial")
        return
    with Image.open(BytesIO(made.png)) as picture:
        wanted = picture.convert("RGB")
    shown = _page(made).resize(wanted.size)
    blur = ImageFilter.GaussianBlur(4)
    counts = ImageChops.difference(shown.filter(blur), wanted.filter(blur)).convert("L").histogram()
    assert sum(counts[STRAYED:]) == 0, f"{sum(counts[STRAYED:])} dots"
    assert shown.convert("L").getextrema()[0] < 100
