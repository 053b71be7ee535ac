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
from briefwright.cli import add, completion, desk, find, lsp, make, serve, start
from briefwright.cli.layout import TopParser
from briefwright.cli.shared import FAILED, OK, WRONG, NoWorkspace, Run, Wrong, no_workspace, tell_failure
from briefwright.engines.process import collect_less
from briefwright.model.characters import harmless
from briefwright.model.failure import Failure
from briefwright.report.render import FORMATS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    collect_less()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    options = parser().parse_args(given)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except NoWorkspace:
        return no_workspace(options)
    except Wrong as wrong:
        print(f"briefwright: {harmless(str(wrong))}", file=sys.stderr)
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
