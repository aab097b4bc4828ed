"""Proof of identity, composed of the parts that an operator's pack asks for.

The same code runs before the mail is sent and behind its link; failed tries are counted for each
customer and each address, in short windows, so that nobody can lock a stranger out for long.
"""

import hmac
import re
from collections.abc import Mapping

from chalicelib import operators
from chalicelib.accounts import customers, devices, emails, letters, logins, tokens
from chalicelib.accounts.customers import Customer
from chalicelib.errors import Invalid
from chalicelib.operators import Operator
from chalicelib.web import limits
from chalicelib.web.visit import Visit

Given = Mapping[str, str]
"""What somebody typed, by kind of part."""

TRIES = (30, 3600)
"""Tries in an hour from one address, mailbox or device."""
SLOWED = (5, 60)
LOCKED = (10, 3600)
"""Tries at one customer, in a minute and in an hour."""
_NOBODY = Customer("", "nobody", "", email="nobody@nowhere.invalid")


def read(operator: Operator, typed: Mapping[str, str | None]) -> dict[str, str]:
    """The parts in the shape that the pack gives them, without spaces around them.

    Raises `Invalid` (`form_invalid`) naming each part that is missing or not well-formed; nothing
    was tried then. Parts that the pack does not ask for are left out.
    """
    given: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for part in operator.proof.parts:
        value = (typed.get(part.kind) or "").strip()
        if part.kind in ("customer_number", "contract_number", "activation_code"):
            # As printed on some invoices: in groups, with spaces or dots between them.
            value = re.sub(r"[\s.\N{NO-BREAK SPACE}]", "", value).upper()
        if value:
            given[part.kind] = value
            if not re.fullmatch(part.pattern, value) or len(value) > 80:
                wrong[part.kind] = "proof_malformed"
        elif not part.optional:
            wrong[part.kind] = "proof_missing"
    if wrong:
        raise Invalid("form_invalid", fields=wrong)
    return given


def count(visit: Visit, given: Given, email: str) -> None:
    """Count one try before it is made: for the customer, the address written from, the caller's
    network address and device. A few in a minute slow it down, many in an hour stop it.

    Raises `TooMany` (`proof_locked`). The customer is told by mail, once an hour at most, when
    tries at their number run out.
    """
    device = devices.token_of(visit)
    buckets = [f"ip|{visit.ip}", f"mail|{emails.key(email)}", f"device|{device}" if device else ""]
    for bucket in filter(None, buckets):
        limits.count(f"proof|{visit.operator}|{tokens.digest(bucket)}", *TRIES, code="proof_locked")
    bucket = _bucket(visit, given)
    limits.count(bucket, *SLOWED, code="proof_slowed")
    if limits.count(bucket, *LOCKED, code="proof_locked") == 0:
        customer = _named(operators.find(visit.operator), given)
        if customer is not None:
            letters.proof_locked(visit, customer)


def forgive(visit: Visit, given: Given) -> None:
    """Set the count of tries at a customer back, once a proof was right."""
    for _, seconds in (SLOWED, LOCKED):
        limits.forgive(_bucket(visit, given), seconds)


def check(operator: Operator, given: Given, email: str) -> Customer | None:
    """The customer who shows these parts, None when they do not belong together.

    A part that the pack makes optional may be left out only by who writes from the address that
    the operator already knows: one number alone proves nothing. Unknown customers take as long.
    """
    found = _named(operator, given)
    customer = found or _NOBODY
    right = found is not None
    for part in operator.proof.parts:
        if part.kind in ("customer_number", "place", "account_number"):
            continue
        if part.kind in given:
            right &= _matches(part.kind, given[part.kind], customer)
        else:
            right &= _same(emails.key(email), emails.key(customer.email or ""))
    return found if right else None


def _bucket(visit: Visit, given: Given) -> str:
    name = "/".join(given.get(kind, "") for kind in ("customer_number", "place", "account_number"))
    return f"proof|{visit.operator}|{tokens.digest(logins.fold(name))}"


def _named(operator: Operator, given: Given) -> Customer | None:
    if "customer_number" in given:
        return customers.find(operator.code, given["customer_number"])
    place, number = given.get("place", ""), given.get("account_number", "")
    return customers.find_in_place(operator.code, place, number)


def _matches(kind: str, value: str, customer: Customer) -> bool:
    """Whether one part is the customer's; comparing takes the same time whatever differs."""
    known: frozenset[str]
    if kind == "contract_number":
        known = customer.contract_numbers
    elif kind == "meter_serial":
        known = customer.meter_serials
    elif kind == "surname":
        known = frozenset({customer.surname})
    else:
        known = frozenset({customer.activation_code or ""})
    matches = [_same(_plain(value), _plain(each)) for each in known if each]
    return any(matches)


def _plain(text: str) -> str:
    """Surnames and serial numbers as people write them: case, hyphens and spaces aside."""
    return re.sub(r"[\s-]", "", logins.fold(text))


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def refuse(tries_left: int | None = None) -> Invalid:
    """The refusal of a proof, which never says which part is wrong."""
    if tries_left is None:
        return Invalid("proof_wrong")
    return Invalid("proof_wrong_at_link", tries_left=tries_left)
