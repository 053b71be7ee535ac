"""Which ID is being typed."""

from __future__ import annotations

import pytest

from briefwright.desk.lsp.completion import typing

HEAD = "sections:\n  - body:\n"


@pytest.mark.parametrize(
    ("before", "typed", "sign"),
    [
        ("      - Words [@", "", False),
        ("      - Words [see @foc", "foc", False),
        ("      - Words [@focus#p", "focus#p", False),
        ("      - Words @foc", "foc", False),
        ("      - Words [", "", True),
        ("      - Words [@a#p1; ", "", True),
        ("      - Words [@a#p1;\n        ", "", True),
        ("      - quote: foc", "foc", False),
        ("      - pull-quote: 'foc", "foc", False),
        ("      - {quote: foc", "foc", False),
        ("        evidence: foc", "foc", False),
        ("        evidence: [", "", False),
        ("        against: [a#p1,\n          foc", "foc", False),
        ("        evidence:\n          - a#p1\n\n          - foc", "foc", False),
        ("      - evidence:\n          - ", "", False),
    ],
)
def test_an_id_is_being_typed(before: str, typed: str, sign: bool) -> None:
    """Behind the signs of a citation and in the keys that point."""
    found = typing(HEAD + before, seed=False)
    assert found
    assert (found.typed, found.sign) == (typed, sign)


@pytest.mark.parametrize(
    "before",
    [
        "      - Words",
        "      - mail a@foc",
        "      - Words [T]he",
        "      - Words \\@foc",
        "      - Words [@a#p1] and",
        "      - claim: Words",
        "        evidence: [a#p1]\n        likelihood: ",
        "        evidence:\n          - a#p1\n      - foc",
        "      - ",
    ],
)
def test_no_id_is_being_typed(before: str) -> None:
    """Elsewhere nothing is offered."""
    assert typing(HEAD + before, seed=False) is None


def test_in_a_seed_only_its_origin_is_an_id() -> None:
    """`derived-from` wants a source."""
    found = typing("evidence:\n  derived-from: oth", seed=True)
    assert found
    assert (found.typed, found.passages, found.sources) == ("oth", False, True)
    assert typing("passages:\n  p1: Words [@", seed=True) is None
