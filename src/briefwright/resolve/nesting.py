"""Marks inside a quotation: which of them open, which close, and which are neither.

Takes the folded words of a passage and the places of its marks; gives, for each mark that has a partner, whether it
opens and how deep. Invariant: a mark without a partner (an apostrophe, a foot, half of a pair cut off) is nobody's
business here and stays the source's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefwright.resolve.sameness import MARK, Folded

PARTNERS: Mapping[str, str] = {
    '"': '"“”„',
    "“": '”"',
    "„": '“”"',
    "”": "”",
    "«": "»",
    "»": "«»",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "〝": "〞",
    "‟": "”",
}
"""What may close what, whatever the language (Unicode CLDR, delimiters)."""
OPENERS = "([{-—–/"


def nesting(folded: Folded, places: Sequence[int]) -> dict[int, tuple[bool, int]]:
    """For each place of a paired mark, whether it opens, and its depth from 0."""
    open_: list[tuple[int, str]] = []
    pairs: list[tuple[int, int]] = []
    for place in places:
        char = folded.text[folded.at[place]]
        depth = next((i for i in range(len(open_) - 1, -1, -1) if char in PARTNERS.get(open_[i][1], "")), None)
        if depth is not None and _may_close(folded.folded, place):
            pairs.append((open_[depth][0], place))
            del open_[depth:]
        elif char in PARTNERS and _may_open(folded.folded, place):
            open_.append((place, char))
    return _with_depths(pairs)


def _with_depths(pairs: Sequence[tuple[int, int]]) -> dict[int, tuple[bool, int]]:
    roles: dict[int, tuple[bool, int]] = {}
    for start, end in pairs:
        depth = sum(1 for s, e in pairs if s < start and end < e)
        roles[start], roles[end] = (True, depth), (False, depth)
    return roles


def _may_open(folded: str, at: int) -> bool:
    before, after = folded[at - 1 : at], folded[at + 1 : at + 2]
    return (not before or before.isspace() or before in OPENERS or before == MARK or not before.isascii()) and (
        bool(after) and not after.isspace()
    )


def _may_close(folded: str, at: int) -> bool:
    before = folded[at - 1 : at]
    return bool(before) and not before.isspace()
