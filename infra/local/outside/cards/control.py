"""The switches of the simulation: `/cards/control…`, JSON, for tests and demonstrations only."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import charges, delivery
from .network import network, shown
from .refusals import Refused

SWITCHES: dict[str, Any] = {
    "paused": False,
    "duplicates": 0,
    "delay_seconds": 0,
    "shuffle_seconds": 0,
    "drop": 0,
    "wrong_signature": False,
    "lose_answers": 0,
    "fail_next": 0,
    "fail_status": 500,
    "slow_ms": 0,
    "debit_seconds": 5,
    "payment_method_types": ["card", "sepa_debit"],
    "webhook_url": None,
    "webhook_secret": None,
}
"""Every switch with what it is when nobody has set it; delivery.py and api.py say what they do."""


async def look(request: Request) -> Response:
    """GET: the switches, and how many deliveries are in each state."""
    return await run_in_threadpool(_look)


def _look() -> Response:
    store = network().store
    with store.lock:
        counts = store.db.execute("select state, count(*) n from deliveries group by state")
        return JSONResponse(
            {
                "switches": {name: store.setting(name, value) for name, value in SWITCHES.items()},
                "deliveries": {row["state"]: row["n"] for row in counts},
            }
        )


async def switch(request: Request) -> Response:
    """PUT: set switches; an unknown one is refused."""
    wanted = await request.json()
    unknown = sorted(set(wanted) - set(SWITCHES))
    if unknown:
        return JSONResponse({"unknown": unknown, "known": sorted(SWITCHES)}, 400)
    store = network().store
    with store.lock:
        for name, value in wanted.items():
            if value is None:
                store.unset(name)
            else:
                store.set(name, value)
    return await run_in_threadpool(_look)


async def advance(request: Request) -> Response:
    """POST {"seconds"}: move the network's clock on, and let happen what falls due."""
    seconds = float((await request.json())["seconds"])
    net = network()
    with net.store.lock:
        net.store.set("advanced", float(net.store.setting("advanced", 0)) + seconds)
    return JSONResponse({"delivered": await run_in_threadpool(delivery.tick, net)})


async def deliver(request: Request) -> Response:
    """POST: send everything that waits, now, also while paused."""
    return JSONResponse({"delivered": await run_in_threadpool(delivery.tick, network(), True)})


async def dispute(request: Request) -> Response:
    """POST {"payment_intent" or "charge", "reason"}: the payer's bank takes the money back."""
    wanted = await request.json()
    net = network()

    def step() -> Response:
        with net.store.lock:
            intent = net.store.find(wanted.get("payment_intent", "")) or {}
            id = wanted.get("charge") or intent.get("latest_charge") or ""
            try:
                made = charges.dispute(net, id, wanted.get("reason", "fraudulent"))
            except Refused as refused:
                return JSONResponse(refused.body, refused.status)
            return JSONResponse(shown(made))

    return await run_in_threadpool(step)


async def close(request: Request) -> Response:
    """POST {"status": "won" or "lost"}: a dispute ends."""
    wanted = await request.json()
    net = network()

    def step() -> Response:
        with net.store.lock:
            try:
                made = charges.close_dispute(net, request.path_params["id"], wanted["status"])
            except Refused as refused:
                return JSONResponse(refused.body, refused.status)
            return JSONResponse(shown(made))

    return await run_in_threadpool(step)


async def reset(request: Request) -> Response:
    """POST: forget everything."""
    store = network().store
    with store.lock:
        store.forget()
    return Response(status_code=204)


routes = [
    Route("/cards/control", look, methods=["GET"]),
    Route("/cards/control", switch, methods=["PUT"]),
    Route("/cards/control/advance", advance, methods=["POST"]),
    Route("/cards/control/deliver", deliver, methods=["POST"]),
    Route("/cards/control/disputes", dispute, methods=["POST"]),
    Route("/cards/control/disputes/{id}", close, methods=["POST"]),
    Route("/cards/control/reset", reset, methods=["POST"]),
]
