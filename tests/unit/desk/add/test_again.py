"""A seed whose document came again: IDs stay, and so does everything that an editor wrote."""

from __future__ import annotations

import pytest

from briefwright.desk.add.again import Copy, NotInLines, Renewed, renew
from briefwright.desk.add.compare import word_diff
from briefwright.model.source import Source
from briefwright.model.span import TextFile
from briefwright.read.source import read_source

EDITED = """\
# My own first line
source:
  type: webpage          # a page
  title: Toll
evidence:
  descriptor: A news report.
  reliability: C
passages:
  # why this one matters
  p1: One ship came in. # a remark
  p2-b:
    text: >-
      Then the tide turned.
    locator: {paragraph: 2}   # its second sentence
    voices:
      - says: the tide turned
        speaker: The pilot
  'p4': "Four \\"boats\\" went out."
  p5: >-
    Five men stayed ashore
    and mended nets.
document:
  file: toll.txt
  sha256: "00"
  passages:
    p1: {sha256: "ab", suffix: "Two came"}
    p3: {sha256: "PRINT", prefix: "x"}
"""
TEXTS = (
    "One ship came in.",
    "Two came late. Then the tide turned.",
    "Three waited all day.",
    'Four "boats" went out.',
    "Five men stayed ashore and mended nets.",
)


def seed(text: str = EDITED) -> Source:
    """A seed, read."""
    from briefwright.desk.add.seed import fingerprint

    source, faults = read_source("toll", TextFile("seeds/toll.yaml", text.replace("PRINT", fingerprint(TEXTS[2]))))
    assert not faults
    return source


def again(source: Source, texts: tuple[str, ...], label: str = "paragraph") -> Renewed:
    """The seed after a copy with these paragraphs; what it gives is a seed without faults."""
    copy = Copy(texts, [(label, str(at)) for at in range(1, len(texts) + 1)], "toll.txt", "11")
    renewed = renew(source, copy)
    _, faults = read_source("toll", TextFile("seeds/toll.yaml", renewed.text))
    assert not faults, renewed.text
    return renewed


def told(renewed: Renewed) -> list[tuple[str, str]]:
    """What became of each ID."""
    return [(row.kind, row.passage) for row in renewed.told]


def mine(text: str) -> str:
    """The part of a seed that is the editor's."""
    return text[: text.index("document:")]


def test_the_same_paragraphs_change_nothing_of_the_editor() -> None:
    """Comments, evidence, voices, parts of paragraphs and quoting styles stay to the character; what the editor took
    out does not come back."""
    source = seed()
    renewed = again(source, TEXTS)
    assert mine(renewed.text) == mine(source.file.text)
    # Paragraph 2 has a part; paragraph 3 was taken out by the editor.
    assert told(renewed) == [("same", "p1"), ("same", "p2-b"), ("same", "p4"), ("same", "p5")]


def test_a_paragraph_put_in_renumbers_those_behind_it() -> None:
    """Words and editor's comments stay; only locators change."""
    renewed = again(seed(), (TEXTS[0], "A new one stands here, about nothing else.", *TEXTS[1:]))
    assert told(renewed) == [
        ("same", "p1"), ("new", "p1-1"), ("shifted", "p2-b"), ("shifted", "p4"), ("shifted", "p5"),
    ]  # fmt: skip
    source, _ = read_source("toll", TextFile("seeds/toll.yaml", renewed.text))
    places = {key: passage.locator.value for key, passage in source.passages.items() if passage.locator}
    assert places == {"p1": "1", "p1-1": "2", "p2-b": "3", "p4": "5", "p5": "6"}
    assert "locator: {paragraph: 3}   # its second sentence" in renewed.text
    assert "p1: One ship came in. # a remark" in renewed.text
    old = seed().passages
    assert {key: source.passages[key].text.value for key in old} == {key: p.text.value for key, p in old.items()}


def test_changed_words_are_marked_and_stay() -> None:
    """A corrected paragraph is told with its difference; the words under its ID are the old ones, and a second newer
    copy replaces the mark and adds no other."""
    new = (*TEXTS[:4], "Five men stayed aboard and mended nets.")
    renewed = again(seed(), new)
    assert ("changed", "p5") in told(renewed)
    assert "Five men stayed [-ashore-]{+aboard+} and mended nets." in renewed.text
    source, _ = read_source("toll", TextFile("seeds/toll.yaml", renewed.text))
    assert source.passages["p5"].text.value == "Five men stayed ashore and mended nets."
    twice = again(source, new)
    assert twice.text == renewed.text
    back = again(source, TEXTS)
    assert mine(back.text) == mine(EDITED)


def test_what_is_gone_stays_and_its_id_is_not_given_again() -> None:
    """The passage is marked; a paragraph that comes to its place gets another ID."""
    renewed = again(seed(), (*TEXTS[:4], "Quite other words, of sixty gulls upon the mole, end the page."))
    assert ("gone", "p5") in told(renewed)
    assert [passage for kind, passage in told(renewed) if kind == "new"] == ["p4-1"]
    assert "# review: gone from toll.txt." in renewed.text


def test_a_paragraph_that_changed_places_is_moved() -> None:
    """The one that moved is told, not all those that it passed."""
    renewed = again(seed(), (TEXTS[4], *TEXTS[:4]))
    assert [row for row in told(renewed) if row[0] == "moved"] == [("moved", "p5")]


def test_parts_of_one_paragraph_stand_together() -> None:
    """Two parts of a paragraph that is where it was have not moved; with it, both get its new number."""
    part = "    text: {}\n    locator: {{paragraph: 1}}\n"
    parts = f"  p1-a:\n{part.format('One ship.')}  p1-b:\n{part.format('Two men.')}"
    text = f"source: {{type: report, title: R}}\npassages:\n{parts}  p2: Three gulls.\n"
    assert {kind for kind, _ in told(again(seed(text), ("One ship. Two men.", "Three gulls.")))} == {"same"}
    renewed = again(seed(text), ("A new beginning of it all.", "One ship. Two men.", "Three gulls."))
    assert [row for row in told(renewed) if row[0] != "new"] == [
        ("shifted", "p1-a"), ("shifted", "p1-b"), ("shifted", "p2"),
    ]  # fmt: skip
    assert renewed.text.count("locator: {paragraph: 2}") == 2


def test_pages_are_renewed_too() -> None:
    """A passage of a PDF keeps the label of its locator."""
    text = "source: {type: report, title: R}\npassages:\n  p1:\n    text: One ship.\n    locator: {page: 1}\n"
    renewed = again(seed(text), ("Another thing altogether.", "One ship."), "page")
    assert "locator: {page: 2}" in renewed.text


def test_passages_in_one_line_are_refused() -> None:
    """A seed that has no line for each passage cannot be changed line by line."""
    text = "source: {type: report, title: R}\npassages: {p1: One ship., p2: Two ships.}\n"
    with pytest.raises(NotInLines):
        again(seed(text), ("One ship.", "Three.", "Two ships."))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a fair wind", "a foul wind", "a [-fair-]{+foul+} wind"),
        ("涨潮两米", "涨潮三米", "涨潮[-两-]{+三+}米"),
        ("one", "one and two", "one{+ and two+}"),
    ],
)
def test_difference_of_words(old: str, new: str, shown: str) -> None:
    """Words taken out and put in, by words; in Chinese by characters."""
    assert word_diff(old, new) == shown
