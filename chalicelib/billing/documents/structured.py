"""The invoice for machines: EN 16931 as UN/CEFACT Cross Industry Invoice (Factur-X 1.0), and as
UBL 2.1 (Peppol BIS Billing 3.0), both from the same facts.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.billing.documents.sheet import DEBIT, TRANSFER, InvoiceSheet
from chalicelib.i18n import t
from chalicelib.operators.pack import Operator
from chalicelib.rules.bill import VatTotal
from chalicelib.rules.measure import UNECE
from chalicelib.rules.money import share, to_decimal
from chalicelib.rules.reference import of_invoice

if TYPE_CHECKING:
    from jinja2 import Template

TYPE_CODES = {"intermediate": "386", "credit_note": "381", "correction": "384"}
"""UNTDID 1001: 386 prepayment invoice, 381 credit note, 384 corrected invoice; else 380."""
LEGAL_SCHEMES = {"FR": "0002", "BE": "0208"}
"""ISO 6523 schemes of company numbers: SIREN (France), KBO/BCE (Belgium)."""
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


CII, UBL = "factur-x.xml.j2", "peppol.xml.j2"
"""The two syntaxes of EN 16931, by their templates."""


def write(sheet: InvoiceSheet, operator: Operator, syntax: str = CII) -> str:
    """The XML of an invoice. What is owed back is a credit note, whose amounts turn positive.

    Source: EN 16931-1:2017, CEN/TS 16931-3-3 (CII syntax) and 3-2 (UBL); Peppol BIS Billing 3.0;
    code 381 mirrors the signs.
    """
    credit = sheet.total_cents < 0
    sign = -1 if credit else 1

    def amount(cents: int) -> str:
        return str(to_decimal(sign * cents, sheet.currency))

    prepaid = 0 if credit else sheet.total_cents - sheet.to_pay_cents
    means = {TRANSFER: "58", DEBIT: "59"}.get(sheet.settled_by, "")
    if means == "58" and not operator.seller.iban:
        means = ""
    text = _template(syntax).render(
        sheet=sheet,
        seller=_Cleaned(operator.seller),
        seller_scheme=LEGAL_SCHEMES.get(operator.seller.country, ""),
        type_code="381" if credit else TYPE_CODES.get(sheet.kind, "380"),
        notes=[*sheet.notes],
        lines=list(_lines(sheet, sign)),
        vat=[
            {
                "amount": amount(total.amount_cents),
                "base": amount(total.base_cents),
                "category": total.category,
                "percent": total.percent,
            }
            for total in _breakdown(sheet)
        ],
        debit=sheet.settled_by == DEBIT,
        means=means,
        reference=of_invoice(sheet.number, operator.billing.reference),
        exempt=t(sheet.language, "document.exempt"),
        terms="" if sheet.due_on else t(sheet.language, "document.answer.credit_after"),
        net=amount(sheet.net_cents),
        tax_total=amount(sheet.vat_cents),
        total_amount=amount(sheet.total_cents),
        buyer_endpoint=re.sub(r"\D", "", sheet.buyer_vat_id),
        prepaid=amount(prepaid) if prepaid else "",
        due=amount(sheet.total_cents - prepaid),
    )
    return _NOT_XML.sub("", text)


class _Cleaned:
    """A pack's seller with its identifiers written as machines want them (no spaces or dots)."""

    def __init__(self, seller: Any) -> None:
        self._seller = seller

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._seller, name)
        if name in ("iban", "bic", "company_id", "vat_id"):
            return re.sub(r"[ .]", "", value)
        return value


def _lines(sheet: InvoiceSheet, sign: int) -> Iterator[dict[str, Any]]:
    for line, cents in zip(sheet.lines, _net(sheet), strict=True):
        yield {
            "label": line.label,
            "explanation": line.explanation,
            "quantity": _plain(sign * line.quantity),
            "unit_code": UNECE.get(line.unit, "C62"),
            "price": _plain(line.unit_price),
            "price_base": line.price_base,
            "category": line.category,
            "percent": line.percent,
            "period": line.period,
            "amount": str(to_decimal(sign * cents, sheet.currency)),
        }


def _breakdown(sheet: InvoiceSheet) -> list[VatTotal]:
    """The tax of every rate on the lines, also where it came to nothing (BR-S-01, BR-E-01)."""
    known = {(total.percent, total.category) for total in sheet.vat}
    used = {(line.percent, line.category) for line in sheet.lines} - known
    return [*sheet.vat, *(VatTotal(*key, 0, 0) for key in sorted(used))]


def _net(sheet: InvoiceSheet) -> list[int]:
    """The lines' amounts without tax; where prices include it, each rate's base shared out."""
    if not sheet.prices_include_vat:
        return [line.cents for line in sheet.lines]
    net = [0] * len(sheet.lines)
    for total in sheet.vat:
        key = (total.percent, total.category)
        places = [at for at, line in enumerate(sheet.lines) if (line.percent, line.category) == key]
        weights = [abs(sheet.lines[at].cents) for at in places]
        gross = sum(sheet.lines[at].cents for at in places)
        if any(weights):
            taxes = share(abs(gross - total.base_cents), weights)
            for at, tax in zip(places, taxes, strict=True):
                net[at] = sheet.lines[at].cents - (tax if gross >= total.base_cents else -tax)
    return net


def _plain(value: Decimal) -> str:
    return f"{value:f}"


@lru_cache(maxsize=2)
def _template(name: str) -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    place = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    return place.get_template(name)
