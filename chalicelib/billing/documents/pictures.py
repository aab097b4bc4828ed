"""The two pictures of an invoice, ready to draw: where the money goes, and what was used when."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chalicelib.billing.documents.sheet import InvoiceSheet, PlanPicture, UsageMonth, UsagePicture
from chalicelib.i18n import formats
from chalicelib.rules.measure import BILL_UNIT, PER_UNIT

if TYPE_CHECKING:
    from chalicelib.billing.documents.words import Words

MONTH_DAYS = 30.4
_STEPS = (1, 2, 2.5, 5)
"""A chart's ticks go in steps of 1, 2, 2.5 or 5 times a power of ten."""


def family_key(family: str, energy: str) -> str:
    """The catalogue key of a family's name; that of energy is the fluid itself, and water's bills
    have a language of their own.
    """
    own = family == "energy" or (energy == "water" and family in ("network", "taxes"))
    return f"family.{family}.{energy}" if own else f"family.{family}"


def shares(sheet: InvoiceSheet, words: "Words") -> dict[str, Any]:
    """The parts of the amount with their weights; what is taken off has none and is only named.

    No picture where nothing is charged (a credit note), nor of an instalment.
    """
    order = ("energy", "network", "standing", "taxes", "vat", "instalment")
    known = sorted(
        (each for each in sheet.shares if each[1]), key=lambda each: order.index(each[0])
    )
    total = sum(cents for _, cents in known if cents > 0)
    if not total or sheet.kind == "intermediate":
        return {"shares": [], "shares_alt": ""}
    parts = []
    for family, cents in known:
        weight = max(cents, 0)
        percent = words.percent((Decimal(100) * weight / total).quantize(Decimal(1)))
        parts.append(
            {
                "family": family,
                "label": words(family_key(family, sheet.energy)),
                "amount": words.money(cents),
                "part": percent if weight else "",
                "weight": weight,
            }
        )
    told = ", ".join(f"{part['label']} {part['amount']} ({part['part']})" for part in parts)
    return {"shares": parts, "shares_alt": words("shares.alt", parts=told)}


def plan(picture: PlanPicture, words: "Words") -> dict[str, Any]:
    """The bars of a year's instalments and its settlement, and what they come to in words."""
    settled = picture.settlement_cents
    near = abs(settled) * 100 < picture.expected_cents
    said = words(
        "plan.even" if near else "plan.more" if settled > 0 else "plan.less",
        amount=words.money(_rounded(abs(settled))),
    )
    year = words(
        "plan.year",
        from_on=words.day(picture.period.from_on),
        until_on=words.day(picture.period.last_on),
        expected=words.money(picture.expected_cents),
    )
    ends = picture.period.until_on
    bars = [(on, cents) for on, cents in picture.payments] + [(ends, max(settled, 0))]
    last = len(bars)
    return {
        "heading": words("plan"),
        "place": words("plan.place", place=picture.place, count=len(picture.payments)),
        "said": f"{year} {said}",
        "adjusts": words("plan.adjusts"),
        "top": max(cents for _, cents in bars) or 1,
        "alt": words(
            "plan.alt",
            payments=", ".join(words.money(cents) for _, cents in picture.payments),
            said=said,
        ),
        "bars": [
            {
                "label": words("plan.settlement")
                if place == last
                else formats.short_month(words.language, on),
                "amount": words.number(Decimal(round(cents / 100))),
                "cents": cents,
                "state": "settled"
                if place == last
                else "done"
                if place < picture.place
                else "now"
                if place == picture.place
                else "coming",
            }
            for place, (on, cents) in enumerate(bars, 1)
        ],
    }


def _rounded(cents: int) -> int:
    """A forecast is not told to the cent."""
    return round(cents / 100) * 100


def usage(picture: UsagePicture, words: "Words", days: int = 31) -> dict[str, Any]:
    """The bars of the consumption picture, its scale, and the conclusion in words above it.

    The conclusion is about the last month, or about as many as the bill's `days` make.
    """
    unit = words(f"unit.{BILL_UNIT[picture.energy]}")
    months = picture.months
    known = [month.amount or 0 for month in months] + [month.previous or 0 for month in months]
    top, ticks = _scale(max(known, default=0))
    billed = months[-max(1, min(len(months), round(days / MONTH_DAYS))) :]
    current, used = months[-1], sum(each.amount or 0 for each in billed)
    told = ", ".join(_told(month, words) for month in months)
    return {
        "heading": words(f"usage.{picture.energy}"),
        "total": f"{_short(used, words)}\N{NO-BREAK SPACE}{unit}",
        "conclusion": _conclusion(billed, words),
        "alt": words("usage.alt", unit=unit, months=told),
        "top": top / PER_UNIT,
        "ticks": [{"value": tick / PER_UNIT, "label": _short(tick, words)} for tick in ticks],
        "any_estimated": any(_estimated(month) for month in months),
        "any_previous": any(month.previous is not None for month in months),
        "months": [
            {
                "label": _label(month, words),
                "amount": None if month.amount is None else month.amount / PER_UNIT,
                "previous": None if month.previous is None else month.previous / PER_UNIT,
                "value": "" if month.amount is None else _short(month.amount, words),
                "estimated": _estimated(month),
                "current": month is current,
            }
            for month in months
        ],
    }


def _estimated(month: UsageMonth) -> bool:
    return month.amount is not None and month.kind != "real"


def _label(month: UsageMonth, words: "Words") -> str:
    short = formats.short_month(words.language, month.from_on)
    return f"{short}\N{NO-BREAK SPACE}{month.from_on:%y}" if month.from_on.month == 1 else short


def _short(base: int, words: "Words") -> str:
    """Whole kWh or m3; one decimal below ten."""
    shown = Decimal(base) / PER_UNIT
    return words.number(shown.quantize(Decimal("0.1") if 0 < abs(shown) < 10 else Decimal(1)))


def _told(month: UsageMonth, words: "Words") -> str:
    name = formats.month(words.language, month.from_on)
    if month.amount is None:
        return words("usage.alt_missing", month=name)
    key = "usage.alt_estimated" if _estimated(month) else "usage.alt_month"
    return words(key, month=name, value=_short(month.amount, words))


def _conclusion(billed: tuple[UsageMonth, ...], words: "Words") -> str:
    """In which months, and how that compares with the year before where all of them are known."""
    last = formats.month(words.language, billed[-1].from_on)
    when = words("usage.this_month", month=last)
    if len(billed) > 1:
        when = words("usage.months", count=len(billed), month=last)
    amounts = [each.amount for each in billed]
    before = [each.previous for each in billed]
    if None in amounts or None in before or not any(before):
        return when
    then = sum(each or 0 for each in before)
    change = round(100 * (sum(each or 0 for each in amounts) - then) / then)
    key = "usage.same" if change == 0 else "usage.more" if change > 0 else "usage.less"
    return f"{when}, {words(key, percent=words.percent(Decimal(abs(change))))}"


def _scale(most: int) -> tuple[int, list[int]]:
    """The height of a chart (its highest bar), and two to four round ticks, in base units."""
    if most <= 0:
        return PER_UNIT, []
    size = 1
    while True:
        for step in _STEPS:
            tick = int(size * step)
            if tick * 4 >= most:
                return most, [tick * place for place in range(1, 5) if tick * place <= most]
        size *= 10
