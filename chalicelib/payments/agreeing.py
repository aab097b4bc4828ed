"""What the card network tells of mandates and kept cards: agreed by the customer, or ended by
somebody else.
"""

from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib import notifications, operators
from chalicelib.accounts.contact import reader_of
from chalicelib.config import settings
from chalicelib.gateways import debits
from chalicelib.gateways.cards import Event
from chalicelib.payments.mandate import draw_by_itself, end, read, shard_of
from chalicelib.payments.table import ClaimRow, MandateRow
from chalicelib.storage import Write

METADATA = "comptoir_mandate"


def told(event: Event) -> tuple[str, list[Write]] | None:
    """What an event says of a mandate or kept card: its name here, and the writes that follow.

    None for events that say nothing of one.
    """
    if event.kind == "setup_intent.succeeded":
        name = str((event.thing.get("metadata") or {}).get(METADATA, ""))
        customer, _, mandate = name.partition("|")
        if not mandate:
            return None
        if isinstance(network := event.thing.get("mandate"), str):
            return name, _agreed(customer, mandate, debits.find_mandate(network))
        return name, keep(customer, mandate, str(event.thing["payment_method"]), event.at)
    if event.kind == "mandate.updated" and event.thing.get("status") == "inactive":
        try:
            name = str(ClaimRow.get(f"mandate#{event.thing['id']}").holder)
        except ClaimRow.DoesNotExist:
            return None
        row = _row(name)
        return name, [] if row.ended_at is not None else [end(row, "closed")]
    return None


def keep(customer: str, card: str, payment_method: str, at: datetime) -> list[Write]:
    """The writes by which a card that its holder asked to keep is kept; none when it is already,
    when nobody asked, or when it is no card.
    """
    try:
        row = MandateRow.get(customer, card, consistent_read=True)
    except MandateRow.DoesNotExist:
        return []
    if row.accepted_at is not None:
        return []
    found = debits.find_card(payment_method)
    if found is None:
        return []

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            MandateRow(customer, card),
            actions=[
                MandateRow.payment_method.set(found.payment_method),
                MandateRow.brand.set(found.brand),
                MandateRow.last4.set(found.last4),
                MandateRow.expires.set(found.expires),
                MandateRow.accepted_at.set(at),
            ],
            condition=MandateRow.accepted_at.does_not_exist(),
        )

    return [put]


def confirm_by_mail(name: str) -> None:
    """Send the customer what they agreed to, once."""
    mandate = read(_row(name))
    contact = reader_of(mandate.operator, mandate.customer.partition("#")[2])
    if contact is None or not contact.email or mandate.state != "active":
        return
    if mandate.means == "card":
        return  # it was kept in front of its holder's eyes; no debit follows from it alone
    seller = operators.find(mandate.operator).seller
    notifications.send(
        mandate.operator,
        to=contact.recipient,
        kind="mandate_agreed",
        language=contact.language,
        facts={
            "reference": mandate.reference or "",
            "creditor": seller.name,
            "creditor_id": seller.creditor_id,
            "account": f"•••• {mandate.last4}",
            "wording": mandate.wording,
            "page": f"{settings().site_url}/{mandate.operator}/{contact.language}/means/",
        },
        once=f"mandate#{mandate.mandate}",
    )


def _agreed(customer: str, mandate: str, agreed: debits.Agreed) -> list[Write]:
    """A mandate is confirmed: it is in force, any earlier one of the customer is not, and no kept
    card is drawn on beside it.
    """
    rows = list(MandateRow.query(customer, consistent_read=True))
    others = [
        row
        for row in rows
        if row.mandate != mandate and row.accepted_at is not None and row.ended_at is None
    ]
    writes = [end(row, "replaced") for row in others if row.means == "debit"]
    writes += [draw_by_itself(row, False) for row in others if row.means == "card" and row.shard]

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            MandateRow(customer, mandate),
            actions=[
                MandateRow.network_mandate.set(agreed.mandate),
                MandateRow.payment_method.set(agreed.payment_method),
                MandateRow.reference.set(agreed.reference),
                MandateRow.last4.set(agreed.last4),
                MandateRow.country.set(agreed.country),
                MandateRow.accepted_at.set(agreed.accepted_at),
                MandateRow.shard.set(shard_of(customer)),
            ],
            condition=MandateRow.mandate.exists() & MandateRow.ended_at.does_not_exist(),
        )
        transaction.save(ClaimRow(f"mandate#{agreed.mandate}", holder=f"{customer}|{mandate}"))

    return [put, *writes]


def _row(name: str) -> MandateRow:
    customer, _, mandate = name.partition("|")
    return MandateRow.get(customer, mandate, consistent_read=True)
