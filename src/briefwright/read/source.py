"""A file in `seeds/` to a `Source`.

Takes a `TextFile`; gives a `Source` (marked faulty when anything in it was wrong) and diagnostics.
Invariant: a passage's words are the file's scalar, to the character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from typing import Any

from briefwright.model import limits
from briefwright.model.diagnostic import Diagnostic
from briefwright.model.nearest import nearest, one_of
from briefwright.model.source import Evidence, Locator, Passage, Source, Voice
from briefwright.model.span import Span, Text, TextFile
from briefwright.read import csl, keys
from briefwright.read.admission import file_faults, look_alikes, value_fault
from briefwright.read.dates import read_date
from briefwright.read.fields import IDENTIFIER, Fields, kind
from briefwright.read.links import link_fault
from briefwright.read.original import read_original
from briefwright.read.yaml import Mapping, Node, Scalar, Sequence, read_yaml

PARAGRAPH = re.compile(r"p(\d+)")
NUMBERS = {
    "DOI": (
        re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/[^\s<>\"'\\]+", re.IGNORECASE),
        "10.1000/182",
    ),
    "PMID": (re.compile(r"\d{1,10}"), "17170002"),
    "PMCID": (re.compile(r"(?:PMC)?\d{1,10}(?:\.\d+)?", re.IGNORECASE), "PMC1817752"),
}
"""Numbers that styles make links of, and an example of each."""


def read_source(identifier: str, file: TextFile) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The source that a file describes; what could be read of it when there are faults."""
    faults = file_faults(file)
    node, more = read_yaml(file) if not faults else (None, ())
    faults.extend(_renamed(fault) for fault in more)
    if not re.fullmatch(r"[a-z0-9-]+", identifier):
        told = f"`{identifier}` cannot be a source's ID"
        faults.append(
            Diagnostic("invalid-id", told, Span(file.name), help="name the file in lower-case letters, digits, hyphens")
        )
    if node is not None and not isinstance(node, Mapping):
        faults.append(Diagnostic("wrong-type", "a seed begins with `source:`, not " + kind(node), node.span))
    if not isinstance(node, Mapping):
        return Source(identifier, file, {}, "en", Evidence(), {}, Span(file.name), True), tuple(faults)
    faults.extend(_too_many(node))
    fields = Fields(node, "a seed", keys.SEED, faults)
    item = _item(fields, faults)
    language = str(item.get("language", "en"))
    source = Source(
        id=identifier,
        file=file,
        item={"id": identifier, **item},
        language=language,
        evidence=_evidence(fields, faults),
        passages=_passages(fields, identifier, language, faults),
        span=fields.span,
        original=read_original(fields, faults),
        faulty=any(fault.is_error for fault in faults),
    )
    return source, tuple(faults)


def _too_many(node: Mapping) -> Iterator[Diagnostic]:
    _, passages = node.entries.get("passages", (None, None))
    if isinstance(passages, Mapping) and len(passages.entries) > limits.PASSAGES:
        told = f"the seed has {len(passages.entries):,} passages; the limit is {limits.PASSAGES:,}"
        yield Diagnostic("too-many", told, passages.span, help="split it")


def _renamed(fault: Diagnostic) -> Diagnostic:
    """A passage ID given twice is a duplicate ID, whatever YAML calls it."""
    if fault.code == "duplicate-key" and fault.span.column > 1 and fault.message.split("`")[1] not in (
        *keys.PASSAGE, *keys.EVIDENCE, *csl.VARIABLES, *csl.NAME_PARTS, *keys.VOICE, *csl.LOCATORS, *keys.PLACE,
    ):  # fmt: skip
        advice = "give one of the two another ID"
        return Diagnostic("duplicate-id", fault.message, fault.span, help=advice, labels=fault.labels)
    return fault


def _item(fields: Fields, faults: list[Diagnostic]) -> dict[str, Any]:
    node = fields.mapping("source")
    if node is None:
        if fields.node_of("source") is None:
            fields.missing("source", "source: {type: article-newspaper, title: …}")
        return {}
    record = Fields(node, "`source`", csl.VARIABLES, faults)
    item: dict[str, Any] = {}
    for key in node.entries:
        value = record.node_of(key)
        if value is None or key not in csl.VARIABLES:
            continue
        if key in csl.DATES:
            item[key] = _date(record, key, value)
        elif key in csl.NAMES:
            item[key] = _names(record, key, value, faults)
        elif text := record.text(key):
            item[key] = " ".join(text.value.split()) if "\n" in text.value else text.value
    _check_item(record, item)
    return {key: value for key, value in item.items() if value}


def _check_item(record: Fields, item: dict[str, Any]) -> None:
    for key, example in (("type", "type: article-newspaper"), ("title", "title: …")):
        if record.node_of(key) is None:
            record.missing(key, example)
    if (kind_ := item.get("type")) and kind_ not in csl.TYPES:
        node = record.node_of("type")
        advice = nearest(kind_, csl.TYPES) or one_of(csl.TYPES, 60)
        record.fault("wrong-type", f"`{kind_}` is no CSL type", node.span if node else record.span, advice)
    if "language" in item:
        item["language"] = record.language("language", "en")
    if (url := record.text("URL")) and (fault := link_fault(url.value, url.span())):
        record.faults.append(fault)
    for key, (form, example) in NUMBERS.items():
        if (text := record.text(key)) and not form.fullmatch(text.value.strip()):
            told = f"`{text.value[:80]}` is no {key}"
            record.faults.append(Diagnostic("invalid-link", told, text.span(), help=f"for example {example}"))


def _date(record: Fields, key: str, node: Node) -> dict[str, Any]:
    if isinstance(node, Mapping):
        return _date_group(record, key, node)
    if isinstance(node, Sequence):
        record.wrong(key, node, "a date")
        return {}
    found = read_date(node.text.value)
    if found is None:
        advice = "write 2026-01-09, 2026-01, 2026, 2026~ (uncertain) or 2026-01-05/2026-01-09; or leave it out"
        record.fault("invalid-date", f"`{node.text.value}` is no date", node.span, advice)
    return found or {}


def _date_group(record: Fields, key: str, node: Mapping) -> dict[str, Any]:
    """CSL-JSON's own form: `date-parts`, `season`, `circa`, `literal`, `raw`."""
    group = Fields(node, f"`{key}`", csl.DATE_PARTS, record.faults)
    if raw := group.text("raw"):
        return _date(group, "raw", Scalar(raw, False))
    out: dict[str, Any] = {}
    if literal := group.words("literal"):
        out["literal"] = literal
    listed = list(group.items("date-parts"))
    if strange := [p for p in listed if not isinstance(p, Sequence) or any(not isinstance(c, Scalar) for c in p.items)]:
        told = "`date-parts` is a list of lists"
        group.fault("wrong-type", told, strange[0].span, "write [[2026, 1, 9]], or the date itself: 2026-01-09")
        return {}
    parts = [[c.text.value for c in p.items if isinstance(c, Scalar)] for p in listed if isinstance(p, Sequence)]
    if parts:
        written = "/".join("-".join(n.zfill(2) if i else n.zfill(4) for i, n in enumerate(p)) for p in parts)
        found = read_date(written)
        if found is None:
            group.fault("invalid-date", f"`{written}` is no date", group.key_span("date-parts"))
        out |= found or {}
    if (season := group.words("season")) in ("1", "2", "3", "4"):
        out["season"] = int(season)
    if group.words("circa") in ("true", "1", "yes", "True"):
        out["circa"] = True
    return out


def _names(record: Fields, key: str, node: Node, faults: list[Diagnostic]) -> list[dict[str, str]]:
    nodes = node.items if isinstance(node, Sequence) else [node]
    names: list[dict[str, str]] = []
    for each in nodes:
        if isinstance(each, Scalar):
            if text := record.admitted(each.text, f"`{key}`"):
                names.append({"literal": text.value})
        elif isinstance(each, Mapping):
            name = Fields(each, f"a name in `{key}`", csl.NAME_PARTS, faults)
            parts = {part: words for part in csl.NAME_PARTS if (words := name.words(part))}
            if "family" in parts or "literal" in parts or "given" in parts:
                names.append(parts)
            else:
                name.missing("literal", "{literal: Xi Jinping} or {family: …, given: …}")
        else:
            record.wrong(key, each, "names")
    return names


def _evidence(fields: Fields, faults: list[Diagnostic]) -> Evidence:
    node = fields.mapping("evidence")
    if node is None:
        return Evidence()
    record = Fields(node, "`evidence`", keys.EVIDENCE, faults)
    reliability = record.words("reliability") or "F"
    if reliability not in "ABCDEF" or len(reliability) != 1:
        place = record.node_of("reliability")
        told = f"`{reliability}` is no reliability"
        record.fault("wrong-type", told, place.span if place else record.span, "A to F; F when nobody has judged it")
    return Evidence(
        descriptor=record.text("descriptor"),
        reliability=reliability,
        derived_from=record.text("derived-from"),
        note=record.text("note"),
        private=record.choice("private", ("false", "true")) == "true",
    )


def _passages(fields: Fields, source: str, language: str, faults: list[Diagnostic]) -> MappingType[str, Passage]:
    node = fields.mapping("passages")
    if node is None:
        if fields.node_of("passages") is None:
            fields.missing("passages", "passages: {p1: …}")
        return {}
    found: dict[str, Passage] = {}
    for identifier, (key, value) in node.entries.items():
        if not IDENTIFIER.fullmatch(identifier):
            told = f"`{identifier}` cannot be a passage's ID"
            fields.fault("invalid-id", told, key.span(), "lower-case letters a to z, digits, hyphens and points")
        elif passage := _passage(source, identifier, key, value, language, faults):
            found[identifier] = passage
    return found


def _passage(
    source: str, identifier: str, key: Text, node: Node, language: str, faults: list[Diagnostic]
) -> Passage | None:
    what = f"passage {source}#{identifier}"
    number = PARAGRAPH.fullmatch(identifier)
    locator = Locator("paragraph", number[1].lstrip("0") or "0") if number else None
    if isinstance(node, Scalar):
        text = _words(node.text, what, key, faults, empty=node.empty)
        return Passage(identifier, source, text, locator, language) if text else None
    if not isinstance(node, Mapping):
        faults.append(Diagnostic("wrong-type", f"{what} is a list", node.span, help="one ID for each passage"))
        return None
    fields = Fields(node, what, keys.PASSAGE, faults)
    value = fields.node_of("text")
    if value is None and "text" not in node.entries:
        fields.missing("text", "text: …")
        return None
    if value is not None and not isinstance(value, Scalar):
        fields.wrong("text", value, "words")
        return None
    text = _words(value.text if value else node.entries["text"][0], what, key, faults, empty=value is None)
    if text is None:
        return None
    return Passage(
        id=identifier,
        source=source,
        text=text,
        locator=_locator(fields, faults) or locator,
        language=fields.language("language", language),
        voices=_voices(fields, faults),
        translation=_translation(fields, what, faults),
        translator=fields.words("translator"),
    )


def _translation(fields: Fields, what: str, faults: list[Diagnostic]) -> Text | None:
    node = fields.node_of("translation")
    if isinstance(node, Scalar) and (fault := _passage_fault(node.text, f"the translation of {what}")):
        faults.append(fault)
        return None
    return fields.text("translation")


def _passage_fault(text: Text, what: str) -> Diagnostic | None:
    if len(text.value) > limits.PASSAGE:
        told = f"{what} has {len(text.value):,} characters; the limit is {limits.PASSAGE:,}"
        return Diagnostic("too-many", told, text.span(0, 1), help="make several passages of it")
    return value_fault(text, what)


def _words(text: Text, what: str, key: Text, faults: list[Diagnostic], *, empty: bool = False) -> Text | None:
    if fault := _passage_fault(text, what):
        faults.append(fault)
        return None
    faults.extend(look_alikes(text))
    if empty or not text.value.strip():
        faults.append(
            Diagnostic("empty-passage", f"{what} has no words", key.span(), help="write them or delete the ID")
        )
        return None
    return text


def _locator(fields: Fields, faults: list[Diagnostic]) -> Locator | None:
    node = fields.mapping("locator")
    if node is None:
        return None
    record = Fields(node, "`locator`", csl.LOCATORS, faults)
    if len(node.entries) != 1:
        record.fault("wrong-type", "`locator` wants one label and one value", node.span, "for example {page: 12}")
        return None
    label = next(iter(node.entries))
    value = record.words(label)
    return Locator(label, value) if value and label in csl.LOCATORS else None


def _voices(fields: Fields, faults: list[Diagnostic]) -> tuple[Voice, ...]:
    found = []
    for node in fields.items("voices", limits.VOICES):
        if not isinstance(node, Mapping):
            fields.wrong("voices", node, "groups of `says` and `speaker`")
            continue
        record = Fields(node, "a voice", keys.VOICE, faults)
        says = record.required("says", "says: words of the passage")
        speaker = record.required("speaker", "speaker: who says them")
        if says and speaker:
            found.append(Voice(says, speaker.value.strip(), record.words("via")))
    return tuple(found)
