"""What a customer owes, and the state of each invoice, derived from the ledger's entries alone.

Nothing here is stored: the same entries in any order give the same answer. Amounts are minor units
of one currency; positive means that the customer owes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

CHARGES = frozenset({"invoice", "fee"})
"""Kinds of entry that make an invoice larger."""
CREDITS = frozenset({"credit_note", "write_off"})
"""Kinds that make it smaller without a payment."""
REJECTIONS = frozenset({"payment_rejected", "payment_returned"})
TURNS = REJECTIONS | {"payment_settled", "return_reversed"}
"""Kinds after which an open invoice counts as rejected, or no longer does."""

_SEQUENCE = (
    "invoice", "credit_note", "fee", "payment_pending", "payment_rejected", "canceled",
    "payment_settled", "refund", "refund_failed", "payment_returned", "return_reversed",
)  # fmt: skip

State = Literal["due", "overdue", "pending", "paid", "rejected", "credited"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a customer's ledger, as far as what they owe is concerned.

    `cents` is its effect on the balance (0 for a memo such as `payment_pending`). `shares` says how
    much of it belongs to which invoice, in the same sign; a memo names the invoices with 0.
    `number` is the invoice or credit note that the entry issues; `attempt` the provider's charge
    behind a pending or rejected payment.
    """

    entry: str
    kind: str
    at: datetime
    cents: int = 0
    shares: Mapping[str, int] = field(default_factory=dict)
    number: str | None = None
    due_on: date | None = None
    payment: str | None = None
    attempt: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A change in an invoice's life: `issued`, `pending`, `paid`, `part_paid`, `rejected`…"""

    at: datetime
    state: str
    cents: int
    payment: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class InvoiceStanding:
    """Where one invoice stands: what it asked for, what is still open, and how it came to that."""

    number: str
    total_cents: int
    open_cents: int
    state: State
    due_on: date | None
    issued_at: datetime
    history: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stands: `balance_cents` is the sum of all that is open less `credit_cents`.

    The credit is what they have paid ahead; it is below zero when something is owed that belongs to
    no invoice. A `closed` account takes no payments here (somebody else collects for it).
    """

    balance_cents: int
    credit_cents: int
    open_count: int
    invoices: Mapping[str, InvoiceStanding]
    closed: bool = False


def sequence(kind: str, at: datetime, entry: str) -> tuple[datetime, int, str]:
    """The place of an entry in the course of things.

    The card network counts in whole seconds: within one, a payment arrives before it is taken back.
    """
    return at, _SEQUENCE.index(kind) if kind in _SEQUENCE else len(_SEQUENCE), entry


def standing(entries: Iterable[Entry], today: date) -> Standing:
    """Where a customer stands on the local date `today`.

    A payment is first set against the invoices it names; what exceeds them, and what names none,
    goes to the open invoices in the order in which they fall due (allocation by age).
    """
    told = sorted(entries, key=lambda each: sequence(each.kind, each.at, each.entry))
    about: dict[str, list[Entry]] = {}
    for entry in told:
        for number in entry.shares:
            about.setdefault(number, []).append(entry)
    issued = {entry.number: entry for entry in told if entry.number is not None}
    opens = {
        number: max(sum(each.shares[number] for each in about.get(number, ())), 0)
        for number in issued
    }
    balance = sum(entry.cents for entry in told)
    credit = sum(opens.values()) - balance
    for number in sorted(opens, key=lambda each: (_due(issued[each]), each)):
        used = min(opens[number], max(credit, 0))
        opens[number] -= used
        credit -= used
    invoices = {
        number: _invoice(number, first, about.get(number, []), opens[number], today)
        for number, first in issued.items()
    }
    lasting = [entry.kind for entry in told if entry.kind in ("closed", "reopened")]
    return Standing(
        balance_cents=balance,
        credit_cents=credit,
        open_count=sum(1 for each in opens.values() if each),
        invoices=invoices,
        closed=lasting[-1:] == ["closed"],
    )


def _due(entry: Entry) -> date:
    return entry.due_on or entry.at.date()


def _invoice(
    number: str, first: Entry, about: list[Entry], open_cents: int, today: date
) -> InvoiceStanding:
    return InvoiceStanding(
        number=number,
        total_cents=first.cents,
        open_cents=open_cents,
        state=_state(first, about, open_cents, today),
        due_on=first.due_on,
        issued_at=first.at,
        history=_history(number, first, about),
    )


def _state(first: Entry, about: list[Entry], open_cents: int, today: date) -> State:
    if first.cents < 0:  # a credit note, or a settlement in the customer's favour
        return "credited"
    if open_cents == 0:
        paid = any(entry.kind not in CHARGES | CREDITS and entry.cents for entry in about)
        credited = any(entry.kind in CREDITS for entry in about)
        return "credited" if credited and not paid else "paid"
    if pending(about):
        return "pending"
    turns = [entry for entry in about if entry.kind in TURNS]
    if turns and turns[-1].kind in REJECTIONS:
        return "rejected"
    return "overdue" if first.due_on is not None and first.due_on < today else "due"


def pending(entries: Iterable[Entry]) -> bool:
    """Whether a payment is under way: it was started, and neither arrived nor failed since."""
    told = list(entries)
    ended = {each.payment for each in told if each.kind in ("payment_settled", "canceled")}
    failed = {each.attempt for each in told if each.kind == "payment_rejected"}
    return any(
        each.kind == "payment_pending" and each.payment not in ended and each.attempt not in failed
        for each in told
    )


_STATES = {
    "payment_pending": "pending",
    "payment_rejected": "rejected",
    "payment_returned": "rejected",
    "refund": "refunded",
    "credit_note": "credited",
    "write_off": "written_off",
}


def _history(number: str, first: Entry, about: list[Entry]) -> tuple[Moment, ...]:
    """The life of one invoice in order of time, from its issue on."""
    moments = [Moment(first.at, "issued", first.cents)]
    left = first.shares.get(number, 0)
    for entry in about:
        if entry is first:
            continue
        share = entry.shares[number]
        left += share
        if entry.kind == "payment_settled":
            state = "paid" if left <= 0 else "part_paid"
        else:
            state = _STATES.get(entry.kind, entry.kind)
        moments.append(Moment(entry.at, state, share, entry.payment, entry.reason))
    return tuple(moments)
