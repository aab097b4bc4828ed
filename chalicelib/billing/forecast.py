"""What a contract's year should come to, told months before the settlement (S15)."""

from chalicelib import clock, operators
from chalicelib.accounts import access
from chalicelib.billing import billed, instalments
from chalicelib.billing.cases import Case, case_of
from chalicelib.billing.measuring import NotMeasured
from chalicelib.billing.schemas import (
    ForecastList,
    InstalmentAnswer,
    PeriodAnswer,
    SettlementForecastAnswer,
)
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import LETTERS, Contract
from chalicelib.rules.instalment import settlement_forecast
from chalicelib.web.visit import Visit


def of_caller(visit: Visit) -> ForecastList:
    """The forecast of each contract in force of the caller; those without a history are left out.

    It rests on what is read so far, and for the rest on last year, else on the mean of the months.
    """
    today = clock.today(operators.find(visit.operator).time_zone)
    items = []
    for number in access.numbers_of(visit.operator, visit.account):
        for contract in agreements.of_customer(visit.operator, number):
            if contract.active_on(today):
                case = case_of(contract, today, billed.stretches(contract))
                found = _forecast(case, contract) if isinstance(case, Case) else None
                items += [found] if found else []
    return ForecastList(items=items)


def _forecast(case: Case, contract: Contract) -> SettlementForecastAnswer | None:
    year = instalments.year_of(case) if case.yearly else instalments.running_year(case)
    try:
        expected = instalments.expected_bill(case, year)
    except (NotMeasured, LookupError):
        return None
    plan = instalments.plan_of(case, year, expected) if case.yearly else ()
    paid = instalments.paid_in(case, year)
    bills = [
        each for each in case.billed if each.kind != "intermediate" and each.period.from_on in year
    ]
    point = contract.point.split("#", 2)[2]
    return SettlementForecastAnswer(
        contract=contract.contract,
        energy=contract.energy,
        point=f"{LETTERS[contract.energy]}-{point}",
        period=PeriodAnswer(from_on=year.from_on, until_on=year.until_on),
        read_until=min(case.read_until(year.from_on), case.on),
        expected_cents=expected.total_cents,
        billed_cents=sum(each.cents for each in (*paid, *bills)),
        settlement_cents=settlement_forecast(plan, expected.total_cents) if plan else None,
        instalments=[
            InstalmentAnswer(
                on=each.due_on,
                cents=each.cents,
                number=paid[place].number if place < len(paid) else None,
            )
            for place, each in enumerate(plan)
        ],
        currency=expected.currency,
    )
