"""The network as one thing: what it remembers, and the events that it tells."""

import os
from functools import lru_cache
from typing import Any

from .store import Store, Thing

API_VERSION = "2026-10-28.endive"
"""The version of the public API whose shapes are spoken here."""


class Network:
    """Holds the store; every change of a thing goes through `save` and is told by `tell`."""

    def __init__(self, folder: str | None) -> None:
        self.store = Store(folder)
        self.request: dict[str, str | None] = {"id": None, "idempotency_key": None}

    def now(self) -> int:
        """Whole seconds since 1970 on the network's clock."""
        return int(self.store.now())

    def public_url(self) -> str:
        """Where browsers reach the stand-ins."""
        return os.environ.get("OUTSIDE_PUBLIC_URL", "http://localhost:8000/_outside").rstrip("/")

    def tell(self, type: str, thing: Thing, previous: dict[str, Any] | None = None) -> Thing:
        """Save a thing and make the event that tells of it; its delivery is queued."""
        self.store.save(thing)
        data: dict[str, Any] = {"object": shown(thing)}
        if previous:
            data["previous_attributes"] = previous
        event = {
            "id": self.store.new_id("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": data,
            "livemode": False,
            "pending_webhooks": 1,
            "request": dict(self.request),
            "type": type,
        }
        self.store.save(event)
        from .delivery import queue

        queue(self.store, event["id"])
        return thing


def shown(thing: Any) -> Any:
    """A thing as the API shows it: names that begin with an underscore are the network's own."""
    if isinstance(thing, dict):
        return {name: shown(each) for name, each in thing.items() if not name.startswith("_")}
    if isinstance(thing, list):
        return [shown(each) for each in thing]
    return thing


@lru_cache(maxsize=1)
def network() -> Network:
    """The network of this process; its state is in `OUTSIDE_STATE`, else in memory."""
    made = Network(os.environ.get("OUTSIDE_STATE"))
    from .delivery import start

    start(made)
    return made
