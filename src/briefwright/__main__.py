"""`python -m briefwright`, and the command `briefwright`.

Takes nothing; ends the process with an exit code. Invariant: an interrupt that comes while the compiler is being loaded
ends it without a word; once it is loaded `cli` decides.
"""

import os
import signal
import sys


def run() -> int:
    """Load the command line, and run it; the exit code."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from briefwright.cli import main

    return main(loaded=lambda: signal.signal(signal.SIGINT, before))


if __name__ == "__main__":
    sys.exit(run())
