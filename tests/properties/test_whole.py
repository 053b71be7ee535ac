"""Outlines with every kind of block, right or wrong in one place or several, run whole: check, build, verify.

Invariant: every run ends in 0 or 1 with no traceback; what is built is proved, and what is not built leaves nothing
behind. `FUZZ_TIMES` in the environment multiplies the examples.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.harness import command
from tests.outputs.rich import picture
from tests.support import workspace

SAID = {
    "p1": "Three feet of ice does not melt all at once, and fruit falls naturally when ripe.",
    "p2": 'The ministry said it would act "within the scope" of the treaty (art. 5).',
    "p3": "冰冻三尺，非一日之寒。",
    "p4": "No quotas were set — 1,500 boats a year; not one more.",
}
SEED: dict[str, Any] = {
    "source": {"type": "report", "title": "A <b>report</b> & [more]", "issued": "2026-01-09", "language": "en",
               "author": [{"family": "Lee", "given": "A."}, "The Board"]},
    "evidence": {"descriptor": "Signed analysis.", "reliability": "B"},
    "passages": {
        "p1": SAID["p1"],
        "p2": {"text": SAID["p2"], "locator": {"page": "12"},
               "voices": [{"says": "within the scope", "speaker": "Hwang"}]},
        "p3": {"text": SAID["p3"], "language": "zh", "translation": "Ice is not made in a day.", "translator": "us"},
        "p4": SAID["p4"],
    },
}  # fmt: skip
HELD = {"p1": "does not melt all at once", "p2": "would act", "p3": "非一日之寒", "p4": "1,500 boats"}
odd = st.text(st.sampled_from("abc \"'[]{}*_<>&\\@#|:-“”«»\n\t實é\u200b\u202f1.…"), max_size=24)
pointers = st.sampled_from([f"a#{key}" for key in SAID]) | st.sampled_from(["a#p9", "b#p1", "a", "", "a#P1"])
LOOSE = ("", "Plain words. ", "*Stress* and [a link](https://example.org/). ", "A term [so]{.term}. ")
TIMES = int(os.environ.get("FUZZ_TIMES", "1"))
sound = st.sampled_from(sorted(HELD))


@st.composite
def prose(draw: st.DrawFn) -> str:
    """A paragraph, most often with a quotation that its source has."""
    key = draw(sound)
    words = HELD[key] if draw(st.integers(0, 9)) else draw(odd)
    cited = f"a#{key}" if draw(st.integers(0, 9)) else draw(pointers)
    loose = draw(
        st.sampled_from(["", "Plain words. ", "*Stress* and [a link](https://example.org/). ", "A term [so]{.term}. "])
    )
    return f'{loose}They say "{words}" [@{cited}].' + (draw(odd) if not draw(st.integers(0, 9)) else "")


def _evidence(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(sound.map(lambda key: f"a#{key}"), max_size=2))


@st.composite
def blocks(draw: st.DrawFn) -> Any:
    """One block of any kind there is."""
    rows = st.lists(st.sampled_from(["1", "two", "3.5", ""]), min_size=2, max_size=2)
    made: dict[str, Callable[[], Any]] = {
        "prose": lambda: draw(prose()),
        "list": lambda: "* One\n* Two\n\n1. First\n2. Second",
        "quote": lambda: {"quote": f"a#{draw(sound)}"},
        "part": lambda: {"quote": f"a#{(key := draw(sound))}", "exact": HELD[key]},
        "pull-quote": lambda: {"pull-quote": f"a#{(key := draw(sound))}", "exact": HELD[key]},
        "claim": lambda: {"claim": "It may be so.", "evidence": _evidence(draw), "against": [],
                          "confidence": "moderate",
                          "likelihood": draw(st.sampled_from(["likely", "unlikely", "perhaps"]))},
        "table": lambda: {"table": {"caption": "T", "columns": ["a", "b"],
                                    "rows": draw(st.lists(rows, min_size=1, max_size=3))}},
        "figure": lambda: {"figure": {"file": draw(st.sampled_from(["a.png", "a.png", "no.png", "../x"])),
                                      "alt": "A map", "caption": "The sea", "credit": "The office"}},
        "timeline": lambda: {"timeline": [{"date": "2026-01-05", "event": "Ice.", "evidence": _evidence(draw)}]},
        "box": lambda: {"box": {"heading": "A box", "body": [draw(prose())]}},
        "differ": lambda: {"differ": {"question": "How many?", "answers": [
            {"says": "one", "evidence": ["a#p1"]}, {"says": "two", "evidence": ["a#p4"]}]}},
    }  # fmt: skip
    return made[draw(st.sampled_from(sorted(made)))]()


@st.composite
def outlines(draw: st.DrawFn) -> Any:
    """An outline that is right but for what its parts draw."""
    body = draw(st.lists(blocks(), min_size=1, max_size=5))
    outline: dict[str, Any] = {
        "title": draw(st.sampled_from(["A brief", 'On "1,500 boats"', "冰 & <ice>", "A *brief*"])),
        "language": draw(st.sampled_from(["en-GB", "en-US", "fr", "de", "zh"])),
        "template": draw(st.sampled_from(["memo", "policy-brief", "report"])),
        "sections": [{"heading": "One", "body": body, "sections": [{"heading": "Two", "body": [draw(prose())]}]}],
        "key-points": ["A point.", draw(prose())],
        "summary": draw(prose()),
        "date": "2026-01-20",
        "authors": ["The desk"],
        "handling": "TLP:GREEN",
    }
    for key in draw(st.sets(st.sampled_from(sorted(set(outline) - {"title", "sections"})))):
        del outline[key]
    return outline


WRONG = (None, "", "x", 0, True, [], {}, [[]], {"a": "b"}, "2026-13-40", '"', "[@", "a#p1", "\u00ad", "~", "x" * 400)


def _spoil(node: Any, draw: st.DrawFn) -> Any:
    """A value in one place exchanged for another, or taken out, or its key misspelt."""
    inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    if not inner or not draw(st.integers(0, 3)):
        return draw(st.sampled_from(WRONG))
    key, value = draw(st.sampled_from(inner))
    if isinstance(node, list):
        return [*node[:key], _spoil(value, draw), *node[key + 1 :]]
    changed = {k: v for k, v in node.items() if k != key}
    return (
        changed
        if not draw(st.integers(0, 5))
        else {**changed, key + "s" * (not draw(st.integers(0, 5))): _spoil(value, draw)}
    )


@st.composite
def spoiled(draw: st.DrawFn, of: st.SearchStrategy[Any], most: int = 3) -> Any:
    """A document that is wrong in so many places."""
    node = draw(of)
    for _ in range(draw(st.integers(1, most))):
        node = _spoil(node, draw)
    return node


def _whole(outline: Any, seed: Any) -> bool:
    """Check, build, verify; whether it was built."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFWRIGHT_DEBUG", "1")
        root = Path(folder).resolve()
        written = {
            "seeds/a.yaml": yaml.safe_dump(seed, allow_unicode=True, sort_keys=False),
            "briefs/b.yaml": yaml.safe_dump(outline, allow_unicode=True, sort_keys=False),
            "briefs/a.png": picture(),
        }
        workspace(root, written)
        checked, _, told = command(["-C", folder, "check", "b"])
        made, _, _ = command(["-C", folder, "build", "b"])
        files = sorted(path.name for path in (root / "build").glob("*")) if (root / "build").is_dir() else []
        assert checked in (0, 1), told
        if made:
            assert made == 1
            assert files == []
            return False
        assert checked == 0
        assert files == ["b.docx", "b.ledger.json", "b.pdf"]
        for ending in ("pdf", "docx"):
            code, out, err = command(["-C", folder, "verify", str(root / "build" / f"b.{ending}")])
            assert code == 0, out + err
    return True


@given(outlines())
@settings(max_examples=15 * TIMES)
def test_an_outline_of_any_blocks_is_proved_or_refused(outline: Any) -> None:
    """Whatever blocks stand beside each other."""
    _whole(outline, SEED)


@given(spoiled(outlines()))
@settings(max_examples=25 * TIMES)
def test_a_spoiled_outline_is_refused_or_proved(outline: Any) -> None:
    """A wrong value, a missing key, a misspelt one, in one place or several."""
    _whole(outline, SEED)


@given(spoiled(st.just(SEED)))
@settings(max_examples=25 * TIMES)
def test_a_spoiled_seed_is_refused_or_proved(seed: Any) -> None:
    """The same done to a source."""
    outline = {"title": "T", "template": "memo", "sections": [{"heading": "H", "body": [{"quote": "a#p1"}]}]}
    _whole(outline, seed)


def test_the_documents_that_are_spoiled_are_sound() -> None:
    """An outline of every block, unspoiled, is built: else the others would show nothing."""
    outline = {"title": "T", "template": "memo", "sections": [{"heading": "H", "body": [
        {"quote": "a#p3"}, {"box": {"heading": "B", "body": ["Words."]}},
        f'They say "{HELD["p1"]}" [@a#p1].']}]}  # fmt: skip
    assert _whole(outline, SEED)
