"""The card network (Stripe): the only place that speaks to it.

Card numbers go from the payer's browser to the network and never pass here. Importing the library
costs about as much as boto3, so it is done inside the functions that call out; checking a webhook
needs none of it.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from chalicelib import clock
from chalicelib.config import settings
from chalicelib.errors import Conflict, Malformed, NotFound, Unavailable
from chalicelib.gateways import secrets
from chalicelib.log import log

if TYPE_CHECKING:
    import stripe

SECRET = "stripe"  # noqa: S105 - the name of the secret, not the secret
TOLERANCE_SECONDS = 300
"""How old a webhook's signature may be."""
OPEN = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})
"""States of an intent in which no money has moved yet."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A payment as the network has it; `state` is in `OPEN`, or processing, succeeded, canceled.

    `client_secret` lets the payer's browser confirm it; it must not be logged.
    """

    intent: str
    state: str
    client_secret: str
    amount_cents: int
    currency: str
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the network tells: `thing` is the object as it was then."""

    event: str
    kind: str
    at: datetime
    thing: Mapping[str, Any]
    text: str


def publishable_key() -> str:
    """The key that browsers may know."""
    return str(secrets.find(SECRET)["publishable_key"])


def open_intent(
    *,
    amount_cents: int,
    currency: str,
    network_customer: str,
    description: str,
    metadata: Mapping[str, str],
    key: str,
) -> Intent:
    """Open a payment with any method the account offers (cards, wallets, debits), those that the
    customer keeps among them.

    Asking again with the same `key` gives the same payment. Raises `Unavailable`.
    """
    with asking():
        made = client().v1.payment_intents.create(
            {
                "amount": amount_cents,
                "currency": currency.lower(),
                "customer": network_customer,
                "description": description,
                "metadata": dict(metadata),
                "automatic_payment_methods": {"enabled": True},
            },
            {"idempotency_key": key},
        )
        return read_intent(made)


def find_intent(intent: str) -> Intent:
    """A payment as it is now. Raises `NotFound`, `Unavailable`."""
    with asking():
        return read_intent(client().v1.payment_intents.retrieve(intent))


def cancel_intent(intent: str) -> Intent:
    """Give a payment up, after which nobody can confirm it.

    Raises `Conflict` (`payment_in_progress`) when it is too late for that, and `Unavailable`.
    """
    with asking():
        return read_intent(
            client().v1.payment_intents.cancel(intent, {"cancellation_reason": "abandoned"})
        )


def refund(*, intent: str, amount_cents: int, key: str) -> str:
    """Give money of a payment back; the id of the refund. Raises `Conflict`, `Unavailable`."""
    with asking():
        made = client().v1.refunds.create(
            {"payment_intent": intent, "amount": amount_cents}, {"idempotency_key": key}
        )
        return str(made.id)


def events(since: datetime) -> Iterator[Event]:
    """Every event since a moment (the network keeps them for 30 days), newest first."""
    with asking():
        page = client().v1.events.list({"created": {"gte": _seconds(since)}, "limit": 100})
        for each in page.auto_paging_iter():
            yield _event(json.dumps(each.to_dict(), default=str))


def payments(since: datetime) -> Iterator[Mapping[str, Any]]:
    """Every intent made since a moment as the network has it now, its latest charge within."""
    with asking():
        page = client().v1.payment_intents.list(
            {
                "created": {"gte": _seconds(since)},
                "limit": 100,
                "expand": ["data.latest_charge"],
            }
        )
        for each in page.auto_paging_iter():
            yield each.to_dict()


def givings_back(since: datetime) -> Iterator[Mapping[str, Any]]:
    """Every refund and dispute made since a moment as the network has it now."""
    services: tuple[Any, Any] = (client().v1.refunds, client().v1.disputes)
    with asking():
        for service in services:
            page = service.list({"created": {"gte": _seconds(since)}, "limit": 100})
            for each in page.auto_paging_iter():
                yield each.to_dict()


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def verify(payload: bytes, signature: str) -> Event:
    """The event in a webhook's raw body, once its signature and age are found right.

    Raises `Malformed`: `webhook_unsigned`, `webhook_signature_wrong`, `webhook_too_old`,
    `body_malformed`. Several secrets are tried, so that one can be changed without losing events.
    Source: docs.stripe.com/webhooks/signature.
    """
    stamp, given = "", []
    for part in signature.split(","):
        name, _, value = part.strip().partition("=")
        if name == "t":
            stamp = value
        elif name == "v1":
            given.append(value)
    if not stamp.isdecimal() or not given:
        raise Malformed("webhook_unsigned")
    known: list[str] = secrets.find(SECRET)["webhook_secrets"]
    signed = stamp.encode() + b"." + payload
    right = [hmac.new(each.encode(), signed, sha256).hexdigest() for each in known if each]
    if not any(hmac.compare_digest(a.encode(), b.encode()) for a in right for b in given):
        raise Malformed("webhook_signature_wrong")
    if abs(clock.epoch() - int(stamp)) > TOLERANCE_SECONDS:
        raise Malformed("webhook_too_old")
    return _event(payload.decode("utf-8", "replace"))


def _event(text: str) -> Event:
    try:
        told = json.loads(text)
        return Event(
            event=str(told["id"]),
            kind=str(told["type"]),
            at=datetime.fromtimestamp(int(told["created"]), UTC),
            thing=dict(told["data"]["object"]),
            text=text,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Malformed("body_malformed") from error


def read_intent(found: Any) -> Intent:
    """The library's object as ours."""
    return Intent(
        intent=found.id,
        state=found.status,
        client_secret=found.client_secret or "",
        amount_cents=found.amount,
        currency=found.currency.upper(),
        metadata=found.metadata.to_dict() if found.metadata else {},
    )


def client() -> "stripe.StripeClient":
    """The library's client with the present key; only gateways use it."""
    return _client_of(str(secrets.find(SECRET)["api_key"]), settings().stripe_api_base)


@lru_cache(maxsize=2)
def _client_of(api_key: str, api_base: str) -> "stripe.StripeClient":
    """The library's client: two tries of at most 8 s each, under API Gateway's 29 s."""
    import stripe

    stripe.enable_telemetry = False
    return stripe.StripeClient(
        api_key,
        base_addresses={"api": api_base},
        http_client=stripe.RequestsClient(timeout=(2, 6)),
        max_network_retries=1,
    )


@contextmanager
def asking() -> Iterator[None]:
    """Turn the library's errors into refusals of our own; their text is not shown to anyone."""
    import stripe

    try:
        yield
    except stripe.CardError as error:
        raise Conflict("card_declined") from error
    except stripe.InvalidRequestError as error:
        if error.code == "resource_missing":
            raise NotFound("payment_unknown") from error
        if error.code == "payment_intent_unexpected_state":
            raise Conflict("payment_in_progress") from error
        if error.code in ("charge_already_refunded", "charge_not_refundable", "charge_disputed"):
            raise Conflict("refund_impossible") from error
        log().error("cards_refused", code=error.code, param=error.param)
        raise Unavailable("cards_unavailable") from error
    except stripe.StripeError as error:
        log().error("cards_unavailable", kind=type(error).__name__, status=error.http_status)
        raise Unavailable("cards_unavailable") from error
