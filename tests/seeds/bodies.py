"""The passages of `seeds/` against the documents that they were taken from.

`BODIES` lists, by hand, the lines of each document that are paragraphs of its body: captions, advertisements, buttons,
headings, standfirsts and repeated pull quotes are not among them. With a folder of the documents
(`python tests/seeds/bodies.py FOLDER`), every passage is looked for in the paragraph that its locator names, white
space folded, and `fingerprints.json` is written; the tests hold the passages to those fingerprints.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from briefwright import pipeline
from briefwright.engines.files import Workspace
from briefwright.model.source import Passage

ROOT = Path(__file__).resolve().parents[2]
FINGERPRINTS = Path(__file__).with_name("fingerprints.json")
BODIES: dict[str, tuple[str, list[int]]] = {
    "scmp-editorial": ("000_9c1814a275ee1e01.txt", [14, 16, 18, 21, 23, 26]),
    "thinkchina-limits": (
        "001_ef85d34407e9150e.txt",
        [11, 15, 17, 21, 23, 27, 33, 35, 37, 39, 43, 49, 51, 57, 59, 61, 63],
    ),
    "focus-new-phase": (
        "002_a1c5ffed28f8a4cf.txt",
        [
            12,
            14,
            16,
            18,
            23,
            25,
            27,
            29,
            33,
            35,
            37,
            39,
            41,
            43,
            45,
            47,
            49,
            53,
            55,
            57,
            59,
            61,
            63,
            65,
            69,
            71,
            73,
            75,
        ],
    ),
    "china-us-focus": ("003_dc3b246bf6b6f3d5.txt", [12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32]),
    "zaobao-repost": (
        "004_548e2d166db6910e.txt",
        [11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41],
    ),
}


def folded(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())


def passages() -> dict[str, Passage]:
    """Every passage of the repository, by ID."""
    library = pipeline.load_library(Workspace(ROOT)).library
    return {passage.key: passage for passage in library.passages()}


def wrong(passage: Passage, folder: Path) -> str:
    """Why a passage is not in its document's paragraph; empty when it is."""
    name, lines = BODIES[passage.source]
    document = (folder / name).read_text(encoding="utf-8").split("\n")
    if passage.locator is None or passage.locator.label != "paragraph":
        return "has no paragraph"
    number = int(passage.locator.value)
    if not 1 <= number <= len(lines):
        return f"paragraph {number} of {len(lines)}"
    return "" if folded(passage.text.value) in folded(document[lines[number - 1] - 1]) else "differs from its document"


def main(folder: Path) -> int:
    """Compare, tell, and write the fingerprints when all is well."""
    faults = {key: why for key, passage in passages().items() if (why := wrong(passage, folder))}
    for key, why in faults.items():
        print(f"{key}: {why}")
    if not faults:
        record = {key: [p.locator.value if p.locator else "", p.sha256] for key, p in sorted(passages().items())}
        FINGERPRINTS.write_text(json.dumps(record, indent=0) + "\n", encoding="utf-8")
        print(f"{len(record)} passages are in their documents, in the paragraphs that they name")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
