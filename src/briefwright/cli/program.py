"""Every command, and what ends one.

Takes the words of the command line; gives an exit code. Invariant: no traceback reaches a user; nothing is decided here
that the pipeline could decide.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper

from briefwright.cli import add, completion, desk, find, lsp, make, serve, start
from briefwright.cli.ending import flushed, open_streams, silence, stoppable
from briefwright.cli.layout import TopParser
from briefwright.cli.shared import FAILED, OK, WRONG, NoWorkspace, Run, Wrong, no_workspace, tell_failure
from briefwright.engines.process import collect_less
from briefwright.engines.writing import own_temporary_folder
from briefwright.model.failure import Failure, unexpected
from briefwright.report.render import FORMATS


def run(given: list[str]) -> int:
    """Run a command; the exit code."""
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    collect_less()
    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    try:
        with stoppable(), own_temporary_folder():
            return _run(given)
    except BrokenPipeError:
        silence(1, 2)
        return OK
    except KeyboardInterrupt as stopped:
        with suppress(OSError):
            print("briefwright: stopped", file=sys.stderr)
        return getattr(stopped, "code", 130)
    except OSError:  # standard error itself
        if os.environ.get("BRIEFWRIGHT_DEBUG"):
            raise
        silence(1, 2)
        return FAILED


def _run(given: list[str]) -> int:
    options = parser().parse_args(given)
    options.given = given
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return flushed(command(options))
    except NoWorkspace:
        return no_workspace(options)
    except Wrong as wrong:
        print(f"briefwright: {wrong}", file=sys.stderr)
        return WRONG
    except Failure as failure:
        tell_failure(failure)
        return FAILED
    except BrokenPipeError:
        raise
    except Exception as error:  # a user is never shown a traceback; BRIEFWRIGHT_DEBUG is for us
        if os.environ.get("BRIEFWRIGHT_DEBUG"):
            raise
        tell_failure(unexpected(error))
        return FAILED


def parser() -> argparse.ArgumentParser:
    """The command line."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "-C",
        dest="folder",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the workspace (default: the nearest folder upwards with seeds/ and briefs/)",
    )
    shared.add_argument(
        "--format", choices=FORMATS, default=argparse.SUPPRESS, help="how faults are shown (default: full)"
    )
    top = TopParser([shared])
    commands = top.add_subparsers(metavar="COMMAND", required=True, parser_class=argparse.ArgumentParser)

    def command(name: str, run: Run, about: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=about,
            description=about[0].upper() + about[1:] + ".",
            parents=[shared, *parents],
            prog=f"briefwright {name}",
        )
        top.about[name] = about
        made.set_defaults(run=run)
        return made

    for room in (make, serve, add, find, desk, start, lsp, completion):
        room.add(command)
    return top
