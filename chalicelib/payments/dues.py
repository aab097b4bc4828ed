"""What can be drawn of a customer by itself: open invoices, or the parts of a payment plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.payments.plan import AGREED, Plan, lasting
from chalicelib.rules.account import Standing

STATES = ("due", "overdue", "rejected")


@dataclass(frozen=True, slots=True)
class Due:
    """An amount that falls due on a day: `name` is its invoice's number, or its plan and place."""

    name: str
    shares: Mapping[str, int]
    cents: int
    due_on: date | None
    state: str


def dues_of(customer: str, standing: Standing, on: date) -> list[Due]:
    """What is open of a customer ("op#number"), the invoices of a plan by its parts.

    While a plan waits for a clerk nothing is drawn of its invoices.
    """
    plan = lasting(customer)
    planned = frozenset(plan.invoices) if plan else frozenset()
    found = [
        Due(each.number, {each.number: each.open_cents}, each.open_cents, each.due_on, each.state)
        for each in standing.invoices.values()
        if each.number not in planned and each.open_cents > 0 and each.state in STATES
    ]
    if plan is not None and plan.state == AGREED:
        found += _parts(plan, standing, on)
    return found


def _parts(plan: Plan, standing: Standing, on: date) -> list[Due]:
    """The part that comes next; none while money for one is on its way."""
    states = {standing.invoices[number].state for number in plan.invoices}
    if "pending" in states:
        return []
    state = "rejected" if "rejected" in states else "due"
    for place, step in enumerate(plan.steps(standing, on), 1):
        if step.left_cents:
            shares = plan.shares(standing, step.left_cents)
            return [Due(f"{plan.plan}.{place}", shares, step.left_cents, step.part.on, state)]
    return []
