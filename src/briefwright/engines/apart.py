"""The door to work that may not end: a process of its own, run as `python -m briefwright.engines.apart`.

Takes a function of ours and what it is given; gives what it gives. Invariant: files that strangers made are read there;
a reader that hangs, takes too much memory or crashes ends alone, and what comes back are values of our own classes.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from briefwright.engines.process import end_with_parent
from briefwright.model.failure import Failure
from briefwright.model.limits import APART_MEMORY, APART_SECONDS

Result = TypeVar("Result")
BUILT_IN = frozenset(["ValueError", "frozenset", "set", "bytearray", "complex", "slice", "range"])
KILLED = 9
ENDED = 97
"""Exit code of a process that ran out of memory."""


class Stopped(ValueError):
    """The work was stopped, or stopped by itself; the message says why."""


class _Ours(pickle.Unpickler):
    """Reads what the process answers: values of our own, and no other program's functions."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of briefwright, or a harmless one of Python's."""
        if module.startswith("briefwright.") or (module == "builtins" and name in BUILT_IN):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def apart(work: Callable[..., Result], *given: object, seconds: float | None = None) -> Result:
    """What `work` gives, a function at the top of a module of ours, in a process of its own. Raises ValueError and
    Failure as it does, Stopped when it takes longer than `seconds` or more memory than it may, or crashes."""
    command = [sys.executable, "-m", "briefwright.engines.apart"]
    limit = APART_SECONDS if seconds is None else seconds
    environment = {**os.environ, "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps((work, given)),
            capture_output=True,
            timeout=limit,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise Stopped(f"reading it takes longer than {limit:g} seconds") from None
    except OSError as error:
        raise Failure(f"a process cannot be started: {error.strerror}", "close other programs") from None
    if os.environ.get("BRIEFWRIGHT_DEBUG"):
        sys.stderr.write(done.stderr.decode(errors="replace"))
    if done.returncode in (ENDED, -KILLED) or b"MemoryError" in done.stderr[-2000:]:
        raise Stopped("reading it takes more memory than any brief")
    try:
        kind, answer = _Ours(BytesIO(done.stdout)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, IndexError, TypeError, ImportError):
        raise Stopped("its reader failed on it") from None
    if kind == "value":
        return answer  # type: ignore[no-any-return]
    raise answer if isinstance(answer, ValueError | Failure) else Stopped("its reader failed on it")


def main() -> None:
    """Do the one piece of work."""
    end_with_parent()
    _bound()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library says of its own accord is no answer
    work, given = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from the process that started this one
    try:
        answer = ("value", work(*given))
    except MemoryError:
        os._exit(ENDED)
    except Failure as failure:
        answer = ("fault", failure)
    except (ValueError, RecursionError, OverflowError) as error:
        answer = ("fault", ValueError(str(error) or "it is nested too deep"))
    pickle.dump(answer, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (APART_MEMORY, APART_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
