"""A SEPA mandate, or a kept card, as a fact, and how it is kept."""

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
    """What a customer ("op#number") allowed us to draw on: `means` is debit (a SEPA mandate, whose
    RUM is `reference`) or card (kept at the network; drawn on by itself only while `automatic`).

    `state` is pending (not confirmed yet), active, or ended for the reason `ended_why`: revoked,
    replaced, closed (by the network or the bank), idle. `ip` and `device` are where from it was
    agreed; `expires` is the last month of a card ("2034-12").
    """

    mandate: str
    customer: str
    operator: str
    means: str
    language: str
    wording: str
    ip: str
    device: str
    automatic: bool
    network_customer: str
    network_mandate: str | None
    payment_method: str | None
    reference: str | None
    brand: str | None
    last4: str | None
    expires: str | None
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
        """The day from which a mandate is dead unless it is used before; a card has none."""
        last = self.used_at or self.accepted_at
        return (
            None if last is None or self.means == "card" else months_after(last.date(), IDLE_MONTHS)
        )


def read(row: MandateRow) -> Mandate:
    """A stored mandate as a fact."""
    return Mandate(
        mandate=row.mandate,
        customer=row.customer,
        operator=row.operator,
        means=row.means,
        language=row.language,
        wording=row.wording,
        ip=row.ip,
        device=row.device,
        automatic=row.shard is not None,
        network_customer=row.network_customer,
        network_mandate=row.network_mandate,
        payment_method=row.payment_method,
        reference=row.reference,
        brand=row.brand,
        last4=row.last4,
        expires=row.expires,
        accepted_at=row.accepted_at,
        used_at=row.used_at,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
    )


def active_of(customer: str, means: str) -> list[Mandate]:
    """The customer's mandates or kept cards that can be used, newest first."""
    rows = MandateRow.query(customer, consistent_read=True)
    found = [read(row) for row in rows if row.means == means]
    return [each for each in found if each.state == "active"][::-1]


def card_kept_with(payment: str) -> str:
    """The id of the card that is kept with a payment."""
    return f"crd_{payment.partition('_')[2]}"


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


def draw_by_itself(row: MandateRow, automatic: bool) -> Write:
    """The write that lets the daily run draw on a kept card, or no longer."""
    change = (
        MandateRow.shard.set(shard_of(row.customer)) if automatic else MandateRow.shard.remove()
    )

    def put(transaction: TransactWrite) -> None:
        transaction.update(row, actions=[change], condition=MandateRow.ended_at.does_not_exist())

    return put


def shard_of(customer: str) -> str:
    """The part of its operator that a customer's mandate belongs to."""
    operator = customer.partition("#")[0]
    return f"{operator}#{crc32(customer.encode()) % SHARDS:02d}"
