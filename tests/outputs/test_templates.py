"""Style sheets that spoil a quotation, and style sheets that only change its looks.

Each rule is added to the policy brief's own style sheet in a template of the workspace. A rule that hides, moves, cuts
or overwrites quoted words must stop the build by name; one that only looks different must pass.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import built, codes

ROOT = Path(__file__).resolve().parents[2]
SEED = """\
source: {type: report, title: Harbour report, issued: 2026-01-09, language: en}
passages:
  p1: Ships wait outside the harbour until the tide has turned, and no master is asked twice to move his vessel.
  p2: The harbour office counts each hull at the mole and writes its name, its flag and its draught into a book.
"""
OUTLINE = """\
title: Tides
language: en-GB
template: house
sections:
  - heading: Waiting
    body:
      - The report says that "ships wait outside the harbour until the tide has turned" [@harbour#p1], and goes on.
      - quote: harbour#p2
      - table: {columns: [What, Words], rows: [[Moving, '"no master is asked twice to move his vessel" [@harbour#p1]']]}
"""
SPOILT = {
    "hidden": (".quotation { visibility: hidden }", "lost-quotation"),
    "not displayed": (".quotation { display: none }", "lost-quotation"),
    "transparent": (".quotation { opacity: 0 }", "lost-quotation"),
    "nearly transparent": (".quotation { opacity: .04 }", "lost-quotation"),
    "transparent colour": (".quotation { color: transparent }", "lost-quotation"),
    "white on white": (".quotation { color: #fff }", "lost-quotation"),
    "grey on white": (".quotation { color: #eee }", "lost-quotation"),
    "white as its background": (".quotation { color: #eef3f4; background: #eef3f4 }", "lost-quotation"),
    "tiny": (".quotation { font-size: 1pt }", "lost-quotation"),
    "no size": (".quotation { font-size: 0 }", "lost-quotation"),
    "scaled to nothing": ("blockquote { transform: scale(.02) }", "lost-quotation"),
    "mirrored": ("blockquote { transform: scaleX(-1) }", "lost-quotation"),
    "upside down": ("blockquote { transform: rotate(180deg) }", "lost-quotation"),
    "turned": ("blockquote { transform: rotate(30deg) }", "lost-quotation"),
    "squeezed": ("blockquote { transform: scaleX(.3) }", "lost-quotation"),
    "moved off the page": ("blockquote { position: relative; left: -900pt }", "lost-quotation"),
    "indented off the page": ("blockquote p { text-indent: -900pt }", "lost-quotation"),
    "moved by a transform": ("blockquote { transform: translateX(2000pt) }", "lost-quotation"),
    "running off the page": ("blockquote p { white-space: nowrap; font-size: 24pt; overflow-wrap: normal }",
                             "lost-quotation"),
    "cut off": ("blockquote { height: 6pt; overflow: hidden }", "lost-quotation"),
    "cut in half": ("blockquote { height: 20pt; overflow: hidden }", "lost-quotation"),
    "cut off with dots": ("blockquote p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }",
                          "lost-quotation"),
    "two lines and no more": ("blockquote p { overflow: hidden; max-lines: 1; block-ellipsis: auto; width: 40pt }",
                              "lost-quotation"),
    "clipped": ("blockquote { position: absolute; clip: rect(0, 40pt, 9pt, 0) }", "lost-note"),
    "printed over itself": (".quotation { letter-spacing: -.5em }", "lost-quotation"),
    "lines over lines": ("blockquote p { line-height: .1 }", "lost-quotation"),
    "printed over": ("blockquote { margin-bottom: -40pt; height: 10pt }", "lost-quotation"),
    "painted over": ("blockquote { position: relative } blockquote p:last-child { position: static }"
                     " .section::after { content: ''; position: absolute; top: 0; left: 0; width: 600pt; height: 800pt;"
                     " background: #fff }", "lost-quotation"),
    "painted over in a colour": ("main::after { content: ''; position: absolute; top: 0; left: -30pt; width: 600pt;"
                                 " height: 800pt; background: #0f4c5c }", "lost-quotation"),
    "in capitals": (".quotation { text-transform: uppercase }", "lost-quotation"),
    "words put in": (".quotation::before { content: 'never ' }", "lost-quotation"),
    "words put behind": (".quotation::after { content: ' never' }", "lost-quotation"),
    "backwards": (".quotation { direction: rtl; unicode-bidi: bidi-override }", "lost-quotation"),
    "notes hidden": (".footnote { visibility: hidden }", "lost-note"),
    "notes white": (".footnote { color: #fff }", "lost-note"),
    "notes tiny": (".footnote { font-size: 2pt }", "lost-note"),
    "notes without numbers": ("::footnote-marker { content: none }", "lost-note"),
    "notes with signs": ("::footnote-marker { content: '* ' }", "lost-note"),
    "calls without numbers": ("::footnote-call { content: '*' }", "lost-note"),
    "calls white": ("::footnote-call { color: #fff }", "lost-note"),
    "calls not displayed": ("::footnote-call { content: none }", "lost-note"),
    "notes not displayed": (".footnote { display: none }", "lost-note"),
    "notes cut off": ("@page { @footnote { max-height: 4pt; overflow: hidden } }", "lost-note"),
    "headings hidden": ("h2 { visibility: hidden }", "lost-heading"),
    "headings white": ("h2 { color: #fff }", "lost-heading"),
    "headings not displayed": ("h2 { display: none }", "lost-heading"),
    "title moved away": ("h1 { position: relative; top: -500pt }", "lost-heading"),
}  # fmt: skip
HARMLESS = {
    "as it is": "",
    "another family": ".quotation { font-family: 'Source Sans Pro' }",
    "bold": ".quotation { font-weight: 600 }",
    "italic": ".quotation { font-style: italic }",
    "wide": ".quotation { letter-spacing: .1em; word-spacing: .3em }",
    "tight": ".quotation { letter-spacing: -.02em }",
    "white on a dark ground": ".quotation, .quotation ::footnote-call { color: #fff; background: #0f4c5c }",
    "on a tint": "blockquote { background: #eef3f4; padding: 6pt; border: 2pt solid #0f4c5c }",
    "quiet grey": ".quotation { color: #767676 }",
    "large": "html { font-size: 16pt; line-height: 22pt }",
    "small": "html { font-size: 7pt; line-height: 9pt }",
    "small capitals": "h2 { font-variant: small-caps }",
    "headings in capitals": "h2 { text-transform: uppercase; letter-spacing: .05em }",
    "headings numbered": "h2::before { content: '1 ' }",
    "two columns": "main { columns: 2 } .part { padding: 0 } .sources > h2 { float: none; width: auto }"
                   " h2, .sources > h2, .section > table { margin: 0; width: 100% }",
    "justified": "p { text-align: justify }",
    "centred": "blockquote { text-align: center }",
    "to the right": "blockquote { text-align: right }",
    "floated": "blockquote { float: right; width: 50% }",
    "moved a little": "blockquote { position: relative; left: -20pt; top: 3pt }",
    "in a frame that clips": ".part { overflow: hidden } .section > table, h2 { margin-left: 0; width: 100% }",
    "half transparent": ".quotation { opacity: .7 }",
    "underlined": ".quotation { text-decoration: underline }",
    "raised": ".quotation { vertical-align: 2pt }",
    "a narrow page": "@page { size: A5; margin: 14mm }",
    "a wide page": "@page { size: A4 landscape }",
    "broken over pages": "@page { size: 148mm 70mm; margin: 14mm 8mm 8mm; @top-left { content: none } }",
    "footnotes in the other family": ".footnote { font-family: 'Source Sans Pro' }",
    "footnotes in a box": "@page { @footnote { background: #eef3f4 } }",
    "figures of the old style": "html { font-variant-numeric: oldstyle-nums }",
    "ligatures": "html { font-variant-ligatures: common-ligatures discretionary-ligatures }",
    "without kerning": "html { font-kerning: none }",
    "hung first line": "blockquote p { text-indent: 12pt }",
    "nothing of ours but the words": "* { border: 0; background: none; margin-left: 0 }",
}  # fmt: skip


def _built(root: Path, rule: str) -> list[str]:
    """The codes of a build in which `rule` ends the style sheet."""
    base = ROOT / "templates" / "policy-brief"
    files: dict[str, str | bytes] = {f"templates/house/{p.name}": p.read_bytes() for p in base.iterdir() if p.is_file()}
    files["templates/house/style.css"] = (base / "style.css").read_text(encoding="utf-8") + rule
    files |= {"seeds/harbour.yaml": SEED, "briefs/b.yaml": OUTLINE}
    made = built(root, files, ("pdf",))
    assert bool(made.files) is not bool(made.faults)
    return codes(list(made.faults))


@pytest.mark.parametrize("name", SPOILT)
def test_a_style_sheet_that_spoils_words_stops_the_build(tmp_path: Path, name: str) -> None:
    """Nothing is put in place, and what was lost is named."""
    rule, code = SPOILT[name]
    assert code in _built(tmp_path, rule)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_style_sheet_that_only_looks_different_passes(tmp_path: Path, name: str) -> None:
    """No false alarm."""
    assert _built(tmp_path, HARMLESS[name]) == []
