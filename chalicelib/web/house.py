"""Routes about the API itself: whether it lives, and its own description."""

from typing import Any

import msgspec

from chalicelib.web import openapi
from chalicelib.web.routing import ANYONE, Room
from chalicelib.web.visit import Visit

room = Room("house")


class Health(msgspec.Struct):
    """The API answers."""

    ok: bool


@room.get("/health", gives=Health, open_to=ANYONE, of_operator=False)
def health(visit: Visit) -> Health:
    """Whether the API answers."""
    return Health(ok=True)


@room.get("/openapi.json", gives=dict[str, Any], open_to=ANYONE, of_operator=False)
def description(visit: Visit) -> dict[str, Any]:
    """This API's OpenAPI 3.1 document."""
    return openapi.document()
