"""Words to a quotation, or to the diagnostic that says why not.

Takes wanted words and the passages they are attributed to; gives one quotation or one diagnostic.
Invariant: words that no cited passage says become nothing; where another passage says them, it is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from briefwright.model.brief import Quotation
from briefwright.model.diagnostic import Diagnostic, Fix, Label
from briefwright.model.library import Library
from briefwright.model.source import Passage
from briefwright.model.span import Text
from briefwright.resolve.difference import Difference, difference
from briefwright.resolve.match import Match, matches
from briefwright.resolve.pattern import PatternFault
from briefwright.resolve.quotation import Wanted, patterns, quotation
from briefwright.resolve.sameness import fold, inside_word
from briefwright.resolve.sure import phrases
from briefwright.resolve.voices import voice_of

PLAIN = re.compile(r"[A-Za-z0-9]+")
LONGEST_WORD = 60
"""Characters of a word that are shown on either side of where it was cut."""
NAMED = 3
"""Passages named when words are found elsewhere."""


def find(
    wanted: Wanted, cited: Sequence[Passage], library: Library, *, explained: bool = True
) -> Quotation | Diagnostic:
    """The quotation that the first passage saying the words makes, or the fault; only one that is `explained` tells
    what is nearest, and who else says the words."""
    if not wanted.folded.folded.strip():
        return Diagnostic("altered-quotation", "there are no words between the marks", wanted.span)
    try:
        for pattern in patterns(wanted):
            for passage in cited:
                for text, translated in _texts(passage):
                    if found := list(matches(pattern, fold(text.value).folded)):
                        return _unambiguous(wanted, passage, text, found, translated)
    except PatternFault as fault:
        advice = "mark an omission `[…]`, an insertion `[word]`, a changed first letter `[T]he`"
        return Diagnostic("altered-quotation", str(fault), wanted.span, help=advice)
    if not explained:
        return _unsaid(wanted, cited)
    return _misattributed(wanted, cited, library) or _cut(wanted, cited) or _altered(wanted, cited)


def _texts(passage: Passage) -> list[tuple[Text, bool]]:
    own = [(passage.text, False)]
    return [*own, (passage.translation, True)] if passage.translation else own


def _unambiguous(
    wanted: Wanted, passage: Passage, text: Text, found: list[Match], translated: bool
) -> Quotation | Diagnostic:
    if not translated and len(found) > 1:
        folded = fold(text.value)
        places = [folded.original(match.start, match.end) for match in found]
        first = voice_of(passage, *places[0])
        voices = ((i, voice_of(passage, *place)) for i, place in enumerate(places))
        other, second = next(((i, voice) for i, voice in voices if voice != first), (None, None))
        if other is not None:
            speakers = [voice.speaker if voice else "the source itself" for voice in (first, second)]
            return Diagnostic(
                "ambiguous-quotation",
                f"{passage.key} has these words twice, said by {speakers[0]} and by {speakers[1]}",
                wanted.span,
                help="quote a word more on either side",
                labels=tuple(
                    Label(text.span(*place), f"said by {name}")
                    for place, name in zip((places[0], places[other]), speakers, strict=True)
                ),
            )
    return _two_speakers(wanted, passage, text, found[0]) or quotation(wanted, passage, found[0], translated=translated)


def _two_speakers(wanted: Wanted, passage: Passage, text: Text, match: Match) -> Diagnostic | None:
    """The fault of an omission that joins the words of one voice to those of another."""
    if text is not passage.text:
        return None
    folded = fold(text.value)
    voices = [voice_of(passage, *folded.original(s[0].start, s[-1].end)) for s in match.chunks if s]
    speakers = list(dict.fromkeys(voice.speaker for voice in voices if voice))
    if len(speakers) < 2:
        return None
    return Diagnostic(
        "ambiguous-quotation",
        f"the omission joins words of {speakers[0]} to words of {speakers[1]}",
        wanted.span,
        help="make two quotations of it",
        labels=(Label(text.span(), "the passage"),),
    )


def _misattributed(wanted: Wanted, cited: Sequence[Passage], library: Library) -> Diagnostic | None:
    looked_for = [pattern for pattern in patterns(wanted) if pattern.says_something]
    if not looked_for:
        return None
    # Letters and digits of ASCII are the same in a passage as it stands, which is looked at long before it is folded;
    # the first and the last may be the brief's own.
    probes = sorted(PLAIN.findall(looked_for[-1].longest[1:-1]), key=len, reverse=True)

    def place(text: str) -> tuple[int, int] | None:
        if any(probe not in text for probe in probes):
            return None
        folded = fold(text)
        for pattern in looked_for:
            with suppress(PatternFault):
                if match := next(matches(pattern, folded.folded), None):
                    return folded.original(match.start, match.end)
        return None

    keys = {passage.key for passage in cited}
    saying = library.saying(phrases(looked_for), lambda text: place(text) is not None)
    others = islice((passage for passage in saying if passage.key not in keys), NAMED)
    found = [(each, next(t.span(*at) for t, _ in _texts(each) if (at := place(t.value)))) for each in others]
    if not found:
        return None
    names = ", ".join(f"`{passage.key}`" for passage, _ in found)
    said = " or ".join(passage.key for passage in cited)
    return Diagnostic(
        "misattributed-quotation",
        f"{said} does not say this; {found[0][0].key} does",
        wanted.span,
        help=f"cite {names}",
        labels=tuple(Label(span, "the words are here") for _, span in found),
        fixes=tuple(Fix(place, passage.key, pointer=True) for passage, _ in found for place in wanted.pointers),
    )


def _cut(wanted: Wanted, cited: Sequence[Passage]) -> Diagnostic | None:
    """The fault of words that are there, but begin or end inside a word or number of the passage."""
    for passage in cited:
        for text, _ in _texts(passage):
            folded = fold(text.value)
            start = folded.folded.find(wanted.folded.folded)
            if start < 0:
                continue
            end = start + len(wanted.folded.folded)
            edge = start if inside_word(folded.folded, start) else end
            low = high = edge
            while edge - low < LONGEST_WORD and inside_word(folded.folded, low):
                low -= 1
            while high - edge < LONGEST_WORD and inside_word(folded.folded, high):
                high += 1
            place = folded.original(low, high)
            whole = text.value[slice(*place)]
            return Diagnostic(
                "altered-quotation",
                f"the quotation cuts “{whole}” of {passage.key}",
                wanted.span,
                help="quote whole words and numbers",
                labels=(Label(text.span(*place), "the whole of it"),),
            )
    return None


def _altered(wanted: Wanted, cited: Sequence[Passage]) -> Diagnostic:
    nearest: tuple[Difference, Text, Passage] | None = None
    for passage in cited:
        for text, _ in _texts(passage):
            found = difference(wanted.text, text.value)
            if found and (nearest is None or found.ratio > nearest[0].ratio):
                nearest = (found, text, passage)
    return _first_difference(wanted, *nearest) if nearest else _unsaid(wanted, cited)


def _unsaid(wanted: Wanted, cited: Sequence[Passage]) -> Diagnostic:
    names = " or ".join(passage.key for passage in cited)
    labels = tuple(Label(passage.text.span(), "the passage") for passage in cited[:1])
    advice = "copy the words from the passage, or cite the one that says them"
    return Diagnostic("altered-quotation", f"{names} does not say this", wanted.span, help=advice, labels=labels)


def _first_difference(wanted: Wanted, found: Difference, text: Text, passage: Passage) -> Diagnostic:
    ours, theirs = wanted.text[slice(*found.quoted)].strip(), text.value[slice(*found.source)].strip()
    if ours and theirs:
        told = f"the outline has “{ours}” where {passage.key} has “{theirs}”"
    elif theirs:
        told = f"{passage.key} has “{theirs}” here, and the outline does not"
    elif ours:
        told = f"“{ours}” is not in {passage.key} here"
    else:
        told = f"{passage.key} says this otherwise: a word is cut, or marks and brackets differ"
    words = " ".join(text.value[found.start : found.end].split())
    labels = [
        Label(text.span(*_grown(found.source, text.value)), f"{passage.key} has “{theirs}”" if theirs else "here")
    ]
    if ours or theirs:
        labels.insert(0, Label(wanted.place(*_grown(found.quoted, wanted.text)), "here" if ours else "missing here"))
    advice = f"the nearest words are “{words}”; a change of yours goes in brackets: `[…]`, `[word]`, `[T]he`"
    fixes = (Fix(wanted.place(0, len(wanted.text)), words),)
    return Diagnostic("altered-quotation", told, wanted.span, help=advice, labels=tuple(labels), fixes=fixes)


def _grown(extent: tuple[int, int], text: str) -> tuple[int, int]:
    """At least one character wide, so that it can be underlined."""
    start, end = extent
    if end > start:
        return start, end
    return (start - 1, start) if start >= len(text) and start else (start, start + 1)
