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
    for source in library.sources.values():
        if source.id not in cited:
            told = f"no brief uses the source `{source.id}`"
            yield Diagnostic("unused-source", told, source.span, help="cite it, or move the file elsewhere")
