"""The account: what each invoice's state and the balance are, derived from the ledger's entries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

INVOICED, CREDITED, WRITTEN_OFF = "invoiced", "credited", "written_off"
STARTED, PAID, REJECTED = "started", "paid", "rejected"
CANCELLED, REFUNDED = "cancelled", "refunded"
DUE, OVERDUE, PENDING = "due", "overdue", "pending"


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of the ledger, never changed.

    Kinds: `invoiced` (with `due_on`; negative when it gives back), `credited` and `written_off`
    (for an invoice), `started`, `paid`, `rejected`, `cancelled` (of a `payment`; one entry for each
    invoice it is for) and `refunded` (given back to the customer). Amounts are not negative but
    for `invoiced`; that of `started`, `rejected`, `cancelled` does not count: a rejection undoes
    what its payment paid. Without `invoice` a payment goes to the oldest open invoices.
    """

    entry: str
    at: datetime
    kind: str
    amount_cents: int
    invoice: str | None = None
    payment: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class InvoiceState:
    """Where one invoice stands: due, overdue, pending, paid, rejected or credited."""

    invoice: str
    state: str
    total_cents: int
    open_cents: int
    due_on: date | None
    history: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All of a customer's invoices and the balance: positive is owed, negative is a credit."""

    balance_cents: int
    open_count: int
    credit_cents: int
    invoices: tuple[InvoiceState, ...]

    def state_of(self, invoice: str) -> InvoiceState:
        """The state of one invoice. Raises LookupError."""
        for known in self.invoices:
            if known.invoice == invoice:
                return known
        raise LookupError(invoice)


@dataclass(slots=True)
class _Walk:
    """What the entries of one invoice add up to, in the order of their time."""

    total: int = 0
    credited: int = 0
    refunded: int = 0
    due_on: date | None = None
    paid: dict[str, int] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)
    rejected: bool = False
    history: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def open(self) -> int:
        return self.total - self.credited - sum(self.paid.values()) + self.refunded

    def take(self, entry: Entry) -> None:
        payment = entry.payment or entry.entry
        if entry.kind == INVOICED:
            self.total += entry.amount_cents
            self.due_on = entry.due_on
        elif entry.kind in (CREDITED, WRITTEN_OFF):
            self.credited += entry.amount_cents
        elif entry.kind == STARTED:
            self.pending.add(payment)
        elif entry.kind == REFUNDED:
            self.refunded += entry.amount_cents
        else:
            self.pending.discard(payment)
            if entry.kind == PAID:
                self.paid[payment] = self.paid.get(payment, 0) + entry.amount_cents
                self.rejected = False
            elif entry.kind == REJECTED:
                self.paid.pop(payment, None)
                self.rejected = True
        state = self.state(self.open, None)
        if not self.history or self.history[-1][1] != state:
            self.history.append((entry.at, state))

    def state(self, left: int, today: date | None) -> str:
        """The state with `left` open; without `today` nothing is overdue."""
        if left <= 0:
            settled = self.total <= self.credited
            return CREDITED if settled and (self.credited or self.total < 0) else PAID
        if self.pending:
            return PENDING
        if self.rejected:
            return REJECTED
        late = today is not None and self.due_on is not None and today > self.due_on
        return OVERDUE if late else DUE


def account(entries: Iterable[Entry], today: date) -> Account:
    """Every invoice's state and the balance, from the ledger's entries in any order.

    An entry given twice counts once. What is paid over, credited after payment, or paid without
    an invoice goes to the open invoices by age (the day due, then the number); what is still left
    is the customer's credit. A payment under way makes its invoices pending; a rejected one makes
    them rejected, even weeks after it was paid (SEPA: 8 weeks), until they are paid again.
    """
    known = {entry.entry: entry for entry in entries}
    in_order = sorted(known.values(), key=lambda entry: (entry.at, entry.entry))
    of_payment: dict[str, set[str | None]] = {}
    for entry in in_order:
        if entry.payment and entry.kind in (STARTED, PAID):
            of_payment.setdefault(entry.payment, set()).add(entry.invoice)
    walks: dict[str | None, _Walk] = {None: _Walk()}
    for entry in in_order:
        ended = entry.invoice is None and entry.kind in (REJECTED, CANCELLED)
        homes = of_payment.get(entry.payment or "", set()) if ended else {entry.invoice}
        for home in homes:
            walks.setdefault(home, _Walk()).take(entry)
    loose = walks.pop(None)
    credit = -loose.open + sum(-walk.open for walk in walks.values() if walk.open < 0)
    states = []
    for invoice, walk in sorted(walks.items(), key=_age):
        left = max(walk.open, 0)
        covered = min(left, max(credit, 0))
        credit -= covered
        left -= covered
        states.append(
            InvoiceState(
                str(invoice),
                walk.state(left, today),
                walk.total,
                left,
                walk.due_on,
                tuple(walk.history),
            )
        )
    owed = sum(state.open_cents for state in states)
    return Account(
        owed - credit,
        sum(state.open_cents > 0 for state in states),
        max(credit, 0),
        tuple(states),
    )


def _age(item: tuple[str | None, _Walk]) -> tuple[date, str]:
    return item[1].due_on or date.max, str(item[0])
