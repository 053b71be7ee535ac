"""The schemas for editors: what the compiler takes they take, and a wrong key they refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.support import workspace

from briefwright.desk import schema
from briefwright.engines.files import built_in_templates, template_names
from briefwright.model.span import TextFile
from briefwright.read import csl, keys
from briefwright.read.outline import _Reader
from briefwright.read.template import COLOURS
from briefwright.read.yaml import Mapping, Node, Scalar, read_yaml

ROOT = Path(__file__).resolve().parents[3]
TESTS = ROOT / "tests"
SCHEMAS = {name: make() for name, make in schema.schemas(None).items()}
KINDS = {"seeds": "seed", "sources": "seed", "briefs": "outline", "outlines": "outline"}
WRONG_KEYS = {"unknown-key", "missing-key", "invalid-id"}
"""Codes of what a schema must refuse."""
WRONG_VALUES = {"wrong-type", "invalid-date", "empty-passage", "missing-alt-text", "invalid-chart", "unknown-template"}
"""Codes of what it may refuse."""
OURS = [*(ROOT / "seeds").glob("*.yaml"), *(ROOT / "briefs").glob("*.yaml"), *(TESTS / "cases").rglob("*.yaml")]


def _readable(path: Path) -> bool:
    """Whether a file is YAML with keys, for us as for an editor."""
    node, faults = read_yaml(TextFile("x.yaml", path.read_text(encoding="utf-8")))
    return not faults and isinstance(node, Mapping)


FOUND = (path for path in (TESTS / "diagnostics").rglob("*.yaml") if path.parent.name in KINDS)
CASES = sorted(path for path in FOUND if _readable(path))


def plain(node: Node | None) -> Any:
    """Nodes as an editor's YAML 1.2 has them (core schema)."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if not isinstance(node, Scalar):
        return [plain(item) for item in node.items] if node else None
    words = node.text.value
    if not node.plain:
        return words
    if node.empty:
        return None
    if words in ("true", "false"):
        return words == "true"
    if re.fullmatch(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?", words):
        return float(words) if set(words) & set(".eE") else int(words)
    return words


def errors(kind: str, text: str) -> list[str]:
    """What an editor would underline."""
    node, faults = read_yaml(TextFile("x.yaml", text))
    assert not faults
    found = jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(plain(node))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schemas_are_schemas(kind: str) -> None:
    """Of draft 7."""
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_of_the_repository_is_valid(path: Path) -> None:
    """Nothing that builds is underlined."""
    assert errors(KINDS[path.parent.name], path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", template_names(None))
def test_every_template_is_valid(name: str) -> None:
    """The built-in ones."""
    assert errors("template", (built_in_templates() / name / "template.yaml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(TESTS / "diagnostics").as_posix())
def test_the_cases_of_diagnostics(path: Path) -> None:
    """A file with a wrong or a missing key is refused, one whose only faults are in its words is taken."""
    text = path.read_text(encoding="utf-8")
    found = errors(KINDS[path.parent.name], text)
    told = set(re.findall(r"# error\[([a-z-]+)\] \d", text))
    if told & WRONG_KEYS:
        assert found
    elif not told & WRONG_VALUES:
        assert found == []


def test_schema_and_readers_have_the_same_keys() -> None:
    """A key that a reader takes has a type and words; `group` refuses a table with another set."""
    reader = _Reader("x", TextFile("x", ""), lambda name: TextFile("x", ""), [])
    assert reader.blocks.keys() == keys.BLOCKS.keys()
    assert keys.COLOUR.keys() == COLOURS.keys()
    assert SCHEMAS["outline"]["properties"].keys() == keys.OUTLINE.keys()
    assert SCHEMAS["template"]["properties"].keys() == keys.TEMPLATE.keys()
    assert tuple(SCHEMAS["seed"]["properties"]["source"]["properties"]) == csl.VARIABLES
    with pytest.raises(ValueError, match="differ"):
        schema.group({"one": ""}, {"two": {}})


def test_every_key_of_ours_explains_itself() -> None:
    """Hovering shows a sentence."""

    def bare(value: Any, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [each for item in value for each in bare(item, where)] if isinstance(value, list) else []
        found = []
        for key, inner in value.get("properties", {}).items():
            if "description" not in inner and key not in (*csl.LOCATORS, *csl.NAME_PARTS, *csl.DATE_PARTS):
                found.append(f"{where}/{key}")
        return found + [each for key, inner in value.items() for each in bare(inner, f"{where}/{key}")]

    assert [each for name, made in SCHEMAS.items() for each in bare(made, name)] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("seed", "source: {type: raport, title: x}\npassages: {}"),
        ("seed", "source: {type: report, title: x}\npassages: {p1: {text: a, locator: {pge: 1}}}"),
        ("seed", "source: {type: report, title: x}\npassages: {p1: {text: a, voices: [{says: a}]}}"),
        ("seed", "source: {type: report, title: x}\nevidence: {reliability: G}\npassages: {}"),
        ("seed", "source: {type: report, title: x}\npassages: {P 1: a}"),
        ("outline", "title: x\nsections: []"),
        ("outline", "title: x\ndate: soon\nsections: [{heading: a, body: b}]"),
        ("outline", "title: x\nhandling: TLP:BLUE\nsections: [{heading: a, body: b}]"),
        ("outline", "title: x\nscale: ICD\nsections: [{heading: a, body: b}]"),
        ("outline", "title: x\nsections: [{heading: a, body: [{figure: {file: a.png}}]}]"),
        ("outline", "title: x\nsections: [{heading: a, body: [{box: {heading: a, boddy: b}}]}]"),
        ("outline", "title: x\nsections: [{heading: a, sections: [{heading: b, body: c, sections: []}]}]"),
        ("template", "paper: A5"),
        ("template", "parts: [body, bodies]"),
        ("template", "colours: {accent: red}"),
    ],
)
def test_what_the_readers_refuse_is_refused(kind: str, text: str) -> None:
    """Values of a closed list, and groups, at any depth."""
    assert errors(kind, text)


def test_names_of_the_workspace_are_offered(tmp_path: Path) -> None:
    """Its own templates, and every type of CSL."""
    own = workspace(tmp_path, {"templates/ministry/template.yaml": "extends: memo\n"})
    schema.write_schemas(own)
    made = json.loads((tmp_path / schema.FOLDER / "outline.json").read_text(encoding="utf-8"))
    assert "ministry" in json.dumps(made["properties"]["template"])
    seed = json.loads((tmp_path / schema.FOLDER / "seed.json").read_text(encoding="utf-8"))
    assert seed["properties"]["source"]["properties"]["type"]["enum"] == list(csl.TYPES)
