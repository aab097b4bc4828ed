"""Writing into the books and reading them: entries, standing and statement of a customer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pynamodb.transactions import TransactWrite

from chalicelib import clock, operators, storage
from chalicelib.errors import Malformed
from chalicelib.ledger.posting import Posting
from chalicelib.ledger.table import EntryRow
from chalicelib.rules import account
from chalicelib.rules.account import Standing
from chalicelib.storage import Page, Write

MOST_WRITES = 100
"""DynamoDB's limit of writes in one transaction."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a statement: what changed what is owed, by how much, and the balance after it."""

    entry: str
    at: datetime
    kind: str
    cents: int
    balance_cents: int
    currency: str
    reference: str | None
    payment: str | None
    reason: str | None


def write(posting: Posting) -> Write:
    """The write that puts a posting into the books, once: it fails when the entry is there."""
    operator = posting.customer.partition("#")[0]
    row = EntryRow(
        posting.customer,
        posting.entry,
        kind=posting.kind,
        at=posting.at,
        posted_at=clock.now(),
        currency=posting.currency,
        lines=dict(posting.lines),
        shares=dict(posting.shares),
        number=posting.number,
        invoice=f"{operator}#{posting.number}" if posting.number else None,
        due=f"{operator}#{posting.falls_due}" if posting.falls_due else None,
        due_on=posting.due_on,
        payment=posting.payment,
        attempt=posting.attempt,
        reason=posting.reason,
        reference=posting.reference,
    )

    def put(transaction: TransactWrite) -> None:
        transaction.save(row, condition=EntryRow.entry.does_not_exist())

    return put


def post(postings: Iterable[Posting]) -> None:
    """Put postings into the books in one transaction.

    Raises `TransactionLost` when one of them is there already.
    """
    storage.transact([write(posting) for posting in postings])


def entries(customer: str) -> list[Posting]:
    """All entries of a customer ("op#number"), by their time."""
    rows = EntryRow.query(customer, consistent_read=True)
    return sorted(
        (_read(row) for row in rows),
        key=lambda each: account.sequence(each.kind, each.at, each.entry),
    )


def has(customer: str, entry: str) -> bool:
    """Whether an entry stands in the books of a customer."""
    try:
        EntryRow.get(customer, entry, consistent_read=True)
    except EntryRow.DoesNotExist:
        return False
    return True


def owner_of(operator: str, number: str) -> str | None:
    """The customer ("op#number") to whom an invoice was issued, None for an unknown number.

    The index may lag a moment behind what was just issued.
    """
    for row in EntryRow.by_number.query(f"{operator}#{number}", limit=1):
        return str(row.customer)
    return None


def due_on(operator: str, on: date) -> Iterator[tuple[str, str]]:
    """The invoices to be reminded of counting from a day, that of their term or that on which
    their payment plan was broken: customer ("op#number") and number of each.
    """
    for row in EntryRow.by_due.query(f"{operator}#{on}"):
        for number in [row.number] if row.number else row.shares:
            yield row.customer, number


def standing(customer: str, today: date | None = None) -> Standing:
    """What a customer owes and where each invoice stands, on their operator's local date."""
    if today is None:
        operator = customer.partition("#")[0]
        today = clock.today(operators.find(operator).time_zone)
    return account.standing((posting.fact() for posting in entries(customer)), today)


def statement(customer: str, cursor: str | None, limit: int) -> Page[StatementLine]:
    """Charges and payments with the balance after each, newest first.

    A balance is the sum of all that came before it, so the whole ledger is read (some hundred
    entries in ten years) and a page cut out of it; the cursor is the last entry shown.
    """
    lines: list[StatementLine] = []
    balance = 0
    for each in entries(customer):
        if each.cents:
            balance += each.cents
            lines.append(
                StatementLine(
                    each.entry,
                    each.at,
                    each.kind,
                    each.cents,
                    balance,
                    each.currency,
                    each.reference,
                    each.payment,
                    each.reason,
                )
            )
    lines.reverse()
    start = 0
    if cursor is not None:
        shown = [place for place, line in enumerate(lines) if line.entry == cursor]
        if not shown:
            raise Malformed("cursor_invalid")
        start = shown[0] + 1
    page = lines[start : start + limit]
    more = start + limit < len(lines)
    return Page(page, page[-1].entry if more and page else None)


def _read(row: EntryRow) -> Posting:
    return Posting(
        row.customer,
        row.entry,
        row.kind,
        row.at,
        row.currency,
        lines=row.lines,
        shares=row.shares,
        number=row.number,
        due_on=row.due_on,
        payment=row.payment,
        attempt=row.attempt,
        reason=row.reason,
        reference=row.reference,
    )
