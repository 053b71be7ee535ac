"""Looking for quoted words in a passage.

Takes a pattern and a folded passage; gives the places where the passage says it, with what each element covers.
Invariant: a match begins and ends at the edge of a word, also at each omission; the work is polynomial in the
passage, whatever the brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefwright.model import limits
from briefwright.resolve.pattern import ENDING_LETTERS, Element, Kind, Pattern, PatternFault
from briefwright.resolve.sameness import breaks_everywhere, inside_word

PLACES = 256
"""Places looked at when words stand in a passage more than once."""


@dataclass(frozen=True, slots=True)
class Step:
    """An element and the folded characters of the passage that it covers."""

    element: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Where a passage says a pattern: the steps of each chunk, in order. Offsets are folded."""

    chunks: tuple[tuple[Step, ...], ...]

    @property
    def start(self) -> int:
        """Where the first words begin."""
        return next(steps[0].start for steps in self.chunks if steps)

    @property
    def end(self) -> int:
        """Where the last words end."""
        return next(steps[-1].end for steps in reversed(self.chunks) if steps)


def matches(pattern: Pattern, folded: str) -> Iterator[Match]:
    """Every place, from the left, where the passage says the pattern; at most `PLACES`.

    Raises PatternFault when there are too many ways to read its brackets.
    """
    if not pattern.says_something or pattern.longest not in folded:
        return
    start = found = 0
    while found < PLACES:
        match = _from(pattern, folded, start)
        if match is None:
            return
        yield match
        found += 1
        start = match.start + 1


def _from(pattern: Pattern, folded: str, start: int) -> Match | None:
    chunks: list[tuple[Step, ...]] = []
    at = start
    for number, chunk in enumerate(pattern.chunks):
        if not chunk:
            chunks.append(())
            continue
        steps = _chunk(chunk, folded, at, after_gap=number > 0)
        if steps is None:
            return None
        chunks.append(steps)
        at = steps[-1].end
    if not pattern.chunks[-1] and not _says_something(folded[at:]):
        return None
    return Match(tuple(chunks))


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _chunk(chunk: tuple[Element, ...], folded: str, at: int, *, after_gap: bool) -> tuple[Step, ...] | None:
    """The first place from `at` on where a chunk stands; behind an omission, at least a word further."""
    failed: set[tuple[int, int]] = set()
    for start in _starts(chunk, folded, at):
        if inside_word(folded, start) or (after_gap and not _says_something(folded[at:start])):
            continue
        steps = _walk(chunk, 0, start, folded, failed)
        if steps:
            return tuple(steps)
    return None


def _starts(chunk: tuple[Element, ...], folded: str, at: int) -> Iterator[int]:
    """Offsets where a chunk may begin, found by its first words; a bracket before them covers what it must."""
    first = chunk[0]
    words = first if first.kind is Kind.WORDS else next((e for e in chunk[1:2] if e.kind is Kind.WORDS), None)
    if words is None:
        yield from range(at, len(folded) + 1)
        return
    back = 1 if first.kind in (Kind.INITIAL, Kind.CASE) else 0
    start = folded.find(words.text, at + back)
    while start >= 0:
        yield start - back
        start = folded.find(words.text, start + 1)


def _walk(
    chunk: tuple[Element, ...], index: int, at: int, folded: str, failed: set[tuple[int, int]]
) -> list[Step] | None:
    if index == len(chunk):
        return None if inside_word(folded, at) else []
    if (index, at) in failed:
        return None
    for end in _ends(chunk[index], folded, at):
        rest = _walk(chunk, index + 1, end, folded, failed)
        if rest is not None:
            return [Step(chunk[index], at, end), *rest]
    failed.add((index, at))
    if len(failed) > limits.WAYS:
        raise PatternFault("the brackets could stand for too many stretches of the passage; quote more words with them")
    return None


def _ends(element: Element, folded: str, at: int) -> Iterator[int]:
    """Where an element that begins at `at` may end; the source's own bracket first."""
    if element.kind is Kind.WORDS:
        if folded.startswith(element.text, at):
            yield at + len(element.text)
        return
    if element.kind not in (Kind.CASE, Kind.FINAL) and folded.startswith(element.literal, at):
        yield at + len(element.literal)
    match element.kind:
        case Kind.SIC | Kind.FINAL:
            yield at
        case Kind.INITIAL | Kind.CASE:
            char = folded[at : at + 1]
            if char != element.text and char.lower() == element.text.lower():
                yield at + 1
        case Kind.ENDING:
            yield from _ending(folded, at)
        case Kind.INSERTION:
            yield from _insertion(element, folded, at)


def _ending(folded: str, at: int) -> Iterator[int]:
    """The end of the word, when the stem before the bracket is most of it: agree[d] for agreeing, not mis[led] for
    missile."""
    end = at
    while end < len(folded) and (folded[end].isalpha() or (folded[end] == "’" and inside_word(folded, end))):
        end += 1
    stem = at
    while stem > 0 and folded[stem - 1].isalpha():
        stem -= 1
    kept, left = at - stem, end - at
    whole = kept >= 2 if left == 0 else kept >= 3 and kept >= left
    if whole and left <= ENDING_LETTERS and not inside_word(folded, end):
        yield end


def _insertion(element: Element, folded: str, at: int) -> Iterator[int]:
    """Nothing, then one word after the other, up to the limit; words end at a space or before punctuation."""
    yield at
    end = at
    for _ in range(0 if element.bare else limits.INSERTION_WORDS):
        if element.lead:
            if folded[end : end + 1] != " ":
                return
            end += 1
        stop = end
        if stop < len(folded) and breaks_everywhere(folded[stop]):
            stop += 1
        else:
            while stop < len(folded) and folded[stop] != " " and not breaks_everywhere(folded[stop]):
                stop += 1
        if stop == end:
            return
        if not element.trail:
            yield from _word_ends(folded, end, stop)
            end = stop
        elif folded[stop : stop + 1] == " ":
            yield stop + 1
            end = stop + 1
        else:
            return


def _word_ends(folded: str, start: int, stop: int) -> Iterator[int]:
    """The end of a word without, then with, the punctuation behind it."""
    end = stop
    while end > start and not folded[end - 1].isalnum():
        end -= 1
    end = end if end > start else stop
    yield from range(end, stop + 1)
