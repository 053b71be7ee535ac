"""The door to the user's cache.

Takes the environment; gives a folder. Invariant: whatever lies there can be deleted at any time, and is believed only
where files bear it out. Imports next to nothing: a run that has nothing to do must end before anything is loaded.
"""

from __future__ import annotations

import os


def folder() -> str | None:
    """`$XDG_CACHE_HOME/briefwright`, or where this system keeps such things; None for somebody without a home."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = given if given.startswith("/") else os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.cache")
    return f"{base}/briefwright" if os.path.isabs(base) else None
