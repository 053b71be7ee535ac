"""Pull quotes: only what the text quotes is shown a second time."""

from __future__ import annotations

import pytest
from tests.support import brief, codes, library, passage, source

from briefwright.model.brief import PullQuote

ICE = "Peace is good, said Xi. Trade is good too, and the sea is wide. Trade is good too, he said."
HELD = library(source("a", passage(ICE, voices=[("Peace is good", "Xi Jinping")]), passage("Other.", identifier="p2")))
HEAD = "title: T\nlanguage: en\nsections:\n  - heading: One\n    body:\n"


def _made(text: str, keys: str, place: str = "      - ") -> tuple[list[str], object]:
    made, faults = brief(f"{HEAD}{place}{{pull-quote: {keys}}}\n      - '{text}'\n", HELD)
    return codes(faults), made


@pytest.mark.parametrize(
    ("text", "exact", "told"),
    [
        ('"Peace is good" [@a#p1].', "Peace is good", []),
        ('"Peace is good" [@a#p1].', "[p]eace", []),
        ('"Peace is good" [@a#p1].', "Peace is good,", []),
        ('"Peace […] good too" [@a#p1].', "Peace […] good too", []),
        ('"Trade is good too, and the sea is wide. Trade is good too" [@a#p1].', "Trade is good", []),
        ('"the sea is wide. Trade is good too" [@a#p1].', "Trade is good", []),
        ('"Peace is good" [@a#p1].', "Peace is good, said Xi", ["unsourced-quotation"]),
        ('"Peace […] good too" [@a#p1].', "said Xi", ["unsourced-quotation"]),
        ('"Other" [@a#p2].', "Peace is good", ["unsourced-quotation"]),
        ("Nothing is quoted.", "Peace is good", ["unsourced-quotation"]),
    ],
)
def test_the_text_quotes_what_is_pulled(text: str, exact: str, told: list[str]) -> None:
    """All the words that are shown, of the same passage; words that the text leaves out are not quoted by it."""
    assert _made(text, f"a#p1, exact: '{exact}'")[0] == told


def test_two_pull_quotes_do_not_hold_each_other() -> None:
    """A quotation with a note is wanted."""
    again = "      - {pull-quote: a#p1, exact: Peace is good}\n      - "
    assert _made("Words.", "a#p1, exact: Peace is good", again)[0] == ["unsourced-quotation"] * 2


def test_it_has_a_number_and_no_note() -> None:
    """It stands in the ledger with its own place; the note is that of the text."""
    made, faults = brief(
        f"{HEAD}      - {{pull-quote: a#p1, exact: Peace is good, speaker: Xi Jinping}}\n"
        "      - 'He said \"Peace is good\" [@a#p1].'\n",
        HELD,
    )
    assert faults == []
    item = made.sections[0].body[0]
    assert isinstance(item, PullQuote)
    assert (item.speaker, item.quotation.pulled, item.quotation.citation) == ("Xi Jinping", True, -1)
    assert [q.number for q in made.quotations] == [1, 2]
    assert [[q.number for p in c.pointers for q in p.quotations] for c in made.citations] == [[2]]
