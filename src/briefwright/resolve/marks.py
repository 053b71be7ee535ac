"""Pairing quotation marks.

Takes a paragraph's characters; gives pairs of offsets and the marks without a partner.
Invariant: any double mark may close any other; single marks are never paired here, they belong to the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefwright.resolve.sameness import DOUBLE

ONLY_OPEN = frozenset("„‟「『〝")
ONLY_CLOSE = frozenset("」』〞")
BRACKETS = "([{—–-/"


def pair_marks(chars: Sequence[str]) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of opening and closing marks, and the offsets of lonely ones.

    `chars` has one string a place; places that hold no character hold `\\x00`.
    """
    pairs: list[tuple[int, int]] = []
    lonely: list[int] = []
    opened: int | None = None
    behind = 0
    for at, char in enumerate(chars):
        if char not in DOUBLE or at < behind:
            continue
        if opened is not None and (inner := _nested(chars, at, chars[opened])):
            behind = inner + 1
            continue
        if opened is None:
            if _closes_only(chars, at):
                lonely.append(at)
            else:
                opened = at
        elif _opens_only(chars, at, chars[opened]):
            lonely.append(opened)
            opened = at
        else:
            pairs.append((opened, at))
            opened = None
    if opened is not None:
        lonely.append(opened)
    return pairs, lonely


NESTED = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}


def _nested(chars: Sequence[str], at: int, opened: str) -> int:
    """Where a pair of another kind that opens at `at`, inside a pair opened by `opened`, closes; 0 when it does not."""
    closers = NESTED.get(chars[at], "")
    if (
        not closers
        or chars[at] == opened
        or (opened == "„" and chars[at] == "“")
        or (opened == "“" and chars[at] == "„")
    ):
        return 0
    for place in range(at + 1, len(chars)):
        if chars[place] in closers:
            rest = [char for char in chars[place + 1 :] if char in DOUBLE]
            return place if rest else 0
        if chars[place] in DOUBLE:
            return 0
    return 0


def _blank(char: str) -> bool:
    return not char or char == "\x00" or char.isspace()


def _closes_only(chars: Sequence[str], at: int) -> bool:
    """Whether a mark with none open before it can be no opening one."""
    char = chars[at]
    if char in ONLY_CLOSE:
        return True
    if char != '"':
        return False
    before, after = (chars[at - 1] if at else ""), (chars[at + 1] if at + 1 < len(chars) else "")
    return not _blank(before) and before not in BRACKETS and (_blank(after) or after in ".,;:!?)")


def _opens_only(chars: Sequence[str], at: int, opened: str) -> bool:
    """Whether a mark with one open before it can be no closing one."""
    char = chars[at]
    if char in ONLY_OPEN:
        return True
    if char == "“":
        return opened not in "„‟"
    if char == "«":
        return opened != "»"
    if char != '"':
        return False
    before, after = (chars[at - 1] if at else ""), (chars[at + 1] if at + 1 < len(chars) else "")
    return (_blank(before) and before != "\x00") and bool(after) and not _blank(after) and after.isalnum()
