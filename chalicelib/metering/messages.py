"""The messages of the collection queue: a shard to plan, days to fetch, a consent to process."""

from datetime import date
from typing import Literal

import msgspec

from chalicelib.consents import Purpose
from chalicelib.gateways.grid import Fineness

Task = Literal["collect", "catch_up", "sweep", "watch", "remind", "colours"]
Why = Literal["night", "gap", "history"]


class Window(msgspec.Struct, frozen=True):
    """Consecutive days of one point to ask for in one call.

    `why`: last night's day; days of the gap ledger; or the past of a fresh consent, where what the
    grid does not have is no gap.
    """

    point: str
    grid_id: str
    from_on: date
    until_on: date
    why: Why = "night"


class ShardMessage(msgspec.Struct, frozen=True, tag="shard"):
    """Plan one part of an operator's points for a task; `on` is the day to collect."""

    task: Task
    operator: str
    energy: str
    shard: str
    on: date


class FetchMessage(msgspec.Struct, frozen=True, tag="fetch"):
    """Fetch some windows of one operator and energy; `tries` counts how often this came back."""

    operator: str
    energy: str
    windows: tuple[Window, ...]
    tries: int = 0
    fineness: Fineness = "half_hourly"


class ConsentMessage(msgspec.Struct, frozen=True, tag="consent"):
    """Ask the grid whether a pending consent can become active."""

    operator: str
    point: str
    purpose: Purpose
    customer: str
    tries: int = 0


class EraseMessage(msgspec.Struct, frozen=True, tag="erase"):
    """Erase what a withdrawn consent had let be collected, unless it was given again meanwhile."""

    operator: str
    point: str
    purpose: Purpose
    customer: str


class WatchMessage(msgspec.Struct, frozen=True, tag="watch"):
    """Look over some points for what their customers should know, up to the day `on` (in)."""

    operator: str
    points: tuple[str, ...]
    on: date


class RemindMessage(msgspec.Struct, frozen=True, tag="remind"):
    """Remind of a reading at some points, on the day `on` of the operator's window."""

    operator: str
    points: tuple[str, ...]
    on: date


Message = ShardMessage | FetchMessage | ConsentMessage | EraseMessage | WatchMessage | RemindMessage
