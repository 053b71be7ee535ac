"""`new`: an outline to begin with, of the parts that its template usually has.

Takes a name, a template and the library; gives the outline's text. Invariant: `check` has nothing to say to it, and the
passage that it quotes is one of the library's own, whole.
"""

from __future__ import annotations

from pathlib import Path

from briefwright.desk.schema import modeline
from briefwright.engines import files
from briefwright.engines.files import Workspace
from briefwright.model.source import Passage
from briefwright.model.template import Template
from briefwright.pipeline import Loaded
from briefwright.read.template import read_extends

USUAL_WORDS = 25
"""How long the quoted passage would best be."""

FRONT = """\
# Check it with `briefwright check {name}`, make it with `briefwright build {name}`.
title: {title}
subtitle: What a reader should know first
date: {date}
authors: [Your name]
language: en-GB
template: {template}
"""
MEMO = """\
to: Who decides
from: Your desk
"""
SUMMARY = """
summary: |
  The answer in three sentences: what is asked, what the sources say, what follows from it.
"""
POINTS = """
key-points:
  - The first point, in one sentence.
  - The second point.
"""
BODY = """
sections:
  - heading: The question
    body:
      - |
        Prose in Markdown. Words in double quotation marks are checked against the passage that is cited behind
        them; `briefwright find WORDS` finds passages, and `briefwright show ID` shows one.
"""
QUOTE = """\
      - quote: {key}
"""
CLAIM = """\
  - heading: What follows
    body:
      - A paragraph on what follows.
      # A judgement, with the passages for it; take the signs away to use it.
      # - claim: This is likely to go on.
      #   evidence: [{key}]
      #   likelihood: likely
      #   confidence: moderate
"""
RECOMMENDATIONS = """
recommendations:
  - Who should do what, by when.
"""
ANNEX = """
annexes:
  - heading: Method
    body: How the sources were chosen and read.
annex: evidence
"""


def new(workspace: Workspace, loaded: Loaded, name: str, template: Template, date: str) -> str:
    """The outline's text; `date` is an ISO date. Raises Failure when a template's files cannot be read."""
    example = _example(loaded)
    return _text(workspace, name, template, date, example.key if example else "")


def _example(loaded: Loaded) -> Passage | None:
    """A passage of about a sentence, in the brief's language where there is one, of a source without faults."""
    spoiled = {Path(fault.span.file).stem for fault in loaded.faults if fault.is_error}
    best: tuple[tuple[bool, int], Passage] | None = None
    for each in loaded.library.passages():
        rank = (not each.language.startswith("en"), abs(len(each.text.value.split()) - USUAL_WORDS))
        if each.source not in spoiled and (best is None or rank < best[0]):
            best = (rank, each)
            if rank == (False, 0):
                break  # a large library need not be read to its end
    return best[1] if best else None


def _text(workspace: Workspace, name: str, template: Template, date: str, key: str) -> str:
    title = name.replace("-", " ").capitalize()
    text = modeline("outline") + FRONT.format(name=name, title=_quoted(title), date=date, template=template.name)
    if "memo" in _chain(workspace, template.name):
        text += MEMO
    elif "summary" in template.parts and template.cover:
        text += SUMMARY
    body = BODY + (QUOTE.format(key=key) if key else "") + CLAIM.format(key=key or "source#p1")
    parts = {"key-points": POINTS, "body": body, "recommendations": RECOMMENDATIONS}
    text += "".join(words for part, words in parts.items() if part in template.parts)
    return text + (ANNEX if template.cover and key and "annex" in template.parts else "")


def _quoted(words: str) -> str:
    """Words that YAML could take for a number or a truth value, in marks."""
    return f"'{words}'" if words[0].isdigit() or words.lower() in ("null", "true", "false", "yes", "no") else words


def _chain(workspace: Workspace, name: str) -> list[str]:
    """A template and those that it builds on."""
    chain: list[str] = []
    while name and name not in chain and (found := files.template_files(workspace, name)):
        chain.append(name)
        base = read_extends(found.settings)
        name = base.value.strip() if base else ""
    return chain
