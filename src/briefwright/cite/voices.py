"""Quotations within a source: who says them, and through whom.

Takes a resolved pointer; gives the words before and after its citation ("Xi Jinping, as reported by The Chosun
Daily, quoted in …"; Chicago Manual of Style 14.260, "quoted in").
Invariant: a voice is named only for words that are wholly its own.
"""

from __future__ import annotations

from briefwright.model.brief import Change, Pointer
from briefwright.model.source import Voice
from briefwright.model.words import words


def prefix_of(pointer: Pointer, language: str) -> str:
    """What stands before the citation: the outline's own words, then the voices when they say all that is quoted."""
    pieces = [words(language)["but-see"]] if pointer.against else []
    pieces.extend([pointer.prefix] if pointer.prefix else [])
    voices = _voices(pointer)
    if voices and all(quotation.voice for quotation in pointer.quotations):
        pieces.append(f"{_names(voices, language)}, {words(language)['quoted-in']}")
    return " ".join(pieces)


def suffix_of(pointer: Pointer, language: str) -> list[str]:
    """What stands after it: the outline's own words, voices that say a part only, what was done to the words."""
    known = words(language)
    pieces = [pointer.suffix] if pointer.suffix else []
    voices = _voices(pointer)
    if voices and not all(quotation.voice for quotation in pointer.quotations):
        pieces.append(f"{known['words-of']} {_names(voices, language)}")
    if any(quotation.translated for quotation in pointer.quotations) and pointer.passage:
        translator = pointer.passage.translator
        pieces.append(f"{known['translation-by']} {translator}" if translator else known["own-translation"])
    if any(a.change is Change.EMPHASIS for quotation in pointer.quotations for a in quotation.alterations):
        pieces.append(known["emphasis-added"])
    return pieces


def _voices(pointer: Pointer) -> list[Voice]:
    found = [quotation.voice for quotation in pointer.quotations if quotation.voice]
    return list({(voice.speaker, voice.via): voice for voice in found}.values())


def _names(voices: list[Voice], language: str) -> str:
    known = words(language)
    named = [f"{v.speaker}, {known['reported-by']} {v.via}" if v.via else v.speaker for v in voices]
    if len(named) == 1:
        return named[0]
    if any(voice.via for voice in voices):
        return f"{'; '.join(named[:-1])}; {known['and']} {named[-1]}"
    return f"{', '.join(named[:-1])} {known['and']} {named[-1]}"
