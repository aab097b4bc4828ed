"""Who works at the counter: a supervisor sees, invites, changes and dismisses clerks."""

from chalicelib import audit, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import clerks, emails, logins
from chalicelib.accounts.account import Account
from chalicelib.accounts.office_schemas import (
    ClerkChangeForm,
    ClerkForm,
    ClerksAnswer,
    ClerkSeen,
    DeskAnswer,
)
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.storage import TransactionLost
from chalicelib.web.visit import Visit


def desk(visit: Visit) -> DeskAnswer:
    """Who sits at the desk, and what this clerk may do; also before a second factor is set up."""
    assert visit.session is not None, "only on the staff's routes"
    account = accounts.find(visit.account)
    if account is None:
        raise NotFound("clerk_unknown")
    return DeskAnswer(
        account=account.account,
        login=account.login,
        name=account.name,
        role=account.role,
        may=sorted(clerks.MAY.get(account.role, ())),
        second_factor=visit.session.assurance == "two",
        factors=list(account.factors),
    )


def everyone(visit: Visit) -> ClerksAnswer:
    """The operator's clerks, those who were dismissed last."""
    clerks.require(visit, "manage_clerks")
    return ClerksAnswer(items=[_seen(each) for each in accounts.staff_of(visit.operator)])


def invite(visit: Visit, form: ClerkForm) -> ClerkSeen:
    """Appoint a clerk, who gets a mail to choose a password.

    Raises `Invalid` (`login_invalid`, `email_invalid`, `name_missing`), `Conflict` (`login_taken`).
    """
    supervisor = clerks.require(visit, "manage_clerks")
    pack = operators.find(visit.operator)
    wrong = {} if clerks.is_login(form.login) else {"login": "login_invalid"}
    if not form.name.strip():
        wrong["name"] = "name_missing"
    try:
        email = emails.read(form.email)
    except Invalid:
        wrong["email"] = "email_invalid"
    if wrong:
        raise Invalid("form_invalid", fields=wrong)
    if logins.find(logins.key(pack, form.login)) is not None:
        raise Conflict("login_taken")
    language = form.language if form.language in pack.languages else visit.language
    try:
        account = clerks.appoint(
            visit.operator,
            form.login,
            form.name.strip(),
            email,
            form.role,
            language,
            by=supervisor,
        )
    except TransactionLost as lost:
        raise Conflict("login_taken") from lost
    return _seen(_one(visit, account))


def change(visit: Visit, account: str, form: ClerkChangeForm) -> ClerkSeen:
    """Give a clerk another role, or dismiss them: they are out at once.

    Nobody changes their own role, so that a supervisor is always left. Raises `NotFound`
    (`clerk_unknown`), `Conflict` (`clerk_self`).
    """
    supervisor = clerks.require(visit, "manage_clerks")
    clerk = _one(visit, account)
    if clerk.account == supervisor:
        raise Conflict("clerk_self")
    clerks.change(visit.operator, clerk, clerk.name, form.role, by=supervisor)
    return _seen(_one(visit, account))


def invite_again(visit: Visit, account: str) -> None:
    """Send a clerk another link to choose a password; raises `NotFound`, `Conflict` (dismissed)."""
    supervisor = clerks.require(visit, "manage_clerks")
    clerk = _one(visit, account)
    if clerk.locked or clerk.email is None:
        raise Conflict("clerk_dismissed")
    clerks.welcome(visit.operator, clerk.account, clerk.login, clerk.email, clerk.language)
    audit.record(visit.operator, "clerk_invited", by=supervisor, about=account, visit=visit)


def _one(visit: Visit, account: str) -> Account:
    found = accounts.find(account)
    if found is None or found.operator != visit.operator or found.role == "customer":
        raise NotFound("clerk_unknown")
    return found


def _seen(account: Account) -> ClerkSeen:
    return ClerkSeen(
        account=account.account,
        login=account.login,
        name=account.name,
        email=account.email,
        role=account.role,
        language=account.language,
        dismissed=account.locked,
        factors=list(account.factors),
    )
