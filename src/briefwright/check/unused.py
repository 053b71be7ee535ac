"""`unused-source`: a source that no brief uses. Told only under `check --strict`.

Fails: `seeds/old-report.yaml`, cited nowhere.
Passes: every file in `seeds/` is cited by a brief.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.library import Library


def check(library: Library, used: Iterable[str]) -> Iterator[Diagnostic]:
    """Warn of sources that are not among `used`."""
    cited = set(used)
    for name in library.sources:
        if name not in cited:
            told = f"no brief uses the source `{name}`"
            yield Diagnostic("unused-source", told, library.place(name), help="cite it, or move the file elsewhere")
