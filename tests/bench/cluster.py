"""Two hundred briefs over Dask, one of two workers killed midway: all are built, with the bytes of one machine. Run as
`python -m tests.bench.cluster [BRIEFS]`; prints what was built, and how long it took."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.cluster.machines import kill, machines
from tests.support import outline, seed, workspace

from briefwright.engines.process import collect_less

BRIEFS = 200


def main() -> None:
    """Build them away and at home, and compare."""
    collect_less()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else BRIEFS
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        held: dict[str, str | bytes] = {"seeds/a.yaml": seed(p1="The harbour is deep enough, and nobody knows why.")}
        held |= {f"briefs/b{n}.yaml": outline(f'It is "deep enough" [@a#p1], {n}.') for n in range(count)}
        root = workspace(Path(name) / "w", held).root
        command = [sys.executable, "-m", "briefwright", "build", "--force", "-o"]
        with machines(Path(name)) as found:
            start = time.perf_counter()
            away = [*command, "away", "--scheduler", found.address]
            process = subprocess.Popen(away, cwd=root, stdout=subprocess.PIPE, text=True)
            assert process.stdout is not None
            built = 0
            for built, _ in enumerate(process.stdout, 1):
                if built == count // 2:
                    kill(found.workers[0])
                    print(f"a worker killed after {built} briefs", flush=True)
            code, spent = process.wait(), time.perf_counter() - start
        print(f"over Dask: {built} of {count} built in {spent:.1f} s, exit {code}", flush=True)
        start = time.perf_counter()
        subprocess.run([*command, "home", "--jobs", "2"], cwd=root, stdout=subprocess.DEVNULL, check=True)
        print(f"on one machine: {time.perf_counter() - start:.1f} s", flush=True)
        home, other = ({each.name: each.read_bytes() for each in (root / out).iterdir()} for out in ("home", "away"))
        differ = [each for each in home if other.get(each) != home[each]]
        print(f"{len(home)} files at home, {len(other)} from away, {len(differ)} differ")
        sys.exit(bool(differ) or len(home) != len(other) or code)


if __name__ == "__main__":
    main()
