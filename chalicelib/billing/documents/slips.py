"""A payment slip (in Russian: квитанция) of an invoice, to take to a counter or a bank."""

from datetime import UTC, datetime, time

from chalicelib.billing.documents import answer, paycode, printing
from chalicelib.billing.documents import words as words_of
from chalicelib.billing.documents.sheet import InvoiceSheet
from chalicelib.billing.documents.words import Words
from chalicelib.operators import find


def print_slip(sheet: InvoiceSheet) -> bytes:
    """The slip for what is to be paid of an invoice: a notice with the code to scan, a receipt."""
    operator = find(sheet.operator)
    words, who = Words(sheet.language, sheet.currency), operator.seller
    rows = [
        ("pay.beneficiary", who.name),
        ("slip.tax_id", who.company_id),
        ("pay.account", who.iban),
        ("slip.bank", " · ".join(filter(None, (who.bank, who.bic)))),
        ("slip.correspondent", who.correspondent_account),
        ("slip.payer", sheet.buyer.name),
        ("slip.address", f"{sheet.supplied.street}, {sheet.supplied.place}".strip(", ")),
        ("slip.account_number", sheet.customer_number),
        ("slip.purpose", answer.reference_of(sheet, operator)),
        (
            "slip.period",
            f"{words.day(sheet.period.from_on)} – {words.day(sheet.period.last_on)}",
        ),
    ]
    code = paycode.square(answer.pay_text(sheet, operator)) if who.iban else None
    amount = words.money(sheet.to_pay_cents)
    facts = words_of.basics(operator, words) | {
        "title": f"{words('slip')} {sheet.number} — {operator.name}",
        "keywords": [sheet.number],
        "heading": words("slip"),
        "under": words("number", number=sheet.number),
        "notice": words("slip.notice"),
        "receipt": words("slip.receipt"),
        "rows": [{"label": words(key), "value": value} for key, value in rows if value],
        "amount_label": words("slip.amount"),
        "amount": amount,
        "date_label": words("slip.date"),
        "signature_label": words("slip.signature"),
        "square": code,
        "hint": words("pay.hint"),
        "alt": words(
            "pay.alt", amount=amount, name=who.name, reference=answer.reference_of(sheet, operator)
        ),
    }
    stamp = datetime.combine(sheet.issued_on, time(12), UTC)
    return printing.compile_page("slip.typ", words_of.drawable(facts), stamp)
