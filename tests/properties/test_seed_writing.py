"""Whatever words a document has, the seed that is written of them gives them back."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from briefwright.desk.add.seed import passage_lines, places_of, seed_text
from briefwright.model.source import Original
from briefwright.model.span import TextFile
from briefwright.read.admission import FORBIDDEN
from briefwright.read.source import read_source

SIGNS = "\"'“”‘’:#-?|>&*!%@`{}[],\\ \t\n\r\u00a0\u2028\u2029\ufeff\u200b\u202f\u3000\u0590אبعمعاهدة务实–…~=<.0123abN"
WORDS = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])), max_size=400)
LONG = st.lists(
    st.sampled_from(["tide", "a", " ", "  ", "\n", "#", ":", "- ", "“quay,”", "said", "the Board"]), max_size=80
)
ADMISSIBLE = st.one_of(WORDS, LONG.map("".join), LONG.map(" ".join)).filter(
    lambda text: bool(text.strip()) and not FORBIDDEN.search(text)
)


def read_back(text: str, locator: tuple[str, str] | None = None) -> str:
    """The words of a passage as a seed with them is read."""
    original = Original("a.txt", "0" * 64, {"p1": places_of([text, text])[0]})
    seed = seed_text({"type": "report", "title": text}, [passage_lines("p1", text, locator)], original, "a.txt")
    source, faults = read_source("a", TextFile("seeds/a.yaml", seed))
    assert not faults, (faults, seed)
    assert source.original is not None
    assert source.original.sha256 == "0" * 64
    expected = " ".join(text.split()) if "\n" in text else text
    assert source.item["title"] == expected
    return source.passages["p1"].text.value


@given(ADMISSIBLE, st.sampled_from([None, ("page", "3-4"), ("paragraph", "12")]))
@example("words: with a colon # and a sign", None)
@example("- a dash in front", None)
@example(" a space in front and behind ", None)
@example("two  spaces and a\ttab", None)
@example("first\n  indented\n\nthird\n", None)
@example("first\n \nthird", None)
@example("\u202fno-break\u00a0space\u2028and a separator", None)
@example("'''\"\"\"\\", None)
@example("no", None)
@example("~", None)
@example("עברית, and back", ("page", "3"))
@example("“We go on,” she said. " * 40, None)
def test_any_words_are_read_back_as_they_are(text: str, locator: tuple[str, str] | None) -> None:
    """Quotation marks, colons, line breaks, signs of YAML, no-break spaces, Hebrew: all come back."""
    assert read_back(text, locator) == text


@given(st.lists(st.sampled_from(["tide", "harbour", "a", "quay"]), min_size=60, max_size=90))
def test_prose_stands_in_lines_that_a_person_reads(words: list[str]) -> None:
    """A paragraph is folded at its spaces, no line much wider than a screen."""
    lines = passage_lines("p1", " ".join(words), None)
    assert lines[0] == "  p1: >-"
    assert len(lines) > 3
    assert all(len(line) <= 100 and re.match(" {4}[a-z]", line) for line in lines[1:])
