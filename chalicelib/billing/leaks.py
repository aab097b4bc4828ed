"""Water leaks: the customer is told with the bill, and with a plumber's proof the bill is capped.

Source: code général des collectivités territoriales, L2224-12-4 III bis and R2224-20-1 (dwellings
only).
"""

from dataclasses import replace
from datetime import date

from chalicelib.billing import billed, corrections, issuing, papers
from chalicelib.billing.cases import Case, case_of, make
from chalicelib.billing.facts import Draft, Invoice
from chalicelib.billing.invoices import find
from chalicelib.billing.sheets import PROOF_DAYS
from chalicelib.contracts import agreements
from chalicelib.errors import Conflict, NotFound


def cap(operator: str, customer: str, number: str, on: date) -> Invoice:
    """Credit what an invoice charges over the cap, now that a repaired leak is proven.

    Raises `NotFound` (`invoice_unknown`), and `Conflict`: `leak_not_abnormal` where the law grants
    no cap, `leak_proof_late` after a month, `leak_capped_already`.
    """
    old = find(operator, customer, number)
    contract = agreements.find(operator, customer, old.contract)
    if contract is None:
        raise NotFound("invoice_unknown")
    if old.content.leak is None:
        raise Conflict("leak_not_abnormal")
    if on > old.issued_on + PROOF_DAYS:
        raise Conflict("leak_proof_late", until=(old.issued_on + PROOF_DAYS).isoformat())
    case = case_of(contract, on, billed.stretches(contract))
    if not isinstance(case, Case):
        raise NotFound("invoice_unknown")
    given = issuing.issue([_credit(case, old, old.content.leak.mean)])
    if not given:
        raise Conflict("leak_capped_already")
    credit = find(operator, *given[0])
    papers.put_out(credit)
    return credit


def _credit(case: Case, old: Invoice, mean: int) -> Draft:
    capped = replace(case, on=old.issued_on).bill(old.period, leak_mean=mean)
    change = corrections.changed(case, old, capped)
    return make(case, "credit_note", change, f"leak#{old.number}", preceding=old.number)
