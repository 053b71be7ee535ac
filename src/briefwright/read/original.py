"""What a seed keeps of the document that it was made from.

Takes the fields of a seed; gives an `Original` and diagnostics. Invariant: every key is optional, and none of it
reaches an output.
"""

from __future__ import annotations

from briefwright.model.diagnostic import Diagnostic
from briefwright.model.source import Original, Place
from briefwright.read import keys
from briefwright.read.fields import Fields
from briefwright.read.yaml import Mapping


def read_original(fields: Fields, faults: list[Diagnostic]) -> Original | None:
    """The `document` of a seed; None when it has none."""
    node = fields.mapping("document")
    if node is None:
        return None
    record = Fields(node, "`document`", keys.DOCUMENT, faults)
    places: dict[str, Place] = {}
    listed = record.mapping("passages")
    for identifier, (key, value) in (listed.entries if listed else {}).items():
        if not isinstance(value, Mapping):
            record.fault(
                "wrong-type", f"`{identifier}` wants a group of keys", key.span(), "{sha256: …, prefix: …, suffix: …}"
            )
            continue
        place = Fields(value, f"`{identifier}` in `document`", keys.PLACE, faults)
        prefix, suffix = (words.value if (words := place.text(key)) else "" for key in ("prefix", "suffix"))
        places[identifier] = Place(place.words("sha256"), prefix, suffix)
    return Original(record.words("file"), record.words("sha256"), places)
