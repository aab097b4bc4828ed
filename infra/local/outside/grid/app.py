"""The stand-in's routes: a token, the readings, contracts, and its control desk."""

import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from infra.local.outside.grid import readings, wire
from infra.local.outside.grid.faults import Faults
from infra.local.outside.grid.quota import Quota
from infra.local.outside.grid.state import Grid
from infra.local.outside.grid.values import Curve
from infra.local.outside.grid.wire import Refused, refused

Answerer = Callable[[Grid, Request], dict[str, object]]
View = Callable[[Request], Awaitable[Response]]


def _json(body: object, status: int = 200, retry_after: int | None = None) -> Response:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")


def _token(grid: Grid) -> View:
    async def view(request: Request) -> Response:
        form = dict(_pairs(await request.body()))
        grid.calls["token"] += 1
        if form.get("grant_type") != "client_credentials":
            return _json({"error": "unsupported_grant_type"}, 400)
        if not form.get("client_id") or not form.get("client_secret"):
            return _json({"error": "invalid_client"}, 401)
        token = secrets.token_urlsafe(24)
        grid.tokens[token] = time.monotonic() + grid.faults.token_seconds
        return _json(
            {
                "access_token": token,
                "scope": "am_application_scope default",
                "token_type": "Bearer",
                "expires_in": grid.faults.token_seconds,
            }
        )

    return view


def _pairs(body: bytes) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(body.decode())


def _authorised(grid: Grid, request: Request) -> None:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind != "Bearer" or grid.tokens.get(token, 0.0) < time.monotonic():
        body: dict[str, object] = {
            "code": "900901",
            "message": "Invalid Credentials",
            "description": "Access failure for API. Make sure you have provided the correct token",
        }
        raise Refused(401, body)


def _throttle(grid: Grid) -> None:
    faults, now = grid.faults, grid.now()
    if faults.throttled:
        faults.throttled -= 1
        until = now + timedelta(seconds=faults.wait_seconds)
        raise wire.throttled(faults.throttle_form, until, now)
    full = grid.quota.take(now.timestamp(), faults.calls_per_second, faults.calls_per_hour)
    if full:
        raise wire.throttled(full[0], datetime.fromtimestamp(full[1], UTC), now)


def _call_fault(grid: Grid, request: Request, kind: str) -> bool:
    """Whether a fault of a whole call happens now: counted ones first, then by chance."""
    left = getattr(grid.faults, kind)
    if left:
        setattr(grid.faults, kind, left - 1)
        return True
    if not grid.faults.rates:
        return False
    asked = request.query_params
    on = date.fromisoformat(asked.get("start", "2020-01-01"))
    return grid.strikes(kind, asked.get("usage_point_id", ""), on)


def _metered(grid: Grid, name: str, answer: Answerer) -> View:
    async def view(request: Request) -> Response:
        try:
            _authorised(grid, request)
            _throttle(grid)
            if grid.faults.rates and _call_fault(grid, request, "throttled"):
                until = grid.now() + timedelta(seconds=grid.faults.wait_seconds)
                raise wire.throttled(grid.faults.throttle_form, until, grid.now())
            if _call_fault(grid, request, "failing"):
                raise refused(500, "technical_error", "Technical error. Please try later.")
            body = answer(grid, request)
        except Refused as no:
            grid.calls[str(no.status)] += 1
            return _json(no.body, no.status, no.retry_after)
        grid.calls[name] += 1
        whole = msgspec.json.encode(body)
        if _call_fault(grid, request, "cut"):
            return Response(whole[: len(whole) * 2 // 3], media_type="application/json")
        if _call_fault(grid, request, "dropped"):
            part = iter([whole[: len(whole) // 3]])
            length = {"Content-Length": str(len(whole))}
            return StreamingResponse(part, headers=length, media_type="application/json")
        return Response(whole, media_type="application/json")

    return view


def _control(grid: Grid) -> View:
    async def view(request: Request) -> Response:
        if request.method == "DELETE":
            grid.reset()
        elif request.method in ("PUT", "POST"):
            present = msgspec.to_builtins(grid.faults)
            wanted = present | msgspec.json.decode(await request.body(), type=dict[str, object])
            try:
                grid.faults = msgspec.convert(wanted, Faults)
            except msgspec.ValidationError as error:
                return _json({"error": "invalid_request", "error_description": str(error)}, 400)
            grid.quota = Quota()
        return _json({"faults": grid.faults, "calls": dict(grid.calls)})

    return view


class Fed(msgspec.Struct):
    """A measured day: mean W for each step of `minutes`."""

    minutes: int
    watts: list[int]


def _feed(grid: Grid) -> View:
    async def view(request: Request) -> Response:
        fed = msgspec.json.decode(await request.body(), type=Fed)
        on = date.fromisoformat(request.path_params["on"])
        curve = Curve(fed.minutes, tuple(fed.watts))
        grid.values.fed[request.path_params["point"], on] = curve
        return _json({"wh": curve.wh})

    return view


def routes(grid: Grid) -> list[Route]:
    """The routes of a grid operator, each under `/grid`."""
    served: tuple[tuple[str, str, Answerer], ...] = (
        ("metering_data_clc/v5/consumption_load_curve", "load_curve", readings.load_curve),
        ("metering_data_dc/v5/daily_consumption", "daily", readings.daily),
        ("metering_data_dcmp/v5/daily_consumption_max_power", "peak", readings.peak),
        ("customers_upc/v5/usage_points/contracts", "contracts", readings.contracts),
    )
    return [
        Route("/grid/oauth2/v3/token", _token(grid), methods=["POST"]),
        *(Route(f"/grid/{path}", _metered(grid, name, view)) for path, name, view in served),
        Route("/grid/control", _control(grid), methods=["GET", "PUT", "POST", "DELETE"]),
        Route("/grid/control/curves/{point}/{on}", _feed(grid), methods=["PUT"]),
    ]


def application(grid: Grid | None = None) -> Starlette:
    """An ASGI application that is a grid operator."""
    return Starlette(routes=routes(grid or Grid()))
