"""Notes and the list of sources, made by pandoc with real styles."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from tests.support import brief, library, outline, passage, source

from briefwright.cite.notes import Notes, Place, locator_text, notes
from briefwright.engines import styles
from briefwright.model.brief import Brief
from briefwright.model.document import plain
from briefwright.model.source import Locator

STYLES = ("chicago-notes-bibliography", "chicago-notes", "modern-language-association-notes", "oscola")
TITLE = "China, S. Korea enter new phase as Lee seeks reset with iPhone-like élan"
PAPER = {
    "id": "a",
    "type": "article-newspaper",
    "title": TITLE,
    "container-title": "The daily focus",
    "issued": {"date-parts": [[2026, 1, 9]]},
    "language": "en",
}
A = source(
    "a",
    passage(
        "Xi said ice melts. Lee agreed.",
        locator=Locator("paragraph", "3"),
        voices=[("ice melts", "Xi Jinping", "The Daily"), ("agreed", "Lee")],
    ),
    passage("Peace is good.", identifier="p12", locator=Locator("paragraph", "12")),
    passage("Trade too.", identifier="x", locator=Locator("page", "45")),
    passage("和平", identifier="zh", language="zh", translation="peace", translator="Kim"),
    passage("战争", identifier="zh2", language="zh", translation="war"),
    item=PAPER,
)
KINDS = (
    "post",
    "speech",
    "personal_communication",
    "interview",
    "dataset",
    "legislation",
    "legal_case",
    "treaty",
    "report",
    "webpage",
    "broadcast",
    "entry-encyclopedia",
    "hearing",
    "patent",
    "periodical",
    "post-weblog",
    "review",
    "software",
    "standard",
    "thesis",
)
KINDRED = [
    source(
        kind.replace("_", "-"),
        passage("words", source=kind.replace("_", "-"), locator=Locator("paragraph", "77")),
        item={
            "id": kind.replace("_", "-"),
            "type": kind,
            "title": f"the words of a {kind}",
            "author": [{"family": "Doe", "given": "Jane"}],
        },
    )
    for kind in KINDS
]
HELD = library(A, *KINDRED)


def _made(*body: str, style: str = "chicago-notes-bibliography", language: str = "en-US") -> tuple[Notes, Brief]:
    made, faults = brief(outline(*body, language=language), HELD)
    assert faults == []
    where = styles.named(style)
    assert where
    places = [Place((index,)) for index in range(len(made.citations))]
    return notes(places, made.citations, made.sources, where, language), made


def _texts(*body: str, style: str = "chicago-notes-bibliography", language: str = "en-US") -> list[str]:
    return [plain(text) for text in _made(*body, style=style, language=language)[0].texts.values()]


def test_a_voice_is_cited_as_what_it_is() -> None:
    """Speaker, as reported by via, quoted in the source; first whole, then short."""
    first, second = _texts('So "ice melts" [@a#p1].', 'And "ice" [@a#p1].')
    assert first.startswith("Xi Jinping, as reported by The Daily, quoted in “China, S. Korea")
    assert first.endswith("January 9, 2026, para.\xa03.")
    assert second.startswith("Xi Jinping, as reported by The Daily, quoted in ")
    assert "2026" not in second
    assert second.endswith("para.\xa03.")


def test_a_voice_without_a_reporter() -> None:
    """Speaker, quoted in the source."""
    assert _texts('He "agreed" [@a#p1].')[0].startswith("Lee, quoted in “China")


def test_words_beyond_a_voice_are_the_source_s() -> None:
    """A note for a voice's words and the source's own says which is which."""
    assert not _texts('He "said ice melts" [@a#p1].')[0].startswith("Xi")
    (mixed,) = _texts('He "said" that "ice melts" [@a#p1].')
    assert "with words of Xi Jinping, as reported by The Daily" in mixed


def test_the_note_says_what_was_done_to_the_words() -> None:
    """Emphasis added, and whose the translation is."""
    assert _texts('So "ice *melts*" [@a#p1].')[0].endswith("emphasis added.")
    assert "translation by Kim" in _texts('So "peace" [@a#zh].')[0]
    assert "our translation" in _texts('So "war" [@a#zh2].')[0]


def test_the_outline_s_own_words_stay() -> None:
    """Before and after the citation, the first letter a capital."""
    (text,) = _texts("So [see, for 5*3*2 <b> \\\\alpha, @a#x, with [care] & *more* -- so].")
    assert text.startswith("See, for 5*3*2 <b> \\\\alpha,")
    assert "with [care] & *more* -- so" in text


@pytest.mark.parametrize("style", STYLES)
def test_a_passage_s_locator_is_in_each_of_its_notes(style: str) -> None:
    """The first, the short ones, and those that the style writes otherwise."""
    body = ["So [@a#p1].", "So [@report#p1].", "So [@a#p12].", "So [@a#p12].", "So [@a#x].", "So [@a#p1; @a#p12]."]
    texts = _texts(*body, style=style)
    wanted = [
        (r"para\.?\s3\b",),
        (r"para\.?\s77\b",),
        (r"para\.?\s12\b",),
        (r"para\.?\s12\b",),
        (r"45\b",),
        (r"paras?\.?\s3, 12\b",),
    ]
    for text, patterns in zip(texts, wanted, strict=True):
        assert all(re.search(pattern, text) for pattern in patterns), text


@pytest.mark.parametrize("style", STYLES)
def test_titles_are_not_recased(style: str) -> None:
    """Chicago would write “New Phase as Lee Seeks Reset”."""
    made, _ = _made("So [@a#p1].", style=style)
    assert TITLE in plain(made.texts[0])
    assert [TITLE in plain(text) for _, text in made.sources] == [True]


@pytest.mark.parametrize("style", [*STYLES, "apa"])
def test_the_list_of_sources_drops_nobody(style: str) -> None:
    """Whatever the type: a style's bibliography may leave posts, speeches and cases out, ours does not."""
    made, resolved = _made("So [@a#p1].", *(f"So [@{each.id}#p1]." for each in KINDRED), style=style)
    assert sorted(key for key, _ in made.sources) == sorted(resolved.sources)
    for key, text in made.sources:
        assert str(resolved.sources[key].item["title"]).casefold() in plain(text).casefold()
    assert all("77" in plain(text) for text in list(made.texts.values())[1:])


def test_sources_are_named_once_in_the_style_s_order() -> None:
    """And those that are only cited whole, too."""
    made, _ = _made("So [@thesis; @a#p1].", "So [@a].", "So [@dataset].")
    keys = [key for key, _ in made.sources]
    assert sorted(keys) == ["a", "dataset", "thesis"]
    assert len(made.texts) == 3


def test_two_pieces_of_one_paragraph_are_named_once() -> None:
    """A reader sees one citation."""
    (text,) = _texts("So [@a#p12; @a#p12].")
    assert text.count(TITLE) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Abs. 3"), ("fr", "paragr. 3"), ("zh", "段 3"), ("en-GB", "para. 3"), ("xx", "para. 3")],
)
def test_locators_in_words(language: str, words: str) -> None:
    """In the brief's language; English where it has no words of its own."""
    assert locator_text(Locator("paragraph", "3"), language) == words


def test_voices_in_the_brief_s_language() -> None:
    """Laut …, zitiert in …"""
    (text,) = _texts('So "ice melts" [@a#p1].', language="de")
    assert text.startswith("Xi Jinping, laut The Daily, zitiert in ")
    assert "Abs.\xa03" in text


def test_nothing_is_asked_of_pandoc_without_sources() -> None:
    """A brief without citations has no notes."""
    empty: Sequence[Place] = ()
    assert notes(empty, (), {}, styles.folder(), "en") == Notes({}, ())
