"""Negations that a quotation does not show."""

from __future__ import annotations

import pytest
from tests.support import brief, codes, double, escaped, library, outline, passage, source

from briefwright.check.context import Context
from briefwright.check.negation import check
from briefwright.model.template import Template

TEMPLATE = Template("t", "", "", "A4", 1.0, {}, "", "", (), False, False, (), (), "", "", "")


def _warned(words: str, said: str, language: str = "en") -> bool:
    held = library(source("a", passage(said, language=language)))
    quoted = f"title: T\nsections: [{{heading: One, body: [{{quote: a#p1, exact: {double(words)}}}]}}]\n"
    made, faults = brief(quoted, held)
    assert faults == []
    told = list(check(Context(made, held, TEMPLATE)))
    assert set(codes(told)) <= {"omission-drops-negation"}
    assert not any(fault.is_error for fault in told)
    return bool(told)


HIDDEN = {
    "just before": ("be the case", "This will almost certainly not be the case.", "en"),
    "five words before": ("six", "It is not one two three four six.", "en"),
    "just behind": ("They agreed to", "They agreed to nothing.", "en"),
    "five words behind": ("It is", "It is one two three four never.", "en"),
    "in an omission": ("We will […] go", "We will not ever go.", "en"),
    "under an insertion": ("We [shall] go", "We will not go.", "en"),
    "in an insertion": ("We will [not] go", "We will go.", "en"),
    "in an ending": ("We can[not] go", "We can go.", "en"),
    "contracted, before": ("go home", "They don’t go home.", "en"),
    "contracted, straight": ("go home", "They won't go home.", "en"),
    "cannot": ("be done", "It cannot be done.", "en"),
    "without": ("a joint statement", "It ended without a joint statement.", "en"),
    "neither nor": ("war", "Neither peace nor war.", "en"),
    "in capitals": ("be done", "It must NOT be done.", "en"),
    "behind an omission at the end": (
        "We agreed […]",
        "We agreed on one and two and three and four but not five.",
        "en",
    ),
    "before an omission at the start": ("[…] five", "Not one and two and three and four and five.", "en"),
    "French ne": ("la fin", "Ce n’est la fin.", "fr"),
    "French pas": ("le cas ici", "Ce ne sera pas le cas ici.", "fr"),
    "French aucun": ("accord", "Il dit aucun accord.", "fr"),
    "French sans": ("un accord", "Il part sans un accord.", "fr"),
    "French omission": ("Nous […] partons", "Nous ne partons.", "fr"),
    "German nicht": ("der Fall", "Das ist nicht der Fall.", "de"),
    "German kein": ("Abkommen", "Es gab kein Abkommen.", "de"),
    "German, behind": ("Wir gehen", "Wir gehen heute nicht.", "de"),
    "German insertion": ("Wir gehen [niemals] hin", "Wir gehen hin.", "de"),
    "Chinese": ("同意", "他们不同意。", "zh"),
    "Chinese, traditional": ("同意", "他們沒有同意。", "zh-Hant"),
    "Chinese, behind": ("他们说", "他们说没有。", "zh"),
    "Chinese omission": ("我们[…]去", "我们不会去。", "zh"),
    "Korean": ("동의하지", "그들은 동의하지 않았다.", "ko"),
    "Korean, there is none": ("합의가", "합의가 없었다.", "ko"),
    "Korean omission": ("우리는 […] 간다", "우리는 안 가고 간다.", "ko"),
    "a language that is unknown": ("be done", "It must not be done.", "xx"),
}
SHOWN = {
    "in the quotation": ("almost certainly not be the case", "This will almost certainly not be the case.", "en"),
    "in the sentence before": ("He came", "It was not so. He came.", "en"),
    "in the sentence behind": ("He came", "He came. It was not so.", "en"),
    "in another sentence, with marks": ("He came", "“It was not so.” He came. “Never!”", "en"),
    "in another paragraph": ("he came", "it was not\n\nhe came", "en"),
    "six words before": ("seven", "Not one two three four five seven.", "en"),
    "six words behind": ("It is", "It is one two three four five never.", "en"),
    "no negation": ("be the case", "This will certainly be the case.", "en"),
    "part of a word": ("be known", "This knot and notion may be known.", "en"),
    "another language's": ("der Fall", "Das no not der Fall.", "de"),
    "in another Chinese sentence": ("他来了", "他不去。他来了。", "zh"),
    "an insertion that negates nothing": ("We [all] go", "We go.", "en"),
    "the whole passage": ("It is not so.", "It is not so.", "en"),
}


@pytest.mark.parametrize(("words", "said", "language"), HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_negation_is_warned_of(words: str, said: str, language: str) -> None:
    """Left out, replaced, put in, or within five words of the same sentence."""
    assert _warned(words, said, language)


@pytest.mark.parametrize(("words", "said", "language"), SHOWN.values(), ids=SHOWN)
def test_a_negation_that_is_shown_or_far_is_not(words: str, said: str, language: str) -> None:
    """In the quotation, in another sentence, six words away, or none at all."""
    assert not _warned(words, said, language)


def test_the_warning_shows_the_negation_in_the_passage() -> None:
    """Its place is the opening mark, its label the negation."""
    held = library(source("a", passage("It must not be done.")))
    made, _ = brief(outline(f'So "{escaped("be done")}" [@a#p1].'), held)
    (fault,) = check(Context(made, held, TEMPLATE))
    assert (fault.span.file, fault.span.line) == ("briefs/b.yaml", 6)
    assert (fault.labels[0].span.column, fault.labels[0].span.end_column) == (9, 12)
    assert "“not” just before" in fault.message


def test_a_translation_is_read_in_the_brief_s_language() -> None:
    """Not in the passage's."""
    held = library(source("a", passage("他们不同意。", language="zh", translation="Sie sind nicht einverstanden.")))
    made, faults = brief(outline('So "einverstanden" [@a#p1].', language="de"), held)
    assert faults == []
    assert len(list(check(Context(made, held, TEMPLATE)))) == 1
