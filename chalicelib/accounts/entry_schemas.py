"""What the ways in take and give: password, second factor, passkey, app, recovery."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from chalicelib.accounts.schemas import Password, Text, Token

Client = Literal["site", "app"]


class SessionForm(msgspec.Struct, kw_only=True):
    """Sign-in; `place` where account numbers are unique within a place only."""

    login: Text
    password: Password
    place: Text | None = None
    client: Client = "site"
    device: Token | None = None


class SessionAnswer(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An open session. Tokens are for apps; the site has them in its cookies.

    `device` is what an app tells from now on, so that it is known as the same device.
    """

    account: str
    login: str
    language: str
    role: str
    expires_at: datetime
    eligible: bool
    must_change_password: bool
    token: str | None = None
    refresh_token: str | None = None
    refresh_expires_at: datetime | None = None
    device: str | None = None


class ChallengeForm(msgspec.Struct, kw_only=True):
    """The challenge of a sign-in that needs a second factor."""

    challenge: Token


class SecondForm(msgspec.Struct, kw_only=True):
    """A second factor: a code by text, from an authenticator app, or a recovery code.

    `remember` spares this device the second factor for 30 days.
    """

    challenge: Token
    factor: Literal["totp", "sms", "recovery"]
    code: Annotated[str, Meta(min_length=1, max_length=40)]
    remember: bool = False
    client: Client = "site"
    device: Token | None = None


class RefreshForm(msgspec.Struct, kw_only=True):
    """A refresh token, which is good once."""

    refresh_token: Token


class PasskeySignInForm(msgspec.Struct, kw_only=True):
    """What `navigator.credentials.get` answered, as WebAuthn's JSON."""

    challenge: Token
    credential: dict[str, Any]
    client: Client = "site"
    device: Token | None = None


class AppCodeForm(msgspec.Struct, kw_only=True):
    """PKCE: the S256 challenge of the app that opened the sign-in page, and its own state."""

    code_challenge: Token
    code_challenge_method: Literal["S256"] = "S256"
    state: Text = ""


class AppCodeAnswer(msgspec.Struct, kw_only=True):
    """The code, and the link that brings it to the app."""

    code: str
    app_link: str


class CodeSessionForm(msgspec.Struct, kw_only=True):
    """The code that came back to the app, and the verifier that only the app has."""

    code: Token
    code_verifier: Annotated[str, Meta(max_length=200)]
    device: Token | None = None


class RecoveryForm(msgspec.Struct, kw_only=True):
    """Who has forgotten their login or password."""

    login_or_email: Text
    place: Text | None = None


class RecoverForm(msgspec.Struct, kw_only=True):
    """A new password, with the token of the link and the login it is for."""

    token: Token
    login: Text
    password: Password
    place: Text | None = None


class AlarmForm(msgspec.Struct, kw_only=True):
    """ "This was not me": the token of the link, and the login it is for."""

    token: Token
    login: Text
    place: Text | None = None
