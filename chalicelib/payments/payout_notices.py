"""What a customer is told of a credit that goes back to them."""

from typing import TYPE_CHECKING

from chalicelib import notifications
from chalicelib.accounts.contact import reader_of
from chalicelib.config import settings
from chalicelib.i18n import formats

if TYPE_CHECKING:
    from chalicelib.payments.payouts import Payout


def send(payout: "Payout") -> None:
    """Tell that a payout was asked for, sent to its card (once its refund says so), or paid."""
    contact = reader_of(payout.operator, payout.customer.partition("#")[2])
    if contact is None or not contact.email or payout.state == "sent":
        return  # the refund itself is told when the network has made it
    language = contact.language
    notifications.send(
        payout.operator,
        to=contact.recipient,
        kind=f"payout_{payout.state}",
        language=language,
        facts={
            "amount": formats.money(language, payout.cents, payout.currency),
            "account": f"•••• {payout.last4}",
            "bills_url": f"{settings().site_url}/{payout.operator}/{language}/bills/",
        },
        once=f"{payout.payout}#{payout.state}",
    )
