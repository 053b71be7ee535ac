"""Anchors of headings.

Takes a heading and the anchors that are taken; gives its own. Invariant: no two headings of a brief have the same one,
and none looks like the compiler's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefwright.model import prose as md

OURS = ("part-", "ref-", "fn", "q", "table-", "figure-")


def anchor(heading: md.Paragraph, taken: dict[str, int]) -> str:
    """The heading's words as an anchor, as pandoc makes them; short enough for a bookmark of Word (40). It is added to
    those that are taken, each with the last number that was put behind it."""
    words = re.sub(r"[^\w.-]+", "-", _words(heading.content).lower()).strip("-.")[:28].strip("-.") or "section"
    stem = f"s-{words}" if words.startswith(OURS) else words
    identifier, number = stem, max(taken.get(stem, 1), 1)
    while identifier in taken:
        number += 1
        identifier = f"{stem}-{number}"
    taken[identifier] = 1
    taken[stem] = number
    return identifier


def _words(content: Sequence[md.Inline]) -> str:
    return "".join(
        node.text if isinstance(node, md.Words | md.Code) else _words(getattr(node, "content", ())) for node in content
    )
