"""A credit that its customer asks back: to the card that it came from, else by bank.

Refunds of the network are booked when it tells of them; until then the payout stands in their way,
so that a second press gives nothing back twice. A debit can still be taken back by its bank for
eight weeks, so that it is not refunded before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.transactions import TransactWrite

from chalicelib import audit, clock, ledger, operators, storage
from chalicelib.accounts import customers
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.gateways import cards
from chalicelib.ledger.posting import CASH
from chalicelib.payments import counter, mandates, payout_notices, store
from chalicelib.payments.payment import Payment
from chalicelib.payments.table import PayoutRow
from chalicelib.rules import reference
from chalicelib.storage import TransactionLost, Write
from chalicelib.web.visit import Visit

ASKED, SENT, PAID = "asked", "sent", "paid"
UNSAFE = timedelta(weeks=8)
"""So long a SEPA debit is given back to its payer without a question (Core rulebook, 4.3)."""


@dataclass(frozen=True, slots=True)
class Payout:
    """A credit on its way back. `state` is asked (a clerk transfers it), sent (to the card it came
    from) or paid; `iban` is known only while it is asked.
    """

    payout: str
    customer: str
    operator: str
    cents: int
    currency: str
    iban: str
    last4: str
    state: str
    asked_at: datetime


def ask(visit: Visit, number: str | None, iban: str) -> Payout:
    """Ask the credit of a customer back.

    Raises `NotFound` (`customer_unknown`), `NotAllowed` (`holder_only`), `Conflict` (`no_credit`,
    `payout_asked`), `Invalid` (`iban_wrong`), `Unavailable`.
    """
    customer = mandates.holders_own(visit, number)
    cents = ledger.standing(customer).credit_cents
    if cents <= 0:
        raise Conflict("no_credit")
    name, earlier = f"payout#{customer}", of_customer(customer)
    before = store.holder_of(name)
    if earlier and _on_its_way(earlier[0], customer):
        raise Conflict("payout_asked")
    source = _source(customer, cents)
    if source is None and not reference.is_iban(iban):
        raise Invalid("iban_wrong", fields={"iban": "iban_wrong"})
    payout = Payout(
        payout=storage.new_id("out"),
        customer=customer,
        operator=visit.operator,
        cents=cents,
        currency=operators.find(visit.operator).currency,
        iban="" if source else "".join(iban.split()).upper(),
        last4="" if source else "".join(iban.split())[-4:].upper(),
        state=SENT if source else ASKED,
        asked_at=clock.now(),
    )
    try:
        storage.transact([store.claim(name, payout.payout, before), _create(payout, visit.account)])
    except TransactionLost as lost:
        raise Conflict("payout_asked") from lost
    if source is not None and source.intent is not None:
        cards.refund(intent=source.intent, amount_cents=cents, key=payout.payout)
    payout_notices.send(payout)
    return payout


def of_customer(customer: str) -> list[Payout]:
    """What a customer ("op#number") asked back, newest first."""
    return [_read(row) for row in PayoutRow.query(customer, consistent_read=True)][::-1]


def waiting(operator: str) -> Iterator[Payout]:
    """The payouts that a clerk is to transfer, oldest first."""
    for row in PayoutRow.by_watch.query(f"{operator}#{ASKED}"):
        yield _read(row)


def done(visit: Visit, clerk: str, number: str, payout: str) -> Payout:
    """A clerk has transferred a payout: it is booked, and the IBAN forgotten but for its end.

    Raises `NotFound` (`payout_unknown`), `Conflict` (`payout_done`).
    """
    customer = customers.key(visit.operator, number)
    found = next((each for each in of_customer(customer) if each.payout == payout), None)
    if found is None:
        raise NotFound("payout_unknown")
    if found.state != ASKED:
        raise Conflict("payout_done")
    posting = ledger.payout(
        customer, payout, at=clock.now(), currency=found.currency, cents=found.cents
    )
    act = audit.entry(
        visit.operator, "payout_made", by=clerk, about=customer, visit=visit, payout=payout,
        cents=found.cents,
    )  # fmt: skip
    try:
        storage.transact([_finish(found), ledger.write(posting), act])
    except TransactionLost as lost:
        raise Conflict("payout_done") from lost
    made = next(each for each in of_customer(customer) if each.payout == payout)
    payout_notices.send(made)
    return made


def _on_its_way(last: Payout, customer: str) -> bool:
    """Whether the last payout is still to be booked."""
    if last.state == SENT:
        return not any(
            each.kind == "refund"
            and CASH not in each.lines
            and each.at >= last.asked_at - timedelta(minutes=5)
            for each in ledger.entries(customer)
        )
    return last.state == ASKED


def _source(customer: str, cents: int) -> Payment | None:
    """The newest payment that the whole credit can go back to."""
    fit = [
        each
        for each in store.of_customer(customer)
        if each.intent is not None and counter.refundable(each) >= cents and _is_safe(each)
    ]
    return max(fit, key=lambda each: str(each.paid_at), default=None)


def _is_safe(payment: Payment) -> bool:
    slow = any(name.startswith("pending#") for name in payment.facts)
    settled = payment.paid_at
    return settled is not None and (not slow or settled + UNSAFE < clock.now())


def _create(payout: Payout, account: str) -> Write:
    row = PayoutRow(
        payout.customer,
        payout.payout,
        operator=payout.operator,
        account=account,
        cents=payout.cents,
        currency=payout.currency,
        iban=payout.iban or None,
        last4=payout.last4,
        state=payout.state,
        watch=f"{payout.operator}#{ASKED}" if payout.state == ASKED else None,
        asked_at=payout.asked_at,
        changed_at=payout.asked_at,
    )
    return lambda transaction: transaction.save(row, condition=PayoutRow.payout.does_not_exist())


def _finish(payout: Payout) -> Write:
    def put(transaction: TransactWrite) -> None:
        transaction.update(
            PayoutRow(payout.customer, payout.payout),
            actions=[
                PayoutRow.state.set(PAID),
                PayoutRow.iban.remove(),
                PayoutRow.watch.remove(),
                PayoutRow.changed_at.set(clock.now()),
            ],
            condition=PayoutRow.state == ASKED,
        )

    return put


def _read(row: PayoutRow) -> Payout:
    return Payout(
        payout=row.payout,
        customer=row.customer,
        operator=row.operator,
        cents=int(row.cents),
        currency=row.currency,
        iban=row.iban or "",
        last4=row.last4,
        state=row.state,
        asked_at=row.asked_at,
    )
