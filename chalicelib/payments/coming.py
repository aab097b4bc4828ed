"""What will be drawn by itself next: what was announced, and what will be."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib import clock, ledger, operators
from chalicelib.payments.debiting import account_of
from chalicelib.payments.mandate import Mandate, active_of


@dataclass(frozen=True, slots=True)
class Debit:
    """An amount that will be drawn on a day; `announced_at` is None while it was not told yet."""

    invoice: str
    cents: int
    on: date
    announced_at: datetime | None
    means: str
    account: str


def debits(customer: str) -> list[Debit]:
    """The next debits of a customer ("op#number"), the soonest first; none without a mandate."""
    mandate = _drawn_on(customer)
    if mandate is None:
        return []
    pack = operators.find(mandate.operator)
    today = clock.today(pack.time_zone)
    told = {
        number: each
        for each in ledger.entries(customer)
        if each.kind == "debit_announced" and each.due_on is not None and each.due_on >= today
        for number in each.shares
    }
    standing = ledger.standing(customer, today)
    found = []
    for invoice in standing.invoices.values():
        if invoice.open_cents <= 0 or invoice.state not in ("due", "overdue", "rejected"):
            continue
        posting = told.get(invoice.number)
        earliest = today + timedelta(days=pack.billing.debit_notice_days)
        on = posting.due_on if posting else None
        if on is None and invoice.state == "rejected":
            continue  # drawn again only if the network gave a reason for which that makes sense
        found.append(
            Debit(
                invoice.number,
                invoice.open_cents,
                on or max(invoice.due_on or earliest, earliest),
                posting.at if posting else None,
                mandate.means,
                account_of(mandate),
            )
        )
    return sorted(found, key=lambda each: (each.on, each.invoice))


def _drawn_on(customer: str) -> Mandate | None:
    mandates = active_of(customer, "debit")
    cards = [each for each in active_of(customer, "card") if each.automatic]
    return next(iter([*mandates, *cards]), None)
