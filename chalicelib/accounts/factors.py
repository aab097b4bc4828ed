"""Second factors of an account: set up, taken away, and checked."""

import secrets

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib import audit, clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import (
    alarm,
    codes,
    letters,
    links,
    passwords,
    phones,
    profile,
    refreshing,
    sealing,
    tokens,
)
from chalicelib.accounts.account import Account
from chalicelib.accounts.security_schemas import (
    ChallengeAnswer,
    CodeForm,
    FactorsAnswer,
    PasswordForm,
    RecoveryCodesAnswer,
    TextFactorForm,
    TotpAnswer,
)
from chalicelib.accounts.table import AccountRow
from chalicelib.errors import Conflict, Invalid, NotAllowed
from chalicelib.web import limits
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

RECOVERY_CODES = 10
STEP_SECONDS = 30
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def confirm_password(visit: Visit, password: str) -> Account:
    """The caller's account, once the caller has typed its password again.

    Raises `Invalid` (`password_wrong`), `TooMany`.
    """
    account = profile.own(visit)
    limits.count(f"again|{account.account}", 10, 900, code="sign_in_locked")
    found = accounts.with_password(account.account)
    if found is None or not passwords.verify(found[1], password):
        raise Invalid("password_wrong", fields={"password": "password_wrong"})
    return account


def standing(visit: Visit) -> FactorsAnswer:
    """What the caller has set up."""
    account = profile.own(visit)
    return FactorsAnswer(
        factors=list(account.factors),
        phone=account.phone,
        recovery_codes_left=account.recovery_codes_left,
    )


def begin_totp(visit: Visit, form: PasswordForm) -> TotpAnswer:
    """A new key for an authenticator app; it counts once a code from it was typed."""
    import pyotp

    account = confirm_password(visit, form.password)
    secret = pyotp.random_base32()
    token, _ = links.make(
        "totp",
        visit.operator,
        "",
        account.language,
        lives=codes.LIVES * 2,
        uses=codes.TRIES,
        account=account.account,
        fact=sealing.seal(secret),
    )
    issuer = operators.find(visit.operator).name
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=issuer)
    return TotpAnswer(challenge=token, secret=secret, uri=uri)


def confirm_totp(visit: Visit, form: CodeForm) -> WithHeaders[RecoveryCodesAnswer]:
    """Set the authenticator app up. Raises `Invalid` (`code_wrong`), `NotFound`."""
    link = links.look("totp", visit.operator, form.challenge)
    if link.account != visit.account or link.fact is None:
        raise NotAllowed("factor_unknown")
    left = links.spend(link)
    step = _step_of(sealing.unseal(link.fact), form.code)
    if step is None:
        raise Invalid("code_wrong", fields={"code": "code_wrong"}, tries_left=left)
    links.close(link)
    accounts.change(visit.account, totp_secret=link.fact, totp_step=step, totp_at=clock.now())
    return _set_up(visit, "totp")


def begin_text(visit: Visit, form: TextFactorForm) -> ChallengeAnswer:
    """Text a code to a number, which becomes the account's once it was typed."""
    account = confirm_password(visit, form.password)
    phone = phones.read(form.phone, operators.find(visit.operator).country)
    token, _ = links.make(
        "text",
        visit.operator,
        "",
        account.language,
        lives=codes.LIVES * 2,
        uses=codes.TRIES,
        account=account.account,
    )
    link = links.look("text", visit.operator, token)
    codes.text(link, phone, account.language, proven=False)
    return ChallengeAnswer(challenge=token)


def confirm_text(visit: Visit, form: CodeForm) -> WithHeaders[RecoveryCodesAnswer]:
    """Set codes by text up, and the number with them. Raises `Invalid` (`code_wrong`)."""
    phone = phone_confirmed(visit, form)
    accounts.change(visit.account, text_factor=True, phone=phone, phone_at=clock.now())
    return _set_up(visit, "sms")


def phone_confirmed(visit: Visit, form: CodeForm) -> str:
    """The number that a code was texted to and typed from."""
    link = links.look("text", visit.operator, form.challenge)
    if link.account != visit.account:
        raise NotAllowed("factor_unknown")
    left = links.spend(link)
    if not codes.is_right(link, form.code):
        raise Invalid("code_wrong", fields={"code": "code_wrong"}, tries_left=left)
    phone = links.look_again(link).fact
    links.close(link)
    return phone or ""


def remove(visit: Visit, factor: str, form: PasswordForm) -> None:
    """Take a factor away; the holder is told.

    The password that is left alone must be strong enough for that. Raises `NotAllowed`
    (`factor_unknown`), `Conflict` (`password_weak_alone`).
    """
    account = confirm_password(visit, form.password)
    if factor not in account.factors:
        raise NotAllowed("factor_unknown")
    if len(account.factors) == 1:
        _stands_alone(visit, account, form.password)
    if factor == "totp":
        accounts.change(account.account, totp_secret=None, totp_step=None, totp_at=None)
    else:
        accounts.change(account.account, text_factor=False)
    if len(account.factors) == 1:
        accounts.change(account.account, recovery_codes=None)
    _tell(visit, account, "factor_removed", factor)


def _stands_alone(visit: Visit, account: Account, password: str) -> None:
    """Refuse a password that was only good enough beside a second factor."""
    about = (account.login, account.email or "", account.name, operators.find(visit.operator).name)
    try:
        passwords.require_strong(password, about)
    except Invalid as weak:
        raise Conflict("password_weak_alone", shortest=passwords.SHORTEST) from weak


def new_recovery_codes(visit: Visit, form: PasswordForm) -> RecoveryCodesAnswer:
    """Ten new recovery codes; the earlier ones are no longer good."""
    account = confirm_password(visit, form.password)
    if not account.factors:
        raise Conflict("no_second_factor")
    return RecoveryCodesAnswer(recovery_codes=_new_codes(account.account))


def _set_up(visit: Visit, factor: str) -> WithHeaders[RecoveryCodesAnswer]:
    account = profile.own(visit)
    fresh = _new_codes(account.account) if account.recovery_codes_left == 0 else []
    _tell(visit, account, "factor_added", factor)
    rotated = refreshing.rotate(visit, account, "two")
    said = RecoveryCodesAnswer(recovery_codes=fresh, session=rotated.body)
    return WithHeaders(said, rotated.headers)


def _tell(visit: Visit, account: Account, act: str, factor: str) -> None:
    audit.record(
        visit.operator,
        act,
        by=account.account,
        about=account.account,
        visit=visit,
        factor=factor,
    )
    letters.security(visit, account, act, alarm.make(visit, account))


def _new_codes(account: str) -> list[str]:
    """Codes of 16 letters and digits (79 bits): enough that a fast hash keeps them."""
    fresh = [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
        for _ in range(RECOVERY_CODES)
    ]
    digests = {tokens.digest(_plain(code)) for code in fresh}
    accounts.change(account, recovery_codes=digests, codes_at=clock.now())
    return fresh


def _plain(code: str) -> str:
    return "".join(each for each in code.casefold() if each.isalnum())


def use_recovery_code(account: str, typed: str) -> bool:
    """Whether this is one of the account's recovery codes; it is gone then."""
    digest = tokens.digest(_plain(typed))
    return _changed(
        account,
        [AccountRow.recovery_codes.delete({digest})],
        AccountRow.recovery_codes.contains(digest),
    )


def totp_is_right(account: str, typed: str) -> bool:
    """Whether an authenticator app shows this code now; each code is good once.

    Source: RFC 6238, 5.2: one step of clock drift either way, no code accepted twice.
    """
    row = AccountRow.get(account, consistent_read=True)
    if row.totp_secret is None:
        return False
    step = _step_of(sealing.unseal(row.totp_secret), typed)
    if step is None:
        return False
    later = AccountRow.totp_step.does_not_exist() | (AccountRow.totp_step < step)
    return _changed(account, [AccountRow.totp_step.set(step)], later)


def _step_of(secret: str, typed: str) -> int | None:
    """The time step that a code belongs to, None when it belongs to none near now."""
    import hmac

    import pyotp

    code = "".join(each for each in typed if each.isdigit())
    totp, now = pyotp.TOTP(secret), clock.epoch() // STEP_SECONDS
    steps = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(totp.generate_otp(step), code)
    ]
    return steps[0] if steps else None


def _changed(account: str, actions: list[Action], condition: Condition) -> bool:
    try:
        AccountRow(account).update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True
