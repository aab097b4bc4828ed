"""Which stretch of a contract is due for a bill on a day. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.contracts.facts import Contract
from chalicelib.rules.calendar import Period, months_after

WORTH_A_BILL = timedelta(days=14)
"""Real readings that reach so far are billed as they are, and nothing is estimated behind them."""
MONTH = timedelta(days=31)
FINAL_WAIT = timedelta(days=10)
"""How long the last bill waits for the closing reading before it is estimated."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be billed: from where the last bill ended until `until_on` at the latest."""

    from_on: date
    until_on: date
    final: bool = False


def boundary(day_of_month: int, on: date) -> date:
    """The first of the month up to which bills made on a day go."""
    first = on.replace(day=1)
    return first if on.day >= day_of_month else months_after(first, -1)


def due(contract: Contract, billed_until: date | None, day_of_month: int, on: date) -> Due | None:
    """What of a contract is due on a day; None when everything is billed.

    A contract that ended is billed to its end.
    """
    from_on = billed_until or contract.started_on
    until_on = boundary(day_of_month, on)
    ended = contract.ended_on
    if ended is not None and ended <= on:
        return Due(from_on, ended, final=True) if from_on < ended else None
    return Due(from_on, until_on) if from_on < until_on else None


def settle_end(stretch: Due, reached: date, on: date) -> Period | None:
    """The period that is billed: to the end when readings reach it, else to the last real reading
    (`reached`), else (no reading since the last bill) to the end all the same, estimated.

    None while a final bill still waits for the closing reading, and for a month in which readings
    have begun: estimated now, it would be out of step with every reading that follows.
    """
    if reached >= stretch.until_on:
        return Period(stretch.from_on, stretch.until_on)
    if stretch.final:
        waited = on - stretch.until_on >= FINAL_WAIT
        return Period(stretch.from_on, stretch.until_on) if waited else None
    if reached - stretch.from_on >= WORTH_A_BILL:
        return Period(stretch.from_on, reached)
    if reached > stretch.from_on and stretch.until_on - stretch.from_on <= MONTH:
        return None
    return Period(stretch.from_on, stretch.until_on)
