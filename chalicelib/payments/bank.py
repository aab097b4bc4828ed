"""Paying by bank: where the money goes, with what reference, and the code for a bank's app."""

from dataclasses import dataclass

from chalicelib import operators
from chalicelib.accounts import customers
from chalicelib.billing.documents import paycode
from chalicelib.errors import Conflict
from chalicelib.operators.pack import Operator, Seller
from chalicelib.payments import owing
from chalicelib.rules import reference
from chalicelib.rules.account import InvoiceStanding

MOST_TEXT = 140
"""Characters that a SEPA transfer carries from the payer (EPC rulebook, AT-05)."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to tell one's bank; `square` is a QR code in SVG, `reference` what to write with it."""

    seller: Seller
    cents: int
    currency: str
    reference: str
    square: str


def order(operator: str, account: str, invoices: tuple[str, ...]) -> Order:
    """How to pay some of the caller's invoices by bank, all that is open of them.

    One invoice has its structured reference; several are named by their numbers. Raises `NotFound`
    (`invoice_unknown`), `Invalid`, `Conflict` (`already_paid`, `account_closed`,
    `transfer_not_offered`).
    """
    pack = operators.find(operator)
    if not pack.seller.iban:
        raise Conflict("transfer_not_offered")
    customer, standing = owing.customer_of(operator, account, invoices)
    opens = owing.payable(standing, invoices)
    cents = sum(opens.values())
    said = _said(pack, tuple(opens))
    text = (
        _in_roubles(pack, customer, cents, said, standing.invoices[next(iter(opens))])
        if pack.currency == "RUB"
        else paycode.epc(pack.seller, cents, said)
    )
    return Order(pack.seller, cents, pack.currency, said, paycode.square(text))


def _said(pack: Operator, invoices: tuple[str, ...]) -> str:
    if len(invoices) == 1:
        return reference.of_invoice(invoices[0], pack.billing.reference)
    return " ".join(invoices)[:MOST_TEXT]


def _in_roubles(
    pack: Operator, customer: str, cents: int, said: str, first: InvoiceStanding
) -> str:
    number = customer.partition("#")[2]
    known = customers.find(pack.code, number)
    name, period = known.name if known else "", f"{first.issued_at:%m%Y}"
    return paycode.gost(pack.seller, cents, number, name, said, period)
