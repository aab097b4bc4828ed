"""Writes acts down and reads them back; nothing here changes or removes one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pynamodb.transactions import TransactWrite

from chalicelib import clock, storage
from chalicelib.audit.table import AuditRow
from chalicelib.storage import Page, Write
from chalicelib.web.visit import Visit

Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what (`signed_in`, `customer_linked` …), by whom, about whom or what, and when."""

    entry: str
    at: datetime
    act: str
    by: str
    about: str
    facts: Mapping[str, Fact]


def record(
    operator: str, act: str, *, by: str, about: str, visit: Visit | None = None, **facts: Fact
) -> None:
    """Write one act down. `by` and `about` are ids, never names; facts hold no secret."""
    _row(operator, act, by, about, visit, facts).save()


def entry(
    operator: str, act: str, *, by: str, about: str, visit: Visit | None = None, **facts: Fact
) -> Write:
    """The same as part of a transaction: the act and what it did stand or fall together."""
    row = _row(operator, act, by, about, visit, facts)

    def write(transaction: TransactWrite) -> None:
        transaction.save(row)

    return write


def acts_of(operator: str, on: date, cursor: str | None = None, limit: int = 50) -> Page[Act]:
    """The acts of a UTC day, newest first."""
    stream = f"{operator}#{on.isoformat()}"
    found = AuditRow.query(
        stream,
        scan_index_forward=False,
        limit=limit,
        last_evaluated_key=storage.decode_cursor(cursor, "stream", stream),
    )
    return storage.page_of(found, _act)


def acts_about(operator: str, subjects: Iterable[str], limit: int = 50) -> list[Act]:
    """The latest acts about any of some customers, accounts or things, newest first.

    The index may lag a moment behind what was just written.
    """
    found = [
        row
        for about in dict.fromkeys(subjects)
        for row in AuditRow.by_subject.query(
            _subject(operator, about), scan_index_forward=False, limit=limit
        )
    ]
    found.sort(key=lambda row: row.entry, reverse=True)
    return [_act(row) for row in found[:limit]]


def _act(row: AuditRow) -> Act:
    return Act(row.entry, row.at, row.act, row.by, row.about, dict(row.facts))


def _subject(operator: str, about: str) -> str:
    """Some rooms name a customer with the operator's code, others without it."""
    return about if about.startswith(f"{operator}#") else f"{operator}#{about}"


def _row(
    operator: str, act: str, by: str, about: str, visit: Visit | None, facts: Mapping[str, Fact]
) -> AuditRow:
    now = clock.now()
    return AuditRow(
        f"{operator}#{now.date().isoformat()}",
        storage.new_id("act"),
        at=now,
        act=act,
        by=by,
        about=about,
        subject=_subject(operator, about),
        ip=visit.ip if visit else None,
        request_id=visit.request_id if visit else None,
        facts=dict(facts),
    )
