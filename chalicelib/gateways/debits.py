"""Money that we draw ourselves: mandates and kept cards at the network, from agreement to end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib.gateways.cards import Intent, asking, client, read_intent

_KINDS = {"debit": "sepa_debit", "card": "card"}


@dataclass(frozen=True, slots=True)
class Setup:
    """What is to be agreed in the browser, a mandate or the keeping of a card.

    `client_secret` must not be logged.
    """

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


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card that the network keeps for a customer; `expires` is its last month ("2034-12")."""

    payment_method: str
    brand: str
    last4: str
    expires: str


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


def open_setup(network_customer: str, means: str, metadata: Mapping[str, str], key: str) -> Setup:
    """Begin to agree a SEPA mandate for later debits, or to keep a card (`means`: debit, card).

    Raises `Unavailable`.
    """
    with asking():
        made = client().v1.setup_intents.create(
            {
                "customer": network_customer,
                "allowed_payment_method_types": [_KINDS[means]],
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


def find_card(payment_method: str) -> KeptCard | None:
    """A kept card; None for a method of another kind. Raises `NotFound`, `Unavailable`."""
    with asking():
        found = client().v1.payment_methods.retrieve(payment_method).to_dict()
    card = found.get("card")
    if card is None:
        return None
    expires = f"{card['exp_year']}-{card['exp_month']:02d}"
    return KeptCard(found["id"], card["brand"], card["last4"], expires)


def keep_card(intent: str, keep: bool) -> None:
    """Have the network keep, or not keep, the card that an open payment will be confirmed with.

    Raises `Conflict` (`payment_in_progress`), `Unavailable`.
    """
    usage: Any = "off_session" if keep else ""
    with asking():
        client().v1.payment_intents.update(intent, {"setup_future_usage": usage})


def end_method(payment_method: str) -> None:
    """Make a card or bank account, and every mandate on it, unusable. Raises `Unavailable`."""
    with asking():
        client().v1.payment_methods.detach(payment_method)


def draw(
    *,
    amount_cents: int,
    currency: str,
    network_customer: str,
    payment_method: str,
    mandate: str | None,
    description: str,
    metadata: Mapping[str, str],
    key: str,
) -> Intent:
    """Draw an amount on a mandate, or on a kept card without one, while its holder is away.

    Asking again with the same `key` draws once. What the bank refuses at once is an intent still,
    whose event tells why. Raises `Conflict`, `Unavailable`.
    """
    import stripe

    wanted: dict[str, Any] = {
        "amount": amount_cents,
        "currency": currency.lower(),
        "customer": network_customer,
        "payment_method": payment_method,
        "allowed_payment_method_types": [_KINDS["debit" if mandate else "card"]],
        "confirm": True,
        "off_session": True,
        "description": description,
        "metadata": dict(metadata),
    }
    if mandate:
        wanted["mandate"] = mandate
    with asking():
        service: Any = client().v1.payment_intents
        try:
            made = service.create(wanted, {"idempotency_key": key})
        except stripe.CardError as refused:
            made = getattr(refused.error, "payment_intent", None)
            if made is None:
                raise
        return read_intent(made)
