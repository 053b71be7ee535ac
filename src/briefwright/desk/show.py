"""`show`: a source or a passage, with its note, what is known of it, and the places that use it.

Takes an ID; gives labelled lines. Invariant: the note is the one that a brief in that style would print, and the words
are the file's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefwright import pipeline
from briefwright.cite.notes import Place, notes
from briefwright.engines import styles
from briefwright.engines.entries import written_date
from briefwright.engines.files import Workspace
from briefwright.model.brief import Brief, Citation, Pointer
from briefwright.model.document import plain
from briefwright.model.nearest import nearest
from briefwright.model.source import Passage, Source
from briefwright.model.span import Span
from briefwright.pipeline import Loaded
from briefwright.read import csl

STYLE = "chicago-notes-bibliography"


class UnknownID(Exception):
    """An ID that points at nothing; the message says what is near."""


class UnknownStyle(Exception):
    """A style that is none; the message says what is near."""


@dataclass(frozen=True)
class Line:
    """A line of what is shown: `hangs` below the label of the one above, `block` stands by itself, `cut` may be
    shortened to one line."""

    label: str = ""
    words: str = ""
    hangs: bool = False
    block: bool = False
    cut: bool = False


def show(workspace: Workspace, loaded: Loaded, identifier: str, style: str = "") -> Iterator[Line]:
    """Lines about `source` or `source#passage`, its note in a style (a name, or the path of a .csl file).

    Raises UnknownID and UnknownStyle, and Failure when pandoc is missing.
    """
    name, _, passage_id = identifier.lstrip("@").partition("#")
    source = loaded.library.sources.get(name)
    if source is None:
        near = nearest(name, loaded.library.sources)
        raise UnknownID(f"there is no source `{name}`" + (f"; {near}" if near else ""))
    passage = source.passages.get(passage_id)
    if passage_id and passage is None:
        near = nearest(passage_id, source.passages)
        known = ", ".join(source.passages)
        raise UnknownID(f"`{name}` has no passage `{passage_id}`; " + (near or f"it has {known}"))
    printed = note(source, passage, style or STYLE)
    uses = _uses(workspace, loaded, source, passage)
    yield from _passage(source, passage, printed, uses) if passage else _source(source, printed, uses)


def _style(name: str) -> Path:
    path = Path(name)
    found = (styles.independent(path) if path.is_file() else None) if name.endswith(".csl") else styles.named(name)
    if found is None:
        near = nearest(name, styles.names())
        raise UnknownStyle(f"there is no note style `{name}`" + (f"; {near}" if near else ""))
    return found


def note(source: Source, passage: Passage | None, style: str = STYLE) -> str:
    """The note that a citation of a source or a passage prints, as plain words; `style` is a CSL style's name or path.
    Raises UnknownStyle, and Failure when pandoc fails."""
    path = _style(style)
    pointer = Pointer(source, passage, "", "", passage.locator if passage else None, source.span)
    made = notes([Place((0,))], [Citation((pointer,), source.span)], {source.id: source}, path, "en-GB")
    return plain(made.texts[0]).replace("\u00a0", " ")  # for a terminal, where words are copied


def _passage(source: Source, passage: Passage, printed: str, uses: list[Line]) -> Iterator[Line]:
    span = passage.text.span()
    yield Line(words=f"{passage.key}  ({span.file}:{span.line})")
    yield Line()
    yield Line(words=passage.text.value.strip(), block=True)
    yield Line()
    if passage.translation:
        whose = f" by {passage.translator}" if passage.translator else ""
        yield Line(words=f"Translation{whose}: {passage.translation.value.strip()}", block=True)
        yield Line()
    yield Line("Note", printed)
    yield Line("Lang", passage.language)
    for voice in passage.voices:
        via = f", as reported by {voice.via}" if voice.via else ""
        yield Line("Voice", f"{voice.speaker}{via}: {voice.says.value.strip()}")
    yield from _evidence(source)
    yield from uses


def _source(source: Source, printed: str, uses: list[Line]) -> Iterator[Line]:
    yield Line(words=f"{source.id}  ({source.file.name})")
    yield Line()
    yield Line("Note", printed)
    for at, (key, value) in enumerate((k, v) for k, v in source.item.items() if k != "id"):
        yield Line("" if at else "Item", f"{key}: {_written(key, value)}", hangs=bool(at))
    yield from _evidence(source)
    yield from uses
    yield Line()
    for passage in source.passages.values():
        yield Line(words=f"  #{passage.id:<8} {' '.join(passage.text.value.split())}", cut=True)


def _written(key: str, value: Any) -> str:
    """A CSL value in words."""
    if key in csl.DATES:
        return written_date(value)
    if key in csl.NAMES:
        return "; ".join(name.get("literal") or ", ".join(name.values()) for name in value)
    return str(value)


def _evidence(source: Source) -> Iterator[Line]:
    evidence = source.evidence
    if evidence.descriptor:
        yield Line("Kind", f"{evidence.descriptor.value.strip()} Reliability {evidence.reliability}.")
    if evidence.derived_from:
        yield Line("From", evidence.derived_from.value)
    if evidence.note:
        yield Line("Remark", evidence.note.value.strip())
    if evidence.private:
        yield Line("Shown", "here only; the evidence is private and stands in no output")


def _uses(workspace: Workspace, loaded: Loaded, source: Source, passage: Passage | None) -> list[Line]:
    """Each place that uses it, with the words that are quoted there."""
    found: list[tuple[Span, str]] = []
    for path in workspace.briefs():
        brief = pipeline.compile_brief(workspace, path, loaded).brief
        found.extend(sorted(_places(brief, source, passage)) if brief else ())
    if not found:
        return [Line("Used", "by no brief")]
    places = [f"{span.file}:{span.line}:{span.column}" for span, _ in found]
    wide = max(map(len, places))
    return [
        Line("" if at else "Used", f"{place:<{wide}}  {how}", hangs=bool(at))
        for at, (place, (_, how)) in enumerate(zip(places, found, strict=True))
    ]


def _places(brief: Brief, source: Source, passage: Passage | None) -> Iterator[tuple[Span, str]]:
    """Quotations, and citations without one; those of a source say which passage they use."""
    for quotation in brief.quotations:
        if quotation.passage.source == source.id and passage in (None, quotation.passage):
            which = "" if passage else f"#{quotation.passage.id} "
            yield quotation.span, f"{which}“{' '.join(quotation.printed.split())}”"
    for pointer in (pointer for citation in brief.citations for pointer in citation.pointers):
        if pointer.source.id != source.id or pointer.quotations or (passage and pointer.passage is not passage):
            continue
        which = f"#{pointer.passage.id} " if pointer.passage and not passage else ""
        yield pointer.span, f"{which}cited{' against a claim' if pointer.against else ''}"
