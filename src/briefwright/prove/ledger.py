"""A ledger read back: whole, consistent, and what a finished file must hold.

Takes a ledger as JSON bytes; gives it checked, and `Expected`. Invariant: the same for a build that has just made the
ledger and for anyone who finds it in a file later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from briefwright.model.language import right_to_left
from briefwright.model.layout import Place, Rect
from briefwright.model.limits import LEDGER_BYTES
from briefwright.prove.expected import Expected, ExpectedHeading, ExpectedNote, ExpectedQuotation, Piece, squeezed

Ledger = dict[str, Any]
MOST_FAULTS = 20


class LedgerError(Exception):
    """The ledger is not one, or contradicts itself; the message says how."""


def read_ledger(content: bytes) -> Ledger:
    """A ledger that fits its JSON Schema and agrees with itself. Raises LedgerError."""
    if len(content) > LEDGER_BYTES:
        raise LedgerError(f"it has {len(content):,} bytes; the limit is {LEDGER_BYTES:,}")
    try:
        ledger = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise LedgerError("it is not JSON") from None
    faults = list(_schema_faults(ledger)) or list(_contradictions(ledger))
    if faults:
        raise LedgerError("; ".join(faults[:MOST_FAULTS]))
    return dict(ledger)


def _no_number(word: str) -> None:
    """Python's JSON has infinities, and JSON has none."""
    raise ValueError(word)


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
    named = [f"h{n}" for n, _ in enumerate(ledger["headings"], 1)]
    named += [f"n{note['number']}" for note in ledger["notes"]] + [name.removeprefix("#") for name in names]
    if sorted(named) != sorted(ledger["order"]):
        yield "its order is not that of its headings, notes and quotations"
    yield from _misplaced(ledger)
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


def _misplaced(ledger: Ledger) -> Iterator[str]:
    """Pages never go back, and a note stands on the page of its call or on the next."""
    page = 1
    places = {f"h{n}": each["found"] for n, each in enumerate(ledger["headings"], 1)}
    places |= {f"n{note['number']}": note["call"] for note in ledger["notes"]}
    places |= {item["id"][1:]: (item["found"].get("pdf") or {}).get("pieces", [None])[0] for item in ledger["items"]}
    for name in ledger["order"]:
        if place := places.get(name):
            if place["page"] < page:
                yield f"{name} stands on a page before what is read before it"
            page = max(page, place["page"])
    for note in ledger["notes"]:
        if note["call"] and note["found"] and not 0 <= note["found"]["page"] - note["call"]["page"] <= 1:
            yield f"note {note['number']} is not on the page of its call or the next"


def _altered(exact: str, item: dict[str, Any]) -> str:
    """The source's words with the alterations made, from the last to the first."""
    text = exact
    changes = [each for each in item["alterations"] if each["change"] != "emphasis"]
    changes.sort(key=lambda each: each["start"])
    for change in reversed(changes):  # of two at one place the later is made first, and stands behind the earlier
        start = min(max(change["start"] - item["start"], 0), len(exact))
        end = min(max(change["end"] - item["start"], start), len(exact))
        text = text[:start] + change["printed"] + text[end:]
    return text


def expected_of(ledger: Ledger) -> Expected:
    """What the ledger says is in the file."""
    return Expected(
        [ExpectedHeading(each["text"], _place(each["found"])) for each in ledger["headings"]],
        [_quotation(item) for item in ledger["items"]],
        [
            ExpectedNote(note["number"], note["text"], _place(note["found"]), _place(note["call"]))
            for note in ledger["notes"]
        ],
        ledger["order"],
        right_to_left(ledger["brief"]["language"]),
    )


def _quotation(item: dict[str, Any]) -> ExpectedQuotation:
    pieces = item["found"].get("pdf", {}).get("pieces", [])
    return ExpectedQuotation(
        identifier=item["id"].removeprefix("#"),
        printed=item["printed"],
        pieces=tuple(Piece(Place(each["page"], Rect(*each["viewrect"])), each["characters"]) for each in pieces),
        note=item["note"],
    )


def _place(found: dict[str, Any] | None) -> Place | None:
    return Place(found["page"], Rect(*found["viewrect"])) if found else None
