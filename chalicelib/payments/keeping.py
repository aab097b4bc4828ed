"""Payment plans day by day: a part is announced, a plan that is paid ends well, a missed part ends
it and the reminders go on.
"""

from datetime import date, timedelta

from chalicelib import clock, ledger, operators, storage
from chalicelib.payments import plan_notices
from chalicelib.payments.plan import AGREED, BROKEN, KEPT, Plan, move, watched
from chalicelib.rules.account import Standing
from chalicelib.storage import TransactionLost

TOLD_BEFORE = timedelta(days=3)


def run(operator: str, today: date | None = None) -> dict[str, int]:
    """Look after every plan of an operator on its local date; a repeat changes nothing."""
    on = today or clock.today(operators.find(operator).time_zone)
    done = {"told": 0, "kept": 0, "broken": 0}
    for plan in list(watched(operator, AGREED)):
        standing = ledger.standing(plan.customer, on)
        if plan.left_cents(standing) == 0:
            done["kept"] += _end(plan, KEPT, on)
            continue
        for step in plan.steps(standing, on):
            if step.state == "missed" and not _on_its_way(plan, standing, on):
                done["broken"] += _end(plan, BROKEN, on)
                break
            if step.state == "due" and on >= step.part.on - TOLD_BEFORE:
                plan_notices.send(plan, "due", step)
                done["told"] += 1
    return done


def _end(plan: Plan, state: str, on: date) -> bool:
    try:
        storage.transact(move(plan, state, on=on if state == BROKEN else None))
    except TransactionLost:
        return False
    plan_notices.send(plan, state)
    return True


def _on_its_way(plan: Plan, standing: Standing, on: date) -> bool:
    """Whether money for a part is moving, or will be drawn on a day that was announced."""
    if any(standing.invoices[number].state == "pending" for number in plan.invoices):
        return True
    return any(
        each.kind == "debit_announced" and each.due_on is not None and each.due_on >= on
        for each in ledger.entries(plan.customer)
        if set(each.shares) & set(plan.invoices)
    )
