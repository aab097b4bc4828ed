"""What the holder does for the account's safety: factors, passkeys, sessions, changes."""

from chalicelib.accounts import changing, factors, linking, listing, passkeys
from chalicelib.accounts.entry_schemas import SessionAnswer
from chalicelib.accounts.schemas import MyCustomer, ProofForm
from chalicelib.accounts.security_schemas import (
    ChallengeAnswer,
    CodeForm,
    DeviceList,
    EmailConfirmForm,
    EmailForm,
    FactorsAnswer,
    LanguageForm,
    NewPasswordForm,
    PasskeyEntry,
    PasskeyForm,
    PasskeyList,
    PasskeyOptions,
    PasswordForm,
    RecoveryCodesAnswer,
    SafetyAnswer,
    SessionList,
    TextFactorForm,
    TotpAnswer,
)
from chalicelib.web.answers import WithHeaders
from chalicelib.web.routing import ANYONE, SIGNED_IN, Room
from chalicelib.web.visit import Visit

room = Room("accounts")


@room.get("/safety", gives=SafetyAnswer, open_to=SIGNED_IN)
def safety(visit: Visit) -> SafetyAnswer:
    """What protects the caller's account, and where it is open: one answer for one page."""
    return listing.overview(visit)


@room.get("/sessions", gives=SessionList, open_to=SIGNED_IN)
def open_sessions(visit: Visit) -> SessionList:
    """Where the caller is signed in."""
    return listing.open_sessions(visit)


@room.delete("/sessions", open_to=SIGNED_IN)
def end_others(visit: Visit) -> None:
    """End every session of the caller but this one."""
    listing.end_others(visit)


@room.delete("/sessions/{session}", open_to=SIGNED_IN)
def end_session(visit: Visit, session: str) -> None:
    """End one session."""
    listing.end_session(visit, session)


@room.get("/devices", gives=DeviceList, open_to=SIGNED_IN)
def known_devices(visit: Visit) -> DeviceList:
    """The devices that the caller's account was used with."""
    return listing.known_devices(visit)


@room.delete("/devices/{device}", open_to=SIGNED_IN)
def forget_device(visit: Visit, device: str) -> None:
    """Forget a device."""
    listing.forget_device(visit, device)


@room.get("/factors", gives=FactorsAnswer, open_to=SIGNED_IN)
def standing_factors(visit: Visit) -> FactorsAnswer:
    """The second factors set up."""
    return factors.standing(visit)


@room.post("/factors/totp", takes=PasswordForm, gives=TotpAnswer, open_to=SIGNED_IN)
def begin_totp(visit: Visit, form: PasswordForm) -> TotpAnswer:
    """A key for an authenticator app."""
    return factors.begin_totp(visit, form)


@room.post("/factors/totp/confirm", takes=CodeForm, gives=RecoveryCodesAnswer, open_to=SIGNED_IN)
def confirm_totp(visit: Visit, form: CodeForm) -> WithHeaders[RecoveryCodesAnswer]:
    """Set the authenticator app up with its first code."""
    return factors.confirm_totp(visit, form)


@room.post(
    "/factors/sms", takes=TextFactorForm, gives=ChallengeAnswer, status=202, open_to=SIGNED_IN
)
def begin_text(visit: Visit, form: TextFactorForm) -> ChallengeAnswer:
    """Have a code texted to a number."""
    return factors.begin_text(visit, form)


@room.post("/factors/sms/confirm", takes=CodeForm, gives=RecoveryCodesAnswer, open_to=SIGNED_IN)
def confirm_text(visit: Visit, form: CodeForm) -> WithHeaders[RecoveryCodesAnswer]:
    """Set codes by text up with the first one."""
    return factors.confirm_text(visit, form)


@room.post(
    "/factors/recovery-codes", takes=PasswordForm, gives=RecoveryCodesAnswer, open_to=SIGNED_IN
)
def recovery_codes(visit: Visit, form: PasswordForm) -> RecoveryCodesAnswer:
    """New recovery codes."""
    return factors.new_recovery_codes(visit, form)


@room.post("/factors/{factor}/remove", takes=PasswordForm, open_to=SIGNED_IN)
def remove_factor(visit: Visit, form: PasswordForm, factor: str) -> None:
    """Take a second factor away."""
    factors.remove(visit, factor, form)


@room.get("/passkeys", gives=PasskeyList, open_to=SIGNED_IN)
def standing_passkeys(visit: Visit) -> PasskeyList:
    """The caller's passkeys."""
    return PasskeyList(items=passkeys.standing(visit))


@room.post("/passkeys/options", takes=PasswordForm, gives=PasskeyOptions, open_to=SIGNED_IN)
def begin_passkey(visit: Visit, form: PasswordForm) -> PasskeyOptions:
    """What a browser needs to make a passkey."""
    return passkeys.begin(visit, form)


@room.post("/passkeys", takes=PasskeyForm, gives=PasskeyEntry, status=201, open_to=SIGNED_IN)
def add_passkey(visit: Visit, form: PasskeyForm) -> PasskeyEntry:
    """Add a passkey."""
    return passkeys.add(visit, form)


@room.post("/passkeys/{passkey}/remove", takes=PasswordForm, open_to=SIGNED_IN)
def remove_passkey(visit: Visit, form: PasswordForm, passkey: str) -> None:
    """Take a passkey away."""
    passkeys.remove(visit, passkey, form)


@room.post(
    "/me/password",
    takes=NewPasswordForm,
    gives=SessionAnswer,
    open_to=SIGNED_IN,
    before_terms=True,
)
def change_password(visit: Visit, form: NewPasswordForm) -> WithHeaders[SessionAnswer]:
    """Change the password; other sessions end and this one gets new tokens."""
    return changing.password(visit, form)


@room.post("/me/email", takes=EmailForm, status=202, open_to=SIGNED_IN)
def change_email(visit: Visit, form: EmailForm) -> None:
    """Send a link to a new address."""
    changing.email(visit, form)


@room.post("/me/email/confirm", takes=EmailConfirmForm, open_to=ANYONE, limit=(60, 60))
def confirm_email(visit: Visit, form: EmailConfirmForm) -> None:
    """Confirm a new address with the link sent to it and the password."""
    changing.confirm_email(visit, form)


@room.post("/me/phone", takes=TextFactorForm, gives=ChallengeAnswer, status=202, open_to=SIGNED_IN)
def change_phone(visit: Visit, form: TextFactorForm) -> ChallengeAnswer:
    """Have a code texted to a new number."""
    return factors.begin_text(visit, form)


@room.post("/me/phone/confirm", takes=CodeForm, open_to=SIGNED_IN)
def confirm_phone(visit: Visit, form: CodeForm) -> None:
    """Confirm a new number with the code texted to it."""
    changing.phone(visit, form)


@room.put("/me/language", takes=LanguageForm, open_to=SIGNED_IN)
def change_language(visit: Visit, form: LanguageForm) -> None:
    """The language to be written to in."""
    changing.language(visit, form)


@room.post("/me/customers", takes=ProofForm, gives=MyCustomer, status=201)
def link_customer(visit: Visit, form: ProofForm) -> MyCustomer:
    """Add another customer to this login, proven as the first was."""
    return linking.link(visit, form)
