"""A posting of the books: its two sides, and the id that makes a repeat harmless.

An entry's id follows from what happened (`payment_settled#pay_…`), never from when we heard of it:
the second posting of one fact finds the first in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from chalicelib.rules.account import Entry

RECEIVABLE = "receivable"
REVENUE = "revenue"
VAT = "vat"
CLEARING = "clearing"
"""Money that the card network holds for us or has taken back."""
BANK = "bank"
CASH = "cash"
SUSPENSE = "suspense"
"""Money at the bank of which nobody knows yet whose it is."""
FEES = "fees"
LOSSES = "losses"


class UnbalancedPosting(ValueError):
    """The two sides of a posting differ."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One entry of the books for a customer ("op#number").

    `lines` has signed cents by account (debit positive) and sums to zero; a memo has none. `shares`
    is the part of the change of `receivable` that belongs to each invoice.
    """

    customer: str
    entry: str
    kind: str
    at: datetime
    currency: str
    lines: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)
    number: str | None = None
    due_on: date | None = None
    payment: str | None = None
    attempt: str | None = None
    reason: str | None = None
    reference: str | None = None

    def __post_init__(self) -> None:
        if sum(self.lines.values()) != 0:
            raise UnbalancedPosting(self.entry)

    @property
    def cents(self) -> int:
        """What the posting adds to what the customer owes."""
        return self.lines.get(RECEIVABLE, 0)

    @property
    def falls_due(self) -> date | None:
        """The day from which its invoices are reminded of: an invoice's own, or that on which a
        payment plan was broken.
        """
        return self.due_on if self.number is not None or self.kind == "plan_broken" else None

    def fact(self) -> Entry:
        """The posting as the rules of the account read it."""
        return Entry(
            self.entry,
            self.kind,
            self.at,
            self.cents,
            self.shares,
            self.number,
            self.due_on,
            self.payment,
            self.attempt,
            self.reason,
        )


def between(debit: str, credit: str, cents: int) -> dict[str, int]:
    return {debit: cents, credit: -cents} if cents else {}
