"""What a passage surely has when it says a pattern: words that an index of words can be asked for.

Takes patterns; gives rows of phrases. Invariant: a passage that one of the patterns matches has all the phrases of
one of the rows, each from the edge of a word to the edge of a word; where that is not sure of some words, they are left
out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from briefwright.model.library import Phrases
from briefwright.resolve.pattern import Element, Kind, Pattern
from briefwright.resolve.sameness import breaks_everywhere

WORDS, SIGNS, PHRASES = 8, 24, 4
"""Words of a phrase, signs of one without spaces, phrases of a row: more of them make no answer shorter."""


def phrases(patterns: Sequence[Pattern]) -> Phrases:
    """A row for each pattern, each row once; no rows where one of the patterns has nothing that is sure."""
    rows = [_row(pattern) for pattern in patterns if pattern.says_something]
    return tuple(dict.fromkeys(rows)) if all(rows) else ()


def _row(pattern: Pattern) -> tuple[str, ...]:
    found = [phrase for chunk in pattern.chunks for phrase in _chunk(chunk)]
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True)[:PHRASES])


def _chunk(chunk: tuple[Element, ...]) -> list[str]:
    """The phrases of a chunk, which begins and ends at the edge of a word. A bracket may stand for anything, or be the
    source's own; what it touches is not sure, up to the next space."""
    found: list[str] = []
    ends = [element for element in chunk if element.kind is not Kind.FINAL]
    for at, element in enumerate(ends):
        if element.kind is not Kind.WORDS:
            continue
        text = element.text
        begun = at == 0
        if at == 1 and ends[0].kind is Kind.CASE:
            begun = ends[0].text.isascii()
            text = ends[0].text + text if begun else text
        if not begun:
            text = _from_edge(text)
        if at < len(ends) - 1:
            text = _to_edge(text)
        if (text := _short(text.strip())) and _certain(text):
            found.append(text)
    return found


def _from_edge(text: str) -> str:
    """From the first place on where a word surely begins."""
    at = next((at for at, char in enumerate(text) if _parts(char)), len(text))
    return text[at:]


def _to_edge(text: str) -> str:
    """Up to the last place where a word surely ends."""
    return _from_edge(text[::-1])[::-1]


def _parts(char: str) -> bool:
    return char == " " or breaks_everywhere(char)


def _short(text: str) -> str:
    """The words of a text that stand beside each other and are longest: those are the rarest."""
    words = text.split(" ")
    if len(words) > WORDS:
        spans = [words[at : at + WORDS] for at in range(len(words) - WORDS + 1)]
        text = " ".join(max(spans, key=lambda span: sum(map(len, span))))
    if len(text) > SIGNS and any(map(breaks_everywhere, text[:SIGNS])):
        text = _to_edge(text[:SIGNS])
    return text.strip()


def _certain(text: str) -> bool:
    """Whether there is a letter or digit in it that every program knows for one: of Unicode 3.2."""
    return any(unicodedata.ucd_3_2_0.category(char)[0] in "LN" for char in text)
