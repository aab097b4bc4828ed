"""The receipt of money that came by transfer, or was taken or handed back at the counter."""

from chalicelib import notifications, operators
from chalicelib.accounts.contact import reader_of
from chalicelib.config import settings
from chalicelib.i18n import formats
from chalicelib.ledger import Posting


def send(posting: Posting) -> None:
    """Mail the receipt of a settlement to its customer, once; nobody's to mail is fine."""
    _send("receipt", posting, -posting.cents)


def send_back(posting: Posting) -> None:
    """Mail the receipt of money that was handed back at the counter, once."""
    _send("payment_handed_back", posting, posting.cents)


def _send(kind: str, posting: Posting, cents: int) -> None:
    operator, _, number = posting.customer.partition("#")
    contact = reader_of(operator, number)
    if contact is None or not contact.email:
        return
    pack, language = operators.find(operator), contact.language
    invoices = list(posting.shares)
    page = f"{settings().site_url}/{operator}/{language}"
    notifications.send(
        operator,
        to=contact.recipient,
        kind=kind,
        language=language,
        facts={
            "amount": formats.money(language, cents, posting.currency),
            "receipt": posting.reference or "",
            "paid": formats.moment(language, posting.at, pack.time_zone),
            "invoices": ", ".join(invoices) or "–",
            "bill_url": f"{page}/bill/?number={invoices[0]}" if invoices else f"{page}/bills/",
        },
        once=f"{posting.customer}#{posting.entry}",
    )
