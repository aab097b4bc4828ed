"""What the holder changes of the account: password, address, phone number, language.

Each asks for the password again, and each is told to the address that was there before.
"""

from datetime import timedelta

from chalicelib import audit, clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import (
    addresses,
    alarm,
    emails,
    factors,
    letters,
    links,
    logins,
    passwords,
    profile,
    recovery,
    refreshing,
    sessions,
)
from chalicelib.accounts.account import Account
from chalicelib.accounts.entry_schemas import SessionAnswer
from chalicelib.accounts.security_schemas import (
    CodeForm,
    EmailConfirmForm,
    EmailForm,
    LanguageForm,
    NewPasswordForm,
)
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.web import limits
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

PURPOSE = "email"
LIVES = timedelta(hours=24)


def password(visit: Visit, form: NewPasswordForm) -> WithHeaders[SessionAnswer]:
    """Change the password; other sessions end, and this one gets new tokens.

    Raises `Invalid` (`password_wrong`, `password_weak`, `password_same`).
    """
    account = factors.confirm_password(visit, form.password)
    operator = operators.find(visit.operator)
    if form.new_password == form.password:
        raise Invalid("password_weak", fields={"new_password": "password_same"}, shortest=12)
    passwords.require_strong(
        form.new_password,
        (account.login, account.email or "", account.name, operator.name),
        second_factor=bool(account.factors),
        field="new_password",
    )
    recovery.set_password(visit, account, form.new_password)
    return refreshing.rotate(visit, profile.own(visit))


def email(visit: Visit, form: EmailForm) -> None:
    """Send a link to a new address; it becomes the account's once it is confirmed there.

    Raises `Invalid` (`password_wrong`, `email_invalid`), `TooMany`. The answer never tells whether
    the address is taken.
    """
    account = factors.confirm_password(visit, form.password)
    address = emails.read(form.email)
    limits.count(f"mails|{account.account}", 5, 3600, code="too_many_mails")
    ask_to_confirm(visit, account, address)


def ask_to_confirm(visit: Visit, account: Account, address: str) -> None:
    """Write to an address that is to become an account's."""
    operator = operators.find(visit.operator)
    taken = accounts.by_login(logins.key(operator, address))
    token, _ = links.make(
        PURPOSE,
        visit.operator,
        address,
        account.language,
        lives=LIVES,
        uses=3,
        account=account.account,
        void=taken is not None,
    )
    if taken is None:
        letters.email_link(account, address, token)
    else:
        letters.already_activated(taken[0])


def confirm_email(visit: Visit, form: EmailConfirmForm) -> None:
    """Make the address behind a link the account's; the password shows that it is the holder.

    The earlier address is told. Raises `Invalid` (`password_wrong_at_link`), `NotFound`,
    `Conflict` (`email_taken`).
    """
    link = links.look(PURPOSE, visit.operator, form.token)
    found = accounts.with_password(link.account or logins.NOBODY)
    left = links.spend(link)
    if found is None or found[0].locked or not passwords.verify(found[1], form.password):
        raise Invalid("password_wrong_at_link", tries_left=left)
    account = found[0]
    if not addresses.swap(account, link.email, links.finish(link)):
        raise Conflict("email_taken")
    audit.record(
        visit.operator, "email_changed", by=account.account, about=account.account, visit=visit
    )
    if account.email:
        old = account.email
        letters.security(visit, account, "email_changed", alarm.make(visit, account, old))


def phone(visit: Visit, form: CodeForm) -> None:
    """Make a number the account's, once the code texted to it was typed.

    The code is asked for as for a second factor by text. Raises `Invalid` (`code_wrong`).
    """
    account = profile.own(visit)
    number = factors.phone_confirmed(visit, form)
    if not number:
        raise NotFound("link_expired")
    accounts.change(account.account, phone=number, phone_at=clock.now())
    audit.record(
        visit.operator, "phone_changed", by=account.account, about=account.account, visit=visit
    )
    letters.security(visit, account, "phone_changed", alarm.make(visit, account))


def language(visit: Visit, form: LanguageForm) -> None:
    """The language in which the account is written to."""
    if form.language not in operators.find(visit.operator).languages:
        raise Invalid("form_invalid", fields={"language": "field_invalid"})
    accounts.change(visit.account, language=form.language)
    sessions.change(visit.account, language=form.language)
