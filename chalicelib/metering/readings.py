"""Readings as they were sent: all of a meter, pages of a supply point, one more."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast

from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib import clock, storage
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Malformed
from chalicelib.metering import meters
from chalicelib.metering.facts import Kind, Meter, Reading, Source
from chalicelib.metering.table import ReadingRow
from chalicelib.storage import Page, Write

PAGE = 50
FIRST, LAST = date(1950, 1, 1), date(9999, 12, 30)


def of_point(point: str, from_on: date = FIRST, until_on: date = LAST) -> tuple[Reading, ...]:
    """Every reading of a supply point's meters in a period, corrected ones too.

    What counts of them, `facts.in_force` says.
    """
    return of_meters(meters.of_point(point), from_on, until_on)


def of_meters(
    hung: Iterable[Meter], from_on: date = FIRST, until_on: date = LAST
) -> tuple[Reading, ...]:
    """Every reading in a period that some meters gave while they hung at their point."""
    found: list[Reading] = []
    for meter in hung:
        low, high = _bounds(meter, from_on, until_on)
        if low < high:
            found += [_fact(row) for row in ReadingRow.query(meter.key, _between(low, high))]
    return tuple(sorted(found, key=lambda each: (each.on, each.meter, each.register, each.sent_at)))


def page(holding: Holding, hung: tuple[Meter, ...], cursor: str | None) -> Page[Reading]:
    """Readings of a supply point, newest first, of the time that the caller holds it.

    Those of meters that hang there together stand side by side, day by day. Raises `Malformed`
    (`cursor_invalid`).
    """
    ends = holding.contract.ended_on
    starts, until = holding.contracts[0].started_on, LAST if ends is None else _after(ends)
    found = sorted(of_meters(hung, starts, until), key=_newest)
    first = 0
    if cursor is not None:
        key = storage.decode_cursor(cursor, "point", holding.point.point) or {}
        seen = key.get("reading", {}).get("S")
        first = next((n for n, each in enumerate(found, 1) if _name(each) == seen), 0)
        if not first:
            raise Malformed("cursor_invalid")
    items = found[first : first + PAGE]
    if first + PAGE >= len(found):
        return Page(items, None)
    last = {"point": {"S": holding.point.point}, "reading": {"S": _name(items[-1])}}
    return Page(items, storage.encode_cursor(last))


def _name(reading: Reading) -> str:
    """What tells a reading from every other of its point: a file's ids tell only of a day's."""
    return f"{reading.on.isoformat()}#{reading.meter}#{reading.register}#{reading.reading}"


def _newest(reading: Reading) -> tuple[int, str, str, float]:
    """Newest day first; on a day meter by meter, register by register, what was sent last first."""
    sent = -reading.sent_at.timestamp()
    return -reading.on.toordinal(), reading.meter, reading.register, sent


def put(operator: str, reading: Reading, account: str = "", confirmed: bool = False) -> Write:
    """The part of a transaction that adds a reading, with who sent it and whether it was asked
    about.
    """

    def write(transaction: TransactWrite) -> None:
        row = _row(operator, reading)
        row.account, row.confirmed = account or None, confirmed or None
        transaction.save(row)

    return write


def save(operator: str, reading: Reading) -> None:
    """Add a reading; one that is there already stays as it is, with its time."""
    try:
        _row(operator, reading).save(condition=ReadingRow.reading.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def sent_before(meter: Meter, client: str) -> str | None:
    """The answer (JSON) to a sending that a customer's device named `client`, None if it is new."""
    try:
        return str(ReadingRow.get(meter.key, f"sent#{client}", consistent_read=True).answer)
    except ReadingRow.DoesNotExist:
        return None


def remember(meter: Meter, client: str, answer: str) -> Write:
    """The part of a transaction that keeps the answer to a sending, and fails on a second one."""

    def write(transaction: TransactWrite) -> None:
        row = ReadingRow(meter.key, f"sent#{client}", answer=answer, sent_at=clock.now())
        transaction.save(row, condition=ReadingRow.reading.does_not_exist())

    return write


def _row(operator: str, reading: Reading) -> ReadingRow:
    return ReadingRow(
        f"{operator}#{reading.meter}",
        f"{reading.on.isoformat()}#{reading.register}#{reading.reading}",
        index=reading.index,
        kind=reading.kind,
        source=reading.source,
        sent_at=reading.sent_at,
        photo=reading.photo or None,
    )


def _bounds(meter: Meter, from_on: date, until_on: date) -> tuple[str, str]:
    """The keys between which a meter's readings at its point lie; its last day is in."""
    starts = max(meter.fitted_on, from_on)
    ends = until_on if meter.removed_on is None else min(_after(meter.removed_on), until_on)
    return starts.isoformat(), ends.isoformat()


def _after(on: date) -> date:
    return on + timedelta(days=1)


def _between(low: str, high: str) -> Condition:
    return ReadingRow.reading.between(low, high)


def _fact(row: ReadingRow) -> Reading:
    on, register, reading = row.reading.split("#", 2)
    return Reading(
        reading=reading,
        meter=row.meter.partition("#")[2],
        register=register,
        on=date.fromisoformat(on),
        index=int(row.index),
        kind=cast(Kind, row.kind),
        source=cast(Source, row.source),
        sent_at=row.sent_at,
        photo=row.photo or "",
    )
