"""One brief in a small library and in a large one: checking it, finding the passage that does say some words,
searching, and what the index costs.

The libraries are those of `tests.bench.find`, of 1,000 passages and of 100,000 or as many as are given (`python -m
tests.bench.library 1000000`, and `… 1000000 1000` for files of 1,000 passages), made once below `build/`. Prints
medians, their spread, and ratios.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from tests.bench import find as passages
from tests.support import text

from briefwright import pipeline
from briefwright.desk import find
from briefwright.engines.files import Workspace
from briefwright.engines.index import RACY, cache_file
from briefwright.engines.process import collect_less
from briefwright.resolve.finding import find as quote
from briefwright.resolve.quotation import Wanted

Result = TypeVar("Result")
ROOT = Path(__file__).resolve().parents[2] / "build" / "bench-library"
RUNS, SMALL, LARGE, EACH, ONCE = 7, 1000, 100_000, 100, 500_000
"""Runs of a measurement; passages of the two libraries, and of a file; passages from which on they are indexed once."""
BRIEF = """\
title: One brief
date: 2026-01-20
sections:
  - heading: What they say
    body:
"""


def made(count: int, each: int) -> Workspace:
    """A library of as many passages, and a brief that quotes five of them."""
    folder = ROOT / f"{count}-{each}"
    if not (folder / "whole").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"making {count:,} passages …", file=sys.stderr)
        passages.library(folder, count // each, each)
        outline = BRIEF
        for number in range(5):
            key, words = passage(Workspace(folder), number)
            outline += f'      - |\n        They say "{" ".join(words.split()[:6])}" [@{key}].\n'
        (folder / "briefs" / "one.yaml").write_text(outline, encoding="utf-8")
        (folder / "whole").write_text("", encoding="utf-8")
        time.sleep(RACY / 1e9)
    return Workspace(folder)


def passage(workspace: Workspace, number: int, place: int = 5) -> tuple[str, str]:
    """The key and the words of a passage of the source `report-NUMBER`."""
    name = f"report-{number}"
    seed = workspace.seed_text(f"seeds/{name}.yaml") or ""
    lines = seed.split(f"\n  p{place}:\n", 1)[1].splitlines()
    return f"{name}#p{place}", " ".join(line.strip() for line in lines[1:4])


def apart(work: Callable[[], Result]) -> tuple[float, float]:
    """Seconds of some work in a process of its own, and that process's peak of memory in MiB; its helpers' is less."""
    context = get_context("fork")
    ours, theirs = context.Pipe()

    def run() -> None:
        start = time.perf_counter()
        work()
        theirs.send((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))

    child = context.Process(target=run)
    child.start()
    found: tuple[float, float] = ours.recv()
    child.join()
    return found


def times(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Seconds of each run."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def shown(seconds: list[float]) -> str:
    """Median and spread in milliseconds."""
    low, middle, high = (1000 * each for each in (min(seconds), statistics.median(seconds), max(seconds)))
    return f"{middle:8.1f} ms  ({low:.1f} to {high:.1f})"


def check(workspace: Workspace) -> list[str]:
    """The command that checks the brief."""
    return [sys.executable, "-m", "briefwright", "-C", str(workspace.root), "check", "one"]


def indexing(workspace: Workspace, count: int) -> None:
    """Print how fast the index is made, and what it takes."""
    path = cache_file(workspace.root)
    assert path is not None
    runs = []
    for _ in range(1 if count >= ONCE else RUNS):
        shutil.rmtree(path.parent, ignore_errors=True)
        runs.append(apart(lambda: pipeline.load_library(workspace)))
    rate = sorted(count / seconds for seconds, _ in runs)
    memory, size = max(memory for _, memory in runs), sum(each.stat().st_size for each in path.parent.iterdir())
    print(f"  first indexing: {statistics.median(rate):,.0f} passages a second ({rate[0]:,.0f} to {rate[-1]:,.0f}),"
          f" peak {memory:.0f} MiB, index of {size / 2**20:,.0f} MiB")  # fmt: skip


def checking(small: Workspace, large: Workspace) -> None:
    """Print how long the check of the brief takes in both, a process each time."""
    spent: dict[Path, list[float]] = {small.root: [], large.root: []}
    for turn in range(RUNS + 1):
        for workspace in (small, large):
            start = time.perf_counter()
            subprocess.run(check(workspace), check=True, stdout=subprocess.DEVNULL)
            if turn:
                spent[workspace.root].append(time.perf_counter() - start)
    for name, seconds in zip(("small", "large"), spent.values(), strict=True):
        print(f"  check of one brief, {name}:{shown(seconds):>35}")
    first, second = (statistics.median(seconds) for seconds in spent.values())
    print(f"  ratio {second / first:.2f}")


def asking(workspace: Workspace, count: int, each: int) -> None:
    """Print how long it takes to name the passage that does say some words, and to search."""
    where = pipeline.load_library(workspace)
    far = count // each - 1
    cited = [where.library.sources["report-1"].passages["p1"]]
    words = passage(workspace, far, 7)[1].split()
    chinese = passage(workspace, far, 20)[1]
    common = " ".join(sorted(words, key=len)[:2])
    quotes = {"a sentence": " ".join(words[:12]), "four words": " ".join(words[3:7]), "one word": max(words, key=len),
              "an omission": f"{' '.join(words[:3])} […] {' '.join(words[8:11])}", "signs": chinese[2:12],
              "words of nobody": " ".join(reversed(words[:6])), "a common word": min(words, key=len)}  # fmt: skip
    for what, said in quotes.items():
        given = text(said, "briefs/one.yaml")
        wanted = Wanted(said, given.span(), given.span)
        outcome = []

        def name(wanted: Wanted = wanted, outcome: list[str] = outcome) -> None:
            found = quote(wanted, cited, pipeline.load_library(workspace).library)
            outcome.append(getattr(found, "help", "found where it is cited")[:60])

        print(f"  who says {what:<16}{shown(times(name))}  {outcome[-1]}")
    phrase, rare, year = " ".join(words[2:5]), max(words, key=len), f"date:2010 {words[0]}"
    queries = {
        "a common word": words[0], "a rare word": rare, "two words": common, "a phrase": f'"{phrase}"',
        "signs": chinese[2:5], "one sign": chinese[2], "a common word of a source": f"source:report-{far} {words[0]}",
        "a common word of a year": year, "a source": f"source:report-{far}",
    }  # fmt: skip
    for what, query in queries.items():
        given_words = query.split(" ") if '"' not in query else [query]
        spent = times(lambda given_words=given_words: find.find(workspace, given_words, 20))  # type: ignore[misc]
        found = find.find(workspace, given_words, 20)
        print(f"  find {what:<26}{shown(spent)}  {found.count:,} passages")
    path = workspace.root / "seeds" / f"report-{far}.yaml"
    before = path.read_text(encoding="utf-8")
    changed = []
    for turn in range(RUNS):
        path.write_text(before + f"  p9999: Something new {turn}\n", encoding="utf-8")
        changed += times(lambda: find.find(workspace, ["new", "something"], 20), 1)
    path.write_text(before, encoding="utf-8")
    print(f"  find after one changed file     {shown(changed)}")


def main() -> None:
    """Print every measurement."""
    collect_less()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LARGE
    each = int(sys.argv[2]) if len(sys.argv) > 2 else EACH
    os.environ["XDG_CACHE_HOME"] = str(ROOT / "cache")
    small, large = made(SMALL, EACH), made(count, each)
    print(f"a library of {SMALL:,} passages, and one of {count:,} in files of {each:,}; medians of {RUNS}")
    indexing(large, count)
    checking(small, large)
    asking(large, count, each)


if __name__ == "__main__":
    main()
