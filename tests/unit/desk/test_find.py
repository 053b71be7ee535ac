"""`find`: which words find which passages, in which order, and what is shown of them."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import workspace

from briefwright.desk.excerpt import as_record, excerpt
from briefwright.desk.find import WrongQuery, entries_of, find, parse_query
from briefwright.engines.files import Workspace
from briefwright.engines.index import Index
from briefwright.engines.words import CLOSE, OPEN, Query, spaced
from briefwright.report.terminal import columns

SEEDS = {
    "seeds/tide.yaml": """
source:
  type: article-newspaper
  title: Dredging begins
  container-title: The Daily Tide
  author: [{family: Müller, given: Zoë}]
  issued: 2025-11-03
evidence: {descriptor: A local paper on ports.}
passages:
  p1: The ministers were agreeing slowly about the café, the Straße and the ports.
  p2:
    text: Patience is cheaper than concrete, he said. The harbour waits.
    voices:
      - {says: Patience is cheaper than concrete, speaker: Xi Jinping, via: The Chosun Daily}
  p3: He said concrete is dear and patience is not cheaper. A minister agreed.
""",
    "seeds/china.yaml": """
source: {type: report, title: 港口报告, issued: 2026, language: zh}
passages:
  p1: {text: 三尺冰冻非一日之寒，务实合作。, translation: Three feet of ice do not form in a day.}
  p2: 冰很厚。
  p3: {text: 대한민국의 항만은 깊다, language: ko}
  p4: {text: ｶﾌｪと港の話、ﾎﾟｰﾄ。, language: ja}
""",
    "seeds/undated.yaml": """
source: {type: report, title: Harbour notes}
passages: {p1: "Nothing here, A/RES/217(III) aside."}
""",
}


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    """Three sources, in five languages."""
    return workspace(tmp_path, SEEDS)


def _keys(library: Workspace, *words: str) -> list[str]:
    return [hit.key for hit in find(library, words, 50).hits]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("minister",), {"tide#p1", "tide#p3"}),
        (("agree", "MINISTER"), {"tide#p1", "tide#p3"}),
        (("cafe",), {"tide#p1"}),
        (("Café",), {"tide#p1"}),
        (("cafe\u0301",), {"tide#p1"}),
        (("strasse",), {"tide#p1"}),
        (("Straße",), {"tide#p1"}),
        (("patience cheaper",), set()),
        (("patience is cheaper",), {"tide#p2"}),
        (("patience", "cheaper"), {"tide#p2", "tide#p3"}),
        (('"is cheaper" concrete',), {"tide#p2"}),
        (('"is cheaper"', "dear"), set()),
        (("harb*",), {"tide#p2", "undated#p1"}),
        (("冰",), {"china#p1", "china#p2"}),
        (("务实",), {"china#p1"}),
        (("实合",), {"china#p1"}),
        (("冰务",), set()),
        (("한민",), {"china#p3"}),
        (("항",), {"china#p3"}),
        (("\u1112\u1161\u11ab\u1106\u1175\u11ab",), {"china#p3"}),
        (("カフェ",), {"china#p4"}),
        (("港",), {"china#p1", "china#p2", "china#p3", "china#p4"}),
        (("ice",), {"china#p1"}),
        (("speaker:xi",), {"tide#p2"}),
        (("speaker:jinping", "harbour"), {"tide#p2"}),
        (("speaker:muller", "concrete"), {"tide#p2", "tide#p3"}),
        (('speaker:"Xi Jinping" patience',), {"tide#p2"}),
        (("speaker:Jinping Xi",), set()),
        (("chosun",), {"tide#p2"}),
        (("dredging",), {"tide#p1", "tide#p2", "tide#p3"}),
        (("source:china", "ice"), {"china#p1"}),
        (("source:undated",), {"undated#p1"}),
        (("source:undated", "source:tide", "harbour"), {"undated#p1", "tide#p2"}),
        (("date:2025",), {"tide#p1", "tide#p2", "tide#p3"}),
        (("date:2025-11-03", "harbour"), {"tide#p2"}),
        (("date:2025-11-04", "harbour"), set()),
        (("date:2025-12..2026-02", "冰"), {"china#p1", "china#p2"}),
        (("date:..2025", "port"), {"tide#p1", "tide#p2", "tide#p3"}),
        (("date:2026..", "port"), set()),
        (("date:2025-12..2026-02", "harbour"), set()),
        (("a/res/217(iii)",), {"undated#p1"}),
        (("NEAR(", "AND", "NOT"), set()),
        (('"', "concrete"), {"tide#p2", "tide#p3"}),
        (("--", "concrete*"), {"tide#p2", "tide#p3"}),
    ],
)
def test_words_find_passages(library: Workspace, words: tuple[str, ...], keys: set[str]) -> None:
    """Endings, case and accents do not count; signs are found inside a run; filters narrow."""
    assert set(_keys(library, *words)) == keys


def test_a_passages_own_words_come_before_those_about_it(library: Workspace) -> None:
    """`harbour` stands in a passage, and in the title of another's source."""
    assert _keys(library, "harbour") == ["tide#p2", "undated#p1"]


def test_the_count_is_that_of_all(library: Workspace) -> None:
    """However few are shown."""
    found = find(library, ["source:tide"], 2)
    assert ([hit.key for hit in found.hits], found.count) == (["tide#p1", "tide#p2"], 3)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["—"], "no word"),
        (["date:soon", "a"], "`soon` is no date"),
        (["date:2026-13"], "`2026-13` is no date"),
        (["date:2025-02-30"], "no day"),
        (["date:2026..2025"], "ends before it begins"),
        (["date:2026", "date:2025"], "stands twice"),
        (["speaker:"], "`speaker:` wants something"),
        (["speaker:…"], "is no name"),
        (["source:chino"], "did you mean `china`?"),
    ],
)
def test_a_query_that_cannot_be_says_why(library: Workspace, words: list[str], told: str) -> None:
    """Before anything is looked for."""
    with pytest.raises(WrongQuery, match=None) as wrong:
        find(library, words, 5)
    assert told in str(wrong.value)


def test_nothing_found_names_the_nearest_word(library: Workspace) -> None:
    """As it is written in a passage, not its stem."""
    assert "`patients` is in no passage; the nearest word is `patience`" in find(library, ["patients"], 5).advice
    assert "`harvour` is in no passage; the nearest word is `harbour`" in find(library, ["harvour", "ice"], 5).advice
    assert find(library, ["qqqqqq"], 5).advice == "`qqqqqq` is in no passage"
    both = find(library, ["ice", "concrete"], 5).advice
    assert both == "no passage has all of it: `ice` in 1, `concrete` in 2"


def test_a_file_with_faults_is_told(library: Workspace) -> None:
    """What can be read of it is searched."""
    (library.root / "seeds/bad.yaml").write_text(
        "source: {type: report, titel: x}\npassages: {p1: Some concrete}\n", encoding="utf-8"
    )
    found = find(library, ["concrete"], 5)
    assert "bad#p1" in [hit.key for hit in found.hits]
    assert found.unread == ("seeds/bad.yaml",)


def test_a_hit_has_its_words_and_who_said_them(library: Workspace) -> None:
    """The passage's own characters, and the places of the hits in them."""
    (hit,) = find(library, ["patience", "speaker:xi"], 5).hits
    record = as_record(hit)
    assert record["text"] == "Patience is cheaper than concrete, he said. The harbour waits."
    assert [record["text"][start:end] for start, end in record["hits"]] == ["Patience"]
    assert (record["id"], record["file"], record["line"]) == ("tide#p2", "seeds/tide.yaml", 12)
    assert (record["who"], record["date"], record["title"]) == ("Xi Jinping", "2025-11-03", "Dredging begins")
    (chinese,) = find(library, ["务实"], 5).hits
    record = as_record(chinese)
    assert [record["text"][start:end] for start, end in record["hits"]] == ["务实"]
    assert chinese.who == "港口报告"


@pytest.mark.parametrize("room", [20, 33, 50, 100])
@pytest.mark.parametrize("place", [0, 7, 25, 49])
@pytest.mark.parametrize("word", ["word", "冰务"])
def test_an_excerpt_fits_and_shows_the_hit(room: int, place: int, word: str) -> None:
    """Never wider than its room, and nothing but the passage's words between the ellipses."""
    words = [f"{word}{n}" for n in range(50)]
    text = " ".join(words)
    words[place] = f"{OPEN}{words[place]}{CLOSE}"
    shown = excerpt(" ".join(words), room)
    assert columns(shown) <= room
    assert f"{word}{place}" in shown
    assert shown.strip("…") in text
    assert excerpt(" ".join(words), room, "<", ">").count(f"<{word}{place}>") == 1


def test_spaces_between_signs_change_nothing_else() -> None:
    """Taken out again, the text is what it was."""
    text = "G20峰会 in 서울, ok カフェ。x"
    assert spaced(text).replace("\x1f", "") == text
    assert spaced("plain words") == "plain words"
    assert spaced("峰会a").split("\x1f") == ["峰", "会", "a"]


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.text(max_size=12) | st.sampled_from(['"', "a*", "NOT", "text:", "^x", "{a}:"]), max_size=4))
def test_any_words_are_a_query_or_wrong(words: list[str]) -> None:
    """Nothing that is typed reaches FTS5 as its language."""
    base = Index(None)
    base.refresh({"seeds/a.yaml": (1, 1, 1, 1)}, lambda name: SEEDS["seeds/tide.yaml"], entries_of)
    with closing(base), suppress(WrongQuery):
        query = parse_query(words)
        assert base.count(query) >= len(base.search(query, 5))


def test_broken_bytes_and_many_words(library: Workspace) -> None:
    """Are told, or looked for as they are."""
    assert find(library, ["\udcff", "concrete"], 5).count == 2
    assert find(library, ["concrete"] * 60, 5).count == 2
    with pytest.raises(WrongQuery, match="no more than 60"):
        find(library, ["concrete"] * 61, 5)


def test_the_language_of_the_index_cannot_be_spoken() -> None:
    """Signs of FTS5 are words like others."""
    assert parse_query(["NEAR(a", "col:x"]) == Query(parse_query(["NEAR(a"]).phrases + parse_query(["col:x"]).phrases)
