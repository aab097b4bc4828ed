"""The RTE stand-in's routes: a token, the Tempo calendar, its control desk."""

import base64
import secrets
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from infra.local.homes.tempo import COLOURS
from infra.local.outside.rte.state import Faults, Rte

View = Callable[[Request], Awaitable[Response]]
MOST_DAYS = 366
AHEAD = timedelta(days=2)


def _token(rte: Rte) -> View:
    async def view(request: Request) -> Response:
        rte.calls["token"] += 1
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        try:
            name, _, secret = base64.b64decode(given).decode().partition(":")
        except ValueError:
            name = secret = ""
        if kind != "Basic" or not name or not secret:
            return JSONResponse({"error": "invalid_client"}, 401)
        token = secrets.token_urlsafe(24)
        rte.tokens.add(token)
        return JSONResponse({"access_token": token, "token_type": "Bearer", "expires_in": 7200})

    return view


def _refused(code: str, words: str) -> Response:
    return JSONResponse({"error": code, "error_description": words}, 400)


def _calendar(rte: Rte) -> View:
    async def view(request: Request) -> Response:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in rte.tokens:
            return Response(status_code=401)
        if rte.faults.throttled:
            rte.faults.throttled -= 1
            return Response(status_code=429, headers={"Retry-After": str(rte.faults.wait_seconds)})
        if rte.faults.failing:
            rte.faults.failing -= 1
            return Response("<html>Bad Gateway</html>", 502, media_type="text/html")
        rte.calls["calendar"] += 1
        try:
            starts, ends = (
                datetime.fromisoformat(request.query_params[name])
                for name in ("start_date", "end_date")
            )
        except (KeyError, ValueError):
            return _refused("TEMPOLIKECAL_TMPLIKCAL_F01", "a date is missing or unreadable")
        if starts.tzinfo is None or ends.tzinfo is None or starts >= ends:
            return _refused("TEMPOLIKECAL_TMPLIKCAL_F02", "the end is not after the start")
        if (ends.date() - starts.date()).days > MOST_DAYS:
            return _refused("TEMPOLIKECAL_TMPLIKCAL_F04", "the period is longer than 366 days")
        if ends.date() > rte.now().date() + AHEAD:
            return _refused("TEMPOLIKECAL_TMPLIKCAL_F03", "the end is later than two days ahead")
        body = msgspec.json.encode(_document(rte, starts.date(), ends.date()))
        if rte.faults.cut:
            rte.faults.cut -= 1
            body = body[: len(body) * 2 // 3]
        return Response(body, media_type="application/json")

    return view


def _document(rte: Rte, from_on: date, until_on: date) -> dict[str, object]:
    known = [
        from_on + timedelta(days=passed)
        for passed in range((until_on - from_on).days)
        if from_on + timedelta(days=passed) < rte.known_until()
    ]
    values = [
        {
            "start_date": _midnight(on, rte.zone),
            "end_date": _midnight(on + timedelta(days=1), rte.zone),
            "value": COLOURS[on].upper(),
            "fallback": on in rte.faults.fallback,
            "updated_date": datetime.combine(
                on - timedelta(days=1), time(10, 20), ZoneInfo(rte.zone)
            ).isoformat(),
        }
        for on in reversed(known)
    ]
    return {
        "tempo_like_calendars": {
            "start_date": _midnight(from_on, rte.zone),
            "end_date": _midnight(until_on, rte.zone),
            "values": values,
        }
    }


def _midnight(on: date, zone: str) -> str:
    return datetime.combine(on, time(), ZoneInfo(zone)).isoformat()


def _control(rte: Rte) -> View:
    async def view(request: Request) -> Response:
        if request.method == "DELETE":
            rte.faults = Faults()
            rte.calls.clear()
        elif request.method == "PUT":
            present = msgspec.to_builtins(rte.faults)
            wanted = present | msgspec.json.decode(await request.body(), type=dict[str, object])
            try:
                rte.faults = msgspec.convert(wanted, Faults)
            except msgspec.ValidationError as error:
                return JSONResponse({"error": str(error)}, 400)
        faults = msgspec.to_builtins(rte.faults)
        return Response(msgspec.json.encode({"faults": faults, "calls": dict(rte.calls)}))

    return view


def routes(rte: Rte) -> list[BaseRoute]:
    """The routes of the portal, each under `/rte`."""
    calendars = "/rte/open_api/tempo_like_supply_contract/v1/tempo_like_calendars"
    return [
        Route("/rte/token/oauth/", _token(rte), methods=["POST"]),
        Route(calendars, _calendar(rte)),
        Route("/rte/control", _control(rte), methods=["GET", "PUT", "DELETE"]),
    ]


def application(rte: Rte | None = None) -> Starlette:
    """An ASGI application that is the portal."""
    return Starlette(routes=routes(rte or Rte()))
