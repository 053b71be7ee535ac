"""A ledger read back: what a finished file must hold.

Takes a ledger as JSON; gives `Expected`. Invariant: the same for a build that has just made the ledger and for anyone
who finds it in a file later.
"""

from __future__ import annotations

from typing import Any

from briefwright.prove.expected import Expected, ExpectedNote, ExpectedQuotation


def expected_of(ledger: dict[str, Any]) -> Expected:
    """What the ledger says is in the file."""
    return Expected(
        [_quotation(item) for item in ledger["items"]],
        [ExpectedNote(note["number"], note["text"], note["page"]) for note in ledger["notes"]],
    )


def _quotation(item: dict[str, Any]) -> ExpectedQuotation:
    pieces = item["found"].get("pdf", {}).get("pieces", [])
    return ExpectedQuotation(
        identifier=item["id"].removeprefix("#"),
        printed=item["printed"],
        pieces=tuple((piece["page"], piece["characters"]) for piece in pieces),
        note=item["note"],
    )
