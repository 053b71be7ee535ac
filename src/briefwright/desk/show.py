"""`show`: a source or a passage, with its citation and the briefs that use it.

Takes an ID; gives lines. Invariant: the note is the one that a brief would print.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefwright import pipeline
from briefwright.cite.notes import Place, notes
from briefwright.engines import styles
from briefwright.engines.files import Workspace
from briefwright.model.brief import Citation, Pointer
from briefwright.model.document import plain
from briefwright.model.nearest import nearest
from briefwright.model.source import Passage, Source
from briefwright.pipeline import Loaded

STYLE = "chicago-notes-bibliography"


class UnknownID(Exception):
    """An ID that points at nothing; the message says what is near."""


def show(workspace: Workspace, loaded: Loaded, identifier: str) -> Iterator[str]:
    """Lines about `source` or `source#passage`. Raises UnknownID, and Failure when pandoc is missing."""
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
    users = _users(workspace, loaded, source, passage)
    yield from _passage(source, passage, users) if passage else _source(source, users)


def note(source: Source, passage: Passage | None) -> str:
    """The note that a citation of a source or a passage prints, as plain words. Raises Failure when pandoc fails."""
    style = styles.named(STYLE)
    assert style
    pointer = Pointer(source, passage, "", "", passage.locator if passage else None, source.span)
    made = notes([Place((0,))], [Citation((pointer,), source.span)], {source.id: source}, style, "en-GB")
    return plain(made.texts[0]).replace("\u00a0", " ")  # for a terminal, where words are copied


def _passage(source: Source, passage: Passage, users: list[str]) -> Iterator[str]:
    yield f"{passage.key}  ({passage.text.span().file}:{passage.text.span().line})"
    yield ""
    yield f"  {passage.text.value.strip()}"
    if passage.translation:
        yield ""
        yield f"  Translation: {passage.translation.value.strip()}"
    yield ""
    yield f"Note:   {note(source, passage)}"
    for voice in passage.voices:
        via = f", as reported by {voice.via}" if voice.via else ""
        yield f"Voice:  {voice.speaker}{via}: {voice.says.value.strip()}"
    yield from _tail(source, users)


def _source(source: Source, users: list[str]) -> Iterator[str]:
    yield f"{source.id}  ({source.file.name})"
    yield ""
    yield f"Note:   {note(source, None)}"
    yield from _tail(source, users)
    yield ""
    for passage in source.passages.values():
        words = " ".join(passage.text.value.split())
        yield f"  #{passage.id:<8} {words[:90]}{'…' if len(words) > 90 else ''}"


def _tail(source: Source, users: list[str]) -> Iterator[str]:
    evidence = source.evidence
    if evidence.descriptor:
        yield f"Kind:   {evidence.descriptor.value.strip()} Reliability {evidence.reliability}."
    if evidence.derived_from:
        yield f"From:   {evidence.derived_from.value}"
    if evidence.note:
        yield f"Remark: {evidence.note.value.strip()}"
    if evidence.private:
        yield "Shown:  here only; the evidence is private and stands in no output"
    yield f"Used:   {', '.join(users) or 'by no brief'}"


def _users(workspace: Workspace, loaded: Loaded, source: Source, passage: Passage | None) -> list[str]:
    found = []
    for path in workspace.briefs():
        brief = pipeline.compile_brief(workspace, path, loaded).brief
        if brief is None:
            continue
        pointers = [p for citation in brief.citations for p in citation.pointers if p.source.id == source.id]
        if any(passage is None or p.passage is passage for p in pointers):
            found.append(brief.name)
    return found
