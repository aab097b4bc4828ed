"""HTTP of payment plans, and of credits that are asked back."""

from chalicelib import clock, ledger, operators
from chalicelib.accounts import clerks
from chalicelib.payments import coming, owing, payouts, plans
from chalicelib.payments.debiting import account_of
from chalicelib.payments.payouts import Payout
from chalicelib.payments.plan import Plan
from chalicelib.payments.plan_schemas import (
    DecisionForm,
    PayoutAnswer,
    PayoutForm,
    PayoutsAnswer,
    PlanAnswer,
    PlanForm,
    PlanInvoiceAnswer,
    PlanOfferAnswer,
    PlanPartAnswer,
    PlansAnswer,
    WaitingPayoutAnswer,
    WaitingPayoutsAnswer,
    WaitingPlansAnswer,
)
from chalicelib.payments.plans import Proposal
from chalicelib.payments.schemas import CustomerQuery
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("payments")


@room.get("/plans", query=CustomerQuery, gives=PlansAnswer)
def list_plans(visit: Visit, query: CustomerQuery) -> PlansAnswer:
    """The payment plans of a customer, and what they may propose now."""
    customer = owing.mine(visit.operator, visit.account, query.customer)
    items = [_answer(each) for each in plans.of_customer(visit, query.customer)]
    currency = operators.find(visit.operator).currency
    mandate = coming.drawn_on(customer)
    return PlansAnswer(
        items,
        _offer(visit, customer),
        currency,
        customer.partition("#")[2],
        None if mandate is None else account_of(mandate),
    )


@room.post("/plans/drafts", takes=PlanForm, gives=PlanAnswer)
def draft_plan(visit: Visit, form: PlanForm) -> PlanAnswer:
    """What a proposal would mean: its parts, and whether it is agreed at once. Nothing is kept."""
    return _answer(plans.draft(visit, form.customer, _proposal(form)))


@room.post("/plans", takes=PlanForm, gives=PlanAnswer, status=201, limit=(10, 3600))
def ask_plan(visit: Visit, form: PlanForm) -> PlanAnswer:
    """Ask for a payment plan: agreed at once within the operator's bounds, else by a clerk."""
    return _answer(plans.ask(visit, form.customer, _proposal(form)))


@room.get("/payouts", query=CustomerQuery, gives=PayoutsAnswer)
def list_payouts(visit: Visit, query: CustomerQuery) -> PayoutsAnswer:
    """What a customer asked back, and the credit that they could ask for."""
    customer = owing.mine(visit.operator, visit.account, query.customer)
    credit = max(ledger.standing(customer).credit_cents, 0)
    items = [_payout(each) for each in payouts.of_customer(customer)]
    return PayoutsAnswer(items, credit, operators.find(visit.operator).currency)


@room.post("/payouts", takes=PayoutForm, gives=PayoutAnswer, status=201, limit=(10, 3600))
def ask_payout(visit: Visit, form: PayoutForm) -> PayoutAnswer:
    """Ask a credit back: to the card that it came from, else to an IBAN."""
    return _payout(payouts.ask(visit, form.customer, form.iban))


@room.get("/office/plans", gives=WaitingPlansAnswer, open_to=STAFF)
def list_waiting_plans(visit: Visit) -> WaitingPlansAnswer:
    """The payment plans that wait for a clerk."""
    clerks.require(visit, "take_payments")
    return WaitingPlansAnswer([_answer(each) for each in plans.waiting(visit.operator)])


@room.post(
    "/office/customers/{number}/plans/{plan}/decision",
    takes=DecisionForm,
    gives=PlanAnswer,
    open_to=STAFF,
)
def decide_plan(visit: Visit, form: DecisionForm, number: str, plan: str) -> PlanAnswer:
    """Agree to a payment plan, or refuse it; the customer is told."""
    clerk = clerks.require(visit, "take_payments")
    return _answer(plans.decide(visit, clerk, number, plan, form.agreed, form.note))


@room.get("/office/payouts", gives=WaitingPayoutsAnswer, open_to=STAFF)
def list_waiting_payouts(visit: Visit) -> WaitingPayoutsAnswer:
    """The credits that a clerk is to transfer back."""
    clerks.require(visit, "refund")
    return WaitingPayoutsAnswer(
        [
            WaitingPayoutAnswer(
                each.payout,
                each.customer.partition("#")[2],
                each.cents,
                each.currency,
                each.iban,
                each.asked_at,
            )
            for each in payouts.waiting(visit.operator)
        ]
    )


@room.post("/office/customers/{number}/payouts/{payout}/done", gives=PayoutAnswer, open_to=STAFF)
def finish_payout(visit: Visit, number: str, payout: str) -> PayoutAnswer:
    """A credit was transferred back: it is booked, and the customer told."""
    clerk = clerks.require(visit, "refund")
    return _payout(payouts.done(visit, clerk, number, payout))


def _proposal(form: PlanForm) -> Proposal:
    return Proposal(tuple(form.invoices), form.parts, form.first_on)


def _offer(visit: Visit, customer: str) -> PlanOfferAnswer | None:
    found = plans.offer(visit.operator, customer)
    if found is None:
        return None
    standing = ledger.standing(customer)
    return PlanOfferAnswer(
        [
            PlanInvoiceAnswer(number, cents, standing.invoices[number].due_on)
            for number, cents in found.opens.items()
        ],
        sum(found.opens.values()),
        found.most_parts,
        found.least_part_cents,
        found.first_from_on,
        found.first_until_on,
        found.at_once_cents,
        found.at_once_parts,
    )


def _answer(plan: Plan) -> PlanAnswer:
    today = clock.today(operators.find(plan.operator).time_zone)
    standing = ledger.standing(plan.customer, today)
    parts = [
        PlanPartAnswer(step.part.on, step.part.cents, step.left_cents, step.state)
        for step in plan.steps(standing, today)
    ]
    return PlanAnswer(
        plan.plan,
        plan.customer.partition("#")[2],
        plan.state,
        list(plan.invoices),
        plan.cents,
        plan.left_cents(standing),
        plan.currency,
        parts,
        plan.asked_at,
        plan.note,
    )


def _payout(payout: Payout) -> PayoutAnswer:
    return PayoutAnswer(
        payout.payout,
        payout.state,
        payout.cents,
        payout.currency,
        payout.last4,
        payout.asked_at,
    )
