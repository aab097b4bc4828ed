"""The past of the demo customers: what they were billed in the months before, and that they paid.

    python -m infra.local.past

Runs once, in the environment of the deployed functions, when the demo readings are in. Documents
are printed when somebody first opens them; the present month is left to the real billing run.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from chalicelib import clock, ledger, operators
from chalicelib.billing import history
from chalicelib.billing.table import InvoiceRow

SINCE = date(2024, 2, 1)
"""The first billing after the demo contracts began."""
PAID_AFTER = timedelta(days=40)
"""Who was billed so long ago has paid by now."""
AT_ONCE = 40


def live_through(operator: str, today: date) -> tuple[int, int]:
    """Bill an operator's past and pay it; how many invoices there are, how many are paid."""
    day = operators.find(operator).billing.day_of_month
    until = today.replace(day=day) if today.day >= day else today.replace(day=1)
    issued = history.bill_history(operator, SINCE, until).invoices
    return issued, pay(operator, today)


def pay(operator: str, today: date) -> int:
    """Settle what is open of invoices older than `PAID_AFTER`, a few days before each was due."""
    customers = sorted({row.customer for row in InvoiceRow.scan(attributes_to_get=["customer"])})
    paid = 0
    for customer in customers:
        if not customer.startswith(f"{operator}#"):
            continue
        standing = ledger.standing(customer, today)
        late = iter(
            each
            for each in standing.invoices.values()
            if each.open_cents and each.due_on and each.issued_at.date() < today - PAID_AFTER
        )
        while some := list(islice(late, AT_ONCE)):
            ledger.post(
                ledger.payment_settled(
                    customer,
                    f"pay_demo_{each.number}",
                    at=_before(each.due_on or today),
                    currency=operators.find(operator).currency,
                    shares={each.number: each.open_cents},
                    cents=each.open_cents,
                    reference=f"R{each.number}",
                )
                for each in some
            )
            paid += len(some)
    return paid


def _before(due_on: date) -> datetime:
    return datetime(due_on.year, due_on.month, due_on.day, 10, tzinfo=UTC) - timedelta(days=4)


def main() -> int:
    """Live through the past of every operator."""
    for code in operators.codes():
        issued, paid = live_through(code, clock.today(operators.find(code).time_zone))
        print(f"{code}: {issued} invoices of the past, {paid} of them paid", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
