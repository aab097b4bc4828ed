"""Lists the contracts of a shard into parts, each exactly once a run, however often it is asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib import clock, operators
from chalicelib.billing.table import RunRow
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import Contract
from chalicelib.contracts.shards import COUNT
from chalicelib.rules.calendar import months_after
from chalicelib.storage import TransactionLost, transact

PART = 16
"""Contracts of a part: their invoices and as many corrections fit into one transaction."""
PARTS = 20
"""Parts listed before the rest of a shard is asked for in a new message."""
LATE = timedelta(days=400)
"""A contract that ended longer ago has had its last bill."""


def run_of(operator: str, on: date) -> str:
    """The key of a run."""
    return f"run#{operator}#{on.isoformat()}"


def note(operator: str, on: date) -> None:
    """Note that there is a run of a day, the first time with the moment."""
    row = RunRow(f"runs#{operator}", on.isoformat())
    row.update(actions=[RunRow.at.set(RunRow.at | clock.now())])


def head(operator: str, on: date) -> RunRow | None:
    """What is noted of a day's run, None when there was none."""
    key = (f"runs#{operator}", on.isoformat())
    return next(iter(RunRow.batch_get([key], consistent_read=True)), None)


def days(operator: str, limit: int) -> list[date]:
    """The days of the latest runs, newest first."""
    rows = RunRow.query(
        f"runs#{operator}", scan_index_forward=False, limit=limit, consistent_read=True
    )
    return [date.fromisoformat(row.part) for row in rows]


def next_month(on: date) -> date:
    """The same day of the next month."""
    return months_after(on, 1)


def is_full(operator: str, on: date) -> bool:
    """Whether a run looks at every contract: on the operator's day of the month, and on later days
    as long as no run of that month has listed all shards. Other runs look only at contracts that
    ended, or that came in since.
    """
    if on.day < operators.find(operator).billing.day_of_month:
        return False
    month = _month(operator, on)
    return month is None or len(month.shards or ()) < COUNT or month.until_on == on


def _month(operator: str, on: date) -> RunRow | None:
    """How far the full run of a month has come, and on which day (`until_on`) it last listed."""
    return next(iter(RunRow.query(f"month#{operator}", RunRow.part == f"{on:%Y-%m}")), None)


def late_since(operator: str, on: date) -> date | None:
    """Contracts that came in on this day or later may have been missed by this month's full run.

    A day early, since contracts note the day in UTC. None before a month's full run: it will meet
    them.
    """
    month = _month(operator, on)
    return None if month is None else month.until_on - timedelta(days=1)


def list_shard(operator: str, on: date, shard: str, *, full: bool) -> list[dict[str, Any]]:
    """Write the next parts of a shard; the messages for them, and one to go on.

    How far a shard is listed moves in the same transaction as the part is written, so two workers
    with the same message write each part once. Parts written before are asked for again: work on a
    part that is done does nothing.
    """
    run, place = run_of(operator, on), f"shard#{shard.partition('#')[2]}"
    row = _progress(run, place)
    if row.state == "listed":
        return [_ask(run, place, number) for number in range(int(row.parts or 0))]
    contracts = agreements.active(operator, shard, on - LATE, after=row.after)
    late = None if full else late_since(operator, on)
    due = (each for each in contracts if full or _ended(each, on) or _came_in(each, late))
    messages = [_ask(run, place, number) for number in range(int(row.parts or 0))]
    for keys, last in _parts(due):
        number = int(row.parts or 0)
        if not _write(row, number, keys, last):
            return [*messages, _again(operator, on, shard, full)]
        messages.append(_ask(run, place, number))
        if len(messages) >= PARTS:
            return [*messages, _again(operator, on, shard, full)]
    row.update(actions=[RunRow.state.set("listed")])
    if full:
        RunRow(f"month#{operator}", f"{on:%Y-%m}").update(
            actions=[RunRow.shards.add({shard}), RunRow.until_on.set(on)]
        )
    return messages


def _progress(run: str, place: str) -> RunRow:
    try:
        return RunRow.get(run, place, consistent_read=True)
    except RunRow.DoesNotExist:
        _, operator, day = run.split("#")
        note(operator, date.fromisoformat(day))
        row = RunRow(run, place, state="listing", parts=0)
        row.save(condition=RunRow.state.does_not_exist() | (RunRow.state == "listing"))
        return row


def _ended(contract: Contract, on: date) -> bool:
    return contract.ended_on is not None and contract.ended_on <= on


def _came_in(contract: Contract, since: date | None) -> bool:
    came_in_on = contract.came_in_on
    return since is not None and came_in_on is not None and came_in_on >= since


def _parts(due: Iterator[Contract]) -> Iterator[tuple[list[list[str]], str]]:
    """Contracts in parts, with the contract number after which the next part begins.

    Contracts of one number (a change of hands keeps it) stay in one part.
    """
    keys: list[list[str]] = []
    last = ""
    for number, same in groupby(due, key=lambda each: each.contract):
        group = [[each.customer, each.contract] for each in same]
        if keys and len(keys) + len(group) > PART:
            yield keys, last
            keys = []
        keys += group
        last = number
    if keys:
        yield keys, last


def _write(row: RunRow, number: int, keys: list[list[str]], last: str) -> bool:
    """Write one part and move the mark behind it; False when another worker was there first."""
    part = RunRow(row.run, _name(row.part, number), state="planned", contracts=keys)

    def write(transaction: TransactWrite) -> None:
        transaction.save(part, condition=RunRow.run.does_not_exist())
        transaction.update(
            RunRow(row.run, row.part),
            actions=[RunRow.parts.set(number + 1), RunRow.after.set(last)],
            condition=RunRow.parts == number,
        )

    try:
        transact([write])
    except TransactionLost:
        return False
    row.parts, row.after = number + 1, last
    return True


def _name(place: str, number: int) -> str:
    return f"part#{place.partition('#')[2]}#{number:05d}"


def _ask(run: str, place: str, number: int) -> dict[str, Any]:
    return {"part": {"run": run, "part": _name(place, number)}}


def _again(operator: str, on: date, shard: str, full: bool) -> dict[str, Any]:
    return {"list": {"operator": operator, "on": on.isoformat(), "shard": shard, "full": full}}
