"""Passkeys (WebAuthn): something one has and is at once, so signing in with one is both factors."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from chalicelib import audit, clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import alarm, entry, factors, letters, links, profile
from chalicelib.accounts.account import Account
from chalicelib.accounts.conditions import otherwise
from chalicelib.accounts.entry_schemas import PasskeySignInForm, SessionAnswer
from chalicelib.accounts.security_schemas import (
    PasskeyEntry,
    PasskeyForm,
    PasskeyOptions,
    PasswordForm,
)
from chalicelib.accounts.table import DeviceRow
from chalicelib.config import settings
from chalicelib.errors import Invalid, NotAllowed, NotFound
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

LIVES = timedelta(minutes=5)
MOST = 20
"""Passkeys an account may have."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key that signs in: its name, and when it was added and last used."""

    passkey: str
    name: str
    first_at: datetime
    last_at: datetime


def begin(visit: Visit, form: PasswordForm) -> PasskeyOptions:
    """What a browser needs to make a passkey for the caller; its options are WebAuthn's JSON."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    account = factors.confirm_password(visit, form.password)
    have = of_account(account.account)
    if len(have) >= MOST:
        raise NotAllowed("too_many_passkeys")
    options = generate_registration_options(
        rp_id=_host(),
        rp_name=operators.find(visit.operator).name,
        user_id=account.account.encode(),
        user_name=account.login,
        user_display_name=account.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=_bytes(key.passkey)) for key in have],
    )
    token = _keep(visit, options.challenge, account)
    return PasskeyOptions(challenge=token, options=json.loads(options_to_json(options)))


def add(visit: Visit, form: PasskeyForm) -> PasskeyEntry:
    """Add the passkey that a browser made. Raises `Invalid` (`passkey_refused`), `NotFound`."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    link = links.look("passkey", visit.operator, form.challenge)
    if link.account != visit.account:
        raise NotFound("link_expired")
    links.close(link)
    try:
        made = verify_registration_response(
            credential=form.credential,
            expected_challenge=_bytes(link.fact or ""),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Invalid("passkey_refused") from error
    now, account = clock.now(), profile.own(visit)
    row = DeviceRow(
        account.account,
        f"passkey#{_text(made.credential_id)}",
        name=form.name.strip()[:60],
        first_at=now,
        last_at=now,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
    )
    with otherwise(Invalid("passkey_refused")):
        row.save(condition=DeviceRow.device.does_not_exist())
    _tell(visit, account, "passkey_added")
    return _entry(_fact(row))


def of_account(account: str) -> list[Passkey]:
    """An account's passkeys."""
    return [_fact(row) for row in DeviceRow.query(account, DeviceRow.device.startswith("passkey#"))]


def standing(visit: Visit) -> list[PasskeyEntry]:
    """The caller's passkeys."""
    return [_entry(key) for key in of_account(visit.account)]


def remove(visit: Visit, passkey: str, form: PasswordForm) -> None:
    """Take a passkey away. Raises `NotFound`, `Invalid` (`password_wrong`)."""
    account = factors.confirm_password(visit, form.password)
    if passkey not in {key.passkey for key in of_account(account.account)}:
        raise NotFound("not_found")
    DeviceRow(account.account, f"passkey#{passkey}").delete()
    _tell(visit, account, "passkey_removed")


def begin_sign_in(visit: Visit) -> PasskeyOptions:
    """What a browser needs to sign in with a passkey; it names no account, so it tells nothing."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=_host(), user_verification=UserVerificationRequirement.REQUIRED
    )
    token = _keep(visit, options.challenge, None)
    return PasskeyOptions(challenge=token, options=json.loads(options_to_json(options)))


def sign_in(visit: Visit, form: PasskeySignInForm) -> WithHeaders[SessionAnswer]:
    """Open a session for a passkey. Raises `NotAllowed` (`passkey_unknown`, `account_locked`)."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    link = links.look("passkey", visit.operator, form.challenge)
    links.close(link)
    row = _row(form.credential)
    account = accounts.find(row.account) if row else None
    if row is None or account is None or account.operator != visit.operator:
        raise NotAllowed("passkey_unknown")
    try:
        verified = verify_authentication_response(
            credential=form.credential,
            expected_challenge=_bytes(link.fact or ""),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=row.public_key or b"",
            credential_current_sign_count=int(row.sign_count or 0),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise NotAllowed("passkey_unknown") from error
    if account.locked:
        raise NotAllowed("account_locked")
    row.sign_count, row.last_at = verified.new_sign_count, clock.now()
    row.save()
    return entry.let_in(
        visit, account, form.client, how="passkey", assurance="two", told_device=form.device
    )


def _row(credential: dict[str, Any]) -> DeviceRow | None:
    """The stored key that a credential claims to be; its user handle is our account's id."""
    try:
        account = _bytes(str(credential["response"]["userHandle"])).decode()
        return DeviceRow.get(account, f"passkey#{credential['id']}")
    except (KeyError, TypeError, ValueError, DeviceRow.DoesNotExist):
        return None


def _keep(visit: Visit, challenge: bytes, account: Account | None) -> str:
    token, _ = links.make(
        "passkey",
        visit.operator,
        "",
        visit.language,
        lives=LIVES,
        uses=1,
        account=account.account if account else None,
        fact=_text(challenge),
    )
    return token


def _tell(visit: Visit, account: Account, act: str) -> None:
    audit.record(visit.operator, act, by=account.account, about=account.account, visit=visit)
    letters.security(visit, account, act, alarm.make(visit, account))


def _origin() -> str:
    parts = urlsplit(settings().site_url)
    return f"{parts.scheme}://{parts.netloc}"


def _host() -> str:
    return urlsplit(settings().site_url).hostname or "localhost"


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _fact(row: DeviceRow) -> Passkey:
    return Passkey(row.device.removeprefix("passkey#"), row.name, row.first_at, row.last_at)


def _entry(key: Passkey) -> PasskeyEntry:
    return PasskeyEntry(
        passkey=key.passkey, name=key.name, added_at=key.first_at, used_at=key.last_at
    )
