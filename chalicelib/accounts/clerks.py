"""Clerks: who is one, and what each role may do.

The back office appoints them with rows of `clerks*.csv`: whoever may write into the operator's
inbox may say who works at its counter. A clerk can open customers' accounts, so each signs in with
two factors.
"""

import re
from datetime import timedelta

from chalicelib import audit, clock, operators, storage
from chalicelib.accounts import account as accounts
from chalicelib.accounts import emails, letters, links, logins, passwords, sessions, tokens
from chalicelib.errors import Invalid, NotAllowed
from chalicelib.web.visit import Visit

CLERK = frozenset(
    {
        "find",
        "register",
        "unlock",
        "take_payments",
        "take_readings",
        "answer_tickets",
        "review_bills",
        "cap_leaks",
    }
)
MAY = {
    "clerk": CLERK,
    "supervisor": CLERK
    | {"read_trail", "refund", "release_bills", "run_billing", "correct_bills", "manage_clerks"},
}
"""What each role may do: a clerk looks at strange bills, a supervisor lets them go out."""
DISMISSED = "dismissed"
BACK_OFFICE = "back_office"
WELCOME = timedelta(hours=72)


def require(visit: Visit, act: str) -> str:
    """The account of the calling clerk, who may do `act`.

    Raises `NotAllowed` (`role_may_not`, `second_factor_required`).
    """
    assert visit.session is not None, "only on the staff's routes"
    if act not in MAY.get(visit.session.role, frozenset()):
        raise NotAllowed("role_may_not")
    if visit.session.assurance != "two":
        raise NotAllowed("second_factor_required")
    return visit.account


def take(operator: str, row: dict[str, str]) -> None:
    """Take one clerk in.

    Columns: `login`, `name`, `email`, `role` (clerk, supervisor, dismissed), `language`. A new
    clerk gets a mail to choose a password; one that is dismissed is out at once. Raises `Invalid`
    (`row_invalid`).
    """
    pack = operators.find(operator)
    wrong = {
        name: "column_missing" for name in ("login", "name", "email", "role") if not row.get(name)
    }
    login, role = row.get("login", ""), row.get("role", "")
    if not is_login(login):
        wrong.setdefault("login", "column_malformed")
    if role not in MAY and role != DISMISSED:
        wrong.setdefault("role", "column_malformed")
    language = row.get("language") or pack.languages[0]
    if language not in pack.languages:
        wrong["language"] = "column_malformed"
    try:
        emails.read(row.get("email", ""))
    except Invalid:
        wrong.setdefault("email", "email_invalid")
    if wrong:
        raise Invalid("row_invalid", fields=wrong)
    found = accounts.by_login(logins.key(pack, login))
    if found is None and role != DISMISSED:
        appoint(operator, login, row["name"], emails.read(row["email"]), role, language)
    elif found is not None:
        change(operator, found[0], row["name"], role)


def is_login(login: str) -> bool:
    """Whether a clerk may sign in by this: no address, and nothing that means a place."""
    return re.fullmatch(r"[^\s#/@]{3,64}", login) is not None


def appoint(
    operator: str,
    login: str,
    name: str,
    email: str,
    role: str,
    language: str,
    by: str = BACK_OFFICE,
) -> str:
    """Make a clerk's account and mail its link; the account. Raises `TransactionLost` when the
    login is taken.
    """
    account = storage.new_id("acc")
    storage.transact(
        [
            logins.take(logins.key(operators.find(operator), login), account),
            accounts.create(
                account,
                operator=operator,
                role=role,
                staff_of=operator,
                login=login,
                email=email,
                name=name,
                language=language,
                password=passwords.hashed(tokens.new()),
            ),
            audit.entry(operator, "clerk_appointed", by=by, about=account, role=role),
        ]
    )
    welcome(operator, account, login, email, language)
    return account


def welcome(operator: str, account: str, login: str, email: str, language: str) -> None:
    """Mail a clerk a link to choose a password."""
    token, _ = links.make(
        "recovery", operator, email, language, lives=WELCOME, uses=3, account=account
    )
    letters.clerk_welcome(operator, email, language, login, token)


def change(
    operator: str, account: accounts.Account, name: str, role: str, by: str = BACK_OFFICE
) -> None:
    """Another name or role, or `DISMISSED`; sessions end at once, so that the role counts."""
    if account.role == "customer":
        raise Invalid("row_invalid", fields={"login": "login_taken"})
    if role == DISMISSED:
        if not account.locked:
            accounts.change(account.account, locked_at=clock.now(), staff_of=operator)
            audit.record(operator, "clerk_dismissed", by=by, about=account.account)
        sessions.end_all(account.account)
    elif (name, role, False) != (account.name, account.role, account.locked):
        accounts.change(account.account, name=name, role=role, locked_at=None, staff_of=operator)
        sessions.end_all(account.account)
        audit.record(operator, "clerk_changed", by=by, about=account.account, role=role)
