"""What was billed of a contract already; a row for each stretch makes a second bill impossible."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.billing import store
from chalicelib.billing.facts import Draft, Invoice
from chalicelib.billing.table import InvoiceRow, RunRow
from chalicelib.contracts.facts import Contract
from chalicelib.rules.calendar import Period
from chalicelib.storage import Write

BILLS = ("consumption", "final")


@dataclass(frozen=True, slots=True)
class Billed:
    """A stretch of a contract for which an invoice exists."""

    guard: str
    number: str
    kind: str
    period: Period
    issued_on: date
    cents: int
    estimated: bool


def run_of(operator: str, customer: str, contract: str) -> str:
    """Under which key the billed stretches of a contract stand."""
    return f"billed#{operator}#{customer}#{contract}"


def stretches(contract: Contract) -> tuple[Billed, ...]:
    """The stretches of a contract that were billed, corrections among them, by day of issue."""
    run = run_of(contract.operator, contract.customer, contract.contract)
    rows = RunRow.query(run, consistent_read=True)
    found = (
        Billed(
            guard=row.part,
            number=row.number,
            kind=row.kind,
            period=Period(row.from_on, row.until_on),
            issued_on=row.issued_on,
            cents=int(row.cents),
            estimated=row.state == "estimated",
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: (each.issued_on, each.number)))


def until(known: Iterable[Billed]) -> date | None:
    """The day up to which a contract is billed or has its instalments, None before the first."""
    ends = [
        each.period.until_on for each in known if each.kind not in ("correction", "credit_note")
    ]
    return max(ends, default=None)


def load(contract: Contract, numbers: Iterable[str]) -> tuple[Invoice, ...]:
    """Some invoices of a contract's customer, in order of their numbers."""
    customer = f"{contract.operator}#{contract.customer}"
    keys = [(customer, number) for number in dict.fromkeys(numbers)]
    rows = InvoiceRow.batch_get(keys, consistent_read=True)
    return tuple(sorted((store.fact_of(row) for row in rows), key=lambda each: each.number))


def guard(draft: Draft, number: str) -> Write:
    """The write that marks what a draft bills as billed; it fails when that is billed already."""
    row = RunRow(
        run_of(draft.operator, draft.customer, draft.contract),
        draft.guard,
        number=number,
        kind=draft.kind,
        from_on=draft.bill.period.from_on,
        until_on=draft.bill.period.until_on,
        issued_on=draft.issued_on,
        cents=draft.bill.total_cents,
        state="estimated" if draft.bill.estimated else "exact",
    )
    return lambda transaction: transaction.save(row, condition=RunRow.run.does_not_exist())


def already(drafts: list[Draft]) -> set[int]:
    """The places in a list of drafts whose stretch is billed already."""
    keys = [(run_of(each.operator, each.customer, each.contract), each.guard) for each in drafts]
    stored = RunRow.batch_get(list(dict.fromkeys(keys)), consistent_read=True)
    found = {(row.run, row.part) for row in stored}
    return {place for place, key in enumerate(keys) if key in found}
