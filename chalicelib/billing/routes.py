"""Invoices over HTTP."""

from datetime import timedelta

from chalicelib import clock
from chalicelib.billing import papers, reading
from chalicelib.billing.schemas import DocumentAnswer, InvoiceAnswer, InvoiceList, InvoiceQuery
from chalicelib.errors import NotFound
from chalicelib.gateways.files import LINK_SECONDS
from chalicelib.web.routing import Room
from chalicelib.web.visit import Visit

room = Room("billing")


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
