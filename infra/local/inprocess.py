"""Chalice's app behind HTTP in this very process: what API Gateway does, without packaging.

Used by `make dev` and by the integration tests. It makes the events that API Gateway makes
(REST, Lambda proxy), and answers unknown paths as infra/gateway.yaml says.
"""

import base64
import json
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from anyio import to_thread

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Answer = tuple[int, list[tuple[str, str]], bytes]

STAGE = "api"


class Gateway:
    """An ASGI application over a Chalice app, under `/api`."""

    def __init__(self, find_app: Callable[[], Any], not_found: str) -> None:
        """`find_app` gives the Chalice app; `not_found` is the body for unknown paths."""
        self.find_app, self.not_found = find_app, not_found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            while (message := await receive())["type"] != "lifespan.shutdown":
                await send({"type": f"{message['type']}.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        status, headers, content = await to_thread.run_sync(self.answer, scope, body)
        raw = [(name.lower().encode("latin-1"), value.encode("utf-8")) for name, value in headers]
        raw.append((b"content-length", str(len(content)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": content})

    def answer(self, scope: Scope, body: bytes) -> Answer:
        """Status, headers and body for a request; runs the view in this thread."""
        path = scope["raw_path"].decode("ascii", "replace").partition("?")[0]
        app = self.find_app()
        found = (
            match(app.routes, path.removeprefix(f"/{STAGE}")) if path.startswith("/api/") else None
        )
        if found is None or scope["method"] not in app.routes[found[0]]:
            # API Gateway knows only the methods that were deployed.
            return 404, [("content-type", "application/problem+json")], self.not_found.encode()
        made = app(event(scope, path, found, body), None)
        text = made.get("body") or ""
        content = base64.b64decode(text) if made.get("isBase64Encoded") else text.encode()
        headers = [(name, str(value)) for name, value in (made.get("headers") or {}).items()]
        for name, values in (made.get("multiValueHeaders") or {}).items():
            headers += [(name, str(value)) for value in values]
        return int(made["statusCode"]), headers, content


def match(routes: Mapping[str, Any], path: str) -> tuple[str, dict[str, str]] | None:
    """The route that a path fits, and its parameters as written; a fixed part beats `{name}`."""
    wanted = path.strip("/").split("/")
    best: tuple[tuple[bool, ...], str, dict[str, str]] | None = None
    for route in routes:
        parts = route.strip("/").split("/")
        if len(parts) != len(wanted):
            continue
        named = [part.startswith("{") for part in parts]
        pairs = list(zip(parts, wanted, named, strict=True))
        if all((is_name and have) or part == have for part, have, is_name in pairs):
            rank = tuple(named)
            if best is None or rank < best[0]:
                best = rank, route, {p[1:-1]: have for p, have, is_name in pairs if is_name}
    return None if best is None else best[1:]


def event(
    scope: Scope, path: str, found: tuple[str, dict[str, str]], body: bytes
) -> dict[str, Any]:
    """The event that API Gateway hands to the function."""
    resource, parameters = found
    many: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        many.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
    address = (scope.get("client") or ("127.0.0.1", 0))[0]
    many["x-forwarded-for"] = [", ".join([*many.get("x-forwarded-for", []), address])]
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True):
        query.setdefault(name, []).append(value)
    try:
        text, coded = body.decode("utf-8"), False
    except UnicodeDecodeError:
        text, coded = base64.b64encode(body).decode(), True
    return {
        "resource": resource,
        "path": path.removeprefix(f"/{STAGE}"),
        "httpMethod": scope["method"],
        "headers": {name: values[-1] for name, values in many.items()},
        "multiValueHeaders": many,
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": resource,
            "httpMethod": scope["method"],
            "path": path,
            "stage": STAGE,
            "requestId": str(uuid.uuid4()),
            "identity": {"sourceIp": address, "userAgent": many.get("user-agent", [""])[0]},
        },
        "body": text or None,
        "isBase64Encoded": coded,
    }


def not_found_body() -> str:
    """What infra/gateway.yaml answers to an unknown path."""
    from infra.templates import INFRA, load

    responses = load(INFRA / "gateway.yaml")["Resources"]["RestAPI"]["Properties"][
        "GatewayResponses"
    ]
    text = responses["MISSING_AUTHENTICATION_TOKEN"]["ResponseTemplates"]["application/json"]
    return json.dumps({**json.loads(text), "request_id": "local"})


def application() -> Gateway:
    """The product's own app, for `uvicorn --factory`."""

    def find() -> Any:
        import app

        return app.app

    find()
    return Gateway(find, not_found_body())
