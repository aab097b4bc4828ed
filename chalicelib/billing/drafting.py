"""Makes the drafts of a contract that are due on a day: its bill, corrections of earlier ones."""

from collections.abc import Sequence
from datetime import date

from chalicelib import operators
from chalicelib.billing import billed, corrections, instalments, periods, review
from chalicelib.billing.cases import Background, Case, case_of, held_back, make
from chalicelib.billing.facts import Draft, Kind, Review
from chalicelib.billing.measuring import NotMeasured
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import Contract
from chalicelib.rules.price import Unpriced


def drafts_of(
    contract: Contract, on: date, *, reviewed: bool = False, background: Background | None = None
) -> list[Draft | Review]:
    """What is to be invoiced of a contract on a local date: nothing, or corrections and a bill.

    What cannot be billed comes back as a `Review`; so does what looks strange, unless a clerk has
    `reviewed` it.
    """
    known = billed.stretches(contract)
    day = operators.find(contract.operator).billing.day_of_month
    stretch = periods.due(contract, billed.until(known), day, on)
    if stretch is None:
        return []
    case = case_of(contract, on, known, background)
    if isinstance(case, Review):
        return [case]
    try:
        found: list[Draft | Review] = list(corrections.drafts(case))
        if case.yearly and not stretch.final:
            found += instalments.drafts(case, stretch)
        else:
            found += _bill(case, stretch)
    except NotMeasured as error:
        return [held_back(contract, error.code)]
    except Unpriced as error:
        return [held_back(contract, error.code, **error.facts)]
    except LookupError as error:
        return [held_back(contract, str(error.args[0]))]
    if not reviewed:
        doubts = [doubt for each in found if (doubt := _doubt(case, each))]
        return [*doubts] if doubts else found
    return found


def _doubt(case: Case, made: Draft | Review) -> Review | None:
    return made if isinstance(made, Review) else review.doubt(case, made)


def _bill(case: Case, stretch: periods.Due) -> Sequence[Draft | Review]:
    period = periods.settle_end(stretch, case.read_until(stretch.from_on), case.on)
    if period is None:
        return []
    bill = case.bill(period)
    if case.yearly:
        bill = instalments.settled(case, bill)
    kind: Kind = "final" if stretch.final and not _goes_on(case.contract) else "consumption"
    draft = make(case, kind, bill, f"consumption#{period.from_on}")
    return [draft]


def _goes_on(contract: Contract) -> bool:
    """Whether the same customer holds the point under another contract (a change of tariff)."""
    return any(
        each.customer == contract.customer and each.started_on == contract.ended_on
        for each in agreements.of_point(contract.point)
        if each.operator == contract.operator
    )
