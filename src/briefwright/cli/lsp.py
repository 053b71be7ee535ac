"""`lsp`: the language server.

Takes messages on standard input; gives messages on standard output. Invariant: the server's libraries are loaded for
this command alone.
"""

from __future__ import annotations

import argparse

from briefwright.cli.shared import FAULTS, OK, NewCommand, workspace_of


def add(command: NewCommand) -> None:
    """The command."""
    command("lsp", run_lsp, "serve an editor as a language server")


def run_lsp(options: argparse.Namespace) -> int:
    """Serve until the editor ends the session; 1 where it went without taking its leave."""
    from briefwright.desk.lsp.server import serve

    only = workspace_of(options) if hasattr(options, "folder") else None
    return OK if serve(only) else FAULTS
