"""What a reading of seeds depends on beside the seeds.

Takes nothing; gives a fingerprint. Invariant: another version of this program that could read a seed otherwise has
another one.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path

import yaml

from briefwright.model import limits

READERS = ("model", "read", "resolve", "engines/entries.py", "engines/words.py", "engines/files.py", "pipeline.py")


@lru_cache(maxsize=1)
def _code() -> str:
    package = Path(__file__).resolve().parents[1]
    found = hashlib.sha256()
    for part in READERS:
        path = package / part
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            found.update(file.name.encode() + b"\0" + file.read_bytes() if file.is_file() else b"")
    return found.hexdigest()


def fingerprint() -> str:
    """Of the code that reads, of what it stands on, and of the limits in force."""
    bounds = sorted((name, value) for name, value in vars(limits).items() if name.isupper())
    stands = (sys.version, unicodedata.unidata_version, yaml.__version__, hasattr(yaml, "CSafeLoader"), bounds)
    return hashlib.sha256(f"{_code()} {stands}".encode()).hexdigest()[:32]
