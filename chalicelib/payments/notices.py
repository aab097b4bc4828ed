"""What a customer is told of a payment by mail: its receipt, and every incident with its reason.

A notice follows from the facts of a payment and has a name of its own, so that it is sent once
however often its event is delivered, and still sent when the first delivery broke before it.
"""

from chalicelib import i18n, notifications, operators
from chalicelib.accounts.contact import Contact, reader_of
from chalicelib.config import settings
from chalicelib.i18n import formats
from chalicelib.payments import store
from chalicelib.payments.payment import REFUND_FAILED, Payment, last_rejection, state_of


def due(payment: Payment) -> list[str]:
    """The names of all notices that a payment's facts give rise to, as they are now."""
    found: list[str] = []
    if "settled" in payment.facts:
        found.append("receipt")
    rejection = last_rejection(payment)
    if rejection is not None:
        # A customer at the page tries card after card: one mail for all that. A debit is another
        # matter: each time it comes back its holder must hear of it.
        once = payment.channel == "card" and rejection.startswith("rejected#")
        found.append("rejected" if once else rejection)
    found += [
        name
        for name, fact in sorted(payment.facts.items())
        if name.startswith("refund#") and fact["status"] not in REFUND_FAILED
    ]
    return found


def send_due(payment: Payment) -> None:
    """Send what is due and was not sent yet; a customer whom nobody can reach gets nothing."""
    missing = [name for name in due(payment) if name not in payment.noticed]
    if not missing:
        return
    contact = reader_of(payment.operator, payment.customer.partition("#")[2])
    for name in missing:
        if contact is not None and contact.email:
            _send(payment, contact, name)
        store.mark_noticed(payment.payment, name)


def _send(payment: Payment, contact: Contact, name: str) -> None:
    kind, _, reference = name.partition("#")
    language = contact.language
    cents = payment.amount_cents if kind == "rejected" else payment.settled_cents
    if kind in ("refund", "dispute"):
        cents = int(payment.facts[name]["cents"])
    page = f"{settings().site_url}/{payment.operator}/{language}"
    numbers = list(payment.shares)
    facts = {
        "amount": formats.money(language, cents, payment.currency),
        "invoices": ", ".join(numbers),
        "name": contact.name,
        "pay_url": f"{page}/pay/?" + "&".join(f"invoice={number}" for number in numbers),
        "bill_url": f"{page}/bill/?number={numbers[0]}",
        "help_url": f"{page}/help/?about=payment&reference={payment.payment}",
    }
    if kind == "receipt" and payment.paid_at is not None:
        zone = operators.find(payment.operator).time_zone
        facts |= {
            "receipt": payment.receipt_number or "",
            "paid": formats.moment(language, payment.paid_at, zone),
        }
    reason = state_of(payment)[1]
    if kind in ("rejected", "dispute"):
        facts["reason"] = reason_text(language, reason)
    notifications.send(
        payment.operator,
        to=contact.recipient,
        kind="payment_confirm" if reason == CONFIRM else _KINDS[kind],
        language=language,
        facts=facts,
        once=f"{payment.payment}#{kind}#{reference}",
    )


CONFIRM = "authentication_needed"
"""The bank wants the holder of a kept card to confirm this payment in person."""
_KINDS = {
    "receipt": "receipt",
    "rejected": "payment_rejected",
    "dispute": "payment_returned",
    "refund": "payment_refunded",
}


def reason_text(language: str, reason: str | None) -> str:
    """Why a payment was rejected, in words."""
    return i18n.t(language, f"payments.reason.{reason or 'declined'}")
