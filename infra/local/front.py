"""The stand-in for CloudFront: site, API and stand-ins on one origin.

`/api/*` goes to the deployed API unchanged; every other path is a page of frontend/dist, found as
cf-function.js finds it and sent with the headers of headers.json, the two files that the real
distribution is made of. `/_outbox/` and `/_outside/` exist only here.
"""

import gzip
import hashlib
import json
import mimetypes
import os
import urllib.request
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from infra.headers import cache_control, headers, page_headers
from infra.local import outbox as letters

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailers",
    "transfer-encoding", "upgrade", "host", "content-length", "accept-encoding",
}  # fmt: skip
_TEXT = ("text/", "application/json", "application/problem+json", "application/javascript",
         "application/manifest+json", "image/svg+xml", "application/xml")  # fmt: skip


def rewritten(path: str) -> tuple[str, bool]:
    """What cf-function.js makes of a path: the file to serve, or (True) where to go instead."""
    if path.endswith("/"):
        return path + "index.html", False
    if "." not in path.rsplit("/", 1)[1]:
        return path + "/", True
    return path, False


def squeezed(content: bytes, kind: str, request: Request) -> tuple[bytes, dict[str, str]]:
    """The content gzipped, if it is text and the browser takes that."""
    if not kind.startswith(_TEXT):
        return content, {}
    if len(content) < 1000 or "gzip" not in request.headers.get("accept-encoding", ""):
        return content, {"Vary": "Accept-Encoding"}
    packed = gzip.compress(content, 6, mtime=0)
    return packed, {"Vary": "Accept-Encoding", "Content-Encoding": "gzip"}


class Pages:
    """The built site."""

    def __init__(self, dist: Path, uploads: str) -> None:
        self.dist, self.uploads = dist.resolve(), uploads

    async def __call__(self, request: Request) -> Response:
        """One file, or 404."""
        sent = page_headers(request.url.path, self.uploads)
        path, elsewhere = rewritten(request.url.path)
        if elsewhere:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(path + query, 301)
        file, status = (self.dist / path.lstrip("/")).resolve(), 200
        if not file.is_file() or self.dist not in file.parents:
            file, status = self.dist / "404.html", 404
        if not file.is_file():
            return Response("There is no such page.", 404, sent, media_type="text/plain")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        content = file.read_bytes()
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        sent |= {"Cache-Control": cache_control(path, headers()["cache"]), "ETag": tag}
        if status == 200 and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=sent)
        content, more = squeezed(content, kind, request)
        return Response(content, status, sent | more, media_type=kind)


class Passage:
    """Passes requests on to an address, as CloudFront does to an origin."""

    def __init__(
        self, client: httpx.AsyncClient, base: str, strip: str = "", host: str | None = None
    ):
        self.client, self.base, self.strip, self.host = client, base, strip, host

    async def __call__(self, request: Request) -> Response:
        """The origin's answer; a problem document when there is none."""
        path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
        query = request.scope["query_string"].decode("latin-1")
        url = self.base + path.removeprefix(self.strip) + (f"?{query}" if query else "")
        sent = [(n, v) for n, v in request.headers.items() if n not in _HOP | {"x-forwarded-for"}]
        sent.append(("x-forwarded-for", _hops(request)))
        if self.host:
            sent.append(("host", self.host))
        try:
            answer = await self.client.request(
                request.method, url, headers=sent, content=await request.body()
            )
        except httpx.HTTPError:
            return _no_origin()
        kind = answer.headers.get("content-type", "")
        content, more = squeezed(answer.content, kind, request)
        response = Response(content, answer.status_code)
        response.raw_headers = [
            (name.lower(), value)
            for name, value in answer.headers.raw
            if name.lower().decode() not in _HOP | {"content-encoding", "vary", "date", "server"}
        ]
        response.headers.update({**more, "Content-Length": str(len(content))})
        return response


def _hops(request: Request) -> str:
    """X-Forwarded-For as the function sees it on AWS: what the caller wrote, its address as
    CloudFront saw it, and CloudFront's as API Gateway saw it.
    """
    claimed = request.headers.get("x-forwarded-for")
    viewer = request.client.host if request.client else "127.0.0.1"
    return ", ".join([*([claimed] if claimed else []), viewer, "127.0.0.1"])


def _no_origin() -> Response:
    body = {
        "type": "urn:comptoir:problem:unavailable",
        "title": "Service Unavailable",
        "status": 503,
        "code": "unavailable",
        "detail": "The service behind this address does not answer.",
        "next": "Wait a moment and try again.",
    }
    return JSONResponse(body, 503, media_type="application/problem+json")


def build(
    dist: Path,
    api: str,
    api_host: str | None,
    outside: str,
    outbox: letters.Outbox,
    demo: Path,
    uploads: str,
) -> Starlette:
    """The application: `api` and `outside` are the addresses behind `/api` and `/_outside`; the
    file `demo` is there once all demo data are; pages send files to `uploads`.
    """
    client = httpx.AsyncClient(
        timeout=30,
        limits=httpx.Limits(max_connections=200, max_keepalive_connections=50),
        trust_env=False,
    )

    async def ready(request: Request) -> Response:
        return JSONResponse({"ready": True, "demo": demo.exists()})

    pages = Pages(dist, uploads)
    routes: list[BaseRoute] = [
        Route("/_ready", ready),
        *letters.routes(outbox),
        Route(
            "/_outside/{path:path}", Passage(client, outside, "/_outside").__call__, methods=METHODS
        ),
        Route("/api/{path:path}", Passage(client, api, host=api_host).__call__, methods=METHODS),
        Route("/{path:path}", pages.__call__, methods=["GET", "HEAD"]),
    ]
    return Starlette(routes=routes)


def application() -> Starlette:
    """For `uvicorn --factory`; everything comes from the environment (start.py)."""
    env = os.environ
    cloud = env["FRONT_CLOUD"]

    def look(path: str) -> object:
        with urllib.request.urlopen(cloud + path, timeout=5) as answer:
            return json.load(answer)

    outbox = letters.Outbox(Path(env["FRONT_OUTBOX"]), look)
    host = env.get("FRONT_API_HOST") or None
    dist, demo = Path(env["FRONT_DIST"]), Path(env["FRONT_DEMO"])
    return build(dist, env["FRONT_API"], host, env["FRONT_OUTSIDE"], outbox, demo, cloud)
