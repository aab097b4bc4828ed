"""The gas stand-in's routes: a token, rights of access, daily consumption, its control desk."""

import secrets
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta
from urllib.parse import parse_qsl

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from infra.local.outside.gas import lines
from infra.local.outside.gas.lines import Line
from infra.local.outside.gas.state import Faults, Gas

View = Callable[[Request], Awaitable[Response]]
Answerer = Callable[[Request, bytes], Response]
DEPTH = timedelta(days=1096)


def _ndjson(documents: Iterable[Line], status: int = 200) -> Response:
    body = b"\n".join(msgspec.json.encode(each) for each in documents) + b"\n"
    return Response(body, status, media_type="application/nd-json")


def _token(gas: Gas) -> View:
    async def view(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        gas.calls["token"] += 1
        whole = form.get("client_id") and form.get("client_secret") and form.get("scope")
        if form.get("grant_type") != "client_credentials" or not whole:
            return _ndjson([{"error": "invalid_client"}], 401)
        token = secrets.token_urlsafe(24)
        gas.tokens.add(token)
        given: Line = {"access_token": token, "token_type": "Bearer", "expires_in": 14_399}
        return Response(msgspec.json.encode(given), media_type="application/json")

    return view


def _guarded(gas: Gas, name: str, answer: Answerer) -> View:
    async def view(request: Request) -> Response:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in gas.tokens:
            return _ndjson([{"error": "invalid_token"}], 401)
        if gas.faults.throttled:
            gas.faults.throttled -= 1
            gas.calls["429"] += 1
            headers = {"Retry-After": str(gas.faults.wait_seconds)}
            return Response(b"", 429, headers)
        if gas.faults.failing:
            gas.faults.failing -= 1
            gas.calls["500"] += 1
            return Response(b"<html>Internal Server Error</html>", 500, media_type="text/html")
        gas.calls[name] += 1
        found = answer(request, await request.body())
        if gas.faults.cut:
            gas.faults.cut -= 1
            body = bytes(found.body)
            return Response(body[: len(body) * 2 // 3], media_type="application/nd-json")
        return found

    return view


def _consumption(gas: Gas) -> Answerer:
    def answer(request: Request, body: bytes) -> Response:
        point = request.path_params["pce"]
        try:
            first = date.fromisoformat(request.query_params.get("date_debut", ""))
            last = date.fromisoformat(request.query_params.get("date_fin", ""))
        except ValueError:
            return _ndjson([{"code": "1000005", "message": "date"}], 400)
        if last < first or last > gas.today() or first < gas.today() - DEPTH:
            return _ndjson([{"code": "1000006", "message": "period"}], 400)
        if code := gas.faults.codes.get(point):
            return _ndjson([lines.refused(point, code)])
        days = [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
        found = [
            lines.consumption(point, on, gas.zone, gas.settled(on))
            for on in days
            if gas.published(point, on)
        ]
        if not found:
            return _ndjson([lines.refused(point, "1000008")])
        if gas.faults.duplicated:
            found = [line for line in found for _ in range(2)]
        if gas.faults.shuffled:
            found.reverse()
        return _ndjson(found)

    return answer


class AskedRights(msgspec.Struct):
    """Whose rights of access are asked for."""

    id_pce: list[str]


def _rights(gas: Gas) -> Answerer:
    def answer(request: Request, body: bytes) -> Response:
        asked = msgspec.json.decode(body, type=AskedRights).id_pce
        states = {point: gas.faults.rights.get(point, "Active") for point in asked}
        found = [
            lines.right(point, state, gas.faults.informative)
            for point, state in states.items()
            if state
        ]
        return _ndjson([*found, lines.DONE])

    return answer


def _control(gas: Gas) -> View:
    async def view(request: Request) -> Response:
        if request.method == "DELETE":
            gas.faults = Faults()
            gas.calls.clear()
        elif request.method == "PUT":
            present = msgspec.to_builtins(gas.faults)
            wanted = present | msgspec.json.decode(await request.body(), type=dict[str, object])
            try:
                gas.faults = msgspec.convert(wanted, Faults)
            except msgspec.ValidationError as error:
                return _ndjson([{"error": str(error)}], 400)
        return _ndjson([{"faults": msgspec.to_builtins(gas.faults), "calls": dict(gas.calls)}])

    return view


def routes(gas: Gas) -> list[BaseRoute]:
    """The routes of a gas distributor, each under `/gas`."""
    base = "/gas/adict/v2"
    consumed = f"{base}/pce/{{pce}}/donnees_consos_informatives"
    return [
        Route("/gas/token", _token(gas), methods=["POST"]),
        Route(f"{base}/droits_acces", _guarded(gas, "rights", _rights(gas)), methods=["POST"]),
        Route(consumed, _guarded(gas, "daily", _consumption(gas))),
        Route("/gas/control", _control(gas), methods=["GET", "PUT", "DELETE"]),
    ]


def application(gas: Gas | None = None) -> Starlette:
    """An ASGI application that is a gas distributor."""
    return Starlette(routes=routes(gas or Gas()))
