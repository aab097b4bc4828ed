"""What the card network tells of mandates: agreed by the customer, or ended by somebody else."""

from pynamodb.transactions import TransactWrite

from chalicelib import notifications, operators
from chalicelib.accounts.contact import reader_of
from chalicelib.config import settings
from chalicelib.gateways import debits
from chalicelib.gateways.cards import Event
from chalicelib.payments.mandate import end, read, shard_of
from chalicelib.payments.table import ClaimRow, MandateRow
from chalicelib.storage import Write

METADATA = "comptoir_mandate"


def told(event: Event) -> tuple[str, list[Write]] | None:
    """What an event says of a mandate: its name here, and the writes that follow.

    None for events that say nothing of one.
    """
    if event.kind == "setup_intent.succeeded":
        name = str((event.thing.get("metadata") or {}).get(METADATA, ""))
        customer, _, mandate = name.partition("|")
        network = event.thing.get("mandate")
        if not mandate or not isinstance(network, str):
            return None
        return name, _agreed(customer, mandate, debits.find_mandate(network))
    if event.kind == "mandate.updated" and event.thing.get("status") == "inactive":
        try:
            name = str(ClaimRow.get(f"mandate#{event.thing['id']}").holder)
        except ClaimRow.DoesNotExist:
            return None
        row = _row(name)
        return name, [] if row.ended_at is not None else [end(row, "closed")]
    return None


def confirm_by_mail(name: str) -> None:
    """Send the customer what they agreed to, once."""
    mandate = read(_row(name))
    contact = reader_of(mandate.operator, mandate.customer.partition("#")[2])
    if contact is None or not contact.email or mandate.state != "active":
        return
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
            "page": f"{settings().site_url}/{mandate.operator}/{contact.language}/pay/",
        },
        once=f"mandate#{mandate.mandate}",
    )


def _agreed(customer: str, mandate: str, agreed: debits.Agreed) -> list[Write]:
    """A mandate is confirmed: it is in force, and any earlier one of the customer is not."""
    rows = list(MandateRow.query(customer, consistent_read=True))
    writes = [
        end(row, "replaced")
        for row in rows
        if row.mandate != mandate and row.accepted_at is not None and row.ended_at is None
    ]

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
