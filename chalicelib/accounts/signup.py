"""Sign-up up to the mailbox: ask, send again, correct the address.

A pending sign-up reserves nothing: any number may be pending for one address or customer, and who
confirms first has it. The answer is the same whether or not the address has an account.
"""

from datetime import UTC, datetime, timedelta

from chalicelib import clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import emails, letters, links, logins, passwords, phones, proof, tokens
from chalicelib.accounts.schemas import AgainForm, CorrectForm, SignupAnswer, SignupForm
from chalicelib.accounts.table import SignupRow
from chalicelib.errors import Conflict, Malformed, NotFound
from chalicelib.i18n import t
from chalicelib.operators import Operator
from chalicelib.web import limits
from chalicelib.web.visit import Visit

MAILS_TO_ADDRESS = (5, 3600)
SIGNUPS_FROM_IP = (60, 3600)


def ask(visit: Visit, form: SignupForm) -> SignupAnswer:
    """Send a link to an address; where the pack asks it, the proof is checked first.

    Raises `Invalid` for what is not well-formed or a proof that is wrong, `Conflict`
    (`already_activated`) for a customer with an account, `TooMany`.
    """
    operator = operators.find(visit.operator)
    email = emails.read(form.email)
    language = form.language if form.language in operator.languages else visit.language
    customer = password = None
    phone = phones.read(form.phone, operator.country) if form.phone else None
    if operator.proof.asked == "before_mail":
        given = proof.read(operator, form.proof.typed())
        if form.password is not None:
            passwords.require_strong(form.password, (email, *given.values()))
        proof.count(visit, given, email)
        found = proof.check(operator, given, email)
        if found is None:
            raise proof.refuse()
        proof.forgive(visit, given)
        if found.account is not None:
            raise Conflict("already_activated")
        customer = found.number
        password = passwords.hashed(form.password) if form.password is not None else None
    _limit(visit, email)
    return _send(operator, email, language, customer=customer, password=password, phone=phone)


def again(visit: Visit, form: AgainForm) -> SignupAnswer:
    """Send the link again; the earlier one ends. Same answer whether or not one is pending."""
    operator = operators.find(visit.operator)
    email = emails.read(form.email)
    _limit(visit, email)
    latest, pending = _pending(operator, email)
    links.annul(latest)
    if pending is not None:
        kept = {"customer": pending.customer, "password": pending.password, "phone": pending.phone}
        return _send(operator, email, pending.language, **kept)
    if operator.proof.asked == "after_link":
        return _send(operator, email, visit.language)
    letters.signup_over(operator.code, email, visit.language)
    return _answer(operator, email, visit.language, "")


def correct(visit: Visit, form: CorrectForm) -> SignupAnswer:
    """Send a pending sign-up to another address; only who began it has the handle for that.

    Raises `NotFound` (`link_expired`) when nothing is pending under the handle.
    """
    operator = operators.find(visit.operator)
    wrong, email = emails.read(form.email), emails.read(form.new_email, "new_email")
    if not tokens.is_shaped(form.signup):
        raise Malformed("token_malformed")
    latest, pending = _pending(operator, wrong)
    if pending is None or pending.handle_hash != tokens.digest(form.signup):
        raise NotFound("link_expired")
    _limit(visit, email)
    links.annul(latest)
    SignupRow(_pointer(operator, wrong)).delete()
    kept = {"customer": pending.customer, "password": pending.password, "phone": pending.phone}
    return _send(operator, email, pending.language, **kept)


def _send(
    operator: Operator,
    email: str,
    language: str,
    customer: str | None = None,
    password: str | None = None,
    phone: str | None = None,
) -> SignupAnswer:
    """Store the link, remember it as the latest for this address, and write to the mailbox.

    An address with an account gets a void link, which no mail carries, and a mail that says so.
    """
    known = accounts.by_login(logins.key(operator, email))
    handle = tokens.new()
    token, _ = links.make(
        "signup",
        operator.code,
        email,
        language,
        lives=timedelta(hours=operator.link.hours),
        uses=operator.link.uses,
        void=known is not None,
        customer=customer,
        password=password,
        phone=phone,
        handle_hash=tokens.digest(handle),
    )
    SignupRow(
        _pointer(operator, email),
        purpose="latest",
        operator=operator.code,
        email=email,
        language=language,
        expires_at=clock.epoch() + operator.link.hours * 3600,
        uses_left=0,
        latest=tokens.digest(token),
        made_at=clock.now(),
    ).save()
    if known is not None:
        letters.already_activated(known[0])
    else:
        letters.signup_link(operator, email, language, token)
    return _answer(operator, email, language, handle)


def _answer(operator: Operator, email: str, language: str, handle: str) -> SignupAnswer:
    expires = datetime.fromtimestamp(clock.epoch(), UTC) + timedelta(hours=operator.link.hours)
    return SignupAnswer(
        email=email,
        expires_at=expires,
        spam_hint=t(language, "door.sent.spam"),
        signup=handle or tokens.new(),
    )


def _pending(operator: Operator, email: str) -> tuple[str, SignupRow | None]:
    """The latest sign-up of an address: its token's hash, and its row when it is live.

    Two reads, whether or not there is one.
    """
    try:
        latest = SignupRow.get(_pointer(operator, email)).latest or "none"
    except SignupRow.DoesNotExist:
        latest = "none"
    try:
        row = SignupRow.get(latest)
    except SignupRow.DoesNotExist:
        return latest, None
    return latest, row if row.expires_at > clock.epoch() and not row.void else None


def _pointer(operator: Operator, email: str) -> str:
    return "latest|" + tokens.digest(f"{operator.code}#{emails.key(email)}")


def _limit(visit: Visit, email: str) -> None:
    """Limits that do not depend on whether the address is known."""
    limits.count(f"signup|{visit.operator}|{visit.ip}", *SIGNUPS_FROM_IP)
    address = tokens.digest(emails.key(email))
    limits.count(f"mails|{visit.operator}|{address}", *MAILS_TO_ADDRESS, code="too_many_mails")
