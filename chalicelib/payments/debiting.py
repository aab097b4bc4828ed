"""Debits and payments by kept card: announced in time, drawn when due, tried again only where that
is lawful and wise.

Runs once a day for each operator; running it again on the same day does nothing twice, since what
was announced stands in the books and what was drawn has an id of its own.
"""

import base64
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from chalicelib import clock, ledger, notifications, operators
from chalicelib.accounts.contact import reader_of
from chalicelib.config import settings
from chalicelib.errors import Conflict, Unavailable
from chalicelib.gateways import debits
from chalicelib.i18n import formats
from chalicelib.ledger import Posting
from chalicelib.log import log
from chalicelib.payments import claims, store
from chalicelib.payments import mandate as mandates
from chalicelib.payments.checkout import LEAST_CENTS
from chalicelib.payments.dues import Due, dues_of
from chalicelib.payments.events import METADATA
from chalicelib.payments.mandate import Mandate
from chalicelib.payments.payment import Payment, state_of
from chalicelib.storage import TransactionLost, transact

RETRY_AFTER = timedelta(days=7)
RETRIED = frozenset({"insufficient_funds"})
"""Reasons after which one more try makes sense; any other asks the customer to pay otherwise."""
MOST_TRIES = 2


@dataclass(slots=True)
class Report:
    """What a day's run did."""

    announced: int = 0
    drawn: int = 0
    failed: int = 0


def run(operator: str, today: date | None = None) -> Report:
    """Announce and draw what falls due for an operator on its local date."""
    on = today or clock.today(operators.find(operator).time_zone)
    report = Report()
    for mandate in mandates.in_force(operator):
        if mandate.dead_on is not None and on >= mandate.dead_on:
            mandates.close(mandate, "idle")
            continue
        try:
            _serve(mandate, on, report)
        except Unavailable:
            report.failed += 1
    return report


def _serve(mandate: Mandate, on: date, report: Report) -> None:
    """One customer: each open amount is announced, then drawn on its day."""
    postings = ledger.entries(mandate.customer)
    standing = ledger.standing(mandate.customer, on)
    if standing.closed:
        return
    for due in dues_of(mandate.customer, standing, on):
        number = _try_of(mandate, due, on)
        if number is None:
            continue
        name = f"debit_announced#{due.name}#{number}"
        announced = next((each for each in postings if each.entry == name), None)
        if announced is None:
            report.announced += _announce(mandate, due, name, on)
        elif announced.due_on is not None and announced.due_on <= on:
            report.drawn += _draw(mandate, due, number)


def _try_of(mandate: Mandate, due: Due, on: date) -> int | None:
    """Which try to draw an amount comes next, None when there is nothing to draw."""
    if due.cents < LEAST_CENTS:
        return None
    for number in range(MOST_TRIES):
        earlier = store.find(_id(mandate, due, number))
        if earlier is None or (not earlier.facts and earlier.intent is None):
            return number
        state, reason = state_of(earlier)
        if state != "rejected" or reason not in RETRIED:
            return None
        if on < (earlier.changed_at + RETRY_AFTER).date():
            return None
    return None


def _id(mandate: Mandate, due: Due, number: int) -> str:
    digest = sha256(f"debit|{mandate.customer}|{due.name}|{number}".encode()).digest()[:15]
    return f"pay_{base64.b32encode(digest).decode().lower()}"


def account_of(mandate: Mandate) -> str:
    """What is drawn on, as its holder knows it: `•••• 3201`, `Visa •••• 4242`."""
    return f"{(mandate.brand or '').title()} •••• {mandate.last4}".strip()


def _announce(mandate: Mandate, due: Due, name: str, on: date) -> bool:
    """Tell the customer the amount and the day, as the mandate says, and put it on record."""
    operator = operators.find(mandate.operator)
    earliest = on + timedelta(days=operator.billing.debit_notice_days)
    day = max(due.due_on or earliest, earliest)
    posting = Posting(
        mandate.customer,
        name,
        "debit_announced",
        clock.now(),
        operator.currency,
        shares=dict.fromkeys(due.shares, 0),
        due_on=day,
        reference=mandate.reference,
    )
    contact = reader_of(mandate.operator, mandate.customer.partition("#")[2])
    if contact is not None and contact.email:
        notifications.send(
            mandate.operator,
            to=contact.recipient,
            kind=f"{mandate.means}_announced",
            language=contact.language,
            facts={
                "amount": formats.money(contact.language, due.cents, operator.currency),
                "day": formats.day(contact.language, day),
                "invoice": ", ".join(due.shares),
                "reference": mandate.reference or "",
                "creditor_id": operator.seller.creditor_id,
                "account": account_of(mandate),
                "page": f"{settings().site_url}/{mandate.operator}/{contact.language}/means/",
            },
            once=f"{mandate.customer}#{name}",
        )
    try:
        ledger.post([posting])
    except TransactionLost:
        return False
    return True


def _draw(mandate: Mandate, due: Due, number: int) -> bool:
    """Draw an amount; False when something else is paying it at this moment."""
    operator = operators.find(mandate.operator)
    payment = Payment(
        payment=_id(mandate, due, number),
        customer=mandate.customer,
        operator=mandate.operator,
        account=None,
        channel="debit",
        amount_cents=due.cents,
        currency=operator.currency,
        shares=due.shares,
        form=f"debit#{number}",
        intent=None,
        facts={},
        version=0,
        noticed=frozenset(),
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    known = store.find(payment.payment)
    if known is None:
        held = claims.holders(payment)
        try:
            for other in claims.rivals(held):
                claims.give_up(other)
        except Conflict:
            return False
        if not claims.take(payment, held):
            return False
    _ask_network(mandate, known or payment)
    return True


def _ask_network(mandate: Mandate, payment: Payment) -> None:
    """Ask the network to draw; refused at once or not, its events tell how it went."""
    assert mandate.payment_method is not None
    try:
        intent = debits.draw(
            amount_cents=payment.amount_cents,
            currency=payment.currency,
            network_customer=mandate.network_customer,
            payment_method=mandate.payment_method,
            mandate=mandate.network_mandate,
            description=", ".join(payment.shares),
            metadata={METADATA: payment.payment, "operator": payment.operator},
            key=payment.payment,
        )
    except Conflict as refusal:
        log().warning("debit_refused", payment=payment.payment, code=refusal.code)
        return
    transact(store.note_intent(payment, intent.intent))
    mandates.note_use(mandate)
