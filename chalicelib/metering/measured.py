"""What a supply point used, as its readings tell: uses between indexes, over all its meters."""

from collections.abc import Iterable, Sequence
from datetime import date

from chalicelib.metering import meters, readings
from chalicelib.metering.facts import Meter, Reading, in_force
from chalicelib.rules.meter import uses
from chalicelib.rules.usage import Reading as Index
from chalicelib.rules.usage import Use


def uses_of(point: str) -> tuple[Use, ...]:
    """The uses of a supply point between its readings, in order: whole Wh, or dm3 (gas too)."""
    hung = meters.of_point(point)
    return between(readings.of_meters(hung), hung)


def between(found: Iterable[Reading], hung: Sequence[Meter]) -> tuple[Use, ...]:
    """The uses between readings of some meters; corrected and overtaken ones do not count."""
    counted = (reading.bare() for reading in in_force(found))
    return uses(counted, [meter.epoch() for meter in hung])


def last_before(
    found: Iterable[Reading], meter: Meter, register: str, before: date
) -> Index | None:
    """The last index of a register before a day: real, or else estimated, or else its opening."""
    own = [
        reading
        for reading in in_force(found)
        if (reading.meter, reading.register) == (meter.serial, register) and reading.on < before
    ]
    real = [reading for reading in own if reading.kind == "real"]
    if real or own:
        return (real or own)[-1].bare()
    opening = meter.register(register)
    if opening is None or meter.fitted_on >= before:
        return None
    return Index(meter.fitted_on, opening.opening, "real", register, meter.serial)
