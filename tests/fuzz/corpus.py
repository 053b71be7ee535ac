"""What the fuzzer begins with: the repository's own seeds, outlines, cases of diagnostics, documents, finished files.

Gives bytes. Invariant: read from the repository or made by the compiler itself, never written for the purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.fuzz.harness import ROOT, scratch
from tests.fuzz.mutate import packed, parts_of
from tests.outputs.rich import files as rich_files
from tests.support import built, workspace

from briefwright.engines.files import Workspace
from briefwright.pipeline import Built

DIAGNOSTICS = ROOT / "tests" / "diagnostics"


def _read(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]


@cache
def seeds() -> list[bytes]:
    """Seeds, good ones and those with faults."""
    return _read("seeds/*.yaml", "tests/diagnostics/sources/*.yaml", "tests/diagnostics/seeds/*.yaml")


@cache
def outlines() -> list[bytes]:
    """Outlines, good ones and those with faults."""
    return _read("briefs/*.yaml", "tests/diagnostics/outlines/*.yaml")


@cache
def tables() -> list[bytes]:
    """CSV files."""
    return [*_read("tests/diagnostics/files/*.csv", "tests/**/*.csv"), b'a;b\n"x ""y""";2\n', b"a\tb\n1\t\n"]


@cache
def templates() -> list[bytes]:
    """Settings of templates."""
    return _read("templates/*/template.yaml")


@cache
def documents(*endings: str) -> list[bytes]:
    """Documents for `add`."""
    return _read(*(f"tests/add/documents/*{ending}" for ending in endings))


@cache
def prose() -> list[bytes]:
    """The prose of outlines: block scalars, and the words in marks."""
    found: list[bytes] = []
    for raw in outlines():
        text = raw.decode("utf-8", "replace")
        found += [_level(block).encode() for block in re.findall(r"\|\n((?: {6,}.*\n|\n)+)", text)]
        found += [words.encode() for words in re.findall(r"(?m)^ +- (?![a-z-]+:)(.+)$", text)]
    return list(dict.fromkeys(found))


def _level(block: str) -> str:
    return "\n".join(line.strip(" ") for line in block.split("\n"))


@cache
def finished() -> Built:
    """A brief with some of everything, small, as PDF and DOCX."""
    return built(scratch("finished"), {**rich_files(), "seeds/z.yaml": seeds()[0]}, ["pdf", "docx"])


@cache
def docx() -> bytes:
    """Its DOCX, unpacked."""
    return packed(parts_of(finished().files["docx"]))


@cache
def pdf() -> bytes:
    """Its PDF, its streams unpacked and its objects readable."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(finished().files["pdf"])) as document:
        modes = pikepdf.ObjectStreamMode
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                      object_stream_mode=modes.disable)  # fmt: skip
    return out.getvalue()


@cache
def desk() -> Workspace:
    """A workspace with the files that the cases of diagnostics name."""
    files: dict[str, str | bytes] = {f"seeds/{p.name}": p.read_bytes() for p in _yaml()}
    files |= {f"briefs/{p.name}": p.read_bytes() for p in (DIAGNOSTICS / "files").iterdir()}
    files["briefs/first.yaml"] = outlines()[0]
    return workspace(scratch("desk"), files)


def _yaml() -> Iterator[Path]:
    yield from sorted((ROOT / "seeds").glob("*.yaml"))
    yield from sorted((DIAGNOSTICS / "seeds").glob("*.yaml"))
