"""Documents and records into a workspace's seeds.

Takes a workspace and files; gives for each source what is to be written and what is told. Writes nothing itself but
through `put`. Invariant: a seed of another document is never overwritten; a seed is read back before it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from briefwright.desk.add.again import Copy, Renewed, Told, renew
from briefwright.desk.add.body import Body, body_of
from briefwright.desk.add.compare import compare
from briefwright.desk.add.lines import Document, folded
from briefwright.desk.add.reading import admission_faults, is_document, read_document
from briefwright.desk.add.record import identifier, is_record, joined, read_records
from briefwright.desk.add.scalars import quoted
from briefwright.desk.add.seed import passage_lines, places_of, seed_text
from briefwright.desk.add.voices import Proposal, proposals
from briefwright.engines.files import Workspace, read_bytes
from briefwright.engines.writing import put_in_place
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.failure import Failure
from briefwright.model.library import Library
from briefwright.model.limits import DOCUMENT_BYTES
from briefwright.model.source import Original, Source
from briefwright.model.span import Span, TextFile
from briefwright.read.source import read_source


class NotThis(Exception):
    """The command cannot be followed: what is wrong, in an editor's words."""


@dataclass(frozen=True)
class Added:
    """What a document or a record gave. `kind` is `new`, `again` or `same`; `was` is what the seed said before."""

    id: str
    path: Path
    text: str
    kind: str
    item: Mapping[str, Any]
    body: Body | None = None
    document: Document | None = None
    passages: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    voices: tuple[tuple[str, Proposal], ...] = ()
    was: str | None = None


@dataclass
class Gathered:
    """Everything of a run."""

    added: list[Added] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, TextFile] = field(default_factory=dict)


def add_files(
    workspace: Workspace, library: Library, names: Sequence[str], wanted: str = "", title: str = ""
) -> Gathered:
    """What the files would make of the seeds. Raises NotThis, and Failure where pandoc is missing."""
    out = Gathered()
    strange = [name for name in names if not is_document(name) and not is_record(name)]
    if strange:
        raise NotThis(f"`{strange[0]}` is none of .txt, .html, .pdf, .docx and, for records, .bib, .ris, .json")
    records = _records([name for name in names if is_record(name)], out)
    documents = [(n, d) for n in names if is_document(n) and (d := _document(n, out)) is not None]
    if (wanted or title) and len(documents or records) > 1:
        raise NotThis("--id and --title are for one source at a time")
    taken = dict(library.sources)
    for name, document in documents:
        body = body_of(document)
        record = _record_for(body, records, alone=len(documents) == 1)
        if record is not None:
            records.remove(record)
        added = _one(workspace, taken, name, document, body, record, wanted, title, out)
        if added:
            out.added.append(added)
            taken[added.id] = read_source(added.id, TextFile(workspace.name(added.path), added.text))[0]
    for record in records:
        added = _recorded(workspace, taken, record, wanted, out)
        if added:
            out.added.append(added)
            taken[added.id] = read_source(added.id, TextFile(workspace.name(added.path), added.text))[0]
    return out


def put(added: Sequence[Added]) -> bool:
    """Write the seeds; False, and nothing is written, where one of them is no longer what it was made from: another
    process or an editor was first. Raises Failure when they cannot be written."""
    changed = [each for each in added if each.kind != "same"]
    before: dict[Path, str | None] = {}
    for each in changed:
        before.setdefault(each.path, each.was)
    return not put_in_place({each.path: each.text.encode() for each in changed}, before)


def _document(name: str, out: Gathered) -> Document | None:
    try:
        found = read_document(Path(name), name)
    except Failure as failure:
        raise Failure(f"{name}: {failure.message}", failure.advice) from None
    if isinstance(found, Diagnostic):
        out.faults.append(found)
        return None
    if found.raw:
        out.texts[name] = TextFile(name, found.raw)
    return found


def _records(names: Sequence[str], out: Gathered) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for name in names:
        raw = read_bytes(Path(name), name, DOCUMENT_BYTES)
        if isinstance(raw, Diagnostic):
            out.faults.append(raw)
            continue
        try:
            found = [each for each in read_records(name, raw) if each]
        except Failure as failure:
            if "missing" in failure.message:
                raise
            advice = "export it anew from Zotero as CSL JSON, BibTeX or RIS"
            out.faults.append(
                Diagnostic("unreadable-file", "this is no record that can be read", Span(name), help=advice)
            )
            continue
        if not found:
            told = "there is no record in the file"
            out.faults.append(Diagnostic("unreadable-file", told, Span(name), help="export it anew"))
        items += found
    return items


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, folded(one).lower(), folded(other).lower()).ratio()


def _record_for(body: Body, records: list[dict[str, Any]], *, alone: bool) -> dict[str, Any] | None:
    """The record of a document: the only one beside the only document, else that with its title."""
    if alone and len(records) == 1:
        return records[0]
    near = [(r, _alike(str(r.get("title", "")), body.title)) for r in records]
    best = max(near, key=lambda each: each[1], default=None)
    return best[0] if best and best[1] > 0.8 else None


def _one(
    workspace: Workspace, taken: Mapping[str, Source], name: str, document: Document, body: Body,
    record: Mapping[str, Any] | None, wanted: str, title: str, out: Gathered,
) -> Added | None:  # fmt: skip
    faults = admission_faults(document, body, name)
    if not body.paragraphs:
        told = "no paragraph of a body was found in the document"
        advice = "copy the article's text into a .txt file, one paragraph a line"
        faults.append(Diagnostic("empty-passage", told, Span(name), help=advice))
    said = {
        **body.said,
        **document.said,
        **({"title": title} if title else {"title": body.title} if body.title else {}),
    }
    texts = [paragraph.line.text for paragraph in body.paragraphs]
    item = joined(said, record, texts)
    if not item.get("title"):
        told = "the document says no title"
        faults.append(
            Diagnostic("missing-key", told, Span(name), help="give one: --title WORDS, or add its record too")
        )
    if faults:
        out.faults.extend(faults)
        return None
    copy = Copy(texts, places(document, body), document.name, document.sha256)
    known = _known(taken, copy, item, wanted)
    if known is not None:
        return _again(workspace, known, copy, item, body, document, out)
    chosen = wanted or _free(identifier(item, name), taken)
    lines, voices, heading = [], [], body.paragraphs[0].heading
    for paragraph, place in zip(body.paragraphs, copy.places, strict=True):
        given = None if place[0] == "paragraph" else place
        under = [f"  # under {quoted(paragraph.heading)}"] if paragraph.heading != heading else []
        heading = paragraph.heading
        lines.append([*under, *passage_lines(f"p{paragraph.number}", paragraph.line.text, given)])
        voices += [(f"p{paragraph.number}", each) for each in proposals(paragraph.line.text)]
    ids = tuple(f"p{paragraph.number}" for paragraph in body.paragraphs)
    original = Original(document.name, document.sha256, dict(zip(ids, places_of(texts), strict=True)))
    text = seed_text(item, lines, original, document.name)
    path = workspace.place(f"seeds/{chosen}.yaml")
    added = Added(chosen, path, text, "new", item, body, document, ids, voices=tuple(voices))
    return _proved(workspace, added, dict(zip(ids, texts, strict=True)), out)


def places(document: Document, body: Body) -> list[tuple[str, str]]:
    """Where each paragraph stands: pages in a PDF, else its number."""
    if document.paged:
        return [("page", paragraph.line.pages) for paragraph in body.paragraphs]
    return [("paragraph", str(paragraph.number)) for paragraph in body.paragraphs]


def _free(name: str, taken: Mapping[str, Source]) -> str:
    """An ID that no source has yet."""
    return next(each for each in (name, *(f"{name}-{n}" for n in range(2, 10_000))) if each not in taken)


def _shared(source: Source, copy: Copy) -> float:
    """The part of a source's passages whose words the copy has, or has changed."""
    if not source.passages:
        return 0.0
    found = compare(list(source.passages.values()), source.original, copy.texts, {})
    return sum(fate.at is not None for fate in found.fates) / len(found.fates)


def _known(taken: Mapping[str, Source], copy: Copy, item: Mapping[str, Any], wanted: str) -> Source | None:
    """The source that a document is a newer copy of. Raises NotThis when the ID asked for is another document's."""
    if wanted in taken:
        source = taken[wanted]
        same_title = _alike(str(source.item.get("title", "")), str(item.get("title", ""))) > 0.9
        if not same_title and _shared(source, copy) < 0.3:
            told = f"seeds/{wanted}.yaml is of another document, “{source.item.get('title', '')}”"
            raise NotThis(f"{told}; choose another --id")
        return source
    if wanted:
        return None
    for source in taken.values():
        if source.original and source.original.sha256 == copy.sha256:
            return source
    for source in taken.values():
        same = folded(str(source.item.get("title", ""))).lower() == folded(str(item.get("title", ""))).lower()
        other = item.get("container-title") and source.item.get("container-title") not in (
            None,
            item["container-title"],
        )
        if (same and not other and (not source.passages or _shared(source, copy) >= 0.3)) or _shared(
            source, copy
        ) >= 0.6:
            return source
    return None


def _again(
    workspace: Workspace, source: Source, copy: Copy, item: Mapping[str, Any], body: Body, document: Document,
    out: Gathered,
) -> Added | None:  # fmt: skip
    path = workspace.place(source.file.name)
    if source.original and source.original.sha256 == copy.sha256:
        return Added(source.id, path, source.file.text, "same", item, body, document)
    if source.faulty:
        raise NotThis(f"{source.file.name} has faults; mend them first: briefwright check")
    renewed: Renewed = renew(source, copy)
    kind = "same" if renewed.text == source.file.text else "again"
    added = Added(
        source.id, path, renewed.text, kind, source.item, body, document, told=renewed.told, was=source.file.text
    )
    words = {identifier: passage.text.value for identifier, passage in source.passages.items()}
    return _proved(workspace, added, words, out)


def _recorded(
    workspace: Workspace, taken: Mapping[str, Source], record: Mapping[str, Any], wanted: str, out: Gathered
) -> Added | None:
    """A seed that has only its record yet."""
    item = joined({}, record, [])
    if not item.get("title"):
        out.faults.append(
            Diagnostic("missing-key", "a record has no title", Span("record"), help="give it one in Zotero")
        )
        return None
    same = [s for s in taken.values() if s.item.get("title") == item["title"]]
    if wanted in taken and taken[wanted] not in same:
        raise NotThis(f"seeds/{wanted}.yaml is of another document; choose another --id")
    if same:
        return Added(same[0].id, workspace.root / same[0].file.name, same[0].file.text, "same", item)
    chosen = wanted or _free(identifier(item, ""), taken)
    text = seed_text(item, [], Original(), "a record; `briefwright add` its document for the passages")
    return _proved(workspace, Added(chosen, workspace.place(f"seeds/{chosen}.yaml"), text, "new", item), {}, out)


def _proved(workspace: Workspace, added: Added, words: Mapping[str, str], out: Gathered) -> Added | None:
    """The seed as it will be read; its faults are told, and words that came back otherwise are a fault of ours."""
    source, faults = read_source(added.id, TextFile(workspace.name(added.path), added.text))
    out.faults.extend(faults)
    lost = [i for i, text in words.items() if i not in source.passages or source.passages[i].text.value != text]
    if lost and not faults:
        told = f"{added.id}#{lost[0]} would not be read back as it is"
        raise Failure(told, "this is a fault of briefwright; please report it")
    if faults:
        out.texts[workspace.name(added.path)] = TextFile(workspace.name(added.path), added.text)
    return None if faults else added
