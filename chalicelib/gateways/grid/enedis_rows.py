"""Rows of a load curve, dated by the local time at which their slot ends, as days of half-hours.

Enedis writes the clock's time without an offset. When the clock goes back, two slots end at 02:00
and two at 02:30 (a customer's file in JC144/EDF_Simulateur_Prix#82 shows it). So each label stands
for the moments at which a clock shows it (`rules.curve.starts_by_end`).
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import msgspec

from chalicelib.gateways.grid.facts import DayCurve
from chalicelib.rules.calendar import Period, day_minutes
from chalicelib.rules.curve import MISSING, STEP, Sample, half_hours, starts_by_end

MOST_WATTS = (MISSING - 1) * 60 // STEP
_STEPS = {"PT5M": 5, "PT10M": 10, "PT15M": 15, "PT30M": 30, "PT60M": 60, "PT1H": 60}


class Row(msgspec.Struct):
    """One row on the wire; `value` is a whole number of watts, as text."""

    date: str
    value: str | int | None = None
    interval_length: str = "PT30M"


@lru_cache(maxsize=4096)
def _window(period: Period, step: int, zone: str) -> dict[str, tuple[date, tuple[int, ...]]]:
    return {
        f"{ends_at:%Y-%m-%d %H:%M:%S}": (on, starts)
        for on in period.dates()
        for ends_at, starts in starts_by_end(on, step, zone).items()
    }


def days_of(rows: Iterable[Row], period: Period, zone: str) -> dict[date, DayCurve]:
    """The days of a period that rows tell of, whatever their order; other days are left out.

    A row that comes twice counts once; one outside the period, or without a whole number of watts
    from 0 to 131,068, does not count.
    """
    samples: dict[date, list[Sample]] = {}
    steps: dict[date, int] = {}
    twice: dict[tuple[date, tuple[int, ...], int], list[int]] = {}
    copies: dict[date, dict[int, int]] = {}
    windows: dict[str, tuple[int, dict[str, tuple[date, tuple[int, ...]]]]] = {}
    for row in rows:
        length = row.interval_length
        known = windows.get(length)
        if known is None:
            step = _STEPS.get(length, 0)
            known = windows[length] = (step, _window(period, step, zone) if step else {})
        step, window = known
        place = window.get(row.date)
        watts = _watts(row.value)
        if place is None or watts is None:
            continue
        on, starts = place
        steps[on] = min(step, steps.get(on, step))
        if len(starts) == 1:
            samples.setdefault(on, []).append(Sample(starts[0], step, watts))
            counted = copies.setdefault(on, {})
            counted[starts[0]] = counted.get(starts[0], 0) + 1
        else:
            samples.setdefault(on, [])
            twice.setdefault((on, starts, step), []).append(watts)
    for (on, starts, step), values in twice.items():
        times = max(copies.get(on, {0: 1}).values())
        passes = _passes(values, times)
        samples[on] += [Sample(s, step, w) for s, w in zip(starts, passes, strict=False)]
    return {
        on: DayCurve(on, half_hours(found, day_minutes(on, zone) // STEP), steps[on])
        for on, found in sorted(samples.items())
    }


def _passes(values: list[int], times: int) -> list[int]:
    """The values of the clock's first and second passing of a label, where all rows may be copied.

    `times` is how often a row that occurs once was sent: copies stand side by side, or follow the
    whole list.
    """
    if times == 1:
        return values
    if len(values) < 2 * times:
        return values[:1]
    return [values[0], values[times] if values[0] == values[1] else values[1]]


def _watts(value: str | int | None) -> int | None:
    try:
        watts = int(value) if value is not None else -1
    except ValueError:
        return None
    return watts if 0 <= watts <= MOST_WATTS else None
