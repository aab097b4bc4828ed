"""A SEPA mandate as a fact, and how it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from pynamodb.transactions import TransactWrite

from chalicelib import clock, storage
from chalicelib.payments.table import MandateRow
from chalicelib.rules.calendar import months_after
from chalicelib.storage import Write

IDLE_MONTHS = 36
"""A mandate that was not used for so long is dead (SEPA Core rulebook, 4.1)."""
SHARDS = 16


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate of a customer ("op#number"); `reference` is its RUM.

    `state` is pending (not confirmed yet), active, or ended for the reason `ended_why`: revoked,
    replaced, closed (by the network or the bank).
    """

    mandate: str
    customer: str
    operator: str
    language: str
    wording: str
    network_customer: str
    network_mandate: str | None
    payment_method: str | None
    reference: str | None
    last4: str | None
    accepted_at: datetime | None
    used_at: datetime | None
    ended_at: datetime | None
    ended_why: str | None

    @property
    def state(self) -> str:
        """pending, active or ended."""
        if self.ended_at is not None:
            return "ended"
        return "pending" if self.accepted_at is None else "active"

    @property
    def dead_on(self) -> date | None:
        """The day from which it is dead unless it is used before."""
        last = self.used_at or self.accepted_at
        return None if last is None else months_after(last.date(), IDLE_MONTHS)


def read(row: MandateRow) -> Mandate:
    """A stored mandate as a fact."""
    return Mandate(
        row.mandate,
        row.customer,
        row.operator,
        row.language,
        row.wording,
        row.network_customer,
        row.network_mandate,
        row.payment_method,
        row.reference,
        row.last4,
        row.accepted_at,
        row.used_at,
        row.ended_at,
        row.ended_why,
    )


def in_force(operator: str) -> Iterator[Mandate]:
    """Every mandate of an operator that can be drawn on, part by part."""
    for number in range(SHARDS):
        for row in MandateRow.by_shard.query(f"{operator}#{number:02d}"):
            yield read(row)


def note_use(mandate: Mandate) -> None:
    """Remember that a mandate was drawn on today."""
    MandateRow(mandate.customer, mandate.mandate).update(
        actions=[MandateRow.used_at.set(clock.now())]
    )


def close(mandate: Mandate, why: str) -> None:
    """End a mandate that can no longer be drawn on."""
    storage.transact([end(MandateRow(mandate.customer, mandate.mandate), why)])


def end(row: MandateRow, why: str) -> Write:
    """The write that takes a mandate out of force."""

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            row,
            actions=[
                MandateRow.ended_at.set(clock.now()),
                MandateRow.ended_why.set(why),
                MandateRow.shard.remove(),
            ],
        )

    return put


def shard_of(customer: str) -> str:
    """The part of its operator that a customer's mandate belongs to."""
    operator = customer.partition("#")[0]
    return f"{operator}#{crc32(customer.encode()) % SHARDS:02d}"
