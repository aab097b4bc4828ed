"""What follows a first bill: the difference that a correction makes, and a settlement."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chalicelib.rules.bill import INSTALMENT, Bill, Line, VatTotal, make_bill
from chalicelib.rules.calendar import Period
from chalicelib.rules.money import to_decimal

Key = tuple[str, str, int, Decimal, int, Decimal, str, str]


def difference(new: Bill, old: Bill) -> Bill:
    """The bill that corrects `old` into `new`: every total is new minus old, to the cent.

    Lines at one price are set against each other; what did not change is left out. A negative
    total is a credit note. The readings shown are those of the new bill. Raises ValueError when
    the two are not in one currency, or not priced alike.
    """
    if (new.currency, new.prices_include_vat) != (old.currency, old.prices_include_vat):
        raise ValueError("bills_not_alike")
    return make_bill(
        new.currency,
        new.issued_on,
        Period(
            min(new.period.from_on, old.period.from_on),
            max(new.period.until_on, old.period.until_on),
        ),
        tuple(_changed(new.lines, old.lines)),
        _vat_less(new.vat, old.vat),
        new.unbilled,
        new.prices_include_vat,
    )


def _key(line: Line) -> Key:
    return (
        line.code,
        line.classed,
        line.tier,
        line.unit_price,
        line.price_base,
        line.percent,
        line.category,
        line.unit,
    )


def _changed(new: Sequence[Line], old: Sequence[Line]) -> list[Line]:
    left: dict[Key, Line] = {}
    for line in old:
        found = left.get(_key(line))
        left[_key(line)] = _plus(found, line) if found else line
    sums: dict[Key, Line] = {}
    for line in new:
        found = sums.get(_key(line))
        sums[_key(line)] = _plus(found, line) if found else line
    lines = [_less(line, left.pop(key, None)) for key, line in sums.items()]
    lines += [replace(_opposite(line), parts=()) for line in left.values()]
    return [line for line in lines if line.cents or line.quantity]


def _plus(one: Line, more: Line) -> Line:
    return replace(
        one,
        period=Period(
            min(one.period.from_on, more.period.from_on),
            max(one.period.until_on, more.period.until_on),
        ),
        quantity=one.quantity + more.quantity,
        cents=one.cents + more.cents,
        parts=one.parts + more.parts,
    )


def _opposite(line: Line) -> Line:
    return replace(line, quantity=-line.quantity, cents=-line.cents)


def _less(line: Line, old: Line | None) -> Line:
    if old is None:
        return line
    return replace(line, quantity=line.quantity - old.quantity, cents=line.cents - old.cents)


def _vat_less(new: Sequence[VatTotal], old: Sequence[VatTotal]) -> tuple[VatTotal, ...]:
    sums = {(total.percent, total.category): (0, 0) for total in (*new, *old)}
    for sign, totals in ((1, new), (-1, old)):
        for total in totals:
            base, amount = sums[total.percent, total.category]
            sums[total.percent, total.category] = (
                base + sign * total.base_cents,
                amount + sign * total.amount_cents,
            )
    return tuple(
        VatTotal(percent, category, base, amount)
        for (percent, category), (base, amount) in sorted(sums.items())
        if base or amount
    )


def deduct(settlement: Bill, instalments: Sequence[tuple[str, Bill]]) -> Bill:
    """A settlement less the instalments already invoiced: (invoice number, bill) each.

    One line for each instalment and rate of tax, with the invoice's number as its `source`.
    """
    lines, vat = list(settlement.lines), settlement.vat
    for number, instalment in instalments:
        lines += [
            instalment_line(
                total,
                -total.base_cents - (total.amount_cents if settlement.prices_include_vat else 0),
                instalment.period,
                number,
                settlement.currency,
            )
            for total in instalment.vat
        ]
        vat = _vat_less(vat, instalment.vat)
    return make_bill(
        settlement.currency,
        settlement.issued_on,
        settlement.period,
        tuple(lines),
        vat,
        settlement.unbilled,
        settlement.prices_include_vat,
    )


def instalment_line(
    total: VatTotal, cents: int, period: Period, source: str, currency: str
) -> Line:
    """The line of an instalment, charged or (negative) deducted, at one rate of tax."""
    return Line(
        code=INSTALMENT,
        family=INSTALMENT,
        period=period,
        quantity=Decimal(-1 if cents < 0 else 1),
        unit="one",
        unit_price=to_decimal(abs(cents), currency),
        price_base=1,
        cents=cents,
        percent=total.percent,
        category=total.category,
        source=source,
    )
