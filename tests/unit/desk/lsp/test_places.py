"""What stands at a place of an outline or a seed."""

from __future__ import annotations

from briefwright.desk.lsp.places import Places, outline_places, seed_places, table_places, value_at
from briefwright.model.span import TextFile

OUTLINE = """\
title: On [@a-1#p1] and focus#p9
sections:
  - heading: One
    body:
      - >
        Words 🧊 [see @a-1#art-3.2, p. 5;
        -@b#p1] and @bb, a@mail.example, \\@no and [T]he [@c].
      - "Quo\\u0074ed \\x41 [@a-1#p1]"
      - quote: '@a-1#p1'
      - claim: Words
        evidence: [a-1#p1, b#p2]
        against: b
      - chart: {vega-lite: {title: "[@a-1#p1]"}}
"""


def _keys(places: Places) -> list[str]:
    return [use.key for use in places.uses]


def test_ids_are_found_where_they_point() -> None:
    """Citations, keys that point, and lists of them; no mail, no escaped sign, no specification of a chart."""
    file = TextFile("briefs/b.yaml", OUTLINE)
    places = outline_places(file)
    assert places.whole
    assert _keys(places) == [
        "a-1#p1", "a-1#art-3.2", "b#p1", "bb", "c", "a-1#p1", "a-1#p1", "a-1#p1", "b#p2", "b",
    ]  # fmt: skip
    for use in places.uses:
        assert OUTLINE[use.start : use.end] == use.key
        assert not use.passage or OUTLINE[use.middle : use.end] == use.passage
        assert use.sign == use.start - (OUTLINE[use.start - 1] == "@")
        assert use.bracket < 0 or OUTLINE[use.bracket] == "["


def test_the_id_at_a_place() -> None:
    """From its sign to behind its last character, and its two parts apart."""
    places = outline_places(TextFile("briefs/b.yaml", OUTLINE))
    at = OUTLINE.index("@a-1#art-3.2")
    assert places.at(at - 1) is None
    for offset in (at, at + 5, at + len("@a-1#art-3.2")):
        use = places.at(offset)
        assert use
        assert use.key == "a-1#art-3.2"
        assert use.on_source(offset) == (offset < at + 5)


def test_a_file_that_is_no_yaml_yet() -> None:
    """While a bracket is open, IDs are found by their look, and the places say that they are not all."""
    places = outline_places(TextFile("briefs/b.yaml", "title: [A\nbody: Words [@a#p1] b#p2, c and @d, x@y.z\n"))
    assert not places.whole
    assert _keys(places) == ["a#p1", "b#p2", "d"]
    assert not outline_places(TextFile("briefs/b.yaml", "title: A\ntitle: B\n")).whole


def test_keys_of_a_seed() -> None:
    """A seed's passages, the source itself, and what it derives from; its words are no IDs."""
    seed = "source: {title: '[@x#p1]'}\nevidence: {derived-from: other}\n"
    seed += "passages:\n  'p1': Words [@x#p2]\n  p2: {text: W}\n"
    places = seed_places(TextFile("seeds/a.yaml", seed))
    assert [(use.key, use.defines) for use in places.uses] == [
        ("a", True), ("other", False), ("a#p1", True), ("a#p2", True),
    ]  # fmt: skip
    assert [seed[use.start : use.end] for use in places.uses] == ["source", "other", "p1", "p2"]


def test_cells_of_a_table() -> None:
    """Citations in a CSV file, doubled marks before them or not."""
    table = 'One,Two\n"a ""b"" [@a#p1]",[@b#p2]\n'
    places = table_places(TextFile("briefs/t.csv", table))
    assert [(use.key, table[use.start : use.end]) for use in places.uses] == [("a#p1", "a#p1"), ("b#p2", "b#p2")]


def test_the_value_at_a_place() -> None:
    """The scalar that holds an offset, with the key above it."""
    found = value_at(TextFile("b", OUTLINE), OUTLINE.index("🧊"))
    assert found
    assert (found[0], found[1].value[:5]) == ("body", "Words")
    assert value_at(TextFile("b", "a: [b"), 4) is None
