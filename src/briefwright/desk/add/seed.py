"""The text of a seed.

Takes an item and paragraphs; gives YAML. Invariant: what is written is read back without a fault and to the character;
proposals of voices are comments below their passage, so that an editor takes them over by taking `# ` away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from briefwright.desk.add.scalars import block, inline, quoted
from briefwright.desk.add.voices import proposals
from briefwright.model.source import Original, Place
from briefwright.read import csl

CONTEXT = 32
"""Characters before and after a passage that are kept of the document."""
SHORT = 80
"""A value of the record that stands on its key's line."""
DIGITS = 16
REVIEW = "# review:"


def fingerprint(words: str) -> str:
    """The first digits of the SHA-256 of a passage's words, white space folded."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:DIGITS]


def places_of(texts: Sequence[str]) -> list[Place]:
    """For each paragraph its fingerprint and the words around it."""
    flat = [" ".join(text.split()) for text in texts]
    around = ["", *flat, ""]
    return [
        Place(fingerprint(text), around[at][-CONTEXT:].strip(), around[at + 2][:CONTEXT].strip())
        for at, text in enumerate(flat)
    ]


def seed_text(item: Mapping[str, Any], passages: Sequence[Sequence[str]], original: Original, note: str) -> str:
    """A whole seed. `passages` are lines of YAML, each already written (`passage_lines`)."""
    lines = [f"# From {' '.join(note.split())}", "source:", *item_lines(item)]
    lines += ["passages:"] if passages else ["passages: {}"]
    for each in passages:
        lines += each
    if original.file or original.sha256:
        lines += document_lines(original)
    return "\n".join(lines) + "\n"


def item_lines(item: Mapping[str, Any]) -> list[str]:
    """The variables of `source:`."""
    out: list[str] = []
    for key, value in item.items():
        if key in csl.NAMES:
            out.append(f"  {key}:")
            out += [
                f"    - {{{', '.join(f'{part}: {_flow(words)}' for part, words in name.items())}}}" for name in value
            ]
        elif key in csl.DATES:
            out.append(f"  {key}: {date_words(value)}")
        else:
            words = str(value)
            head, *rest = [inline(words)] if len(words) <= SHORT else block(words, 4)
            out += [f"  {key}: {head}", *rest]
    return out


def _flow(words: str) -> str:
    """A word of a flow mapping: commas and brackets part it, so it is quoted wherever they might."""
    return inline(words) if not set(words) & set(",[]{}'") else quoted(words)


def date_words(value: Any) -> str:
    """A date as editors write it; CSL's own group where it says more."""
    if isinstance(value, str):
        return value
    parts = value.get("date-parts") or []
    plain = "/".join("-".join(str(int(n)).zfill(2 if at else 4) for at, n in enumerate(part)) for part in parts if part)
    if value.get("season") and len(parts) == 1 and str(value["season"]) in "1234":
        return f"{plain[:4]}-{20 + int(value['season'])}"
    if plain:
        return plain + ("~" if value.get("circa") and "/" not in plain else "")
    key = "literal" if value.get("literal") else "raw"
    return f"{{literal: {quoted(str(value.get(key, '')))}}}"


def passage_lines(identifier: str, text: str, locator: tuple[str, str] | None, *, review: str = "") -> list[str]:
    """A passage: bare where it is only words, a group of keys where it has a locator or words in marks to be judged.
    The keys stand two deep, proposals below them as comments."""
    voices = proposals(text)
    notes = [f"    {REVIEW} {review}"] if review else []
    if not locator and not voices and not notes:
        head, *rest = block(text, 4)
        return [f"  {identifier}: {head}", *rest]
    head, *rest = block(text, 6)
    lines = [f"  {identifier}:", f"    text: {head}", *rest]
    if locator:
        lines.append(f"    locator: {{{locator[0]}: {_flow(locator[1])}}}")
    if voices:
        lines.append(f"    {REVIEW} whose words? Take `# ` away below where this is right, or delete these lines.")
        lines.append("    # voices:")
        for each in voices:
            lines.append(f"    #   - says: {quoted(each.says)}")
            unsure = f"  # the text has only “{each.pronoun}”" if each.pronoun else ""
            lines.append(f"    #     speaker: {quoted(each.speaker)}{unsure}")
            lines += [f"    #     via: {quoted(each.via)}"] if each.via else []
    return lines + notes


def document_lines(original: Original) -> list[str]:
    """What the seed keeps of its document, for a newer copy."""
    lines = ["document:  # by this a newer copy of the document is told apart; nothing of it is printed"]
    lines.append(f"  file: {inline(original.file)}")
    lines.append(f"  sha256: {quoted(original.sha256)}")
    if original.places:
        lines.append("  passages:")
    for identifier, place in original.places.items():
        given = {"sha256": place.sha256, "prefix": place.prefix, "suffix": place.suffix}
        keys = ", ".join(f"{key}: {quoted(words)}" for key, words in given.items() if words)
        lines.append(f"    {identifier}: {{{keys}}}")
    return lines
