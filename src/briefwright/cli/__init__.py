"""Arguments in, exit code out.

Takes the command line; gives an exit code: 0 all well, 1 faults in the workspace or the file, 2 the command was wrong,
3 a program or library is missing or failed. Results go to standard output, diagnostics to standard error.
Invariant: no traceback reaches a user; nothing is decided here that the pipeline could decide.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from briefwright import pipeline
from briefwright.cli import add, desk, lsp, make
from briefwright.cli.shared import FAILED, OK, WRONG, NoWorkspace, Run, Wrong, no_workspace, tell_failure
from briefwright.engines.process import collect_less
from briefwright.model.failure import Failure
from briefwright.report.render import FORMATS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    collect_less()
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except NoWorkspace:
        return no_workspace(options)
    except Wrong as wrong:
        print(f"briefwright: {wrong}", file=sys.stderr)
        return WRONG
    except Failure as failure:
        tell_failure(failure)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("briefwright: stopped", file=sys.stderr)
        return 130
    except Exception as error:  # a user is never shown a traceback; BRIEFWRIGHT_DEBUG is for us
        if os.environ.get("BRIEFWRIGHT_DEBUG"):
            raise
        tell_failure(pipeline.unexpected(error))
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
    top = argparse.ArgumentParser(
        prog="briefwright", parents=[shared], description="Compile policy briefs whose every quotation is proved."
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Run, about: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=about, description=about[0].upper() + about[1:] + ".", parents=[shared, *parents]
        )
        made.set_defaults(run=run)
        return made

    for room in (make, add, desk, lsp):
        room.add(command)
    return top
