"""Steps that the door's tests share: what a back office, a mailbox and a person do."""

import random
import string
from dataclasses import dataclass
from typing import Any

from chalicelib import operators
from chalicelib.accounts import intake
from tests.cloud import Api, TestCloud

PASSWORD = "vier paarden drinken thee"


def digits(count: int, first: str = "") -> str:
    """A number nobody else in this run has, with overwhelming likelihood."""
    return first + "".join(random.choices(string.digits, k=count - len(first)))


@dataclass
class Home:
    """A customer of the operator whose proof is a number and a code."""

    number: str
    code: str
    email: str
    operator: str = "engie"

    @property
    def proof(self) -> dict[str, str]:
        return {"customer_number": self.number, "activation_code": self.code}


def home(**more: str) -> Home:
    """A customer, taken in as the back office's file would be."""
    number, code = digits(10, "2"), digits(10)
    row = {
        "number": number,
        "name": "Amina Peeters",
        "surname": "Peeters",
        "street": "Rue Haute 1",
        "postcode": "1000",
        "place": "Bruxelles",
        "activation_code": code,
    }
    intake.take("engie", row | more)
    return Home(number, code, f"amina{digits(12)}@example.com")


def code_of(response: Any, status: int) -> str:
    """The code of a refusal, whose status is as told."""
    assert response.status_code == status, response.text
    return str(response.json()["code"])


def link_token(cloud: TestCloud, email: str, page: str = "activate") -> str:
    """The token in the latest mail to an address."""
    cloud.drain("outbox")
    mail = [each for each in cloud.mails(to=email) if f"/{page}/#" in each.text][-1]
    return mail.text.split(f"/{page}/#")[1].split()[0]


def asked(api: Api, cloud: TestCloud, who: Home) -> str:
    """Ask for a sign-up; the token in the mail."""
    response = api.post(f"/{who.operator}/signups", json={"email": who.email, "language": "fr"})
    assert response.status_code == 202, response.text
    return link_token(cloud, who.email)


def completion(who: Home, token: str, ticket: str, **more: str) -> dict[str, str]:
    """The last form of a sign-up."""
    return {
        "token": token,
        "ticket": ticket,
        "login": who.email,
        "password": PASSWORD,
        "terms_version": operators.find(who.operator).terms.version,
        "language": "fr",
    } | more


def activated(api: Api, cloud: TestCloud, who: Home, **more: str) -> str:
    """A whole sign-up; the login."""
    token = asked(api, cloud, who)
    ticket = api.post("/engie/signups/prove", json={"token": token} | who.proof).json()["ticket"]
    done = api.post("/engie/signups/complete", json=completion(who, token, ticket, **more))
    assert done.status_code == 201, done.text
    return str(done.json()["login"])


def signed_in(api: Api, cloud: TestCloud, who: Home | None = None, **more: str) -> Home:
    """A whole sign-up, then signed in with a cookie."""
    who = who or home()
    login = activated(api, cloud, who, **more)
    done = api.post("/engie/sessions", json={"login": login, "password": PASSWORD})
    assert done.status_code == 201, done.text
    return who
