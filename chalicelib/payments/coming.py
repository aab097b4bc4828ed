"""What will be drawn by itself next: what was announced, and what will be."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib import clock, ledger, operators
from chalicelib.payments.debiting import account_of
from chalicelib.payments.dues import dues_of
from chalicelib.payments.mandate import Mandate, active_of


@dataclass(frozen=True, slots=True)
class Debit:
    """An amount that will be drawn on a day; `announced_at` is None while it was not told yet."""

    invoices: tuple[str, ...]
    cents: int
    on: date
    announced_at: datetime | None
    means: str
    account: str


def debits(customer: str) -> list[Debit]:
    """The next debits of a customer ("op#number"), the soonest first; none without a mandate."""
    mandate = drawn_on(customer)
    if mandate is None:
        return []
    pack = operators.find(mandate.operator)
    today = clock.today(pack.time_zone)
    told = [
        each
        for each in ledger.entries(customer)
        if each.kind == "debit_announced" and each.due_on is not None and each.due_on >= today
    ]
    earliest = today + timedelta(days=pack.billing.debit_notice_days)
    found = []
    for due in dues_of(customer, ledger.standing(customer, today), today):
        posting = next((each for each in told if f"#{due.name}#" in each.entry), None)
        if posting is None and due.state == "rejected":
            continue  # drawn again only if the network gave a reason for which that makes sense
        on = posting.due_on if posting else None
        found.append(
            Debit(
                tuple(due.shares),
                due.cents,
                on or max(due.due_on or earliest, earliest),
                posting.at if posting else None,
                mandate.means,
                account_of(mandate),
            )
        )
    return sorted(found, key=lambda each: (each.on, each.invoices))


def drawn_on(customer: str) -> Mandate | None:
    """The mandate or kept card that a customer ("op#number") lets us draw on, or None."""
    mandates = active_of(customer, "debit")
    cards = [each for each in active_of(customer, "card") if each.automatic]
    return next(iter([*mandates, *cards]), None)
