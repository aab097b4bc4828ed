"""Contracts over HTTP."""

from chalicelib.contracts import eligibility
from chalicelib.contracts.schemas import EligibilityAnswer
from chalicelib.web.routing import Room
from chalicelib.web.visit import Visit

room = Room("contracts")


@room.get("/eligibility", gives=EligibilityAnswer)
def check(visit: Visit) -> EligibilityAnswer:
    """Whether the caller has the active contract that the operator asks for."""
    eligible, reason = eligibility.reason_for(visit)
    return EligibilityAnswer(eligible=eligible, reason=reason)
