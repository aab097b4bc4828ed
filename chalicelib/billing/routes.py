"""Invoices over HTTP."""

from datetime import timedelta

from chalicelib import clock
from chalicelib.billing import archive, attestations, forecast, office_routes, papers, reading
from chalicelib.billing.schemas import (
    ArchiveAnswer,
    ArchiveForm,
    AttestationAnswer,
    AttestationForm,
    CheckedAnswer,
    DocumentAnswer,
    ForecastList,
    InvoiceAnswer,
    InvoiceList,
    InvoiceQuery,
)
from chalicelib.errors import Conflict, NotFound
from chalicelib.gateways.files import LINK_SECONDS
from chalicelib.web.routing import ANYONE, Room
from chalicelib.web.visit import Visit

room = Room("billing")
rooms = (room, office_routes.room)
"""All routes of the room: the customers' here, the counter's."""


@room.get("/invoices", query=InvoiceQuery, gives=InvoiceList)
def all_of_them(visit: Visit, query: InvoiceQuery) -> InvoiceList:
    """The caller's invoices with their states, newest first, over five rolling years."""
    return reading.page(visit, query)


@room.get("/invoices/{number}", gives=InvoiceAnswer, refuses=(NotFound,))
def one(visit: Visit, number: str) -> InvoiceAnswer:
    """One invoice, every line explained in the caller's language."""
    return reading.one(visit, number)


@room.post("/invoices/{number}/document", gives=DocumentAnswer, status=201, refuses=(NotFound,))
def document(visit: Visit, number: str) -> DocumentAnswer:
    """A short-lived link to the invoice's PDF."""
    url = papers.link_to(reading.require(visit, number))
    return DocumentAnswer(url=url, expires_at=clock.now() + timedelta(seconds=LINK_SECONDS))


@room.post(
    "/invoices/{number}/slip", gives=DocumentAnswer, status=201, refuses=(NotFound, Conflict)
)
def slip(visit: Visit, number: str) -> DocumentAnswer:
    """A short-lived link to a payment slip for what is still open of an invoice."""
    url = papers.link_to_slip(reading.require(visit, number))
    return DocumentAnswer(url=url, expires_at=clock.now() + timedelta(seconds=LINK_SECONDS))


@room.post("/invoices/{number}/structured", gives=DocumentAnswer, status=201, refuses=(NotFound,))
def for_machines(visit: Visit, number: str) -> DocumentAnswer:
    """A short-lived link to a business's invoice as UBL (Peppol BIS Billing 3.0)."""
    url = papers.link_to_structured(reading.require(visit, number))
    return DocumentAnswer(url=url, expires_at=clock.now() + timedelta(seconds=LINK_SECONDS))


@room.post(
    "/invoice-archives", takes=ArchiveForm, gives=ArchiveAnswer, status=201, refuses=(NotFound,)
)
def bundle(visit: Visit, form: ArchiveForm) -> ArchiveAnswer:
    """The documents of a year, or all that are shown, as one archive."""
    return archive.make(visit, form)


@room.get("/forecast", gives=ForecastList)
def coming(visit: Visit) -> ForecastList:
    """What each contract's year should come to, and its instalments."""
    return forecast.of_caller(visit)


@room.post(
    "/attestations",
    takes=AttestationForm,
    gives=AttestationAnswer,
    status=201,
    refuses=(NotFound, Conflict),
)
def attest(visit: Visit, form: AttestationForm) -> AttestationAnswer:
    """A proof of address or of payment, with a code that anyone can check."""
    return attestations.make(visit, form)


@room.get(
    "/attestations/{code}",
    gives=CheckedAnswer,
    open_to=ANYONE,
    limit=(30, 60),
    refuses=(NotFound,),
)
def check(visit: Visit, code: str) -> CheckedAnswer:
    """What a proof says, for whoever was given it."""
    return attestations.check(visit, code)
