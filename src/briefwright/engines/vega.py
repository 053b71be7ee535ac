"""The process that draws charts, run as `python -m briefwright.engines.vega`.

Takes a job a line on standard input, JSON; gives an answer a line on standard output. Invariant: it ends with the
build that started it, takes no more than its share of memory, and draws nothing that names an address.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from collections.abc import Iterator
from typing import Any

from briefwright.engines.process import end_with_parent
from briefwright.model import limits

Json = Any
VERSION = "6.4"
"""Of Vega-Lite, among those that vl-convert holds; the schema that specifications are checked against is the same."""
LEGENDS = (None, 6, 5, 4, 3, 2, 1)
"""Entries of a legend in a row: as many as there are, and fewer until the legend is no wider than the page."""
TRIALS, NARROWEST = 5, 20
"""Drawings of a chart until its width fits, and the least width of one of its views, units."""
LOCALES = {"en": "en-GB", "ar": "ar-001", "zh": "zh-CN", "pt": "pt-PT"}
"""The locale of a language where more than one would do."""
ADDRESSES = ("url", "href", "loader")


def main() -> None:
    """Answer every job."""
    end_with_parent()
    _bound_memory()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what the converter says of its own accord is no answer
    fonts = json.loads(sys.stdin.readline())
    import vl_convert

    for folder in fonts:
        vl_convert.register_font_directory(folder)
    for line in sys.stdin:
        try:
            answer = drawn(json.loads(line))
        except Exception as error:  # whatever the converter's own program throws is a fault of the specification
            answer = {"fault": told(str(error))}
        out.write(json.dumps(answer) + "\n")
        out.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (limits.CHART_MEMORY, limits.CHART_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(job: Json) -> Json:
    """One chart, `job` with its keys spec, config, width, picture, scale, dpi and locale: `svg` as wide as `width`
    units, `png` (base64) as wide as `picture`, whose width in units is `picture_width`."""
    import vl_convert

    spec, config, locale = job["spec"], job["config"], _locale(job["locale"])
    svg = _fitted(spec, config, job["width"], locale)
    small = svg if job["picture"] == job["width"] else _fitted(spec, config, job["picture"], locale)
    paper = re.sub(r"(?<=>)", '<rect width="100%" height="100%" fill="white"/>', small, count=1)
    png = vl_convert.svg_to_png(paper, scale=job["scale"], ppi=job["dpi"])
    return {"svg": svg, "png": base64.b64encode(png).decode(), "picture_width": _width(small)}


def _fitted(spec: Json, config: Json, width: float, locale: Json) -> str:
    """The drawing, `width` units wide with its axes and legends. What has widths of its own keeps them where the page
    has room."""
    given = spec.get("width")
    if isinstance(given, int | float) and not isinstance(given, bool):
        svg = _plain(spec, config, locale)
        if _width(svg) <= width:
            return svg
    spec = spec if isinstance(given, dict) else {key: value for key, value in spec.items() if key != "width"}
    for columns in LEGENDS:
        told = config if columns is None else {**config, "legend": {**config["legend"], "columns": columns}}
        svg = _searched(spec, told, width, locale)
        if _width(svg) <= width + 1:
            break
    return svg


def _searched(spec: Json, config: Json, width: float, locale: Json) -> str:
    """The width of the views with which the whole is as wide as asked; how fast it grows with theirs, trials tell."""
    view, svg = width - 60, ""
    before: tuple[float, float] | None = None
    for _ in range(TRIALS):
        views = {**config["view"], "continuousWidth": view, "discreteWidth": view}
        svg = _plain(spec, {**config, "view": views}, locale)
        over = _width(svg) - width
        if -1 <= over <= 0:
            break
        slope = (over - before[1]) / (view - before[0]) if before and view != before[0] else 1.0
        if slope <= 0:  # it has a width of its own
            break
        before = view, over
        view = max(round(view - (over + 0.5) / max(slope, 1), 1), NARROWEST)
    return svg


def _plain(spec: Json, config: Json, locale: Json) -> str:
    import vl_convert

    compiled = vl_convert.vegalite_to_vega(spec, vl_version=VERSION, config=config)
    if name := next(_addresses(compiled), ""):
        raise ValueError(f"`{name}` would fetch something, and a chart fetches nothing")
    return str(vl_convert.vega_to_svg(compiled, allowed_base_urls=[], **locale))


def _addresses(value: Json) -> Iterator[str]:
    """What of a compiled chart would be fetched. The converter opens `file:` in spite of the bases that it allows."""
    if isinstance(value, dict):
        yield from (name for name in ADDRESSES if name in value)
        yield from ["image"] if value.get("type") == "image" and "encode" in value else []
        for key, inner in value.items():
            if key != "values":
                yield from _addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)


def _width(svg: str) -> float:
    found = re.search(r'viewBox="0 0 ([\d.]+) ', svg)
    return float(found[1]) if found else 0.0


def _locale(language: str) -> dict[str, Any]:
    """How numbers and dates are written in a language; as in the United States where the converter knows none."""
    import vl_convert

    found: dict[str, Any] = {}
    base = language.split("-")[0].lower()
    names = (language, LOCALES.get(base, f"{base}-{base.upper()}"), {"ko": "ko-KR", "ja": "ja-JP"}.get(base, ""))
    doors: dict[str, Any] = {
        "format_locale": vl_convert.get_format_locale,
        "time_format_locale": vl_convert.get_time_format_locale,
    }
    for argument, get in doors.items():
        for name in names:
            try:
                get(name)
            except ValueError:
                continue
            found[argument] = name
            break
    return found


def told(error: str) -> str:
    """What the converter says, in a line: without its own heading, its addresses and the places in its own program."""
    lines = [line.strip() for line in error.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("at ") and not line.endswith("conversion failed:")]
    words = re.sub(r"^(\w*Error: )+", "", lines[0]) if lines else "the converter failed"
    return words if len(words) <= 200 else words[:199] + "…"


if __name__ == "__main__":
    main()
