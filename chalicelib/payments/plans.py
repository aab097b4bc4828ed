"""Payment plans: proposed on the site within the pack's bounds, agreed at once or by a clerk."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib import audit, clock, ledger, operators, storage
from chalicelib.accounts import customers
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.operators.pack import PlanBounds
from chalicelib.payments import mandates, owing, plan_notices, store
from chalicelib.payments.plan import (
    AGREED,
    ASKED,
    LASTING,
    REFUSED,
    Plan,
    create,
    lasting,
    move,
    watched,
)
from chalicelib.payments.plan import of_customer as plans_of
from chalicelib.rules.account import Standing
from chalicelib.rules.plan import parts_of
from chalicelib.storage import TransactionLost
from chalicelib.web.visit import Visit

OPEN = ("due", "overdue", "rejected")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a customer may propose now, over these invoices (number to open cents, oldest first)."""

    opens: dict[str, int]
    most_parts: int
    least_part_cents: int
    first_from_on: date
    first_until_on: date
    at_once_cents: int
    at_once_parts: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """So many monthly parts from a day on, for these invoices (all that are open when none)."""

    invoices: tuple[str, ...]
    parts: int
    first_on: date


def offer(operator: str, customer: str) -> Offer | None:
    """What a customer ("op#number") may propose; None where nothing is owed, or no plan offered,
    or one lasts already.
    """
    bounds = operators.find(operator).dunning.plan
    standing = ledger.standing(customer)
    if bounds is None or standing.closed or lasting(customer) is not None:
        return None
    opens = _opens(standing)
    most = min(bounds.most_parts, sum(opens.values()) // bounds.least_part_cents)
    if most < 2:
        return None
    today = clock.today(operators.find(operator).time_zone)
    return Offer(
        opens,
        most,
        bounds.least_part_cents,
        today + timedelta(days=1),
        today + timedelta(days=bounds.first_within_days),
        bounds.at_once_cents,
        bounds.at_once_parts,
    )


def draft(visit: Visit, number: str | None, wish: Proposal) -> Plan:
    """The plan that a proposal means, not kept yet; its state tells whether it is agreed at once.

    Raises `NotFound` (`customer_unknown`, `invoice_unknown`), `NotAllowed` (`holder_only`),
    `Conflict` (`plan_not_offered`, `plan_lasts`, `account_closed`, `already_paid`,
    `payment_in_progress`), `Invalid` (`plan_parts_wrong`, `plan_first_wrong`).
    """
    customer = mandates.holders_own(visit, number)
    pack = operators.find(visit.operator)
    if pack.dunning.plan is None:
        raise Conflict("plan_not_offered")
    if lasting(customer) is not None:
        raise Conflict("plan_lasts")
    standing = ledger.standing(customer)
    asked = wish.invoices or tuple(_opens(standing))
    if not asked:
        raise Conflict("already_paid")
    if any(each not in standing.invoices for each in asked):
        raise NotFound("invoice_unknown")
    opens = owing.payable(standing, asked)
    total = sum(opens.values())
    today = clock.today(pack.time_zone)
    _check(wish, total, today, pack.dunning.plan)
    bounds = pack.dunning.plan
    at_once = total <= bounds.at_once_cents and wish.parts <= bounds.at_once_parts
    return Plan(
        plan=storage.new_id("plan"),
        customer=customer,
        operator=visit.operator,
        account=visit.account,
        invoices=tuple(opens),
        cents=total,
        currency=pack.currency,
        parts=parts_of(total, wish.parts, wish.first_on),
        state=AGREED if at_once and not _broke_one(customer, today) else ASKED,
        asked_at=clock.now(),
        changed_at=clock.now(),
        note="",
        told=frozenset(),
    )


def ask(visit: Visit, number: str | None, wish: Proposal) -> Plan:
    """Ask for a plan: agreed at once within the pack's bounds, else it waits for a clerk.

    Raises what `draft` raises; of two asked at once one stands (`plan_lasts`).
    """
    plan = draft(visit, number, wish)
    name = f"plan#{plan.customer}"
    before = store.holder_of(name)
    try:
        storage.transact([store.claim(name, plan.plan, before), *create(plan)])
    except TransactionLost as lost:
        raise Conflict("plan_lasts") from lost
    plan_notices.send(plan, plan.state)
    return plan


def of_customer(visit: Visit, number: str | None) -> list[Plan]:
    """The plans of a customer of the caller, newest first."""
    return plans_of(owing.mine(visit.operator, visit.account, number))


def waiting(operator: str) -> list[Plan]:
    """The plans that wait for a clerk, oldest first."""
    return list(watched(operator, ASKED))


def decide(visit: Visit, clerk: str, number: str, plan: str, agreed: bool, note: str) -> Plan:
    """Agree to a plan that waits, or refuse it with a word to the customer.

    Raises `NotFound` (`plan_unknown`), `Conflict` (`plan_decided`).
    """
    customer = customers.key(visit.operator, number)
    found = next((each for each in plans_of(customer) if each.plan == plan), None)
    if found is None:
        raise NotFound("plan_unknown")
    if found.state != ASKED:
        raise Conflict("plan_decided")
    state = AGREED if agreed else REFUSED
    act = audit.entry(
        visit.operator,
        "plan_decided",
        by=clerk,
        about=customer,
        visit=visit,
        plan=plan,
        state=state,
    )
    try:
        storage.transact([*move(found, state, note=note), act])
    except TransactionLost as lost:
        raise Conflict("plan_decided") from lost
    decided = next(each for each in plans_of(customer) if each.plan == plan)
    plan_notices.send(decided, state)
    return decided


def _opens(standing: Standing) -> dict[str, int]:
    found = [each for each in standing.invoices.values() if each.open_cents > 0]
    found.sort(key=lambda each: (str(each.due_on), each.number))
    return {each.number: each.open_cents for each in found if each.state in OPEN}


def _check(wish: Proposal, total: int, today: date, bounds: PlanBounds) -> None:
    most = min(bounds.most_parts, math.floor(total / bounds.least_part_cents))
    if not 2 <= wish.parts <= most:
        raise Invalid("plan_parts_wrong", fields={"parts": "plan_parts_wrong"}, most=max(most, 0))
    last = today + timedelta(days=bounds.first_within_days)
    if not today < wish.first_on <= last:
        raise Invalid(
            "plan_first_wrong", fields={"first_on": "plan_first_wrong"}, until_on=last.isoformat()
        )


def _broke_one(customer: str, today: date) -> bool:
    """Whether a plan was broken in the last year: then a clerk decides about the next."""
    return any(
        each.state not in LASTING
        and each.state == "broken"
        and (today - each.changed_at.date()).days < 365
        for each in plans_of(customer)
    )
