"""Payments as they are kept: reading them, and the writes that a transaction is made of."""

from collections.abc import Iterable, Iterator
from datetime import date

from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.payments.payment import Payment, state_of
from chalicelib.payments.table import ClaimRow, PaymentRow
from chalicelib.storage import Write


def find(payment: str) -> Payment | None:
    """The payment with this id, None when there is none."""
    try:
        return _read(PaymentRow.get(payment, consistent_read=True))
    except PaymentRow.DoesNotExist:
        return None


def by_intent(intent: str) -> Payment | None:
    """The payment behind an intent of the card network."""
    holder = holder_of(f"intent#{intent}")
    return None if holder is None else find(holder)


def of_customer(customer: str) -> Iterable[Payment]:
    """A customer's payments ("op#number"); the index may lag a moment behind."""
    return (_read(row) for row in PaymentRow.by_customer.query(customer))


def holder_of(name: str) -> str | None:
    """The payment that holds a claim."""
    try:
        return str(ClaimRow.get(name, consistent_read=True).holder)
    except ClaimRow.DoesNotExist:
        return None


def create(payment: Payment) -> Write:
    """A new payment; fails when its id is taken."""
    row = PaymentRow(
        payment.payment,
        customer=payment.customer,
        operator=payment.operator,
        account=payment.account,
        channel=payment.channel,
        amount_cents=payment.amount_cents,
        currency=payment.currency,
        shares=dict(payment.shares),
        form=payment.form,
        intent=payment.intent,
        facts=dict(payment.facts),
        state=state_of(payment)[0],
        version=payment.version,
        created_at=payment.created_at,
        changed_at=payment.changed_at,
    )

    def put(transaction: TransactWrite) -> None:
        transaction.save(row, condition=PaymentRow.payment.does_not_exist())

    return put


def claim(name: str, holder: str, before: str | None) -> Write:
    """Take a claim for a payment; fails when it is not held by `before` any more."""

    def put(transaction: TransactWrite) -> None:
        condition = ClaimRow.claim.does_not_exist() if before is None else ClaimRow.holder == before
        transaction.save(ClaimRow(name, holder=holder), condition=condition)

    return put


def note_intent(payment: Payment, intent: str) -> list[Write]:
    """Remember which intent a payment has, in both directions; repeating it is harmless."""

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            PaymentRow(payment.payment),
            actions=[PaymentRow.intent.set(intent)],
            condition=PaymentRow.payment.exists()
            & (PaymentRow.intent.does_not_exist() | (PaymentRow.intent == intent)),
        )
        transaction.save(ClaimRow(f"intent#{intent}", holder=payment.payment))

    return [put]


def settled_on(day: date) -> Iterator[Payment]:
    """The payments of every operator whose money arrived on a day (UTC), as far as we know."""
    return (_read(row) for row in PaymentRow.by_settled.query(day.isoformat()))


def advance(before: Payment, after: Payment) -> Write:
    """Write what is now known of a payment; fails when somebody else wrote in between."""

    paid_at = after.paid_at
    arrived = [] if paid_at is None else [PaymentRow.settled_on.set(paid_at.date().isoformat())]

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            PaymentRow(before.payment),
            actions=[
                *arrived,
                PaymentRow.facts.set(dict(after.facts)),
                PaymentRow.state.set(state_of(after)[0]),
                PaymentRow.version.set(after.version),
                PaymentRow.changed_at.set(clock.now()),
            ],
            condition=PaymentRow.version == before.version,
        )

    return put


def mark_noticed(payment: str, notice: str) -> None:
    """Remember that a message about a payment was sent."""
    PaymentRow(payment).update(actions=[PaymentRow.noticed.add({notice})])


def _read(row: PaymentRow) -> Payment:
    return Payment(
        payment=row.payment,
        customer=row.customer,
        operator=row.operator,
        account=row.account,
        channel=row.channel,
        amount_cents=int(row.amount_cents),
        currency=row.currency,
        shares=row.shares,
        form=row.form,
        intent=row.intent,
        facts=row.facts,
        version=int(row.version),
        noticed=frozenset(row.noticed or ()),
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
