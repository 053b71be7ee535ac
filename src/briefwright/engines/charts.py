"""The door to Vega-Lite (vl-convert).

Takes specifications and the house style; gives drawings, or why there is none. Invariant: nothing is fetched; a
chart that does not end is ended, and stands in the way of no other; the same specification gives the same bytes,
wherever the machine stands.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from briefwright.engines import chart_style, svg
from briefwright.engines.vega import VERSION
from briefwright.model.chart import Chart, Drawing, Json, Refusal, Where
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.limits import CHART_SECONDS
from briefwright.model.nearest import nearest, one_of

DPI = 250
HELP = "run `make setup` again; it comes with the package vl-convert-python"
FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
KEPT = 64
"""Drawings that one process keeps."""
SHOWN = 8
"""Values that a help line lists."""


@dataclass(frozen=True)
class Sketch:
    """A chart to be drawn, and the widths in points that the page and Word have for it."""

    chart: Chart
    width: float
    picture: float


WIDTHS = {"A4": (453.5, 391.0), "Letter": (470.5, 408.0)}
"""What a page has for a chart between its margins (style.css), and what Word has in its column (write/reference.py),
points."""
NARROW = 332.0
"""What a box has, and a part beside the margin column."""


def version() -> str:
    """Vega-Lite's version, for `doctor`. Raises Failure when its converter or its schema is missing."""
    if find_spec("vl_convert") is None:
        raise Failure("the program that draws charts is missing", HELP)
    _schema()
    return VERSION


def widths(paper: str, *, narrow: bool) -> tuple[float, float]:
    """The widths of a chart on the page and in Word, points."""
    return (NARROW, NARROW) if narrow else WIDTHS[paper]


@dataclass(frozen=True)
class Manner:
    """How a brief's charts are drawn: the template's colours, what its sizes are multiplied by, the language."""

    colours: Mapping[str, str]
    scale: float
    language: str


def draw_charts(found: Mapping[Chart, bool], paper: str, manner: Manner) -> dict[Chart, Drawing | Diagnostic]:
    """Charts drawn, each narrow or not, or what is wrong with them at its place.

    Raises Failure when the converter is missing.
    """
    sketches = [Sketch(chart, *widths(paper, narrow=narrow)) for chart, narrow in found.items()]
    drawn: dict[Chart, Drawing | Diagnostic] = {}
    for chart, made in zip(found, draw(sketches, manner), strict=True):
        if isinstance(made, Refusal):
            drawn[chart] = Diagnostic("invalid-chart", made.message, chart.place(made.where), help=made.help)
        else:
            drawn[chart] = made
    return drawn


def draw(sketches: Sequence[Sketch], manner: Manner, seconds: float = CHART_SECONDS) -> list[Drawing | Refusal]:
    """Each chart drawn, or why it cannot be. `seconds` is the time that one chart has.

    Raises Failure when the converter is missing.
    """
    answers: dict[int, Drawing | Refusal] = {}
    for at, sketch in enumerate(sketches):
        if refusal := flaw(sketch.chart.spec):
            answers[at] = refusal
    jobs = {at: json.dumps(_job(sketch, manner)) for at, sketch in enumerate(sketches) if at not in answers}
    for at, job in jobs.items():
        if job in _drawn:
            answers[at] = _finished(_drawn[job], sketches[at], manner.scale)
    waiting = [at for at in jobs if at not in answers]
    while waiting:
        came, end = _run([jobs[at] for at in waiting], seconds * len(waiting))
        for at, answer in zip(waiting, came, strict=False):
            _keep(jobs[at], answer)
            answers[at] = _finished(answer, sketches[at], manner.scale)
        waiting = waiting[len(came) :]
        if waiting:  # the process ended with this one
            answers[waiting[0]] = end
            waiting = waiting[1:]
    return [answers[at] for at in range(len(sketches))]


_drawn: dict[str, Json] = {}
"""Answers by their jobs: an outline compiled again, after a change elsewhere, has the same charts."""


def _keep(job: str, answer: Json) -> None:
    _drawn[job] = answer
    if len(_drawn) > KEPT:
        del _drawn[next(iter(_drawn))]


def _job(sketch: Sketch, manner: Manner) -> Json:
    config = chart_style.config(manner.colours)
    return {
        "spec": {key: value for key, value in sketch.chart.spec.items() if key not in ("$schema", "usermeta")},
        "config": config | _level_labels(sketch, manner.scale),
        "width": round(sketch.width / manner.scale, 1),
        "picture": round(sketch.picture / manner.scale, 1),
        "scale": manner.scale,
        "dpi": DPI,
        "locale": manner.language,
    }


def _level_labels(sketch: Sketch, scale: float) -> dict[str, Json]:
    """The names of categories below the chart stand level where they have room; Vega-Lite alone would turn all."""
    encoding = sketch.chart.spec.get("encoding", {})
    across = {channel: encoding[channel].get("field") for channel in ("x", "column")
              if isinstance(encoding.get(channel), dict)}  # fmt: skip
    for rows in sketch.chart.data:
        if across.get("x") in rows.columns:
            names = {name: {row[rows.columns.index(name)] for row in rows.rows}
                     for name in across.values() if name in rows.columns}  # fmt: skip
            views = len(names.get(across.get("column"), " "))
            longest = max(map(len, names[across["x"]]))
            room = sketch.picture / scale * 0.85 / views / len(names[across["x"]])
            if longest * chart_style.LABEL * 0.55 < room:
                return {"axisXDiscrete": {"labelAngle": 0}}
    return {}


def _run(jobs: Sequence[str], seconds: float) -> tuple[list[Json], Refusal]:
    """The answers that came, and what is to be said of the chart behind them, if there is one."""
    command = [sys.executable, "-m", "briefwright.engines.vega"]
    # Vega reads and writes dates in the zone of the machine.
    environment = {**os.environ, "TZ": "UTC", "PYTHONUTF8": "1"}
    given = "".join(each + "\n" for each in (json.dumps(_fonts()), *jobs)).encode()
    less = "draw less: fewer rows, a shorter sequence"
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False, env=environment)
        out, told = done.stdout, done.stderr
        end = Refusal("the drawing took more memory than it may", help=less)
        if b"memory" not in told:
            end = Refusal("Vega-Lite’s converter failed on this", help="look at the names of fonts, and at numbers")
    except subprocess.TimeoutExpired as expired:
        out, told = expired.stdout or b"", b""
        end = Refusal(f"the drawing took longer than {seconds / len(jobs):g} seconds", help=less)
    except OSError as error:
        raise Failure(f"charts cannot be drawn: {error.strerror}", HELP) from None
    if not out and b"ModuleNotFoundError" in told:
        raise Failure("the program that draws charts is missing", HELP)
    return [json.loads(line) for line in out.split(b"\n")[:-1]], end


@cache
def _fonts() -> list[str]:
    specs = (find_spec(package) for package in FONT_PACKAGES)
    return [str(Path(spec.origin).parent / "files") for spec in specs if spec and spec.origin]


def _finished(answer: Json, sketch: Sketch, scale: float) -> Drawing | Refusal:
    if "fault" in answer:
        return Refusal(f"Vega-Lite cannot draw this: {answer['fault']}")
    try:
        root, words = svg.cleaned(answer["svg"])
    except svg.NothingDrawn:
        return Refusal("nothing is drawn", help="look at the fields, the filters and the scales")
    _, _, width, height = (float(each) for each in root.get("viewBox", "0 0 1 1").split())
    width, height = round(width * scale, 2), round(height * scale, 2)
    picture = round(answer["picture_width"] * scale, 2)
    png = base64.b64decode(answer["png"])
    return Drawing(svg.written(root, width, height), png, width, height, picture, words, sketch.chart)


# The schema of Vega-Lite.


@cache
def _schema() -> Any:
    """What a specification must be, of the same version. Raises Failure when it is not installed."""
    from jsonschema import Draft7Validator

    spec = find_spec("altair")
    path = Path(spec.origin).parent / "vegalite/v6/schema/vega-lite-schema.json" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise Failure("the schema of Vega-Lite is missing", "run `make setup` again; it comes with the package altair")
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def flaw(spec: Mapping[str, Json]) -> Refusal | None:
    """What of a specification is not Vega-Lite, at the deepest place where it goes wrong."""
    leaves = [leaf for error in _schema().iter_errors(_without_rows(spec)) for leaf in _weighed(error)[1]]
    if not leaves:
        return None
    deepest = max(len(leaf.absolute_path) for leaf in leaves)
    there = [leaf for leaf in leaves if len(leaf.absolute_path) == deepest]
    where: Where = tuple(there[0].absolute_path)
    there = [leaf for leaf in there if tuple(leaf.absolute_path) == where]
    extra = [(set(each.instance) - set(each.schema.get("properties", ())), each) for each in there
             if each.validator == "additionalProperties"]  # fmt: skip
    choices = [value for each in there if each.validator in ("enum", "const") for value in _allowed(each)]
    if extra:
        unknown, _ = min(extra, key=lambda pair: len(pair[0]))
        name = next(key for key in there[0].instance if key in unknown)
        known = dict.fromkeys(key for names, each in extra if name in names for key in each.schema["properties"])
        told = f"Vega-Lite has no `{name}` here"
        return Refusal(told, (*where, name), nearest(name, known) or _some(sorted(known)))
    named = f"`{where[-1]}`" if where else "this"
    if missing := [each for each in there if each.validator == "required"]:
        names = [name for name in missing[0].validator_value if name not in missing[0].instance]
        return Refusal(f"{named} has no `{names[0]}`", where, f"add `{names[0]}: …`")
    given = json.dumps(there[0].instance, ensure_ascii=False)
    told = f"{named} cannot be `{given.strip(chr(34))[:40]}`"
    instance = there[0].instance
    advice = nearest(instance, choices) if isinstance(instance, str) else ""
    return Refusal(told, where, advice or _some(choices) or _types(there))


def _without_rows(value: Json) -> Json:
    """A specification with none of its rows: they are data, and many."""
    if isinstance(value, list):
        return [_without_rows(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [] if key == "values" and isinstance(inner, list) and inner and isinstance(inner[0], dict)
        else {name: [] for name in inner} if key == "datasets" and isinstance(inner, dict)
        else _without_rows(inner)
        for key, inner in value.items()
    }  # fmt: skip


def _weighed(error: Any) -> tuple[int, list[Any]]:
    """How wrong a value is, and the faults in it that say so; where a schema has alternatives, those of the nearest."""
    if not error.context:
        return _weight(error), [error]
    alternatives: dict[Any, list[tuple[int, list[Any]]]] = {}
    for inner in error.context:
        alternatives.setdefault(inner.schema_path[0], []).append(_weighed(inner))
    ranked = []
    for found in alternatives.values():
        leaves = [leaf for _, held in found for leaf in held]
        ranked.append((sum(cost for cost, _ in found), -max(len(leaf.absolute_path) for leaf in leaves), leaves))
    least = min(each[:2] for each in ranked)
    return least[0], [leaf for cost, depth, held in ranked for leaf in held if (cost, depth) == least]


OF_ANOTHER_KIND = 50
"""How wrong a group or a list is where something else is wanted: more than all that may be wrong inside it."""


def _weight(error: Any) -> int:
    if error.validator == "additionalProperties":
        return len(set(error.instance) - set(error.schema.get("properties", ())))
    return OF_ANOTHER_KIND if error.validator == "type" and isinstance(error.instance, dict | list) else 1


def _allowed(error: Any) -> list[str]:
    value = error.validator_value
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _some(names: Sequence[str]) -> str:
    return one_of(dict.fromkeys(names), SHOWN) if names else ""


def _types(errors: Sequence[Any]) -> str:
    wanted = [name for each in errors if each.validator == "type" for name in
              (each.validator_value if isinstance(each.validator_value, list) else [each.validator_value])]  # fmt: skip
    shown = {
        "object": "a group of keys",
        "array": "a list",
        "string": "words",
        "null": "null",
        "boolean": "true or false",
    }
    return " or ".join(dict.fromkeys(shown.get(each, f"a {each}") for each in wanted))
