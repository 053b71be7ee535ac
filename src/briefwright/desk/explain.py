"""`explain`: what a diagnostic means, with an example.

Takes a code; gives its page, or the table of limits. Invariant: every code has a page in `pages/`, and the tests run
its example; the table is read from `model/limits.py` itself.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

from briefwright.model import limits


def codes() -> list[str]:
    """Every code that has a page, sorted."""
    return sorted(
        p.name.removesuffix(".md") for p in files("briefwright.desk.pages").iterdir() if p.name.endswith(".md")
    )


def explain(code: str) -> str:
    """The page of a code, Markdown. Raises KeyError for a code without one."""
    if code not in codes():
        raise KeyError(code)
    return (files("briefwright.desk.pages") / f"{code}.md").read_text(encoding="utf-8")


def limits_table() -> str:
    """Every limit, a line each: its number, and what it bounds."""
    rows = [(_shown(name, getattr(limits, name)), about) for name, about in _limits()]
    wide = max(len(number) for number, _ in rows)
    return "".join(f"{number:>{wide}}  {about}\n" for number, about in rows)


def _limits() -> Iterator[tuple[str, str]]:
    """The names of limits, each with the sentence behind it."""
    for node, behind in pairwise(ast.parse(inspect.getsource(limits)).body):
        if isinstance(node, ast.Assign) and isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant):
            yield ast.unparse(node.targets[0]), str(behind.value.value).rstrip(".")


def _shown(name: str, number: int) -> str:
    if name.endswith(("_BYTES", "_MEMORY")):
        return f"{number // 2**20:,} MiB"
    return f"{number:,} s" if name.endswith("_SECONDS") else f"{number:,}"
