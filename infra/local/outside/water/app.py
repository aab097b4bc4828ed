"""The head-end's routes: a token, a meter's state, its measurements, the control desk."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from infra.local.homes.chance import between, draw
from infra.local.outside.water.state import Faults, Water

View = Callable[[Request], Awaitable[Response]]
Answerer = Callable[[Request], Response]
BASE = "/water/api/v1"
KEPT_DAYS = 800


def _json(body: object, status: int = 200, **headers: str) -> Response:
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")


def _problem(status: int, title: str, **headers: str) -> Response:
    body = msgspec.json.encode({"type": "about:blank", "title": title, "status": status})
    return Response(body, status, headers, media_type="application/problem+json")


def _token(water: Water) -> View:
    async def view(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        water.calls["token"] += 1
        if form.get("grant_type") != "client_credentials" or not form.get("client_secret"):
            return _json({"error": "invalid_client"}, 401)
        token = secrets.token_urlsafe(24)
        water.tokens.add(token)
        return _json({"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    return view


def _guarded(water: Water, name: str, answer: Answerer) -> View:
    async def view(request: Request) -> Response:
        faults = water.faults
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in water.tokens:
            return _problem(401, "Unauthorized")
        if faults.throttled:
            faults.throttled -= 1
            water.calls["429"] += 1
            return _problem(429, "Too many requests", **{"Retry-After": str(faults.wait_seconds)})
        if faults.failing:
            faults.failing -= 1
            water.calls["500"] += 1
            return _problem(500, "Internal error")
        water.calls[name] += 1
        found = answer(request)
        body = bytes(found.body)
        if faults.cut:
            faults.cut -= 1
            return Response(body[: len(body) * 2 // 3], media_type=found.media_type)
        if faults.dropped:
            faults.dropped -= 1
            length = {"Content-Length": str(len(body))}
            return StreamingResponse(iter([body[: len(body) // 3]]), headers=length)
        return found

    return view


def _meter(water: Water) -> Answerer:
    def answer(request: Request) -> Response:
        meter = request.path_params["meter"]
        state = water.faults.states.get(meter, "active")
        if state == "unknown":
            return _problem(404, "No such meter")
        return _json({"id": meter, "state": state, "radio": "lorawan", "interval_seconds": 3600})

    return answer


def _measurements(water: Water) -> Answerer:
    def answer(request: Request) -> Response:
        meter, asked = request.path_params["meter"], request.query_params
        try:
            begins = datetime.fromisoformat(asked["from"]).astimezone(UTC)
            until = datetime.fromisoformat(asked["until"]).astimezone(UTC)
            skipped = int(asked.get("after", "0"))
        except (KeyError, ValueError):
            return _problem(400, "from and until are RFC 3339 moments")
        if until < begins or (until - begins).days > 32:
            return _problem(400, "at most 32 days")
        if (water.now() - begins).days > KEPT_DAYS:
            return _problem(410, "No longer kept")
        if water.faults.states.get(meter) == "unknown":
            return _problem(404, "No such meter")
        moments = water.moments(meter, begins, until)
        part = moments[skipped : skipped + water.faults.page]
        headers = {}
        if skipped + len(part) < len(moments):
            after = urlencode(dict(asked) | {"after": str(skipped + len(part))})
            headers["Link"] = f'<{BASE}/meters/{meter}/measurements?{after}>; rel="next"'
        body = msgspec.json.encode(_senml(water, meter, part))
        return Response(body, 200, headers, media_type="application/senml+json")

    return answer


def _senml(water: Water, meter: str, moments: list[datetime]) -> list[dict[str, object]]:
    """RFC 8428: base name and time once, then each index in m3; the battery stands among them."""
    if not moments:
        return []
    name = f"urn:dev:mac:{meter.lower()}:"
    base = int(moments[0].timestamp())
    records: list[dict[str, object]] = []
    for moment in moments:
        seconds = int(moment.timestamp())
        if off := water.faults.jitter_seconds:
            seconds += between(draw(meter, "clock", seconds)[0], -off, off)
        dm3 = water.index(meter, moment)
        records.append({"n": "volume", "u": "m3", "t": seconds - base, "v": dm3 / 1000})
    if water.faults.duplicated:
        records = [record for record in records for _ in range(2)]
    if water.faults.shuffled:
        records.reverse()
    return [{"bn": name, "bt": base, "n": "battery", "u": "%EL", "v": 93}, *records]


def _control(water: Water) -> View:
    async def view(request: Request) -> Response:
        if request.method == "DELETE":
            water.faults = Faults()
            water.calls.clear()
        elif request.method == "PUT":
            present = msgspec.to_builtins(water.faults)
            wanted = present | msgspec.json.decode(await request.body(), type=dict[str, object])
            try:
                water.faults = msgspec.convert(wanted, Faults)
            except msgspec.ValidationError as error:
                return _problem(400, str(error))
        return _json({"faults": msgspec.to_builtins(water.faults), "calls": dict(water.calls)})

    return view


def routes(water: Water) -> list[BaseRoute]:
    """The routes of a head-end, each under `/water`."""
    one = f"{BASE}/meters/{{meter}}"
    return [
        Route(f"{BASE}/oauth/token", _token(water), methods=["POST"]),
        Route(one, _guarded(water, "meter", _meter(water))),
        Route(f"{one}/measurements", _guarded(water, "measurements", _measurements(water))),
        Route("/water/control", _control(water), methods=["GET", "PUT", "DELETE"]),
    ]


def application(water: Water | None = None) -> Starlette:
    """An ASGI application that is a head-end."""
    return Starlette(routes=routes(water or Water()))
