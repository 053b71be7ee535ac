"""The legend: words used, their ranges, and nothing where nothing is judged."""

from __future__ import annotations

from tests.support import brief, library, passage, source

from briefwright.compose.legend import legend
from briefwright.model.document import Para, plain
from briefwright.model.scale import ICD_203, LEVELS, PHIA, Scale, Term

HELD = library(source("a", passage("x")), source("b", passage("y", source="b")))


def _legend(*judged: str, scale: Scale = ICD_203, language: str = "en", levels: tuple[str, ...] = LEVELS) -> str:
    claims = "".join(f"      - {{claim: So., evidence: [a#p1, b#p1], {each}}}\n" for each in judged)
    text = f"title: T\nlanguage: {language}\nsections:\n  - heading: One\n    body:\n      - Words.\n{claims}"
    made, faults = brief(text, HELD)
    assert faults == []
    blocks = legend(made, ("body",), scale, levels)
    return " / ".join(plain(block.content) for block in blocks if isinstance(block, Para))


def test_only_words_that_are_used_are_explained() -> None:
    """In the scale's order, with their ranges."""
    said = _legend("likelihood: very likely", "likelihood: unlikely", "likelihood: Unlikely")
    lead = "The words of likelihood in this brief stand for these chances, as ICD 203 sets them: "
    assert said == f"{lead}unlikely, Unlikely\u00a020–45%; very likely\u00a080–95%."


def test_confidence_is_explained_where_it_is_used() -> None:
    """What its levels mean only where they are the three of the standards."""
    assert _legend("confidence: high").startswith("Confidence says how well")
    assert "It is high where" in _legend("confidence: high")
    assert "It is high where" not in _legend("confidence: B", levels=("A", "B"))


def test_a_range_that_stops_short_says_so() -> None:
    """The Probability Yardstick's middle."""
    assert "realistic possibility\u00a040% to under 50%." in _legend("likelihood: realistic possibility", scale=PHIA)


def test_it_speaks_the_brief_s_language() -> None:
    """Words of the scale too."""
    assert "nach ICD 203: wahrscheinlich\u00a055–80\u00a0%." in _legend("likelihood: likely", language="de")
    assert "可能（55%–80%）。" in _legend("likelihood: likely", language="zh")


def test_there_is_none_without_judgements_or_ranges() -> None:
    """A template's own words may have no range."""
    assert _legend() == ""
    assert _legend("likelihood: maybe", scale=Scale("", (Term(("maybe",)),))) == ""
    own = Scale("", (Term(("maybe",), 20, 62.5),))
    assert _legend("likelihood: maybe", scale=own).endswith("these chances: maybe\u00a020–62.5%.")
