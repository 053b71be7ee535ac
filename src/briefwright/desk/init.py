"""`init`: a new workspace with one source and one brief that build as they are, and what editors need to complete keys.

Takes a folder; writes files that are not there yet. Invariant: nothing that was there is changed.
"""

from __future__ import annotations

from pathlib import Path

from briefwright.desk.schema import modeline, set_up_editors
from briefwright.engines.files import Workspace
from briefwright.engines.writing import new_file

SEED = """\
# A source: one file, named for its ID. Its words are the document's own, to the character.
source:
  type: document
  title: Universal Declaration of Human Rights
  author: [{literal: United Nations General Assembly}]
  number: A/RES/217(III)
  issued: 1948-12-10
  language: en
evidence:
  descriptor: Resolution of the General Assembly.
passages:
  art-1:
    text: >-
      All human beings are born free and equal in dignity and rights. They are endowed with reason and
      conscience and should act towards one another in a spirit of brotherhood.
    locator: {article: 1}
  art-3:
    text: Everyone has the right to life, liberty and security of person.
    locator: {article: 3}
"""
BRIEF = """\
# A brief. Words in double marks must be words of the passage cited behind them; try changing one.
title: A first brief
subtitle: What a quotation looks like
authors: [Policy desk]
series: Policy brief
language: en-GB

key-points:
  - Every quotation is checked against its source before a page is made.

sections:
  - heading: In a sentence
    body:
      - |
        The declaration of 1948 begins with people: all are "born free and equal in dignity and rights"
        [@declaration#art-1]. It goes on to "life, liberty and security of person" [@declaration#art-3].
  - heading: As a block
    body:
      - quote: declaration#art-3
"""
IGNORE = "build/\n"
FILES = {
    "seeds/declaration.yaml": modeline("seed") + SEED,
    "briefs/first-brief.yaml": modeline("outline") + BRIEF,
    ".gitignore": IGNORE,
}


def init(folder: Path) -> list[tuple[str, bool]]:
    """Make a workspace; each file's name and whether it was written. Raises Failure when the disk refuses."""
    workspace = Workspace(folder)
    made = [(name, new_file(workspace.place(name), text)) for name, text in FILES.items()]
    return [*made, *set_up_editors(workspace)]
