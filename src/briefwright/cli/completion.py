"""`completion`: what a shell needs to complete commands, options and names.

Takes a shell's name; gives a script for it, made from the parser itself by shtab. Invariant: what a word completes to
follows from its place holder (BRIEF, FILE, DIR, CODE), so that a new command has completion from the beginning.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from briefwright.cli.shared import OK, NewCommand

SHELLS = {
    "bash": "eval \"$(briefwright completion bash)\" in ~/.bashrc",
    "zsh": 'briefwright completion zsh > "${fpath[1]}/_briefwright"',
    "fish": "briefwright completion fish > ~/.config/fish/completions/briefwright.fish",
}  # fmt: skip
BRIEFS = "ls briefs 2>/dev/null | sed -n -e s/.yaml//p -e s/.yml//p"
"""Shell for the names of briefs, in a workspace's own folder; the same in all shells."""


def add(command: NewCommand) -> None:
    """The command."""
    completion = command("completion", run_completion, "print completion for bash, zsh or fish")
    completion.add_argument("shell", choices=tuple(SHELLS), metavar="SHELL", help="; ".join(SHELLS.values()))


def run_completion(options: argparse.Namespace) -> int:
    """The script."""
    import shtab

    from briefwright.cli.program import parser

    top = parser()
    known = {"BRIEF": shtab.cmd(BRIEFS), "CODE": shtab.cmd("briefwright explain"), "FILE": shtab.FILE, "DIR": shtab.DIR}
    for action in _actions(top):
        if action.metavar in known:
            action.complete = known[str(action.metavar)]  # type: ignore[attr-defined]
    print(shtab.complete(top, options.shell), end="")
    return OK


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument, of the commands too."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from _actions(inner)
