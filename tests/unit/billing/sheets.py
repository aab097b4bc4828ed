"""Sheets to print: one of each kind, in each language, invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from chalicelib.billing.documents import (
    InvoiceSheet,
    MeterRow,
    Milestone,
    Party,
    PlanPicture,
    SheetLine,
    UsageMonth,
    UsagePicture,
)
from chalicelib.rules.bill import Line, vat_totals
from chalicelib.rules.calendar import Period, months_after

D = Decimal
OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
_AMOUNTS = (298, 342, 371, 388, 352, 331, 287, 246, 214, 198, 205, 238, 262)
_BEFORE = (310, 365, 402, 401, 377, 322, 301, 250, 231, 190, None, 255, 285)


def months(scale: int = 1000) -> tuple[UsageMonth, ...]:
    """Thirteen months up to October 2026; two estimated, one unknown a year before."""
    first = date(2025, 10, 1)
    return tuple(
        UsageMonth(
            months_after(first, place),
            amount * scale,
            "estimated" if place in (3, 4) else "real",
            None if before is None else before * scale,
        )
        for place, (amount, before) in enumerate(zip(_AMOUNTS, _BEFORE, strict=True))
    )


def line(
    label: str,
    family: str,
    quantity: str,
    unit: str,
    price: str,
    base: int,
    cents: int,
    percent: str,
    explanation: str,
    kind: str = "",
) -> SheetLine:
    return SheetLine(
        label,
        family,
        D(quantity),
        unit,
        D(price),
        base,
        cents,
        D(percent),
        "S",
        explanation,
        kind,
        OCTOBER,
    )


def priced(sheet: InvoiceSheet, lines: tuple[SheetLine, ...], paid: int = 0) -> InvoiceSheet:
    """The sheet with these lines and the totals that follow."""
    known = [
        Line(
            "x",
            each.family,
            OCTOBER,
            each.quantity,
            each.unit,
            each.unit_price,
            each.price_base,
            each.cents,
            each.percent,
        )
        for each in lines
    ]
    vat = vat_totals(known, sheet.prices_include_vat)
    net = sum(total.base_cents for total in vat)
    tax = sum(total.amount_cents for total in vat)
    parts: dict[str, int] = {}
    for each in lines:
        parts[each.family] = parts.get(each.family, 0) + each.cents
    if not sheet.prices_include_vat:
        parts["vat"] = tax
    return replace(
        sheet,
        lines=lines,
        vat=vat,
        net_cents=net,
        vat_cents=tax,
        total_cents=net + tax,
        to_pay_cents=net + tax - paid,
        shares=tuple(parts.items()),
    )


def electricity(language: str = "fr") -> InvoiceSheet:
    """A Belgian electricity invoice of a month, two registers."""
    says = "142 kWh entre le 01/10/2026 (index 18 204) et le 31/10/2026 (index 18 346). Prix en vigueur depuis le 01/09/2026."
    lines = (
        line("Heures pleines", "energy", "142", "kWh", "0.1432", 1, 2033, "6", says, "real"),
        line(
            "Heures creuses",
            "energy",
            "120",
            "kWh",
            "0.1187",
            1,
            1424,
            "6",
            says.replace("142", "120"),
            "real",
        ),
        line(
            "Redevance fixe",
            "standing",
            "31",
            "day",
            "60.00",
            365,
            510,
            "6",
            "Du 01/10/2026 au 31/10/2026. Prix en vigueur depuis le 01/01/2026.",
        ),
        line(
            "Réseau de distribution",
            "network",
            "262",
            "kWh",
            "0.0931",
            1,
            2439,
            "6",
            "Ce que coûtent les câbles jusqu’à chez vous. Prix en vigueur depuis le 01/01/2026.",
            "real",
        ),
        line(
            "Accise fédérale",
            "taxes",
            "262",
            "kWh",
            "0.05033",
            1,
            1319,
            "6",
            "Impôt de l’État sur l’électricité consommée.",
            "real",
        ),
        line(
            "Cotisation sur l’énergie",
            "taxes",
            "262",
            "kWh",
            "0.0020417",
            1,
            53,
            "6",
            "Contribution fédérale.",
            "real",
        ),
    )
    home = Party("Marie Dupont", "12 rue des Acacias", "1050", "Ixelles", "BE")
    return priced(
        InvoiceSheet(
            operator="engie",
            language=language,
            kind="consumption",
            number="E2026-100001",
            issued_on=date(2026, 11, 2),
            due_on=date(2026, 11, 22),
            period=OCTOBER,
            currency="EUR",
            customer_number="2000000017",
            activation_code="4815162342",
            buyer=home,
            supplied=home,
            contract="CT-700001",
            energy="electricity",
            point="541448860000000017",
            tariff="Confort bihoraire",
            lines=(),
            vat=(),
            net_cents=0,
            vat_cents=0,
            total_cents=0,
            to_pay_cents=0,
            options=(("Puissance", "9,2 kVA"),),
            readings=(
                MeterRow(
                    "1SAG1100123456",
                    "Heures pleines",
                    date(2026, 10, 1),
                    D(18204),
                    "real",
                    date(2026, 11, 1),
                    D(18346),
                    "real",
                    D(142),
                    "kWh",
                ),
                MeterRow(
                    "1SAG1100123456",
                    "Heures creuses",
                    date(2026, 10, 1),
                    D(21530),
                    "estimated",
                    date(2026, 11, 1),
                    D(21650),
                    "real",
                    D(120),
                    "kWh",
                ),
            ),
            usage=UsagePicture("electricity", months()),
            cycle=(
                Milestone("read", date(2026, 11, 1), True),
                Milestone("issued", date(2026, 11, 2), True),
                Milestone("due", date(2026, 11, 22), False),
                Milestone("next_reading", date(2026, 12, 1), False),
            ),
        ),
        lines,
    )


def water_in_russian() -> InvoiceSheet:
    """A Russian water bill, prices with tax, one reading estimated."""
    lines = (
        line(
            "Холодное водоснабжение",
            "energy",
            "11.2",
            "m3",
            "34.53",
            1,
            38674,
            "20",
            "11,2 м³ между 01.10.2026 (показание 412) и 31.10.2026 (показание 423). Цена действует с 01.07.2026.",
            "estimated",
        ),
        line(
            "Водоотведение",
            "network",
            "11.2",
            "m3",
            "24.18",
            1,
            27082,
            "20",
            "Приём и очистка сточных вод. Цена действует с 01.07.2026.",
            "estimated",
        ),
    )
    home = Party("Иванова Ӳкҫе Ивановна", "пр. Мира, д. 4, кв. 17", "428000", "Чебоксары", "RU")
    return priced(
        replace(
            electricity("ru"),
            operator="vodokanal",
            number="V2026-000112",
            currency="RUB",
            customer_number="1204417",
            activation_code="",
            buyer=home,
            supplied=home,
            contract="ВД-204417",
            energy="water",
            point="18-204417",
            tariff="Население",
            options=(),
            prices_include_vat=True,
            due_on=date(2026, 11, 10),
            readings=(
                MeterRow(
                    "18-204417",
                    "Холодная вода",
                    date(2026, 10, 1),
                    D(412),
                    "real",
                    date(2026, 11, 1),
                    D("423.2"),
                    "estimated",
                    D("11.2"),
                    "m3",
                ),
            ),
            usage=UsagePicture("water", months(40)),
            notes=(
                "Этот счёт рассчитан без показаний. Передайте их в личном кабинете — разница будет исправлена.",
            ),
        ),
        lines,
    )


def paid(language: str = "nl") -> InvoiceSheet:
    """An invoice settled in full, of a customer with a login."""
    sheet = replace(electricity(language), activation_code="", login="marie.dupont@example.be")
    return replace(sheet, to_pay_cents=0, due_on=None, settled_by="nothing")


def debited(language: str = "en") -> InvoiceSheet:
    """A gas invoice that will be debited."""
    sheet = electricity(language)
    return replace(
        sheet,
        settled_by="debit",
        mandate="RUM-0001",
        login="m.dupont",
        activation_code="",
        energy="gas",
        usage=UsagePicture("gas", months(4000)),
    )


def credit(language: str = "fr") -> InvoiceSheet:
    """A credit note."""
    sheet = electricity(language)
    lines = tuple(replace(each, quantity=-each.quantity, cents=-each.cents) for each in sheet.lines)
    return replace(
        priced(sheet, lines),
        kind="credit_note",
        preceding="E2026-099871",
        due_on=None,
        settled_by="nothing",
    )


def intermediate(language: str = "fr") -> InvoiceSheet:
    """The eighth of eleven instalments, raised after the fifth."""
    told = "Montant fixé d’avance, déduit de la facture annuelle."
    agreed = line("Mensualité", "instalment", "1", "one", "115.10", 1, 11510, "6", told)
    payments = tuple(
        (months_after(date(2026, 4, 2), place), 12200 if place < 5 else 12800)
        for place in range(11)
    )
    year = Period(date(2026, 3, 1), date(2027, 3, 1))
    sheet = replace(electricity(language), kind="intermediate", readings=(), usage=None)
    return replace(priced(sheet, (agreed,)), plan=PlanPicture(year, payments, 8, 144_012, 6_212))


def all_sheets() -> list[InvoiceSheet]:
    return [electricity(), water_in_russian(), paid(), debited(), credit(), intermediate("nl")]
