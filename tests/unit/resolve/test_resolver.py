"""Pointers, block quotations, headings and numbers of an outline."""

from __future__ import annotations

import pytest
from tests.support import brief, codes, library, outline, passage, source

from briefwright.model.brief import Claim, Quote
from briefwright.model.document import Marked, Str, plain
from briefwright.model.source import Locator
from briefwright.resolve.pointers import split_key

ICE = 'Xi said, "Three feet of ice does not melt." Analysts agreed.'
HELD = library(
    source(
        "a",
        passage(ICE, voices=[("Three feet of ice does not melt", "Xi Jinping", "The Daily")]),
        passage("Peace is good.", identifier="p2", locator=Locator("paragraph", "2")),
    )
)
FRONT = "title: T\nsections:\n  - heading: One\n    body:\n"


def _quote(keys: str) -> str:
    return f"{FRONT}      - {{quote: {keys}}}\n"


def test_a_whole_passage_is_a_block_quotation() -> None:
    """All its words, by pointer alone."""
    made, faults = brief(_quote("a#p1"), HELD)
    (item,) = made.sections[0].body
    assert faults == []
    assert isinstance(item, Quote)
    assert (item.quotation.printed, item.quotation.block, item.speaker) == (ICE, True, "")


def test_exact_words_are_plain_text_with_brackets() -> None:
    """Markdown means nothing in them."""
    made, faults = brief(_quote("a#p1, exact: 'Three feet […] does not melt'"), HELD)
    assert faults == []
    assert made.quotations[0].printed == "Three feet […] does not melt"
    assert codes(brief(_quote("a#p1, exact: '*Three* feet'"), HELD)[1]) == ["altered-quotation"]


def test_a_speaker_is_one_of_the_passage_s_voices() -> None:
    """The voice of the quoted words, or `unknown-speaker` with those there are."""
    words = "exact: Three feet of ice"
    assert brief(_quote(f"a#p1, {words}, speaker: Xi Jinping"), HELD)[1] == []
    _, faults = brief(_quote(f"a#p1, {words}, speaker: Li Qiang"), HELD)
    assert codes(faults) == ["unknown-speaker"]
    assert "Xi Jinping" in faults[0].help
    assert codes(brief(_quote("a#p2, speaker: Xi Jinping"), HELD)[1]) == ["unknown-speaker"]


@pytest.mark.parametrize(
    ("key", "code", "advice"),
    [
        ("a#p3", "unknown-passage", "did you mean"),
        ("aa#p1", "unknown-source", "did you mean `a`?"),
        ("zzzz#p1", "unknown-source", "the name of its file"),
        ("a", "unknown-passage", "write `quote: source#passage`"),
    ],
)
def test_a_wrong_pointer_names_the_nearest(key: str, code: str, advice: str) -> None:
    """An ID points at one thing or at none."""
    held = library(*HELD.sources.values(), source("bbb", passage("x", source="bbb")))
    _, faults = brief(_quote(key), held)
    assert codes(faults) == [code]
    assert advice in faults[0].help or "a has" in faults[0].help


@pytest.mark.parametrize("key", ["a#p1", "@a#p1", "[@a#p1]", " a#p1 "])
def test_a_key_is_split_in_two(key: str) -> None:
    """What prose writes around it is forgiven."""
    assert split_key(key) == ("a", "p1")


def test_a_second_locator_is_a_fault() -> None:
    """The passage has its own."""
    _, faults = brief(outline("It is so [@a#p2, p. 5]."), HELD)
    assert codes(faults) == ["second-locator"]
    assert "paragraph 2" in faults[0].help
    made, faults = brief(outline("It is so [@a#p1, p. 5]."), HELD)
    assert faults == []
    assert made.citations[0].pointers[0].locator == Locator("page", "5")


def test_quotations_and_citations_are_numbered_in_reading_order() -> None:
    """Parts in the template's order, quotations from 1."""
    given = outline('"Peace" [@a#p2].', '"Ice" [@a#p1] and "good" [@a#p2].', front="summary: '\"is good\" [@a#p2]'\n")
    held = library(source("a", passage("Ice."), passage("Peace is good.", identifier="p2")))
    made, faults = brief(given, held)
    assert faults == []
    assert [(q.number, q.identifier, q.exact, q.citation) for q in made.quotations] == [
        (1, "q1", "is good", 0), (2, "q2", "Peace", 1), (3, "q3", "Ice", 2), (4, "q4", "good", 3),
    ]  # fmt: skip
    assert [len(pointer.quotations) for citation in made.citations for pointer in citation.pointers] == [1, 1, 1, 1]


def test_evidence_is_for_and_against() -> None:
    """One note for both, in the order written."""
    given = f"{FRONT}      - {{claim: So., evidence: [a#p1], against: [a#p2], likelihood: likely}}\n"
    made, faults = brief(given, HELD)
    (item,) = made.sections[0].body
    assert faults == []
    assert isinstance(item, Claim)
    assert ([p.key for p in item.evidence], [p.key for p in item.against], item.citation) == (["a#p1"], ["a#p2"], 0)
    _, faults = brief(f"{FRONT}      - {{claim: So., evidence: [a]}}\n", HELD)
    assert codes(faults) == ["unknown-passage"]


def _heading(words: str) -> tuple[str, list[str]]:
    given = (
        f"title: '{words}'\nsections:\n  - heading: '{words}'\n    body: ['It has \"three feet of ice\" [@a#p1].']\n"
    )
    made, faults = brief(given, HELD)
    assert plain(made.title) == plain(made.sections[0].heading)
    return plain(made.sections[0].heading), codes(faults)


def test_headings_quote_only_what_the_brief_quotes() -> None:
    """Words in marks must be words quoted elsewhere in the brief, or a term."""
    assert _heading('"Three feet" of ice') == ("Three feet of ice", [])
    assert _heading('The ["so-called"]{.term} ice') == ("The so-called ice", [])
    assert _heading('"Does not melt"')[1] == ["unsourced-quotation"] * 2
    assert _heading('"Three fee" of ice')[1] == ["unsourced-quotation"] * 2
    assert _heading('"Three feet of ice')[1] == ["unpaired-mark"] * 2


@pytest.mark.parametrize("words", ["So [@a#p1]", "So [x](https://x.org)"])
def test_headings_take_no_citations_or_links(words: str) -> None:
    """They go into the text below."""
    assert set(_heading(words)[1]) == {"misplaced-markup"}


def test_a_heading_prints_the_passage_s_characters() -> None:
    """With the first letter's case of the heading."""
    held = library(source("a", passage("the leaders’ talks–so")))
    given = outline('It has "the leaders\' talks--so" [@a#p1].').replace(
        "heading: One", "heading: '\"The leaders'' talks-so\"'"
    )
    made, faults = brief(given, held)
    assert faults == []
    assert isinstance(made.sections[0].heading[0], Marked)


def test_sections_get_anchors_of_their_own() -> None:
    """Short, made of the heading's words, never one of the compiler's own, never twice."""
    headings = ["What was put off", "What was put off", "Questions", "part-x", "…", "A" * 60]
    given = "title: T\nsections:\n" + "".join(f"  - {{heading: '{each}', body: [x]}}\n" for each in headings)
    made, _ = brief(given, HELD)
    anchors = [section.identifier for section in made.sections]
    assert anchors[0] == "what-was-put-off"
    assert anchors[2] == "s-questions"
    assert len(set(anchors)) == len(anchors)
    assert max(map(len, anchors)) <= 32
    assert not any(anchor.startswith(("q", "fn", "part-", "ref-")) for anchor in anchors)
    assert isinstance(made.sections[0].heading[0], Str)
