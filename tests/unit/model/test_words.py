"""The compiler's own words: every language has each, in its own writing."""

from __future__ import annotations

from dataclasses import fields

import pytest

from briefwright.model.annex import LANGUAGES
from briefwright.model.language import lookup, marks
from briefwright.model.types import TYPES
from briefwright.model.words import ENGLISH, WORDS, words

ELSEWHERE = ("zh", "zh-hant", "ko", "ja", "ar")


def test_every_language_has_every_word() -> None:
    """In the labels, the annex and the types of sources."""
    assert all(set(known) == set(ENGLISH) and all(known.values()) for known in WORDS.values())
    assert all(len(names) == len(LANGUAGES) for names in TYPES.values())
    assert all(getattr(known, field.name) is not None for known in LANGUAGES.values() for field in fields(known))


@pytest.mark.parametrize("language", ELSEWHERE)
def test_no_label_is_english_where_letters_are_not_latin(language: str) -> None:
    """A brief in these languages has no Latin letters of ours but those that name things."""
    own = [*WORDS[language].values(), *(names[list(LANGUAGES).index(language)] for names in TYPES.values())]
    assert [each for each in own if any("a" <= char.lower() <= "z" for char in each)] == []


def test_traditional_chinese_has_words_of_its_own() -> None:
    """By its script, and where it is what a place writes."""
    for tag in ("zh-Hant", "zh-TW", "zh-HK", "zh-Hant-MO"):
        assert words(tag)["sources"] == "資料來源"
        assert marks(tag).outer == ("「", "」")
    assert words("zh-CN")["sources"] == "资料来源"
    assert lookup("zh-SG", frozenset({"zh", "zh-hant"})) == "zh"


@pytest.mark.parametrize(
    ("tag", "outer", "inner"),
    [
        ("en-GB", "“”", "‘’"),
        ("en-US", "“”", "‘’"),
        ("de", "„“", "‚‘"),
        ("de-CH", "«»", "‹›"),
        ("fr", "«\u202f\u202f»", "“”"),
        ("zh-Hans", "“”", "‘’"),
        ("zh-Hant", "「」", "『』"),
        ("ko", "“”", "‘’"),
        ("ja", "「」", "『』"),
        ("ar", "«»", "“”"),
        ("he", "””", "’’"),
    ],
)
def test_marks_of_a_language(tag: str, outer: str, inner: str) -> None:
    """Outer and inner ones, as CLDR has them or as the language's houses set them."""
    assert ("".join(marks(tag).outer), "".join(marks(tag).inner)) == (outer, inner)
