"""HTTP of payments."""

from chalicelib import i18n, operators
from chalicelib.payments import (
    bank,
    checkout,
    mandate_routes,
    notices,
    office_routes,
    plan_routes,
    statements,
    states,
    webhooks,
)
from chalicelib.payments.payment import Payment, state_of
from chalicelib.payments.schemas import (
    PaymentAnswer,
    PaymentBegunAnswer,
    PaymentForm,
    StatementAnswer,
    StatementLineAnswer,
    StatementQuery,
    TransferOrderAnswer,
    TransferQuery,
)
from chalicelib.web.routing import ANYONE, Room
from chalicelib.web.visit import Visit

room = Room("payments")
rooms = (room, mandate_routes.room, plan_routes.room, office_routes.room)
"""All routes of the room: paying here, direct debits, payment plans, the counter."""


@room.post("/payments", takes=PaymentForm, gives=PaymentBegunAnswer, status=201, limit=(60, 60))
def begin(visit: Visit, form: PaymentForm) -> PaymentBegunAnswer:
    """Begin to pay invoices; with the same `Idempotency-Key` it is always the same payment."""
    wish = checkout.Wish(tuple(form.invoices), form.amount_cents, form.currency)
    key = visit.headers.get("idempotency-key")
    begun = checkout.begin(visit.operator, visit.account, wish, key)
    return PaymentBegunAnswer(
        begun.payment.payment,
        begun.payment.customer.partition("#")[2],
        state_of(begun.payment)[0],
        begun.payment.amount_cents,
        checkout.open_of(begun.payment),
        checkout.LEAST_CENTS,
        begun.payment.currency,
        list(begun.payment.shares),
        begun.client_secret,
        begun.publishable_key,
        begun.script_url,
    )


@room.get("/payments/{payment}", gives=PaymentAnswer)
def show(visit: Visit, payment: str) -> PaymentAnswer:
    """Where a payment stands, as the card network's events tell it."""
    return _answer(visit, states.find(visit.operator, visit.account, payment))


@room.get("/transfer", query=TransferQuery, gives=TransferOrderAnswer)
def transfer(visit: Visit, query: TransferQuery) -> TransferOrderAnswer:
    """How to pay invoices by bank: account, reference, and the code for a bank's app."""
    invoices = tuple(each for each in query.invoices.split(",") if each)
    found = bank.order(visit.operator, visit.account, invoices)
    seller = found.seller
    return TransferOrderAnswer(
        seller.name,
        seller.iban,
        seller.bic,
        seller.bank,
        seller.correspondent_account,
        found.cents,
        found.currency,
        found.reference,
        found.square,
    )


@room.get("/statement", query=StatementQuery, gives=StatementAnswer)
def statement(visit: Visit, query: StatementQuery) -> StatementAnswer:
    """The history of charges and payments, newest first, with the balance after each."""
    found = statements.read(
        visit.operator, visit.account, query.customer, query.cursor, query.limit
    )
    lines = [
        StatementLineAnswer(
            line.at,
            line.kind,
            i18n.t(visit.language, f"payments.entry.{line.kind}"),
            line.cents,
            line.balance_cents,
            line.currency,
            line.reference,
            found.customer,
        )
        for line in found.page.items
    ]
    currency = operators.find(visit.operator).currency
    return StatementAnswer(
        lines,
        found.page.next,
        found.balance_cents,
        found.credit_cents,
        currency,
        found.customer,
    )


@room.post("/webhooks/stripe", open_to=ANYONE, of_operator=False, raw=True, status=200)
def webhook(visit: Visit, form: bytes) -> None:
    """An event of the card network: signed, applied once, answered at once."""
    webhooks.receive(form, visit.headers.get("stripe-signature", ""))


def _answer(visit: Visit, payment: Payment) -> PaymentAnswer:
    state, reason = state_of(payment)
    return PaymentAnswer(
        payment.payment,
        payment.customer.partition("#")[2],
        state,
        payment.amount_cents,
        payment.currency,
        list(payment.shares),
        reason,
        notices.reason_text(visit.language, reason) if reason else None,
        payment.receipt_number,
        payment.paid_at,
        payment.created_at,
    )
