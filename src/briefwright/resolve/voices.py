"""Who says the words of a passage.

Takes passages; gives where each voice speaks, and `unknown-voice` where its words are not in the passage.
Invariant: a quotation has a voice only when all its words are that voice's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from briefwright.model.diagnostic import Diagnostic, Label
from briefwright.model.library import Library
from briefwright.model.nearest import one_of
from briefwright.model.source import Passage, Source, Voice
from briefwright.model.span import Text
from briefwright.resolve.match import Match, matches
from briefwright.resolve.pattern import literal_pattern
from briefwright.resolve.sameness import fold

Place = tuple[int, int]
EDGES = " \t\n,.;:!?\"'“”‘’«»「」"


def voice_of(passage: Passage, start: int, end: int) -> Voice | None:
    """The voice whose words hold all of `text[start:end]`; punctuation and marks at the ends count as nobody's."""
    text = passage.text.value
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    covering = [
        (last - first, voice)
        for voice, places in _spoken(passage)
        for first, last in places
        if first <= start and end <= last
    ]
    return min(covering, key=lambda each: each[0])[1] if covering else None


def speaker_fault(name: Text, passage: Passage, voice: Voice | None, place: Place) -> Diagnostic | None:
    """`unknown-speaker` where the quoted words are not the named speaker's."""
    here = voice or voice_of(passage, *place)
    if here is not None and here.speaker == name.value.strip():
        return None
    told = f"{passage.key} does not have {name.value.strip()} say these words"
    speakers = dict.fromkeys(each.speaker for each in passage.voices)
    nobody = "the passage names no voice; add one in the seed or take `speaker` out"
    return Diagnostic("unknown-speaker", told, name.span(), help=one_of(speakers) if speakers else nobody)


@lru_cache(64)
def _spoken(passage: Passage) -> list[tuple[Voice, list[Place]]]:
    """Where each voice speaks. Voices with the same words take their places in turn; of a voice inside another's
    words, the inner one is found by its shorter extent."""
    same: dict[str, list[Voice]] = {}
    for voice in passage.voices:
        same.setdefault(fold(voice.says.value.strip().strip(EDGES)).folded, []).append(voice)
    spoken: list[tuple[Voice, list[Place]]] = []
    for voices in same.values():
        places = _places(passage, voices[0])
        if len(voices) == 1 or len(places) < len(voices):
            spoken.extend((voice, places) for voice in voices)
        else:
            spoken.extend((voice, places[number :: len(voices)]) for number, voice in enumerate(voices))
    every = sorted({each for _, places in spoken for each in places})
    starts, reach = [start for start, _ in every], list(accumulate((end for _, end in every), max))

    def inside_longer(start: int, end: int) -> bool:
        """Whether a place lies inside longer words of another voice: those are its words that happen to be the same."""
        before, here = bisect_left(starts, start), bisect_right(starts, start)
        return (before > 0 and reach[before - 1] >= end) or reach[here - 1] > end

    # A voice that speaks nowhere else has the places inside another's words.
    return [(voice, [p for p in places if not inside_longer(*p)] or places) for voice, places in spoken]


def _places(passage: Passage, voice: Voice) -> list[Place]:
    folded = fold(passage.text.value)
    return [folded.original(match.start, match.end) for match in _said(passage, voice)]


def _said(passage: Passage, voice: Voice) -> Iterator[Match]:
    pattern = literal_pattern(fold(voice.says.value.strip().strip(EDGES)).folded)
    return matches(pattern, fold(passage.text.value).folded)


def voice_faults(library: Library) -> Iterator[tuple[Source, Diagnostic]]:
    """Every `says` that is not in its passage, with its source."""
    for source in library.sources.values():
        for passage in source.passages.values():
            for voice in passage.voices:
                if next(_said(passage, voice), None) is None:
                    yield (
                        source,
                        Diagnostic(
                            "unknown-voice",
                            f"these words are not in {passage.key}",
                            voice.says.span(),
                            help="copy them from the passage, without the marks around them",
                            labels=(Label(passage.text.span(), "the passage"),),
                        ),
                    )
