"""Lines that are furniture by their own words, and prose that begins like furniture and is none."""

from __future__ import annotations

import pytest

from briefwright.desk.add.furniture import is_caption, verdict

FURNITURE = [
    ("Advertisement", "advertisement"),
    ("Choose your listening speed", "control"),
    ("1.25x", "control"),
    ("Sign up for our weekly newsletter, straight to your inbox.", "newsletter box"),
    ("We use cookies to make our site work and to show you advertising that suits you.", "cookie notice"),
    ("You might also like", "related list"),
    ("Read more: Why the channel fills up every winter", "link to another article"),
    ("Facebook | X | WhatsApp | Email", "share bar"),
    ("23 Comments", "comments"),
    ("返回列表 发布新帖", "forum furniture"),
    ("您需要登录后才可以回帖 登录 | 立即注册", "forum replies"),
    ("相关阅读", "related list"),
    ("（责任编辑：夜班编辑）", "about the author"),
    ("版权声明：未经授权不得转载。", "legal note"),
    ("分享到：微信 微博", "share bar"),
    ("추천 기사", "related list"),
    ("기사 듣기", "control"),
    ("카카오톡 페이스북 트위터", "share bar"),
    ("ⓒ 물때일보, 무단 전재 및 재배포 금지", "legal note"),
    ("뉴스레터를 구독하시면 매일 아침 받아 보실 수 있습니다.", "newsletter box"),
    ("댓글 12", "comments"),
]
PROSE = [
    "More from harbour dues than from cargo is what the board expects.",
    "Comments by the board were read with care in every port of the coast.",
    "Share prices of the three grain houses fell by a tenth on Monday.",
    "Listen to a pilot for an hour and you will hear nothing but silt.",
    "Related ports on the eastern arm of the estuary have the same trouble.",
    "Follow the river for nine miles and there is the old sluice.",
    "Top of the list was a new crane.",
    "Print was cheap, paper was not, and the tide tables were late.",
    "评论家认为，这项收费早就应该开始，而且应该按吃水深浅分档，让真正使用深水航道的船多付一些。",
    "관련 기사를 쓴 기자는 부두에서 사흘을 보냈다.",
    "광고를 늘려도 부두는 길어지지 않는다고 그는 말했다.",
]
CAPTIONS = [
    "The quay at low water. (Photo: Tide Pictures)",
    "The quay at low water. [Yonhap/AFP]",
    "The quay at low water (Harbour Desk via Reuters)",
    "▲ 북항 3부두에 곡물선이 접안해 있다. 사진=북항항만청 제공",
    "北航道疏浚船正在作业。图源：北港港务局",
    "File photo of the quay",
]


@pytest.mark.parametrize(("line", "reason"), FURNITURE)
def test_furniture(line: str, reason: str) -> None:
    """Each is left out with its reason."""
    found = verdict(line)
    assert found is not None
    assert found.reason == reason


@pytest.mark.parametrize("line", PROSE)
def test_prose_stays(line: str) -> None:
    """A sentence is no button, whatever its first word."""
    assert verdict(line) is None
    assert not is_caption(line)


@pytest.mark.parametrize("line", CAPTIONS)
def test_captions(line: str) -> None:
    """A credit at the end, or the words that captions begin with."""
    assert is_caption(line)
