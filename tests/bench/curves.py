"""Cost against size: pages, notes, passages of the library, briefs of a run. Run as `python -m tests.bench.curves`.

Each size is doubled, or more, and the whole command is timed, medians of a few runs in turns. Prints the exponent
between the two largest sizes, with what the smallest costs taken off (1 is linear), and writes `build/curves.json` and
a picture.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.bench import build, long_workspace
from tests.bench.find import library
from tests.bench.measure import ROOT, measure
from tests.support import outline, seed, workspace

RUNS = 3
Commands = Callable[[Path, int], list[str]]


def pages(folder: Path, size: int) -> list[str]:
    """A brief of so many sections; each has some three pages and twenty notes."""
    outline = long_workspace(folder, size)
    return build(outline.parents[1], "b", folder / "out", "--force")


def notes(folder: Path, size: int) -> list[str]:
    """A brief of short paragraphs with a quotation and its note each."""
    passages = {f"p{n}": f"The harbour is {n} fathoms deep, and nobody knows why." for n in range(1, size + 1)}
    said = (f'Paragraph {n} says it is "{n} fathoms deep" [@a#p{n}].' for n in range(1, size + 1))
    workspace(folder, {"seeds/a.yaml": seed(**passages), "briefs/b.yaml": outline(*said)})
    return build(folder, "b", folder / "out", "--force")


def passages(folder: Path, size: int) -> list[str]:
    """A library of so many passages, and the check of a brief that quotes none of them but one."""
    library(folder, size // 100, 100)
    words = outline("Words of the brief's own.")
    workspace(folder, {"briefs/b.yaml": words})
    return [str(Path(sys.executable).parent / "briefwright"), "-C", str(folder), "check", "b"]


def briefs(folder: Path, size: int) -> list[str]:
    """So many briefs of a page."""
    held: dict[str, str | bytes] = {"seeds/a.yaml": seed(p1="The harbour is deep enough.")}
    held |= {f"briefs/b{n}.yaml": outline(f'It is "deep enough" [@a#p1], {n}.') for n in range(size)}
    workspace(folder, held)
    return build(folder, "", folder / "out", "--force")


CURVES: dict[str, tuple[Commands, tuple[int, ...]]] = {
    "sections of three pages": (pages, (2, 4, 8, 16, 32)),
    "notes": (notes, (25, 50, 100, 200, 400)),
    "passages in the library": (passages, (1_000, 10_000, 100_000)),
    "briefs": (briefs, (2, 4, 8, 16, 32)),
}


def curve(make: Commands, sizes: tuple[int, ...], folder: Path) -> list[float]:
    """Median seconds at each size."""
    commands = {size: make(folder / str(size), size) for size in sizes}
    spent: dict[int, list[float]] = {size: [] for size in sizes}
    for turn in range(RUNS + 1):
        for size, command in commands.items():
            seconds, _ = measure(command, folder)
            if turn:
                spent[size].append(seconds)
    return [statistics.median(each) for each in spent.values()]


def exponent(sizes: tuple[int, ...], seconds: list[float]) -> float:
    """How the cost above that of the smallest grows between the two largest sizes: 1 is linear, below it is better."""
    (one, other), (less, more) = sizes[-2:], (each - seconds[0] for each in seconds[-2:])
    return math.log(max(more, 1e-3) / max(less, 1e-3)) / math.log((other - sizes[0]) / (one - sizes[0]))


def picture(rows: list[dict[str, Any]]) -> str:
    """A small chart for each curve."""
    import vl_convert

    line = {
        "mark": {"type": "line", "point": True, "color": "#1d4e6b"}, "width": 220, "height": 160,
        "encoding": {"x": {"field": "size", "type": "quantitative", "title": None},
                     "y": {"field": "seconds", "type": "quantitative", "title": "seconds"}},
    }  # fmt: skip
    facet = {"field": "what", "type": "nominal", "title": None, "sort": list(CURVES)}
    spec = {"data": {"values": rows}, "facet": facet, "spec": line, "columns": 2, "background": "white",
            "resolve": {"scale": {"x": "independent", "y": "independent"}}}  # fmt: skip
    return str(vl_convert.vegalite_to_svg(spec))


def main() -> None:
    """Print every curve, and keep it."""
    rows: list[dict[str, Any]] = []
    exponents = {}
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        for what, (make, sizes) in CURVES.items():
            folder = Path(name) / what
            folder.mkdir()
            seconds = curve(make, sizes, folder)
            exponents[what] = exponent(sizes, seconds)
            rows += [{"what": what, "size": size, "seconds": each} for size, each in zip(sizes, seconds, strict=True)]
            told = ", ".join(f"{size:,}: {each:.2f} s" for size, each in zip(sizes, seconds, strict=True))
            print(f"{what}: {told}; exponent {exponents[what]:.2f}", flush=True)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build/curves.json").write_text(json.dumps({"exponents": exponents, "rows": rows}, indent=1))
    (ROOT / "build/curves.svg").write_text(picture(rows), encoding="utf-8")
    print("build/curves.json, build/curves.svg")


if __name__ == "__main__":
    main()
