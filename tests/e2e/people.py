"""Customers of their own for browser tests, so that no test meets what another left behind."""

import random
import re
import string
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib import operators
from tests.stack import Stack

PASSWORD = "vier paarden drinken thee"


@dataclass
class Person:
    """Somebody with an account at the operator whose proof is a number and a code."""

    number: str
    email: str
    password: str = PASSWORD
    operator: str = "engie"


def digits(count: int) -> str:
    return "".join(random.choices(string.digits, k=count))


def newcomer(site: Stack) -> Person:
    """A customer dropped as the back office does, and signed up through the API."""
    number, code = f"2{digits(9)}", digits(10)
    who = Person(number, f"amina{digits(12)}@example.com")
    row = {"number": number, "name": "Amina Peeters", "surname": "Peeters", "activation_code": code}
    taken_in = drop(site, f"engie/customers-{number}.csv", row, wait=False)
    api = site.api()
    answer = api.post("/engie/signups", json={"email": who.email, "language": "fr"})
    assert answer.status_code == 202, answer.text
    token = link_in(site.wait_for_mail(who.email, seconds=90).text, "activate")
    taken_in()
    proof = {"token": token, "customer_number": number, "activation_code": code}
    proven = api.post("/engie/signups/prove", json=proof)
    assert proven.status_code == 200, proven.text
    done = api.post(
        "/engie/signups/complete",
        json={
            "token": token,
            "ticket": proven.json()["ticket"],
            "login": who.email,
            "password": who.password,
            "terms_version": operators.find("engie").terms.version,
            "language": "fr",
        },
    )
    assert done.status_code == 201, done.text
    return who


def drop(site: Stack, key: str, row: dict[str, str], *, wait: bool = True) -> Callable[[], None]:
    """Drop a file of one row into the inbox as the back office does, and wait until it is taken in;
    without `wait` the caller does, by calling what this gives.
    """
    s3 = site.client("s3")
    buckets = [each["Name"] for each in s3.list_buckets()["Buckets"]]
    (inbox,) = [name for name in buckets if "-inbox-" in name]
    operator, _, name = key.partition("/")
    text = f"{','.join(row)}\n{','.join(row.values())}\n"
    s3.put_object(Bucket=inbox, Key=key, Body=text.encode())

    def taken_in() -> None:
        _wait_for(s3, inbox, f"{operator}/reports/{name}")

    if wait:
        taken_in()
    return taken_in


def _wait_for(s3: Any, bucket: str, key: str, seconds: float = 60) -> None:
    """Wait until an object is there, as the report of a file that came in is."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if s3.list_objects_v2(Bucket=bucket, Prefix=key).get("KeyCount"):
            return
        time.sleep(0.3)
    raise AssertionError(f"{key} did not come within {seconds} s")


def link_in(text: str, page: str) -> str:
    """The token of the link to a page in the text of a mail."""
    found = re.search(rf"/{page}/#([\w-]+)", text)
    assert found, f"no link to {page} in:\n{text}"
    return found[1]
