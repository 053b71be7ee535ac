"""A ledger read back: whole, consistent, and what a finished file must hold.

Takes a ledger as JSON bytes; gives it checked, and `Expected`. Invariant: the same for a build that has just made the
ledger and for anyone who finds it in a file later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from briefwright.prove.expected import Expected, ExpectedNote, ExpectedQuotation, squeezed

Ledger = dict[str, Any]
MOST_FAULTS = 20


class LedgerError(Exception):
    """The ledger is not one, or contradicts itself; the message says how."""


def read_ledger(content: bytes) -> Ledger:
    """A ledger that fits its JSON Schema and agrees with itself. Raises LedgerError."""
    try:
        ledger = json.loads(content)
    except (ValueError, RecursionError):
        raise LedgerError("it is not JSON") from None
    faults = list(_schema_faults(ledger)) or list(_contradictions(ledger))
    if faults:
        raise LedgerError("; ".join(faults[:MOST_FAULTS]))
    return dict(ledger)


def _schema_faults(ledger: object) -> Iterator[str]:
    from jsonschema import Draft202012Validator

    schema = json.loads((files("briefwright.prove") / "ledger.schema.json").read_text(encoding="utf-8"))
    for error in Draft202012Validator(schema).iter_errors(ledger):
        where = "/".join(str(step) for step in error.absolute_path) or "the whole"
        yield f"{where}: {error.message[:120]}"


def _contradictions(ledger: Ledger) -> Iterator[str]:
    """What is printed must follow from the source's words and the declared alterations."""
    names = [item["id"] for item in ledger["items"]]
    if len(set(names)) != len(names):
        yield "two quotations have one ID"
    for item in ledger["items"]:
        exact = item["target"]["selector"]["exact"]
        if len(exact) != item["end"] - item["start"]:
            yield f"{item['id']}: start and end do not fit its words"
        elif squeezed(_altered(exact, item)) != squeezed(item["printed"]):
            yield f"{item['id']}: what is printed does not follow from the source's words and the alterations"
        if (
            item["passage"].split("#")[0] != item["target"]["source"]
            or item["target"]["source"] not in ledger["sources"]
        ):
            yield f"{item['id']}: its source is not in the ledger"


def _altered(exact: str, item: dict[str, Any]) -> str:
    """The source's words with the alterations made, from the last to the first."""
    text = exact
    changes = [each for each in item["alterations"] if each["change"] != "emphasis"]
    for change in sorted(changes, key=lambda each: each["start"], reverse=True):
        start = min(max(change["start"] - item["start"], 0), len(exact))
        end = min(max(change["end"] - item["start"], start), len(exact))
        text = text[:start] + change["printed"] + text[end:]
    return text


def expected_of(ledger: Ledger) -> Expected:
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
