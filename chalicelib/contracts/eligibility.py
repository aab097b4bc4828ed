"""Whether an account may use all of the counter: some operators ask for an active contract."""

from typing import Literal

from chalicelib import clock, operators
from chalicelib.contracts import supply
from chalicelib.web.visit import Visit

Reason = Literal["active_contract", "no_active_contract", "no_contract"]


def reason_for(visit: Visit) -> tuple[bool, Reason]:
    """Whether the caller is eligible, and why (requirements S127, S128).

    `active_contract` is always eligible; `no_active_contract` (all have ended, or none began) and
    `no_contract` are so where the operator does not ask for one.
    """
    operator = operators.find(visit.operator)
    today = clock.today(operator.time_zone)
    held = supply.of_caller(visit)
    if any(contract.active_on(today) for each in held for contract in each.contracts):
        return True, "active_contract"
    return not operator.sign_in.active_contract, "no_active_contract" if held else "no_contract"
