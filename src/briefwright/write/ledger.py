"""The ledger: the record of every quotation.

Takes a brief, its document and where its quotations were found; gives JSON bytes, the same for the same brief.
Quotations are W3C Web Annotations (https://www.w3.org/TR/annotation-model/) with a TextQuoteSelector, and our fields
beside them. Invariant: it holds nothing that the reader may not see.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from briefwright.model.brief import Brief, Quotation
from briefwright.model.document import Document, plain

CONTEXT = 32
"""Characters of prefix and suffix in a TextQuoteSelector."""


def write_ledger(
    brief: Brief, document: Document, pdf_pages: Mapping[str, int], docx_paragraphs: Mapping[str, int]
) -> bytes:
    """The ledger as JSON. `pdf_pages` and `docx_paragraphs` say where each quotation was found, both from 1."""
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
        "sources": {key: dict(source.item) for key, source in sorted(brief.sources.items())},
        "notes": [{"number": note.number, "text": plain(note.content)} for note in document.notes],
        "items": [_annotation(q, pdf_pages, docx_paragraphs) for q in brief.quotations],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


def _annotation(quotation: Quotation, pages: Mapping[str, int], paragraphs: Mapping[str, int]) -> dict[str, Any]:
    text = quotation.words.value
    voice = quotation.voice
    locator = quotation.passage.locator
    found = {}
    if quotation.identifier in pages:
        found["pdf"] = {"page": pages[quotation.identifier]}
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
        "locator": {"label": locator.label, "value": locator.value} if locator else None,
        "brief": {"file": quotation.span.file, "line": quotation.span.line, "column": quotation.span.column},
        "found": found,
    }
