"""Direct debit in one click: a SEPA mandate is agreed, shown, replaced and revoked.

What was agreed is kept with it: the text in the customer's language, when, and from where. The IBAN
goes from the browser to the network; its last four digits are all that comes back. A card that a
customer keeps for later is agreed and ended in the same way.
"""

from dataclasses import dataclass

from chalicelib import clock, i18n, operators, storage
from chalicelib.accounts import access
from chalicelib.config import settings
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.gateways import cards, debits
from chalicelib.payments import claims, owing
from chalicelib.payments.agreeing import METADATA
from chalicelib.payments.mandate import (
    Mandate,
    active_of,
    card_kept_with,
    draw_by_itself,
    end,
    read,
)
from chalicelib.payments.payment import ENDED, Payment, state_of
from chalicelib.payments.table import MandateRow
from chalicelib.web.visit import Visit

UNKNOWN = {"debit": "mandate_unknown", "card": "card_unknown"}


@dataclass(frozen=True, slots=True)
class Begun:
    """A mandate that the browser can now confirm with the card network."""

    mandate: Mandate
    client_secret: str
    publishable_key: str
    script_url: str


def wording(operator: str, language: str, means: str) -> str:
    """The text that the customer agrees to."""
    pack = operators.find(operator)
    names = {"creditor": pack.seller.name, "creditor_id": pack.seller.creditor_id}
    if means != "debit":
        return i18n.t(language, "payments.card.text", **names)
    notice = i18n.t(language, "payments.mandate.notice", count=pack.billing.debit_notice_days)
    return i18n.t(language, "payments.mandate.text", **names) + " " + notice


def begin(visit: Visit, number: str | None, means: str) -> Begun:
    """Begin a mandate, or the keeping of a card, for a customer of the caller.

    Raises `NotFound` (`customer_unknown`), `NotAllowed` (`holder_only`), `Conflict`
    (`debit_not_offered`), `Unavailable`.
    """
    customer = holders_own(visit, number)
    if means == "debit" and not operators.find(visit.operator).seller.creditor_id:
        raise Conflict("debit_not_offered")
    row = _row(visit, customer, storage.new_id("man" if means == "debit" else "crd"), means)
    row.save()
    setup = debits.open_setup(
        row.network_customer, means, {METADATA: f"{customer}|{row.mandate}"}, key=row.mandate
    )
    return Begun(
        read(row), setup.client_secret, cards.publishable_key(), settings().stripe_script_url
    )


def keep(visit: Visit, payment: Payment, wanted: bool) -> None:
    """Keep, or not, the card that a payment will be confirmed with; in force once it is paid.

    Raises `NotAllowed` (`holder_only`), `Conflict` (`payment_in_progress`), `Unavailable`.
    """
    customer = holders_own(visit, payment.customer.partition("#")[2])
    if payment.intent is None or state_of(payment)[0] in ENDED:
        raise Conflict("payment_in_progress")
    if wanted:
        _row(visit, customer, card_kept_with(payment.payment), "card").save()
    debits.keep_card(payment.intent, wanted)


def of_customer(visit: Visit, number: str | None, means: str) -> list[Mandate]:
    """The confirmed mandates or kept cards of a customer of the caller, newest first."""
    rows = MandateRow.query(owing.mine(visit.operator, visit.account, number), consistent_read=True)
    found = [read(row) for row in rows if row.accepted_at is not None and row.means == means]
    return sorted(found, key=lambda each: str(each.accepted_at), reverse=True)


def revoke(visit: Visit, mandate: str, number: str | None, means: str) -> None:
    """End a mandate or kept card for good, here and at the network.

    Raises `NotFound`, `NotAllowed`, `Unavailable`.
    """
    row = _find(visit, mandate, number, means)
    if row.ended_at is None:
        if row.payment_method:
            debits.end_method(row.payment_method)
        storage.transact([end(row, "revoked")])


def pay_by_itself(visit: Visit, card: str, number: str | None, automatic: bool) -> Mandate:
    """Have invoices paid by a kept card when they fall due, or no longer; one card at a time.

    Raises `NotFound`, `NotAllowed`, `Conflict` (`debit_in_force`).
    """
    row = _find(visit, card, number, "card")
    if row.ended_at is not None or row.accepted_at is None:
        raise NotFound("card_unknown")
    if automatic and active_of(row.customer, "debit"):
        raise Conflict("debit_in_force")
    others = [
        draw_by_itself(MandateRow(row.customer, each.mandate), False)
        for each in active_of(row.customer, "card")
        if automatic and each.automatic and each.mandate != card
    ]
    storage.transact([draw_by_itself(row, automatic), *others])
    return read(MandateRow.get(row.customer, card, consistent_read=True))


def holders_own(visit: Visit, number: str | None) -> str:
    """The key of a customer whose holder the caller is: only they may change how it pays."""
    customer = owing.mine(visit.operator, visit.account, number)
    if access.require(visit, customer.partition("#")[2]).role != "holder":
        raise NotAllowed("holder_only")
    return customer


def _row(visit: Visit, customer: str, mandate: str, means: str) -> MandateRow:
    return MandateRow(
        customer,
        mandate,
        operator=visit.operator,
        account=visit.account,
        language=visit.language,
        means=means,
        wording=wording(visit.operator, visit.language, means),
        ip=visit.ip,
        device=visit.device,
        network_customer=claims.payer_of(customer),
        begun_at=clock.now(),
    )


def _find(visit: Visit, mandate: str, number: str | None, means: str) -> MandateRow:
    try:
        row = MandateRow.get(holders_own(visit, number), mandate, consistent_read=True)
    except MandateRow.DoesNotExist:
        raise NotFound(UNKNOWN[means]) from None
    if row.means != means:
        raise NotFound(UNKNOWN[means])
    return row
