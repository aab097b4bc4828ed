"""Direct debit in one click: a SEPA mandate is agreed, shown, replaced and revoked.

What was agreed is kept with it: the text in the customer's language, when, and from where. The IBAN
goes from the browser to the network; its last four digits are all that comes back.
"""

from dataclasses import dataclass

from chalicelib import clock, i18n, operators, storage
from chalicelib.accounts import access
from chalicelib.config import settings
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.gateways import cards, debits
from chalicelib.payments import owing
from chalicelib.payments.agreeing import METADATA
from chalicelib.payments.mandate import Mandate, end, read
from chalicelib.payments.table import MandateRow
from chalicelib.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Begun:
    """A mandate that the browser can now confirm with the card network."""

    mandate: Mandate
    client_secret: str
    publishable_key: str
    script_url: str


def wording(operator: str, language: str) -> str:
    """The text that the customer agrees to."""
    seller = operators.find(operator).seller
    return i18n.t(
        language, "payments.mandate.text", creditor=seller.name, creditor_id=seller.creditor_id
    )


def begin(visit: Visit, number: str | None) -> Begun:
    """Begin a mandate for a customer of the caller (by number, else the first).

    Raises `NotFound` (`customer_unknown`), `NotAllowed` (`holder_only`), `Conflict`
    (`debit_not_offered`), `Unavailable`.
    """
    customer = _mine(visit, number, holder=True)
    if not operators.find(visit.operator).seller.creditor_id:
        raise Conflict("debit_not_offered")
    network_customer = debits.make_customer(customer)
    row = MandateRow(
        customer,
        storage.new_id("man"),
        operator=visit.operator,
        account=visit.account,
        language=visit.language,
        wording=wording(visit.operator, visit.language),
        ip=visit.ip,
        device=visit.device,
        network_customer=network_customer,
        begun_at=clock.now(),
    )
    row.save()
    setup = debits.open_setup(
        network_customer, {METADATA: f"{customer}|{row.mandate}"}, key=row.mandate
    )
    return Begun(
        read(row), setup.client_secret, cards.publishable_key(), settings().stripe_script_url
    )


def of_customer(visit: Visit, number: str | None) -> list[Mandate]:
    """The confirmed mandates of a customer of the caller, newest first."""
    rows = MandateRow.query(_mine(visit, number), consistent_read=True)
    found = [read(row) for row in rows if row.accepted_at is not None]
    return found[::-1]


def revoke(visit: Visit, mandate: str, number: str | None) -> None:
    """End a mandate for good, here and at the network. Raises `NotFound`, `Unavailable`."""
    customer = _mine(visit, number, holder=True)
    try:
        row = MandateRow.get(customer, mandate, consistent_read=True)
    except MandateRow.DoesNotExist:
        raise NotFound("mandate_unknown") from None
    if row.ended_at is None:
        if row.payment_method:
            debits.end_method(row.payment_method)
        storage.transact([end(row, "revoked")])


def _mine(visit: Visit, number: str | None, holder: bool = False) -> str:
    """The key of a customer of the caller; only a holder may change how a customer pays."""
    customer = owing.mine(visit.operator, visit.account, number)
    if holder and access.require(visit, customer.partition("#")[2]).role != "holder":
        raise NotAllowed("holder_only")
    return customer
