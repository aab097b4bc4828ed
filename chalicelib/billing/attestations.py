"""Proof of address and of payment: made at once, and checked by anyone who is given the code."""

import hmac
import os
from collections.abc import Mapping
from datetime import date, timedelta

from chalicelib import clock, ledger, operators
from chalicelib.accounts import access, customers
from chalicelib.accounts.customers import Customer
from chalicelib.billing.documents.proofs import ProofSheet, print_proof
from chalicelib.billing.documents.words import Words
from chalicelib.billing.schemas import (
    AttestationAnswer,
    AttestationForm,
    CheckedAnswer,
    FactAnswer,
)
from chalicelib.billing.table import AttestationRow
from chalicelib.config import settings
from chalicelib.contracts import agreements, supply
from chalicelib.contracts.facts import Contract
from chalicelib.errors import Conflict, NotFound
from chalicelib.gateways import files
from chalicelib.i18n import formats
from chalicelib.rules.calendar import months_after
from chalicelib.web.visit import Visit

VALID = timedelta(days=365)
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16
"""Sixteen of 32 letters: 80 bits, which nobody guesses."""

Facts = Mapping[str, str]


def make(visit: Visit, form: AttestationForm) -> AttestationAnswer:
    """Make a proof for the caller and hand out its document.

    Raises `NotFound` (`contract_unknown`), and `Conflict` (`debt_open`) for a payment certificate
    while an invoice is past its due date.
    """
    today = clock.today(operators.find(visit.operator).time_zone)
    if form.kind == "address":
        contract, holder = _contract(visit, form.contract, today)
        told, facts = _address(visit.language, contract, holder)
    else:
        holder = _holder(visit, form.customer)
        told, facts = _payment(visit, holder, today)
    sheet = ProofSheet(
        operator=visit.operator,
        language=visit.language,
        kind=form.kind,
        code=new_code(),
        issued_on=today,
        until_on=today + VALID,
        told=tuple(told.items()),
        facts=tuple(facts.items()),
    )
    AttestationRow(
        f"{visit.operator}#{sheet.code}",
        customer=holder.number,
        kind=form.kind,
        language=visit.language,
        issued_on=sheet.issued_on,
        until_on=sheet.until_on,
        name=holder.name,
        told=dict(told),
        facts=dict(facts),
        expires_at=clock.epoch() + int(VALID.total_seconds()) + 86_400,
    ).save(condition=AttestationRow.code.does_not_exist())
    key = f"handouts/{visit.operator}/{sheet.code}.pdf"
    files.put(settings().uploads_bucket, key, print_proof(sheet), "application/pdf")
    return AttestationAnswer(
        code=sheet.code,
        kind=form.kind,
        until_on=sheet.until_on,
        url=files.link(settings().uploads_bucket, key, f"{form.kind}-{today}.pdf"),
        expires_at=clock.now() + timedelta(seconds=files.LINK_SECONDS),
    )


def check(visit: Visit, code: str) -> CheckedAnswer:
    """What a proof says, for whoever holds its code; raises `NotFound` (`attestation_unknown`)."""
    plain = code.replace("-", "").replace(" ", "").lower()
    today = clock.today(operators.find(visit.operator).time_zone)
    try:
        row = AttestationRow.get(f"{visit.operator}#{plain[:40]}")
    except AttestationRow.DoesNotExist as error:
        raise NotFound("attestation_unknown") from error
    same = hmac.compare_digest(row.code.partition("#")[2].encode(), plain.encode())
    if not same or row.until_on < today:
        raise NotFound("attestation_unknown")
    words = Words(visit.language, operators.find(visit.operator).currency)
    return CheckedAnswer(
        kind="address" if row.kind == "address" else "payment",
        name=row.name,
        issued_on=row.issued_on,
        until_on=row.until_on,
        facts=[FactAnswer(label=words(key), value=value) for key, value in row.facts.items()],
    )


def new_code() -> str:
    """A new code, from the operating system's chance."""
    number = int.from_bytes(os.urandom(10), "big")
    return "".join(LETTERS[(number >> shift) & 31] for shift in range(75, -1, -5))


def _holder(visit: Visit, number: str | None) -> Customer:
    mine = access.numbers_of(visit.operator, visit.account)
    wanted = number or (mine[0] if mine else "")
    found = customers.find(visit.operator, wanted) if wanted in mine else None
    if found is None:
        raise NotFound("contract_unknown")
    return found


def _contract(visit: Visit, number: str | None, on: date) -> tuple[Contract, Customer]:
    """The caller's contract in force of that number, or the first; and its holder."""
    for customer in access.numbers_of(visit.operator, visit.account):
        for contract in agreements.of_customer(visit.operator, customer):
            if contract.active_on(on) and number in (None, contract.contract):
                return contract, _holder(visit, customer)
    raise NotFound("contract_unknown")


def _address(language: str, contract: Contract, holder: Customer) -> tuple[Facts, Facts]:
    point = supply.find(contract.point)
    where = point.address if point else None
    since = formats.day(language, contract.started_on)
    address = f"{where.street}, {where.postcode} {where.place}" if where else ""
    told = {
        "name": holder.name,
        "contract": contract.contract,
        "energy": Words(language, "EUR")(f"energy.{contract.energy}"),
        "since": since,
    }
    facts = {
        "proof.holder": holder.name,
        "proof.address.label": address.strip(", "),
        "proof.contract": contract.contract,
        "proof.since": since,
    }
    return told, facts


def _payment(visit: Visit, holder: Customer, on: date) -> tuple[Facts, Facts]:
    key = customers.key(visit.operator, holder.number)
    standing = ledger.standing(key, on)
    for each in standing.invoices.values():
        if each.open_cents and each.due_on is not None and each.due_on < on:
            raise Conflict("debt_open")
    words = Words(visit.language, operators.find(visit.operator).currency)
    paid = [each for each in standing.invoices.values() if each.state == "paid"]
    last = max(paid, key=lambda each: each.issued_at, default=None)
    year_ago = months_after(on, -12)
    cents = sum(each.total_cents for each in paid if each.issued_at.date() >= year_ago)
    told = {
        "name": holder.name,
        "number": holder.number,
        "on": formats.day(visit.language, on),
    }
    facts = {
        "proof.holder": holder.name,
        "proof.customer": holder.number,
        "proof.last": last.number if last else "—",
        "proof.paid_year": words.money(cents),
    }
    return told, facts
