"""From a match to a quotation. The one place where `Quotation` is made.

Takes the outline's words and a passage; gives a `Quotation` whose printed characters are the passage's own.
Invariant: whatever is printed and is not the passage's is an alteration, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from briefwright.model.brief import Alteration, Change, Level, Piece, Quotation
from briefwright.model.language import marks
from briefwright.model.source import Passage
from briefwright.model.span import Span
from briefwright.model.typography import curl
from briefwright.resolve.match import Match, Step, matches
from briefwright.resolve.nesting import nesting
from briefwright.resolve.pattern import Kind, Pattern, literal_pattern, parse, variants
from briefwright.resolve.sameness import MARK, Folded, fold, level_of
from briefwright.resolve.voices import voice_of

SPACED_OPENING = re.compile("[«‹][\u00a0\u202f]")
SPACED_CLOSING = re.compile("[\u00a0\u202f][»›]")
LINE_END = re.compile(r"[ \t]*[\n\u2028\u2029][ \t]*")
CHANGES = {
    Kind.INSERTION: Change.INSERTION,
    Kind.INITIAL: Change.INITIAL,
    Kind.CASE: Change.INITIAL,
    Kind.ENDING: Change.ENDING,
    Kind.SIC: Change.SIC,
    Kind.FINAL: Change.PUNCTUATION,
}


@dataclass(frozen=True)
class Wanted:
    """Words that an outline puts between marks.

    `emphasis` holds the offsets of emphasised characters; `place` gives where `text[start:end]` stands; `block` for a
    block quotation, whose nested marks stay the source's; `original` where the note says that emphasis is the
    source's own. `pointers` are the places of the IDs that say whose words they are.
    """

    text: str
    span: Span
    place: Callable[[int, int], Span] = field(repr=False)
    language: str = "en"
    emphasis: frozenset[int] = frozenset()
    block: bool = False
    original: bool = False
    pointers: tuple[Span, ...] = ()

    @property
    def folded(self) -> Folded:
        """The words folded; edges trimmed of white space."""
        return fold(self.text.strip())

    @property
    def lead(self) -> int:
        """White space before the words."""
        return len(self.text) - len(self.text.lstrip())


def patterns(wanted: Wanted) -> Iterator[Pattern]:
    """What to look for, strictest first: the words as they stand, then with their brackets read as alterations.

    Raises PatternFault when a bracket is no alteration.
    """
    folded = wanted.folded.folded
    yield from variants(literal_pattern(folded))
    if "[" in folded:
        yield from variants(parse(folded))


def locate(wanted: Wanted, text: str) -> list[Match]:
    """Every place where a text says the words, by the strictest pattern that finds any."""
    folded = fold(text).folded
    for pattern in patterns(wanted):
        if found := list(matches(pattern, folded)):
            return found
    return []


def whole(passage: Passage, span: Span) -> Quotation:
    """A whole passage as a block quotation."""
    text = passage.text.value
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    piece = Piece(text[start:end])
    return Quotation(
        number=0,
        passage=passage,
        start=start,
        end=end,
        level=Level.IDENTICAL,
        alterations=(),
        pieces=(piece,),
        block=True,
        span=span,
        voice=voice_of(passage, start, end),
    )


def quotation(wanted: Wanted, passage: Passage, match: Match, *, translated: bool) -> Quotation:
    """The quotation that a match makes of an outline's words."""
    text = passage.translation.value if translated and passage.translation else passage.text.value
    folded = fold(text)
    start, end = folded.original(match.start, match.end)
    setting = _Setting(wanted, folded)
    setting.run(match)
    alterations = tuple(setting.alterations)
    return Quotation(
        number=0,
        passage=passage,
        start=start,
        end=end,
        level=_level(wanted, text[start:end], alterations),
        alterations=alterations,
        pieces=tuple(_merged(setting.pieces)),
        block=wanted.block,
        span=wanted.span,
        voice=None if translated else voice_of(passage, start, end),
        translated=translated,
    )


def _level(wanted: Wanted, source: str, alterations: tuple[Alteration, ...]) -> Level:
    if any(each.change is not Change.MARKS for each in alterations):
        return Level.ALTERED
    level = level_of(wanted.text.strip(), source)
    return Level.TYPOGRAPHIC if alterations else level


class _Setting:
    """Sets a match: walks its steps and collects what is printed and what was altered."""

    def __init__(self, wanted: Wanted, folded: Folded) -> None:
        self.wanted, self.quoted, self.source = wanted, wanted.folded, folded
        self.marks = marks(wanted.language)
        self.roles: dict[int, tuple[bool, int]] = {}
        self.pieces: list[Piece] = []
        self.alterations: list[Alteration] = []

    def run(self, match: Match) -> None:
        gaps = self._gaps(match)
        if not self.wanted.block:
            words = [s for steps in match.chunks for s in steps if s.element.kind is Kind.WORDS]
            places = [at for s in words for at in range(s.start, s.end) if self.source.folded[at] == MARK]
            self.roles = nesting(self.source, places)
        for number, steps in enumerate(match.chunks):
            for step in steps:
                self._step(step)
            if number < len(gaps):
                self._omission(*gaps[number])

    def _gaps(self, match: Match) -> list[tuple[int, int, str]]:
        """The folded extent of each omission and how it is printed."""
        pattern_gaps = _gap_texts(self.quoted.folded, len(match.chunks) - 1)
        out = []
        for number, printed in enumerate(pattern_gaps):
            before, after = match.chunks[number], match.chunks[number + 1]
            start = before[-1].end if before else after[0].start if after else 0
            end = after[0].start if after else start
            out.append((start, end, printed))
        return out

    def _omission(self, start: int, end: int, printed: str) -> None:
        first, last = self.source.original(start, end) if end > start else (self.source.at[start],) * 2
        self.pieces.append(Piece(printed, ours=True))
        self._alter(Change.OMISSION, *_words_in(self.source.text, first, last), printed.strip())

    def _alter(self, change: Change, start: int, end: int, printed: str) -> None:
        self.alterations.append(Alteration(change, self.source.text[start:end], printed, start, end))

    def _step(self, step: Step) -> None:
        element = step.element
        covered = self.source.folded[step.start : step.end]
        if element.kind is Kind.WORDS or (element.kind in CHANGES and covered == element.literal):
            self._words(step)
            return
        start, end = self.source.original(step.start, step.end)
        places = self.quoted.at[element.start : element.end]
        emphasis = all(self.wanted.lead + at in self.wanted.emphasis for at in places)
        # A bracket of ours is set in good type, as the prose around the quotation is.
        ours = curl(self.quoted.text[self.quoted.at[element.start] : self.quoted.at[element.end]].strip())
        if element.lead:
            stop = self.source.at[step.start + 1] if end > start else start
            self.pieces.append(Piece(_one_line(self.source.text[start:stop]) or " "))
            start = min(stop, end)
        self.pieces.append(Piece(ours, ours=True, emphasis=emphasis))
        if element.trail:
            self.pieces.append(Piece(" "))
        self._alter(CHANGES[element.kind], *_words_in(self.source.text, start, end), ours)

    def _words(self, step: Step) -> None:
        for offset in range(step.start, step.end):
            start, stop = self._extent(offset, last=offset + 1 == step.end)
            quoted_at = self.quoted.at[min(step.element.start + offset - step.start, len(self.quoted.at) - 1)]
            emphasis = self.wanted.lead + quoted_at in self.wanted.emphasis
            if offset in self.roles:
                self._nested(start, stop, self.roles[offset], emphasis)
            else:
                # A block keeps its line ends: blank lines part its paragraphs when it is set.
                chars = self.source.text[start:stop]
                self.pieces.append(Piece(chars if self.wanted.block else _one_line(chars), emphasis=emphasis))
            if emphasis and not self.wanted.original:
                self._emphasise(start, stop)

    def _extent(self, offset: int, *, last: bool) -> tuple[int, int]:
        """The characters of the source that a folded one stands for; a closing mark takes the space of « » along."""
        text = self.source.text
        start, stop = self.source.at[offset], self.source.at[offset + 1]
        if last:
            stop = self.source.original(offset, offset + 1)[1]
        if self._closes(offset) and SPACED_CLOSING.match(text, start - 1):
            start -= 1
        elif self._closes(offset + 1) and SPACED_CLOSING.match(text, stop - 1):
            stop -= 1
        return start, stop

    def _closes(self, offset: int) -> bool:
        return offset in self.roles and not self.roles[offset][0]

    def _emphasise(self, start: int, stop: int) -> None:
        """One stretch of emphasis is one alteration, whatever happens to a mark inside it."""
        last = next(
            (i for i, each in enumerate(self.alterations) if (each.change, each.end) == (Change.EMPHASIS, start)), None
        )
        if last is None:
            self._alter(Change.EMPHASIS, start, stop, self.source.text[start:stop])
            return
        start = self.alterations[last].start
        words = self.source.text[start:stop]
        self.alterations[last] = Alteration(Change.EMPHASIS, words, words, start, stop)

    def _nested(self, start: int, stop: int, role: tuple[bool, int], emphasis: bool) -> None:
        """A mark of a pair inside a run of prose: printed as the brief's language nests it."""
        opening, depth = role
        printed = self.marks.pair(depth + 1)[0 if opening else 1]
        mark = (SPACED_OPENING if opening else SPACED_CLOSING).match(self.source.text, start, stop)
        end = mark.end() if mark else start + 1
        source, rest = self.source.text[start:end], _one_line(self.source.text[end:stop])
        self.pieces.append(Piece(printed + rest, ours=printed != source, emphasis=emphasis))
        if printed != source:
            self._alter(Change.MARKS, start, end, printed)


def _gap_texts(folded: str, count: int) -> tuple[str, ...]:
    return parse(folded).gaps if count else ()


def _words_in(text: str, start: int, end: int) -> tuple[int, int]:
    """An extent without the white space at its ends: that stands around the bracket, too."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _one_line(text: str) -> str:
    return LINE_END.sub(" ", text)


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if held and (held.ours, held.emphasis) == (piece.ours, piece.emphasis):
            held = Piece(held.text + piece.text, held.ours, held.emphasis)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
