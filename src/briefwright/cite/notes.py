"""The words of notes and of the list of sources.

Takes citations in the order of the document, the sources they cite and a CSL style's path; gives `Notes`.
Invariant: one citation, one note; every cited source is in the list; a passage's locator is in its note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from briefwright.cite.voices import prefix_of, suffix_of
from briefwright.engines import pandoc, styles, tree
from briefwright.engines.tree import Json
from briefwright.engines.warm import Kept
from briefwright.model import document as doc
from briefwright.model.brief import Citation, Pointer
from briefwright.model.document import Inlines, plain
from briefwright.model.source import Locator, Source
from briefwright.model.words import words

FALLBACK = "chicago-notes-bibliography"
"""Sets the list of sources for styles that have no bibliography."""
SCRIPT = Path(__file__).parent / "cite.lua"
VERBATIM = ("title", "container-title", "title-short", "collection-title", "event-title")


@dataclass(frozen=True)
class Place:
    """A note where the document has it: the one citation that it is, or, `own`, the citations in a note of the
    outline's own, perhaps none. Every note is here, for some styles refer to notes by their numbers."""

    citations: tuple[int, ...]
    own: bool = False


@dataclass(frozen=True)
class Notes:
    """The words of each citation, by its index, and the list of sources in the style's order."""

    texts: Mapping[int, Inlines]
    sources: tuple[tuple[str, Inlines], ...]


def notes(
    places: Sequence[Place],
    citations: Sequence[Citation],
    sources: Mapping[str, Source],
    style: Path,
    language: str,
    made: Kept[bytes] | None = None,
) -> Notes:
    """Format every citation in order; `made` is what pandoc made of others before. Raises Failure when pandoc fails."""
    made = made or Kept(1)
    if not sources:
        return Notes({}, ())
    cited = [index for place in places for index in place.citations]
    pointers = {i: _pointers(citations[i], language, forced=False) for i in cited}
    texts, listed = _run(places, pointers, sources, style, language, made)
    wrong = _without_locator(texts, citations, language)
    if wrong:
        pointers |= {i: _pointers(citations[i], language, forced=True) for i in wrong}
        texts, listed = _run(places, pointers, sources, style, language, made)
    if len(listed) < len(sources) and (fallback := styles.named(FALLBACK)) and fallback != style:
        _, listed = _run((), {}, sources, fallback, language, made)
    bound = {index: _bound(content, citations[index], language) for index, content in texts.items()}
    return Notes(bound, (*listed, *_unlisted(sources, listed)))


def _bound(content: Inlines, citation: Citation, language: str) -> Inlines:
    """A note in which no line ends between a locator's term and its number."""
    labels = {pointer.locator.label for pointer in citation.pointers if pointer.locator}
    terms = {words(language).get(f"{label}{plural}-term", "") for label in labels for plural in ("", "s")} - {""}
    if not terms:
        return content
    ends = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, terms))}) (?=\d)")
    return tuple(
        doc.Str(ends.sub("\\1\u00a0", node.text), node.exact) if isinstance(node, doc.Str) else node for node in content
    )


def _unlisted(sources: Mapping[str, Source], listed: Sequence[tuple[str, Inlines]]) -> Iterator[tuple[str, Inlines]]:
    """What no style has a form for still stands in the list, by its title."""
    known = {identifier for identifier, _ in listed}
    for identifier, source in sources.items():
        if identifier not in known:
            yield identifier, (doc.Str(str(source.item.get("title", identifier)), exact=True),)


def _run(
    places: Sequence[Place],
    pointers: Mapping[int, Sequence[Json]],
    sources: Mapping[str, Source],
    style: Path,
    language: str,
    made: Kept[bytes],
) -> tuple[dict[int, Inlines], list[tuple[str, Inlines]]]:
    blocks = [_paragraph(place, pointers) for place in places]
    everything = [{**_citation("*"), "citationMode": {"t": "AuthorInText"}}]
    meta = {
        "csl": tree.node("MetaString", str(style)),
        "lang": tree.node("MetaString", language),
        "nocite": tree.node("MetaInlines", [tree.node("Cite", [everything, [tree.text("*")]])]),
        "references": tree.node("MetaList", [_reference(source) for source in sources.values()]),
        "suppress-bibliography": tree.node("MetaBool", False),
    }
    # A style may have no bibliography form for a type of source; the script sees to those.
    arguments = ["-f", "json", "-t", "json", f"--lua-filter={SCRIPT}"]
    given = tree.document(blocks, meta)
    key = (given, style.read_bytes())
    written = made.get(key, lambda: pandoc.run(arguments, given, tolerate=("no printed form",)))
    return _read(json.loads(written)["blocks"], places)


def _paragraph(place: Place, pointers: Mapping[int, Sequence[Json]]) -> Json:
    """A note as citeproc is to see it: each citation in a span of its own, to be known again."""
    cites = [
        tree.node("Span", [tree.attributes(f"c{i}"), [tree.node("Cite", [_distinct(pointers[i]), [tree.text("?")]])]])
        for i in place.citations
    ]
    inner = [tree.node("Note", [tree.node("Para", [tree.text("x"), *cites])])] if place.own else cites
    return tree.node("Para", [tree.text("x"), *inner])


def _distinct(items: Sequence[Json]) -> list[Json]:
    """Two pieces of one paragraph are one citation for a reader."""
    kept: list[Json] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    if kept and kept[0]["citationPrefix"]:
        words = kept[0]["citationPrefix"][0]["c"]
        kept[0]["citationPrefix"] = [tree.text(words[:1].upper() + words[1:])]
    return kept


def _citation(identifier: str, prefix: str = "", suffix: str = "") -> Json:
    return {
        "citationId": identifier,
        "citationPrefix": [tree.text(prefix)] if prefix else [],
        "citationSuffix": _suffix(suffix),
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _suffix(suffix: str) -> list[Json]:
    """Words and spaces apart: citeproc finds a locator only among words."""
    out: list[Json] = []
    for piece in re.split("( )", suffix):
        if piece:
            out.append(tree.node("Space") if piece == " " else tree.text(piece))
    return out


def _pointers(citation: Citation, language: str, *, forced: bool) -> list[Json]:
    """A citation's pointers; those to places of one source with nothing said of them stand together, `paras. 8, 9`."""

    def alike(pointer: Pointer) -> object:
        plain_ = pointer.locator and not prefix_of(pointer, language) and not suffix_of(pointer, language)
        return (pointer.source.id, pointer.locator.label) if plain_ and pointer.locator else id(pointer)

    return [_pointer(list(run), language, forced=forced) for _, run in groupby(citation.pointers, alike)]


def _pointer(run: Sequence[Pointer], language: str, *, forced: bool) -> Json:
    locators = list(dict.fromkeys(pointer.locator for pointer in run if pointer.locator))
    locator = locators_text(locators, language) if locators else ""
    pieces = [locator] if locator else []
    pieces.extend(suffix_of(run[0], language))
    text = "".join(f", {piece}" for piece in pieces)
    return _citation(run[0].source.id, prefix_of(run[0], language), "{}" + text if forced and locator else text)


def locators_text(locators: Sequence[Locator], language: str) -> str:
    """Locators of one label in words, `paras. 8, 9`."""
    first, *rest = locators
    if not rest:
        return locator_text(first, language)
    known = words(language)
    term = known.get(f"{first.label}s-term") or known.get(f"{first.label}-term", first.label)
    values = ", ".join(locator.value for locator in locators)
    return values if first.label == "page" and values[:1].isdigit() else f"{term} {values}"


def locator_text(locator: Locator, language: str) -> str:
    """A locator in words, `para. 3`; CSL's own label where the language has no short one."""
    if locator.label == "page" and locator.value[:1].isdigit():
        return locator.value  # citeproc takes a bare number for a page, and knows one page from several
    term = words(language).get(f"{locator.label}-term", locator.label)
    return f"{term} {locator.value}"


def _without_locator(texts: Mapping[int, Inlines], citations: Sequence[Citation], language: str) -> set[int]:
    """Citations in whose notes a passage's locator is not to be read, number and label both (a page needs none)."""
    wrong = set()
    for index, content in texts.items():
        text = plain(content)
        for pointer in citations[index].pointers:
            if not pointer.locator:
                continue
            shown = re.escape(pointer.locator.value).replace(r"\-", "[-–]")
            term = words(language).get(f"{pointer.locator.label}-term", pointer.locator.label)
            label = "" if pointer.locator.label == "page" else rf"(?:{re.escape(term.rstrip('.'))}|¶|§)\w*\.?\s*"
            if not re.search(rf"{label}(?:[\d–-]+,? (?:\S+ )?)*{shown}(?!\d)", text, re.IGNORECASE):
                wrong.add(index)
    return wrong


def _reference(source: Source) -> Json:
    item = {**source.item, "type": source.item.get("type", "document")}
    return tree.node("MetaMap", {key: _variable(key, value) for key, value in item.items()})


def _variable(key: str, value: object) -> Json:
    if key in VERBATIM:
        # Chicago turns titles to headline case: nocase keeps them as the source has them.
        return tree.node("MetaInlines", [tree.node("Span", [tree.attributes("", ["nocase"]), [tree.text(str(value))]])])
    if isinstance(value, list):
        return tree.node("MetaList", [_variable("", each) for each in value])
    if isinstance(value, dict):
        return tree.node("MetaMap", {k: _variable("", v) for k, v in value.items()})
    if isinstance(value, bool):
        return tree.node("MetaBool", value)
    return tree.node("MetaInlines", [tree.text(str(value))])


def _read(blocks: Sequence[Json], places: Sequence[Place]) -> tuple[dict[int, Inlines], list[tuple[str, Inlines]]]:
    texts: dict[int, Inlines] = {}
    for block in blocks[: len(places)]:
        for identifier, inlines in _spans(block["c"]):
            words = _note(inlines)
            texts[int(identifier[1:])] = words if block["c"][1]["t"] == "Span" else _unwrapped(words)
    listed: list[tuple[str, Inlines]] = []
    for block in blocks[len(places) :]:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            listed.extend((entry["c"][0][0].removeprefix("ref-"), _entry(entry)) for entry in block["c"][1])
    return texts, [(identifier, words) for identifier, words in listed if words]


def _unwrapped(words: Inlines) -> Inlines:
    """A citation inside a note without the brackets that citeproc puts around it there."""
    first, last = (words[0], words[-1]) if words else (None, None)
    if not (isinstance(first, doc.Str) and isinstance(last, doc.Str)):
        return words
    if not (first.text.startswith("(") and last.text.endswith(")")):
        return words
    if len(words) == 1:
        return (doc.Str(first.text[1:-1], exact=True),)
    return (doc.Str(first.text[1:], exact=True), *words[1:-1], doc.Str(last.text[:-1], exact=True))


def _spans(inlines: Sequence[Json]) -> Iterator[tuple[str, Sequence[Json]]]:
    """The citations' own spans, those inside a note too."""
    for each in inlines:
        if each["t"] == "Span" and each["c"][0][0].startswith("c"):
            yield each["c"][0][0], each["c"][1]
        elif each["t"] == "Note":
            for block in each["c"]:
                yield from _spans(block["c"])


def _note(inlines: Sequence[Json]) -> Inlines:
    """The words of a citation: its note's, or its own where it stands in a note or the style makes none."""
    for each in inlines:
        if each["t"] == "Note":
            return tree.decode(each["c"][0]["c"])
        if each["t"] == "Cite":
            return _note(each["c"][1])
    return tree.decode(inlines)


def _entry(entry: Json) -> Inlines:
    return tree.decode(inline for block in entry["c"][1] if block["t"] in ("Para", "Plain") for inline in block["c"])
