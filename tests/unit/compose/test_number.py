"""Notes numbered, calls in their place, own words in good type."""

from __future__ import annotations

import pytest
from tests.support import ORDER, brief, library, outline, passage, source

from briefwright.compose.layout import lay
from briefwright.compose.number import compose, places
from briefwright.model import document as doc
from briefwright.model.document import Document, Note, Str, plain
from briefwright.model.template import Template

TEMPLATE = Template("t", "", "", "A4", 1.0, {}, "", "", ORDER, False, False, (), (), "", "", "")
HELD = library(source("a", passage("Peace is 'good'. War is bad."), passage("Trade.", identifier="p2")))


def _document(*body: str, language: str = "en-GB", front: str = "") -> Document:
    made, faults = brief(outline(*body, language=language, front=front), HELD)
    assert faults == []
    parts = lay(made, TEMPLATE)
    words = {index: (Str(f"Note on {index}.", exact=True),) for indexes, _ in places(parts) for index in indexes}
    return compose(made, parts, words, (("a", (Str("A report."),)),), TEMPLATE)


def _shown(content: object) -> str:
    """The characters of a tree, notes as (number)."""
    if isinstance(content, Note):
        return f"({content.number})"
    if isinstance(content, doc.Str | doc.Code):
        return content.text
    if isinstance(content, doc.SoftBreak | doc.LineBreak):
        return " "
    if isinstance(content, tuple):
        return "".join(_shown(each) for each in content)
    return "".join(_shown(getattr(content, name, ())) for name in ("content", "items", "caption", "head", "rows"))


def _body(*body: str, language: str = "en-GB") -> str:
    made = _document(*body, language=language)
    (part,) = (part for part in made.parts if part.name == "body")
    return _shown(part.blocks).removeprefix("One")


CALLS = {
    "a full stop": ("So it is [@a#p1].", "So it is.(1)"),
    "a comma": ("So [@a#p1], and so.", "So,(1) and so."),
    "an exclamation and a stop": ("So [@a#p1]!... yes", "So!…(1) yes"),
    "no punctuation": ("So [@a#p1] it is.", "So(1) it is."),
    "a bracket": ("(So [@a#p1]) it is.", "(So(1)) it is."),
    "a dash": ("So [@a#p1]--it is.", "So(1)–it is."),
    "two notes": ("So [@a#p1]. And so [@a#p2]; yes", "So.(1) And so;(2) yes"),
    "behind a line end": ("So\n[@a#p1].", "So.(1)"),
}


@pytest.mark.parametrize(("words", "shown"), CALLS.values(), ids=CALLS)
def test_calls_stand_behind_punctuation(words: str, shown: str) -> None:
    """And the space before a citation goes."""
    assert _body(words) == shown


def test_calls_stand_before_punctuation_in_french() -> None:
    """As the French do."""
    assert _body("C’est ainsi [@a#p1].", language="fr") == "C’est ainsi(1)."


def test_notes_are_numbered_in_the_order_of_the_parts() -> None:
    """Through summary, body and recommendations, without gaps."""
    front = "recommendations: ['Do it [@a#p2].']\nsummary: In short [@a#p1].\n"
    made = _document("So [@a#p1].", front=front)
    assert [note.number for note in made.notes] == [1, 2, 3]
    assert [part.name for part in made.parts] == ["summary", "body", "recommendations", "sources"]
    assert (
        "".join(_shown(part.blocks) for part in made.parts[:3])
        == "SummaryIn short.(1)OneSo.(2)RecommendationsDo it.(3)"
    )


def test_a_note_called_again_says_where_it_is() -> None:
    """Its words stand once."""
    made = _document("So[^n] and so[^n].\n\n[^n]: Mine, with it's words.")
    assert [plain(note.content) for note in made.notes] == ["Mine, with it’s words.", "See note 1."]


def test_a_note_of_the_outline_s_own_takes_citations_in_its_words() -> None:
    """In brackets, without their full stop."""
    made = _document("So[^n].\n\n[^n]: Mine [@a#p1].")
    assert [plain(note.content) for note in made.notes] == ["Mine (Note on 0)."]
    assert [plain(note.content) for note in _document("So[^n].\n\n[^n]: [@a#p1]").notes] == ["Note on 0"]


def test_no_note_holds_a_note() -> None:
    """They would vanish."""
    made = _document("So[^n].\n\n[^n]: Mine [@a#p1] and [@a#p2].")
    assert not any(isinstance(node, Note) for note in made.notes for node in note.content)


def test_own_words_are_curled_and_quoted_words_never() -> None:
    """Whatever stands beside them."""
    assert _body("It's 'so' -- \"War is bad\" [@a#p1]...", language="en-US") == "It’s ‘so’—“War is bad”…(1)"
    held = library(source("a", passage("It's -- so... 'x'")))
    made, faults = brief("title: T\nsections: [{heading: One, body: [{quote: a#p1}]}]\n", held)
    assert faults == []
    parts = lay(made, TEMPLATE)
    done = compose(made, parts, {0: (Str("n"),)}, (), TEMPLATE)
    assert "It's -- so... 'x'(1)" in _shown(done.parts[0].blocks)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en-GB", "He “War is bad”.(1)"),
        ("en-US", "He “War is bad”.(1)"),
        ("de", "He „War is bad“.(1)"),
        ("fr", "He «\u202fWar is bad\u202f»(1)."),
        ("zh-Hant", "He 「War is bad」.(1)"),
        ("ko", "He “War is bad”.(1)"),
    ],
)
def test_quotations_have_the_brief_s_marks(language: str, shown: str) -> None:
    """The outer pair of its language."""
    assert _body('He "War is bad" [@a#p1].', language=language) == shown


def test_the_list_of_sources_comes_even_where_the_template_forgot_it() -> None:
    """Once, behind everything."""
    made = _document("So [@a#p1].")
    assert [part.name for part in made.parts][-1] == "sources"
    assert _shown(made.parts[-1].blocks) == "SourcesA report."
