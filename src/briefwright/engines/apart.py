"""The door to work that may not end: files that strangers made are read in a worker of their own.

Takes a function of ours and what it is given; gives what it gives. Invariant: a reader that hangs, takes too much
memory or crashes ends alone, and what becomes of it is a fault of the file and not of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from briefwright.engines.workers import Bounds, Workers
from briefwright.model import limits
from briefwright.model.failure import Failure

Result = TypeVar("Result")


class Stopped(ValueError):
    """The work was stopped, or stopped by itself; the message says why."""


def apart(work: Callable[..., Result], *given: object, seconds: float | None = None) -> Result:
    """What `work` gives, a function at the top of a module of ours, in a process of its own. Raises ValueError and
    Failure as it does, Stopped when it takes longer than `seconds` or more memory than it may, or crashes."""
    bounds = Bounds(limits.APART_SECONDS if seconds is None else seconds, limits.APART_MEMORY)
    with Workers(_attempt, bounds=bounds) as workers:
        outcome = workers.one(work, given)
    if isinstance(outcome, Failure):
        raise Stopped(f"reading it {outcome.message}" if outcome.message.startswith("took") else outcome.message)
    value, fault = outcome
    if fault is not None:
        raise fault
    return value  # type: ignore[no-any-return]


def _attempt(work: Callable[..., Any], given: tuple[Any, ...]) -> tuple[Any, ValueError | Failure | None]:
    try:
        return work(*given), None
    except Failure as failure:
        return None, failure
    except (ValueError, RecursionError, OverflowError) as error:
        return None, ValueError(str(error) or "it is nested too deep")
