"""The world outside on one port: the card network, the grid operators, the gas distributor."""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route


async def _alive(request: Request) -> JSONResponse:
    return JSONResponse({"ok": True})


def routes() -> list[BaseRoute]:
    """Every stand-in's routes: `/stripe/v1/…` and `/cards/…`, `/grid/…`, `/gas/…`, `/rte/…`."""
    from infra.local.outside import cards, gas, grid, rte

    if state := os.environ.get("OUTSIDE_STATE"):
        Path(state).mkdir(parents=True, exist_ok=True)
    power, fuel, colours = grid.routes(grid.Grid()), gas.routes(gas.Gas()), rte.routes(rte.Rte())
    return [Route("/", _alive), *cards.routes, *power, *fuel, *colours]


def application() -> Starlette:
    """For `uvicorn --factory infra.local.outside.app:application`."""
    return Starlette(routes=routes())
