"""Requests to answers.

Takes a studio; gives an ASGI application. Invariant: an answer shows and changes nothing; a file is served only when it
is one of ours, by its name.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from briefwright.desk.serve import pages
from briefwright.desk.serve.studio import Shown, Studio
from briefwright.engines import pictured

STATIC = Path(__file__).parent / "static"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PICTURES = 96
"""How many pages are kept as pictures."""
LOOK, BEAT = 0.1, 15.0
"""Seconds between looks at the studio, and between signs of life to a browser that has no news."""
FOREVER, NEVER = "private, max-age=31536000, immutable", "no-store"


SHEET = "/api/briefs/{name}/pages/{page:int}/{print}"


def application(studio: Studio) -> Starlette:
    """The application."""
    desk = _Desk(studio)
    return Starlette(
        routes=[
            Route("/", desk.index),
            Route("/briefs/{name}", desk.page),
            Route("/static/{file}", desk.static),
            Route("/api/briefs", desk.overview),
            Route("/api/briefs/{name}", desk.brief),
            Route(f"{SHEET}.png", desk.picture),
            Route(f"{SHEET}.json", desk.text),
            Route("/api/passages", desk.passages),
            Route("/events", desk.events),
        ]
    )


class _Desk:
    """The answers. Our own files are read once, and pictures of pages kept by their fingerprints."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.ours = {path.name: path.read_bytes() for path in STATIC.iterdir() if path.suffix in KINDS}
        self.pictures: dict[str, bytes] = {}

    async def index(self, _request: Request) -> Response:
        return self._file("index.html")

    async def page(self, request: Request) -> Response:
        if not self.studio.has(request.path_params["name"]):
            raise HTTPException(404)
        return self._file("brief.html")

    async def static(self, request: Request) -> Response:
        return self._file(request.path_params["file"])

    async def overview(self, _request: Request) -> Response:
        return _json(pages.overview(self.studio.state))

    async def brief(self, request: Request) -> Response:
        return _json(pages.brief(self.studio.state, self._shown(request)))

    async def passages(self, request: Request) -> Response:
        words = request.query_params.get("q", "")[:200]
        return _json(await run_in_threadpool(pages.passages, self.studio.state, words))

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(_news(self.studio), media_type="text/event-stream", headers={"cache-control": NEVER})

    async def picture(self, request: Request) -> Response:
        content, number = self._sheet(request)
        key = request.path_params["print"]
        if key not in self.pictures:
            while len(self.pictures) >= PICTURES:
                del self.pictures[next(iter(self.pictures))]
            self.pictures[key] = await run_in_threadpool(pictured.png, content, number, pages.PIXELS)
        return Response(self.pictures[key], media_type="image/png", headers={"cache-control": FOREVER})

    async def text(self, request: Request) -> Response:
        content, number = self._sheet(request)
        found = await run_in_threadpool(pictured.runs, content, number)
        return JSONResponse(pages.runs(found), headers={"cache-control": FOREVER})

    def _file(self, name: str) -> Response:
        if name not in self.ours:
            raise HTTPException(404)
        return Response(self.ours[name], media_type=KINDS[Path(name).suffix], headers={"cache-control": "no-cache"})

    def _shown(self, request: Request) -> Shown:
        found = self.studio.state.briefs.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return found

    def _sheet(self, request: Request) -> tuple[bytes, int]:
        shown, number = self._shown(request), request.path_params["page"]
        if not 0 < number <= len(shown.prints) or shown.prints[number - 1] != request.path_params["print"]:
            raise HTTPException(404)
        return shown.pdf, number


def _json(value: Any) -> Response:
    return JSONResponse(value, headers={"cache-control": NEVER})


async def _news(studio: Studio) -> AsyncIterator[str]:
    """An event for each new state: its version, and the version of each brief."""
    told, waited = -1, 0.0
    while True:
        state = studio.state
        if state.version != told:
            told, waited = state.version, 0.0
            versions = {name: shown.version for name, shown in state.briefs.items()}
            news = {"version": told, "busy": state.busy, "ready": state.ready, "briefs": versions}
            yield f"event: state\ndata: {json.dumps(news)}\n\n"
        elif waited >= BEAT:
            waited = 0.0
            yield ": here\n\n"
        await asyncio.sleep(LOOK)
        waited += LOOK
