"""What other rooms are given of an invoice, and what a draft is before it has a number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.billing.documents.sheet import Party, PlanPicture, UsagePicture
from chalicelib.billing.kinds import Kind as Kind
from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import Period
from chalicelib.rules.leak import Abnormal


@dataclass(frozen=True, slots=True)
class Content:
    """What an invoice was made of, kept as it was on the day of issue.

    `names` are the tariff's, by language; `preceding` is the invoice that this one corrects;
    `classes` the tariff's class names: class code -> language -> name; `leak` is set where the use
    of water was abnormal; `plan` the year's instalments, of which this is one.
    """

    bill: Bill
    buyer: Party
    supplied: Party
    names: Mapping[str, str]
    to_pay_cents: int
    settled_by: str = "transfer"
    preceding: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    usage: UsagePicture | None = None
    leak: Abnormal | None = None
    read_on: date | None = None
    next_reading_on: date | None = None
    plan: PlanPicture | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice that has no number yet. `guard` names what is billed: it can be billed only once.

    `credit_cents` is what the customer has paid ahead; None leaves it to the ledger to say.
    """

    operator: str
    customer: str
    contract: str
    point: str
    energy: str
    kind: Kind
    issued_on: date
    due_on: date | None
    content: Content
    guard: str
    credit_cents: int | None = None

    @property
    def bill(self) -> Bill:
        """The lines and totals."""
        return self.content.bill


@dataclass(frozen=True, slots=True)
class Head:
    """An issued invoice as it stands in a list: all but what it was made of."""

    number: str
    operator: str
    customer: str
    contract: str
    energy: str
    kind: Kind
    period: Period
    issued_on: date
    due_on: date | None
    currency: str
    total_cents: int
    estimated: bool
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Invoice:
    """An issued invoice; its state (due, paid...) is the ledger's to say."""

    number: str
    operator: str
    customer: str
    contract: str
    point: str
    energy: str
    kind: Kind
    period: Period
    issued_on: date
    due_on: date | None
    currency: str
    total_cents: int
    content: Content
    printed: bool = False

    @property
    def bill(self) -> Bill:
        """The lines and totals."""
        return self.content.bill

    @property
    def head(self) -> Head:
        """The invoice as it stands in a list."""
        return Head(
            self.number,
            self.operator,
            self.customer,
            self.contract,
            self.energy,
            self.kind,
            self.period,
            self.issued_on,
            self.due_on,
            self.currency,
            self.total_cents,
            self.bill.estimated,
            self.printed,
        )

    @property
    def customer_key(self) -> str:
        """The customer as the ledger names it: "op#number"."""
        return f"{self.operator}#{self.customer}"


@dataclass(frozen=True, slots=True)
class Review:
    """A contract held back from a run until a clerk has looked: why, and what it would ask."""

    operator: str
    customer: str
    contract: str
    code: str
    total_cents: int | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
