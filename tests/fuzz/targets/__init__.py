"""The readers that are fuzzed, one file a reader.

Gives `TARGETS`. Invariant: a target's `run` is what a user's command does with such an input, as near as it can be
called many times a second.
"""

from __future__ import annotations

from tests.fuzz.harness import Target
from tests.fuzz.targets import (
    add,
    arguments,
    chart,
    citations,
    csl,
    dates,
    find,
    lsp,
    markdown,
    outline,
    seed,
    table,
    template,
    verify,
)

MODULES = (
    seed, outline, markdown, table, template, csl, dates, citations, chart, add, verify, lsp, find, arguments,
)  # fmt: skip
TARGETS: dict[str, Target] = {target.name: target for module in MODULES for target in module.targets()}
