"""Help with names that are nearly right."""

from __future__ import annotations

import pytest

from briefwright.model.nearest import nearest, one_of


@pytest.mark.parametrize(
    ("known", "words"),
    [([], ""), (["a"], "one of: a"), (["a", "b", "c"], "one of: a, b …"), (["a", "b"], "one of: a, b")],
)
def test_the_choices_in_words(known: list[str], words: str) -> None:
    """No more than asked for, and nothing where there is none."""
    assert one_of(known, 2) == words


def test_the_nearest_name_is_offered_where_one_is_near() -> None:
    """In other letters too; nothing where none is."""
    assert nearest("Sctions", ["title", "sections"]) == "did you mean `sections`?"
    assert nearest("zzz", ["title", "sections"]) == ""
