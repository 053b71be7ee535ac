"""The command line's first page: every command in its group, on one screen of 24 lines and 80 columns.

Takes a parser's commands; gives the text of `briefwright --help`. Invariant: a command is shown whatever its group, one
that no group names stands last.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

GROUPS = {
    "briefs": ("new", "build", "check", "verify", "watch", "serve"),
    "passages": ("find", "show", "add"),
    "workspace": ("init", "new-template"),
    "help": ("explain", "doctor", "lsp", "schema", "completion"),
}
USAGE = "briefwright [-C DIR] [--format FORM] COMMAND …"
OPTIONS = (
    ("-C DIR", "the workspace (default: the nearest folder upwards)"),
    ("--format FORM", "how faults are shown: full, short, json or github"),
    ("COMMAND -h", "what a command takes; also: briefwright help COMMAND"),
)
HEAD, NAME = 11, 14
"""Columns of a group's name and of a command's."""


class TopParser(argparse.ArgumentParser):
    """The parser of the whole command line; `about` gets each command's line of description."""

    def __init__(self, parents: list[argparse.ArgumentParser]) -> None:
        super().__init__(
            prog="briefwright",
            parents=parents,
            usage=USAGE,
            description="Compile policy briefs whose every quotation is proved.",
        )
        self.about: dict[str, str] = {}

    def format_help(self) -> str:
        """One screen."""
        options = (f"{name:<{HEAD + NAME}}{what}" for name, what in OPTIONS)
        return "\n".join([f"usage: {self.usage}", "", *_commands(self.about), "", *options]) + "\n"


def _commands(about: Mapping[str, str]) -> Iterator[str]:
    named = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "more": tuple(name for name in about if name not in named)}
    for group, names in groups.items():
        for at, name in enumerate(each for each in names if each in about):
            yield f"{'' if at else group:<{HEAD}}{name:<{NAME}}{about[name]}"
