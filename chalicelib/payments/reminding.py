"""Reminders of unpaid invoices: a calm ladder that the operator's pack sets out.

Each step looks only at the invoices that fell due on one day, and at the two days before it in case
a run was missed. What was reminded of stands in the books, so that no step is taken twice.
"""

from datetime import date, timedelta

from chalicelib import clock, ledger, notifications, operators, storage
from chalicelib.accounts.contact import reader_of
from chalicelib.config import settings
from chalicelib.i18n import formats
from chalicelib.ledger import Posting
from chalicelib.operators.pack import Dunning, Reminder
from chalicelib.storage import TransactionLost

MISSED_DAYS = 3
PAUSING = frozenset({"plan_asked", "plan_agreed"})
PLANNING = PAUSING | {"plan_refused", "plan_broken", "plan_kept"}
"""Memos of a payment plan, in the books: while it lasts nobody is reminded."""


def run(operator: str, today: date | None = None) -> int:
    """Take every step that falls on an operator's local date; how many reminders were sent."""
    pack = operators.find(operator)
    on = today or clock.today(pack.time_zone)
    sent = 0
    for number, step in enumerate(pack.dunning.steps, 1):
        if step.cuts and in_truce(pack.dunning, on):
            continue
        for late in range(MISSED_DAYS):
            due = on - timedelta(days=step.after_days + late)
            for customer, invoice in ledger.due_on(operator, due):
                sent += _remind(operator, customer, invoice, number, step, on)
    return sent


def in_truce(dunning: Dunning, on: date) -> bool:
    """Whether a day lies in the winter truce, which goes over the turn of the year."""
    if dunning.truce is None:
        return False
    first, last = dunning.truce
    day = f"{on:%m-%d}"
    return first <= day <= last if first <= last else day >= first or day <= last


def _remind(
    operator: str, customer: str, invoice: str, number: int, step: Reminder, on: date
) -> bool:
    """One step for one invoice; False when there is nothing to remind of, or it was done."""
    standing = ledger.standing(customer, on)
    where = standing.invoices.get(invoice)
    if standing.closed or where is None or where.state not in ("overdue", "rejected"):
        return False
    books = ledger.entries(customer)
    name = f"reminder#{invoice}#{number}"
    drawing = any(
        each.kind == "debit_announced" and each.due_on is not None and each.due_on >= on
        for each in books
        if invoice in each.shares
    )
    if drawing or _planned(books, invoice) or any(each.entry == name for each in books):
        return False
    _write(operator, customer, invoice, number, step, where.open_cents + step.fee_cents)
    return _book(operator, customer, invoice, name, step)


def _planned(books: list[Posting], invoice: str) -> bool:
    """Whether a payment plan over the invoice lasts: asked for or agreed, and not ended since."""
    told = [each.kind for each in books if invoice in each.shares and each.kind in PLANNING]
    return told[-1:] != [] and told[-1] in PAUSING


def _book(operator: str, customer: str, invoice: str, name: str, step: Reminder) -> bool:
    currency, at = operators.find(operator).currency, clock.now()
    postings = [Posting(customer, name, "reminder", at, currency, shares={invoice: 0})]
    if step.fee_cents:
        reference = name.removeprefix("reminder#")
        postings.append(
            ledger.fee(
                customer, reference, cents=step.fee_cents, currency=currency, at=at, number=invoice
            )
        )
    try:
        storage.transact([ledger.write(posting) for posting in postings])
    except TransactionLost:
        return False
    return True


def _write(
    operator: str, customer: str, invoice: str, number: int, step: Reminder, cents: int
) -> None:
    contact = reader_of(operator, customer.partition("#")[2])
    if contact is None or not contact.email:
        return
    currency, language = operators.find(operator).currency, contact.language
    page = f"{settings().site_url}/{operator}/{language}"
    notifications.send(
        operator,
        to=contact.recipient,
        kind=f"reminder_{step.tone}",
        language=language,
        facts={
            "amount": formats.money(language, cents, currency),
            "fee": formats.money(language, step.fee_cents, currency) if step.fee_cents else "",
            "invoice": invoice,
            "pay_url": f"{page}/pay/?invoice={invoice}",
            "help_url": f"{page}/plan/?invoice={invoice}",
        },
        once=f"{customer}#reminder#{invoice}#{number}",
    )
