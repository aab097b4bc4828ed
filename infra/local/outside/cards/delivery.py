"""Signed webhooks, delivered as a real network does: retried, sometimes twice, sometimes unordered.

Switches (see `control`): `paused`, `duplicates` (extra copies), `delay_seconds`, `shuffle_seconds`
(each delivery waits a random part of it), `drop` (share that is never sent), `wrong_signature`.
"""

import hmac
import http.client
import json
import os
import random
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import charges, intents
from .refusals import Refused
from .store import Store

if TYPE_CHECKING:
    from .network import Network

RETRIES = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600)
"""Seconds before each further try; the real network goes on for three days in the same manner."""

TIMERS = {
    "settle": intents.settle_later,
    "settle_refund": charges.settle_refund,
    "fail_refund": charges.fail_refund,
}

_dice = random.Random()


def queue(store: Store, event: str) -> None:
    """Plan the delivery of an event, with the failures that are switched on."""
    if _dice.random() < float(store.setting("drop", 0)):
        _plan(store, event, 0, "dropped")
        return
    for copy in range(1 + int(store.setting("duplicates", 0))):
        wait = float(store.setting("delay_seconds", 0))
        wait += _dice.random() * float(store.setting("shuffle_seconds", 0))
        _plan(store, event, wait + 0.05 * copy, "waiting")


def _plan(store: Store, event: str, wait: float, state: str) -> None:
    store.db.execute(
        "insert into deliveries (event, due_at, attempt, state) values (?, ?, 0, ?)",
        (event, time.time() + wait, state),
    )


def sign(payload: bytes, secret: str, at: int) -> str:
    """The `Stripe-Signature` header: HMAC-SHA256 over `<time>.<body>`, scheme v1."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + payload, sha256).hexdigest()
    return f"t={at},v1={mac}"


def target(store: Store) -> str:
    """Where webhooks go."""
    default = os.environ.get("OUTSIDE_WEBHOOK_URL", "http://localhost:8000/api/webhooks/stripe")
    return str(store.setting("webhook_url", default))


def secret_of(store: Store) -> str:
    """The secret that webhooks are signed with."""
    default = os.environ.get("OUTSIDE_WEBHOOK_SECRET", "whsec_simulated")
    return str(store.setting("webhook_secret", default))


def post(url: str, secret: str, event: dict[str, Any]) -> int:
    """Send one event; the status of the answer, 0 when nobody answered."""
    payload = json.dumps(event, indent=2).encode()
    where = urlsplit(url)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": sign(payload, secret, int(time.time())),
        "User-Agent": "Simulated-Card-Network/1.0",
    }
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    line = kind(where.netloc, timeout=20)
    try:
        line.request("POST", where.path or "/", payload, headers)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def deliver(store: Store, row: sqlite3.Row) -> None:
    """Try one delivery and plan the next try when it was not taken."""
    from .network import shown

    with store.lock:
        event = store.find(row["event"])
        secret = "whsec_wrong" if store.setting("wrong_signature", False) else secret_of(store)
        url = target(store)
    answer = post(url, secret, shown(event)) if event else 200
    taken = 200 <= answer < 300
    with store.lock:
        tries = row["attempt"] + 1
        state = "taken" if taken else ("waiting" if tries <= len(RETRIES) else "given_up")
        wait = RETRIES[min(tries, len(RETRIES)) - 1]
        store.db.execute(
            "update deliveries set state = ?, attempt = ?, answer = ?, due_at = ? where id = ?",
            (state, tries, answer, time.time() + wait, row["id"]),
        )
        if taken and event:
            event["pending_webhooks"] = 0
            store.save(event)


def take_due(store: Store, everything: bool = False) -> list[sqlite3.Row]:
    """Take the deliveries whose time has come (all that wait, when `everything`)."""
    with store.lock:
        until = time.time() + (10**9 if everything else 0)
        rows = store.db.execute(
            "select * from deliveries where state = 'waiting' and due_at <= ? order by due_at",
            (until,),
        ).fetchall()
        ids = [(row["id"],) for row in rows]
        store.db.executemany("update deliveries set state = 'sending' where id = ?", ids)
        return rows


def tick(net: "Network", everything: bool = False) -> int:
    """Let due timers act and send due deliveries; how many deliveries were tried."""
    store = net.store
    with store.lock:
        for timer in store.due_timers():
            try:
                TIMERS[timer["action"]](net, timer["thing"])
            except Refused:
                continue
        if store.setting("paused", False) and not everything:
            return 0
    rows = take_due(store, everything)
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda row: deliver(store, row), rows))
    return len(rows)


def start(net: "Network") -> None:
    """Begin to deliver in the background; what was being sent when we stopped is sent again."""
    with net.store.lock:
        net.store.db.execute("update deliveries set state = 'waiting' where state = 'sending'")

    def run() -> None:
        while True:
            try:
                tried = tick(net)
            except Exception as error:  # a delivery must not end all deliveries
                print(f"card network: {error!r}", flush=True)
                tried = 0
            if not tried:
                time.sleep(0.1)

    threading.Thread(target=run, name="card-network-deliveries", daemon=True).start()
