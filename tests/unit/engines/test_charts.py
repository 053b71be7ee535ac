"""Charts drawn by Vega-Lite."""

from __future__ import annotations

import re
import socket
import time
from io import BytesIO
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from briefwright.engines import chart_style, charts, vega
from briefwright.engines.charts import Manner, Sketch, draw, flaw
from briefwright.model.chart import Chart, Drawing, Refusal
from briefwright.model.span import Span

COLOURS = {"accent": "#0f4c5c", "ink": "#1a1c1f", "quiet": "#565d64", "tint": "#eef3f4"}
MANNER = Manner(COLOURS, 1.0, "en-GB")
ROWS = [{"ship": "Ida", "loads": 3}, {"ship": "Ada", "loads": 5.5}]
BARS = {
    "data": {"values": ROWS},
    "mark": "bar",
    "encoding": {"x": {"field": "ship", "type": "nominal"}, "y": {"field": "loads", "type": "quantitative"}},
}
SEQUENCE = {
    "data": {"sequence": {"start": 0, "stop": 1e9, "as": "x"}},
    "mark": "point",
    "encoding": {"x": {"field": "x", "type": "quantitative"}},
}


def _sketch(spec: dict[str, Any], width: float = 450, picture: float = 390) -> Sketch:
    return Sketch(Chart(spec, (), lambda where: Span("b"), sound=True), width, picture)


def _drawn(spec: dict[str, Any], manner: Manner = MANNER, **sizes: float) -> Drawing:
    (made,) = draw([_sketch(spec, **sizes)], manner)
    assert isinstance(made, Drawing), made
    return made


def _refused(spec: dict[str, Any]) -> Refusal:
    (made,) = draw([_sketch(spec)], MANNER)
    assert isinstance(made, Refusal), made
    return made


def test_a_chart_is_as_wide_as_the_page_and_says_its_words() -> None:
    """Lines for the page, a picture of 250 dots an inch for Word, each of its own width."""
    made = _drawn(BARS)
    assert 447 <= made.width <= 450
    assert {"Ida", "Ada", "ship", "loads"} <= set(made.words)
    with Image.open(BytesIO(made.png)) as picture:
        assert abs(picture.width - made.picture_width / 72 * 250) <= 2
        assert 387 <= made.picture_width <= 390
        assert picture.getpixel((0, 0))[:3] == (255, 255, 255)


def test_the_same_specification_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever chart was drawn before it, and in whatever zone the machine stands."""
    dates = {
        "data": {"values": [{"day": "2026-01-05", "n": 1}, {"day": "2026-01-08", "n": 2}]},
        "mark": {"type": "line", "clip": True},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "axis": {"format": "%d %H:%M"}},
            "y": {"field": "n", "type": "quantitative"},
        },
    }
    first = _drawn(dates)
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setattr(charts, "_drawn", {})
    _, second = draw([_sketch(BARS), _sketch(dates)], MANNER)
    assert isinstance(second, Drawing)
    assert (first.svg, first.png) == (second.svg, second.png)
    assert "05 00:00" in first.words


@pytest.mark.parametrize(
    "spec",
    [
        {**BARS, "encoding": {**BARS["encoding"], "column": {"field": "ship"}}},  # type: ignore[dict-item]
        {"data": {"values": ROWS}, "hconcat": [{"mark": "bar", "encoding": BARS["encoding"]}] * 3},
        {**BARS, "width": 2000},
        {**BARS, "width": "container"},
        {
            "data": {"values": [{"k": f"A category with a long name {n}", "n": n} for n in range(1, 13)]},
            "mark": "bar",
            "encoding": {"x": {"field": "n", "type": "quantitative"}, "color": {"field": "k", "type": "nominal"}},
        },
    ],
    ids=["facets", "concat", "wide", "container", "legend"],
)
def test_nothing_is_wider_than_the_page(spec: dict[str, Any]) -> None:
    """Facets, views side by side, a width of the editor's, a legend of many names: all fit, and fill what there is."""
    assert 380 <= _drawn(spec).width <= 451


def test_a_width_of_its_own_is_kept_where_there_is_room() -> None:
    """200 points are 200 points."""
    assert 200 < _drawn({**BARS, "width": 200}).width < 250


def test_large_print_makes_letters_larger_and_not_the_page() -> None:
    """Letters grow with the template's text; the width is still the page's."""
    large = _drawn(BARS, Manner(COLOURS, 1.5, "en-GB"))
    sizes = {float(each) for each in re.findall(r'font-size="([\d.]+)px"', large.svg)}
    across = float(large.svg.split('viewBox="0 0 ')[1].split()[0])
    assert 445 <= large.width <= 450
    assert min(size * large.width / across for size in sizes) >= chart_style.LABEL * 1.49


def test_numbers_are_written_as_the_language_does() -> None:
    """A German brief has commas."""
    assert (
        "0,5" in _drawn({**BARS, "data": {"values": [{"ship": "Ida", "loads": 1.5}]}}, Manner(COLOURS, 1, "de")).words
    )


def test_names_stand_level_where_they_have_room() -> None:
    """Two short names are not turned; forty are."""
    level = _drawn(BARS)
    many = {**BARS, "data": {"values": [{"ship": f"Ship number {n}", "loads": n} for n in range(40)]}}
    chart = Chart(BARS, _data(BARS), lambda where: Span("b"), sound=True)
    (told,) = draw([Sketch(chart, 450, 390)], MANNER)
    assert isinstance(told, Drawing)
    assert "rotate(270)" not in told.svg
    assert "rotate(270)" in level.svg  # without its data nobody knows
    (crowded,) = draw([Sketch(Chart(many, _data(many), lambda where: Span("b"), sound=True), 450, 390)], MANNER)
    assert isinstance(crowded, Drawing)
    assert "rotate(270)" in crowded.svg


def _data(spec: dict[str, Any]) -> Any:
    from briefwright.model.chart import Rows

    rows = spec["data"]["values"]
    return (Rows(("ship", "loads"), tuple((row["ship"], str(row["loads"])) for row in rows)),)


def test_the_drawing_has_shapes_and_words_and_nothing_else() -> None:
    """No script, link, style, class or picture; identifiers counted from one."""
    spec = {**BARS, "mark": {"type": "bar", "clip": True, "tooltip": True, "cursor": "pointer"}}
    spec["encoding"] = {**BARS["encoding"], "color": {"field": "loads", "type": "quantitative"}}  # type: ignore[dict-item]
    made = _drawn(spec)
    root = ElementTree.fromstring(made.svg)
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {
        "svg", "g", "path", "line", "rect", "text", "tspan", "defs", "clipPath", "linearGradient", "stop", "circle",
    }  # fmt: skip
    assert not re.search(r"class=|style=|href|aria-|pointer", made.svg)
    assert sorted(re.findall(r' id="([^"]+)"', made.svg)) == ["chart-part-1", "chart-part-2"]
    assert set(re.findall(r"url\(#([^)]+)\)", made.svg)) == {"chart-part-1", "chart-part-2"}


def test_nothing_is_fetched() -> None:
    """A server of this machine is never asked, whichever way a specification asks; no file is opened."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        lookup = {"lookup": "ship", "from": {"data": {"url": address}, "key": "a", "fields": ["b"]}}
        asking: list[dict[str, Any]] = [
            {**BARS, "data": {"url": f"{address}.csv"}},
            {**BARS, "data": {"url": "file:///etc/hostname", "format": {"type": "csv"}}},
            {**BARS, "mark": {"type": "image", "url": f"{address}.png"}},
            {**BARS, "mark": "image", "encoding": {"url": {"value": f"{address}.png"}}},
            {**BARS, "transform": [lookup]},
            {**BARS, "transform": [{"calculate": f"fetch('{address}')", "as": "b"}]},
            {**BARS, "mark": {"type": "bar", "href": address}},
        ]
        for made in draw([_sketch(spec) for spec in asking], MANNER):
            assert isinstance(made, Refusal)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_drawing_without_end_is_ended_and_the_others_are_drawn() -> None:
    """A thousand million points take too much time; the chart behind them is drawn."""
    began = time.monotonic()
    bad, good = draw([_sketch(SEQUENCE), _sketch(BARS)], MANNER, seconds=10)
    assert isinstance(bad, Refusal)
    assert bad.message in ("the drawing took longer than 10 seconds", "the drawing took more memory than it may")
    assert isinstance(good, Drawing)
    assert time.monotonic() - began < 60


def test_memory_is_bounded() -> None:
    """With time enough it is the memory that ends it."""
    bad = draw([_sketch(SEQUENCE)], MANNER, seconds=120)[0]
    assert isinstance(bad, Refusal)
    assert bad.message == "the drawing took more memory than it may"


def test_a_drawing_of_nothing_is_a_fault() -> None:
    """Axes alone are no chart."""
    assert _refused({**BARS, "transform": [{"filter": "datum.loads > 9"}]}).message == "nothing is drawn"


def test_a_line_of_the_converter_s_words_is_told() -> None:
    """Without its addresses and the places in its own program."""
    told = _refused({**BARS, "transform": [{"calculate": "datum.loads +", "as": "b"}]}).message
    assert told == "Vega-Lite cannot draw this: Unexpected end of input"
    assert vega.told("X conversion failed:\nTypeError: " + "a" * 300 + "\n  at b").endswith("…")


@pytest.mark.parametrize(
    ("change", "where", "message", "advice"),
    [
        ({"mark": "barr"}, ("mark",), "`mark` cannot be `barr`", "did you mean `bar`?"),
        ({"encodng": {}}, ("encodng",), "Vega-Lite has no `encodng` here", "did you mean `encoding`?"),
        ({"encoding": {"xx": {}}}, ("encoding", "xx"), "Vega-Lite has no `xx` here", "did you mean `x`?"),
        ({"mark": {"typ": "bar"}}, ("mark", "typ"), "Vega-Lite has no `typ` here", "did you mean `type`?"),
        ({"mark": {"type": "text", "fontFace": "x"}}, ("mark", "fontFace"), "Vega-Lite has no `fontFace` here", ""),
        ({"mark": {"type": "brr"}}, ("mark", "type"), "`type` cannot be `brr`", "did you mean `bar`?"),
        (
            {"encoding": {"x": {"field": "ship", "type": "nominl"}}},
            ("encoding", "x", "type"),
            "`type` cannot be `nominl`",
            "did you mean `nominal`?",
        ),
        (
            {"encoding": {"x": {"field": "ship", "axis": {"grd": True, "tick": 1, "domian": False}}}},
            ("encoding", "x", "axis", "grd"),
            "Vega-Lite has no `grd` here",
            "did you mean `grid`?",
        ),
        ({"height": True}, ("height",), "`height` cannot be `true`", ""),
    ],
)
def test_what_is_not_vega_lite_is_told_at_its_place(
    change: dict[str, Any], where: tuple[str, ...], message: str, advice: str
) -> None:
    """The deepest place where the specification goes wrong, and the nearest right word."""
    found = flaw({**BARS, **change})
    assert found
    assert (found.where, found.message) == (where, message)
    assert advice in found.help


def test_what_is_vega_lite_has_no_flaw() -> None:
    """Rows of data, however many, are no part of it."""
    assert flaw(BARS) is None
    assert flaw({**BARS, "data": {"values": [{"ship": None, "loads": {"a": [1]}}]}}) is None


@pytest.mark.parametrize("accent", ["#0f4c5c", "#7a1f1f", "#333333", "#005a2b", "#4b2e83", "#000000"])
def test_categories_keep_apart_in_grey(accent: str) -> None:
    """Any two of the first six colours differ by six steps of lightness (CIE L*), all eight by four."""
    palette = chart_style.categories(accent)
    assert palette[0] == accent
    lights = [chart_style._lch(each)[0] for each in palette]
    assert min(abs(one - two) for one, two in combinations(lights[:6], 2)) >= 6
    assert min(abs(one - two) for one, two in combinations(lights, 2)) >= 4
    assert abs(lights[0] - lights[1]) >= 25


def test_a_chart_is_drawn_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second time, nothing is started."""
    first = _drawn(BARS)
    monkeypatch.setattr(charts, "_run", lambda *_: pytest.fail("drawn again"))
    assert _drawn(BARS).svg == first.svg
