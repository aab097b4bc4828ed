"""Monthly instalments and their yearly settlement."""

from collections.abc import Sequence
from datetime import date

from chalicelib.billing import measuring, periods
from chalicelib.billing.billed import Billed
from chalicelib.billing.cases import Case, make
from chalicelib.billing.documents.sheet import PlanPicture
from chalicelib.billing.facts import Draft, Review
from chalicelib.billing.measuring import NotMeasured
from chalicelib.rules import charge
from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.correct import deduct
from chalicelib.rules.estimate import from_average, from_last_year
from chalicelib.rules.instalment import Instalment, adjust, instalment_bill, propose
from chalicelib.rules.usage import Use

COUNT = 11
"""Eleven instalments, and the settlement in the twelfth month."""


def drafts(case: Case, stretch: periods.Due) -> Sequence[Draft | Review]:
    """The next instalment of a contract, or its settlement once a year of it is over."""
    year = year_of(case)
    if year.until_on <= stretch.until_on:
        reached = case.read_until(year.from_on)
        period = periods.settle_end(periods.Due(year.from_on, year.until_on), reached, case.on)
        assert period is not None, "only a final bill waits"
        bill = settled(case, case.bill(period))
        return [make(case, "consumption", bill, f"consumption#{period.from_on}")]
    expected = expected_bill(case, year)
    cents = amount(case, year, expected)
    return [
        make(
            case,
            "intermediate",
            instalment_bill(expected, cents, month, case.on),
            f"intermediate#{month.from_on}",
            plan=_picture(case, year, expected, cents, place),
        )
        for place, month in enumerate(Period(stretch.from_on, stretch.until_on).months())
    ]


def _picture(case: Case, year: Period, expected: Bill, cents: int, place: int) -> PlanPicture:
    """The year's instalments around the one that is being made; `place` more are made before it."""
    paid = [(each.issued_on, each.cents) for each in paid_in(case, year)]
    made = [*paid, *[(case.on, cents)] * (place + 1)]
    left = range(1, max(COUNT - len(made), 0) + 1)
    payments = (*made, *((months_after(case.on, each), cents) for each in left))
    settled = expected.total_cents - sum(each for _, each in payments)
    return PlanPicture(year, payments, len(made), expected.total_cents, settled)


def year_of(case: Case) -> Period:
    """The year that is being paid for: since the last settlement, or since the contract began."""
    settled_until = [each.period.until_on for each in case.billed if each.kind == "consumption"]
    from_on = max(settled_until, default=case.contract.started_on)
    return Period(from_on, months_after(from_on, 12))


def running_year(case: Case) -> Period:
    """The year of the contract that the case's day lies in."""
    from_on = case.contract.started_on
    while months_after(from_on, 12) <= case.on:
        from_on = months_after(from_on, 12)
    return Period(from_on, months_after(from_on, 12))


def paid_in(case: Case, year: Period) -> list[Billed]:
    """The instalments invoiced within a year."""
    return [
        each for each in case.billed if each.kind == "intermediate" and each.period.from_on in year
    ]


def settled(case: Case, bill: Bill) -> Bill:
    """A year's bill less the instalments that were invoiced for it."""
    numbers = [each.number for each in paid_in(case, year_of(case))]
    return deduct(bill, [(each.number, each.bill) for each in case.load(numbers)])


def amount(case: Case, year: Period, expected: Bill) -> int:
    """What the next instalment asks, adjusted as soon as real readings tell of another year (S12).

    The first is proposed from what the year should cost, or agreed in the contract
    (`instalment_cents`).
    """
    paid = paid_in(case, year)
    agreed = case.contract.options.get("instalment_cents", "")
    if not paid:
        if agreed.isdigit():
            return int(agreed)
        return propose(expected.total_cents, year.from_on, COUNT)[0].cents
    plan = plan_of(case, year, expected)
    coming = [each for each in plan if each.due_on > case.on]
    return coming[0].cents if coming else paid[-1].cents


def plan_of(case: Case, year: Period, expected: Bill) -> tuple[Instalment, ...]:
    """The year's instalments: those invoiced, then the coming ones at their adjusted amount."""
    paid = paid_in(case, year)
    done = [Instalment(each.issued_on, each.cents) for each in paid]
    left = max(COUNT - len(done), 0)
    last = done[-1].cents if done else propose(expected.total_cents, year.from_on, COUNT)[0].cents
    first = _after(case.on)
    coming = [Instalment(months_after(first, place), last) for place in range(left)]
    return adjust([*done, *coming], case.on, expected.total_cents)


def _after(on: date) -> date:
    return date.fromordinal(on.toordinal() + 1)


def expected_bill(case: Case, year: Period) -> Bill:
    """What the whole year should cost: what is read of it, and the rest as a year before or as the
    mean of the months behind. Raises `NotMeasured` (`no_history`).
    """
    if not case.known.meters:
        return case.bill(year)
    uses: list[Use] = []
    for strand in measuring.strands(case.known):
        cut = [part for use in strand if (part := measuring.clip(use, year))]
        uses += cut
        reached = max((part.period.until_on for part in cut), default=year.from_on)
        if reached < year.until_on and strand:
            rest = Period(reached, year.until_on)
            classed = strand[0].classed
            found = from_last_year(rest, strand, classed) or from_average(rest, strand, classed, 12)
            if found is None:
                raise NotMeasured("no_history")
            uses.append(found)
    if not uses:
        raise NotMeasured("no_history")
    return charge.bill(case.terms, year, uses, case.on)
