"""The world outside on one port: the card network, the grid operator, the gas distributor."""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route


async def _alive(request: Request) -> JSONResponse:
    return JSONResponse({"ok": True})


def routes() -> list[BaseRoute]:
    """Every stand-in's routes: `/stripe/v1/…` and `/cards/…`, `/grid/…`, `/gas/…`."""
    from infra.local.outside import cards, gas, grid

    if state := os.environ.get("OUTSIDE_STATE"):
        Path(state).mkdir(parents=True, exist_ok=True)
    return [Route("/", _alive), *cards.routes, *grid.routes(grid.Grid()), *gas.routes(gas.Gas())]


def application() -> Starlette:
    """For `uvicorn --factory infra.local.outside.app:application`."""
    return Starlette(routes=routes())
