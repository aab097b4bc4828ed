"""Takes curves in from a file that a local distributor or a water head-end drops.

`curves.csv`: energy, point, on, step (minutes of a slot), unit (W or Wh for electricity, dm3 for
gas and water), values (one for each slot that passes in the local day, separated by spaces, `-`
where the meter has none). A Green Button file (`curves.xml`) is taken block by block, its intervals
laid on local days; intervals of whole days are daily values. A day that comes again, in this file
or another, is kept once; what differs is a correction.
"""

from collections.abc import Sequence

from chalicelib import clock, operators
from chalicelib.contracts.columns import Columns
from chalicelib.contracts.facts import point_key
from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import blocks
from chalicelib.rules.calendar import day_minutes
from chalicelib.rules.curve import MISSING, STEP, Sample, half_hours

STEPS = ("5", "10", "15", "30", "60")
UNITS = {"electricity": ("W", "Wh"), "gas": ("dm3",), "water": ("dm3",)}
MOST_RATE = (MISSING - 1) * 60 // STEP
"""The highest W, or dm3 an hour, that a half-hour can hold."""


def take_curve(operator: str, row: dict[str, str]) -> None:
    """Take one day of one supply point in.

    Raises `Invalid` (`row_invalid`), `NotYet` while its contract is not in, and `NotAllowed`
    (`consent_needed`) unless who holds the point agreed to the collection of its half-hours.
    """
    if "intervals" in row:
        blocks.take(operator, row)
        return
    pack = operators.find(operator)
    columns = Columns(row)
    energy = columns.among("energy", pack.energies)
    point, on = point_key(operator, energy, columns.code("point")), columns.day("on")
    named = columns.among("step", STEPS)
    step = int(named) if named in STEPS else STEP
    unit = columns.among("unit", UNITS.get(energy, ()))
    minutes, today = day_minutes(on, pack.time_zone), clock.today(pack.time_zone)
    if on >= today:
        columns.wrong("on")
    values = row.get("values", "").split()
    if len(values) * step != minutes:
        columns.wrong("values")
    rates = _rates(columns, values, 1 if unit == "W" else 60 // step)
    columns.close()
    blocks.require(point, "half_hourly", today)
    samples = [
        Sample(place * step, step, rate) for place, rate in enumerate(rates) if rate is not None
    ]
    blocks.keep(point, DayCurve(on, half_hours(samples, minutes // STEP), step))


def _rates(columns: Columns, values: Sequence[str], times: int) -> list[int | None]:
    """Each slot as W, or dm3 an hour; None where the meter has none."""
    rates: list[int | None] = []
    for value in values:
        if value == "-":
            rates.append(None)
        elif value.isascii() and value.isdigit() and int(value) * times <= MOST_RATE:
            rates.append(int(value) * times)
        else:
            columns.wrong("values")
    return rates
