"""Sign-up, and who is signed in."""

from chalicelib.accounts import (
    activation,
    entry_routes,
    office_routes,
    profile,
    security_routes,
    signup,
)
from chalicelib.accounts.schemas import (
    AgainForm,
    CompleteAnswer,
    CompleteForm,
    CorrectForm,
    LinkAnswer,
    LookForm,
    MeAnswer,
    ProveAnswer,
    ProveForm,
    SignupAnswer,
    SignupForm,
    TermsForm,
)
from chalicelib.web.routing import ANYONE, SIGNED_IN, Room
from chalicelib.web.visit import Visit

room = Room("accounts")
rooms = (room, entry_routes.room, security_routes.room, office_routes.room)
"""All routes of the room: sign-up here, the ways in, the account's safety, the counter."""
LOOKS = (120, 60)
"""Calls from one address in a minute that cost nothing but a read."""


@room.post("/signups", takes=SignupForm, gives=SignupAnswer, status=202, open_to=ANYONE)
def sign_up(visit: Visit, form: SignupForm) -> SignupAnswer:
    """Begin a sign-up: a link is sent to the address."""
    return signup.ask(visit, form)


@room.post("/signups/again", takes=AgainForm, gives=SignupAnswer, status=202, open_to=ANYONE)
def send_again(visit: Visit, form: AgainForm) -> SignupAnswer:
    """Send the link again; the earlier one ends."""
    return signup.again(visit, form)


@room.post("/signups/correct", takes=CorrectForm, gives=SignupAnswer, status=202, open_to=ANYONE)
def correct(visit: Visit, form: CorrectForm) -> SignupAnswer:
    """Send the link to another address; the mistyped one's link ends."""
    return signup.correct(visit, form)


@room.post("/signups/look", takes=LookForm, gives=LinkAnswer, open_to=ANYONE, limit=LOOKS)
def look(visit: Visit, form: LookForm) -> LinkAnswer:
    """What a link leads to; spends nothing."""
    return activation.look(visit, form)


@room.post("/signups/prove", takes=ProveForm, gives=ProveAnswer, open_to=ANYONE)
def prove(visit: Visit, form: ProveForm) -> ProveAnswer:
    """Prove who you are; a well-formed try spends a use of the link."""
    return activation.prove(visit, form)


@room.post(
    "/signups/complete",
    takes=CompleteForm,
    gives=CompleteAnswer,
    status=201,
    open_to=ANYONE,
    limit=LOOKS,
)
def complete(visit: Visit, form: CompleteForm) -> CompleteAnswer:
    """Choose login and password, accept the terms: the account exists."""
    return activation.complete(visit, form)


@room.get("/me", gives=MeAnswer, open_to=SIGNED_IN, before_terms=True)
def me(visit: Visit) -> MeAnswer:
    """Who is signed in."""
    return profile.me(visit)


@room.post("/terms", takes=TermsForm, before_terms=True)
def accept_terms(visit: Visit, form: TermsForm) -> None:
    """Accept the terms in force."""
    profile.accept_terms(visit, form)
