"""Meters: those of a supply point over time, and the one that hangs there now."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from chalicelib.metering.facts import Meter, Register, Unit
from chalicelib.metering.table import MeterRow


def of_point(point: str) -> tuple[Meter, ...]:
    """All meters of a supply point, in order of their fitting."""
    return tuple(_fact(row) for row in MeterRow.query(point))


def hanging(meters: Iterable[Meter], on: date) -> tuple[Meter, ...]:
    """Those of some meters that hang at their point on a day."""
    return tuple(meter for meter in meters if meter.fitted_at(on))


def by_serial(operator: str, serial: str) -> tuple[Meter, ...]:
    """Wherever an operator's meter of that serial number hangs or hung, in order of time."""
    found = (_fact(row) for row in MeterRow.by_serial.query(f"{operator}#{serial}"))
    return tuple(sorted(found, key=lambda each: each.fitted_on))


def save(meter: Meter) -> None:
    """Write a meter's time at a point; the same again changes nothing."""
    MeterRow(
        meter.point,
        f"{meter.fitted_on.isoformat()}#{meter.serial}",
        serial_key=meter.key,
        serial=meter.serial,
        fitted_on=meter.fitted_on,
        removed_on=meter.removed_on,
        digits=meter.digits,
        decimals=meter.decimals,
        unit=meter.unit,
        communicating=meter.communicating,
        registers=[
            {
                "register": each.register,
                "classed": each.classed,
                "opening": each.opening,
                "closing": each.closing,
            }
            for each in meter.registers
        ],
    ).save()


def _fact(row: MeterRow) -> Meter:
    return Meter(
        point=row.point,
        serial=row.serial,
        fitted_on=row.fitted_on,
        removed_on=row.removed_on,
        digits=int(row.digits),
        decimals=int(row.decimals),
        unit=cast(Unit, row.unit),
        communicating=bool(row.communicating),
        registers=tuple(Register(**each) for each in row.registers),
    )
