"""Specifications of charts: `read/chart`, read and not drawn.

Invariant: what leaves the reader names no address and no file, and is JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

from tests.fuzz import corpus
from tests.fuzz.harness import Target
from tests.fuzz.mutate import texts
from tests.fuzz.targets.seed import shown

from briefwright.engines.files import decoded
from briefwright.model.diagnostic import Diagnostic
from briefwright.read.chart import read_chart
from briefwright.read.table import read_csv
from briefwright.read.yaml import Mapping, read_yaml


def targets() -> Iterator[Target]:
    """One."""
    words = (
        "mark: bar", "encoding:", "x: {field: a, type: quantitative}", "data: {values: [{a: 1}]}", "datasets:",
        "url: x", "transform:", "layer:", "hconcat:", "repeat:", "facet:", "aggregate: count", "0x1F", "0o17", ".inf",
        "1e400", "~",
    )  # fmt: skip
    yield Target("chart", run, _corpus, texts(words, _corpus), words)


@cache
def _corpus() -> list[bytes]:
    found = [
        block
        for raw in corpus.outlines()
        for block in re.findall(r"vega-lite:\n((?: {10,}.*\n)+)", raw.decode("utf-8", "replace"))
    ]
    flow = [
        m for raw in corpus.outlines() for m in re.findall(r"vega-lite: (\{.*\})\}", raw.decode("utf-8", "replace"))
    ]
    return [each.encode() for each in (*found, *flow)]


def run(content: bytes) -> None:
    """A specification, with data of its own and with a file's."""
    file = decoded(content, "briefs/b.yaml")
    if isinstance(file, Diagnostic):
        return
    table = decoded(corpus.tables()[0], "briefs/t.csv")
    assert not isinstance(table, Diagnostic)
    rows = read_csv(table, [])
    for given in (None, rows):
        node, _ = read_yaml(file)  # anew, for a reader may keep what it read
        if not isinstance(node, Mapping):
            return
        faults: list[Diagnostic] = []
        chart = read_chart(node, node.span, given, faults)
        shown(faults, {file.name: file, table.name: table})
        if chart.sound:
            json.dumps(chart.spec)
