"""What the counter takes and gives about bills."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.billing.kinds import Kind
from chalicelib.billing.schemas import LineAnswer, PeriodAnswer
from chalicelib.operators.pack import Energy

Note = Annotated[str, Meta(min_length=1, max_length=500)]


class RunAnswer(msgspec.Struct, kw_only=True):
    """A billing run of a day: how far it has come, what it issued, how many contracts wait for a
    clerk.
    """

    on: date
    begun_at: datetime | None
    state: Literal["running", "done"]
    listed: int
    shards: int
    parts: int
    done: int
    invoices: int
    total_cents: int
    currency: str
    waiting: int


class RunList(msgspec.Struct, kw_only=True):
    """The latest runs, newest first."""

    items: list[RunAnswer]
    next: str | None = None


class WorkAnswer(msgspec.Struct, kw_only=True):
    """How many messages of work were sent to the queue."""

    messages: int


class DryRunForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The local day of which a dry run tells what a run would issue; today without one."""

    on: date | None = None


class ReviewAnswer(msgspec.Struct, kw_only=True):
    """A contract that is not billed before a clerk has looked.

    `code` says why: negative, ten_times_last_year (`used` and `before` in Wh or dm3), unread (since
    `last_read_on`), or what keeps a bill from being made at all. `total_cents` is what the bill
    would ask, None where there is none.
    """

    customer: str
    name: str
    contract: str
    energy: Energy | None
    code: str
    total_cents: int | None
    currency: str
    facts: dict[str, str | int]
    state: Literal["open", "held"]
    at: datetime
    run_on: date | None
    note: str
    by_name: str


class ReviewList(msgspec.Struct, kw_only=True):
    """What waits for a clerk; what one keeps back stands last."""

    items: list[ReviewAnswer]
    next: str | None = None


class DryRunAnswer(msgspec.Struct, kw_only=True):
    """What a dry run found so far; it is whole when `done` reaches `shards`."""

    dry_run: str
    on: date
    begun_at: datetime
    done: int
    shards: int
    invoices: int
    total_cents: int
    currency: str
    held: list[ReviewAnswer]


class BillDraftAnswer(msgspec.Struct, kw_only=True):
    """A bill as it would be issued today."""

    kind: Kind
    period: PeriodAnswer
    due_on: date | None
    net_cents: int
    vat_cents: int
    total_cents: int
    estimated: bool
    lines: list[LineAnswer]


class ReviewDetail(msgspec.Struct, kw_only=True):
    """What waits of a contract, and its bills line by line as they would be made today.

    `impossible` says why there can be none; `total_cents` is what they ask in sum.
    """

    review: ReviewAnswer
    bills: list[BillDraftAnswer]
    impossible: str | None
    total_cents: int


class ReleaseForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The sum that was looked at: another one is not issued unseen."""

    total_cents: int


class HoldForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why a contract is kept from being billed."""

    note: Note


class IssuedAnswer(msgspec.Struct, kw_only=True):
    """The numbers of what was issued; `code` says why a bill made anew still waits."""

    numbers: list[str]
    code: str | None = None


class OwnerAnswer(msgspec.Struct, kw_only=True):
    """Whose an invoice is."""

    number: str
    customer: str
