"""A payment, and how what the card network tells of it adds up, whatever order it comes in.

Each event becomes facts with names of their own (`settled`, `rejected#ch_…`, `refund#re_…`). Facts
are only ever added or moved up in rank, so that merging them is commutative, associative and
idempotent: every order of delivery, with any repeats, ends in the same state and the same entries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib import ledger
from chalicelib.ledger import Posting
from chalicelib.rules import money

Fact = Mapping[str, Any]
"""One fact: `at` (ISO moment), `rank`, and by kind `cents`, `reason`, `status`."""
Facts = Mapping[str, Fact]

RETURNED = frozenset({"needs_response", "under_review", "lost"})
"""States of a dispute in which the money is gone; a mere enquiry (`warning_…`) moves none."""
REFUND_FAILED = frozenset({"failed", "canceled"})
ENDED = frozenset({"paid", "canceled", "refunded"})
"""States in which nothing more is to be paid by this payment."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of one or several invoices of a customer ("op#number"); `shares` adds up to it.

    `channel` is "card" when the customer is present, "debit" when we draw on a mandate.
    """

    payment: str
    customer: str
    operator: str
    account: str | None
    channel: str
    amount_cents: int
    currency: str
    shares: Mapping[str, int]
    form: str
    intent: str | None
    facts: Facts
    version: int
    noticed: frozenset[str]
    created_at: datetime
    changed_at: datetime

    @property
    def settled_cents(self) -> int:
        """What arrived, before anything went back."""
        return int(self.facts["settled"]["cents"]) if "settled" in self.facts else 0

    @property
    def receipt_number(self) -> str | None:
        """The number of its receipt: the day it arrived and the end of its id."""
        if "settled" not in self.facts:
            return None
        day = str(self.facts["settled"]["at"])[:10].replace("-", "")
        return f"R{day}-{self.payment[-8:].upper()}"

    @property
    def paid_at(self) -> datetime | None:
        """When the money arrived."""
        settled = self.facts.get("settled")
        return None if settled is None else moment(settled)

    def told(self, news: Facts) -> "Payment":
        """The payment with more facts known."""
        return replace(self, facts=merge(self.facts, news), version=self.version + 1)


def moment(fact: Fact) -> datetime:
    """When a fact came about."""
    return datetime.fromisoformat(fact["at"])


def merge(known: Facts, news: Facts) -> dict[str, Fact]:
    """Both sets of facts in one; of two that have one name, the one of the higher rank stays."""
    merged = dict(known)
    for name, fact in news.items():
        old = merged.get(name)
        if old is None or fact["rank"] > old["rank"]:
            merged[name] = fact
    return merged


def state_of(payment: Payment) -> tuple[str, str | None]:
    """Where a payment stands, and why when it was rejected.

    `requires_action` (the payer is still to act), `processing`, `paid`, `rejected` (refused, or
    taken back after it was paid), `refunded`, `canceled`.
    """
    facts = payment.facts
    if "settled" in facts:
        for name, fact in sorted(facts.items()):
            if name.startswith("dispute#") and fact["status"] in RETURNED:
                return "rejected", fact["reason"]
        back = sum(
            fact["cents"]
            for name, fact in facts.items()
            if name.startswith("refund#") and fact["status"] not in REFUND_FAILED
        )
        return ("refunded" if back >= payment.settled_cents else "paid"), None
    if "canceled" in facts:
        return "canceled", None
    if any(_is_pending(facts, name) for name in facts):
        return "processing", None
    tries = [(fact["at"], name) for name, fact in facts.items() if name.startswith("rejected#")]
    if tries:
        return "rejected", facts[max(tries)[1]]["reason"]
    return "requires_action", None


def _is_pending(facts: Facts, name: str) -> bool:
    kind, _, attempt = name.partition("#")
    return kind == "pending" and f"rejected#{attempt}" not in facts


def last_rejection(payment: Payment) -> str | None:
    """The name of the fact that rejected a payment last, while it is rejected."""
    if state_of(payment)[0] != "rejected":
        return None
    kind = "dispute#" if "settled" in payment.facts else "rejected#"
    named = [(fact["at"], name) for name, fact in payment.facts.items() if name.startswith(kind)]
    return max(named)[1]


def postings_of(payment: Payment) -> dict[str, Posting]:
    """Every entry of the books that follows from what is known of a payment, by entry."""
    found = [
        posting
        for name, fact in payment.facts.items()
        for posting in _postings(payment, name, fact)
    ]
    return {posting.entry: posting for posting in found}


def _postings(payment: Payment, name: str, fact: Fact) -> list[Posting]:
    kind, _, reference = name.partition("#")
    customer, id, currency = payment.customer, payment.payment, payment.currency
    at, invoices = moment(fact), list(payment.shares)
    if kind == "settled":
        shares = shares_of(payment.shares, fact["cents"])
        number = payment.receipt_number or id
        return [
            ledger.payment_settled(
                customer, id, at=at, currency=currency, shares=shares, cents=fact["cents"],
                reference=number,
            )
        ]  # fmt: skip
    if kind == "pending":
        return [
            ledger.payment_pending(
                customer, id, reference, at=at, currency=currency, invoices=invoices
            )
        ]
    if kind == "rejected":
        return [
            ledger.payment_rejected(
                customer, id, reference, at=at, currency=currency, invoices=invoices,
                reason=fact["reason"],
            )
        ]  # fmt: skip
    if kind == "canceled":
        return [ledger.payment_canceled(customer, id, at=at, currency=currency, invoices=invoices)]
    return _postings_back(payment, kind, reference, fact)


def _postings_back(payment: Payment, kind: str, reference: str, fact: Fact) -> list[Posting]:
    """The entries of money that goes back: refunds, and what the payer's bank takes."""
    customer, id, currency = payment.customer, payment.payment, payment.currency
    at, cents = moment(fact), fact["cents"]
    shares = back_of(payment.shares, cents)
    moved = {"at": at, "currency": currency, "shares": shares, "cents": cents}

    def back(what: str, reason: str | None = None) -> Posting:
        return ledger.payment_back(what, customer, id, reference, reason=reason, **moved)

    found: list[Posting] = []
    if kind == "refund":
        # The money leaves when a refund is made, and is there again when it fails.
        found.append(back("refund"))
        if fact["status"] in REFUND_FAILED:
            found.append(back("refund_failed"))
    if kind == "dispute" and (fact["status"] in RETURNED or fact["status"] == "won"):
        found.append(back("payment_returned", fact["reason"]))
        if fact["status"] == "won":
            found.append(back("return_reversed"))
    return found


def shares_of(shares: Mapping[str, int], cents: int) -> dict[str, int]:
    """What each invoice gets of the money that arrived: in order, until it is used up."""
    found: dict[str, int] = {}
    for number, wanted in shares.items():
        found[number] = min(wanted, cents)
        cents -= found[number]
    return found


def back_of(shares: Mapping[str, int], cents: int) -> dict[str, int]:
    """What each invoice gives back of a refund or return: in proportion, so that the order of
    several of them changes nothing.
    """
    parts = money.share(min(cents, sum(shares.values())), list(shares.values()))
    return dict(zip(shares, parts, strict=True))
