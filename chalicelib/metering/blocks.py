"""Takes a block of a Green Button file in: intervals between UTC moments, laid on local days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from chalicelib import clock, operators
from chalicelib.consents import record
from chalicelib.contracts import supply
from chalicelib.contracts.columns import Columns
from chalicelib.contracts.facts import LETTERS, point_key
from chalicelib.errors import NotAllowed
from chalicelib.gateways.backoffice import NotYet
from chalicelib.gateways.grid import DayCurve, DayTotal, Fineness
from chalicelib.metering import curves, gaps, totals
from chalicelib.rules.calendar import Period, day_minutes, day_start, local_on
from chalicelib.rules.curve import MISSING, STEP, Sample, half_hours

STEPS = (5, 10, 15, 30, 60)
WORTH = {"Wh": Decimal(1), "W": Decimal(1), "m3": Decimal(1000), "L": Decimal(1)}
"""What one of a unit is in Wh (for W: in watts) or dm3."""
UNITS = {"electricity": ("Wh", "W"), "gas": ("m3", "L"), "water": ("m3", "L")}
MOST_RATE = (MISSING - 1) * 60 // STEP


@dataclass(frozen=True, slots=True)
class _Interval:
    """What passed from a moment for some minutes: Wh or dm3, or mean W; None where unknown."""

    start: datetime
    minutes: int
    value: int | None


def take(operator: str, row: dict[str, str]) -> None:
    """Take one block of one supply point in, whole or not at all.

    Raises `Invalid` (`row_invalid`), `NotYet` while its contract is not in, and `NotAllowed`
    (`consent_needed`) unless who holds the point agreed to the collection of values so fine.
    """
    pack = operators.find(operator)
    columns = Columns(row)
    energy = columns.among("energy", pack.energies)
    point = point_key(operator, energy, _number(energy, columns.code("point")))
    unit = columns.among("unit", UNITS.get(energy, ()))
    if columns.among("direction", ("drawn",), "drawn") != "drawn":
        columns.wrong("direction")
    intervals = list(_intervals(columns, unit))
    today, zone = clock.today(pack.time_zone), pack.time_zone
    days = _curves(columns, intervals, unit, zone, today)
    whole = _totals(columns, intervals, zone, today)
    columns.close()
    if days:
        require(point, "half_hourly", today)
    if whole:
        require(point, "daily", today)
    for day in days:
        keep(point, day)
    for total in whole:
        totals.store(point, total)


def require(point: str, fineness: Fineness, today: date) -> None:
    """Refuse what the holder of a point did not agree to, and a point that is not in yet."""
    found = supply.find(point)
    if found is None:
        raise NotYet("point_not_in_yet", point=point.split("#", 2)[2])
    if not record.standing(point).allows(fineness, found.customer, today):
        raise NotAllowed("consent_needed", purpose=fineness)


def keep(point: str, day: DayCurve) -> None:
    """Store a day; one that is whole leaves the gap ledger."""
    kept = curves.store(point, day)
    if not kept.missing and gaps.of_point(point, Period(day.on, day.on + timedelta(days=1))):
        gaps.close(point, day.on)


def _number(energy: str, named: str) -> str:
    """A point's number; a file that we exported names it as our addresses do (`e-5414...`)."""
    return named.removeprefix(f"{LETTERS.get(energy, '')}-")


def _intervals(columns: Columns, unit: str) -> Iterator[_Interval]:
    ten, text = columns.row.get("ten", "0"), columns.row.get("intervals", "").split()
    if not text:
        columns.wrong("intervals")
    try:
        worth = WORTH.get(unit, Decimal(1)).scaleb(int(ten))
        for each in text:
            start, seconds, value = each.split(":")
            exact = None if value == "-" else Decimal(value) * worth
            if exact is not None and (exact < 0 or exact != exact.to_integral_value()):
                raise ValueError
            minutes, rest = divmod(int(seconds), 60)
            begins = datetime.fromtimestamp(int(start), UTC)
            if rest or begins.second:
                raise ValueError
            yield _Interval(begins, minutes, None if exact is None else int(exact))
    except (ValueError, InvalidOperation, OverflowError):
        columns.wrong("intervals")


def _curves(
    columns: Columns, intervals: list[_Interval], unit: str, zone: str, today: date
) -> list[DayCurve]:
    """The local days of intervals of an hour or less."""
    samples: dict[date, list[Sample]] = {}
    for each in intervals:
        if each.minutes not in STEPS:
            if each.minutes < 23 * 60:
                columns.wrong("intervals")
            continue
        on = local_on(each.start, zone)
        rate = _rate(each, unit)
        if on >= today or (rate is not None and rate > MOST_RATE):
            columns.wrong("intervals")
        elif rate is not None:
            passed = int((each.start - day_start(on, zone)).total_seconds()) // 60
            samples.setdefault(on, []).append(Sample(passed, each.minutes, rate))
    return [
        DayCurve(
            on,
            half_hours(found, day_minutes(on, zone) // STEP),
            min(sample.minutes for sample in found),
        )
        for on, found in sorted(samples.items())
    ]


def _rate(interval: _Interval, unit: str) -> int | None:
    """Mean W, or dm3 an hour."""
    if interval.value is None or unit == "W":
        return interval.value
    return interval.value * 60 // interval.minutes


def _totals(columns: Columns, intervals: list[_Interval], zone: str, today: date) -> list[DayTotal]:
    """The intervals that are whole local days."""
    found = []
    for each in intervals:
        if each.minutes < 23 * 60:
            continue
        on = local_on(each.start, zone)
        fits = each.start == day_start(on, zone) and each.minutes == day_minutes(on, zone)
        if not fits or on >= today:
            columns.wrong("intervals")
        elif each.value is not None:
            found.append(DayTotal(on, each.value))
    return found
