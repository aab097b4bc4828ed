"""A water leak: the customer is told with the bill, and a plumber's proof caps it (CGCT L2224-12-4)."""

from datetime import date
from random import randrange

import pytest

from chalicelib import ledger
from chalicelib.accounts import intake as accounts
from chalicelib.billing import invoices, issuing, leaks, sheets
from chalicelib.billing.documents.words import Words
from chalicelib.billing.drafting import drafts_of
from chalicelib.billing.facts import Draft, Invoice
from chalicelib.contracts import agreements
from chalicelib.contracts import intake as contracts
from chalicelib.errors import Conflict
from chalicelib.metering import intake as metering

OP = "gaz-et-eaux"


def home(*yearly_m3: int) -> tuple[str, str]:
    """A dwelling whose water meter is read each 1 January since 2023; customer and contract."""
    number, contract, point, serial = (f"{randrange(4_000_000, 4_999_999)}", f"GE{randrange(10**6):06d}", f"E{randrange(10**9)}", f"W{randrange(10**9)}")  # fmt: skip
    accounts.take(
        OP, {"number": number, "name": "Léa Petit", "surname": "Petit", "kind": "household"}
    )
    contracts.take(OP, {"contract": contract, "customer": number, "energy": "water", "point": point, "started_on": "2024-01-01", "tariff": "eau"})  # fmt: skip
    metering.take_meter(OP, {"energy": "water", "point": point, "serial": serial, "fitted_on": "2022-01-01", "unit": "m3", "digits": "5"})  # fmt: skip
    index = 100
    for year, used in zip(range(2023, 2027), (0, *yearly_m3), strict=False):
        index += used
        metering.take_reading(OP, {"serial": serial, "on": f"{year}-01-01", "index": str(index)})
    return number, contract


def billed(number: str, contract: str, on: date) -> Invoice:
    found = agreements.find(OP, number, contract)
    assert found is not None
    (draft,) = [each for each in drafts_of(found, on, reviewed=True) if isinstance(each, Draft)]
    ((customer, issued),) = issuing.issue([draft])
    return invoices.find(OP, customer, issued)


def leaking() -> Invoice:
    """A bill of a year with five times the usual water."""
    number, contract = home(100, 100, 500)
    billed(number, contract, date(2025, 1, 3))
    return billed(number, contract, date(2026, 1, 3))


def notes(invoice: Invoice) -> str:
    return " ".join(sheets.notes_of(invoice, Words("fr", "EUR"))).replace("\xa0", " ")


def test_no_cap_where_the_use_is_not_abnormal() -> None:
    number, contract = home(100, 100, 190)
    billed(number, contract, date(2025, 1, 3))
    calm = billed(number, contract, date(2026, 1, 3))
    assert "plombier" not in notes(calm)
    with pytest.raises(Conflict, match="leak_not_abnormal"):
        leaks.cap(OP, calm.customer, calm.number, date(2026, 1, 20))


def test_no_cap_after_a_month() -> None:
    invoice = leaking()
    with pytest.raises(Conflict, match="leak_proof_late"):
        leaks.cap(OP, invoice.customer, invoice.number, date(2026, 3, 1))


def test_the_customer_is_told_with_the_bill() -> None:
    assert "500 m³" in notes(leaking())
    assert "03/02/2026" in notes(leaking())


def test_a_proof_caps_the_bill_at_twice_the_mean_and_only_once() -> None:
    invoice = leaking()
    credit = leaks.cap(OP, invoice.customer, invoice.number, date(2026, 1, 20))
    assert credit.kind == "credit_note" and credit.total_cents < 0
    water = [line for line in credit.bill.lines if line.unit == "m3" and line.family == "energy"]
    assert sum(line.quantity for line in water) == -300
    standing = ledger.standing(f"{OP}#{invoice.customer}", date(2026, 1, 20))
    assert standing.invoices[invoice.number].open_cents == invoice.total_cents + credit.total_cents
    with pytest.raises(Conflict, match="leak_capped_already"):
        leaks.cap(OP, invoice.customer, invoice.number, date(2026, 1, 21))
