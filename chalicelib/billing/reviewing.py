"""The review list: bills that look strange wait here, and nothing of them is sent before a clerk
has looked.

What a clerk sees and lets go is the bill as it would be made today: a reading put right since then
counts, and the days to pay begin on the day of issue.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from chalicelib import clock, storage
from chalicelib.billing import holds, issuing, listing
from chalicelib.billing.drafting import drafts_of
from chalicelib.billing.facts import Draft, Review
from chalicelib.billing.issuing import Given
from chalicelib.billing.table import RunRow
from chalicelib.config import settings
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import Contract
from chalicelib.errors import Conflict, NotFound
from chalicelib.gateways import queue

RUNS_BACK = 40
"""Runs of which the review lists are looked through: there is one a day, and a full one a month."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contract that waits for a clerk: `open`, or `held` by one with a note. `on` is the day of
    the run that set it aside, None for what was held long ago.
    """

    review: Review
    state: str
    at: datetime
    on: date | None = None
    note: str = ""
    by: str = ""


def set_aside(run: str, review: Review) -> None:
    """Put a contract on a run's review list."""
    RunRow(
        run,
        _part(review.customer, review.contract),
        state="open",
        code=review.code,
        facts=asdict(review),
        at=clock.now(),
    ).save()


def of_run(operator: str, on: date) -> list[Review]:
    """What a run set aside and nobody has settled."""
    return [each.review for each in _open(operator, on)]


def waiting(operator: str) -> list[Waiting]:
    """All that waits, each contract once: the latest run's view of it, what is held last."""
    held = holds.all_of(operator)
    kept = {(each.review.customer, each.review.contract) for each in held}
    found: list[Waiting] = []
    for on in listing.days(operator, RUNS_BACK):
        for each in _open(operator, on):
            key = (each.review.customer, each.review.contract)
            if key not in kept:
                kept.add(key)
                found.append(each)
    return found + [_held(each) for each in held]


def require(operator: str, customer: str, contract: str) -> tuple[Waiting, Contract]:
    """What waits of a contract; raises `NotFound` (`review_unknown`)."""
    found = agreements.find(operator, customer, contract)
    kept = holds.find(operator, customer, contract)
    if found is not None and kept is not None:
        return _held(kept), found
    for on in listing.days(operator, RUNS_BACK) if found is not None else ():
        for each in _open(operator, on):
            if found and (each.review.customer, each.review.contract) == (customer, contract):
                return each, found
    raise NotFound("review_unknown")


def bills_of(contract: Contract, on: date) -> tuple[list[Draft], list[Review]]:
    """The bills of a contract as they would be made on a day, and why they cannot be."""
    made = drafts_of(contract, on, reviewed=True)
    drafts = [each for each in made if isinstance(each, Draft)]
    return drafts, [each for each in made if isinstance(each, Review)]


def release(
    operator: str, on: date, customer: str, contract: str, expected_cents: int | None = None
) -> tuple[str, ...]:
    """Issue what was set aside, because somebody found it right; the numbers given.

    What has nothing left to issue (it was billed since) leaves the list too. Raises `NotFound`
    (`review_unknown`), `Conflict`: `bill_impossible` with the reason, `bill_changed` when it is not
    the sum that was looked at.
    """
    found, agreed = require(operator, customer, contract)
    drafts, blocked = bills_of(agreed, on)
    if blocked:
        raise Conflict("bill_impossible", reason=blocked[0].code)
    total = sum(each.bill.total_cents for each in drafts)
    if expected_cents not in (None, total):
        raise Conflict("bill_changed", total_cents=total)
    return _issue(found, drafts, on)


def look_again(
    operator: str, on: date, customer: str, contract: str
) -> tuple[tuple[str, ...], Review | None]:
    """Make the bill anew by what is known now: it is issued when nothing is strange any more, and
    waits with its new reason otherwise. The numbers given, or the reason.
    """
    found, agreed = require(operator, customer, contract)
    made = drafts_of(agreed, on)
    doubts = [each for each in made if isinstance(each, Review)]
    if not doubts:
        return _issue(found, [each for each in made if isinstance(each, Draft)], on), None
    set_aside(listing.run_of(operator, found.on or on), doubts[0])
    listing.note(operator, found.on or on)
    holds.lift(operator, customer, contract)
    return (), doubts[0]


def hold(operator: str, customer: str, contract: str, note: str, by: str) -> None:
    """Keep a contract that waits from being billed, with a note; raises `NotFound`."""
    found, _ = require(operator, customer, contract)
    holds.hold(found.review, note, by)


def _issue(found: Waiting, drafts: list[Draft], on: date) -> tuple[str, ...]:
    """Issue drafts; the billing function prints them and writes to their reader."""
    operator, customer, contract = (
        found.review.operator,
        found.review.customer,
        found.review.contract,
    )
    given: tuple[Given, ...] = ()
    if drafts:
        run = listing.run_of(operator, found.on or on)
        part = f"{storage.new_id('part')}#{customer}#{contract}"
        RunRow(run, part, state="planned", contracts=[[customer, contract]]).save()
        given = issuing.issue(drafts, (run, part))
        queue.send(settings().queue_url_billing, [{"part": {"run": run, "part": part}}])
    _settle(operator, customer, contract)
    return tuple(number for _, number in given)


def _settle(operator: str, customer: str, contract: str) -> None:
    """Take a contract off every list that it stands on."""
    holds.lift(operator, customer, contract)
    for on in listing.days(operator, RUNS_BACK):
        for each in _open(operator, on):
            if (each.review.customer, each.review.contract) == (customer, contract):
                row = RunRow(listing.run_of(operator, on), _part(customer, contract))
                row.update(actions=[RunRow.state.set("settled")])


def _held(kept: holds.Hold) -> Waiting:
    return Waiting(kept.review, "held", kept.at, None, kept.note, kept.by)


def _open(operator: str, on: date) -> Iterator[Waiting]:
    rows = RunRow.query(
        listing.run_of(operator, on), RunRow.part.startswith("review#"), consistent_read=True
    )
    for row in rows:
        if row.state == "open":
            yield Waiting(Review(**row.facts), "open", row.at, on)


def _part(customer: str, contract: str) -> str:
    return f"review#{customer}#{contract}"
