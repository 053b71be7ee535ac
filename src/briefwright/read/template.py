"""A template's `template.yaml` to a `Template`.

Takes the files of a template and of those that it builds on; gives a `Template` and faults.
Invariant: every setting has its type when it leaves here, and letters a contrast that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.scale import SCALES, Scale, Term
from briefwright.model.span import Span, Text, TextFile
from briefwright.model.template import Template
from briefwright.read import keys
from briefwright.read.admission import file_faults
from briefwright.read.fields import Fields
from briefwright.read.yaml import Mapping, Node, Scalar, read_yaml

COLOURS = {"accent": "#0f4c5c", "ink": "#1a1c1f", "quiet": "#565d64", "tint": "#eef3f4"}
CONTRAST = 4.5
"""The least contrast of letters with their ground (WCAG 2.2, 1.4.3, level AA)."""
PARTS = (
    "contents", "lists", "summary", "key-points", "body", "recommendations", "annexes", "annex", "legend", "sources",
    "acknowledgements", "about", "disclaimer",
)  # fmt: skip
UNASKED = frozenset({"contents", "lists"})
"""Parts that a template has only when it names them."""
PAPERS = ("A4", "Letter")
SIZES = {"normal": 1.0, "large": 16 / 10.25}
"""Sizes of text: the style sheet's own, and large print (text of 16 points)."""


@dataclass(frozen=True)
class Layer:
    """The files of one template: its settings, its layout, its style sheet and its reference.docx, of which each may be
    empty, and its folder."""

    settings: TextFile
    layout: str
    css: str
    reference: bytes
    folder: str


def read_extends(file: TextFile) -> Text | None:
    """The template that one builds on, by its settings."""
    node, _ = read_yaml(file)
    entry = node.entries.get("extends") if isinstance(node, Mapping) else None
    return entry[1].text if entry and isinstance(entry[1], Scalar) and entry[1].text.value.strip() else None


def read_template(name: str, layers: Sequence[Layer]) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    """The template; None when its settings cannot be read. `layers` are the templates that it builds on and itself:
    the last has its own way with settings, layout and reference.docx, and the style sheets follow each other."""
    faults: list[Diagnostic] = []
    entries: dict[str, tuple[Text, Node]] = {}
    for layer in layers:
        node, more = read_yaml(layer.settings)
        faults.extend(file_faults(layer.settings))
        faults.extend(more)
        if not isinstance(node, Mapping):
            if node is not None:
                told = "a template's settings are a group of keys"
                faults.append(Diagnostic("wrong-type", told, Span(layer.settings.name)))
            return None, tuple(faults)
        entries |= node.entries
    fields = Fields(Mapping(Span(layers[-1].settings.name), entries), "a template", keys.TEMPLATE, faults)
    template = Template(
        name=name,
        publisher=_words(fields, "publisher"),
        logo=_words(fields, "logo"),
        paper=fields.choice("paper", PAPERS),
        scale_of_text=SIZES[fields.choice("text", tuple(SIZES))],
        colours=_colours(fields, faults),
        style=_words(fields, "style") or "chicago-notes-bibliography",
        disclaimer=_words(fields, "disclaimer"),
        parts=_parts(fields),
        cover=fields.choice("cover", ("no", "yes")) == "yes",
        numbering=fields.choice("numbering", ("no", "yes")) == "yes",
        scale=_scale(fields),
        confidence=tuple(text.value for text in fields.texts("confidence")),
        layout=next((layer.layout for layer in reversed(layers) if layer.layout), ""),
        css="\n".join(layer.css for layer in layers if layer.css),
        styles=layers[-1].reference,
        folder=next((layer.folder for layer in reversed(layers) if "logo" in _keys(layer)), layers[-1].folder),
    )
    if not template.layout:
        told = f"the template `{name}` has no layout.html.j2"
        faults.append(Diagnostic("missing-file", told, fields.span, help="write `extends: policy-brief`, or add one"))
    return template, tuple(faults)


def _keys(layer: Layer) -> frozenset[str]:
    node, _ = read_yaml(layer.settings)
    return frozenset(node.entries) if isinstance(node, Mapping) else frozenset()


def _words(fields: Fields, key: str) -> str:
    node = fields.node_of(key)
    if not isinstance(node, Scalar) or not node.text.value.strip():
        return ""
    return fields.words(key)


def _colours(fields: Fields, faults: list[Diagnostic]) -> dict[str, str]:
    node = fields.mapping("colours")
    if node is None:
        return COLOURS
    record = Fields(node, "`colours`", COLOURS, faults)
    found = {key: record.words(key) or default for key, default in COLOURS.items()}
    for key, value in found.items():
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            record.fault("wrong-type", f"`{value}` is no colour", record.key_span(key), "write '#0f4c5c'")
            return COLOURS
    for key in ("accent", "ink", "quiet"):
        for ground, name in (("#ffffff", "white"), (found["tint"], "the tint")):
            ratio = contrast(found[key], ground)
            if ratio < CONTRAST:
                told = f"`{key}` on {name} has a contrast of {ratio:.1f} to 1"
                place = record.key_span(key) if record.node_of(key) else record.span
                advice = f"readers need {CONTRAST} to 1 (WCAG AA): choose a darker colour, or a lighter tint"
                record.fault("low-contrast", told, place, advice)
                break
    return found


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parts(fields: Fields) -> tuple[str, ...]:
    texts = fields.texts("parts")
    for text in texts:
        if text.value not in PARTS:
            fields.fault("unknown-key", f"there is no part `{text.value}`", text.span(), "one of " + ", ".join(PARTS))
    names = [text.value for text in texts]
    for text in texts:
        if names.count(text.value) > 1:
            fields.fault("duplicate-key", f"the part `{text.value}` stands twice", text.span(), "keep one")
    if names and "body" not in names:
        fields.fault(
            "missing-key", "`parts` has no `body`", fields.key_span("parts"), "add it where the text is to stand"
        )
    return tuple(names) or tuple(part for part in PARTS if part not in UNASKED)


def _scale(fields: Fields) -> Scale:
    """The words of likelihood: a standard's by its name, or the template's own."""
    if isinstance(fields.node_of("likelihood"), Scalar | None):
        return SCALES[fields.choice("likelihood", tuple(SCALES))]
    terms = []
    for node in fields.items("likelihood"):
        if isinstance(node, Scalar):
            terms.append(Term((node.text.value.strip(),)))
        elif isinstance(node, Mapping):
            record = Fields(node, "a likelihood", keys.LIKELIHOOD, fields.faults)
            if word := record.required("word", "word: likely"):
                terms.append(Term((word.value.strip(),), _per_cent(record, "from"), _per_cent(record, "to")))
    return Scale("", tuple(terms))


def _per_cent(record: Fields, key: str) -> float | None:
    text = record.text(key, "a number")
    if text is None:
        return None
    if re.fullmatch(r"\d{1,3}(\.\d+)?", text.value.strip()) and float(text.value) <= 100:
        return float(text.value)
    record.fault("wrong-type", f"`{text.value}` is no per cent", text.span(), "a number from 0 to 100")
    return None
