"""Writes consents down and tells where they stand.

Each change is one transaction of a new entry and the standing's next revision, so that the record
and what it says never part, whoever writes at the same time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from chalicelib import clock, storage
from chalicelib.consents.facts import PURPOSES, Consent, Purpose, Standing, State, Step
from chalicelib.consents.table import STANDING, ConsentRow

TRIES = 5

_MOVES: Mapping[Step, tuple[frozenset[State], State]] = {
    "granted": (frozenset({"off", "expired"}), "pending"),
    "activated": (frozenset({"pending"}), "active"),
    "withdrawn": (frozenset({"pending", "active", "expired"}), "off"),
    "refused": (frozenset({"pending"}), "off"),
    "lapsed": (frozenset({"pending", "active"}), "off"),
    "expired": (frozenset({"expired"}), "expired"),
}
"""For each step, the states in which it means something, and the state that it leads to."""


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word an entry records: `by` is an account or "grid"; the wording as it was read."""

    by: str
    language: str = ""
    wording: str = ""
    reason: str = ""


def standing(subject: str) -> Standing:
    """Where a subject's consents stand; all off when nothing was ever recorded."""
    found = _standing_row(subject)
    return _fact(found) if found else Standing(subject)


def collecting(shard: str, today: date) -> Iterator[Standing]:
    """The subjects of a shard of whom anything may be collected on a day."""
    for row in ConsentRow.by_shard.query(shard, page_size=500):
        found = _fact(row)
        if found.allows("daily", found.customer, today):
            yield found


def ended(shard: str, today: date) -> Iterator[Standing]:
    """The subjects of a shard with a consent whose time is over and not recorded as such."""
    for row in ConsentRow.by_shard.query(shard, page_size=500):
        found = _fact(row)
        if found.ended(today):
            yield found


def history(subject: str) -> tuple[dict[str, Any], ...]:
    """Every entry of a subject in order of time: the proof, for a person's own copy."""
    rows = (row for row in ConsentRow.query(subject) if row.entry != STANDING)
    return tuple(
        {
            "purpose": row.purpose,
            "step": row.step,
            "at": row.at,
            "by": row.by,
            "customer": row.customer,
            "language": row.language,
            "wording": row.wording,
            "until_on": row.until_on,
            "reason": row.reason,
        }
        for row in sorted(rows, key=lambda each: each.at)
    )


def change(
    subject: str,
    purpose: Purpose,
    step: Step,
    word: Word,
    *,
    customer: str,
    shard: str,
    today: date,
    until_on: date | None = None,
) -> Consent:
    """Record a step of one purpose and give the switch as it then stands.

    A step that means nothing in the present state (granting what is granted) records nothing.
    `shard` is the part of the operator that night work finds the subject in; `until_on` the end of
    an activated consent. Raises `storage.TransactionLost` after five lost races.
    """
    for last in range(TRIES):
        before = _standing_row(subject)
        known = _fact(before) if before else Standing(subject)
        own = known.consents if customer == known.customer else {}
        mine = {each: own.get(each, Consent(each)) for each in PURPOSES}
        present = mine[purpose].on(today)
        meant, state = _MOVES[step]
        if present.state not in meant:
            return present
        now = clock.now()
        ends = {"active": until_on, "expired": present.until_on}.get(state)
        mine[purpose] = Consent(purpose, state, now, ends, word.reason)
        after = replace(known, customer=customer, consents=mine)
        revision = 1 if before is None else int(before.revision) + 1
        entry = _entry(subject, purpose, step, word, customer, now, ends, revision)
        try:
            nightly = after.allows("daily", customer, today) or after.ended(today)
            place = shard if nightly else None
            _write(entry, after, before, place, revision)
        except storage.TransactionLost:
            if last == TRIES - 1:
                raise
            continue
        return mine[purpose]
    raise AssertionError("the last try returns or raises")


def _entry(
    subject: str,
    purpose: Purpose,
    step: Step,
    word: Word,
    customer: str,
    at: datetime,
    until_on: date | None,
    revision: int,
) -> ConsentRow:
    return ConsentRow(
        subject,
        f"{purpose}#{at:%Y-%m-%dT%H:%M:%S.%fZ}#{revision:06d}",
        customer=customer,
        purpose=purpose,
        step=step,
        at=at,
        by=word.by,
        language=word.language or None,
        wording=word.wording or None,
        reason=word.reason or None,
        until_on=until_on,
    )


def _write(
    entry: ConsentRow,
    after: Standing,
    before: ConsentRow | None,
    shard: str | None,
    revision: int,
) -> None:
    row = ConsentRow(
        after.subject,
        STANDING,
        customer=after.customer,
        shard=shard,
        switches={
            consent.purpose: {
                "state": consent.state,
                "since_at": consent.since_at.isoformat(),
                "until_on": consent.until_on.isoformat() if consent.until_on else None,
                "reason": consent.reason,
            }
            for consent in after.consents.values()
            if consent.since_at is not None
        },
        revision=revision,
    )
    unchanged = (
        ConsentRow.subject.does_not_exist()
        if before is None
        else ConsentRow.revision == before.revision
    )
    storage.transact(
        [
            lambda writes: writes.save(entry, condition=ConsentRow.subject.does_not_exist()),
            lambda writes: writes.save(row, condition=unchanged),
        ]
    )


def _standing_row(subject: str) -> ConsentRow | None:
    try:
        return ConsentRow.get(subject, STANDING, consistent_read=True)
    except ConsentRow.DoesNotExist:
        return None


def _fact(row: ConsentRow) -> Standing:
    switches: dict[str, dict[str, Any]] = row.switches or {}
    return Standing(
        row.subject,
        row.customer,
        {
            purpose: Consent(
                purpose,
                switch["state"],
                datetime.fromisoformat(switch["since_at"]),
                date.fromisoformat(switch["until_on"]) if switch["until_on"] else None,
                switch["reason"],
            )
            for purpose in PURPOSES
            if (switch := switches.get(purpose))
        },
    )
