"""Where a passage says quoted words."""

from __future__ import annotations

import pytest
from tests.support import good, passage, quoted

from briefwright.model.brief import Quotation
from briefwright.resolve.match import matches
from briefwright.resolve.pattern import literal_pattern, parse
from briefwright.resolve.sameness import fold

ONE_TO_TWELVE = "we one two three four five six seven eight nine ten eleven twelve agreed"

FOUND = {
    "whole words": ("the end", "this is the end of it", "the end"),
    "an omission": ("we […] agreed", "we have long agreed", "we have long agreed"),
    "an omission up to the first place": ("we […] agreed", "we have agreed, not agreed", "we have agreed"),
    "an omission at the start": ("[…] agreed", "we agreed", "agreed"),
    "an omission at the end": ("we […]", "we agreed", "we"),
    "two omissions": ("a […] c […] e", "a b c d e", "a b c d e"),
    "an insertion of nothing": ("begin [with] sports", "begin sports", "begin sports"),
    "an insertion for a word": ("[They] may agree", "may agree", "may agree"),
    "an insertion for ten words": ("we [all] eleven", ONE_TO_TWELVE, ONE_TO_TWELVE.removesuffix(" twelve agreed")),
    "an insertion before a comma": ("the [man], he said", "the old one, he said", "the old one, he said"),
    "a first letter": ("[T]he end", "so the end", "the end"),
    "a first letter the other way": ("[t]he end", "The end", "The end"),
    "an ending of nothing": ("agree[d] to", "agree to", "agree to"),
    "an ending of four letters": ("agree[d] to", "agreeing? agreeable to", "agreeable to"),
    "the source's own bracket": ("it [sic] is", "so it [sic] is", "it [sic] is"),
    "the source's own omission": ("we […] agreed", "we […] agreed", "we […] agreed"),
    "our own sic": ("it [sic] is", "so it is", "it is"),
    "our own full stop": ("the end.", "the end of it", "the end"),
    "our own comma": ("the end,", "the end.", "the end"),
    "our own first letter": ("The end", "at the end", "the end"),
    "both": ("The end.", "at the end of", "the end"),
    "ideographs": ("国人", "中国人民", "国人"),
    "a negative number": ("-5 points", "fell –5 points", "–5 points"),
}
NOT_FOUND = {
    "words cut at the end": ("unabl", "unable"),
    "words cut at the start": ("able", "unable"),
    "a number cut at a comma": ("500", "1,500"),
    "a number cut at its point": ("5", "5.5"),
    "a negative number without its sign": ("5", "at -5 now"),
    "a word cut at an apostrophe": ("can", "can’t"),
    "an omission of nothing": ("we […] agreed", "we agreed"),
    "an omission of a comma": ("we […] agreed", "we, agreed"),
    "an omission at the start that leaves nothing out": ("[…] we agreed", "we agreed"),
    "an omission at the end that leaves nothing out": ("we agreed […]", "we agreed."),
    "an omission that begins inside a word": ("un […] go", "unable to go"),
    "an omission that ends inside a word": ("we […] able", "we are unable"),
    "an insertion for eleven words": ("we [all] twelve", ONE_TO_TWELVE),
    "an ending of five letters": ("agre[e] to", "agreeable to"),
    "another first letter": ("[W]he end", "the end"),
    "the same first letter in brackets": ("[t]he end", "the end"),
    "our own question mark": ("the end?", "the end of it"),
    "our own colon": ("the end:", "the end of it"),
    "an ellipsis of ours": ("the … end", "the very end"),
    "order": ("b a", "a b"),
    "case inside": ("the End", "the end"),
}


@pytest.mark.parametrize(("words", "text", "exact"), FOUND.values(), ids=FOUND)
def test_what_is_found(words: str, text: str, exact: str) -> None:
    """The words of the passage that the quoted words cover."""
    assert good(quoted(words, text)).exact == exact


@pytest.mark.parametrize(("words", "text"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_is_not_found(words: str, text: str) -> None:
    """Nothing looser than the declared alterations is found."""
    outcome = quoted(words, text)
    assert not isinstance(outcome, Quotation)
    assert outcome.code == "altered-quotation"


def test_every_place_is_found_from_the_left() -> None:
    """Words that stand twice are found twice."""
    assert [(m.start, m.end) for m in matches(literal_pattern("go"), "go go gone go")] == [(0, 2), (3, 5), (11, 13)]


def test_words_that_stand_twice_are_the_first() -> None:
    """Without voices there is nothing ambiguous in it."""
    found = good(quoted("we go", "we go, and we go"))
    assert (found.start, found.end) == (0, 5)


def test_words_said_twice_by_two_voices_are_ambiguous() -> None:
    """Who says them must be clear."""
    said = passage("Lee: we go. Xi: we go far.", voices=[("we go far", "Xi Jinping")])
    outcome = quoted("we go", said)
    assert not isinstance(outcome, Quotation)
    assert outcome.code == "ambiguous-quotation"
    assert len(outcome.labels) == 2
    assert good(quoted("we go far", said)).voice == said.voices[0]


@pytest.mark.parametrize("text", ["x " * 400 + "y", "x" * 20_000, "x y " * 2000])
@pytest.mark.parametrize("words", ["[a] x " * 39 + "q", "x […] " * 39 + "q", " […] ".join("x" * 39) + " [a] z"])
def test_adversarial_brackets_come_to_an_end(words: str, text: str) -> None:
    """Brackets that could match everywhere do not make the work exponential."""
    assert list(matches(parse(fold(words).folded), fold(text).folded)) == []
