"""Hover: what an ID points at, in words.

Takes a source and a passage; gives Markdown, or plain words for an editor that shows none. Invariant: the words are
the passage's own: no sign of them is taken for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefwright.model.source import Passage, Source

MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+!|~&$^:-]|(?<=\d)[.)]")
Part = tuple[str, str]
"""A label and words; with no label the words are a passage's."""


def describe(source: Source, passage: Passage | None, note: str, *, markdown: bool) -> str:
    """A source or a passage of it; `note` is what a citation of it prints, empty where that cannot be made."""
    parts = _source(source, note) if passage is None else _passage(source, passage, note)
    return "\n\n".join(_markdown(*part) if markdown else _plain(*part) for part in parts)


def _markdown(label: str, words: str) -> str:
    lines = [MARKUP.sub(lambda match: f"\\{match[0]}", " ".join(line.split())) for line in words.split("\n")]
    if not label:
        return "\n>\n".join(f"> {line}" for line in lines if line)
    return f"**{label}:** {' '.join(lines)}"


def _plain(label: str, words: str) -> str:
    return f"{label}: {' '.join(words.split())}" if label else words


def _passage(source: Source, passage: Passage, note: str) -> Iterator[Part]:
    yield "Passage", passage.key
    yield "", passage.text.value.strip()
    if passage.translation:
        yield "Translation", passage.translation.value
    if note:
        yield "Note", note
    for voice in passage.voices:
        via = f", as reported by {voice.via}" if voice.via else ""
        yield "Voice", f"{voice.speaker}{via}: {voice.says.value}"
    yield from _evidence(source)


def _source(source: Source, note: str) -> Iterator[Part]:
    yield "Source", source.id
    yield "Title", str(source.item.get("title", ""))
    if note:
        yield "Note", note
    yield from _evidence(source)
    yield "Passages", ", ".join(source.passages) or "none"


def _evidence(source: Source) -> Iterator[Part]:
    evidence = source.evidence
    if evidence.descriptor:
        yield "Evidence", f"{evidence.descriptor.value.strip()} Reliability {evidence.reliability}."
    if evidence.derived_from:
        yield "Derived from", evidence.derived_from.value
    if evidence.note:
        yield "Remark", evidence.note.value
