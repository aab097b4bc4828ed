"""The one answer of an invoice, what to pay by when and how, and the code to pay by."""

from typing import Any

from chalicelib.billing.documents import paycode
from chalicelib.billing.documents.sheet import DEBIT, TRANSFER, InvoiceSheet
from chalicelib.billing.documents.words import Words
from chalicelib.i18n import formats
from chalicelib.operators.pack import Operator
from chalicelib.rules import reference

_FIGURES = "\N{NO-BREAK SPACE}"


def answer_of(sheet: InvoiceSheet, words: Words) -> dict[str, str]:
    cents = sheet.to_pay_cents
    if cents < 0 or (cents == 0 and sheet.total_cents < 0):
        amount = words.money(abs(cents or sheet.total_cents))
        return {
            "before": words("answer.credit"),
            "amount": amount,
            "after": words("answer.credit_after"),
        }
    if cents == 0 or sheet.due_on is None:
        return {
            "before": words("answer.nothing"),
            "amount": words.money(0),
            "after": words("answer.nothing_after"),
        }
    on = formats.day(sheet.language, sheet.due_on)
    how = "debit" if sheet.settled_by == DEBIT else "due"
    return {
        "before": words(f"answer.{how}", on=on),
        "amount": words.money(cents),
        "after": words(f"answer.{how}_after"),
    }


def pay_part(sheet: InvoiceSheet, operator: Operator, words: Words) -> dict[str, Any] | None:
    """Where to send the money, and the code to scan; nothing where nothing is to be sent."""
    who = operator.seller
    if sheet.settled_by != TRANSFER or sheet.to_pay_cents <= 0 or not who.iban:
        return None
    rows = [
        ("pay.beneficiary", who.name),
        ("pay.iban", _fours(who.iban) if sheet.currency == "EUR" else who.iban),
        ("pay.bic", " · ".join(filter(None, (who.bic, who.bank)))),
        ("pay.reference", reference_of(sheet, operator)),
    ]
    return {
        "rows": [{"label": words(key), "value": value} for key, value in rows if value],
        "square": paycode.square(pay_text(sheet, operator)),
        "hint": words("pay.hint"),
        "alt": words(
            "pay.alt",
            amount=words.money(sheet.to_pay_cents),
            name=who.name,
            reference=reference_of(sheet, operator),
        ),
    }


def reference_of(sheet: InvoiceSheet, operator: Operator) -> str:
    """What a payer writes on a transfer, in the form that the operator's pack chose."""
    return reference.of_invoice(sheet.number, operator.billing.reference)


def pay_text(sheet: InvoiceSheet, operator: Operator) -> str:
    """What the code to scan says: an EPC transfer in euro, a ГОСТ Р 56042 payment in roubles."""
    if sheet.currency == "RUB":
        return paycode.gost(
            operator.seller,
            sheet.to_pay_cents,
            sheet.customer_number,
            sheet.buyer.name,
            sheet.number,
            sheet.period.from_on.strftime("%m%Y"),
        )
    return paycode.epc(operator.seller, sheet.to_pay_cents, reference_of(sheet, operator))


def _fours(iban: str) -> str:
    plain = iban.replace(" ", "")
    return _FIGURES.join(plain[at : at + 4] for at in range(0, len(plain), 4))
