"""The readings of a supply point, page by page."""

from chalicelib.contracts.facts import Holding
from chalicelib.metering import dial, meters, readings
from chalicelib.metering.schemas import ReadingAnswer, ReadingList


def page(holding: Holding, cursor: str | None) -> ReadingList:
    """Readings, newest first, corrected ones too, of the time that the caller holds the point.

    Raises `Malformed` (`cursor_invalid`).
    """
    hung = meters.of_point(holding.point.point)
    by_serial = {meter.serial: meter for meter in hung}
    found = readings.page(holding, hung, cursor)
    items = [
        ReadingAnswer(
            reading=each.reading,
            meter=each.meter,
            register=each.register,
            on=each.on,
            index=dial.shown(each.index, by_serial[each.meter].decimals),
            unit=by_serial[each.meter].unit,
            kind=each.kind,
            source=each.source,
            sent_at=each.sent_at,
        )
        for each in found
    ]
    return ReadingList(items=items, next=found.next)
