"""Own words in good type."""

from __future__ import annotations

import pytest

from briefwright.model.typography import curl

CURLED = {
    "it's": "it’s",
    "'so'": "‘so’",
    "he 'said' so": "he ‘said’ so",
    "('so')": "(‘so’)",
    "the leaders' talks": "the leaders’ talks",
    "the '90s": "the ’90s",
    "'90s": "’90s",
    "a -- b": "a – b",
    "a---b": "a—b",
    "so...": "so…",
    "2020-21": "2020-21",
    'a "b" c': 'a "b" c',
    "plain": "plain",
    "": "",
}


@pytest.mark.parametrize(("written", "set_"), CURLED.items(), ids=CURLED)
def test_what_is_typed_and_what_is_set(written: str, set_: str) -> None:
    """Apostrophes, dashes and ellipses; hyphens stay."""
    assert curl(written) == set_


def test_what_stands_before_decides() -> None:
    """A mark behind a letter closes, behind a space or a bracket it opens."""
    assert curl("'s end", "n") == "’s end"
    assert curl("'so' it", " ") == "‘so’ it"
    assert curl("'so' it", "(") == "‘so’ it"
