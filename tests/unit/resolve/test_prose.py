"""Marks in prose bound to the citation that follows, in every place where prose may stand."""

from __future__ import annotations

import pytest
from tests.support import brief, codes, library, outline, passage, source

from briefwright.model import document as doc
from briefwright.model.brief import Brief
from briefwright.model.diagnostic import Diagnostic

HELD = library(
    source("a", passage("Peace is good. War is bad."), passage("Trade is better.", identifier="p2")),
    source("b", passage("Talk is cheap.", source="b")),
)


def _made(words: str) -> tuple[Brief, list[Diagnostic]]:
    return brief(outline(words), HELD)


def _keys(words: str) -> list[str]:
    made, faults = _made(words)
    assert faults == []
    return [f"{quotation.printed}={quotation.passage.key}" for quotation in made.quotations]


BOUND = {
    "the citation that follows": ('"Peace is good" [@a#p1].', ["Peace is good=a#p1"]),
    "words between": ('He said "war is bad" and left [@a#p1].', ["war is bad=a#p1"]),
    "two quotations, one citation": ('"Peace" and "war" [@a#p1].', ["Peace=a#p1", "war=a#p1"]),
    "the first that says them": ('"Talk" [@a#p1; @b#p1].', ["Talk=b#p1"]),
    "a plain note between": ('"Talk" [@a] now [@b#p1].', ["Talk=b#p1"]),
    "each its own": ('"Peace" [@a#p1] and "talk" [@b#p1].', ["Peace=a#p1", "talk=b#p1"]),
    "marks of other languages": ("„Peace“ and «war» [@a#p1].", ["Peace=a#p1", "war=a#p1"]),
    "escaped marks": ('\\"Peace\\" [@a#p1].', ["Peace=a#p1"]),
    "entities": ("&quot;Peace&quot; [@a#p1].", ["Peace=a#p1"]),
    "emphasis around": ('*He said "peace"* [@a#p1].', ["peace=a#p1"]),
    "a list": ('- "Peace" [@a#p1]\n- "talk" [@b#p1]', ["Peace=a#p1", "talk=b#p1"]),
    "a table": ('| x |\n| --- |\n| "peace" [@a#p1] |', ["peace=a#p1"]),
    "a line broken inside": ('"Peace\nis good" [@a#p1].', ["Peace is good=a#p1"]),
    "a link beside": ('[x](https://x.org) "peace" [@a#p1].', ["peace=a#p1"]),
    "words in another language": ('"[Peace]{lang=fr} is good" [@a#p1].', ["Peace is good=a#p1"]),
}
REFUSED = {
    "no citation": ('"Peace is good".', ["unsourced-quotation"]),
    "only before": ('[@a#p1] "Peace is good".', ["unsourced-quotation"]),
    "a plain note only": ('"Peace is good" [@a].', ["unsourced-quotation"]),
    "in the next paragraph": ('"Peace is good"\n\n[@a#p1].', ["unsourced-quotation"]),
    "inside the marks": ('"Peace is good [@a#p1]".', ["altered-quotation"]),
    "a mark alone": ('"Peace is good [@a#p1].', ["unpaired-mark"]),
    "marks across emphasis": ('*"Peace* is good" [@a#p1].', ["unpaired-mark"]),
    "struck out": ('"Peace ~~is~~ good" [@a#p1].', ["altered-quotation"]),
    "code": ('"Peace `is` good" [@a#p1].', ["altered-quotation"]),
    "a link": ('"Peace [is](https://x.org) good" [@a#p1].', ["altered-quotation"]),
    "a term": ('"Peace [is]{.term} good" [@a#p1].', ["altered-quotation"]),
    "an unknown passage": ('"Peace is good" [@a#p9].', ["unknown-passage"]),
    "an unknown source": ('"Peace is good" [@c#p1].', ["unknown-source"]),
    "another's words": ('"Talk is cheap" [@a#p1].', ["misattributed-quotation"]),
    "nobody's words": ('"Peace is bad" [@a#p1].', ["altered-quotation"]),
    "outside brackets": ('"Peace" @a#p1.', ["bare-citation", "unsourced-quotation"]),
    "nothing": ('"" [@a#p1].', ["altered-quotation"]),
}


@pytest.mark.parametrize(("words", "keys"), BOUND.values(), ids=BOUND)
def test_words_belong_to_the_passage_citation_that_follows(words: str, keys: list[str]) -> None:
    """The first one behind the closing mark in the same paragraph."""
    assert _keys(words) == keys


@pytest.mark.parametrize(("words", "told"), REFUSED.values(), ids=REFUSED)
def test_words_in_marks_are_a_quotation_or_a_fault(words: str, told: list[str]) -> None:
    """Never plain words."""
    made, faults = _made(words)
    assert made.quotations == ()
    assert codes(faults) == told


def test_terms_are_no_quotations() -> None:
    """They lose their own marks, for the brief sets them."""
    made, faults = _made('The ["Korean wave ban"]{.term} holds.')
    assert faults == []
    assert made.quotations == ()
    (item,) = made.sections[0].body
    assert doc.Marked((doc.Str("Korean wave ban"),)) in item.blocks[0].content  # type: ignore[union-attr]


def test_a_fault_stands_at_the_opening_mark() -> None:
    """Line and column of the outline."""
    _, faults = _made('He said\nthat "Peace is bad" [@a#p1].')
    assert (faults[0].span.line, faults[0].span.column) == (6, 24)


def test_words_in_single_marks_before_a_citation_are_warned_of() -> None:
    """They are not checked."""
    _, faults = _made("He said 'peace is bad' [@a#p1].")
    assert codes(faults) == ["single-marks"]
    assert not faults[0].is_error


EVERYWHERE = {
    "a claim": "- {claim: 'So \"{}\".', evidence: [a#p1]}",
    "an answer": "- differ: {question: What?, answers: [{says: 'The \"{}\".', evidence: [a#p1]}]}",
    "a cell": "- table: {columns: [x], rows: [['\"{}\" [@a#p1]']]}",
    "a caption": "- table: {caption: '\"{}\" [@a#p1]', columns: [x], rows: [[y]]}",
    "a box": "- box: {body: ['\"{}\" [@a#p1]']}",
    "a note": '- "x[^n].\\n\\n[^n]: The \\"{}\\" [@a#p1]."',
    "exact words": "- {quote: a#p1, exact: '{}'}",
}


@pytest.mark.parametrize("item", EVERYWHERE.values(), ids=EVERYWHERE)
def test_one_rule_holds_everywhere(item: str) -> None:
    """True words become a quotation, and false ones a fault, wherever they stand."""
    front = "title: T\nsections:\n  - heading: One\n    body:\n      "
    made, faults = brief(front + item.replace("{}", "peace is good"), HELD)
    assert faults == []
    assert [quotation.exact for quotation in made.quotations] == ["Peace is good"]
    made, faults = brief(front + item.replace("{}", "peace is bad"), HELD)
    assert made.quotations == ()
    assert codes(faults) == ["altered-quotation"]
