"""The counter's routes, for clerks who are signed in with two factors."""

from chalicelib import audit
from chalicelib.accounts import clerks, office
from chalicelib.accounts.office_schemas import (
    CustomersFound,
    CustomersQuery,
    IdentityForm,
    RegistrationForm,
    SheetAnswer,
    TrailAnswer,
    TrailEntry,
    TrailQuery,
)
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("accounts")


@room.get("/office/customers", query=CustomersQuery, gives=CustomersFound, open_to=STAFF)
def find_customer(visit: Visit, query: CustomersQuery) -> CustomersFound:
    """Find a customer by number, or by place and account number."""
    return office.find(visit, query)


@room.post(
    "/office/registrations", takes=RegistrationForm, gives=SheetAnswer, status=201, open_to=STAFF
)
def register(visit: Visit, form: RegistrationForm) -> SheetAnswer:
    """Make an account for a customer at the counter; the sheet to hand over."""
    return office.register(visit, form)


@room.post(
    "/office/customers/{number}/password",
    takes=IdentityForm,
    gives=SheetAnswer,
    status=201,
    open_to=STAFF,
)
def issue_password(visit: Visit, form: IdentityForm, number: str) -> SheetAnswer:
    """A new one-time password for a customer who has no way in; the sheet to hand over."""
    return office.new_password(visit, number, form)


@room.post("/office/customers/{number}/unlock", takes=IdentityForm, open_to=STAFF)
def unlock(visit: Visit, form: IdentityForm, number: str) -> None:
    """Unlock an account, and write its holder a recovery link."""
    office.unlock(visit, number, form)


@room.get("/office/trail", query=TrailQuery, gives=TrailAnswer, open_to=STAFF)
def trail(visit: Visit, query: TrailQuery) -> TrailAnswer:
    """Who did what on a day."""
    clerks.require(visit, "read_trail")
    page = audit.acts_of(visit.operator, query.on, query.cursor)
    items = [
        TrailEntry(
            entry=each.entry,
            at=each.at,
            act=each.act,
            by=each.by,
            about=each.about,
            facts=dict(each.facts),
        )
        for each in page
    ]
    return TrailAnswer(items=items, next=page.next)
