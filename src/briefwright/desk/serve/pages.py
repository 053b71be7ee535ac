"""The state as JSON for the browser.

Takes a state; gives plain values. Invariant: words of passages and outlines leave as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from briefwright.desk.serve.search import search
from briefwright.desk.serve.studio import Shown, State
from briefwright.engines.pictured import Run
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.source import Passage
from briefwright.model.span import Span, TextFile

Json = dict[str, Any]
AROUND = 160
"""Characters of a passage that are shown before and after the words that a brief quotes."""
PIXELS = 2
"""Pixels a point in the pictures: sharp on a screen of two device pixels a CSS pixel."""


def overview(state: State) -> Json:
    """Every brief in short."""
    return {
        "version": state.version,
        "busy": state.busy,
        "ready": state.ready,
        "briefs": [_short(each) for each in state.briefs.values()],
        "faults": faults(state.common, state.texts),
    }


def _short(shown: Shown) -> Json:
    errors = sum(fault.is_error for fault in shown.faults) + bool(shown.failure)
    return {
        "name": shown.name,
        "title": shown.title,
        "version": shown.version,
        "current": shown.current,
        "pages": len(shown.prints),
        "quotations": len(shown.ledger.get("items", ())),
        "notes": len(shown.ledger.get("notes", ())),
        "errors": errors,
        "warnings": len(shown.faults) - errors + bool(shown.failure),
        "cover": shown.prints[0] if shown.prints else "",
    }


def brief(state: State, shown: Shown) -> Json:
    """A brief: its pages, where its quotations stand and come from, and what stands against it."""
    spoilt = () if shown.current else state.common
    return {
        **_short(shown),
        "failure": shown.failure,
        "sheets": [
            {"print": name, "width": width, "height": height}
            for name, (width, height) in zip(shown.prints, shown.sizes, strict=True)
        ],
        "places": [_quotation(state, item, shown) for item in shown.ledger.get("items", ())],
        "faults": faults([*shown.faults, *spoilt], state.texts),
    }


def _quotation(state: State, item: Json, shown: Shown) -> Json:
    key = str(item["passage"])
    source, _, identifier = key.partition("#")
    passage = state.library.passage(source, identifier)
    words = passage.text.value if passage and not item["translated"] else ""
    if passage and item["translated"] and passage.translation:
        words = passage.translation.value
    start, end = item["start"], item["end"]
    exact = item["target"]["selector"]["exact"]
    known = words[start:end] == exact
    selector = item["target"]["selector"]
    before = words[max(start - AROUND, 0) : start] if known else selector["prefix"]
    after = words[end : end + AROUND] if known else selector["suffix"]
    record = shown.ledger["sources"].get(source, {})
    return {
        "id": item["id"].removeprefix("#"),
        "passage": key,
        "printed": item["printed"],
        "before": ("…" if known and start > AROUND else "") + before,
        "exact": exact,
        "after": after + ("…" if known and end + AROUND < len(words) else ""),
        "source": str(record.get("title", source)),
        "level": item["level"],
        "alterations": [f"{each['change']}: {each['printed'] or each['source']}" for each in item["alterations"]],
        "speaker": item["speaker"] or "",
        "via": item["via"] or "",
        "note": _note(item, shown),
        "locator": " ".join(item["locator"].values()) if item["locator"] else "",
        "line": item["brief"]["line"],
        "file": item["brief"]["file"],
        "pieces": [
            {"page": each["page"], "rect": each["viewrect"]} for each in item["found"].get("pdf", {}).get("pieces", ())
        ],
    }


def _note(item: Json, shown: Shown) -> str:
    """The note that a quotation stands in, or that is called behind it; empty for one without."""
    notes = {note["number"]: f"{note['number']}. {note['text']}" for note in shown.ledger["notes"]}
    name = item["id"].removeprefix("#")
    if item["note"] is not None:
        return notes.get(item["note"], "")
    if name not in shown.noted or name not in shown.ledger["order"]:
        return ""
    order = shown.ledger["order"]
    behind = (each for each in order[order.index(name) :] if each.startswith("n"))
    return notes.get(int(next(behind, "n0")[1:]), "")


def faults(found: Iterable[Diagnostic], texts: Mapping[str, TextFile]) -> list[Json]:
    """Faults with the lines that they stand on."""
    return [
        {
            "code": each.code,
            "severity": each.severity.value,
            "message": each.message,
            "note": each.note,
            "help": each.help,
            **_place(each.span, texts),
            "labels": [{"message": label.message, **_place(label.span, texts)} for label in each.labels],
        }
        for each in found
    ]


def _place(span: Span, texts: Mapping[str, TextFile]) -> Json:
    text = texts.get(span.file)
    line = text.line(span.line) if text else ""
    end = span.end_column if span.end_line == span.line else len(line) + 1
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "before": line[: span.column - 1],
        "marked": line[span.column - 1 : end - 1],
        "after": line[end - 1 :],
    }


def runs(found: Iterable[Run]) -> Json:
    """The words of a page with their places."""
    return {"runs": [{"text": each.text, "rect": list(each.rect)} for each in found]}


def passages(state: State, words: str) -> Json:
    """Passages that hold words."""
    return {"passages": [_passage(state, each) for each in search(state.library, words)]}


def _passage(state: State, passage: Passage) -> Json:
    return {
        "id": passage.key,
        "text": passage.text.value.strip(),
        "language": passage.language,
        "source": str(state.library.sources[passage.source].item.get("title", passage.source)),
        "locator": f"{passage.locator.label} {passage.locator.value}" if passage.locator else "",
        "speakers": [voice.speaker for voice in passage.voices],
    }
