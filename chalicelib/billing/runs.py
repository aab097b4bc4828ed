"""Billing runs: planned for an operator and a day, done in parts from the queue, resumable.

plan -> one message a shard -> `list_shard` writes parts of some contracts each, and asks for itself
again -> one message a part -> `work_part` issues and prints. Every step may be repeated or cut off
at any point: parts are written once, numbers and books in one transaction, documents overwrite
themselves with the same bytes.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chalicelib import clock, operators
from chalicelib.billing import (
    holds,
    invoices,
    issuing,
    listing,
    papers,
    rehearsing,
    reviewing,
)
from chalicelib.billing.cases import held_back
from chalicelib.billing.drafting import drafts_of
from chalicelib.billing.facts import Draft, Review
from chalicelib.billing.table import RunRow
from chalicelib.config import settings
from chalicelib.contracts import agreements
from chalicelib.contracts.shards import shards
from chalicelib.gateways import queue
from chalicelib.log import log

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: how many invoices, their sum in minor units, and how many were held back."""

    invoices: int = 0
    total_cents: int = 0
    held_back: int = 0

    def __add__(self, other: "Done") -> "Done":
        return Done(
            self.invoices + other.invoices,
            self.total_cents + other.total_cents,
            self.held_back + other.held_back,
        )


def plan(event: dict[str, Any]) -> dict[str, int]:
    """Plan an operator's billing of its local today; `event` is {"operator", "on"?} (Scheduler)."""
    operator = operators.find(str(event["operator"]))
    on = (
        date.fromisoformat(str(event["on"])) if event.get("on") else clock.today(operator.time_zone)
    )
    sent = queue.send(settings().queue_url_billing, messages_of(operator.code, on))
    return {"messages": sent}


def work(event: dict[str, Any]) -> dict[str, Any]:
    """Do the messages of an SQS batch; only those that failed come back."""
    return queue.work(event, _work_and_send)


def _work_and_send(message: Message) -> None:
    following = do(message)
    if following:
        queue.send(settings().queue_url_billing, following)


def messages_of(operator: str, on: date) -> list[Message]:
    """The first messages of a run: one for each shard."""
    full = listing.is_full(operator, on)
    return [
        {"list": {"operator": operator, "on": on.isoformat(), "shard": shard, "full": full}}
        for shard in shards(operator)
    ]


def do(message: Message) -> list[Message]:
    """Do one message; the messages that follow from it."""
    if "list" in message:
        asked = message["list"]
        on = date.fromisoformat(asked["on"])
        return listing.list_shard(asked["operator"], on, asked["shard"], full=bool(asked["full"]))
    if "dry" in message:
        return rehearsing.work(message["dry"])
    asked = message["part"]
    work_part(asked["run"], asked["part"], tell=bool(asked.get("tell", True)))
    return []


def work_part(run: str, part: str, *, tell: bool = True, in_print: bool = True) -> Done:
    """Issue and print what is due of a part's contracts; what looks strange is set aside.

    Called again, it goes on where it was cut off. Without `in_print` a document is made when it is
    first asked for.
    """
    row = RunRow.get(run, part, consistent_read=True)
    _, operator, day = run.split("#")
    on = date.fromisoformat(day)
    done = Done()
    if row.state == "planned":
        drafts: list[Draft] = []
        for made in _drafts(operator, row.contracts, on):
            if isinstance(made, Review):
                reviewing.set_aside(run, made)
                done += Done(held_back=1)
            else:
                drafts.append(made)
        with suppress(issuing.AlreadyIssued):
            issuing.issue(drafts, (run, part))
        row.refresh(consistent_read=True)
    if row.state == "issued":
        for customer, number in row.numbers:
            invoice = invoices.find(operator, customer, number)
            if in_print:
                papers.put_out(invoice, tell=tell)
            done += Done(1, invoice.total_cents)
        row.update(
            actions=[
                RunRow.state.set("done"),
                RunRow.invoices.set(done.invoices),
                RunRow.cents.set(done.total_cents),
            ]
        )
    return done


def _drafts(operator: str, keys: list[list[str]], on: date) -> Iterator[Draft | Review]:
    held = holds.among(operator, ((customer, number) for customer, number in keys))
    for customer, number in keys:
        if (customer, number) in held:
            continue
        contract = agreements.find(operator, customer, number)
        if contract is None:
            continue
        try:
            yield from drafts_of(contract, on)
        except (ArithmeticError, AssertionError, KeyError, TypeError, ValueError):
            # A contract that nobody foresaw must not hold up the fifteen others of its part.
            log().exception("contract_not_billable", contract=number)
            yield held_back(contract, "unexpected")


def dry_run(operator: str, on: date) -> tuple[Done, tuple[Review, ...]]:
    """What a run on a day would issue, in sum, and what it would hold back; nothing is written."""
    done, held = Done(), []
    for shard in shards(operator):
        for contract in agreements.active(operator, shard, on - timedelta(days=400)):
            for made in drafts_of(contract, on):
                if isinstance(made, Review):
                    held.append(made)
                    done += Done(held_back=1)
                else:
                    done += Done(1, made.bill.total_cents)
    return done, tuple(held)


def bill_now(
    operator: str, on: date | None = None, *, tell: bool = True, in_print: bool = True
) -> Done:
    """Issue everything that is due on a local date, at once and in this process."""
    day = on or clock.today(operators.find(operator).time_zone)
    waiting: deque[Message] = deque(messages_of(operator, day))
    done = Done()
    while waiting:
        message = waiting.popleft()
        if "part" in message:
            asked = message["part"]
            done += work_part(asked["run"], asked["part"], tell=tell, in_print=in_print)
        else:
            waiting.extend(do(message))
    return done
