"""The desk in a browser: who may ask, what is answered, and that news comes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from tests.support import outline, seed, workspace

from briefwright.desk.serve.server import application
from briefwright.desk.serve.studio import Studio
from briefwright.engines import local
from briefwright.model.failure import Failure

SAID = "Three feet of ice does not melt all at once."
FILES = {
    "seeds/a.yaml": seed(p1=SAID, p2="Fruit falls naturally when ripe."),
    "briefs/b.yaml": outline('It is said that "ice does not melt" [@a#p1].'),
}


class Desk:
    """A desk that answers on a port of this machine."""

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.port = root, port

    def open(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPConnection, HTTPResponse]:
        """A connection and the answer on it, its head read; in a header's name `_` is a hyphen."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.putrequest(method, path, skip_host=True)
        for name, value in {"host": f"127.0.0.1:{self.port}", **headers}.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        return line, line.getresponse()

    def asked(self, path: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
        """Status, headers and body of an answer."""
        line, answer = self.open(path, method, **headers)
        body = answer.read()
        line.close()
        return answer.status, answer.headers, body

    def json(self, path: str) -> Any:
        """What JSON an answer has."""
        return json.loads(self.asked(path)[2])

    def until(self, path: str, good: Any) -> Any:
        """An answer that is good, once it is."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if good(found := self.json(path)):
                return found
            time.sleep(0.1)
        raise AssertionError(found)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of a small workspace, its brief made."""
    import uvicorn

    root = tmp_path_factory.mktemp("desk")
    studio = Studio(workspace(root, FILES))
    on = local.listen(0)
    port = on.getsockname()[1]
    server = uvicorn.Server(local.settings(local.guarded(application(studio), port)))
    thread = Thread(target=server.run, kwargs={"sockets": [on]})
    studio.start()
    thread.start()
    made = Desk(root, port)
    made.until("/api/briefs", lambda all_: all_["ready"])
    yield made
    server.should_exit = True
    studio.stop()
    thread.join(30)
    on.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1:1"}, 421),
        ({"host": "127.0.0.1"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, 403),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({}, 200),
    ],
)
def test_only_a_page_of_its_own_may_ask(desk: Desk, headers: dict[str, str], status: int) -> None:
    """Another host's name (DNS rebinding) and another origin are refused, whatever they ask for."""
    for path in ("/", "/api/briefs", "/api/passages?q=ice"):
        assert desk.asked(path, **headers)[0] == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_changed(desk: Desk, method: str) -> None:
    """Only GET and HEAD are answered, and no other site is let in by CORS."""
    status, headers, _ = desk.asked("/api/briefs/b", method, origin=f"http://127.0.0.1:{desk.port}")
    assert status == 405
    assert "access-control-allow-origin" not in headers
    assert desk.asked("/", "HEAD")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/server.py", "/static/%2fetc%2fpasswd",
     "/briefs/..%2f..%2fetc", "/api/briefs/..%2fb", "/static/desk.js%00", "/nothing"],
)  # fmt: skip
def test_no_other_file_is_served(desk: Desk, path: str) -> None:
    """Names that lead out of our folder lead nowhere."""
    assert desk.asked(path)[0] in (400, 404)


def test_every_answer_keeps_the_browser_to_this_machine(desk: Desk) -> None:
    """The policy lets nothing in but our own files, and our pages name no other place."""
    for path in ("/", "/briefs/b", "/static/desk.js", "/static/desk.css", "/api/briefs", "/nothing"):
        _, headers, body = desk.asked(path)
        assert str(headers["content-security-policy"]).startswith("default-src 'self';")
        assert headers["x-content-type-options"] == "nosniff"
        if not path.startswith("/api"):
            words = body.decode().replace("http://www.w3.org/2000/svg", "")
            assert "http:" not in words
            assert "https:" not in words
            assert "//" not in words.replace("// ", "")


def test_a_brief_is_shown_with_its_pages_and_its_quotations(desk: Desk) -> None:
    """The page is a picture, its words stand where they are drawn, and the quotation knows its passage and note."""
    brief = desk.json("/api/briefs/b")
    (place,) = brief["places"]
    assert (place["before"], place["exact"], place["after"]) == ("Three feet of ", "ice does not melt", " all at once.")
    assert place["note"].startswith("1. ")
    assert place["pieces"][0]["page"] == 1
    sheet = brief["sheets"][0]["print"]
    _, headers, picture = desk.asked(f"/api/briefs/b/pages/1/{sheet}.png")
    assert headers["content-type"] == "image/png"
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    runs = desk.json(f"/api/briefs/b/pages/1/{sheet}.json")["runs"]
    assert "ice does not melt" in " ".join(run["text"] for run in runs)
    assert desk.asked(f"/api/briefs/b/pages/2/{sheet}.png")[0] == 404
    assert desk.asked("/api/briefs/b/pages/1/0123.png")[0] == 404


def test_a_brief_that_is_not_yet_made_has_its_page(tmp_path: Path) -> None:
    """A studio that has made nothing knows the outlines of its workspace, and no others."""
    studio = Studio(workspace(tmp_path, FILES))
    assert studio.has("b")
    assert not studio.has("c")
    assert studio.state.briefs == {}


def test_passages_are_found_as_one_types(desk: Desk) -> None:
    """By words of the text, whatever their case, and by ID."""
    assert [each["id"] for each in desk.json("/api/passages?q=ICE+mel")["passages"]] == ["a#p1"]
    assert [each["id"] for each in desk.json("/api/passages?q=a%23p2")["passages"]] == ["a#p2"]
    assert desk.json("/api/passages?q=nowhere")["passages"] == []


def test_an_edit_is_news_and_a_fault_keeps_the_pages(desk: Desk) -> None:
    """The event comes, the fault has its line and its words, and the pages stay; mended, nothing is wrong."""
    line, news = desk.open("/events")
    assert str(news.getheader("content-type")).startswith("text/event-stream")

    def event() -> Any:
        while not (told := news.readline()).startswith(b"data:"):
            assert told
        return json.loads(told[5:])

    first = event()
    before = desk.json("/api/briefs/b")
    path = desk.root / "briefs" / "b.yaml"
    path.write_text(FILES["briefs/b.yaml"].replace("does not melt", "melts"), encoding="utf-8")
    while (told := event())["briefs"]["b"] == first["briefs"]["b"]:
        pass
    spoilt = desk.json("/api/briefs/b")
    (fault,) = spoilt["faults"]
    assert (fault["code"], fault["file"], fault["line"]) == ("altered-quotation", "briefs/b.yaml", 6)
    assert "melts" in fault["before"] + fault["marked"] + fault["after"]
    assert not spoilt["current"]
    assert spoilt["sheets"] == before["sheets"]
    path.write_text(FILES["briefs/b.yaml"], encoding="utf-8")
    while event()["briefs"]["b"] == told["briefs"]["b"]:
        pass
    mended = desk.json("/api/briefs/b")
    line.close()
    assert mended["faults"] == []
    assert mended["sheets"] == before["sheets"]


def test_a_port_that_is_taken_is_a_failure_with_advice() -> None:
    """A second desk is told to choose another port."""
    with local.listen(0) as taken, pytest.raises(Failure, match="cannot listen") as told:
        local.listen(taken.getsockname()[1])
    assert "--port" in told.value.advice
