"""The network's lists against our books, every day: what we missed is made good, the rest is said.

First every event of the span that never reached us is applied, which is all that a lost webhook
needs. Then each payment, refund and dispute is compared with what we know of it; a difference that
is left is repaired where the network is the truth (money that moved), and told as an alarm where it
is not (money in our books of which the network knows nothing).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib import clock, ledger
from chalicelib.errors import NotFound
from chalicelib.gateways import cards
from chalicelib.gateways.cards import Event
from chalicelib.log import log
from chalicelib.payments import events, notices, store, webhooks
from chalicelib.payments.events import METADATA, Told
from chalicelib.payments.payment import Payment, postings_of
from chalicelib.storage import TransactionLost

SPAN = timedelta(days=29)
"""The network keeps its events for 30 days."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference that was found: `kind`, the payment or intent, and whether it was repaired."""

    kind: str
    about: str
    repaired: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a run saw and found."""

    compared: int
    differences: tuple[Difference, ...]


def run(since: datetime | None = None) -> Report:
    """Compare everything since a moment (at most 29 days ago) and make good what can be.

    Running it again finds nothing new. Each difference is logged, unrepaired ones as errors, which
    an alarm watches.
    """
    oldest = clock.now() - SPAN
    start = max(since or oldest, oldest)
    found: list[Difference] = []
    compared = 0
    for event in reversed(list(cards.events(start))):
        compared += 1
        if webhooks.apply(event) == webhooks.APPLIED:
            found.append(Difference("event_missed", event.event, True))
    seen: set[str] = set()
    for check, things in (
        (_compare_intent, cards.payments(start)),
        (_compare_giving_back, cards.givings_back(start)),
    ):
        for thing in things:
            compared += 1
            seen.add(str(thing["id"]))
            found += check(thing)
    for payment in _ours(start):
        compared += 1
        if payment.intent not in seen:
            found += _look_for(payment)
    for difference in found:
        say = log().warning if difference.repaired else log().error
        say("reconciliation", kind=difference.kind, about=difference.about)
    return Report(compared, tuple(found))


def _ours(since: datetime) -> Iterator[Payment]:
    """Our own payments whose money arrived since a moment, as we believe."""
    day, last = since.date(), clock.now().date()
    while day <= last:
        yield from store.settled_on(day)
        day += timedelta(days=1)


def _look_for(payment: Payment) -> Iterator[Difference]:
    """A payment of ours that the network's list lacked: of an earlier day, or never made there."""
    try:
        there = cards.find_intent(payment.intent) if payment.intent else None
    except NotFound:
        there = None
    if there is None or there.state != "succeeded":
        yield Difference("settlement_invented", payment.payment, False)
    elif there.amount_cents != payment.settled_cents:
        yield Difference("amount_differs", payment.payment, False)


def _compare_intent(thing: Mapping[str, Any]) -> Iterator[Difference]:
    """An intent as the network has it, with its payment as we have it."""
    named = (thing.get("metadata") or {}).get(METADATA)
    payment = store.find(named) if named else None
    if payment is None:
        if named and thing["status"] == "succeeded":
            yield Difference("payment_unknown", str(thing["id"]), False)
        return
    if thing["status"] == "succeeded":
        charge = thing.get("latest_charge") or {}
        made = charge.get("created", thing["created"]) if isinstance(charge, dict) else 0
        event = Event(str(thing["id"]), "payment_intent.succeeded", _moment(made), thing, "")
        yield from _teach(payment, "settlement_missed", event)
        yield from _compare_books(payment)
    elif "settled" in payment.facts:
        # The list may be a moment older than our row: the intent itself has the last word.
        if cards.find_intent(str(thing["id"])).state != "succeeded":
            yield Difference("settlement_invented", payment.payment, False)
    elif thing["status"] == "canceled":
        event = Event(str(thing["id"]), "payment_intent.canceled", _canceled(thing), thing, "")
        yield from _teach(payment, "cancellation_missed", event)


def _compare_giving_back(thing: Mapping[str, Any]) -> Iterator[Difference]:
    """A refund or dispute as the network has it, with what we know of its payment."""
    event = Event(str(thing["id"]), str(thing["object"]), _moment(thing["created"]), thing, "")
    told = events.read(event)
    payment = webhooks.payment_of(told) if told else None
    if payment is not None:
        yield from _teach(payment, f"{thing['object']}_missed", event)
        yield from _compare_books(payment)


def _compare_books(payment: Payment) -> Iterator[Difference]:
    """What is known of a payment, with the entries of the books that must follow from it."""
    fresh = store.find(payment.payment)
    if fresh is None:
        return
    wanted = postings_of(fresh)
    booked = {
        each.entry: each.cents
        for each in ledger.entries(fresh.customer)
        if each.payment == fresh.payment
    }
    missing = [posting for entry, posting in wanted.items() if entry not in booked]
    if missing:
        yield Difference("entry_missing", fresh.payment, _tried(lambda: ledger.post(missing)))
    if any(
        entry not in wanted or wanted[entry].cents != cents for entry, cents in booked.items()
    ) and not _changed(fresh):
        yield Difference("entry_invented", fresh.payment, False)


def _teach(payment: Payment, kind: str, event: Event) -> Iterator[Difference]:
    """Let a payment know what the network's object says, when it says anything new."""
    told = events.read(event)
    if told is None or told.currency != payment.currency:
        yield Difference("currency_differs", payment.payment, False)
        return
    settled = told.facts.get("settled")
    known = payment.facts.get("settled")
    if settled and known and settled["cents"] != known["cents"]:
        yield Difference("amount_differs", payment.payment, False)
    if payment.told(told.facts).facts == payment.facts:
        return
    yield Difference(kind, payment.payment, _tried(lambda: _learn(payment, told)))


def _learn(payment: Payment, told: Told) -> None:
    fresh = store.find(payment.payment) or payment
    notices.send_due(webhooks.learn(fresh, told.facts))


def _tried(step: Callable[[], None]) -> bool:
    """Whether a repair went through; when somebody wrote in between, the next run sees it."""
    try:
        step()
    except TransactionLost:
        return False
    return True


def _changed(payment: Payment) -> bool:
    """Whether an event about a payment came while we compared: then nothing is said of it."""
    fresh = store.find(payment.payment)
    return fresh is None or fresh.version != payment.version


def _moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _canceled(thing: Mapping[str, Any]) -> datetime:
    return _moment(thing.get("canceled_at") or thing["created"])
