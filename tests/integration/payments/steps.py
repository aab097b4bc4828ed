"""Steps that the till's tests share: an invoice, a browser at the card network, a webhook."""

import json
import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx

from chalicelib import ledger, storage
from infra.local.outside.cards.delivery import sign
from tests.cloud import STRIPE_PUBLISHABLE_KEY, WEBHOOK_SECRET, Api, TestCloud
from tests.integration.accounts.desk import at_desk
from tests.integration.accounts.steps import Home, signed_in

GOOD, ASKS, ASKS_THEN_POOR = "4242424242424242", "4000002760003184", "4000008260003178"
POOR, STOLEN, DISPUTED = "4000000000009995", "4000000000009979", "4000000000000259"
IBAN, IBAN_TAKEN_BACK = "AT611904300234573201", "AT591904300235473203"
IBAN_REFUSED = "AT861904300235473202"


def payer(api: Api, cloud: TestCloud) -> Home:
    """A customer who is signed in."""
    return signed_in(api, cloud)


def key_of(who: Home) -> str:
    """The customer's key in the books."""
    return f"{who.operator}#{who.number}"


def invoiced(who: Home, cents: int = 8420, due: date = date(2026, 12, 15), number: str = "") -> str:
    """An invoice in the books; its number."""
    number = number or f"F2026-{random.randrange(10**9):09d}"
    net = cents * 100 // 121
    write = ledger.post_invoice(
        key_of(who), number, net_cents=net, vat_cents=cents - net, currency="EUR",
        issued_at=datetime(2026, 11, 2, 9, tzinfo=UTC), due_on=due,
    )  # fmt: skip
    storage.transact([write])
    return number


def press(api: Api, *numbers: str, key: str | None = None, **more: Any) -> Any:
    """The pay button: the answer of the API."""
    key = key or f"press-{random.randrange(10**12)}"
    return api.post(
        "/engie/payments", json={"invoices": list(numbers)} | more, headers={"Idempotency-Key": key}
    )


class Browser:
    """The payer's browser at the card network: it alone sends card numbers, and not to us."""

    def __init__(self, outside: str) -> None:
        self.line = httpx.Client(base_url=outside, timeout=20)

    def confirm(self, begun: dict[str, Any], number: str = GOOD) -> dict[str, Any]:
        """Type a card and confirm; the network's answer (an intent, or `{"error": …}`)."""
        card = {"number": number, "exp_month": "12", "exp_year": "2034", "cvc": "123"}
        form = {f"payment_method_data[card][{name}]": value for name, value in card.items()}
        return self._confirm(begun, form | {"payment_method_data[type]": "card"})

    def debit(self, begun: dict[str, Any], iban: str = IBAN) -> dict[str, Any]:
        """Type an IBAN and confirm a SEPA debit."""
        form = {
            "payment_method_data[type]": "sepa_debit",
            "payment_method_data[sepa_debit][iban]": iban,
            "payment_method_data[billing_details][name]": "Amina Peeters",
            "payment_method_data[billing_details][email]": "amina@example.com",
            "mandate_data[customer_acceptance][type]": "online",
        }
        return self._confirm(begun, form)

    def _confirm(self, begun: dict[str, Any], form: dict[str, str]) -> dict[str, Any]:
        secret = begun["client_secret"]
        form = form | {"key": begun["publishable_key"], "client_secret": secret}
        id = secret.partition("_secret_")[0]
        made = self.line.post(f"/stripe/v1/payment_intents/{id}/confirm", data=form).json()
        return dict(made)

    def answer_bank(self, begun: dict[str, Any], outcome: str = "passed") -> None:
        """Answer the 3-D Secure question."""
        secret = begun["client_secret"]
        id = secret.partition("_secret_")[0]
        self.line.post(f"/cards/challenge/{id}", data={"client_secret": secret, "outcome": outcome})

    def state(self, begun: dict[str, Any]) -> str:
        """The intent's state at the network."""
        secret = begun["client_secret"]
        id = secret.partition("_secret_")[0]
        query = {"key": STRIPE_PUBLISHABLE_KEY, "client_secret": secret}
        return str(self.line.get(f"/stripe/v1/payment_intents/{id}", params=query).json()["status"])

    def control(self, **switches: Any) -> None:
        """Set the simulation's switches."""
        self.line.put("/cards/control", json=switches).raise_for_status()

    def advance(self, seconds: float) -> None:
        """Let time pass at the network."""
        self.line.post("/cards/control/advance", json={"seconds": seconds})

    def deliver(self) -> None:
        """Send every webhook that waits."""
        self.line.post("/cards/control/deliver")

    def list(self, kind: str, **query: str) -> list[dict[str, Any]]:
        """What the network has, as its owner sees it."""
        headers = {"Authorization": "Bearer sk_test_simulated"}
        found = self.line.get(
            f"/stripe/v1/{kind}", params={"limit": "100"} | query, headers=headers
        )
        return list(found.json()["data"])


def until(found: Callable[[], Any], wanted: Any, seconds: float = 15) -> Any:
    """Wait until `found()` is what is wanted; what it is at last."""
    deadline = time.monotonic() + seconds
    while (value := found()) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert value == wanted
    return value


def state_of(api: Api, payment: str) -> str:
    """A payment's state, as the page asks for it."""
    return str(api.get(f"/engie/payments/{payment}").json()["state"])


def event(kind: str, thing: dict[str, Any], id: str | None = None) -> dict[str, Any]:
    """An event as the network makes it."""
    return {
        "id": id or f"evt_{random.randrange(10**15)}",
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(time.time()),
        "livemode": False,
        "type": kind,
        "data": {"object": thing},
    }


def webhook(api: Api, told: dict[str, Any], secret: str = WEBHOOK_SECRET, at: int = 0) -> Any:
    """Deliver an event, signed."""
    body = json.dumps(told).encode()
    signature = sign(body, secret, at or int(time.time()))
    headers = {"Stripe-Signature": signature, "Content-Type": "application/json; charset=utf-8"}
    return api.post("/webhooks/stripe", content=body, headers=headers)


def clerk(api: Api, cloud: TestCloud, role: str = "clerk") -> Api:
    """A clerk of the operator who signed in with two factors, on a line of their own."""
    return at_desk(api, cloud, role)
