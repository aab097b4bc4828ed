"""Direct debits at the card network: agreeing a mandate, drawing on it, ending it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.gateways.cards import Intent, asking, client, read_intent


@dataclass(frozen=True, slots=True)
class Setup:
    """A mandate to be agreed in the browser; `client_secret` must not be logged."""

    setup: str
    state: str
    client_secret: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A mandate as the network has it. `reference` is its RUM; `last4` ends the IBAN."""

    mandate: str
    active: bool
    reference: str
    payment_method: str
    last4: str
    country: str
    accepted_at: datetime


def make_customer(customer: str) -> str:
    """The network's own id for a customer; it is told nothing of them but our key.

    Asking again gives the same. Raises `Unavailable`.
    """
    with asking():
        made = client().v1.customers.create(
            {"metadata": {"comptoir_customer": customer}},
            {"idempotency_key": f"customer-{customer}"},
        )
        return str(made.id)


def open_setup(network_customer: str, metadata: Mapping[str, str], key: str) -> Setup:
    """Begin to agree a SEPA mandate for later debits. Raises `Unavailable`."""
    with asking():
        made = client().v1.setup_intents.create(
            {
                "customer": network_customer,
                "allowed_payment_method_types": ["sepa_debit"],
                "usage": "off_session",
                "metadata": dict(metadata),
            },
            {"idempotency_key": key},
        )
        return Setup(made.id, made.status, made.client_secret or "")


def find_mandate(mandate: str) -> Agreed:
    """A mandate and the account behind it. Raises `NotFound`, `Unavailable`."""
    with asking():
        found = client().v1.mandates.retrieve(mandate, {"expand": ["payment_method"]}).to_dict()
    method, debit = found["payment_method"], found["payment_method_details"]["sepa_debit"]
    return Agreed(
        mandate=found["id"],
        active=found["status"] == "active",
        reference=debit["reference"],
        payment_method=method["id"],
        last4=method["sepa_debit"]["last4"],
        country=method["sepa_debit"]["country"],
        accepted_at=datetime.fromtimestamp(found["customer_acceptance"]["accepted_at"], UTC),
    )


def end_method(payment_method: str) -> None:
    """Make a bank account, and every mandate on it, unusable. Raises `Unavailable`."""
    with asking():
        client().v1.payment_methods.detach(payment_method)


def draw(
    *,
    amount_cents: int,
    currency: str,
    network_customer: str,
    payment_method: str,
    mandate: str,
    description: str,
    metadata: Mapping[str, str],
    key: str,
) -> Intent:
    """Draw an amount on a mandate; the money arrives, or not, in some days.

    Asking again with the same `key` draws once. Raises `Conflict` (refused at once), `Unavailable`.
    """
    with asking():
        made = client().v1.payment_intents.create(
            {
                "amount": amount_cents,
                "currency": currency.lower(),
                "customer": network_customer,
                "payment_method": payment_method,
                "allowed_payment_method_types": ["sepa_debit"],
                "mandate": mandate,
                "confirm": True,
                "off_session": True,
                "description": description,
                "metadata": dict(metadata),
            },
            {"idempotency_key": key},
        )
        return read_intent(made)
