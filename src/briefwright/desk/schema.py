"""`schema`: JSON Schemas of seeds, outlines and templates, by which editors complete and explain keys.

Takes the tables that the readers use (`read/keys.py`, `read/csl.py`); gives JSON Schema draft-07, the one that
yaml-language-server knows (VS Code's YAML extension, Zed, Neovim).
Invariant: what the compiler takes is valid here. Names that a workspace may add to (templates, styles, words of
likelihood) are offered and not demanded; whether words are the source's is the compiler's own question.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from briefwright.engines import files, styles
from briefwright.engines.files import Workspace
from briefwright.engines.writing import new_file, put_in_place
from briefwright.model.scale import SCALES
from briefwright.read import csl, keys
from briefwright.read.fields import IDENTIFIER, LANGUAGE
from briefwright.read.outline import TLP
from briefwright.read.template import PAPERS, PARTS, SIZES

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
FOLDER = ".briefwright/schema"
"""Where a workspace keeps the schemas for its editors."""
WORDS: Schema = {"type": ["string", "number", "boolean"]}
"""A scalar: an editor's YAML takes `2026` for a number."""
LIST: Schema = {"type": "array"}
DATE = r"^\s*-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\s*$"
NOTE_STYLES = (
    "chicago-notes-bibliography", "chicago-notes", "oscola", "modern-humanities-research-association",
    "new-harts-rules-notes", "turabian-fullnote-bibliography", "mla-notes", "bluebook-law-review",
    "modern-language-association-notes", "cambridge-university-press-note",
)  # fmt: skip
"""Styles that are offered first, where the package has them; thousands more can be named."""
VARIABLES = {
    "type": "What kind of document it is, in CSL's words.",
    "title": "The title, as the document has it.",
    "container-title": "The newspaper, journal or book that it is in; the outlet.",
    "author": "Who wrote it: {family: …, given: …}; {literal: …} for institutions and names that are not parted.",
    "issued": "When: 2026-01-09, 2026-01, 2026; `2026~` is uncertain. Left out when nobody knows.",
    "accessed": "When it was looked at.",
    "publisher": "The publisher.",
    "URL": "Its address, http or https.",
    "DOI": "Its DOI, without the address.",
    "language": "Its language: a tag such as en or zh-Hant.",
    "number": "The number of a report or a resolution.",
    "page": "The pages that it stands on.",
}


def seed() -> Schema:
    """A file in `seeds/`."""
    voice = group(keys.VOICE, dict.fromkeys(keys.VOICE, WORDS), ("says", "speaker"))
    passage = group(
        keys.PASSAGE,
        {
            **dict.fromkeys(("text", "translation", "translator"), WORDS),
            "language": language(),
            "locator": {**group(dict.fromkeys(csl.LOCATORS, ""), dict.fromkeys(csl.LOCATORS, WORDS)),
                        "minProperties": 1, "maxProperties": 1},
            "voices": {**LIST, "items": voice},
        },
        ("text",),
    )  # fmt: skip
    evidence = dict.fromkeys(keys.EVIDENCE, WORDS) | {
        "reliability": {"enum": list("ABCDEF")}, "private": choice(("true", "false")),
    }  # fmt: skip
    place = group(keys.PLACE, {key: {"type": "string"} for key in keys.PLACE})
    document = group(keys.DOCUMENT, {
        "file": WORDS, "sha256": WORDS, "passages": {"type": "object", "additionalProperties": place},
    })  # fmt: skip
    top = group(
        keys.SEED,
        {
            "source": item(),
            "evidence": optional(group(keys.EVIDENCE, evidence)),
            "passages": {"type": "object", "propertyNames": {"pattern": f"^{IDENTIFIER.pattern}$"},
                         "additionalProperties": {"anyOf": [WORDS, passage]}},
            "document": optional(document),
        },
        ("source", "passages"),
    )  # fmt: skip
    return {"$schema": DRAFT, "title": "A source of briefwright", **top}


def item() -> Schema:
    """A CSL item."""
    moment = optional({"anyOf": [WORDS, group(dict.fromkeys(csl.DATE_PARTS, ""), {key: {} for key in csl.DATE_PARTS})]})
    parts = group(dict.fromkeys(csl.NAME_PARTS, ""), dict.fromkeys(csl.NAME_PARTS, optional(WORDS)))
    name = {"anyOf": [WORDS, parts]}
    names = optional({"anyOf": [{**LIST, "items": name}, *name["anyOf"]]})
    types: dict[str, Schema] = {
        **dict.fromkeys(csl.STANDARD, optional(WORDS)),
        **dict.fromkeys(csl.NAMES, names),
        **dict.fromkeys(csl.DATES, moment),
        "type": choice(csl.TYPES),
        "title": WORDS,
        "language": language(),
    }
    about = {key: VARIABLES.get(key, "A variable of CSL.") for key in csl.VARIABLES}
    return group(about, types, ("type", "title"))


def outline(templates: Iterable[str]) -> Schema:
    """A file in `briefs/`; `templates` are the names that it may choose from."""
    prose = {"$ref": "#/definitions/body"}
    section = {"$ref": "#/definitions/section"}
    authors = {"anyOf": [WORDS, {**LIST, "items": {"anyOf": [WORDS, group(
        keys.AUTHOR, {"name": WORDS, "affiliation": optional(WORDS)}, ("name",))]}}]}  # fmt: skip
    points = {"anyOf": [WORDS, {**LIST, "items": {"anyOf": [WORDS, {"$ref": "#/definitions/claim"}]}}]}
    types: dict[str, Schema] = {
        **dict.fromkeys(("subtitle", "series", "number", "to", "from", "status", "embargo"), WORDS),
        **dict.fromkeys(("summary", "about", "disclaimer", "acknowledgements"), prose),
        **dict.fromkeys(("key-points", "recommendations"), points),
        "title": WORDS,
        "date": date(),
        "authors": authors,
        "template": offered(templates),
        "style": offered(name for name in NOTE_STYLES if styles.named(name)),
        "scale": choice(SCALES),
        "language": language(),
        "handling": offered(TLP, not_matching="^[Tt][Ll][Pp]"),
        "sections": {**LIST, "minItems": 1, "items": section},
        "annexes": {**LIST, "items": section},
        "annex": choice(("evidence",)),
    }
    top = group(keys.OUTLINE, _optional_but(types, ("title", "sections")), ("title", "sections"))
    return {"$schema": DRAFT, "title": "An outline of briefwright", **top, "definitions": _definitions()}


def _definitions() -> Schema:
    subsection = {key: about for key, about in keys.SECTION.items() if key != "sections"}
    body = {"$ref": "#/definitions/body"}
    lower = group(subsection, {"heading": WORDS, "body": body}, ("heading", "body"))
    section = group(
        keys.SECTION,
        {"heading": WORDS, "body": optional(body), "sections": optional({**LIST, "items": lower})},
        ("heading",),
    )
    blocks = [{"$ref": f"#/definitions/{name}"} for name in keys.BLOCKS]
    return {
        "section": {**section, "anyOf": [{"required": ["body"]}, {"required": ["sections"]}]},
        "body": {"anyOf": [WORDS, {**LIST, "items": {"anyOf": [WORDS, *blocks]}}]},
        "pointers": {"anyOf": [WORDS, {**LIST, "items": WORDS}]},
        **_blocks(),
    }


def _blocks() -> dict[str, Schema]:
    pointers, body = {"$ref": "#/definitions/pointers"}, {"$ref": "#/definitions/body"}
    likely = dict.fromkeys(word for scale in SCALES.values() for term in scale.terms for word in term.names)
    cells = {**LIST, "items": WORDS}
    pictured: dict[str, Schema] = {"file": WORDS, "alt": WORDS, "caption": optional(WORDS), "credit": optional(WORDS)}
    claim: dict[str, Schema] = {
        "claim": WORDS, "evidence": pointers, "against": optional(pointers), "likelihood": optional(offered(likely)),
        "confidence": optional(offered(("low", "moderate", "high"))),
    }  # fmt: skip
    answer = group(keys.ANSWER, {"says": WORDS, "evidence": pointers}, ("says", "evidence"))
    event = group(keys.EVENT, {"date": date(), "event": WORDS, "evidence": optional(pointers)}, ("date", "event"))
    table: dict[str, Schema] = {
        "caption": optional(WORDS), "columns": optional(cells), "rows": {**LIST, "items": cells}, "file": WORDS,
        "formats": optional({"type": "object", "additionalProperties": WORDS}),
    }  # fmt: skip
    inner = {
        "table": group(keys.TABLE, table),
        "figure": group(keys.FIGURE, pictured, ("file", "alt")),
        "chart": group(keys.CHART, {**pictured, "file": optional(WORDS), "vega-lite": {"type": "object"}},
                       ("alt", "vega-lite")),
        "box": group(keys.BOX, {"heading": optional(WORDS), "body": body}, ("body",)),
        "differ": group(keys.DIFFER, {"question": WORDS, "answers": {**LIST, "items": answer}},
                        ("question", "answers")),
        "timeline": {**LIST, "items": event},
    }  # fmt: skip
    quote: dict[str, Schema] = {"quote": WORDS, "exact": WORDS, "speaker": optional(WORDS)}
    pull_quote: dict[str, Schema] = {"pull-quote": WORDS, "exact": WORDS, "speaker": optional(WORDS)}
    return {
        "quote": group(keys.QUOTE, quote, ("quote",)),
        "pull-quote": group(keys.PULL_QUOTE, pull_quote, ("pull-quote", "exact")),
        "claim": group(keys.CLAIM, {**claim, "evidence": optional(pointers)}, ("claim",)),
        **{name: group({name: keys.BLOCKS[name]}, {name: schema}, (name,)) for name, schema in inner.items()},
    }


def template(templates: Iterable[str]) -> Schema:
    """A `template.yaml`."""
    colours = {key: {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"} for key in keys.COLOUR}
    word = group(keys.LIKELIHOOD, {"word": WORDS, "from": {"type": "number"}, "to": {"type": "number"}}, ("word",))
    yes = choice(("yes", "no"))
    types: dict[str, Schema] = {
        **dict.fromkeys(("publisher", "logo", "disclaimer"), WORDS),
        "extends": offered(templates),
        "paper": choice(PAPERS),
        "text": choice(SIZES),
        "colours": group(keys.COLOUR, colours),
        "style": offered(name for name in NOTE_STYLES if styles.named(name)),
        "parts": {**LIST, "items": {"enum": list(PARTS)}, "contains": {"const": "body"}, "uniqueItems": True},
        "cover": yes,
        "numbering": yes,
        "likelihood": {"anyOf": [choice(SCALES), {**LIST, "items": {"anyOf": [WORDS, word]}}]},
        "confidence": {**LIST, "items": WORDS},
    }
    top = group(keys.TEMPLATE, _optional_but(types, ()))
    return {"$schema": DRAFT, "title": "A template of briefwright", **top}


# pieces


def group(about: Mapping[str, str], types: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """A group of just these keys. Raises ValueError when a key of the table has no type or the other way round."""
    if about.keys() != types.keys():
        raise ValueError(f"keys and types differ: {sorted(about.keys() ^ types.keys())}")
    properties = {key: {**types[key], "description": words} if words else types[key] for key, words in about.items()}
    # A $ref hides what stands beside it in draft-07.
    properties = {key: {"allOf": [{"$ref": each["$ref"]}], **{k: v for k, v in each.items() if k != "$ref"}}
                  if "$ref" in each else each for key, each in properties.items()}  # fmt: skip
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def optional(schema: Schema) -> Schema:
    """The same, or nothing behind the key."""
    return {"anyOf": [schema, {"type": "null"}]}


def _optional_but(types: Mapping[str, Schema], needed: Iterable[str]) -> dict[str, Schema]:
    return {key: schema if key in needed else optional(schema) for key, schema in types.items()}


def offered(words: Iterable[str], not_matching: str = "") -> Schema:
    """Words that are offered; others may stand there too, unless they look like one of them."""
    other = {**WORDS, "not": {"pattern": not_matching}} if not_matching else WORDS
    return {"anyOf": [{"enum": list(words)}, other]}


def choice(words: Iterable[str]) -> Schema:
    """One of these words; `yes` and `true` are truth values to some editors and words to others."""
    listed: list[str | bool] = list(words)
    return {"enum": [*listed, *(word == "true" for word in listed if word in ("true", "false"))]}


def language() -> Schema:
    """A BCP 47 tag."""
    return {"type": ["string", "boolean", "null"], "pattern": f"^{LANGUAGE.pattern}$"}


def date() -> Schema:
    """A date as outlines have it."""
    return {"type": ["string", "number"], "pattern": DATE}


# files


def schemas(workspace: Workspace | None) -> dict[str, Callable[[], Schema]]:
    """The schemas by name."""
    names = files.template_names(workspace)
    return {"seed": seed, "outline": lambda: outline(names), "template": lambda: template(names)}


def written(schema: Schema) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schemas(workspace: Workspace) -> list[str]:
    """Put all schemas into a workspace, over those that are there; their names. Raises Failure as the disk does."""
    made = {f"{FOLDER}/{name}.json": written(make()) for name, make in schemas(workspace).items()}
    put_in_place({workspace.place(name): text.encode() for name, text in made.items()})
    return list(made)


def modeline(kind: str) -> str:
    """The first line of a file in `seeds/` or `briefs/`, by which editors find its schema."""
    return f"# yaml-language-server: $schema=../{FOLDER}/{kind}.json\n"


SETTINGS = written(
    {
        "yaml.schemas": {
            f"./{FOLDER}/seed.json": ["seeds/*.yaml", "seeds/*.yml"],
            f"./{FOLDER}/outline.json": ["briefs/*.yaml", "briefs/*.yml"],
            f"./{FOLDER}/template.json": ["templates/*/template.yaml"],
        }
    }
)
EXTENSIONS = written({"recommendations": ["redhat.vscode-yaml"]})
EDITOR_FILES = {".vscode/settings.json": SETTINGS, ".vscode/extensions.json": EXTENSIONS}


def set_up_editors(workspace: Workspace) -> list[tuple[str, bool]]:
    """Schemas and settings that are not there yet; each file's name and whether it was written."""
    made = {f"{FOLDER}/{name}.json": written(make()) for name, make in schemas(workspace).items()} | EDITOR_FILES
    return [(name, new_file(workspace.place(name), text)) for name, text in made.items()]
