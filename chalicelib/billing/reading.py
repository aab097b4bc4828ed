"""What a caller sees of their invoices: the list with states, and one that explains itself."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from chalicelib import clock, ledger, operators
from chalicelib.accounts import access
from chalicelib.billing import explaining, invoices, papers, sheets
from chalicelib.billing.documents.sheet import Milestone
from chalicelib.billing.documents.words import Words
from chalicelib.billing.facts import Content, Head, Invoice
from chalicelib.billing.schemas import (
    InvoiceAnswer,
    InvoiceItem,
    InvoiceList,
    InvoiceQuery,
    LineAnswer,
    LineReading,
    MilestoneAnswer,
    MomentAnswer,
    PeriodAnswer,
    ShareAnswer,
    VatAnswer,
    YearCount,
)
from chalicelib.contracts.facts import LETTERS
from chalicelib.errors import Malformed, NotFound
from chalicelib.operators.pack import Operator
from chalicelib.rules.account import InvoiceStanding, Standing
from chalicelib.rules.bill import Line, shares
from chalicelib.rules.calendar import local_on
from chalicelib.rules.measure import to_shown
from chalicelib.web.visit import Visit


def page(visit: Visit, query: InvoiceQuery) -> InvoiceList:
    """The invoices of every customer that the caller may see, over five rolling years.

    The cursor is the last number shown. Raises `Malformed` (`cursor_invalid`).
    """
    return page_of(visit.operator, access.numbers_of(visit.operator, visit.account), query)


def page_of(operator: str, numbers: Sequence[str], query: InvoiceQuery) -> InvoiceList:
    """The invoices of some customers, as `page`."""
    pack = operators.find(operator)
    standings = {number: _standing(operator, number) for number in numbers}
    found = [
        _item(invoice, standings[number])
        for number in numbers
        for invoice in invoices.of_customer(operator, number)
    ]
    found.sort(key=lambda each: (each.issued_on, each.number), reverse=True)
    years = Counter(each.issued_on.year for each in found)
    wanted = [each for each in found if query.state in (None, each.state)]
    start = _after(wanted, query.cursor)
    items = wanted[start : start + query.limit]
    more = start + query.limit < len(wanted)
    return InvoiceList(
        items=items,
        next=items[-1].number if more and items else None,
        balance_cents=sum(each.balance_cents for each in standings.values()),
        open_count=sum(each.open_count for each in standings.values()),
        count=len(wanted),
        currency=pack.currency,
        years=[YearCount(year=year, count=count) for year, count in years.items()],
    )


def _after(items: list[InvoiceItem], cursor: str | None) -> int:
    if cursor is None:
        return 0
    for place, item in enumerate(items):
        if item.number == cursor:
            return place + 1
    raise Malformed("cursor_invalid")


def _standing(operator: str, number: str) -> Standing:
    return ledger.standing(f"{operator}#{number}")


def require(visit: Visit, number: str) -> Invoice:
    """The caller's invoice of this number; raises `NotFound` (`invoice_unknown`)."""
    mine = access.numbers_of(visit.operator, visit.account)
    return invoices.find_among(visit.operator, mine, number)


def one(visit: Visit, number: str) -> InvoiceAnswer:
    """The caller's invoice with every line in words; raises `NotFound` (`invoice_unknown`)."""
    return told(visit, require(visit, number))


def told(visit: Visit, invoice: Invoice) -> InvoiceAnswer:
    """An invoice with every line in words, whoever asks."""
    standing = _standing(visit.operator, invoice.customer)
    where = _where(invoice.head, standing)
    words = Words(visit.language, invoice.currency)
    content, bill = invoice.content, invoice.bill
    pack = operators.find(visit.operator)
    energy, point = invoice.point.split("#", 2)[1:]
    return InvoiceAnswer(
        **_common(invoice.head, where),
        lines=lines_of(invoice.content, words),
        vat=[
            VatAnswer(rate=each.percent, base_cents=each.base_cents, amount_cents=each.amount_cents)
            for each in bill.vat
        ],
        shares=[ShareAnswer(family=family, cents=cents) for family, cents in shares(bill).items()],
        net_cents=bill.net_cents,
        vat_cents=bill.vat_cents,
        prices_include_vat=bill.prices_include_vat,
        preceding=content.preceding,
        settled_by=content.settled_by,
        tariff=explaining.said(content.names, visit.language),
        point=f"{LETTERS[energy]}-{point}",
        structured=papers.has_structured(invoice),
        history=[
            MomentAnswer(
                at=each.at,
                state=each.state,
                cents=each.cents,
                payment=each.payment,
                reason=each.reason,
            )
            for each in where.history
        ],
        cycle=[
            MilestoneAnswer(kind=each.kind, on=each.on, done=each.done)
            for each in _cycle(invoice, where, pack)
        ],
        notes=list(sheets.notes_of(invoice, words)),
    )


def _cycle(invoice: Invoice, where: InvoiceStanding, pack: Operator) -> Iterator[Milestone]:
    """The course of an invoice; the day it is due gives way to the day on which it was paid."""
    paid = [moment.at for moment in where.history if moment.state == "paid"]
    for stop in sheets.cycle_of(invoice, clock.today(pack.time_zone)):
        if where.state == "paid" and paid and stop.kind in ("due", "debited"):
            on = local_on(paid[-1], pack.time_zone)
            yield replace(stop, kind="paid", on=on, done=True)
        else:
            yield stop


def _where(invoice: Head, standing: Standing) -> InvoiceStanding:
    """Where an invoice stands; numbers and books are written in one step, so there is an answer."""
    found = standing.invoices.get(invoice.number)
    if found is None:
        raise NotFound("invoice_unknown")
    return found


def _item(invoice: Head, standing: Standing) -> InvoiceItem:
    return InvoiceItem(**_common(invoice, _where(invoice, standing)))


def _common(invoice: Head, where: InvoiceStanding) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "kind": invoice.kind,
        "customer": invoice.customer,
        "contract": invoice.contract,
        "energies": [invoice.energy],
        "period": PeriodAnswer(from_on=invoice.period.from_on, until_on=invoice.period.until_on),
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on,
        "total_cents": invoice.total_cents,
        "open_cents": where.open_cents,
        "currency": invoice.currency,
        "state": where.state,
        "estimated": invoice.estimated,
    }


def lines_of(content: Content, words: Words) -> list[LineAnswer]:
    """The lines of a bill, each with what it came from; also of one that is not issued yet."""
    return [_line(line, content, words) for line in content.bill.lines]


def _line(line: Line, content: Content, words: Words) -> LineAnswer:
    return LineAnswer(
        code=line.code,
        label=explaining.label(line, content.classes, words),
        family=line.family,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        price_base=line.price_base,
        amount_cents=line.cents,
        vat_rate=line.percent,
        kind=line.kind,
        period=PeriodAnswer(from_on=line.period.from_on, until_on=line.period.until_on),
        explanation=explaining.sentences(line, words),
        readings=[
            LineReading(
                meter=part.before.meter,
                register=part.before.register,
                from_on=part.before.on,
                from_index=to_shown(part.before.index),
                from_kind=part.before.kind,
                until_on=part.after.on,
                until_index=to_shown(part.after.index),
                until_kind=part.after.kind,
            )
            for part in line.parts
            if part.before is not None and part.after is not None
        ],
    )
