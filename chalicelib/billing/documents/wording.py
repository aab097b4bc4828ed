"""An invoice's pages in words and figures: all that the layout places, written out."""

from decimal import Decimal
from typing import Any

from chalicelib.billing.documents import pictures
from chalicelib.billing.documents.answer import answer_of, pay_part
from chalicelib.billing.documents.sheet import DEBIT, InvoiceSheet, MeterRow, SheetLine
from chalicelib.billing.documents.words import (
    Words,
    basics,
    drawable,
    help_rows,
    of_language,
    postal,
)
from chalicelib.config import settings
from chalicelib.operators.pack import Operator

_FAMILIES = ("energy", "network", "standing", "taxes", "vat", "instalment")


def face(sheet: InvoiceSheet, operator: Operator, xml: str | None) -> dict[str, Any]:
    """What the invoice's template places on its pages, as plain JSON."""
    words = Words(sheet.language, sheet.currency)
    return drawable(
        basics(operator, words)
        | {
            "xml": xml,
            "title": f"{words('kind.' + sheet.kind)} {sheet.number} — {operator.name}",
            "keywords": [sheet.number, sheet.contract],
            "energy": sheet.energy,
            "heading": words("kind." + sheet.kind),
            "heading_under": _under(sheet, words),
            "numbers": _numbers(sheet, operator, words),
            "numbers_hint": words(f"numbers.{_door(sheet)}"),
            "numbers_link": _link(sheet),
            "buyer": postal(sheet.buyer, operator.country),
            "answer": answer_of(sheet, words),
            "pay": pay_part(sheet, operator, words),
            "cycle": _cycle(sheet, words),
            **pictures.shares(sheet, words),
            "plan": pictures.plan(sheet.plan, words) if sheet.plan else None,
            "usage": pictures.usage(sheet.usage, words, sheet.period.days) if sheet.usage else None,
            "emergency": [
                {"number": phone.number, "label": of_language(phone.label, sheet.language)}
                for phone in operator.phones
                if phone.kind == "emergency"
            ],
            "lines_under": words(
                "lines.under_gross" if sheet.prices_include_vat else "lines.under",
                currency=sheet.currency,
            ),
            "groups": _groups(sheet, words),
            "vat": [
                {
                    "rate": words.percent(total.percent),
                    "base": words.money(total.base_cents),
                    "amount": words.money(total.amount_cents),
                }
                for total in sheet.vat
            ],
            "totals": _totals(sheet, words),
            "readings": [_reading(row, words) for row in sheet.readings],
            "read_on": _read_on(sheet, words),
            "notes": list(sheet.notes),
            "contract": _contract(sheet, words),
            "help": help_rows(operator, words),
            "legal_note": of_language(operator.seller.legal_notes, sheet.language),
        }
    )


def _under(sheet: InvoiceSheet, words: Words) -> list[str]:
    number = words("number", number=sheet.number)
    issued = words("issued", on=words.day(sheet.issued_on))
    period = words(
        "period", **{"from": words.day(sheet.period.from_on)}, until=words.day(sheet.period.last_on)
    )
    return [f"{number}, {issued}", period]


def _numbers(sheet: InvoiceSheet, operator: Operator, words: Words) -> list[dict[str, str]]:
    """The two numbers that open an account; the login instead once it is open (S118, S120)."""
    if sheet.login:
        return [{"label": words("numbers.login"), "value": sheet.login}]
    by_account = operator.sign_in.login == "place_account"
    named = words("numbers.account" if by_account else "numbers.customer")
    rows = [{"label": named, "value": sheet.customer_number}]
    if sheet.activation_code:
        rows.append({"label": words("numbers.code"), "value": sheet.activation_code})
    return rows


def _door(sheet: InvoiceSheet) -> str:
    if sheet.login:
        return "connect"
    return "activate" if sheet.activation_code else "open"


def _link(sheet: InvoiceSheet) -> str:
    site = settings().site_url.partition("://")[2]
    return f"{site}/{sheet.operator}/{sheet.language}/{'login' if sheet.login else 'signup'}/"


def _cycle(sheet: InvoiceSheet, words: Words) -> list[dict[str, str]]:
    moments = []
    awaited = False
    for moment in sheet.cycle:
        state = "done" if moment.done else "next" if awaited else "now"
        awaited = awaited or not moment.done
        label = words(f"cycle.{moment.kind}")
        moments.append({"label": label, "on": words.day(moment.on), "state": state})
    return moments


def _groups(sheet: InvoiceSheet, words: Words) -> list[dict[str, Any]]:
    groups = []
    for family in _FAMILIES:
        lines = [line for line in sheet.lines if line.family == family]
        if lines:
            groups.append(
                {
                    "family": family,
                    "label": words(pictures.family_key(family, sheet.energy)),
                    "amount": words.money(sum(line.cents for line in lines)),
                    "lines": _instalments(lines, words)
                    if family == "instalment"
                    else [_line(line, words) for line in lines],
                }
            )
    return groups


def _instalments(lines: list[SheetLine], words: Words) -> list[dict[str, str]]:
    """Instalments, one row for each: its parts at several rates of tax are added up."""
    rows: dict[str, dict[str, str]] = {}
    for label in dict.fromkeys(line.label for line in lines):
        own = [line for line in lines if line.label == label]
        cents = words.money(sum(line.cents for line in own))
        told = own[0].explanation if own[0].cents > 0 else ""
        rows[label] = _line(own[0], words) | {"amount": cents, "explanation": told}
        rows[label] |= {"quantity": "", "price": ""}
        if len(own) > 1:
            rows[label]["vat"] = ""
    return list(rows.values())


def _line(line: SheetLine, words: Words) -> dict[str, str]:
    return {
        "label": line.label,
        "explanation": line.explanation,
        "quantity": words.quantity(line.quantity, line.unit),
        "price": words.price(line),
        "vat": words.percent(line.percent),
        "amount": words.money(line.cents),
    }


def _totals(sheet: InvoiceSheet, words: Words) -> list[dict[str, Any]]:
    rows = [
        ("total.net", sheet.net_cents),
        ("total.vat", sheet.vat_cents),
        ("total.gross", sheet.total_cents),
    ]
    paid = sheet.total_cents - sheet.to_pay_cents
    if paid and sheet.total_cents > 0:
        rows.append(("total.paid", -paid))
    left = sheet.to_pay_cents if sheet.total_cents > 0 else sheet.total_cents
    rows.append(("total.credit" if left < 0 else "total.to_pay", abs(left)))
    last = len(rows) - 1
    return [
        {"label": words(key), "amount": words.money(cents), "strong": place == last}
        for place, (key, cents) in enumerate(rows)
    ]


def _read_on(sheet: InvoiceSheet, words: Words) -> list[str]:
    """The two days on which all registers were read; none where they were read on several."""
    days = {(row.from_on, row.until_on) for row in sheet.readings}
    return [words.day(on) for on in days.pop()] if len(days) == 1 else []


def _reading(row: MeterRow, words: Words) -> dict[str, Any]:
    def end(on: Any, index: Decimal, kind: str) -> dict[str, Any]:
        known = "real" if kind == "real" else "estimated"
        return {
            "on": words.day(on),
            "index": words.number(index),
            "estimated": known == "estimated",
            "label": words(f"reading.{known}"),
        }

    return {
        "meter": row.meter,
        "register": row.register,
        "before": end(row.from_on, row.from_index, row.from_kind),
        "after": end(row.until_on, row.until_index, row.until_kind),
        "used": words.quantity(row.used, row.unit),
    }


def _contract(sheet: InvoiceSheet, words: Words) -> list[dict[str, str]]:
    site = sheet.supplied
    rows = [
        (words("contract.number"), sheet.contract),
        (words(f"contract.point.{sheet.energy}"), sheet.point),
        (words("contract.tariff"), sheet.tariff),
        *sheet.options,
        (words("contract.address"), f"{site.street}, {site.postcode} {site.place}".strip(", ")),
        (words("contract.preceding"), sheet.preceding),
        (words("contract.mandate"), sheet.mandate if sheet.settled_by == DEBIT else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]
