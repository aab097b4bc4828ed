"""HTTP of the till for clerks who are signed in with two factors."""

from chalicelib import operators
from chalicelib.accounts import clerks
from chalicelib.payments import counter, desk, handback, notices, transfers
from chalicelib.payments.office_schemas import (
    AssignForm,
    CustomerPaymentAnswer,
    CustomerPaymentsAnswer,
    RefundAnswer,
    RefundForm,
    TakenAnswer,
    TakenForm,
    TransferAnswer,
    TransfersAnswer,
)
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("payments")


@room.post(
    "/office/customers/{number}/payments",
    takes=TakenForm,
    gives=TakenAnswer,
    status=201,
    open_to=STAFF,
)
def take_payment(visit: Visit, form: TakenForm, number: str) -> TakenAnswer:
    """Book cash or a terminal's payment taken at the counter."""
    clerk = clerks.require(visit, "take_payments")
    taken = counter.Taken(number, form.amount_cents, form.means, tuple(form.invoices))
    posting = counter.take(visit, clerk, taken, visit.headers.get("idempotency-key"))
    return TakenAnswer(posting.payment or "", posting.reference or "", -posting.cents)


@room.get("/office/customers/{number}/payments", gives=CustomerPaymentsAnswer, open_to=STAFF)
def list_payments(visit: Visit, number: str) -> CustomerPaymentsAnswer:
    """A customer's payments, whichever way they came, and what of each can be given back."""
    clerks.require(visit, "take_payments")
    found, standing = desk.payments_of(visit.operator, number)
    items = [
        CustomerPaymentAnswer(
            each.payment,
            each.channel,
            each.state,
            each.cents,
            each.refundable_cents,
            each.currency,
            list(each.invoices),
            notices.reason_text(visit.language, each.reason) if each.reason else None,
            each.at,
            each.receipt_number,
        )
        for each in found
    ]
    currency = operators.find(visit.operator).currency
    return CustomerPaymentsAnswer(items, standing.balance_cents, standing.credit_cents, currency)


@room.get("/office/transfers", gives=TransfersAnswer, open_to=STAFF)
def list_transfers(visit: Visit) -> TransfersAnswer:
    """Bank transfers of which nobody knows yet whose they are."""
    clerks.require(visit, "take_payments")
    return TransfersAnswer(
        [
            TransferAnswer(each.transfer, each.cents, each.currency, each.booked_on, each.text)
            for each in transfers.unmatched(visit.operator)
        ]
    )


@room.post(
    "/office/transfers/{transfer}/assignment", takes=AssignForm, gives=TakenAnswer, open_to=STAFF
)
def assign_transfer(visit: Visit, form: AssignForm, transfer: str) -> TakenAnswer:
    """Give a transfer to a customer."""
    clerk = clerks.require(visit, "take_payments")
    posting = transfers.assign(visit, clerk, transfer, form.customer, form.invoices)
    return TakenAnswer(posting.payment or "", posting.reference or "", -posting.cents)


@room.post(
    "/office/payments/{payment}/refunds",
    takes=RefundForm,
    gives=RefundAnswer,
    status=202,
    open_to=STAFF,
)
def refund_payment(visit: Visit, form: RefundForm, payment: str) -> RefundAnswer:
    """Give money of a payment back; the customer is told when the network has made it."""
    clerk = clerks.require(visit, "refund")
    key = visit.headers.get("idempotency-key")
    return RefundAnswer(counter.refund(visit, clerk, payment, form.amount_cents, key))


@room.post(
    "/office/customers/{number}/payments/{payment}/refunds",
    takes=RefundForm,
    gives=RefundAnswer,
    status=201,
    open_to=STAFF,
)
def hand_back(visit: Visit, form: RefundForm, number: str, payment: str) -> RefundAnswer:
    """Book money of a payment taken at the counter that is handed back there."""
    clerk = clerks.require(visit, "refund")
    key = visit.headers.get("idempotency-key")
    posting = handback.give_back(visit, clerk, number, payment, form.amount_cents, key)
    return RefundAnswer(posting.reference or "")
