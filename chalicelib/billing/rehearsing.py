"""A dry run on the queue: what a run on a day would issue, in sum; no number, no book, no letter.

begin -> one message a shard -> some contracts each, and a message to go on. How far a shard has
come moves with its sums in one write, so a message that comes twice counts once.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from pynamodb.exceptions import UpdateError

from chalicelib import clock, storage
from chalicelib.billing.cases import held_back
from chalicelib.billing.drafting import drafts_of
from chalicelib.billing.facts import Draft, Review
from chalicelib.billing.table import RunRow
from chalicelib.config import settings
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import Contract
from chalicelib.contracts.shards import COUNT, shards
from chalicelib.errors import NotFound
from chalicelib.gateways import queue
from chalicelib.log import log

AT_ONCE = 100
"""Contracts of one message: some seconds of work."""
LATE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a dry run found so far; `held` would wait for a clerk."""

    rehearsal: str
    on: date
    begun_at: datetime
    done: int
    shards: int
    invoices: int
    total_cents: int
    held: tuple[Review, ...]


def begin(operator: str, on: date) -> Rehearsal:
    """Begin a dry run of a day."""
    rehearsal, now = storage.new_id("dry"), clock.now()
    RunRow(_run(operator, rehearsal), "head", issued_on=on, at=now).save()
    asked = [_ask(operator, rehearsal, on, shard, None) for shard in shards(operator)]
    queue.send(settings().queue_url_billing, asked)
    return Rehearsal(rehearsal, on, now, 0, COUNT, 0, 0, ())


def find(operator: str, rehearsal: str) -> Rehearsal:
    """How far a dry run has come; raises `NotFound` (`run_unknown`)."""
    rows = list(RunRow.query(_run(operator, rehearsal), consistent_read=True))
    heads = [row for row in rows if row.part == "head"]
    if not heads:
        raise NotFound("run_unknown")
    sums = [row for row in rows if row.part.startswith("shard#")]
    return Rehearsal(
        rehearsal,
        heads[0].issued_on,
        heads[0].at,
        sum(1 for row in sums if row.state == "done"),
        COUNT,
        sum(int(row.invoices or 0) for row in sums),
        sum(int(row.cents or 0) for row in sums),
        tuple(Review(**row.facts) for row in rows if row.part.startswith("review#")),
    )


def work(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Do one message of a dry run; the messages that follow from it."""
    operator, rehearsal, shard = asked["operator"], asked["rehearsal"], asked["shard"]
    on, after = date.fromisoformat(asked["on"]), asked["after"]
    run = _run(operator, rehearsal)
    contracts = list(islice(agreements.active(operator, shard, on - LATE, after=after), AT_ONCE))
    invoices = cents = 0
    for contract in contracts:
        for made in _made(contract, on):
            if isinstance(made, Draft):
                invoices, cents = invoices + 1, cents + made.bill.total_cents
            else:
                part = f"review#{made.customer}#{made.contract}"
                RunRow(run, part, state="open", code=made.code, facts=asdict(made)).save()
    last = contracts[-1].contract if contracts else after
    ended = len(contracts) < AT_ONCE
    row = RunRow(run, f"shard#{shard.partition('#')[2]}")
    here = RunRow.after == after if after else RunRow.after.does_not_exist()
    try:
        row.update(
            actions=[
                RunRow.state.set("done" if ended else "running"),
                RunRow.after.set(last or "-"),
                RunRow.invoices.add(invoices),
                RunRow.cents.add(cents),
            ],
            condition=here,
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
    return [] if ended else [_ask(operator, rehearsal, on, shard, last)]


def _made(contract: Contract, on: date) -> list[Draft | Review]:
    try:
        return drafts_of(contract, on)
    except (ArithmeticError, AssertionError, KeyError, TypeError, ValueError):
        log().exception("contract_not_billable", contract=contract.contract)
        return [held_back(contract, "unexpected")]


def _run(operator: str, rehearsal: str) -> str:
    return f"dry#{operator}#{rehearsal}"


def _ask(operator: str, rehearsal: str, on: date, shard: str, after: str | None) -> dict[str, Any]:
    return {
        "dry": {
            "operator": operator,
            "rehearsal": rehearsal,
            "on": on.isoformat(),
            "shard": shard,
            "after": after,
        }
    }
