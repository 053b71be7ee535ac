"""What counts as the same words."""

from __future__ import annotations

import pytest

from briefwright.model.brief import Level
from briefwright.resolve.sameness import fold, inside_word, level_of

SAME = {
    "identical words": ("peace", "peace"),
    "a run of spaces": ("a  b", "a b"),
    "a line break": ("a\nb", "a b"),
    "a no-break space": ("a\u00a0b", "a b"),
    "an ideographic space": ("a\u3000b", "a b"),
    "a zero-width space counts as none": ("a\u200bb", "ab"),
    "a composed letter": ("caf\u0065\u0301", "caf\u00e9"),
    "a Hangul syllable and its letters": ("\u1112\u1161\u11ab", "\ud55c"),
    "straight and curly double marks": ('"a"', "“a”"),
    "guillemets and corner brackets": ("«a»", "「a」"),
    "French guillemets have spaces": ("«\u202fa\u00a0»", '"a"'),
    "a Korean particle behind a nested mark": ("‘선물’이라고", '"선물"이라고'),
    "single and double nested marks": ("'a b'", "“a b”"),
    "straight and curly apostrophes": ("don't", "don’t"),
    "hyphen, non-breaking hyphen and en dash": ("a-b", "a\u2011b"),
    "em dash and two hyphens": ("a—b", "a--b"),
    "three hyphens are one dash": ("a---b", "a–b"),
    "the minus sign": ("\u22125", "-5"),
    "three points and an ellipsis": ("a...b", "a…b"),
}
OTHER = {
    "case": ("Peace", "peace"),
    "a hyphen and a space": ("well-known", "well known"),
    "no space at all": ("a b", "ab"),
    "an apostrophe and none": ("cant", "can't"),
    "an apostrophe and a mark": ("a'b", 'a" b'),
    "a compatibility letter": ("ﬁ", "fi"),
    "full-width digits": ("５", "5"),
    "two points": ("a..b", "a…b"),
    "a no-break space before »": ("es\u00a0»tief«", "es»tief«"),
    "a spaced guillemet in English marks": ("“ a”", "“a”"),
    "an accent": ("resume", "résumé"),
    "like letters of two scripts": ("а", "a"),
}


@pytest.mark.parametrize(("one", "two"), SAME.values(), ids=SAME)
def test_same_words_fold_to_the_same(one: str, two: str) -> None:
    """White space, NFC, marks, dashes and ellipses are folded."""
    assert fold(one).folded == fold(two).folded


@pytest.mark.parametrize(("one", "two"), OTHER.values(), ids=OTHER)
def test_nothing_looser_is_folded(one: str, two: str) -> None:
    """Case, letters, hyphens and spaces between words are not."""
    assert fold(one).folded != fold(two).folded


def test_four_hyphens_are_two_dashes() -> None:
    """A run is at most three hyphens long."""
    assert fold("a----b").folded == fold("a---").folded + fold("-b").folded == "a--b"


@pytest.mark.parametrize(
    "text", ["a  b", "e\u0301x", "«\u202fa\u202f»", "a...b--c", "\u200ba\u200b b", "x\u1112\u1161\u11aby"]
)
def test_every_folded_character_knows_where_it_begins(text: str) -> None:
    """`at` rises, ends at the text's length, and the pieces give the text back."""
    folded = fold(text)
    assert list(folded.at) == sorted(folded.at)
    assert len(folded.at) == len(folded.folded) + 1
    assert folded.at[-1] == len(text)


def test_the_original_leaves_out_a_zero_width_space_behind_it() -> None:
    """The range of folded words is the words, without what counts as nothing behind them."""
    folded = fold("one two\u200b three")
    assert folded.original(4, 7) == (4, 7)


LEVELS = [
    ("the same", "the same", Level.IDENTICAL),
    ("the same", "the\n  same", Level.WHITESPACE),
    ("the same", "the\u00a0sa\u200bme", Level.WHITESPACE),
    ("the 'same'", "the ‘same’", Level.TYPOGRAPHIC),
    ("caf\u00e9", "cafe\u0301", Level.TYPOGRAPHIC),
    ("5-6", "5–6", Level.TYPOGRAPHIC),
    ("so...", "so…", Level.TYPOGRAPHIC),
]


@pytest.mark.parametrize(("quoted", "source", "level"), LEVELS)
def test_levels_are_the_strictest_that_holds(quoted: str, source: str, level: Level) -> None:
    """Identical, then white space, then typographic."""
    assert level_of(quoted, source) is level


INSIDE = [
    "un|able", "don|'t", "don'|t", "1,|500", "1|,500", "5|.5", "5.|5", "12:|30", "12|:30", "-|5", "a -|5", "co2|x",
    "5|th", "10|²", "한|국은", "ガ|イド", "x|\u0301y", "क|\u093e", "O'|Brien", "1'|000", "a|5", ".|5", "الس|لام",
    "no|n",
]  # fmt: skip
EDGE = [
    "|able", "able|", "well-|known", "well|-known", "no |war", "no| war", "(|a", "a|)", "$|5", "2020-|21",
    "yes|.", "5|. Then", "1,| 500", "中|国", "中|国人", "は|い", "a|中", "中|a", '"|a', "a|/b",
    "leaders|' talks", "end|...",
]  # fmt: skip


@pytest.mark.parametrize("marked", INSIDE)
def test_inside_a_word_or_number(marked: str) -> None:
    """Letters, apostrophes, digits with their points and signs, and combining marks belong together."""
    at = marked.index("|")
    before = fold(marked[:at] + marked[at + 1 :])
    assert inside_word(before.folded, at)


@pytest.mark.parametrize("marked", EDGE)
def test_at_the_edge_of_a_word(marked: str) -> None:
    """Spaces, hyphens, punctuation, and each ideograph and Hiragana end a word."""
    at = marked.index("|")
    before = fold(marked[:at] + marked[at + 1 :])
    assert not inside_word(before.folded, at)
