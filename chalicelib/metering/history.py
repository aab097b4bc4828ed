"""The readings of a supply point, page by page, each with what became of it."""

from collections.abc import Sequence
from datetime import date

from chalicelib import clock, operators
from chalicelib.contracts.facts import Holding
from chalicelib.errors import NotFound
from chalicelib.metering import dial, meters, readings, window
from chalicelib.metering.facts import Meter, Reading, in_force
from chalicelib.metering.reading_schemas import ReadingAnswer, ReadingList, Standing
from chalicelib.metering.sending import MONTH
from chalicelib.rules.calendar import days_after


def page(holding: Holding, cursor: str | None) -> ReadingList:
    """Readings, newest first, corrected ones too, of the time that the caller holds the point.

    Raises `Malformed` (`cursor_invalid`).
    """
    hung = meters.of_point(holding.point.point)
    by_serial = {meter.serial: meter for meter in hung}
    found = readings.page(holding, hung, cursor)
    every = readings.of_meters(hung) if found.items else ()
    counting = frozenset(in_force(every))
    real_days = {_place(each) for each in every if each.kind == "real"}
    today = clock.today(operators.find(holding.point.operator).time_zone)
    items = []
    for each in found:
        meter = by_serial[each.meter]
        standing = _standing(each, counting, every, real_days)
        items.append(
            ReadingAnswer(
                reading=each.reading,
                meter=each.meter,
                register=each.register,
                on=each.on,
                index=dial.shown(each.index, meter.decimals),
                unit=meter.unit,
                kind=each.kind,
                source=each.source,
                sent_at=each.sent_at,
                standing=standing,
                correctable=standing == "counts" and _open(holding, meter, each, today),
                photo=bool(each.photo),
            )
        )
    return ReadingList(items=items, next=found.next)


def find(holding: Holding, reading: str) -> Reading:
    """One reading of the time that the caller holds the point; raises `NotFound`."""
    for each in readings.of_point(holding.point.point):
        if each.reading == reading and holding.contract_on(each.on) is not None:
            return each
    raise NotFound("reading_unknown")


Place = tuple[str, str, date]


def _place(reading: Reading) -> Place:
    return reading.meter, reading.register, reading.on


def _standing(
    reading: Reading, counting: frozenset[Reading], every: Sequence[Reading], real_days: set[Place]
) -> Standing:
    """What became of a reading. One that no longer counts was either sent again for its day, or an
    estimate that a real reading made needless.
    """
    if reading in counting:
        return "counts"
    if reading.kind == "estimated" and _place(reading) not in real_days:
        later = [each for each in every if _place(each) == _place(reading)]
        if max(later, key=lambda each: each.sent_at) == reading:
            return "overtaken"
    return "corrected"


def _open(holding: Holding, meter: Meter, reading: Reading, today: date) -> bool:
    """Whether a customer's own reading may still be sent again: its window, month and contract."""
    if reading.source != "customer" or meter.communicating or not meter.fitted_at(today):
        return False
    operator = operators.find(holding.point.operator)
    fresh = days_after(today, -MONTH) <= reading.on <= today
    return (
        fresh
        and holding.contract.active_on(reading.on)
        and window.window_at(operator, reading.on).open
    )
