"""One target in a process of its own, under atheris, which sees what of our packages an input reaches.

Run by `tests/fuzz/__main__.py`: `python -m tests.fuzz.drive TARGET FOLDER SECONDS [INPUT]`. Invariant: what went
wrong is written to the folder and the work goes on; how often it ran, and on what it runs now, stand in
`FOLDER/state`, which outlives a crash.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import pkgutil
import random
import struct
import sys
from importlib import import_module
from pathlib import Path

STATE = 4 * 2**20
"""Bytes of the state: executions, length of the current input, the input."""
HEAD = struct.Struct("<QQ")


def main() -> None:
    """Fuzz until the seconds are over; with an input, run that alone and tell what is the matter."""
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    os.environ["BRIEFWRIGHT_DEBUG"] = "1"  # a fault of ours shall be raised, not told
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    if len(sys.argv) > 4:
        from tests.fuzz.harness import guarded
        from tests.fuzz.targets import TARGETS

        found = guarded(TARGETS[name], Path(sys.argv[4]).read_bytes())
        print(found.told if found else "nothing wrong")
        sys.exit(bool(found))
    import atheris

    with atheris.instrument_imports(include=["briefwright"]):
        _import_all()
    from tests.fuzz.harness import guarded, name_of
    from tests.fuzz.targets import TARGETS

    target = TARGETS[name]
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    (folder / "finds").mkdir(exist_ok=True)
    for content in target.corpus():
        (folder / "corpus" / name_of("seed", content)).write_bytes(content)
    with (folder / "state").open("r+b") as handle:
        state = mmap.mmap(handle.fileno(), STATE)
    known = {path.name.rsplit("-", 1)[0] for path in (folder / "finds").iterdir()}
    count = HEAD.unpack_from(state)[0]

    def run(content: bytes) -> None:
        nonlocal count
        count += 1
        kept = content[: STATE - HEAD.size]
        HEAD.pack_into(state, 0, count, len(kept))
        state[HEAD.size : HEAD.size + len(kept)] = kept
        found = guarded(target, content)
        if found and found.key[:60] not in known:
            known.add(found.key[:60])
            (folder / "finds" / name_of(found.key, content)).write_bytes(content)
            (folder / f"{found.key[:60]}.txt").write_text(found.told, encoding="utf-8", errors="replace")

    def mutate(content: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)

        def plain(inner: bytes) -> bytes:
            return bytes(atheris.Mutate(inner or b" ", max(2 * len(inner), 64)))

        changed = target.mutate(content, chance, plain) if chance.random() < 0.85 else plain(content)
        return changed[:most]

    limits = [f"-max_total_time={seconds}", "-timeout=1000000", "-rss_limit_mb=0", "-max_len=1000000", "-verbosity=0",
              f"-artifact_prefix={folder}/"]  # fmt: skip
    words = folder / "words"
    words.write_bytes(b"".join(f'"{_escaped(word)}"\n'.encode() for word in target.words))
    atheris.Setup([sys.argv[0], *limits, f"-dict={words}", str(folder / "corpus")], run, custom_mutator=mutate)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(chr(b) if 32 < b < 127 and chr(b) not in '"\\' else f"\\x{b:02x}" for b in word.encode())


def _import_all() -> None:
    """Every module of the package: what is loaded later would be loaded without instruments."""
    package = import_module("briefwright")
    for module in pkgutil.walk_packages(package.__path__, "briefwright."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                import_module(module.name)


if __name__ == "__main__":
    main()
