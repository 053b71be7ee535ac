"""A template's `template.yaml` to a `Template`.

Takes the file's text and the texts beside it; gives a `Template`, or the first fault.
Invariant: every setting has its type when it leaves here.
"""

from __future__ import annotations

import re

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.span import Span, TextFile
from briefwright.model.template import Template
from briefwright.read.fields import Fields
from briefwright.read.yaml import Mapping, Scalar, read_yaml

KEYS = (
    "publisher", "logo", "paper", "colours", "style", "parts", "likelihood", "confidence", "disclaimer",
)  # fmt: skip
COLOURS = {"accent": "#0f4c5c", "ink": "#1a1c1f", "quiet": "#565d64", "tint": "#eef3f4"}
PARTS = (
    "summary", "key-points", "body", "recommendations", "annex", "sources", "acknowledgements", "about", "disclaimer",
)  # fmt: skip
PAPERS = ("A4", "Letter")


def read_template(
    name: str, file: TextFile, layout: str, css: str, reference: str, folder: str
) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    """The template; None when its settings cannot be read."""
    node, more = read_yaml(file)
    faults = list(more)
    if not isinstance(node, Mapping):
        if node is not None:
            faults.append(Diagnostic("wrong-type", "a template's settings are a group of keys", Span(file.name)))
        return None, tuple(faults)
    fields = Fields(node, "a template", KEYS, faults)
    template = Template(
        name=name,
        publisher=_words(fields, "publisher"),
        logo=_words(fields, "logo"),
        paper=_paper(fields),
        colours=_colours(fields, faults),
        style=_words(fields, "style") or "chicago-notes-bibliography",
        disclaimer=_words(fields, "disclaimer"),
        parts=_parts(fields),
        scale=_scale(fields, faults),
        confidence=tuple(text.value for text in fields.texts("confidence")),
        layout=layout,
        css=css,
        reference=reference,
        folder=folder,
    )
    return template, tuple(faults)


def _words(fields: Fields, key: str) -> str:
    node = fields.node_of(key)
    return node.text.value.strip() if isinstance(node, Scalar) else ""


def _paper(fields: Fields) -> str:
    paper = _words(fields, "paper") or "A4"
    if paper not in PAPERS:
        fields.fault("wrong-type", f"`{paper}` is no paper", fields.key_span("paper"), "A4 or Letter")
    return paper


def _colours(fields: Fields, faults: list[Diagnostic]) -> dict[str, str]:
    node = fields.mapping("colours")
    if node is None:
        return COLOURS
    record = Fields(node, "`colours`", COLOURS, faults)
    found = {key: record.words(key) or default for key, default in COLOURS.items()}
    for key, value in found.items():
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            record.fault("wrong-type", f"`{value}` is no colour", record.key_span(key), "write '#0f4c5c'")
    return found


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
    return tuple(names) or PARTS


def _scale(fields: Fields, faults: list[Diagnostic]) -> tuple[str, ...]:
    words = []
    for node in fields.items("likelihood"):
        if isinstance(node, Scalar):
            words.append(node.text.value.strip())
        elif isinstance(node, Mapping):
            words.append(Fields(node, "a likelihood", ("word", "from", "to"), faults).words("word"))
    return tuple(words)
