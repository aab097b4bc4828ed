"""Corrects an issued bill by what is known now: a reading was wrong and has been put right."""

from datetime import date

from chalicelib.billing import billed, corrections, invoices, issuing, papers
from chalicelib.billing.cases import Case, case_of
from chalicelib.contracts import agreements
from chalicelib.errors import NotFound


def correct(operator: str, on: date, customer: str, number: str) -> tuple[str, ...]:
    """Correct an invoice by what is read now; the number given, none when nothing changes.

    Raises `NotFound` (`invoice_unknown`).
    """
    old = invoices.find(operator, customer, number)
    contract = agreements.find(operator, customer, old.contract)
    case = case_of(contract, on, billed.stretches(contract)) if contract else None
    if not isinstance(case, Case):
        raise NotFound("invoice_unknown")
    draft = corrections.again(case, number)
    given = issuing.issue([draft]) if draft else ()
    for _, issued in given:
        papers.put_out(invoices.find(operator, customer, issued))
    return tuple(issued for _, issued in given)
