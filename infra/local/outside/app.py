"""The world outside on one port: card network, grids, gas, water, coloured days."""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route


async def _alive(request: Request) -> JSONResponse:
    return JSONResponse({"ok": True})


def routes() -> list[BaseRoute]:
    """Every stand-in's routes: `/stripe/v1`, `/cards`, `/grid`, `/gas`, `/water`, `/rte`."""
    from infra.local.outside import cards, gas, grid, rte, water

    if state := os.environ.get("OUTSIDE_STATE"):
        Path(state).mkdir(parents=True, exist_ok=True)
    return [
        Route("/", _alive),
        *cards.routes,
        *grid.routes(grid.Grid()),
        *gas.routes(gas.Gas()),
        *rte.routes(rte.Rte()),
        *water.routes(water.Water()),
    ]


def application() -> Starlette:
    """For `uvicorn --factory infra.local.outside.app:application`."""
    return Starlette(routes=routes())
