"""Prints an issued invoice into S3, and tells its reader."""

from dataclasses import replace

from chalicelib import clock, ledger, notifications, operators, storage
from chalicelib.accounts import contact, customers
from chalicelib.billing.documents import InvoiceSheet, print_invoice, structured
from chalicelib.billing.documents.slips import print_slip
from chalicelib.billing.facts import Head, Invoice
from chalicelib.billing.sheets import sheet_of
from chalicelib.billing.table import InvoiceRow
from chalicelib.config import settings
from chalicelib.errors import Conflict, NotFound
from chalicelib.gateways import files
from chalicelib.i18n import formats, t


def key_of(invoice: Invoice | Head) -> str:
    """Where an invoice's document stands in the bucket of invoices."""
    return f"{invoice.operator}/{invoice.customer}/{invoice.number}.pdf"


def put_out(invoice: Invoice, *, tell: bool = True) -> None:
    """Print an invoice, store it, and (once) write to its reader. A repeat changes nothing."""
    reader = contact.reader_of(invoice.operator, invoice.customer)
    if reader is None:
        raise NotFound("invoice_unknown")
    if not invoice.printed:
        _print(invoice)
    if tell and reader.email:
        _tell(invoice, reader, _language(invoice.operator, reader))


def document_of(invoice: Invoice) -> bytes:
    """An invoice's document; it is printed first if it never was."""
    if invoice.printed:
        return files.get(settings().invoices_bucket, key_of(invoice))
    return _print(invoice)


def stored(head: Head) -> bytes:
    """The document of an invoice that was printed before."""
    return files.get(settings().invoices_bucket, key_of(head))


def sheet_for_reader(invoice: Invoice) -> InvoiceSheet:
    """What the invoice says, in the language of who reads it. Raises `NotFound`."""
    reader = contact.reader_of(invoice.operator, invoice.customer)
    customer = customers.find(invoice.operator, invoice.customer)
    if reader is None or customer is None:
        raise NotFound("invoice_unknown")
    return sheet_of(invoice, _language(invoice.operator, reader), customer)


def _language(operator: str, reader: contact.Contact) -> str:
    offered = operators.find(operator).languages
    return reader.language if reader.language in offered else offered[0]


def _print(invoice: Invoice) -> bytes:
    document = print_invoice(sheet_for_reader(invoice))
    files.put(settings().invoices_bucket, key_of(invoice), document, "application/pdf")
    InvoiceRow(invoice.customer_key, invoice.number).update(
        actions=[InvoiceRow.printed_at.set(clock.now())],
        condition=InvoiceRow.number.exists(),
    )
    return document


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
            "link": f"{pages}/bill/?number={invoice.number}",
        },
        once=f"invoice_issued#{invoice.number}",
    )


def link_to(invoice: Invoice) -> str:
    """A short-lived URL of an invoice's document; it is printed first if it never was."""
    if not invoice.printed:
        _print(invoice)
    return files.link(settings().invoices_bucket, key_of(invoice), f"{invoice.number}.pdf")


def has_structured(invoice: Invoice) -> bool:
    """Whether an invoice is to be had for machines: a business's, in euros (EN 16931)."""
    customer = customers.find(invoice.operator, invoice.customer)
    return customer is not None and customer.kind == "business" and invoice.currency == "EUR"


def link_to_structured(invoice: Invoice) -> str:
    """A short-lived URL of an invoice for a business's books: UBL 2.1 as Peppol BIS wants it.

    Raises `NotFound` (`no_structured_invoice`) for a household.
    """
    if not has_structured(invoice):
        raise NotFound("no_structured_invoice")
    xml = structured.write(
        sheet_for_reader(invoice), operators.find(invoice.operator), structured.UBL
    )
    key = f"handouts/{invoice.operator}/{storage.new_id('ubl')}.xml"
    files.put(settings().uploads_bucket, key, xml.encode(), "application/xml")
    return files.link(settings().uploads_bucket, key, f"{invoice.number}.xml")


def link_to_slip(invoice: Invoice) -> str:
    """A short-lived URL of a payment slip for what is still open of an invoice.

    Raises `Conflict` (`nothing_to_pay`).
    """
    standing = ledger.standing(invoice.customer_key).invoices.get(invoice.number)
    cents = standing.open_cents if standing else 0
    if cents <= 0:
        raise Conflict("nothing_to_pay")
    slip = print_slip(replace(sheet_for_reader(invoice), to_pay_cents=cents))
    key = f"handouts/{invoice.operator}/{storage.new_id('slip')}.pdf"
    files.put(settings().uploads_bucket, key, slip, "application/pdf")
    return files.link(settings().uploads_bucket, key, f"{invoice.number}-slip.pdf")
