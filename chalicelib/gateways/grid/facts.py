"""What every grid adapter gives back, and the reasons for which a grid gives nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from chalicelib.rules.calendar import Period

Reason = Literal[
    "not_published",
    "no_data",
    "incomplete",
    "consent_gone",
    "moved_out",
    "recording_off",
    "wrong_direction",
    "unknown_point",
    "too_old",
    "before_activation",
    "quota",
    "unavailable",
    "refused",
]
"""Why a day is not there; a customer reads a sentence for each (`gaps.json`).

`not_published` is not said by a grid: it is `no_data` for a day that may still come.
"""

Fineness = Literal["half_hourly", "daily"]

LASTING: frozenset[Reason] = frozenset(
    {"consent_gone", "moved_out", "recording_off", "wrong_direction", "unknown_point"}
)
"""Reasons that stand until a person changes something: asking again tomorrow is no use."""


class GridRefused(Exception):
    """The grid gave nothing: why, its own code, and when to ask again where it said so."""

    def __init__(self, reason: Reason, code: str = "", next_try_at: datetime | None = None) -> None:
        super().__init__(f"{reason} ({code})" if code else reason)
        self.reason = reason
        self.code = code
        self.next_try_at = next_try_at


@dataclass(frozen=True, slots=True)
class DayCurve:
    """A local day of one point: Wh in each half-hour, `rules.curve.MISSING` where unknown.

    `step` is the minutes of the meter's own step.
    """

    on: date
    values: Sequence[int]
    step: int


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What one point used in a whole local day: Wh, or dm3 of gas and water.

    `settled` is False while the grid may still change it.
    """

    on: date
    amount: int
    settled: bool = True


class Grid(Protocol):
    """A grid operator that one can ask for what its meters measured."""

    days_a_call: Mapping[Fineness, int]
    """How finely it measures, and how many days one call of each may cover."""

    def load_curve(self, grid_id: str, period: Period) -> dict[date, DayCurve]:
        """The half-hours of a period that the grid has. Raises `GridRefused`."""
        ...

    def daily(self, grid_id: str, period: Period) -> dict[date, DayTotal]:
        """The daily totals of a period that the grid has. Raises `GridRefused`."""
        ...

    def check(self, grid_id: str) -> None:
        """Raise `GridRefused` unless the point may be asked for and its meter communicates."""
        ...
