"""Issued invoices: one, and those of some customers page by page, newest first."""

from collections.abc import Iterable, Iterator
from datetime import date

from chalicelib import clock, operators
from chalicelib.billing import store
from chalicelib.billing.facts import Head, Invoice
from chalicelib.billing.table import InvoiceRow
from chalicelib.errors import NotFound
from chalicelib.rules.calendar import months_after

YEARS = 5
"""Accounting documents stay on screen for five rolling years (S17)."""


def find(operator: str, customer: str, number: str) -> Invoice:
    """An invoice of a customer; raises `NotFound` (`invoice_unknown`)."""
    try:
        row = InvoiceRow.get(f"{operator}#{customer}", number, consistent_read=True)
    except InvoiceRow.DoesNotExist as error:
        raise NotFound("invoice_unknown") from error
    return store.fact_of(row)


def find_among(operator: str, customers: Iterable[str], number: str) -> Invoice:
    """An invoice of one of some customers; raises `NotFound`, also for anybody else's."""
    for customer in customers:
        try:
            return find(operator, customer, number)
        except NotFound:
            continue
    raise NotFound("invoice_unknown")


def since(operator: str) -> date:
    """The first day of issue that is still shown."""
    return months_after(clock.today(operators.find(operator).time_zone), -12 * YEARS)


def of_customer(operator: str, customer: str) -> Iterator[Head]:
    """The invoices of a customer that are still shown, newest first."""
    first = since(operator)
    rows = InvoiceRow.query(
        f"{operator}#{customer}", scan_index_forward=False, attributes_to_get=list(store.HEAD)
    )
    for row in rows:
        if row.issued_on >= first:
            yield store.head_of(row)
