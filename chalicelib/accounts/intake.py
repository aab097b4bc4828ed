"""Customers that come in from the operator's back office, a row of `customers*.csv` at a time."""

import re
from typing import Any

from chalicelib import operators
from chalicelib.accounts import customers, emails
from chalicelib.errors import Invalid
from chalicelib.operators import Operator

TEXTS = ("name", "surname", "company", "street", "postcode", "place", "account_number", "phone")
LISTS = ("contract_numbers", "meter_serials")
_NUMBER = re.compile(r"[0-9A-Za-z-]{1,32}")


def take(operator: str, row: dict[str, str]) -> None:
    """Take one customer in.

    Columns: `number` and `name` are needed; `surname`, `kind` (household, business), `company`,
    `street`, `postcode`, `place`, `account_number`, `email`, `phone`, `language`,
    `activation_code`, and lists separated by spaces: `contract_numbers`, `meter_serials`. A column
    that is absent leaves what is known alone; an empty one removes it. Raises `Invalid`
    (`row_invalid`) naming the columns.
    """
    pack = operators.find(operator)
    wrong: dict[str, str] = {}
    known: dict[str, Any] = {name: row[name] for name in TEXTS if name in row}
    known |= {name: frozenset(row[name].split()) for name in LISTS if name in row}
    for name, value in known.items():
        if isinstance(value, str) and len(value) > 200:
            wrong[name] = "column_too_long"
    number = row.get("number", "")
    if not re.fullmatch(_pattern(pack, "customer_number") or _NUMBER.pattern, number):
        wrong["number"] = "column_malformed"
    if not known.get("name"):
        wrong["name"] = "column_missing"
    for name in ("activation_code", "account_number"):
        pattern = _pattern(pack, name)
        if pattern and (name in row or name == "account_number"):
            if not re.fullmatch(pattern, row.get(name, "")):
                wrong[name] = "column_malformed"
            known[name] = row.get(name, "")
    if _pattern(pack, "surname") and not known.get("surname"):
        wrong["surname"] = "column_missing"
    _choices(pack, row, known, wrong)
    if wrong:
        raise Invalid("row_invalid", fields=wrong)
    customers.upsert(operator, number, known)


def _choices(
    pack: Operator, row: dict[str, str], known: dict[str, Any], wrong: dict[str, str]
) -> None:
    """Columns with few possible values, and the address."""
    allowed = {
        "kind": ("household", "business", ""),
        "language": (*pack.languages, ""),
        "company": (*(company.code for company in pack.companies), ""),
    }
    for name, values in allowed.items():
        if name in row:
            known[name] = row[name]
            if row[name] not in values:
                wrong[name] = "column_malformed"
    if "email" in row:
        try:
            known["email"] = emails.read(row["email"]) if row["email"] else ""
        except Invalid:
            wrong["email"] = "email_invalid"


def _pattern(pack: Operator, kind: str) -> str | None:
    """What a part of the proof looks like, None when the operator does not ask for it."""
    return next((part.pattern for part in pack.proof.parts if part.kind == kind), None)
