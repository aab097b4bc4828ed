"""Contracts that a clerk keeps from being billed until a doubt is cleared: no run looks at them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from chalicelib import clock
from chalicelib.billing.facts import Review
from chalicelib.billing.table import RunRow


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a contract is not billed, who said so (an account) and when."""

    review: Review
    note: str
    by: str
    at: datetime


def hold(review: Review, note: str, by: str) -> None:
    """Keep a contract from being billed."""
    RunRow(
        _run(review.operator),
        _part(review.customer, review.contract),
        state="held",
        code=review.code,
        facts=asdict(review),
        note=note,
        by=by,
        at=clock.now(),
    ).save()


def lift(operator: str, customer: str, contract: str) -> None:
    """Let a contract be billed again; one that was not held is left as it is."""
    if find(operator, customer, contract) is not None:
        row = RunRow(_run(operator), _part(customer, contract))
        row.update(actions=[RunRow.state.set("lifted")])


def find(operator: str, customer: str, contract: str) -> Hold | None:
    """The hold of a contract, None when there is none."""
    key = (_run(operator), _part(customer, contract))
    rows = [row for row in RunRow.batch_get([key], consistent_read=True) if row.state == "held"]
    return _fact(rows[0]) if rows else None


def all_of(operator: str) -> list[Hold]:
    """Every contract that is held, the latest first."""
    rows = RunRow.query(_run(operator), consistent_read=True)
    found = [_fact(row) for row in rows if row.state == "held"]
    return sorted(found, key=lambda each: each.at, reverse=True)


def among(operator: str, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of some contracts (customer, contract) that are held."""
    asked = [(_run(operator), _part(*key)) for key in dict.fromkeys(keys)]
    rows = RunRow.batch_get(asked, consistent_read=True)
    return {
        (str(row.facts["customer"]), str(row.facts["contract"]))
        for row in rows
        if row.state == "held"
    }


def _run(operator: str) -> str:
    return f"holds#{operator}"


def _part(customer: str, contract: str) -> str:
    return f"{customer}#{contract}"


def _fact(row: RunRow) -> Hold:
    return Hold(Review(**row.facts), row.note or "", row.by, row.at)
