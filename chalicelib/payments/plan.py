"""A payment plan as a fact, and how it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib import clock, ledger
from chalicelib.ledger import Posting
from chalicelib.payments.table import PlanRow
from chalicelib.rules.account import Standing
from chalicelib.rules.plan import Part, Step, steps_of
from chalicelib.storage import Write

ASKED, AGREED, REFUSED, BROKEN, KEPT = "asked", "agreed", "refused", "broken", "kept"
LASTING = frozenset({ASKED, AGREED})
"""While a plan is in one of these, nobody is reminded of its invoices."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan over invoices of a customer ("op#number"); `cents` is what was open when it was asked.

    `state` is asked, agreed, refused, broken (a part was missed) or kept (all is paid).
    """

    plan: str
    customer: str
    operator: str
    account: str
    invoices: tuple[str, ...]
    cents: int
    currency: str
    parts: tuple[Part, ...]
    state: str
    asked_at: datetime
    changed_at: datetime
    note: str
    told: frozenset[str]

    def left_cents(self, standing: Standing) -> int:
        """What of its invoices is still open."""
        found = (standing.invoices.get(number) for number in self.invoices)
        return sum(each.open_cents for each in found if each is not None)

    def steps(self, standing: Standing, on: date) -> tuple[Step, ...]:
        """Where each part stands on a day, by what was paid."""
        return steps_of(self.parts, self.cents - self.left_cents(standing), on)

    def shares(self, standing: Standing, cents: int) -> dict[str, int]:
        """What each invoice gets of a part, the oldest first."""
        found: dict[str, int] = {}
        for number in self.invoices:
            share = min(cents, standing.invoices[number].open_cents)
            if share > 0:
                found[number] = share
                cents -= share
        return found


def of_customer(customer: str) -> list[Plan]:
    """A customer's plans, newest first."""
    return [_read(row) for row in PlanRow.query(customer, consistent_read=True)][::-1]


def lasting(customer: str) -> Plan | None:
    """The plan that a customer has asked for or keeps now."""
    return next((each for each in of_customer(customer) if each.state in LASTING), None)


def watched(operator: str, state: str) -> Iterator[Plan]:
    """The plans of an operator that are asked, or agreed, oldest first."""
    for row in PlanRow.by_watch.query(f"{operator}#{state}"):
        yield _read(row)


def create(plan: Plan) -> list[Write]:
    """The writes of a new plan, its memo in the books among them."""
    row = PlanRow(
        plan.customer,
        plan.plan,
        operator=plan.operator,
        account=plan.account,
        invoices=list(plan.invoices),
        cents=plan.cents,
        currency=plan.currency,
        parts=[[str(part.on), part.cents] for part in plan.parts],
        state=plan.state,
        watch=f"{plan.operator}#{plan.state}",
        asked_at=plan.asked_at,
        changed_at=plan.changed_at,
    )

    def put(transaction: TransactWrite) -> None:
        transaction.save(row, condition=PlanRow.plan.does_not_exist())

    return [put, _memo(plan)]


def move(plan: Plan, state: str, *, note: str = "", on: date | None = None) -> list[Write]:
    """The writes that bring a plan into another state; they fail when somebody else did.

    `on` is the local day from which a broken plan's invoices are reminded of again.
    """
    actions: list[Action] = [
        PlanRow.state.set(state),
        PlanRow.changed_at.set(clock.now()),
        PlanRow.watch.set(f"{plan.operator}#{state}")
        if state in LASTING
        else PlanRow.watch.remove(),
    ]
    if note:
        actions.append(PlanRow.note.set(note))

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            PlanRow(plan.customer, plan.plan),
            actions=actions,
            condition=PlanRow.state == plan.state,
        )

    return [put, _memo(replace(plan, state=state), on)]


def mark_told(plan: Plan, what: str) -> None:
    """Remember that a message about a plan was sent."""
    PlanRow(plan.customer, plan.plan).update(actions=[PlanRow.told.add({what})])


def _memo(plan: Plan, on: date | None = None) -> Write:
    """What became of a plan, in the books: reminders read it there."""
    name = f"plan_{plan.state}"
    posting = Posting(
        plan.customer,
        f"{name}#{plan.plan}",
        name,
        clock.now(),
        plan.currency,
        shares=dict.fromkeys(plan.invoices, 0),
        due_on=on,
        reference=plan.plan,
    )
    return ledger.write(posting)


def _read(row: PlanRow) -> Plan:
    return Plan(
        plan=row.plan,
        customer=row.customer,
        operator=row.operator,
        account=row.account,
        invoices=tuple(row.invoices),
        cents=int(row.cents),
        currency=row.currency,
        parts=tuple(Part(date.fromisoformat(day), int(cents)) for day, cents in row.parts),
        state=row.state,
        asked_at=row.asked_at,
        changed_at=row.changed_at,
        note=row.note or "",
        told=frozenset(row.told or ()),
    )
