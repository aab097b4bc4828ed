"""Prints an issued invoice into S3, and tells its reader."""

from chalicelib import clock, notifications, operators
from chalicelib.accounts import contact, customers
from chalicelib.billing.documents import print_invoice
from chalicelib.billing.facts import Invoice
from chalicelib.billing.sheets import sheet_of
from chalicelib.billing.table import InvoiceRow
from chalicelib.config import settings
from chalicelib.errors import NotFound
from chalicelib.gateways import files
from chalicelib.i18n import formats, t


def key_of(invoice: Invoice) -> str:
    """Where an invoice's document stands in the bucket of invoices."""
    return f"{invoice.operator}/{invoice.customer}/{invoice.number}.pdf"


def put_out(invoice: Invoice, *, tell: bool = True) -> None:
    """Print an invoice, store it, and (once) write to its reader. A repeat changes nothing."""
    reader = contact.reader_of(invoice.operator, invoice.customer)
    customer = customers.find(invoice.operator, invoice.customer)
    if reader is None or customer is None:
        raise NotFound("invoice_unknown")
    offered = operators.find(invoice.operator).languages
    language = reader.language if reader.language in offered else offered[0]
    if not invoice.printed:
        document = print_invoice(sheet_of(invoice, language, customer))
        files.put(settings().invoices_bucket, key_of(invoice), document, "application/pdf")
        InvoiceRow(invoice.customer_key, invoice.number).update(
            actions=[InvoiceRow.printed_at.set(clock.now())],
            condition=InvoiceRow.number.exists(),
        )
    if tell and reader.email:
        _tell(invoice, reader, language)


def _tell(invoice: Invoice, reader: contact.Contact, language: str) -> None:
    cents = invoice.content.to_pay_cents
    state = "due" if cents > 0 else "credit" if invoice.total_cents < 0 else "nothing"
    due_on = formats.day(language, invoice.due_on) if invoice.due_on else ""
    pages = f"{settings().site_url}/{invoice.operator}/{language}"
    notifications.send(
        invoice.operator,
        to=reader.recipient,
        kind="invoice_issued",
        language=language,
        facts={
            "name": reader.name,
            "number": invoice.number,
            "label": t(language, f"document.kind.{invoice.kind}"),
            "amount": formats.money(language, abs(cents), invoice.currency),
            "due_on": due_on,
            "state": state,
            "answer": t(language, f"document.answer.{state}", on=due_on),
            "link": f"{pages}/bill/?id={invoice.number}",
        },
        once=f"invoice_issued#{invoice.number}",
    )


def link_to(invoice: Invoice) -> str:
    """A short-lived URL of an invoice's document; it is printed first if it never was."""
    if not invoice.printed:
        put_out(invoice, tell=False)
    return files.link(settings().invoices_bucket, key_of(invoice), f"{invoice.number}.pdf")
