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
    """Readings of a supply point, newest first, of the time that the caller holds it."""
    ends = holding.contract.ended_on
    starts, until = holding.contracts[0].started_on, LAST if ends is None else _after(ends)
    series = [(meter, *_bounds(meter, starts, until)) for meter in reversed(hung)]
    series = [each for each in series if each[1] < each[2]]
    place, start = _place(series, cursor)
    items: list[Reading] = []
    for number, (meter, low, high) in enumerate(series[place:], start=place):
        found = ReadingRow.query(
            meter.key,
            _between(low, high),
            scan_index_forward=False,
            limit=PAGE - len(items),
            last_evaluated_key=start,
        )
        items += [_fact(row) for row in found]
        start = None
        if found.last_evaluated_key:
            return Page(items, storage.encode_cursor(found.last_evaluated_key))
        if len(items) >= PAGE and number + 1 < len(series):
            after, _, top = series[number + 1]
            key = {"meter": {"S": after.key}, "reading": {"S": top}}
            return Page(items, storage.encode_cursor(key))
    return Page(items, None)


Series = list[tuple[Meter, str, str]]
Key = dict[str, dict[str, str]]


def _place(series: Series, cursor: str | None) -> tuple[int, Key | None]:
    """Which of the meters a cursor goes on with, and the key to start behind."""
    if cursor is None:
        return 0, None
    for number, (meter, low, high) in enumerate(series):
        try:
            key = storage.decode_cursor(cursor, "meter", meter.key)
        except Malformed:
            continue
        at = (key or {}).get("reading", {}).get("S")
        if not isinstance(at, str) or not low <= at <= high:
            break
        return number, {"meter": {"S": meter.key}, "reading": {"S": at}}
    raise Malformed("cursor_invalid")


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
