"""Measuring: commands against each other, in turns, with medians, spread and peak memory; and where the figures go.

Takes commands; gives rows of figures, prints them, and writes `build/bench.json` with a picture of the ratios.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7


def measure(command: list[str], folder: Path) -> tuple[float, int]:
    """Seconds and peak resident memory (KiB) of one command, its children included one by one."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss


@dataclass(frozen=True)
class Row:
    """What one contender took: seconds of each run, and its peak of memory in MiB."""

    group: str
    who: str
    seconds: list[float]
    memory: float = 0.0

    @property
    def median(self) -> float:
        """Of the seconds."""
        return statistics.median(self.seconds)


@dataclass
class Figures:
    """Every row of a run, and ours against another's: the first that is named is the reference."""

    rows: list[Row] = field(default_factory=list)
    ratios: list[dict[str, Any]] = field(default_factory=list)

    def add(self, group: str, found: Sequence[Row], most: float | None = None) -> None:
        """Print and keep rows; the last one's ratio to the first, `most` it should be."""
        print(group)
        self.rows.extend(found)
        for row in found:
            low, high = min(row.seconds), max(row.seconds)
            memory = f"   peak {row.memory:4.0f} MiB" if row.memory else ""
            print(f"  {row.who:<26} {row.median:8.3f} s  ({low:.3f} to {high:.3f}){memory}")
        first, last = found[0], found[-1]
        ratio = {"group": group, "of": last.who, "to": first.who, "ratio": last.median / first.median}
        if most is not None:
            ratio["most"] = most
        if first.memory and last.memory:
            ratio["memory"] = last.memory / first.memory
        self.ratios.append(ratio)
        wanted = f", wanted {most}" if most is not None else ""
        memory = f", memory {ratio['memory']:.2f}" if "memory" in ratio else ""
        print(f"  ratio {ratio['ratio']:.2f}{wanted}{memory}", flush=True)

    def write(self, name: str = "bench") -> None:
        """`build/NAME.json` and `build/NAME.svg`."""
        machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
        rows = [{**asdict(row), "median": row.median} for row in self.rows]
        (ROOT / "build").mkdir(exist_ok=True)
        content = {"machine": machine, "ratios": self.ratios, "rows": rows}
        (ROOT / f"build/{name}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
        (ROOT / f"build/{name}.svg").write_text(picture(self.ratios), encoding="utf-8")
        print(f"build/{name}.json, build/{name}.svg")


def picture(ratios: list[dict[str, Any]]) -> str:
    """The ratios as bars, with what is wanted as ticks."""
    import vl_convert

    labels = [f"{each['group']} (to {each['to']})" for each in ratios]
    values = [{**each, "label": at, "text": f"{each['ratio']:.2f}"} for each, at in zip(ratios, labels, strict=True)]
    y = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": {"labelLimit": 520, "ticks": False},
    }
    x = {"field": "ratio", "type": "quantitative", "title": "time, as a ratio to the reference of the same run"}
    spec = {
        "data": {"values": values}, "width": 360, "height": {"step": 22}, "background": "white",
        "layer": [
            {"mark": {"type": "bar", "color": "#1d4e6b"}, "encoding": {"y": y, "x": x}},
            {"mark": {"type": "tick", "color": "#b3541e", "thickness": 2},
             "encoding": {"y": y, "x": {"field": "most", "type": "quantitative"}}},
            {"mark": {"type": "text", "align": "left", "dx": 4},
             "encoding": {"y": y, "x": x, "text": {"field": "text"}}},
        ],
    }  # fmt: skip
    return str(vl_convert.vegalite_to_svg(spec))


def turns(
    runs: dict[str, list[list[str]]], folder: Path, group: str, *, times: int = RUNS,
    before: Callable[[str, int], object] = lambda _name, _turn: None,
) -> list[Row]:  # fmt: skip
    """Each contender's commands one after the other, all contenders in turns so that a busy moment meets all; the first
    turn warms the disk's cache. `before` is called before each, with its name and the number of the turn."""
    spent: dict[str, list[float]] = {name: [] for name in runs}
    memory = dict.fromkeys(runs, 0)
    for turn in range(times + 1):
        for name, commands in runs.items():
            before(name, turn)
            took = [measure(command, folder) for command in commands]
            if turn:
                spent[name].append(sum(seconds for seconds, _ in took))
                memory[name] = max(memory[name], *(size for _, size in took))
    return [Row(group, name, seconds, memory[name] / 1024) for name, seconds in spent.items()]
