"""Arguments in, exit code out.

Takes the command line; gives an exit code: 0 all well, 1 faults in the workspace or the file, 2 the command was wrong,
3 a program or library is missing or failed. Results go to standard output, diagnostics to standard error.
Invariant: no traceback reaches a user; a build with nothing to do ends before anything is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from briefwright.engines import made


def main(arguments: Sequence[str] | None = None, loaded: Callable[[], object] = lambda: None) -> int:
    """Run a command; the exit code. `loaded` is called when the program is there."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "build" in given and (said := made.remembered_run(made.key_of(given))) is not None:
        try:
            sys.stdout.write(said)
            sys.stdout.flush()
        except (OSError, UnicodeError):
            pass  # the whole program knows what to do with such a terminal
        else:
            return 0
    from briefwright.cli.program import run

    loaded()
    return run(given)
