"""Invoices drawn at random from the packs' own tariffs: any operator, energy, kind and language."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from chalicelib import operators
from chalicelib.accounts.customers import Customer
from chalicelib.billing.documents import Party, UsageMonth, UsagePicture
from chalicelib.billing.facts import Content, Invoice, Kind
from chalicelib.contracts import tariffs
from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.charge import bill
from chalicelib.rules.correct import deduct, difference
from chalicelib.rules.instalment import instalment_bill
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.price import Unpriced
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import Reading, Use

NAMES = (
    "Claire Dumont", "Jan Peeters", "Łukasz Żółć", "Иванова Анна", "Ӳкҫе Çавраççи", "王小明",
    "ნინო & Söhne <GmbH>", "O’Neill \"Bob\"", "A" * 90, "عائشة", "Ｆｕｌｌ ﬁ", "x",
)  # fmt: skip
ISSUED = date(2026, 11, 2)


def invoice(dice: random.Random) -> tuple[Invoice, Customer, str]:
    """An invoice, its customer, and the language to print it in."""
    while True:
        code = dice.choice(operators.codes())
        tariff = dice.choice(list(tariffs.tariffs_of(code).values()))
        try:
            return _invoice(dice, code, tariff)
        except (Unpriced, LookupError):
            continue  # the tariff began later than the period, or ends before it


def _invoice(dice: random.Random, code: str, tariff: Tariff) -> tuple[Invoice, Customer, str]:
    pack = operators.find(code)
    terms = _terms(dice, tariff)
    months = dice.choice((1, 1, 2, 6, 12, 14))
    until_on = date(2026, dice.randint(2, 11), dice.choice((1, 1, 14)))
    period = Period(months_after(until_on, -months), until_on)
    made = _bill(dice, terms, period)
    kind: Kind = dice.choice(("consumption", "consumption", "final"))
    preceding = ""
    fate = dice.random()
    if fate < 0.15:
        made, preceding = (
            difference(_bill(dice, terms, period), made),
            f"{pack.billing.series}2026-000001",
        )
        kind = "credit_note" if made.total_cents < 0 else "correction"
    elif fate < 0.3:
        month = Period(months_after(until_on, -1), until_on)
        part = instalment_bill(made, max(made.total_cents, 0) // 11, month, ISSUED)
        made, kind = (
            (part, "intermediate")
            if dice.random() < 0.5
            else (deduct(made, [("E2026-7", part)] * 3), kind)
        )
    if not made.lines:
        raise LookupError("nothing_changed")
    owed = made.total_cents
    to_pay = owed if owed <= 0 else dice.choice((owed, owed, 0, owed // 2))
    name = dice.choice(NAMES)
    home = Party(
        name, "12 rue des Acacias", "1050", dice.choice(("Ixelles", "Чебоксары", "")), pack.country
    )
    content = Content(
        bill=made,
        buyer=home,
        supplied=replace(home, street="Chemin <du> Moulin & fils 3"),
        names=dict(tariff.names),
        to_pay_cents=to_pay,
        settled_by="nothing" if to_pay <= 0 else dice.choice(("transfer", "transfer", "debit")),
        preceding=preceding,
        options=dict(terms.options),
        classes={each.code: dict(each.names) for each in tariff.classes},
        usage=_picture(dice, tariff, until_on),
        read_on=until_on,
        next_reading_on=dice.choice((None, months_after(until_on, 1))),
    )
    number = f"{pack.billing.series}2026-{dice.randint(1, 999_999):06d}"
    drawn = Invoice(
        number=number, operator=code, customer="2000000017", contract="C-1",
        point=f"{code}#{tariff.energy}#541448860000000017", energy=tariff.energy, kind=kind,
        period=made.period, issued_on=ISSUED, due_on=ISSUED + timedelta(days=20) if owed > 0 else None,
        currency=made.currency, total_cents=owed, content=content,
    )  # fmt: skip
    with_login = dice.random() < 0.5
    customer = Customer(
        code, "2000000017", name, activation_code=None if with_login else "4815162342",
        login="claire@example.be" if with_login else None,
    )  # fmt: skip
    return drawn, customer, dice.choice(pack.languages)


def _terms(dice: random.Random, tariff: Tariff) -> Terms:
    options = {}
    for rule in tariff.rules:
        if rule.by and rule.by not in options and tariff.price_options(rule.by):
            options[rule.by] = dice.choice(tariff.price_options(rule.by))
    worth = (
        Coefficient(date(2020, 1, 1), Decimal("11.24")),
        Coefficient(date(2026, 5, 9), Decimal("10.98")),
    )
    return Terms(tariff, options, worth, dwellings=dice.choice((1, 1, 6)))


def _bill(dice: random.Random, terms: Terms, period: Period) -> Bill:
    uses = []
    for code in terms.tariff.class_codes:
        quantity = dice.choice((0, 1, dice.randrange(10**6), dice.randrange(10**8)))
        start = dice.randrange(10**9)
        kind = dice.choice(("real", "real", "estimated"))
        before = Reading(period.from_on, start, "real", code, "METER-1")
        after = Reading(period.until_on, start + quantity, kind, code, "METER-1")
        uses.append(Use(period, quantity, code, kind, before, after))
    limit = months_after(period.from_on, 1) if dice.random() < 0.1 else None
    return bill(terms, period, uses, ISSUED, not_before=limit)


def _picture(dice: random.Random, tariff: Tariff, until_on: date) -> UsagePicture | None:
    if dice.random() < 0.1:
        return None
    first = months_after(until_on.replace(day=1), -12)
    most = dice.choice((0, 1500, 900_000, 10**9))
    months = tuple(
        UsageMonth(
            months_after(first, place),
            None if dice.random() < 0.1 else dice.randint(0, most),
            dice.choice(("real", "real", "estimated")),
            None if dice.random() < 0.3 else dice.randint(0, most),
        )
        for place in range(13)
    )
    return UsagePicture(tariff.energy, months)
