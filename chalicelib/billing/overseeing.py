"""Billing runs as staff see them: how far each has come, what it issued, and going on with one."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.billing import listing, runs
from chalicelib.billing.table import RunRow
from chalicelib.config import settings
from chalicelib.contracts.shards import COUNT
from chalicelib.errors import NotFound
from chalicelib.gateways import queue


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: `listed` of `shards` parts of the operator are listed, `done` of
    `parts` are issued and printed; `waiting` contracts are on its review list.
    """

    on: date
    begun_at: datetime | None
    state: str
    listed: int
    shards: int
    parts: int
    done: int
    invoices: int
    total_cents: int
    waiting: int


def recent(operator: str, limit: int) -> list[Progress]:
    """The latest runs, newest first."""
    return [of_day(operator, on) for on in listing.days(operator, limit)]


def of_day(operator: str, on: date) -> Progress:
    """The run of a day; raises `NotFound` (`run_unknown`).

    What a run did is added up once it is done, and remembered.
    """
    head = listing.head(operator, on)
    if head is None:
        raise NotFound("run_unknown")
    run = listing.run_of(operator, on)
    if head.state == "done":
        reviews = RunRow.query(run, RunRow.part.startswith("review#"), attributes_to_get=["state"])
        waiting = sum(1 for row in reviews if row.state == "open")
        parts = int(head.parts or 0)
        return Progress(
            on, head.at, "done", COUNT, COUNT, parts, parts, int(head.invoices or 0),
            int(head.cents or 0), waiting,
        )  # fmt: skip
    found = _added_up(on, head.at, list(RunRow.query(run)))
    if found.state == "done":
        head.update(
            actions=[
                RunRow.state.set("done"),
                RunRow.parts.set(found.parts),
                RunRow.invoices.set(found.invoices),
                RunRow.cents.set(found.total_cents),
            ]
        )
    return found


def _added_up(on: date, begun_at: datetime | None, rows: list[RunRow]) -> Progress:
    shards = [row for row in rows if row.part.startswith("shard#")]
    parts = [row for row in rows if row.part.startswith("part#")]
    done = [row for row in parts if row.state == "done"]
    listed = sum(1 for row in shards if row.state == "listed")
    return Progress(
        on=on,
        begun_at=begun_at,
        state="done" if listed == COUNT and len(done) == len(parts) else "running",
        listed=listed,
        shards=COUNT,
        parts=len(parts),
        done=len(done),
        invoices=sum(int(row.invoices or 0) for row in done),
        total_cents=sum(int(row.cents or 0) for row in done),
        waiting=sum(1 for row in rows if row.part.startswith("review#") and row.state == "open"),
    )


def resume(operator: str, on: date) -> int:
    """Ask for all of a run's work again: what is done stays done; how many messages were sent.

    Raises `NotFound` (`run_unknown`).
    """
    if listing.head(operator, on) is None:
        raise NotFound("run_unknown")
    return queue.send(settings().queue_url_billing, runs.messages_of(operator, on))


def begin(operator: str, on: date) -> int:
    """Begin the run of a day, or go on with it."""
    listing.note(operator, on)
    return queue.send(settings().queue_url_billing, runs.messages_of(operator, on))
