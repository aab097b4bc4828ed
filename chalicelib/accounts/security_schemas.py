"""What the account's safety takes and gives: factors, sessions, devices, changes."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib.accounts.entry_schemas import SessionAnswer
from chalicelib.accounts.schemas import Password, Text, Token

Code = Annotated[str, Meta(min_length=1, max_length=40)]


class PasswordForm(msgspec.Struct, kw_only=True):
    """The password once more, for what matters."""

    password: Password


class NewPasswordForm(msgspec.Struct, kw_only=True):
    """The password there is, and the one to be."""

    password: Password
    new_password: Password


class EmailForm(msgspec.Struct, kw_only=True):
    """A new address, and the password."""

    email: Text
    password: Password


class EmailConfirmForm(msgspec.Struct, kw_only=True):
    """The token of the link sent to a new address, and the password."""

    token: Token
    password: Password


class TextFactorForm(msgspec.Struct, kw_only=True):
    """A number to text codes to, and the password."""

    phone: Text
    password: Password


class LanguageForm(msgspec.Struct, kw_only=True):
    """The language to be written to in."""

    language: Text


class ChallengeAnswer(msgspec.Struct, kw_only=True):
    """A code is on its way; `challenge` says which it answers."""

    challenge: str


class CodeForm(msgspec.Struct, kw_only=True):
    """The code typed, and the challenge that it answers."""

    challenge: Token
    code: Code


class TotpAnswer(msgspec.Struct, kw_only=True):
    """A key for an authenticator app, to type or (`uri`) to show as a QR code."""

    challenge: str
    secret: str
    uri: str


class RecoveryCodesAnswer(msgspec.Struct, kw_only=True):
    """Codes to print, shown once; none when there are some already. `session` has new tokens."""

    recovery_codes: list[str]
    session: SessionAnswer | None = None


class FactorsAnswer(msgspec.Struct, kw_only=True):
    """The second factors set up."""

    factors: list[str]
    phone: str | None
    recovery_codes_left: int


class PasskeyOptions(msgspec.Struct, kw_only=True):
    """WebAuthn's options as JSON, and the challenge to answer with."""

    challenge: str
    options: dict[str, Any]


class PasskeyForm(msgspec.Struct, kw_only=True):
    """What `navigator.credentials.create` answered, as WebAuthn's JSON, and a name for it."""

    challenge: Token
    credential: dict[str, Any]
    name: Text = ""


class PasskeyEntry(msgspec.Struct, kw_only=True):
    """A passkey."""

    passkey: str
    name: str
    added_at: datetime
    used_at: datetime


class PasskeyList(msgspec.Struct, kw_only=True):
    """An account's passkeys."""

    items: list[PasskeyEntry]
    next: str | None = None


class SessionEntry(msgspec.Struct, kw_only=True):
    """A session: with what, from where (town and ISO country, as far as known), and when."""

    session: str
    current: bool
    client: str
    device: str
    ip: str
    town: str
    country: str
    created_at: datetime
    seen_at: datetime


class SessionList(msgspec.Struct, kw_only=True):
    """An account's sessions."""

    items: list[SessionEntry]
    next: str | None = None


class DeviceEntry(msgspec.Struct, kw_only=True):
    """A device that the account was used with; `trusted_until` where it is spared the code."""

    device: str
    name: str
    ip: str
    town: str
    country: str
    first_at: datetime
    last_at: datetime
    trusted_until: datetime | None


class DeviceList(msgspec.Struct, kw_only=True):
    """An account's devices."""

    items: list[DeviceEntry]
    next: str | None = None


class SafetyAnswer(msgspec.Struct, kw_only=True):
    """All that the page of the account's safety shows, in one answer."""

    factors: FactorsAnswer
    passkeys: list[PasskeyEntry]
    sessions: list[SessionEntry]
    devices: list[DeviceEntry]
