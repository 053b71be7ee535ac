"""Briefs made on other machines.

Takes compiled briefs and a scheduler's address; gives finished files. Invariant: a brief travels with what it is made
from and nothing else: no seed, no other outline, no file that it does not name; what comes back has the bytes that this
machine would have made.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from briefwright import pipeline
from briefwright.desk.asking import Asking
from briefwright.desk.unchanged import read_inputs
from briefwright.engines import cluster
from briefwright.engines.files import Workspace
from briefwright.engines.workers import Workers
from briefwright.model.failure import Failure
from briefwright.pipeline import Built, Compiled


@dataclass(frozen=True)
class Parcel:
    """A compiled brief, and the files that it is yet to be made from, by their paths on the machine that sent it."""

    root: str
    compiled: Compiled
    formats: tuple[str, ...]
    files: dict[str, bytes]


def produce_all(
    address: str,
    workspace: Asking,
    ready: Iterable[Compiled],
    formats: Sequence[str],
    begin: Callable[[str], None] = lambda _name: None,
    end: Callable[[str], None] = lambda _name: None,
) -> Iterator[tuple[str, Built | Failure]]:
    """Make briefs on the machines of a scheduler, in the order given; a failure is that brief's alone. Raises
    Failure when the machines cannot be used."""
    parcels: dict[str, tuple[Parcel]] = {}
    for compiled in ready:
        try:
            files = read_inputs(workspace, compiled)
        except OSError as error:
            raise Failure(f"cannot read {error.filename}: {error.strerror}") from None
        parcels[compiled.name] = (Parcel(str(workspace.root), compiled, tuple(formats), files),)
    yield from cluster.spread(address, make_parcel, parcels, begin, end)


_makers: Workers[Built] | None = None
"""The process that makes briefs for one of Dask's, bounded in time and memory as at home."""


def make_parcel(parcel: Parcel) -> Built | Failure:
    """One brief, made where it came to: its files lie below a folder of its own, at the paths that they had."""
    global _makers
    if _makers is None:
        # Dask's workers are daemons, which may have no children as they could not end them; ours end by themselves.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        _makers = pipeline.makers()
    with TemporaryDirectory(prefix="briefwright-") as name:
        below = Path(name)

        def here(path: str) -> str:
            return str(below / Path(path).relative_to(Path(path).anchor))

        for path, content in parcel.files.items():
            place = Path(here(path))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        sent = parcel.compiled
        assert sent.template is not None
        assert sent.style is not None
        template = replace(sent.template, folder=here(sent.template.folder))
        Path(template.folder).mkdir(parents=True, exist_ok=True)
        root = Path(here(parcel.root))
        root.mkdir(parents=True, exist_ok=True)
        compiled = replace(sent, template=template, style=Path(here(str(sent.style))))
        return _makers.one(Workspace(root), compiled, parcel.formats)
