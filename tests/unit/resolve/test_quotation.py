"""What is printed of a match, and what is said to be altered."""

from __future__ import annotations

import pytest
from tests.support import brief, good, library, outline, passage, quoted, source

from briefwright.model.brief import Change, Level, Piece
from briefwright.model.span import Span
from briefwright.resolve.quotation import Wanted, whole

Altered = list[tuple[str, str, str]]

PRINTED: dict[str, tuple[str, str, str, Altered]] = {
    "an omission": ("we […] agreed", "we have agreed", "we […] agreed", [("omission", "have", "[…]")]),
    "an omission in full stops": ("we [...] go", "we will go", "we […] go", [("omission", "will", "[…]")]),
    "an omission at the end": ("we […]", "we agreed", "we […]", [("omission", "", "[…]")]),
    "an insertion": ("begin [with] games", "begin games", "begin [with] games", [("insertion", "", "[with]")]),
    "a replacement": ("he [Xi] said", "he who is said", "he [Xi] said", [("insertion", "who is", "[Xi]")]),
    "an apostrophe of ours": ("the [board's] end", "the end", "the [board’s] end", [("insertion", "", "[board’s]")]),
    "a doubt of ours": ("agreed[?] to", "they agreed to", "agreed[?] to", [("insertion", "", "[?]")]),
    "a comma of ours": ("May[, then,] and", "May and", "May[, then,] and", [("insertion", "", "[, then,]")]),
    "a word with the space behind it": ("[It] is", "it is so", "[It] is", [("insertion", "", "[It]")]),
    "an insertion at the start": ("[They] agreed", "so agreed", "[They] agreed", [("insertion", "", "[They]")]),
    "a first letter": ("[T]he end", "so the end", "[T]he end", [("initial", "t", "[T]")]),
    "our first letter": ("The end", "so the end", "The end", [("initial", "t", "T")]),
    "an ending": ("agree[d] to", "agreeing to", "agree[d] to", [("ending", "ing", "[d]")]),
    "our sic": ("teh [sic] end", "teh end", "teh [sic] end", [("sic", "", "[sic]")]),
    "our comma": ("the end,", "the end of", "the end,", [("final-punctuation", "", ",")]),
    "our stop for theirs": ("the end,", "the end.", "the end,", [("final-punctuation", "", ",")]),
    "our stop": ("the end.", "the end", "the end.", [("final-punctuation", "", ".")]),
    "our ideographic stop": ("同意。", "他同意了", "同意。", [("final-punctuation", "", "。")]),
}


@pytest.mark.parametrize(("words", "text", "printed", "altered"), PRINTED.values(), ids=PRINTED)
def test_each_alteration_is_printed_and_recorded(words: str, text: str, printed: str, altered: Altered) -> None:
    """What is ours is in the outline's words and in the list of alterations."""
    found = good(quoted(words, text))
    assert found.printed == printed
    assert [(a.change.value, a.source, a.printed) for a in found.alterations] == altered
    assert found.level is Level.ALTERED
    assert all(text[a.start : a.end] == a.source for a in found.alterations)


def test_what_is_printed_are_the_passage_s_own_characters() -> None:
    """The outline's spaces, dashes, ellipses and letters are not printed."""
    text = "caf\u0065\u0301\u00a0– so\u2026 don’t, A\u2011B"
    found = good(quoted("caf\u00e9 -- so... don't, A-B", text))
    assert found.printed == text
    assert found.pieces == (Piece(text),)
    assert found.level is Level.TYPOGRAPHIC


def test_line_breaks_of_a_passage_are_spaces_in_prose() -> None:
    """A run of prose has one line."""
    found = good(quoted("one two", "one  \n  two"))
    assert (found.printed, found.exact, found.level) == ("one two", "one  \n  two", Level.WHITESPACE)


NESTED = {
    "en-GB": "he said ‘yes’ now",
    "en-US": "he said ‘yes’ now",
    "de": "he said ‚yes‘ now",
    "fr": "he said “yes” now",
    "es": "he said “yes” now",
    "zh": "he said ‘yes’ now",
    "zh-Hant": "he said 『yes』 now",
    "ja": "he said 『yes』 now",
}


@pytest.mark.parametrize("theirs", ['"yes"', "“yes”", "‘yes’", "'yes'", "«yes»", "「yes」"])
@pytest.mark.parametrize(("language", "printed"), NESTED.items(), ids=NESTED)
def test_nested_marks_are_the_brief_s_language_s(theirs: str, language: str, printed: str) -> None:
    """In prose a quotation inside a quotation has the inner marks, whatever the source had."""
    found = good(quoted("he said 'yes' now", f"he said {theirs} now", language))
    assert found.printed == printed
    assert {a.change for a in found.alterations} <= {Change.MARKS}
    assert found.level in (Level.IDENTICAL, Level.TYPOGRAPHIC)
    for change in found.alterations:
        assert found.exact[change.start : change.end] == change.source


def test_marks_two_deep_alternate() -> None:
    """Inner, then outer again."""
    found = good(quoted("a 'b 'c' d' e", "a \"b 'c' d\" e", "en-US"))
    assert found.printed == "a ‘b “c” d’ e"


def test_marks_in_a_block_stay_the_source_s() -> None:
    """A block quotation has no marks of its own around it."""
    found = good(quoted("he said 'yes' now", "he said «yes» now", "en-GB", block=True))
    assert (found.printed, found.alterations) == ("he said «yes» now", ())


@pytest.mark.parametrize(("language", "printed"), [("fr", "dit “oui” ici"), ("fr-CH", "dit ‹\u202foui\u202f› ici")])
def test_the_space_of_french_marks_goes_with_them(language: str, printed: str) -> None:
    """It is no space of the words: other marks do not have it, and the words alone do not."""
    said = "il dit «\u00a0oui\u00a0» ici"
    found = good(quoted("dit 'oui' ici", said, language))
    assert found.printed == printed
    assert [change.source for change in found.alterations] == ["«\u00a0", "\u00a0»"]
    alone = good(quoted("oui", said, language))
    assert (alone.exact, alone.level) == ("oui", Level.IDENTICAL)


def test_an_apostrophe_inside_a_word_is_no_mark() -> None:
    """It is printed as the source has it."""
    assert good(quoted("don't go", "don't go", "en-GB")).printed == "don't go"
    assert good(quoted("don't go", "don’t go", "fr")).printed == "don’t go"


def test_a_whole_passage_is_itself() -> None:
    """To the character, without the white space around it."""
    said = passage("  It “is”\n\nso. ")
    found = whole(said, Span("briefs/b.yaml"))
    assert (found.printed, found.exact) == ("It “is”\n\nso.",) * 2
    assert (found.level, found.alterations, found.block) == (Level.IDENTICAL, (), True)


def _emphasised(suffix: str = "") -> tuple[list[tuple[str, str]], list[Piece], Level]:
    made, faults = brief(
        outline(f'He saw "one *two three* four" [@a#p1{suffix}].'), library(source("a", passage("one two three four")))
    )
    assert faults == []
    found = made.quotations[0]
    return [(a.change.value, a.source) for a in found.alterations], list(found.pieces), found.level


def test_emphasis_on_quoted_words_is_an_alteration() -> None:
    """It is printed, and it is ours."""
    altered, pieces, level = _emphasised()
    assert altered == [("emphasis", "two three")]
    assert pieces == [Piece("one "), Piece("two three", emphasis=True), Piece(" four")]
    assert level is Level.ALTERED


def test_emphasis_goes_over_brackets_and_marks() -> None:
    """One stretch is one alteration, and what is ours in it is emphasised too."""
    held = library(source("a", passage("It agrees 'to go' now.")))
    made, faults = brief(outline("He saw \"*agree[d] 'to go' now*\" [@a#p1]."), held)
    assert faults == []
    found = made.quotations[0]
    assert [(a.change.value, a.source) for a in found.alterations if a.change is Change.EMPHASIS] == [
        ("emphasis", "agree"),
        ("emphasis", " 'to go' now"),
    ]
    assert all(piece.emphasis for piece in found.pieces)


def test_emphasis_in_the_original_is_none() -> None:
    """The citation says so."""
    altered, pieces, level = _emphasised(", emphasis in the original")
    assert altered == []
    assert pieces[1] == Piece("two three", emphasis=True)
    assert level is Level.IDENTICAL


def test_wanted_words_know_the_white_space_before_them() -> None:
    """Offsets of emphasis count from the opening mark."""
    words = Wanted("  a b", Span("b"), lambda start, end: Span("b"))
    assert words.lead == 2
    assert words.folded.folded == "a b"
