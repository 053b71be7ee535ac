"""The door to the system's news of changed files.

Takes folders; gives a tick whenever something in them was written, and now and then without news. Invariant: it says
that there may be news, never what: who waits looks at the files that matter. A burst of saves is one tick.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Event

QUIET, PATIENCE = 25, 400
"""Milliseconds without news that end a burst, and the longest that one is waited for."""
LOOK = 500
"""Milliseconds after which there is a tick without news: some disks tell none, and a stop is to be seen."""


def ticks(folders: Collection[Path], stop: Event) -> Iterator[None]:
    """A tick at once, and one for each burst of changes in folders and below; ends when `stop` is set.

    Raises KeyboardInterrupt when the user ends it.
    """
    from watchfiles import watch

    yield
    news = watch(
        *folders,
        watch_filter=None,
        debounce=PATIENCE,
        step=QUIET,
        stop_event=stop,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        recursive=True,
        ignore_permission_denied=True,
    )
    for _ in news:
        yield
