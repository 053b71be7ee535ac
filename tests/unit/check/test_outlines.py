"""The outlines of a workspace together."""

from __future__ import annotations

import pytest

from briefwright.check.outlines import check


def told(*names: str) -> list[tuple[str, str]]:
    """The faults of outlines of these names: file and code."""
    return [(fault.span.file, fault.code) for fault in check({f"briefs/{n}": n.rpartition(".")[0] for n in names})]


@pytest.mark.parametrize(
    "names",
    [
        ("a.yaml", "a.yml"),
        ("A.yaml", "a.yaml"),
        ("\u00e9tat.yaml", "e\u0301tat.yaml"),
        ("\u00c9TAT.yaml", "e\u0301tat.yaml"),
        ("stra\u00dfe.yaml", "STRASSE.yaml"),
    ],
)
def test_names_that_a_disk_may_not_tell_apart(names: tuple[str, str]) -> None:
    """Both are told."""
    assert told(*names) == [(f"briefs/{name}", "duplicate-id") for name in names]


@pytest.mark.parametrize(
    ("name", "well"),
    [
        ("a\nb.yaml", False),
        ("a\x1b[31m.yaml", False),
        ("a\udcff.yaml", False),
        ("a\u2028.yaml", False),
        ("x" * 243 + ".yaml", True),
        ("x" * 244 + ".yaml", False),
        ("务" * 81 + ".yaml", True),
        ("务" * 82 + ".yaml", False),
        ("a b \"c\" 'd' 务实🙂.yaml", True),
        ("-rf *?[a].yaml", True),
        ("%41%2f.yaml", True),
        ("con.yaml", True),
        ("dots...yaml", True),
    ],
)
def test_names_that_outputs_can_have(name: str, well: bool) -> None:
    """No control characters, no broken bytes, and room for the longest ending in 255 bytes."""
    assert told(name) == ([] if well else [(f"briefs/{name}", "invalid-id")])


def test_no_outline_at_all() -> None:
    """Is no workspace yet."""
    assert told() == [("briefs/", "no-workspace")]
