"""The counter's routes, for clerks who are signed in with two factors."""

from collections.abc import Iterable

from chalicelib import audit
from chalicelib.accounts import account as accounts
from chalicelib.accounts import clerks, finding, office, staff
from chalicelib.accounts.office_schemas import (
    ClerkChangeForm,
    ClerkForm,
    ClerksAnswer,
    ClerkSeen,
    CustomerCard,
    CustomersFound,
    CustomersQuery,
    DeskAnswer,
    IdentityForm,
    RegistrationForm,
    SheetAnswer,
    TrailAnswer,
    TrailEntry,
    TrailQuery,
)
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("accounts")


@room.get("/office/customers", query=CustomersQuery, gives=CustomersFound, open_to=STAFF)
def find_customer(visit: Visit, query: CustomersQuery) -> CustomersFound:
    """Find customers by number, place and account number, login, e-mail or surname."""
    return finding.find(visit, query)


@room.get("/office/customers/{number}", gives=CustomerCard, open_to=STAFF, refuses=(NotFound,))
def customer_card(visit: Visit, number: str) -> CustomerCard:
    """What the back office and the door know of a customer."""
    return finding.card(visit, number)


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


@room.get("/office/customers/{number}/trail", gives=TrailAnswer, open_to=STAFF)
def customer_trail(visit: Visit, number: str) -> TrailAnswer:
    """The latest acts about one customer and their account."""
    return TrailAnswer(items=_entries(finding.acts(visit, number)))


@room.get("/office/trail", query=TrailQuery, gives=TrailAnswer, open_to=STAFF)
def trail(visit: Visit, query: TrailQuery) -> TrailAnswer:
    """Who did what on a day."""
    clerks.require(visit, "read_trail")
    page = audit.acts_of(visit.operator, query.on, query.cursor)
    return TrailAnswer(items=_entries(page), next=page.next)


@room.get("/office/desk", gives=DeskAnswer, open_to=STAFF)
def desk(visit: Visit) -> DeskAnswer:
    """Who sits at the desk, and what this clerk may do."""
    return staff.desk(visit)


@room.get("/office/clerks", gives=ClerksAnswer, open_to=STAFF)
def list_clerks(visit: Visit) -> ClerksAnswer:
    """Everyone who works at the counter, for supervisors."""
    return staff.everyone(visit)


@room.post(
    "/office/clerks",
    takes=ClerkForm,
    gives=ClerkSeen,
    status=201,
    open_to=STAFF,
    refuses=(Invalid, Conflict),
)
def invite_clerk(visit: Visit, form: ClerkForm) -> ClerkSeen:
    """Invite a clerk: a mail with a link to choose a password."""
    return staff.invite(visit, form)


@room.put(
    "/office/clerks/{account}",
    takes=ClerkChangeForm,
    gives=ClerkSeen,
    open_to=STAFF,
    refuses=(NotFound, Conflict),
)
def change_clerk(visit: Visit, form: ClerkChangeForm, account: str) -> ClerkSeen:
    """Give a clerk another role, or dismiss them."""
    return staff.change(visit, account, form)


@room.post("/office/clerks/{account}/invitation", open_to=STAFF, refuses=(NotFound, Conflict))
def invite_clerk_again(visit: Visit, account: str) -> None:
    """Send a clerk the link to choose a password once more."""
    staff.invite_again(visit, account)


def _entries(acts: Iterable[audit.Act]) -> list[TrailEntry]:
    found = list(acts)
    who = accounts.find_many(each.by for each in found)
    return [
        TrailEntry(
            entry=each.entry,
            at=each.at,
            act=each.act,
            by=each.by,
            by_name=who[each.by].login if each.by in who else each.by,
            about=each.about,
            facts=dict(each.facts),
        )
        for each in found
    ]
