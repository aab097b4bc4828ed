"""The storm: thousands of provider events, each delivered three times, shuffled, 32 at a time, with
5 % of the handler's steps crashing before or after they are done. The books must equal the truth.

EVENTS and SEED come from the environment; prints one line a figure.
"""

import json
import os
import queue
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from chalicelib import clock, ledger, storage
from chalicelib.payments import store, webhooks
from chalicelib.payments.payment import Payment, state_of
from infra.local.outside.cards.delivery import sign
from tests.cloud import WEBHOOK_SECRET, TestCloud, environment

EVENTS = int(os.environ.get("EVENTS", "10000"))
SEED = int(os.environ.get("SEED", "1"))
DELIVERIES, AT_ONCE, CRASHES = 3, 32, 0.05
LIMIT = 1200
"""Seconds after which the storm is stopped, whatever still waits."""
START = int(datetime(2026, 11, 2, 9, tzinfo=UTC).timestamp())


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Truth:
    """What must stand in the end: by customer the balance, by payment the state and its entries."""

    balances: dict[str, int] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)


def event(dice: random.Random, kind: str, at: int, thing: dict[str, Any]) -> bytes:
    """An event as the network would tell it."""
    told = {"id": f"evt_{dice.getrandbits(80):020x}", "object": "event", "type": kind,
            "created": at, "livemode": False, "data": {"object": thing}}  # fmt: skip
    return json.dumps(told).encode()


def life(dice: random.Random, payment: Payment, truth: Truth) -> list[bytes]:
    """The events of one payment, and what they come to, reckoned here in their true order."""
    intent, cents, at = f"pi_{payment.payment}", payment.amount_cents, START + dice.randrange(10**6)
    whole = {"id": intent, "object": "payment_intent", "currency": "eur", "amount": cents,
             "amount_received": cents, "metadata": {"comptoir_payment": payment.payment}}  # fmt: skip
    told: list[bytes] = [event(dice, "payment_intent.created", at, whole)]
    owed, entries, state = cents, 0, "requires_action"

    def tell(kind: str, thing: dict[str, Any]) -> None:
        nonlocal at
        at += dice.randrange(0, 90_000)
        told.append(event(dice, kind, at, thing))

    for attempt in range(dice.randrange(3)):
        charge = f"ch_{payment.payment}_{attempt}"
        if dice.random() < 0.5:
            tell("payment_intent.processing", whole | {"latest_charge": charge})
            entries += 1
        error = {"code": "card_declined", "decline_code": "insufficient_funds", "charge": charge}
        tell("payment_intent.payment_failed", whole | {"last_payment_error": error})
        entries, state = entries + 1, "rejected"
    if dice.random() < 0.1:
        tell("payment_intent.canceled", whole)
        truth.states[payment.payment] = "canceled"
        truth.entries[payment.payment] = entries + 1
        truth.balances[payment.customer] = truth.balances.get(payment.customer, 0) + owed
        return told
    if dice.random() < 0.9:
        tell("payment_intent.succeeded", whole | {"latest_charge": f"ch_{payment.payment}_ok"})
        owed, entries, state, left = 0, entries + 1, "paid", cents
        for place in range(dice.choice((0, 0, 0, 1, 2))):
            back = dice.randint(1, max(left // 2, 1))
            left -= back
            base = {"id": f"re_{payment.payment}_{place}", "object": "refund", "amount": back,
                    "currency": "eur", "created": at, "payment_intent": intent}  # fmt: skip
            tell("refund.created", base | {"status": "pending"})
            fails = dice.random() < 0.3
            tell("refund.updated", base | {"status": "failed" if fails else "succeeded"})
            entries += 2 if fails else 1
            owed += 0 if fails else back
            left += back if fails else 0
        if dice.random() < 0.3:
            base = {"id": f"dp_{payment.payment}", "object": "dispute", "amount": left,
                    "currency": "eur", "created": at, "payment_intent": intent,
                    "reason": "fraudulent"}  # fmt: skip
            tell("charge.dispute.created", base | {"status": "needs_response"})
            won = dice.random() < 0.5
            tell("charge.dispute.closed", base | {"status": "won" if won else "lost"})
            entries += 2 if won else 1
            owed += 0 if won else left
            state = "paid" if won else "rejected"
    truth.states[payment.payment] = state
    truth.entries[payment.payment] = entries
    truth.balances[payment.customer] = truth.balances.get(payment.customer, 0) + owed
    return told


def make(dice: random.Random) -> tuple[list[bytes], Truth]:
    """Invoices and payments in the tables, and about EVENTS events with their truth."""
    truth, told, place = Truth(), [], 0
    while len(told) < EVENTS:
        customer, number = f"storm#{place % 400:09d}", f"S{place:07d}"
        cents = dice.randint(50, 50_000)
        payment = Payment(
            payment=f"pay_{place:024d}", customer=customer, operator="storm", account=None,
            channel="card", amount_cents=cents, currency="EUR", shares={number: cents}, form="",
            intent=None, facts={}, version=0, noticed=frozenset(), created_at=clock.now(),
            changed_at=clock.now(),
        )  # fmt: skip
        net = cents * 100 // 121
        issued = ledger.post_invoice(
            customer, number, net_cents=net, vat_cents=cents - net, currency="EUR",
            issued_at=datetime.fromtimestamp(START, UTC), due_on=date(2026, 12, 1),
        )  # fmt: skip
        storage.transact([issued, store.create(payment)])
        storage.transact(store.note_intent(payment, f"pi_{payment.payment}"))
        told += life(dice, payment, truth)
        place += 1
    return told, truth


def crashing(dice: random.Random) -> None:
    """From now on a twentieth of all steps in storage die, half of them after they were done."""
    client = storage.connection().client

    def perhaps(**_: Any) -> None:
        if threading.current_thread().name.startswith("storm") and dice.random() < CRASHES / 2:
            raise Crash

    client.meta.events.register("before-call.dynamodb", perhaps)
    client.meta.events.register("after-call.dynamodb", perhaps)


def storm(told: list[bytes], dice: random.Random) -> tuple[int, int]:
    """Deliver everything; how many deliveries were made and how many of them crashed."""
    waiting: queue.Queue[bytes] = queue.Queue()
    deliveries = [payload for payload in told for _ in range(DELIVERIES)]
    dice.shuffle(deliveries)
    for payload in deliveries:
        waiting.put(payload)
    counts = {"made": 0, "crashed": 0}
    lock = threading.Lock()
    end = time.monotonic() + LIMIT

    def work() -> None:
        while time.monotonic() < end:
            try:
                payload = waiting.get_nowait()
            except queue.Empty:
                return
            crashed = False
            try:
                webhooks.receive(payload, sign(payload, WEBHOOK_SECRET, int(time.time())))
            except (Crash, Exception):  # the network sees no 2xx and delivers it again
                crashed = True
                waiting.put(payload)
            with lock:
                counts["made"] += 1
                counts["crashed"] += crashed

    threads = [threading.Thread(target=work, name=f"storm-{n}") for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts["made"], counts["crashed"]


def compare(truth: Truth) -> tuple[int, int, int, int]:
    """How many payments, customers and entries are wrong, and by how many cents the books are off."""
    wrong_customers = cents_off = unbalanced = 0
    entries: dict[str, int] = {}
    for customer, balance in truth.balances.items():
        postings = ledger.entries(customer)
        off = sum(posting.cents for posting in postings) - balance
        wrong_customers += off != 0
        cents_off += abs(off)
        unbalanced += any(sum(posting.lines.values()) for posting in postings)
        for posting in postings:
            if posting.payment:
                entries[posting.payment] = entries.get(posting.payment, 0) + 1
    wrong_payments = 0
    for payment, state in truth.states.items():
        found = store.find(payment)
        right = found is not None and state_of(found)[0] == state
        wrong_payments += not right or entries.get(payment, 0) != truth.entries[payment]
    return wrong_payments, wrong_customers, cents_off, unbalanced


def figure(name: str, value: float, unit: str, goal: str, good: bool) -> bool:
    print(f"{name}  {value:g} {unit}  {goal}  {'ok' if good else 'short'}", flush=True)
    return good


def main() -> int:
    dice = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        cloud = TestCloud(Path(folder))
        try:
            cloud.start()
            with environment(cloud.environment):
                told, truth = make(dice)
                crashing(random.Random(SEED + 1))
                begun = time.monotonic()
                made, crashed = storm(told, dice)
                seconds = time.monotonic() - begun
                wrong, customers, cents, unbalanced = compare(truth)
        finally:
            cloud.cloud.stop()
    good = [
        figure("storm_events", len(told), "events", f">= {EVENTS}", len(told) >= EVENTS),
        figure("storm_deliveries", made, "deliveries", f">= {DELIVERIES * EVENTS}", made >= DELIVERIES * EVENTS),
        figure("storm_crashes", crashed, "deliveries", "> 0", crashed > 0),
        figure("storm_wrong_payments", wrong, "payments", "0", wrong == 0),
        figure("storm_wrong_customers", customers, "customers", "0", customers == 0),
        figure("storm_ledger_off", cents, "cents", "0", cents == 0),
        figure("storm_unbalanced_customers", unbalanced, "customers", "0", unbalanced == 0),
        figure("storm_time", round(seconds), "s", f"< {LIMIT}", seconds < LIMIT),
    ]  # fmt: skip
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
