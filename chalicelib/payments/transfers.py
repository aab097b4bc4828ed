"""Bank transfers: each movement of a statement finds its invoices by what the payer wrote.

What finds none waits in `op#unmatched` for a clerk; it is in the books from the first moment, under
`suspense`. The id of a movement follows from the bank's own reference, so a statement that comes
twice, or overlaps another, changes nothing.
"""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from chalicelib import audit, ledger, operators, storage
from chalicelib.accounts import customers
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.ledger import Posting
from chalicelib.ledger.posting import BANK, SUSPENSE
from chalicelib.payments import receipts
from chalicelib.rules import money, reference
from chalicelib.storage import TransactionLost
from chalicelib.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that came by bank; `text` is what the payer wrote and who they say they are."""

    transfer: str
    cents: int
    currency: str
    booked_on: date
    text: str

    @property
    def at(self) -> datetime:
        """The moment it counts from: noon of the day, so that it is that day in every zone."""
        return datetime.combine(self.booked_on, time(12), UTC)


def take(operator: str, row: dict[str, str]) -> None:
    """Take one movement of a statement in; what went out is none of ours.

    Columns as `gateways.camt` or a CSV gives them. Raises `Invalid` (`row_invalid`).
    """
    if row.get("direction", "in") == "out":
        return
    transfer = _read(operator, row)
    customer, numbers = _whose(operator, transfer.text)
    posting = (
        _unmatched(operator, transfer)
        if customer is None
        else settlement(customer, transfer, numbers, BANK)
    )
    # Matched once and unmatched at another time (an invoice that came in between) is one movement.
    other = _unmatched(operator, transfer) if customer is not None else None
    if other is not None and _is_booked(other):
        return
    try:
        ledger.post([posting])
    except TransactionLost:
        return
    if customer is not None:
        receipts.send(posting)


def unmatched(operator: str) -> list[Transfer]:
    """The transfers that wait for a clerk, oldest first."""
    found = ledger.entries(f"{operator}#unmatched")
    assigned = {each.reference for each in found if each.kind == "assigned"}
    return [
        Transfer(
            each.entry.partition("#")[2],
            each.lines[BANK],
            each.currency,
            each.at.date(),
            each.reason or "",
        )
        for each in found
        if each.kind == "transfer" and each.entry.partition("#")[2] not in assigned
    ]


def assign(visit: Visit, clerk: str, transfer: str, number: str, invoices: list[str]) -> Posting:
    """Give a waiting transfer to a customer, for these invoices or the oldest that are open.

    Raises `NotFound` (`transfer_unknown`, `customer_unknown`, `invoice_unknown`), `Conflict`
    (`transfer_assigned`).
    """
    waiting = {each.transfer: each for each in unmatched(visit.operator)}
    if transfer not in waiting:
        raise NotFound("transfer_unknown")
    if customers.find(visit.operator, number) is None:
        raise NotFound("customer_unknown")
    found = waiting[transfer]
    customer = customers.key(visit.operator, number)
    posting = settlement(customer, found, invoices, SUSPENSE)
    memo = Posting(
        f"{visit.operator}#unmatched",
        f"assigned#{transfer}",
        "assigned",
        found.at,
        found.currency,
        reference=transfer,
    )
    act = audit.entry(
        visit.operator, "transfer_assigned", by=clerk, about=customer, visit=visit,
        transfer=transfer, cents=found.cents,
    )  # fmt: skip
    try:
        storage.transact([ledger.write(posting), ledger.write(memo), act])
    except TransactionLost as lost:
        raise Conflict("transfer_assigned") from lost
    receipts.send(posting)
    return posting


def settlement(customer: str, transfer: Transfer, numbers: list[str], into: str) -> Posting:
    """The entry by which a transfer pays a customer's invoices, in the order given.

    What exceeds them stays without an invoice: the rules of the account set it against the oldest.
    """
    standing = ledger.standing(customer)
    shares: dict[str, int] = {}
    left = transfer.cents
    for number in numbers:
        if number not in standing.invoices:
            raise NotFound("invoice_unknown")
        shares[number] = min(left, standing.invoices[number].open_cents)
        left -= shares[number]
    return ledger.payment_settled(
        customer,
        transfer.transfer,
        at=transfer.at,
        currency=transfer.currency,
        shares=shares,
        cents=transfer.cents,
        reference=transfer.transfer,
        into=into,
    )


def _unmatched(operator: str, transfer: Transfer) -> Posting:
    return Posting(
        f"{operator}#unmatched",
        f"transfer#{transfer.transfer}",
        "transfer",
        transfer.at,
        transfer.currency,
        lines={BANK: transfer.cents, SUSPENSE: -transfer.cents},
        reason=transfer.text,
        reference=transfer.transfer,
    )


def _is_booked(posting: Posting) -> bool:
    return ledger.has(posting.customer, posting.entry)


def _read(operator: str, row: dict[str, str]) -> Transfer:
    wrong: dict[str, str] = {}
    currency = operators.find(operator).currency
    cents = 0
    try:
        amount = Decimal(row.get("amount", ""))
        cents = money.to_cents(amount, currency)
        if not amount.is_finite() or cents <= 0 or money.to_decimal(cents, currency) != amount:
            wrong["amount"] = "column_malformed"
    except (InvalidOperation, ValueError, OverflowError):
        wrong["amount"] = "column_malformed"
    if row.get("currency", "").upper() != currency:
        wrong["currency"] = "column_malformed"
    reference = row.get("reference", "").strip()
    if not 1 <= len(reference) <= 80:
        wrong["reference"] = "column_missing"
    try:
        booked_on = date.fromisoformat(row.get("booked_on", "")[:10])
    except ValueError:
        wrong["booked_on"] = "column_malformed"
        booked_on = date.min
    if wrong:
        raise Invalid("row_invalid", fields=wrong)
    named = f"{operator}|{row.get('iban', '')}|{reference}"
    digest = base64.b32encode(sha256(named.encode()).digest()[:15]).decode().lower()
    parts = (row.get("remittance", ""), row.get("payer", ""))
    text = " · ".join(part.strip() for part in parts if part.strip())
    return Transfer(f"trf_{digest}", cents, currency, booked_on, text[:400])


def _whose(operator: str, text: str) -> tuple[str | None, list[str]]:
    """The one customer whose invoices (by structured reference or by number), or else whose own
    number, a payer named.
    """
    pack = operators.find(operator)
    found: list[tuple[str, str]] = []
    for number in reference.numbers_in(text, pack.billing.series):
        owner = ledger.owner_of(operator, number)
        if owner is not None:
            found.append((owner, number))
    owners = {owner for owner, _ in found}
    if len(owners) == 1:
        return owners.pop(), [number for _, number in found]
    if found:
        return None, []
    named = {
        digits
        for part in pack.proof.parts
        if part.kind in ("customer_number", "account_number")
        for digits in re.findall(r"\d{6,}", text)
        if re.fullmatch(part.pattern, digits) and customers.find(operator, digits) is not None
    }
    return (customers.key(operator, named.pop()), []) if len(named) == 1 else (None, [])
