"""HTTP of bills for clerks who are signed in with two factors."""

from datetime import timedelta

from chalicelib import clock, ledger
from chalicelib.accounts import clerks, customers
from chalicelib.billing import desk, papers, reading
from chalicelib.billing.office_schemas import (
    DryRunAnswer,
    DryRunForm,
    HoldForm,
    IssuedAnswer,
    OwnerAnswer,
    ReleaseForm,
    ReviewDetail,
    ReviewList,
    RunList,
    WorkAnswer,
)
from chalicelib.billing.schemas import DocumentAnswer, InvoiceAnswer, InvoiceList, InvoiceQuery
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.gateways.files import LINK_SECONDS
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("billing")
REVIEW = "/office/reviews/{number}/{contract}"
INVOICE = "/office/customers/{number}/invoices/{invoice}"


@room.get("/office/runs", gives=RunList, open_to=STAFF)
def list_runs(visit: Visit) -> RunList:
    """The latest billing runs, how far each has come and what it issued."""
    return desk.runs(visit)


@room.post(
    "/office/runs/{on}/resume", gives=WorkAnswer, status=202, open_to=STAFF, refuses=(NotFound,)
)
def resume_run(visit: Visit, on: str) -> WorkAnswer:
    """Go on with a run that was cut off; what is done stays done."""
    return desk.resume(visit, on)


@room.post(
    "/office/dry-runs",
    takes=DryRunForm,
    gives=DryRunAnswer,
    status=202,
    open_to=STAFF,
    refuses=(Invalid,),
)
def begin_dry_run(visit: Visit, form: DryRunForm) -> DryRunAnswer:
    """Begin a dry run: what a run on a day would issue, in sum, with nothing written or sent."""
    return desk.rehearse(visit, form)


@room.get("/office/dry-runs/{dry_run}", gives=DryRunAnswer, open_to=STAFF, refuses=(NotFound,))
def dry_run(visit: Visit, dry_run: str) -> DryRunAnswer:
    """How far a dry run has come, and what it found so far."""
    return desk.rehearsal(visit, dry_run)


@room.get("/office/reviews", gives=ReviewList, open_to=STAFF)
def list_reviews(visit: Visit) -> ReviewList:
    """Strange bills that wait for a clerk, and those that one keeps back."""
    return desk.reviews(visit)


@room.get(REVIEW, gives=ReviewDetail, open_to=STAFF, refuses=(NotFound,))
def one_review(visit: Visit, number: str, contract: str) -> ReviewDetail:
    """What waits of a contract, and its bill line by line as it would be issued today."""
    return desk.review(visit, number, contract)


@room.post(
    f"{REVIEW}/release",
    takes=ReleaseForm,
    gives=IssuedAnswer,
    status=201,
    open_to=STAFF,
    refuses=(NotFound, Conflict),
)
def release_bill(visit: Visit, form: ReleaseForm, number: str, contract: str) -> IssuedAnswer:
    """Let a strange bill go out, if it still asks what was looked at."""
    return desk.release(visit, number, contract, form)


@room.post(f"{REVIEW}/hold", takes=HoldForm, open_to=STAFF, refuses=(NotFound,))
def hold_bill(visit: Visit, form: HoldForm, number: str, contract: str) -> None:
    """Keep a contract from being billed until a doubt is cleared, with a note why."""
    desk.hold(visit, number, contract, form)


@room.post(f"{REVIEW}/again", gives=IssuedAnswer, status=201, open_to=STAFF, refuses=(NotFound,))
def look_again(visit: Visit, number: str, contract: str) -> IssuedAnswer:
    """Make a bill anew by what is known now: issued when nothing is strange any more."""
    return desk.look_again(visit, number, contract)


@room.get(
    "/office/customers/{number}/invoices",
    query=InvoiceQuery,
    gives=InvoiceList,
    open_to=STAFF,
    refuses=(NotFound,),
)
def customers_invoices(visit: Visit, query: InvoiceQuery, number: str) -> InvoiceList:
    """A customer's invoices with their states and the balance, newest first."""
    clerks.require(visit, "find")
    if customers.find(visit.operator, number) is None:
        raise NotFound("customer_unknown")
    return reading.page_of(visit.operator, [number], query)


@room.get(INVOICE, gives=InvoiceAnswer, open_to=STAFF, refuses=(NotFound,))
def customers_invoice(visit: Visit, number: str, invoice: str) -> InvoiceAnswer:
    """One invoice of a customer, every line explained in the clerk's language."""
    return reading.told(visit, desk.invoice(visit, number, invoice))


@room.post(
    f"{INVOICE}/document", gives=DocumentAnswer, status=201, open_to=STAFF, refuses=(NotFound,)
)
def customers_document(visit: Visit, number: str, invoice: str) -> DocumentAnswer:
    """A short-lived link to the PDF of a customer's invoice."""
    url = papers.link_to(desk.invoice(visit, number, invoice))
    return DocumentAnswer(url=url, expires_at=clock.now() + timedelta(seconds=LINK_SECONDS))


@room.post(
    f"{INVOICE}/correction",
    gives=IssuedAnswer,
    status=201,
    open_to=STAFF,
    refuses=(NotFound, Conflict),
)
def correct_invoice(visit: Visit, number: str, invoice: str) -> IssuedAnswer:
    """Correct an issued bill by what is read now: the difference, never a second bill."""
    return desk.correct(visit, number, invoice)


@room.post(
    f"{INVOICE}/leak-cap",
    gives=IssuedAnswer,
    status=201,
    open_to=STAFF,
    refuses=(NotFound, Conflict),
)
def cap_leak(visit: Visit, number: str, invoice: str) -> IssuedAnswer:
    """Credit what a bill over a repaired leak charges beyond the lawful cap."""
    return desk.cap_leak(visit, number, invoice)


@room.get("/office/invoices/{invoice}", gives=OwnerAnswer, open_to=STAFF, refuses=(NotFound,))
def whose_invoice(visit: Visit, invoice: str) -> OwnerAnswer:
    """Whose an invoice is, for a clerk who holds a payment slip in the hand."""
    clerks.require(visit, "find")
    owner = ledger.owner_of(visit.operator, invoice)
    if owner is None:
        raise NotFound("invoice_unknown")
    return OwnerAnswer(number=invoice, customer=owner.partition("#")[2])
