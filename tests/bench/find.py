"""`find` in 100,000 passages: how fast they are indexed and kept fresh, and how long a question takes beside the bare
query of FTS5 in the same process.

The library is made here: a thousand seeds of a hundred passages, words drawn by Zipf's law, every tenth passage with a
voice, every twentieth Chinese. Run by `make bench`; prints rates, medians and ratios.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from briefwright.desk import find
from briefwright.engines.files import Workspace
from briefwright.engines.index import RACY, Index
from briefwright.engines.process import collect_less

SEEDS, PASSAGES, RUNS = 1000, 100, 15
LETTERS = "aaabcdeeeeefghiiijklmnooopqrrsssttuvwxyz"


def library(folder: Path, seeds: int = SEEDS, passages: int = PASSAGES) -> Workspace:
    """A workspace of as many seeds of as many passages, the same each time."""
    chance = random.Random(7)
    words = sorted({"".join(chance.choices(LETTERS, k=chance.randint(3, 9))) for _ in range(30_000)})
    chance.shuffle(words)
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]
    for name in ("seeds", "briefs"):
        (folder / name).mkdir(parents=True)
    for number in range(seeds):
        lines = ["source:", "  type: report", f"  title: Report {number} on {words[number]}",
                 f"  issued: {2000 + number % 26}-03-09", "passages:"]  # fmt: skip
        for place in range(1, passages + 1):
            chinese = place % 20 == 0
            said = ["".join(chance.choices(signs, k=40)) if chinese else
                    " ".join(chance.choices(words, cum_weights=weights, k=14)) for _ in range(4)]  # fmt: skip
            lines += [f"  p{place}:", "    text: >-", *(f"      {line}" for line in said)]
            if place % 10 == 1:
                lines += ["    voices:", f"      - {{says: {said[0]}, speaker: Minister {place % 7}}}"]
        (folder / "seeds" / f"report-{number}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Workspace(folder)


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of some work."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare(base: sqlite3.Connection, match: str) -> Callable[[], object]:
    """What FTS5 does by itself: the best twenty rows."""
    order = "SELECT rowid, text FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20"
    return lambda: base.execute(order, (match,)).fetchall()


def main() -> None:
    """Print every measurement."""
    collect_less()
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    with tempfile.TemporaryDirectory() as name:
        workspace = library(Path(name) / "library", seeds)
        time.sleep(RACY / 1e9)
        index = Index(Path(name) / "index.sqlite")
        start = time.perf_counter()
        find.refresh(workspace, index)
        spent = time.perf_counter() - start
        count = seeds * PASSAGES
        print(f"find in {count:,} passages of {seeds:,} sources, medians of {RUNS}")
        print(f"  indexed in {spent:.1f} s: {count / spent:,.0f} passages a second, reading them included")
        print(f"  nothing changed: {seconds(lambda: find.refresh(workspace, index)) * 1000:.1f} ms")
        read = index.read
        path = workspace.seeds()[seeds // 2]
        path.write_text(path.read_text(encoding="utf-8") + "  p999: Something new\n", encoding="utf-8")
        start = time.perf_counter()
        find.refresh(workspace, index)
        spent = time.perf_counter() - start
        print(f"  one file changed: {spent * 1000:.1f} ms, {index.read - read} of {seeds:,} files read")
        time.sleep(RACY / 1e9)
        find.refresh(workspace, index)
        terms = [term for (term,) in index.base.execute(
            "SELECT term FROM (SELECT term, doc FROM temp.stems ORDER BY doc DESC) WHERE term GLOB '[a-z]*'"
        )] if list(index.words_near("word")) else []  # fmt: skip
        signs = index.base.execute("SELECT text FROM words WHERE rowid = 20").fetchone()[0].replace("\x1f", "")
        asked = {"a common word": terms[0], "a middling word": terms[200], "a rare word": terms[-500],
                 "two words": f"{terms[3]} {terms[9]}", "one sign": signs[3], "two signs": signs[3:5]}  # fmt: skip
        for what, words in asked.items():
            query = find.parse_query(words.split())
            match = " ".join(f'"{each.words}"' if each.words.isascii() else f'"{" ".join(each.words)}"'
                             for each in query.phrases)  # fmt: skip
            alone, ours = (
                seconds(bare(index.base, match)),
                seconds(lambda q=query: find.search(workspace, index, q, 20)),
            )
            hits = index.count(query)
            print(f"  {what:<16} {hits:>6,} hits: {ours * 1000:7.2f} ms, bare {alone * 1000:7.3f} ms,"
                  f" ratio {ours / alone:5.1f}")  # fmt: skip
        index.close()


if __name__ == "__main__":
    main()
