"""The second factor at sign-in: a code by text, from an authenticator app, or a recovery code.

Passkeys are two factors at once and stand in `passkeys`.
"""

from datetime import timedelta

from chalicelib.accounts import account as accounts
from chalicelib.accounts import codes, entry, factors, links, logins
from chalicelib.accounts.account import Account
from chalicelib.accounts.entry_schemas import ChallengeForm, SecondForm, SessionAnswer
from chalicelib.accounts.links import Link
from chalicelib.errors import Invalid, NotAllowed, NotFound
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

PURPOSE = "challenge"
LIVES = timedelta(minutes=10)


def challenge(visit: Visit, account: Account) -> NotAllowed:
    """The refusal that asks for a second factor, with what to answer it with.

    `factors` lists those set up, the cheapest and safest first, separated by spaces.
    """
    token, _ = links.make(
        PURPOSE,
        visit.operator,
        "",
        account.language,
        lives=LIVES,
        uses=codes.TRIES,
        account=account.account,
    )
    ending = account.phone[-2:] if account.phone and "sms" in account.factors else ""
    return NotAllowed(
        "second_factor_needed",
        challenge=token,
        factors=" ".join(account.factors),
        phone_ending=ending,
    )


def text(visit: Visit, form: ChallengeForm) -> None:
    """Text a code to the number that the account has set up.

    Raises `NotFound` for a challenge that is over, `NotAllowed` (`factor_unknown`), `TooMany`.
    """
    link, account = _of(visit, form.challenge)
    if "sms" not in account.factors or account.phone is None:
        raise NotAllowed("factor_unknown")
    codes.text(link, account.phone, account.language, proven=True)


def answer(visit: Visit, form: SecondForm) -> WithHeaders[SessionAnswer]:
    """Open the session once the second factor is right; each try counts, whatever the factor.

    Raises `Invalid` (`code_wrong` with the tries left), `NotFound` for a challenge that is over.
    """
    link, account = _of(visit, form.challenge)
    left = links.spend(link)
    if not _is_right(link, account, form):
        raise Invalid("code_wrong", fields={"code": "code_wrong"}, tries_left=left)
    links.close(link)
    return entry.let_in(
        visit,
        account,
        form.client,
        how=form.factor,
        assurance="two",
        told_device=form.device,
        trust=form.remember,
    )


def _is_right(link: Link, account: Account, form: SecondForm) -> bool:
    if form.factor == "sms":
        return codes.is_right(link, form.code)
    if form.factor == "totp":
        return factors.totp_is_right(account.account, form.code)
    return factors.use_recovery_code(account.account, form.code)


def _of(visit: Visit, token: str) -> tuple[Link, Account]:
    link = links.look(PURPOSE, visit.operator, token)
    account = accounts.find(link.account or logins.NOBODY)
    if account is None or account.locked or account.password_at > link.made_at:
        raise NotFound("link_expired")
    return link, account
