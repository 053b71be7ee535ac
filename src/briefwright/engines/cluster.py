"""The door to Dask: work done on other machines (https://distributed.dask.org).

Takes a scheduler's address, a function and what it is called with; gives what it returns, or a `Failure`. Invariant: a
machine that is lost loses nothing, for the scheduler gives its tasks to another; Dask is loaded only when it is named.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

from briefwright.model.failure import Failure, unexpected

Result = TypeVar("Result")
HELP = "install it: pip install 'briefwright[cluster]'"
PATIENCE = 10
"""Seconds in which a scheduler must answer."""


def spread(
    address: str,
    work: Callable[..., Result | Failure],
    tasks: Mapping[str, Sequence[Any]],
    begin: Callable[[str], None] = lambda _name: None,
    end: Callable[[str], None] = lambda _name: None,
) -> Iterator[tuple[str, Result | Failure]]:
    """What the work makes of each task, in the order given. `begin` and `end` are told when a task is handed in and
    when it ends, whatever the order.

    Raises Failure when there is no scheduler, or its workers do not have what this machine has.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise Failure("Dask is missing", HELP) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    client = _client(address, Client)
    with client:
        _same_everywhere(client)
        waiting = {}
        for name, given in tasks.items():
            begin(name)
            waiting[client.submit(work, *given, pure=False, key=f"briefwright-{name}-{id(given)}")] = name
        made: dict[str, Result | Failure] = {}
        finished = as_completed(waiting)  # type: ignore[no-untyped-call]
        for turn in tasks:
            while turn not in made:
                future = next(finished)
                name = waiting.pop(future)
                made[name] = _outcome(future)
                future.release()
                end(name)
            yield turn, made.pop(turn)


def _client(address: str, make: Any) -> Any:
    """A client of the scheduler. Raises Failure when none answers."""
    try:
        where = urlsplit(address)
        socket.create_connection((where.hostname or "", where.port or 0), PATIENCE).close()
        return make(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        sys.unraisablehook = lambda _: None  # a client that was never whole complains when it is collected
        told = f"no scheduler answers at {address[:80]} ({type(error).__name__})"
        raise Failure(told, "start one: dask scheduler, and on each machine: dask worker ADDRESS") from None


def _outcome(future: Any) -> Any:
    from distributed import KilledWorker

    try:
        return future.result()
    except Failure as failure:
        return failure
    except KilledWorker:
        told = "each machine that it was given to was lost"
        return Failure(told, "look at the workers' memory; it may need more than they have")
    except Exception as error:
        return unexpected(error)


def _same_everywhere(client: Any) -> None:
    """The same bytes come from the same programs only."""
    here = versions()
    told = client.run(versions)
    if not told:
        raise Failure("the scheduler has no workers", "start them: dask worker ADDRESS")
    for machine, there in told.items():
        if there != here:
            differ = ", ".join(
                f"{name} {there.get(name)} for {here[name]}" for name in here if there.get(name) != here[name]
            )
            raise Failure(f"the worker {machine} has {differ}", "install the same versions on every machine")


def versions() -> dict[str, str]:
    """What the bytes of a finished file depend on."""
    from importlib.metadata import PackageNotFoundError, version

    names = ("briefwright", "weasyprint", "pypandoc_binary", "pikepdf", "fonttools", "vl-convert-python", "pydyf")
    found = {"python": ".".join(map(str, sys.version_info[:2]))}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found
