"""A stand-in for the grid operator's Data Connect v5, speaking its wire format and its errors.

Every 14-digit usage point number is a synthetic home (`infra.local.homes`) that always draws the
same; a test may feed a point with measured curves instead, and may make the grid misbehave through
`/grid/control` (see `faults.py`). Paths, parameters, bodies and error codes follow the OpenAPI
files that Enedis published for its version 5 (token v3, load curve, daily consumption, daily
maximum power, contracts).

    app = grid.application()          # an ASGI application, everything under /grid
"""

from infra.local.outside.grid.app import application, routes
from infra.local.outside.grid.state import Grid

__all__ = ["Grid", "application", "routes"]
