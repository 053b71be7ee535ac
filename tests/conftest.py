"""What all tests share: `--accept` rewrites expected texts, for a person to read in the diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` writes what came out where it was expected."""
    parser.addoption("--accept", action="store_true", help="rewrite the expected texts of cases and transcripts")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be rewritten."""
    return bool(request.config.getoption("--accept"))
