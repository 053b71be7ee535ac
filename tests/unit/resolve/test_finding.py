"""Why words became no quotation."""

from __future__ import annotations

from dataclasses import replace

from tests.support import bad, good, library, passage, quoted, source, wanted

from briefwright.model.brief import Quotation
from briefwright.resolve.difference import difference
from briefwright.resolve.finding import find

TEXT = "The two sides agreed to restore strategic dialogue channels in various fields."


def test_the_first_difference_is_named() -> None:
    """Both words, both places, and the nearest words of the passage."""
    fault = bad(quoted("agreed to restart strategic dialogue channels", TEXT))
    assert fault.code == "altered-quotation"
    assert fault.message == "the outline has “restart” where a#p1 has “restore”"
    assert "“agreed to restore strategic dialogue channels”" in fault.help
    ours, theirs = fault.labels
    assert (ours.span.file, ours.span.column, ours.span.end_column) == ("briefs/b.yaml", 11, 18)
    assert (theirs.span.column, theirs.span.end_column) == (25, 32)


def test_a_word_too_many_and_one_too_few_are_named() -> None:
    """In words that say which."""
    more = bad(quoted("agreed to restore all strategic dialogue channels", TEXT))
    less = bad(quoted("agreed to restore dialogue channels", TEXT))
    assert more.message == "“all” is not in a#p1 here"
    assert less.message == "a#p1 has “strategic” here, and the outline does not"


def test_a_case_that_may_be_ours_is_not_the_first_difference() -> None:
    """The fault is what follows; alone in the way, it would be no fault."""
    fault = bad(quoted("the two sides agreed to restart strategic dialogue", TEXT))
    assert fault.message == "the outline has “restart” where a#p1 has “restore”"


def test_words_that_are_nowhere_near_are_not_guessed_at() -> None:
    """The help says what to do, and offers no words."""
    fault = bad(quoted("China will attack tomorrow at dawn", TEXT))
    assert fault.message == "a#p1 does not say this"
    assert "nearest" not in fault.help
    assert difference("China will attack tomorrow at dawn", TEXT) is None


def test_words_of_another_passage_are_misattributed() -> None:
    """The fault names the passage that says them, and where."""
    held = library(
        source("a", passage("One."), passage("Two words.", identifier="p2")), source("b", passage(TEXT, source="b"))
    )
    cited = held.passage("a", "p1")
    assert cited
    fault = bad(find(wanted("restore strategic dialogue"), (cited,), held))
    assert fault.code == "misattributed-quotation"
    assert fault.message == "a#p1 does not say this; b#p1 does"
    assert fault.labels[0].span.column == 25
    assert bad(find(wanted("two words"), (cited,), held)).message == "a#p1 does not say this; a#p2 does"


def test_the_second_of_two_cited_passages_may_say_it() -> None:
    """A citation of several passages is enough when one says the words."""
    one, two = passage("One."), passage(TEXT, identifier="p2")
    found = good(find(wanted("restore strategic dialogue"), (one, two), library(source("a", one, two))))
    assert found.passage is two


def test_a_translation_may_be_quoted() -> None:
    """It is marked as translated, and its words are the translation's."""
    said = passage("务实外交", language="zh", translation="pragmatic diplomacy", translator="Kim")
    found = good(quoted("pragmatic diplomacy", said))
    assert found.translated
    assert found.exact == found.words.value == "pragmatic diplomacy"
    assert not good(quoted("务实外交", said)).translated


def test_no_words_between_the_marks_is_a_fault() -> None:
    """White space is no quotation."""
    for words in ("", "  ", "\n"):
        assert bad(quoted(words, TEXT)).code == "altered-quotation"


def test_a_bracket_inside_a_word_is_told_as_such() -> None:
    """The help names the forms there are."""
    fault = bad(quoted("agreed to re[s]tore strategic", TEXT))
    assert "stands inside a word" in fault.message
    assert "[…]" in fault.help


def test_the_near_words_are_never_taken() -> None:
    """A difference of one letter is a fault, however near."""
    assert not isinstance(quoted(TEXT.replace("various", "varied"), TEXT), Quotation)


def test_a_fault_carries_what_mends_it() -> None:
    """The nearest words for the place between the marks; the ID of the passage that says them, where another is
    cited; nothing where nothing is near."""
    [words] = bad(quoted("agreed to restart strategic dialogue channels", TEXT)).fixes
    assert (words.put, words.pointer) == ("agreed to restore strategic dialogue channels", False)
    assert (words.span.column, words.span.end_column) == (1, 46)
    held = library(source("a", passage("One.")), source("b", passage(TEXT, source="b")))
    cited = held.passage("a", "p1")
    assert cited
    here = wanted("restore strategic dialogue")
    [pointer] = bad(find(replace(here, pointers=(here.span,)), (cited,), held)).fixes
    assert (pointer.put, pointer.pointer, pointer.span) == ("b#p1", True, here.span)
    assert bad(quoted("China will attack tomorrow at dawn", TEXT)).fixes == ()
