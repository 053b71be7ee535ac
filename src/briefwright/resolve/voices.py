"""Who says the words of a passage.

Takes passages; gives where each voice speaks, and `unknown-voice` where its words are not in the passage.
Invariant: a quotation has a voice only when all its words are that voice's.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright.model.diagnostic import Diagnostic, Label
from briefwright.model.library import Library
from briefwright.model.source import Passage, Source, Voice
from briefwright.resolve.match import matches
from briefwright.resolve.pattern import literal_pattern
from briefwright.resolve.sameness import fold

EDGES = " \t\n,.;:!?\"'“”‘’«»「」"


def voice_of(passage: Passage, start: int, end: int) -> Voice | None:
    """The voice whose words hold all of `text[start:end]`; punctuation and marks at the ends count as nobody's."""
    text = passage.text.value
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    for voice in passage.voices:
        for first, last in _places(passage, voice):
            if first <= start and end <= last:
                return voice
    return None


def _places(passage: Passage, voice: Voice) -> list[tuple[int, int]]:
    folded = fold(passage.text.value)
    pattern = literal_pattern(fold(voice.says.value.strip().strip(EDGES)).folded)
    return [folded.original(match.start, match.end) for match in matches(pattern, folded.folded)]


def voice_faults(library: Library) -> Iterator[tuple[Source, Diagnostic]]:
    """Every `says` that is not in its passage, with its source."""
    for source in library.sources.values():
        for passage in source.passages.values():
            for voice in passage.voices:
                if not _places(passage, voice):
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
