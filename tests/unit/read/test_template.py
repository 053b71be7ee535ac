"""Settings of templates, alone and on top of each other."""

from __future__ import annotations

import pytest

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.scale import ICD_203, PHIA, Scale, Term
from briefwright.model.span import TextFile
from briefwright.model.template import Template
from briefwright.read.template import Layer, contrast, read_extends, read_template


def _read(*settings: str) -> tuple[Template | None, tuple[Diagnostic, ...]]:
    layers = [
        Layer(
            TextFile(f"templates/t{n}/template.yaml", text), "layout" if n == 0 else "", f"css {n}", b"%d" % n, f"t{n}"
        )
        for n, text in enumerate(settings)
    ]
    return read_template("t", layers)


def test_one_template_builds_on_another() -> None:
    """The last has its way with settings; style sheets follow each other; its own reference.docx, or none."""
    made, faults = _read("{publisher: A, paper: A4, logo: a.svg}", "{extends: t0, publisher: B, text: large}")
    assert faults == ()
    assert made
    assert (made.publisher, made.paper, made.logo, made.layout) == ("B", "A4", "a.svg", "layout")
    assert made.css == "css 0\ncss 1"
    assert (made.styles, made.folder) == (b"1", "t0")
    assert made.scale_of_text == pytest.approx(16 / 10.25)


def test_the_base_is_read_from_the_settings() -> None:
    """Its name with its place; nothing where there is none, or where the settings cannot be read."""
    text = read_extends(TextFile("t.yaml", "paper: A4\nextends: policy-brief\n"))
    assert text
    assert (text.value, text.span().line) == ("policy-brief", 2)
    assert read_extends(TextFile("t.yaml", "paper: A4\n")) is None
    assert read_extends(TextFile("t.yaml", "[")) is None


@pytest.mark.parametrize(
    ("settings", "code", "told"),
    [
        ("paper: A3", "wrong-type", "`paper` cannot be `A3`"),
        ("text: huge", "wrong-type", "`text` cannot be `huge`"),
        ("cover: maybe", "wrong-type", "`cover` cannot be `maybe`"),
        ("colours: {accent: red}", "wrong-type", "`red` is no colour"),
        ("colours: {accent: '#7fb0c0'}", "low-contrast", "`accent` on white has a contrast of 2.4 to 1"),
        ("colours: {tint: '#8a9a9f'}", "low-contrast", "`accent` on the tint has a contrast of 3.3 to 1"),
        ("parts: [body, body]", "duplicate-key", "the part `body` stands twice"),
        ("parts: [summary]", "missing-key", "`parts` has no `body`"),
        ("parts: [body, index]", "unknown-key", "there is no part `index`"),
        ("likelihood: ICD", "wrong-type", "`likelihood` cannot be `ICD`"),
        ("likelihood: [{word: so, from: x}]", "wrong-type", "`x` is no per cent"),
        ("likelihood: [{from: 5, to: 10}]", "missing-key", "a likelihood has no `word`"),
        ("font: Arial", "unknown-key", "a template has no key `font`"),
    ],
)
def test_settings_that_are_wrong(settings: str, code: str, told: str) -> None:
    """Each with its code."""
    _, faults = _read(settings)
    assert (faults[0].code, faults[0].message) == (code, told)


def test_a_line_switches_the_scale() -> None:
    """A standard by its name, or words of one's own; ICD 203 where nothing is said."""
    for settings, scale in (("{}", ICD_203), ("likelihood: PHIA", PHIA)):
        made, faults = _read(settings)
        assert faults == ()
        assert made
        assert made.scale is scale
    made, _ = _read("likelihood: [{word: maybe, from: 20, to: 62.5}, surely]")
    assert made
    assert made.scale == Scale("", (Term(("maybe",), 20, 62.5), Term(("surely",))))


def test_a_template_without_a_layout_is_told() -> None:
    """Neither its own nor one that it builds on."""
    _, (fault,) = read_template("t", [Layer(TextFile("t.yaml", "paper: A4\n"), "", "", "", "t")])
    assert fault.code == "missing-file"


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21 to 1; #767676 is the lightest grey of level AA."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
