"""The door's routes: getting in, staying in, getting back in."""

from chalicelib.accounts import (
    activation,
    alarm,
    profile,
    recovery,
    signin,
    signup,
)
from chalicelib.accounts.schemas import (
    AgainForm,
    AlarmForm,
    CompleteAnswer,
    CompleteForm,
    CorrectForm,
    LinkAnswer,
    LookForm,
    MeAnswer,
    ProveAnswer,
    ProveForm,
    RecoverForm,
    RecoveryForm,
    SessionAnswer,
    SessionForm,
    SignupAnswer,
    SignupForm,
    TermsForm,
)
from chalicelib.web.answers import WithHeaders
from chalicelib.web.routing import ANYONE, SIGNED_IN, Room
from chalicelib.web.visit import Visit

room = Room("accounts")
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


@room.post("/sessions", takes=SessionForm, gives=SessionAnswer, status=201, open_to=ANYONE)
def sign_in(visit: Visit, form: SessionForm) -> WithHeaders[SessionAnswer]:
    """Sign in: a cookie for the site, a token for an app."""
    return signin.sign_in(visit, form)


@room.delete("/sessions/current", open_to=SIGNED_IN, before_terms=True)
def sign_out(visit: Visit) -> WithHeaders[None]:
    """Sign out."""
    return signin.sign_out(visit)


@room.post("/recovery", takes=RecoveryForm, status=202, open_to=ANYONE)
def recover(visit: Visit, form: RecoveryForm) -> None:
    """Ask for one's login and a link to choose a new password; the answer never says if it went."""
    recovery.ask(visit, form)


@room.post("/recovery/complete", takes=RecoverForm, status=200, open_to=ANYONE, limit=LOOKS)
def recovered(visit: Visit, form: RecoverForm) -> None:
    """Choose a new password."""
    recovery.complete(visit, form)


@room.post("/alarm", takes=AlarmForm, open_to=ANYONE, limit=LOOKS)
def not_me(visit: Visit, form: AlarmForm) -> None:
    """ "This was not me": lock the account and end its sessions."""
    alarm.sound(visit, form)


@room.get("/me", gives=MeAnswer, open_to=SIGNED_IN, before_terms=True)
def me(visit: Visit) -> MeAnswer:
    """Who is signed in."""
    return profile.me(visit)


@room.post("/terms", takes=TermsForm, before_terms=True)
def accept_terms(visit: Visit, form: TermsForm) -> None:
    """Accept the terms in force."""
    profile.accept_terms(visit, form)
