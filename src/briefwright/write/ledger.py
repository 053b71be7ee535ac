"""The ledger: the record of every quotation.

Takes a brief, its document and where its quotations were found; gives JSON bytes, the same for the same brief.
Quotations are W3C Web Annotations (https://www.w3.org/TR/annotation-model/) with a TextQuoteSelector, and our fields
beside them. Invariant: it holds nothing that the reader may not see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, zip_longest
from typing import Any

from briefwright.model.brief import Brief, Quotation
from briefwright.model.document import Document, Landmark, Span, landmarks, plain
from briefwright.model.layout import Layout, Place

PRIVATE = frozenset({"abstract", "annote", "custom", "keyword", "note", "references", "scale"})
"""CSL variables that hold a collector's own remarks, or much of the source's text."""
CONTEXT = 32
"""Characters of prefix and suffix in a TextQuoteSelector."""


def write_ledger(
    brief: Brief,
    document: Document,
    layout: Layout | None,
    pieces: Mapping[str, Sequence[tuple[Place, int]]],
    headings: Sequence[Place | None],
    docx_paragraphs: Mapping[str, int],
) -> bytes:
    """The ledger as JSON: where everything was found in the PDF, if one was laid out, and in the DOCX.

    `pieces` are for each quotation its places, one a page, and how many of its characters, white space left out, stand
    there; `headings` the places of the document's headings in order. Pages and paragraphs count from 1.
    """
    inside = dict(_in_notes(document))
    marks = list(landmarks(document))
    titles = [mark for mark in marks if mark.kind == "heading"]
    record = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": f"Quotations of {plain(document.title)}",
        "generator": "briefwright",
        "brief": {
            "name": brief.name,
            "title": plain(document.title),
            "date": document.date,
            "language": document.language,
        },
        "sources": {
            key: {name: value for name, value in source.item.items() if name not in PRIVATE}
            for key, source in sorted(brief.sources.items())
        },
        "headings": [
            {"level": mark.level, "text": mark.name, "found": _found(place)}
            for mark, place in zip_longest(titles, headings[: len(titles)])
        ],
        "notes": [
            {
                "number": note.number,
                "text": plain(note.content),
                "found": _found(next(iter(layout.notes.get(note.number, ())), None)) if layout else None,
                "call": _found(layout.calls.get(note.number)) if layout else None,
            }
            for note in document.notes
        ],
        "items": [_annotation(q, pieces.get(q.identifier, ()), inside, docx_paragraphs) for q in brief.quotations],
        "order": list(_order(marks)),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


def _found(place: Place | None) -> dict[str, Any] | None:
    return {"page": place.page, "viewrect": list(place.rect)} if place else None


def _order(marks: Sequence[Landmark]) -> Iterator[str]:
    """`h1` for the first heading, `n7` for a note, `q12` for a quotation."""
    titles = count(1)
    for mark in marks:
        match mark.kind:
            case "heading":
                yield f"h{next(titles)}"
            case "note":
                yield f"n{mark.name}"
            case "quotation":
                yield mark.name


def _in_notes(document: Document) -> Iterator[tuple[str, int]]:
    """The quotations that stand in notes of the outline's own, and the notes' numbers."""
    for note in document.notes:
        for node in note.content:
            if isinstance(node, Span) and node.name == "quotation":
                yield node.identifier, note.number


def _annotation(
    quotation: Quotation,
    pieces: Sequence[tuple[Place, int]],
    inside: Mapping[str, int],
    paragraphs: Mapping[str, int],
) -> dict[str, Any]:
    text = quotation.words.value
    voice = quotation.voice
    locator = quotation.passage.locator
    found: dict[str, Any] = {}
    if pieces:
        where = [{**(_found(place) or {}), "characters": characters} for place, characters in pieces]
        found["pdf"] = {"page": pieces[0][0].page, "pieces": where}
    if quotation.identifier in paragraphs:
        found["docx"] = {"paragraph": paragraphs[quotation.identifier]}
    return {
        "id": f"#{quotation.identifier}",
        "type": "Annotation",
        "motivation": "quoting",
        "target": {
            "source": quotation.passage.source,
            "selector": {
                "type": "TextQuoteSelector",
                "exact": quotation.exact,
                "prefix": text[max(quotation.start - CONTEXT, 0) : quotation.start],
                "suffix": text[quotation.end : quotation.end + CONTEXT],
            },
        },
        "passage": quotation.passage.key,
        "sha256": quotation.passage.sha256,
        "start": quotation.start,
        "end": quotation.end,
        "level": quotation.level.value,
        "alterations": [
            {"change": a.change.value, "source": a.source, "printed": a.printed, "start": a.start, "end": a.end}
            for a in quotation.alterations
        ],
        "printed": quotation.printed,
        "block": quotation.block,
        "translated": quotation.translated,
        "speaker": voice.speaker if voice else None,
        "via": (voice.via or None) if voice else None,
        "note": inside.get(quotation.identifier),
        "locator": {"label": locator.label, "value": locator.value} if locator else None,
        "brief": {"file": quotation.span.file, "line": quotation.span.line, "column": quotation.span.column},
        "found": found,
    }
