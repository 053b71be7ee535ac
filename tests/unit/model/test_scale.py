"""Scales of likelihood: the standards' ranges, words in other languages, and what is printed."""

from __future__ import annotations

import pytest

from briefwright.model.legend import LEGEND
from briefwright.model.scale import (
    CONFIDENCE,
    ICD_203,
    LEVELS,
    PHIA,
    SCALES,
    TRANSLATED,
    Scale,
    Term,
    confidence_printed,
    confidence_words,
    scale_of,
)
from briefwright.model.words import WORDS


def test_the_ranges_are_those_of_the_standards() -> None:
    """ICD 203 leaves no gap between its terms, the Probability Yardstick does."""
    assert [(t.low, t.high) for t in ICD_203.terms] == [
        (1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99),
    ]  # fmt: skip
    assert [(t.low, t.high, t.below) for t in PHIA.terms] == [
        (0, 5, False), (10, 20, False), (25, 35, False), (40, 50, True), (55, 75, False), (80, 90, False),
        (95, 100, False),
    ]  # fmt: skip


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_language_has_a_word_for_every_range(scale: Scale) -> None:
    """And no word means two of them, in any language of the compiler's own words."""
    assert {"en", *TRANSLATED[scale.name]} == {"en", *LEGEND} == {"en", *CONFIDENCE}
    for language in LEGEND:
        shown = [scale.printed(term.names[0], language) for term in scale.terms]
        assert len(set(shown)) == len(scale.terms), language
        for term, printed in zip(scale.terms, shown, strict=True):
            assert all(scale.printed(name, language) == printed for name in term.names) or language == "en"
            assert scale.find(printed, language) == term, (language, printed)


@pytest.mark.parametrize(
    ("written", "language", "printed"),
    [
        ("likely", "en-GB", "likely"),
        ("Likely ", "en", "Likely"),
        ("probable", "de", "wahrscheinlich"),
        ("wahrscheinlich", "de-CH", "wahrscheinlich"),
        ("Très  probable", "fr", "très probable"),
        ("likely", "zh-Hans", "可能"),
        ("roughly even odds", "ko", "반반"),
        ("likely", "sw", "likely"),
        ("certainish", "de", "certainish"),
    ],
)
def test_a_word_is_printed_in_the_brief_s_language(written: str, language: str, printed: str) -> None:
    """Whether the outline has the standard's word or the language's."""
    assert ICD_203.printed(written, language) == printed


def test_confidence_has_its_words_too() -> None:
    """A template's own levels stay as they are."""
    assert [confidence_printed(level, "fr") for level in LEVELS] == ["faible", "modérée", "élevée"]
    assert confidence_printed("Mittel", "de") == "Mittel"
    assert confidence_printed("B2", "de") == "B2"
    assert confidence_words(LEVELS, "de") == [*LEVELS, "gering", "mittel", "hoch"]


def test_an_outline_may_name_a_standard() -> None:
    """Or have the template's own scale."""
    own = Scale("", (Term(("maybe",)),))
    assert scale_of("PHIA", own) is PHIA
    assert scale_of("", own) is own


def test_the_languages_are_those_of_the_other_words() -> None:
    """A brief does not print half its labels in English."""
    assert set(LEGEND) >= set(WORDS)
