"""Payments and invoices in words, for a question about them."""

from chalicelib import i18n, operators
from chalicelib.accounts import access
from chalicelib.billing import invoices
from chalicelib.i18n import formats
from chalicelib.payments import notices, states
from chalicelib.payments.payment import state_of
from chalicelib.support.describing import Described
from chalicelib.web.visit import Visit


def payment(visit: Visit, about: str, reference: str) -> Described:
    """A payment of the caller's; raises `NotFound`. Its invoices are what else it touches."""
    found = states.find(visit.operator, visit.account, reference)
    state, reason = state_of(found)
    language, zone = visit.language, operators.find(visit.operator).time_zone
    numbers = ", ".join(found.shares)
    amount = formats.money(language, found.amount_cents, found.currency)
    moment = formats.moment(language, found.created_at, zone)
    why = notices.reason_text(language, reason) if reason else ""
    returned = state == "rejected" and "settled" in found.facts
    key = "returned" if returned else state if state in ("rejected", "paid") else "pending"
    message = i18n.t(
        language,
        f"support.draft.payment_{key}",
        amount=amount,
        invoices=numbers,
        at=moment,
        reason=why,
    )
    facts = [
        ("amount", amount),
        ("invoices", numbers),
        ("tried", moment),
        ("reason", why),
    ]
    return Described(
        customer=found.customer.partition("#")[2],
        message=message,
        facts=_labelled(language, facts),
        related=tuple(found.shares),
    )


def bill(visit: Visit, about: str, reference: str) -> Described:
    """An invoice of the caller's; raises `NotFound`."""
    mine = access.numbers_of(visit.operator, visit.account)
    found = invoices.find_among(visit.operator, mine, reference)
    language = visit.language
    amount = formats.money(language, found.total_cents, found.currency)
    issued = formats.day(language, found.issued_on)
    due = formats.day(language, found.due_on) if found.due_on else ""
    message = i18n.t(language, "support.draft.bill", number=found.number, amount=amount, day=issued)
    facts = [
        ("invoices", found.number),
        ("amount", amount),
        ("issued", issued),
        ("due", due),
    ]
    return Described(customer=found.customer, message=message, facts=_labelled(language, facts))


def _labelled(language: str, facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((i18n.t(language, f"support.fact.{name}"), text) for name, text in facts if text)
