"""The ways in: password, second factor, passkey, an app's tokens, recovery, and the way out."""

from chalicelib.accounts import alarm, appcodes, passkeys, recovery, refreshing, second, signin
from chalicelib.accounts.entry_schemas import (
    AlarmForm,
    AppCodeAnswer,
    AppCodeForm,
    ChallengeForm,
    CodeSessionForm,
    PasskeySignInForm,
    RecoverForm,
    RecoveryForm,
    RefreshForm,
    SecondForm,
    SessionAnswer,
    SessionForm,
)
from chalicelib.accounts.security_schemas import PasskeyOptions
from chalicelib.web.answers import WithHeaders
from chalicelib.web.routing import ANYONE, SIGNED_IN, Room
from chalicelib.web.visit import Visit

room = Room("accounts")
TRIES = (120, 60)
"""Calls from one address in a minute; what is guessed at is counted on its own."""


@room.post("/sessions", takes=SessionForm, gives=SessionAnswer, status=201, open_to=ANYONE)
def sign_in(visit: Visit, form: SessionForm) -> WithHeaders[SessionAnswer]:
    """Sign in: a cookie for the site, tokens for an app.

    Where a second factor is set up, the answer is 403 `second_factor_needed` with a `challenge`.
    """
    return signin.sign_in(visit, form)


@room.post("/sessions/second/text", takes=ChallengeForm, status=202, open_to=ANYONE, limit=TRIES)
def text_code(visit: Visit, form: ChallengeForm) -> None:
    """Have a code texted for a sign-in."""
    second.text(visit, form)


@room.post(
    "/sessions/second",
    takes=SecondForm,
    gives=SessionAnswer,
    status=201,
    open_to=ANYONE,
    limit=TRIES,
)
def second_factor(visit: Visit, form: SecondForm) -> WithHeaders[SessionAnswer]:
    """Answer a challenge with a second factor."""
    return second.answer(visit, form)


@room.post("/sessions/passkey/options", gives=PasskeyOptions, open_to=ANYONE, limit=TRIES)
def passkey_options(visit: Visit) -> PasskeyOptions:
    """What a browser needs to sign in with a passkey."""
    return passkeys.begin_sign_in(visit)


@room.post(
    "/sessions/passkey",
    takes=PasskeySignInForm,
    gives=SessionAnswer,
    status=201,
    open_to=ANYONE,
    limit=TRIES,
)
def passkey_sign_in(visit: Visit, form: PasskeySignInForm) -> WithHeaders[SessionAnswer]:
    """Sign in with a passkey."""
    return passkeys.sign_in(visit, form)


@room.post(
    "/sessions/refresh",
    takes=RefreshForm,
    gives=SessionAnswer,
    status=201,
    open_to=ANYONE,
    limit=TRIES,
)
def refresh(visit: Visit, form: RefreshForm) -> WithHeaders[SessionAnswer]:
    """A new pair of tokens for an app; a refresh token is good once."""
    return refreshing.refresh(visit, form)


@room.post(
    "/sessions/code",
    takes=CodeSessionForm,
    gives=SessionAnswer,
    status=201,
    open_to=ANYONE,
    limit=TRIES,
)
def code_sign_in(visit: Visit, form: CodeSessionForm) -> WithHeaders[SessionAnswer]:
    """Tokens for the app to which the site handed a code (PKCE)."""
    return appcodes.exchange(visit, form)


@room.post("/app-codes", takes=AppCodeForm, gives=AppCodeAnswer, status=201, before_terms=True)
def app_code(visit: Visit, form: AppCodeForm) -> AppCodeAnswer:
    """A code that takes the caller's sign-in from the site back into the app."""
    return appcodes.make(visit, form)


@room.delete("/sessions/current", open_to=SIGNED_IN, before_terms=True)
def sign_out(visit: Visit) -> WithHeaders[None]:
    """Sign out."""
    return signin.sign_out(visit)


@room.post("/recovery", takes=RecoveryForm, status=202, open_to=ANYONE)
def recover(visit: Visit, form: RecoveryForm) -> None:
    """Ask for one's login and a link to choose a new password; the answer never says if it went."""
    recovery.ask(visit, form)


@room.post("/recovery/complete", takes=RecoverForm, status=200, open_to=ANYONE, limit=TRIES)
def recovered(visit: Visit, form: RecoverForm) -> WithHeaders[None]:
    """Choose a new password."""
    return recovery.complete(visit, form)


@room.post("/alarm", takes=AlarmForm, open_to=ANYONE, limit=TRIES)
def not_me(visit: Visit, form: AlarmForm) -> None:
    """ "This was not me": lock the account and end its sessions."""
    alarm.sound(visit, form)
