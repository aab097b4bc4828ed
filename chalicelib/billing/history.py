"""Bills a past: what was due on every billing day since, in order, for a new deployment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from chalicelib import operators
from chalicelib.billing import issuing
from chalicelib.billing.cases import Background, background_of
from chalicelib.billing.drafting import drafts_of
from chalicelib.billing.facts import Draft
from chalicelib.billing.runs import Done
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import Contract
from chalicelib.contracts.shards import shards
from chalicelib.rules.calendar import months_after


def bill_history(operator: str, from_on: date, until_on: date) -> Done:
    """Issue what was due on the billing days of a past period, each on its own date.

    Nobody is written to, and a document is printed when it is first asked for. Cut off and called
    again, it goes on; what looks strange is issued too (it was, then).
    """
    known: list[tuple[Contract, Background]] = []
    for shard in shards(operator):
        for contract in agreements.active(operator, shard, from_on):
            background = background_of(contract)
            if isinstance(background, Background):
                known.append((contract, replace(background, credit_cents=0)))
    done = Done()
    for on in billing_days(operator, from_on, until_on):
        drafts = [
            draft
            for contract, background in known
            for draft in drafts_of(_as_of(contract, on), on, reviewed=True, background=background)
            if isinstance(draft, Draft)
        ]
        issuing.issue(drafts)
        cents = sum(draft.bill.total_cents for draft in drafts)
        done += Done(len(drafts), cents)
    return done


def billing_days(operator: str, from_on: date, until_on: date) -> Iterator[date]:
    """The operator's billing days of a period."""
    on = from_on.replace(day=operators.find(operator).billing.day_of_month)
    while on < until_on:
        if on >= from_on:
            yield on
        on = months_after(on, 1)


def _as_of(contract: Contract, on: date) -> Contract:
    """The contract as it was known on a day, which had not ended when the end came later."""
    if contract.started_on > on or contract.ended_on is None:
        return contract
    return contract if contract.ended_on <= on else replace(contract, ended_on=None)
