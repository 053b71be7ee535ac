"""Why words do not match.

Takes the outline's words and the passages they were looked for in; gives the first difference and the nearest words.
Invariant: it explains, it never decides, and never repairs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from briefwright.resolve.sameness import Folded, fold

TOKEN = re.compile(r"\[[^\]]*\]|\d+(?:[.,:]\d+)*|\w+(?:’\w+)*|[^\w\s]")
NEAR = 0.6
MOST_TOKENS = 3000
MOST_QUOTED = 300
"""Comparing costs the product of the two at worst."""
SLACK = 3


@dataclass(frozen=True)
class Difference:
    """The nearest stretch of a text and where it first differs; offsets are code points of text and quoted words.

    `ratio` is the likeness, 0 to 1 (Ratcliff and Obershelp); `quoted` and `source` are what stands at the difference.
    """

    ratio: float
    start: int
    end: int
    quoted: tuple[int, int]
    source: tuple[int, int]


def difference(quoted: str, text: str) -> Difference | None:
    """The stretch of `text` most like `quoted`; None when nothing is near."""
    a, b = fold(quoted), fold(text)
    words = [m.span() for m in islice(TOKEN.finditer(a.folded), MOST_QUOTED)]
    others = [m.span() for m in islice(TOKEN.finditer(b.folded), MOST_TOKENS)]
    if not words or not others:
        return None
    first = [a.folded[s:e].lower() for s, e in words]
    second = [b.folded[s:e].lower() for s, e in others]
    anchor = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    if not anchor.size:
        return None
    low, high = _window(first, second, anchor.a, anchor.b)
    window = SequenceMatcher(None, [a.folded[s:e] for s, e in words], [b.folded[s:e] for s, e in others[low:high]],
                             autojunk=False)  # fmt: skip
    ratio = window.ratio()
    if ratio < NEAR:
        return None
    unequal = [
        op for op in window.get_opcodes() if op[0] != "equal" and not (op[1] == op[2] and op[1] in (0, len(first)))
    ]
    told = [op for op in unequal if not _bracketed(first[op[1] : op[2]])]
    if len(told) > 1 and _own_case(first, second[low:high], *told[0][1:]):
        del told[0]
    at = next(iter(told or unequal), None)
    i1, i2, j1, j2 = at[1:] if at else (len(first), len(first), high - low, high - low)
    return Difference(
        ratio,
        *b.original(others[low][0], others[high - 1][1]),
        quoted=_extent(a, words, i1, i2),
        source=_extent(b, others, low + j1, low + j2),
    )


def _bracketed(tokens: list[str]) -> bool:
    """Whether only declared alterations stand here."""
    return bool(tokens) and all(token.startswith("[") for token in tokens)


def _own_case(first: list[str], second: list[str], i1: int, i2: int, j1: int, j2: int) -> bool:
    """Whether only the case of the first word differs, which may be ours: then the fault is a later one."""
    return i1 == 0 and i2 == 1 and first[i1:i2] == second[j1:j2]


def _window(first: list[str], second: list[str], a: int, b: int) -> tuple[int, int]:
    """As many tokens as were quoted, around the anchor; a few more on either side where they were quoted too."""
    low, high = max(b - a, 0), min(b + len(first) - a, len(second))
    known = set(first)
    for _ in range(SLACK):
        low -= low > 0 and second[low - 1] in known
        high += high < len(second) and second[high] in known
    return low, high


def _extent(folded: Folded, spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """From token numbers to offsets in the text; an empty range stands behind the token before it."""
    at = folded.at
    if start < end:
        return at[spans[start][0]], at[spans[end - 1][1]]
    here = at[spans[start - 1][1]] if start else at[spans[0][0]]
    return here, here
