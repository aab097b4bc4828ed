"""Invoices into rows and back."""

import zlib
from typing import cast

import msgspec

from chalicelib.billing.facts import Content, Draft, Head, Invoice, Kind
from chalicelib.billing.table import InvoiceRow
from chalicelib.rules.calendar import Period

_encoder = msgspec.msgpack.Encoder(decimal_format="string")
_decoder = msgspec.msgpack.Decoder(Content)


def pack(content: Content) -> bytes:
    """What an invoice was made of, small (3 to 6 KB less names in four languages, deflated)."""
    return zlib.compress(_encoder.encode(content), 6)


def unpack(packed: bytes) -> Content:
    """The opposite of `pack`."""
    return _decoder.decode(zlib.decompress(packed))


def row_of(draft: Draft, number: str) -> InvoiceRow:
    """The row of a draft that gets this number."""
    period = draft.bill.period
    return InvoiceRow(
        f"{draft.operator}#{draft.customer}",
        number,
        series=f"{draft.operator}#{draft.issued_on:%Y-%m}",
        kind=draft.kind,
        contract=f"{draft.contract}|{draft.point}",
        energy=draft.energy,
        from_on=period.from_on,
        until_on=period.until_on,
        issued_on=draft.issued_on,
        due_on=draft.due_on,
        currency=draft.bill.currency,
        total_cents=draft.bill.total_cents,
        estimated=int(draft.bill.estimated),
        content=pack(draft.content),
    )


def fact_of(row: InvoiceRow) -> Invoice:
    """The invoice of a row."""
    operator, _, customer = row.customer.partition("#")
    contract, _, point = row.contract.partition("|")
    return Invoice(
        number=row.number,
        operator=operator,
        customer=customer,
        contract=contract,
        point=point,
        energy=row.energy,
        kind=cast(Kind, row.kind),
        period=Period(row.from_on, row.until_on),
        issued_on=row.issued_on,
        due_on=row.due_on,
        currency=row.currency,
        total_cents=int(row.total_cents),
        content=unpack(bytes(row.content)),
        printed=row.printed_at is not None,
    )


HEAD = (
    "customer",
    "number",
    "kind",
    "contract",
    "energy",
    "from_on",
    "until_on",
    "issued_on",
    "due_on",
    "currency",
    "total_cents",
    "estimated",
    "printed_at",
)
"""The attributes of a row that a list needs."""


def head_of(row: InvoiceRow) -> Head:
    """The invoice of a row as it stands in a list; the row may have been read without content."""
    operator, _, customer = row.customer.partition("#")
    return Head(
        number=row.number,
        operator=operator,
        customer=customer,
        contract=row.contract.partition("|")[0],
        energy=row.energy,
        kind=cast(Kind, row.kind),
        period=Period(row.from_on, row.until_on),
        issued_on=row.issued_on,
        due_on=row.due_on,
        currency=row.currency,
        total_cents=int(row.total_cents),
        estimated=bool(row.estimated),
        printed=row.printed_at is not None,
    )
