"""The door's mails: links, and every notice about an account's safety."""

from datetime import datetime

from chalicelib import clock, i18n, operators
from chalicelib.accounts import agents, devices
from chalicelib.accounts.account import Account
from chalicelib.accounts.customers import Customer
from chalicelib.config import settings
from chalicelib.i18n import formats
from chalicelib.notifications import Recipient, send
from chalicelib.operators import Operator
from chalicelib.web.visit import Visit


def page(operator: str, language: str, name: str, token: str = "") -> str:
    """The URL of a page of the site; a token stands in its fragment, which no request carries."""
    url = f"{settings().site_url}/{operator}/{language}/{name}/"
    return f"{url}#{token}" if token else url


def signup_link(operator: Operator, email: str, language: str, token: str) -> None:
    """The link that goes on with a sign-up."""
    link = operator.link
    span = ("days", link.hours // 24) if link.hours % 24 == 0 else ("hours", link.hours)
    facts = {
        "uses": i18n.t(language, "mail.signup_link.uses", count=link.uses),
        "span": i18n.t(language, f"mail.signup_link.{span[0]}", count=span[1]),
    }
    secrets = {
        "open": page(operator.code, language, "activate", token),
        "online": page(operator.code, language, "letter", token),
    }
    to = Recipient(email)
    send(
        operator.code,
        to=to,
        kind="signup_link",
        language=language,
        facts=facts,
        secrets=secrets,
    )


def already_activated(account: Account) -> None:
    """Somebody asked to sign up with the address of an account that exists."""
    send(
        account.operator,
        to=account.recipient,
        kind="already_activated",
        language=account.language,
        facts={
            "login": account.spoken_login,
            "sign_in": page(account.operator, account.language, "login"),
            "recover": page(account.operator, account.language, "recover"),
        },
    )


def signup_over(operator: str, email: str, language: str) -> None:
    """Somebody asked to send a link again where nothing is pending any more."""
    facts = {"start": page(operator, language, "signup")}
    send(operator, to=Recipient(email), kind="signup_over", language=language, facts=facts)


def email_link(account: Account, address: str, token: str) -> None:
    """A link to confirm an address that is to become an account's."""
    send(
        account.operator,
        to=Recipient(address, account=account.account),
        kind="email_link",
        language=account.language,
        facts={"login": account.spoken_login},
        secrets={"open": page(account.operator, account.language, "confirm-email", token)},
    )


def clerk_welcome(operator: str, email: str, language: str, login: str, token: str) -> None:
    """The link with which a new clerk chooses a password."""
    send(
        operator,
        to=Recipient(email),
        kind="clerk_welcome",
        language=language,
        facts={"login": login},
        secrets={"open": page(operator, language, "recover", token)},
    )


def nothing(operator: str, language: str) -> None:
    """A message to nobody, so that an unknown account takes as long as a known one."""
    send(operator, to=Recipient(), kind="nothing", language=language)


def proof_locked(visit: Visit, customer: Customer) -> None:
    """Somebody tried too often to prove to be a customer; told to the address on file, if any."""
    operator = operators.find(visit.operator)
    language = customer.language or operator.languages[0]
    if customer.email:
        hour = clock.now().strftime("%Y%m%d%H")
        send(
            visit.operator,
            to=Recipient(customer.email, account=customer.account),
            kind="proof_locked",
            language=language,
            facts={"number": customer.number, "name": customer.name},
            once=f"proof_locked#{customer.number}#{hour}",
        )


def recovery_link(visit: Visit, account: Account, token: str, alarm: str) -> None:
    """A link to choose a new password, with the login, and a way to say "this was not me"."""
    _alarming(
        visit,
        account,
        "recovery_link",
        alarm,
        facts={"login": account.spoken_login},
        secrets={"open": page(account.operator, account.language, "recover", token)},
    )


def security(visit: Visit, account: Account, kind: str, alarm: str, **facts: str) -> None:
    """A notice about an account's safety (`password_changed`, `new_device` …), which every one of
    lets the holder say "this was not me".
    """
    _alarming(visit, account, kind, alarm, facts=facts, secrets={})


def _alarming(
    visit: Visit,
    account: Account,
    kind: str,
    alarm: str,
    facts: dict[str, str],
    secrets: dict[str, str],
) -> None:
    known = circumstances(visit, account.language, clock.now())
    sounds = page(account.operator, account.language, "alarm", alarm)
    if not account.email and account.phone:
        # Whoever was given access at the counter may have a telephone only.
        what = i18n.t(account.language, f"mail.{kind}.subject", operator="")
        send(
            account.operator,
            to=account.recipient,
            kind="security_text",
            language=account.language,
            facts={"what": what, "when": known["when"]},
            secrets={"alarm": sounds},
            channel="sms",
        )
        return
    send(
        account.operator,
        to=account.recipient,
        kind=kind,
        language=account.language,
        facts={**known, **facts},
        secrets={**secrets, "alarm": sounds},
    )


def circumstances(visit: Visit, language: str, at: datetime) -> dict[str, str]:
    """When, from where and with what an act was done, written for the reader."""
    zone = operators.find(visit.operator).time_zone
    town, country = devices.place_of(visit)
    place = f"{town} ({country})" if town and country else town or country
    return {
        "when": formats.moment(language, at, zone),
        "ip": f"{visit.ip}, {place}" if place else visit.ip,
        "device": agents.name_of(visit.device),
    }
