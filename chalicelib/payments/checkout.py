"""The pay button: one charge, however often it is pressed, in however many tabs.

Three things see to that. The payment's id follows from the `Idempotency-Key`, so a repeated press
finds it. Each invoice is claimed by one payment at a time, so a second tab is given the first one's
payment, or the first one is given up at the network before another begins. And an intent of the
network can be confirmed once.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from chalicelib import clock, ledger, operators
from chalicelib.config import settings
from chalicelib.errors import Conflict, Invalid
from chalicelib.gateways import cards
from chalicelib.gateways.cards import Intent
from chalicelib.payments import claims, owing, store
from chalicelib.payments.payment import Payment
from chalicelib.rules.account import Standing

LEAST_CENTS = 50
"""The least that the card network takes in one charge."""
TRIES = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be paid: these invoices, all that is open of them or `amount_cents`."""

    invoices: tuple[str, ...]
    amount_cents: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A payment that the payer's browser can now confirm with the card network."""

    payment: Payment
    client_secret: str
    publishable_key: str
    script_url: str


def begin(operator: str, account: str, wish: Wish, key: str | None) -> Begun:
    """Begin a payment, or go on with the one that is open for the same invoices.

    Raises `Invalid` (`idempotency_key_missing`, `amount_wrong`, `currency_wrong`, `form_invalid`),
    `NotFound` (`invoice_unknown`), `Conflict` (`already_paid`, `account_closed`,
    `payment_in_progress`, `idempotency_key_reused`, `payment_superseded`), `Unavailable`.
    """
    if key is None or not 8 <= len(key) <= 128:
        raise Invalid("idempotency_key_missing")
    customer, standing = owing.customer_of(operator, account, wish.invoices)
    shares = shares_of(standing, wish, operators.find(operator).currency)
    wanted = _payment(operator, account, customer, wish, key, shares)
    for _ in range(TRIES):
        known = store.find(wanted.payment)
        if known is not None:
            if known.form != wanted.form:
                raise Conflict("idempotency_key_reused")
            return _go_on(known)
        found = _claim(wanted)
        if found is not None:
            return found
    raise Conflict("payment_in_progress")


def shares_of(standing: Standing, wish: Wish, currency: str) -> dict[str, int]:
    """What each invoice gets, those that fall due first first.

    Raises the refusals of an invoice that cannot be paid, or of an amount that makes no sense.
    """
    if wish.currency is not None and wish.currency.upper() != currency:
        raise Invalid("currency_wrong", fields={"currency": "currency_wrong"}, currency=currency)
    opens = owing.payable(standing, wish.invoices)
    total = sum(opens.values())
    amount = total if wish.amount_cents is None else wish.amount_cents
    if not LEAST_CENTS <= amount <= total:
        raise Invalid(
            "amount_wrong",
            fields={"amount_cents": "amount_wrong"},
            least_cents=LEAST_CENTS,
            open_cents=total,
        )
    shares: dict[str, int] = {}
    for number, cents in opens.items():
        if amount:
            shares[number] = min(cents, amount)
            amount -= shares[number]
    return shares


def open_of(payment: Payment) -> int:
    """What is open of the invoices that a payment is for."""
    standing = ledger.standing(payment.customer)
    return sum(standing.invoices[number].open_cents for number in payment.shares)


def _payment(
    operator: str, account: str, customer: str, wish: Wish, key: str, shares: Mapping[str, int]
) -> Payment:
    """The payment that a press of the button means; its id follows from the key."""
    digest = sha256(f"{operator}|{account}|{key}".encode()).digest()[:15]
    form = sha256(f"{customer}|{sorted(wish.invoices)}|{wish.amount_cents}".encode()).hexdigest()
    return Payment(
        payment=f"pay_{base64.b32encode(digest).decode().lower()}",
        customer=customer,
        operator=operator,
        account=account,
        channel="card",
        amount_cents=sum(shares.values()),
        currency=operators.find(operator).currency,
        shares=shares,
        form=form,
        intent=None,
        facts={},
        version=0,
        noticed=frozenset(),
        created_at=clock.now(),
        changed_at=clock.now(),
    )


def _claim(wanted: Payment) -> Begun | None:
    """Take the invoices for a payment and open it; None when somebody else was faster."""
    held = claims.holders(wanted)
    for other in claims.rivals(held):
        if other.shares == wanted.shares and other.channel == wanted.channel:
            begun = _go_on_or_none(other)
            if begun is not None:
                return begun
        else:
            claims.give_up(other)
    return _begun(wanted, claims.open_intent(wanted)) if claims.take(wanted, held) else None


def _go_on(payment: Payment) -> Begun:
    """Go on with a payment of the same key."""
    begun = _go_on_or_none(payment)
    if begun is None:
        raise Conflict("payment_superseded")
    return begun


def _go_on_or_none(payment: Payment) -> Begun | None:
    """A payment as the network has it now; None when it was given up."""
    intent = claims.intent_of(payment)
    if intent.state in cards.OPEN:
        return _begun(payment, intent)
    if intent.state == "canceled":
        return None
    raise Conflict("payment_in_progress")  # it was confirmed, and its event is on the way


def _begun(payment: Payment, intent: Intent) -> Begun:
    return Begun(
        payment, intent.client_secret, cards.publishable_key(), settings().stripe_script_url
    )
