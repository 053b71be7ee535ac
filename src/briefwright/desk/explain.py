"""`explain`: what a diagnostic means, with an example.

Takes a code; gives its page. Invariant: every code has a page in `pages/`, and the tests run its example.
"""

from __future__ import annotations

from importlib.resources import files


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
