"""The table of limits that users are shown is the limits themselves."""

from __future__ import annotations

import pytest

from briefwright.cli import main
from briefwright.model import limits


def test_explain_limits_shows_every_limit_with_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each constant of `model/limits.py`, in its units."""
    assert main(["explain", "limits"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    constants = {name: value for name, value in vars(limits).items() if name.isupper()}
    assert len(lines) == len(constants)
    assert "8 MiB  Size of a seed" in lines
    assert f"{limits.BRIEF_SECONDS} s  Time that a brief has to be made, laid out and proved" in lines
    assert f"{limits.PASSAGES:,}  Passages in one seed" in lines
