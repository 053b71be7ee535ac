"""The ledger: the record of every quotation.

Takes a brief, its document and where its quotations were found; gives JSON bytes, the same for the same brief.
Quotations are W3C Web Annotations (https://www.w3.org/TR/annotation-model/) with a TextQuoteSelector, and our fields
beside them. Invariant: it holds nothing that the reader may not see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefwright.model.brief import Brief, Quotation
from briefwright.model.document import Document, Span, plain

PRIVATE = frozenset({"abstract", "annote", "custom", "keyword", "note", "references", "scale"})
"""CSL variables that hold a collector's own remarks, or much of the source's text."""
CONTEXT = 32
"""Characters of prefix and suffix in a TextQuoteSelector."""


Pieces = Mapping[str, Sequence[tuple[int, int]]]
"""For each quotation its pages and how many of its characters, white space left out, stand on each."""


def write_ledger(
    brief: Brief,
    document: Document,
    pieces: Pieces,
    note_pages: Mapping[int, int],
    docx_paragraphs: Mapping[str, int],
) -> bytes:
    """The ledger as JSON. Pages and paragraphs say where quotations and notes were found, all from 1."""
    inside = dict(_in_notes(document))
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
        "notes": [
            {"number": note.number, "text": plain(note.content), "page": note_pages.get(note.number)}
            for note in document.notes
        ],
        "items": [_annotation(q, pieces, inside, docx_paragraphs) for q in brief.quotations],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


def _in_notes(document: Document) -> Iterator[tuple[str, int]]:
    """The quotations that stand in notes of the outline's own, and the notes' numbers."""
    for note in document.notes:
        for node in note.content:
            if isinstance(node, Span) and node.name == "quotation":
                yield node.identifier, note.number


def _annotation(
    quotation: Quotation, pieces: Pieces, inside: Mapping[str, int], paragraphs: Mapping[str, int]
) -> dict[str, Any]:
    text = quotation.words.value
    voice = quotation.voice
    locator = quotation.passage.locator
    found: dict[str, Any] = {}
    if here := pieces.get(quotation.identifier):
        found["pdf"] = {"page": here[0][0], "pieces": [{"page": page, "characters": count} for page, count in here]}
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
