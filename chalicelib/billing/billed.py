"""What was billed of a contract already; a row for each stretch makes a second bill impossible."""

from datetime import date

from chalicelib.billing import store
from chalicelib.billing.facts import Draft, Invoice
from chalicelib.billing.table import InvoiceRow, RunRow
from chalicelib.contracts.facts import Contract
from chalicelib.storage import Write


def run_of(operator: str, customer: str, contract: str) -> str:
    """Under which key the billed stretches of a contract stand."""
    return f"billed#{operator}#{customer}#{contract}"


def until(contract: Contract) -> date | None:
    """The day up to which a contract is billed or has its instalments, None before the first."""
    run = run_of(contract.operator, contract.customer, contract.contract)
    rows = RunRow.query(run, consistent_read=True)
    known = [row.until_on for row in rows if row.kind not in ("correction", "credit_note")]
    return max((on for on in known if on), default=None)


def invoices_of(contract: Contract) -> tuple[Invoice, ...]:
    """The invoices of a contract, in the order in which they were issued."""
    run = run_of(contract.operator, contract.customer, contract.contract)
    customer = f"{contract.operator}#{contract.customer}"
    numbers = {row.number for row in RunRow.query(run, consistent_read=True) if row.number}
    keys = [(customer, number) for number in numbers]
    found = (store.fact_of(row) for row in InvoiceRow.batch_get(keys, consistent_read=True))
    return tuple(sorted(found, key=lambda each: (each.issued_on, each.number)))


def guard(draft: Draft, number: str) -> Write:
    """The write that marks what a draft bills as billed; it fails when that is billed already."""
    row = RunRow(
        run_of(draft.operator, draft.customer, draft.contract),
        draft.guard,
        number=number,
        kind=draft.kind,
        until_on=draft.bill.period.until_on,
    )
    return lambda transaction: transaction.save(row, condition=RunRow.run.does_not_exist())


def already(drafts: list[Draft]) -> set[int]:
    """The places in a list of drafts whose stretch is billed already."""
    keys = [(run_of(each.operator, each.customer, each.contract), each.guard) for each in drafts]
    stored = RunRow.batch_get(list(dict.fromkeys(keys)), consistent_read=True)
    found = {(row.run, row.part) for row in stored}
    return {place for place, key in enumerate(keys) if key in found}
