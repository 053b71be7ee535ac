"""Quoted words with their bracketed alterations, as something that can be looked for in a passage.

Takes the folded words of an outline; gives chunks of elements, parted by omissions.
Invariant: a bracket is an alteration only in the forms the outline format names; every other one is a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from briefwright.model import limits
from briefwright.resolve.sameness import MARK, breaks_everywhere, inside_word

OMISSION = re.compile(r"\s*(?:…\.?|\.\s?\.\s?\.(?:\s?\.)?)\s*")
ENDING_LETTERS = 4
"""Letters of the source that a changed ending may stand for (`agree[d]` for `agreeing`); ours may have two more."""
BRACKET = re.compile(r"\[([^\[\]]*)\]")


class Kind(StrEnum):
    """What an element stands for."""

    WORDS = "words"
    INSERTION = "insertion"
    INITIAL = "initial"
    ENDING = "ending"
    SIC = "sic"
    CASE = "case"
    """The first letter, in the case the brief's sentence wants, without brackets."""
    FINAL = "final"
    """The last comma or full stop, the brief's own."""


@dataclass(frozen=True, slots=True)
class Element:
    """A stretch of quoted words, or a bracket; `start` and `end` are its place in the folded quoted words.

    `lead` and `trail` say that a bracket takes the space before or after it along.
    """

    kind: Kind
    text: str
    start: int
    end: int
    lead: bool = False
    trail: bool = False
    bare: bool = False
    """An insertion straight behind another: the two stand for ten words of the source together, so it for none."""

    @property
    def literal(self) -> str:
        """The bracket as a source may itself have it, with the spaces it takes along."""
        return f"{' ' * self.lead}[{self.text}]{' ' * self.trail}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Chunks of elements, parted by omissions; an empty first or last chunk is an omission at that end.

    `gaps[i]` is the omission between chunk `i` and `i + 1` as it is to be printed, with its spaces.
    """

    chunks: tuple[tuple[Element, ...], ...]
    gaps: tuple[str, ...]

    @property
    def altered(self) -> bool:
        """Whether any bracket is in it."""
        return len(self.chunks) > 1 or any(e.kind is not Kind.WORDS for chunk in self.chunks for e in chunk)

    @property
    def says_something(self) -> bool:
        """Whether any word of it must be the source's own: brackets and punctuation alone quote nothing."""
        words = (e.text for chunk in self.chunks for e in chunk if e.kind is Kind.WORDS)
        return any(unicodedata.category(char)[0] in "LNSM" for text in words for char in text)

    @property
    def longest(self) -> str:
        """The longest stretch of plain words: a passage without it cannot match."""
        words = (e.text for chunk in self.chunks for e in chunk if e.kind is Kind.WORDS)
        return max(words, key=len, default="")


FINAL_MARKS = ",.，。、"
CLOSING = ",.;:!?…%)"


def variants(pattern: Pattern) -> Iterator[Pattern]:
    """The pattern as it stands, then with what may be the brief's own: the last comma or full stop, the first
    letter's case, both."""
    yield pattern
    ended = _own_ending(pattern)
    if ended:
        yield ended
    if begun := _own_beginning(pattern):
        yield begun
    if ended and (both := _own_beginning(ended)):
        yield both


def _own_beginning(pattern: Pattern) -> Pattern | None:
    first, *rest = pattern.chunks
    if not first or first[0].kind is not Kind.WORDS:
        return None
    head = first[0]
    lead = len(head.text) - len(head.text.lstrip(MARK))
    char = head.text[lead : lead + 1]
    if lead or char.swapcase() == char or len(char.swapcase()) != 1:
        return None
    new = [Element(Kind.CASE, char, head.start, head.start + 1)]
    _words_of(new, head, 1, len(head.text))
    return Pattern(((*new, *first[1:]), *rest), pattern.gaps)


def _own_ending(pattern: Pattern) -> Pattern | None:
    *rest, last = pattern.chunks
    if not last or last[-1].kind is not Kind.WORDS or last[-1].text[-1] not in FINAL_MARKS:
        return None
    tail = last[-1]
    new: list[Element] = []
    _words_of(new, tail, 0, len(tail.text) - 1)
    new.append(Element(Kind.FINAL, tail.text[-1], tail.end - 1, tail.end))
    return Pattern((*rest, (*last[:-1], *new)), pattern.gaps) if len(last) > 1 or len(tail.text) > 1 else None


def _words_of(chunk: list[Element], element: Element, start: int, end: int) -> None:
    if end > start:
        at = element.start
        chunk.append(Element(Kind.WORDS, element.text[start:end], at + start, at + end))


class PatternFault(Exception):
    """A bracket that is no alteration; the message says why."""


def literal_pattern(folded: str) -> Pattern:
    """The words as they stand, brackets and all."""
    return Pattern(((Element(Kind.WORDS, folded, 0, len(folded)),),), ())


def parse(folded: str) -> Pattern:
    """The words with their brackets read as alterations.

    Raises PatternFault for a bracket inside a word, or too many of them.
    """
    chunks: list[list[Element]] = [[]]
    gaps: list[str] = []
    at = 0
    brackets = list(BRACKET.finditer(folded))
    if len(brackets) > limits.BRACKETS:
        raise PatternFault(f"a quotation takes at most {limits.BRACKETS} brackets")
    for match in brackets:
        _words(chunks[-1], folded, at, match.start())
        at = match.end()
        if OMISSION.fullmatch(match[1]):
            if len(chunks) > 1 and not any(element.text.strip() for element in chunks[-1]):
                raise PatternFault("two omissions stand side by side; one is enough")
            if match.start() and _joins(folded[match.start() - 1], folded[at : at + 1] or " "):
                raise PatternFault("`[…]` stands inside a word; put a space on either side")
            gaps.append(_gap(chunks[-1], folded, at))
            at += gaps[-1].endswith(" ")
            chunks.append([])
        else:
            element = _bracket(folded, match, chunks[-1])
            at += element.trail
            chunks[-1].append(element)
    _words(chunks[-1], folded, at, len(folded))
    return Pattern(tuple(tuple(chunk) for chunk in chunks), tuple(gaps))


def _words(chunk: list[Element], folded: str, start: int, end: int) -> None:
    if end > start:
        chunk.append(Element(Kind.WORDS, folded[start:end], start, end))


def _strip_space(chunk: list[Element]) -> bool:
    """Take the space at the end of a chunk's last words away; whether there was one."""
    if not chunk or chunk[-1].kind is not Kind.WORDS or not chunk[-1].text.endswith(" "):
        return False
    last = chunk.pop()
    _words_of(chunk, last, 0, len(last.text) - 1)
    return True


def _gap(chunk: list[Element], folded: str, after: int) -> str:
    lead = " " if _strip_space(chunk) else ""
    return f"{lead}[…]{' ' if folded[after : after + 1] == ' ' else ''}"


def _joins(a: str, b: str) -> bool:
    return a.isalnum() and b.isalnum() and not breaks_everywhere(a) and not breaks_everywhere(b)


def _bracket(folded: str, match: re.Match[str], chunk: list[Element]) -> Element:
    content, (start, end) = match[1], match.span()
    before, after = folded[start - 1 : start], folded[end : end + 1]
    first, last = content[:1] or "x", content[-1:] or "x"
    joins_before, joins_after = bool(before) and _joins(before, first), bool(after) and _joins(last, after)
    if content == "sic":
        return Element(Kind.SIC, content, start, end, lead=_strip_space(chunk))
    if joins_after and not joins_before and len(content) == 1 and content.isalpha():
        return Element(Kind.INITIAL, content, start, end)
    if joins_before and not joins_after and content.replace("’", "").isalpha() and len(content) <= ENDING_LETTERS + 2:
        return Element(Kind.ENDING, content, start, end)
    printed = folded[:start] + content + folded[end:]
    if joins_before or joins_after or inside_word(printed, start) or inside_word(printed, start + len(content)):
        raise PatternFault(
            f"`[{content}]` stands inside a word; brackets there may change the first letter's case or the ending"
        )
    if not content.strip():
        raise PatternFault("`[]` is empty")
    if len(content.split()) > limits.INSERTION_WORDS:
        raise PatternFault(f"`[…]` puts in more than {limits.INSERTION_WORDS} words; say them outside the quotation")
    lead = _strip_space(chunk)
    bare = bool(chunk) and chunk[-1].kind is Kind.INSERTION
    trail = not lead and after == " " and not _attached(folded, start)
    return Element(Kind.INSERTION, content, start, end, lead=lead, trail=trail, bare=bare)


def _attached(folded: str, at: int) -> bool:
    """Whether a bracket follows a word without a space (`agreed[?] to`, `May[, at last,] and`): the space behind it
    is then the source's."""
    words = folded[:at].rstrip(MARK)
    closed = len(words) == at or not words.endswith(" ")
    return bool(words) and closed and (words[-1].isalnum() or words[-1] in CLOSING)
