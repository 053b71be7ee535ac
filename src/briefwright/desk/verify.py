"""`verify`: prove a finished PDF or DOCX from the ledger inside it; with a workspace, against the sources too.

Takes a file; gives what was found and what was not. Invariant: believes the file's words only, and reads them in a
process of its own; the ledger itself must be whole and agree with itself, and with a workspace the passages must still
say what it says they said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefwright.engines import pdfium
from briefwright.engines.apart import apart
from briefwright.engines.files import read_bytes
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library
from briefwright.model.limits import APART_SECONDS, LEDGER_BYTES, VERIFIED_BYTES
from briefwright.model.span import Span
from briefwright.prove.docx import docx_findings, docx_ledgers, read_docx
from briefwright.prove.expected import Findings
from briefwright.prove.ledger import Ledger, LedgerError, expected_of, read_ledger
from briefwright.prove.pdf import pdf_findings

SHOWN = 60
"""Characters of a quotation that a line shows."""


@dataclass(frozen=True)
class Row:
    """One quotation: where it stands (`p. 3`, `par. 12`), its words, its passage, its level, and whether it is well."""

    place: str
    words: str
    passage: str
    level: str
    well: bool


@dataclass(frozen=True)
class Verified:
    """What a file holds; `faults` in the order of their weight, those of the first class first."""

    rows: tuple[Row, ...]
    notes: int
    faults: tuple[Diagnostic, ...]


def verify(path: Path, shown: str, library: Library | None, seconds: float = APART_SECONDS) -> Verified:
    """Prove one file; `shown` is its name in messages, `seconds` the time that reading it may take."""
    span = Span(shown)
    try:
        proof = apart(proved, str(path), seconds=seconds)
    except (ValueError, OSError) as error:
        told = getattr(error, "strerror", None) or str(error)
        return Verified((), 0, (Diagnostic("unreadable-file", f"cannot be verified: {told}", span),))
    if isinstance(proof, Unproved):
        return Verified((), 0, (Diagnostic(proof.code, proof.message, span, help=proof.help),))
    kind, record, findings, ledger = proof
    faults = [*_lost(findings, record, span), *(_changed(record, library, span) if library else ())]
    faults.extend(_beside(path, ledger, span))
    return Verified(tuple(_rows(kind, record, findings)), len(record["notes"]), tuple(faults))


@dataclass(frozen=True)
class Unproved:
    """Why there is nothing to prove: a diagnostic without a place."""

    code: str
    message: str
    help: str = ""


def proved(path: str) -> tuple[str, Ledger, Findings, bytes] | Unproved:
    """The kind of a file, its ledger, what of it is missing, and the ledger's bytes; done apart, for the file is a
    stranger's. Raises ValueError when it cannot be read."""
    try:
        kind, content, ledger = _open(Path(path))
    except OSError as error:
        raise ValueError(error.strerror) from None
    if ledger is None:
        advice = "only files that briefwright made carry one; one printed again or saved as another kind has lost it"
        return Unproved("missing-ledger", "there is no ledger in the file", advice)
    try:
        record = read_ledger(ledger)
    except LedgerError as error:
        return Unproved("invalid-ledger", f"the ledger is not whole: {error}")
    return kind, record, _findings(kind, content, record), ledger


def _open(path: Path) -> tuple[str, bytes, bytes | None]:
    """The kind of a file, its bytes, and the ledger in it. Raises ValueError and OSError."""
    if path.stat().st_size > VERIFIED_BYTES:
        raise ValueError("it is larger than any brief")
    content = path.read_bytes()
    if content.startswith(b"%PDF-"):
        attached = pdfium.attachments(content, LEDGER_BYTES)
        found = [data for name, data in attached if name.endswith(".ledger.json")]
        kind = "pdf"
    elif content.startswith(b"PK"):
        found, kind = docx_ledgers(content), "docx"
    else:
        raise ValueError("it is neither a PDF nor a DOCX")
    if len(found) > 1:
        raise ValueError("it has more than one ledger")
    return kind, content, found[0] if found else None


def _findings(kind: str, content: bytes, record: Ledger) -> Findings:
    expected = expected_of(record)
    if kind == "pdf":
        return pdf_findings(content, expected)
    return docx_findings(read_docx(content), expected)


def _lost(findings: Findings, record: Ledger, span: Span) -> Iterator[Diagnostic]:
    by_name = {item["id"].removeprefix("#"): item for item in record["items"]}
    for identifier, why in findings.quotations.items():
        item = by_name[identifier]
        told = f"“{_short(item['printed'])}” ({item['passage']}): {why}"
        yield Diagnostic("lost-quotation", told, span)
    for number, why in findings.notes.items():
        yield Diagnostic("lost-note", f"note {number} {why}", span)
    for number, why in findings.headings.items():
        heading = record["headings"][number - 1]["text"]
        yield Diagnostic("lost-heading", f"the heading “{_short(heading)}” {why}", span)
    for char in findings.glyphs:
        yield Diagnostic("missing-glyph", f"{char!r} (U+{ord(char):04X}) is printed as an empty box", span)


def _changed(record: Ledger, library: Library, span: Span) -> Iterator[Diagnostic]:
    """Passages that no longer say what they said when the file was made."""
    for item in record["items"]:
        passage = library.passage(*item["passage"].split("#"))
        if passage is None:
            told = f"the workspace has no passage {item['passage']}"
            yield Diagnostic("unknown-passage", told, span)
            continue
        if passage.sha256 == item["sha256"] and not item["translated"]:
            words = passage.text.value
        else:
            words = passage.translation.value if item["translated"] and passage.translation else passage.text.value
        if words[item["start"] : item["end"]] != item["target"]["selector"]["exact"]:
            told = f"{item['passage']} no longer says “{_short(item['target']['selector']['exact'])}”"
            yield Diagnostic("changed-passage", told, span, help="build the brief again, and look at the passage")
        elif passage.sha256 != item["sha256"]:
            told = f"{item['passage']} has changed since, but not in the words that are quoted"
            yield Diagnostic("changed-passage", told, span, help="build the brief again")


def _beside(path: Path, ledger: bytes, span: Span) -> Iterator[Diagnostic]:
    """The ledger that lies beside the file, where it is another than the one in it: the last build was stopped while
    its files took their places, or made other formats."""
    beside = path.with_name(f"{path.stem}.ledger.json")
    found = read_bytes(beside, str(beside), VERIFIED_BYTES)
    if isinstance(found, bytes) and found != ledger:
        told = f"{beside.name} is of another build than this file; what is said here is of the ledger in the file"
        yield Diagnostic("other-ledger", told, span, help="build the brief again, in all its formats")


def _rows(kind: str, record: Ledger, findings: Findings) -> Iterator[Row]:
    for item in record["items"]:
        found = item["found"].get(kind, {})
        place = f"p. {found['page']}" if "page" in found else f"par. {found.get('paragraph', '?')}"
        well = item["id"].removeprefix("#") not in findings.quotations
        yield Row(place, _short(item["printed"]), item["passage"], item["level"], well)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"
