"""Load curve, daily consumption, daily maximum power: the checks and the rows of each."""

import random
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request

from infra.local.outside.grid import wire
from infra.local.outside.grid.faults import names
from infra.local.outside.grid.state import Grid
from infra.local.outside.grid.wire import refused

ACTIVATED_ON = date(2020, 1, 1)
CURVE_DAYS, CURVE_DEPTH = 7, timedelta(days=731 + 15)
DAILY_DAYS, DAILY_DEPTH = 365, timedelta(days=1096 + 15)


@dataclass(frozen=True)
class Asked:
    """A checked request for readings."""

    point: str
    start: date
    end: date

    def days(self) -> list[date]:
        """Each day asked for."""
        return [self.start + timedelta(days=n) for n in range((self.end - self.start).days)]


def _day(request: Request, name: str) -> date:
    text = request.query_params.get(name, "")
    title = name.capitalize()
    if not text:
        raise refused(400, "Invalid_request", f"{title} date parameter is required")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refused(
            400, "Invalid_request", f"{title} date parameter must be in the format YYYY-MM-DD"
        ) from None


def point_of(request: Request) -> str:
    """The usage point asked for, checked."""
    point = request.query_params.get("usage_point_id", "")
    if not point:
        raise refused(400, "Invalid_request", "usage_point_id parameter is required")
    if len(point) != 14 or not point.isdigit():
        raise refused(400, "Invalid_request", "usage_point_id parameter must be 14 digits long")
    return point


def _asked(grid: Grid, request: Request, days: int, depth: timedelta, curve: bool) -> Asked:
    point, start, end = point_of(request), _day(request, "start"), _day(request, "end")
    today = grid.now().date()
    if start >= end:
        raise refused(400, "Invalid_request", "Start date should be before end date")
    if end > today:
        raise refused(
            400, "Invalid_request", "The end date parameter must be earlier than the current date"
        )
    if (end - start).days > days:
        code = "ADAM-DC-0015" if curve else "ADAM-ERR0126"
        raise refused(
            400, code, f"The requested period must be less than {days} days for an access"
        )
    if start < today - depth:
        raise refused(
            400, "ADAM-ERR0125", "The start date must be greater than the history deadline"
        )
    if start < ACTIVATED_ON:
        raise refused(
            400,
            "ADAM-ERR0123",
            "The requested period cannot be anterior to the meter's last activation date",
        )
    consent = grid.faults.consents.get(point)
    if consent and (curve or consent != "refused"):
        raise refused(*wire.CONSENTS[consent])
    return Asked(point, start, end)


def load_curve(grid: Grid, request: Request) -> dict[str, object]:
    """The answer to `consumption_load_curve`."""
    asked = _asked(grid, request, CURVE_DAYS, CURVE_DEPTH, curve=True)
    step = grid.faults.steps.get(asked.point, 30)
    rows: list[wire.Row] = []
    for on in asked.days():
        if not grid.published(asked.point, on) or grid.faults.missing_on(asked.point, on):
            continue
        if grid.strikes("missing", asked.point, on):
            continue
        day = wire.load_rows(on, grid.values.of(asked.point, on, step), grid.zone)
        if names(grid.faults.half, asked.point) or grid.strikes("half", asked.point, on):
            day = day[: len(day) // 2]
        if names(grid.faults.duplicated, asked.point) or grid.strikes(
            "duplicated", asked.point, on
        ):
            day = [row for row in day for _ in range(2)]
        rows += day
    if names(grid.faults.shuffled, asked.point) or grid.strikes(
        "shuffled", asked.point, asked.start
    ):
        _shuffle(rows, asked)
    if not rows:
        raise refused(404, "no_data_found", "no measure found for this usage point")
    return wire.reading(asked.point, asked.start, asked.end, wire.LOAD, rows)


def _shuffle(rows: list[wire.Row], asked: Asked) -> None:
    """Put rows in no order; those that share a label (October's two hours) stay in theirs."""
    waiting: defaultdict[str, deque[wire.Row]] = defaultdict(deque)
    for row in rows:
        waiting[row["date"]].append(row)
    labels = [row["date"] for row in rows]
    random.Random(f"{asked.point}{asked.start}").shuffle(labels)
    rows[:] = [waiting[label].popleft() for label in labels]


def daily(grid: Grid, request: Request) -> dict[str, object]:
    """The answer to `daily_consumption`."""
    asked = _asked(grid, request, DAILY_DAYS, DAILY_DEPTH, curve=False)
    rows = [
        {"value": str(grid.values.of(asked.point, on).wh), "date": on.isoformat()}
        for on in asked.days()
        if grid.published(asked.point, on) and not grid.faults.missing_on(asked.point, on)
    ]
    if not rows:
        raise refused(404, "no_data_found", "no measure found for this usage point")
    return wire.reading(asked.point, asked.start, asked.end, wire.DAILY, rows)


def peak(grid: Grid, request: Request) -> dict[str, object]:
    """The answer to `daily_consumption_max_power`."""
    asked = _asked(grid, request, DAILY_DAYS, DAILY_DEPTH, curve=False)
    rows = []
    for on in asked.days():
        if grid.published(asked.point, on) and not grid.faults.missing_on(asked.point, on):
            va, minute = grid.values.peak(asked.point, on)
            at = f"{on.isoformat()} {minute // 60:02d}:{minute % 60:02d}:00"
            rows.append({"value": str(va), "date": at})
    if not rows:
        raise refused(404, "no_data_found", "no measure found for this usage point")
    return wire.reading(asked.point, asked.start, asked.end, wire.PEAK, rows)


def contracts(grid: Grid, request: Request) -> dict[str, object]:
    """The answer to `usage_points/contracts`."""
    point = point_of(request)
    consent = grid.faults.consents.get(point)
    if consent in ("gone", "moved", "unknown"):
        raise refused(*wire.CONSENTS[consent])
    return wire.contracts(point)
