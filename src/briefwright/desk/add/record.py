"""The bibliographic record of a new seed.

Takes what a document says and what a record file says (CSL-JSON, BibTeX, RIS, through pandoc); gives a CSL item.
Invariant: a record's own words win over what a page was read to say; a variable that neither has is not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from briefwright.desk.add.lines import EAST
from briefwright.engines import pandoc
from briefwright.read import csl

RECORDS = {".json": "csljson", ".bib": "bibtex", ".ris": "ris"}
MARKUP = re.compile(r"</?(?:span|i|b|em|strong|sup|sub|sc)\b[^>]*>", re.IGNORECASE)
CASED = ("title", "title-short", "container-title", "collection-title", "event-title")
ENGLISH = frozenset("the of and to in is that for was with on as by it from are at be this has".split())
TONGUES = {
    "en": ENGLISH,
    "fr": frozenset("le la les des et est une dans que pour du qui sur par au avec il ne pas".split()),
    "de": frozenset("der die das und ist nicht den von mit dem ein eine auf für im zu sich des als".split()),
    "es": frozenset("el la los las de que y en un una por con para del se no es al lo".split()),
}
ORDER = (
    "type",
    "title",
    "title-short",
    "author",
    "container-title",
    "publisher",
    "publisher-place",
    "issued",
    "language",
)


def is_record(name: str) -> bool:
    """Whether a file is a bibliographic record by its name."""
    return PurePath(name).suffix.lower() in RECORDS


def read_records(name: str, raw: bytes) -> list[dict[str, Any]]:
    """The items of a record file. Raises Failure when pandoc cannot read it."""
    form = RECORDS[PurePath(name).suffix.lower()]
    made = pandoc.run([f"--from={form}", "--to=csljson", "--sandbox"], raw, tolerate=("[WARNING]",))
    items = [item for item in json.loads(made) if isinstance(item, dict)]
    text = raw.decode("utf-8", errors="replace")
    return _with_days(items, text) if form == "ris" else _as_written(items, text) if form == "bibtex" else items


def _with_days(items: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """RIS: pandoc takes the year alone (PY); the day stands in DA."""
    entries = re.split(r"(?m)^ER  -.*$", text)
    for item, entry in zip(items, entries, strict=False):
        found = re.search(r"(?m)^DA  - (\d{4})/(\d{1,2})(?:/(\d{1,2}))?", entry)
        if found:
            item["issued"] = {"date-parts": [[int(part) for part in found.groups() if part]]}
    return items


def _as_written(items: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """BibTeX: pandoc writes English titles in sentence case; the record's own capitals come back."""
    bare = " ".join(re.sub(r"[{}]", "", text).split())
    for item in items:
        for key, value in item.items():
            words = MARKUP.sub("", value) if isinstance(value, str) else ""
            at = bare.lower().find(words.lower()) if len(words) > 3 and key in CASED else -1
            if at >= 0 and len(bare) == len(bare.lower()):
                item[key] = bare[at : at + len(words)]
    return items


def cleaned(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with the variables that a seed may have; markup inside its words taken off."""
    out: dict[str, Any] = {}
    for key, value in item.items():
        if key not in csl.VARIABLES or key in ("citation-key", "citation-label") or value in ("", None, [], {}):
            continue
        if key in csl.NAMES:
            out[key] = [names for each in value if (names := _name(each))]
        elif key in csl.DATES:
            if isinstance(value, str) or (isinstance(value, dict) and value):
                out[key] = value
        elif isinstance(value, (str, int, float)):
            out[key] = re.sub(r"\s*\n\s*", " ", MARKUP.sub("", str(value))).strip()
    return {key: value for key, value in out.items() if value}


def _name(given: Any) -> dict[str, str]:
    if isinstance(given, str):
        return {"literal": given}
    return {part: str(given[part]) for part in csl.NAME_PARTS if isinstance(given, dict) and given.get(part)}


def joined(said: Mapping[str, Any], record: Mapping[str, Any] | None, texts: list[str]) -> dict[str, Any]:
    """One item: the record's variables, then the document's; the language by the writing, where neither says one."""
    item = {**{key: value for key, value in cleaned(said).items() if key in csl.VARIABLES}, **cleaned(record or {})}
    item.setdefault("type", "webpage")
    if item["type"] not in csl.TYPES:
        item["type"] = "document"
    if "language" not in item and (tongue := tongue_of(texts)):
        item["language"] = tongue
    keys = [*[key for key in ORDER if key in item], *[key for key in item if key not in ORDER]]
    return {key: item[key] for key in keys}


def tongue_of(texts: list[str]) -> str:
    """The language of a text, where its writing or its commonest words leave no doubt; empty elsewhere."""
    text = "\n".join(texts)
    letters = sum(char.isalpha() for char in text) or 1
    if len(re.findall("[\uac00-\ud7af]", text)) > 0.3 * letters:
        return "ko"
    if len(re.findall("[\u3040-\u30ff]", text)) > 0.1 * letters:
        return "ja"
    if len(EAST.findall(text)) > 0.4 * letters:
        return "zh"
    found = re.findall(r"[a-zà-ÿ]+", text.lower())
    if len(found) < 12:
        return ""
    shares = {tongue: sum(word in known for word in found) / len(found) for tongue, known in TONGUES.items()}
    best, second, *_ = sorted(shares.values(), reverse=True)
    return next(t for t, share in shares.items() if share == best) if best > 0.15 and best > 1.3 * second else ""


def identifier(item: Mapping[str, Any], name: str) -> str:
    """A source's ID from outlet and title: at most four telling words, lower-case letters, digits and hyphens."""
    author = (item.get("author") or [{}])[0]
    outlet = str(
        item.get("container-title") or item.get("publisher") or author.get("family") or author.get("literal") or ""
    )
    parts = [*_slug(outlet)[:2], *[w for w in _slug(str(item.get("title", ""))) if w not in DULL][:4]]
    return "-".join(parts)[:48].strip("-") or "-".join(_slug(PurePath(name).stem)) or "source"


DULL = frozenset("a an the of and to in on for with by from as at is are be it its how why what who s t".split())


def _slug(text: str) -> list[str]:
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())
