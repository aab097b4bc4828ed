"""An invoice's pages in words and figures: all that the layout places, written out."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from chalicelib.billing.documents import paycode, pictures
from chalicelib.billing.documents.glyphs import FAMILIES, printable
from chalicelib.billing.documents.sheet import (
    DEBIT,
    TRANSFER,
    InvoiceSheet,
    MeterRow,
    Party,
    SheetLine,
)
from chalicelib.config import settings
from chalicelib.i18n import formats, t
from chalicelib.operators import directory
from chalicelib.operators.pack import Operator

_FAMILIES = ("energy", "network", "standing", "taxes", "vat", "instalment")
_LABELS = {
    "shares": "shares",
    "measured": "usage.measured",
    "estimated": "usage.estimated",
    "last_year": "usage.last_year",
    "emergency": "emergency",
    "lines": "lines",
    "col_line": "col.line",
    "col_quantity": "col.quantity",
    "col_price": "col.price",
    "col_vat": "col.vat",
    "col_amount": "col.amount",
    "vat_heading": "vat.heading",
    "vat_rate": "vat.rate",
    "vat_base": "vat.base",
    "vat_amount": "vat.amount",
    "readings": "readings",
    "meter": "readings.meter",
    "register": "readings.register",
    "before": "readings.before",
    "after": "readings.after",
    "used": "readings.used",
    "contract": "contract",
    "help": "help",
    "structured": "structured",
    "page": "page",
}
_KEPT = ("xml", "logo", "square")
_FIGURES = "\N{NO-BREAK SPACE}"


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
            "answer": _answer(sheet, words),
            "pay": _pay(sheet, operator, words),
            "cycle": _cycle(sheet, words),
            **pictures.shares(sheet, words),
            "usage": pictures.usage(sheet.usage, words) if sheet.usage else None,
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
            "notes": list(sheet.notes),
            "contract": _contract(sheet, words),
            "help": help_rows(operator, words),
            "legal_note": of_language(operator.seller.legal_notes, sheet.language),
        }
    )


def basics(operator: Operator, words: "Words") -> dict[str, Any]:
    """What every document of an operator says, whatever it is."""
    return {
        "fonts": list(FAMILIES),
        "language": words.language,
        "brand": operator.brand.colour,
        "operator_name": operator.name,
        "logo": _logo(operator.code),
        "seller": seller(operator, words),
        "words": {name: words(key) for name, key in _LABELS.items()},
    }


@lru_cache(maxsize=16)
def _logo(operator: str) -> str:
    return (directory.PACKS / operator / "logo.svg").read_text(encoding="utf-8")


class Words:
    """The words and number forms of one language and currency."""

    def __init__(self, language: str, currency: str) -> None:
        self.language, self.currency = language, currency

    def __call__(self, key: str, **facts: object) -> str:
        return t(self.language, f"document.{key}", **facts)

    def money(self, cents: int) -> str:
        """An amount with its sign."""
        return formats.money(self.language, cents, self.currency).replace("-", "\N{MINUS SIGN}")

    def number(self, value: Decimal | int, places: int | None = None) -> str:
        """A number; without `places`, as many decimals as it has."""
        exact = Decimal(value)
        if places is None and exact == exact.to_integral_value():
            exact = exact.quantize(Decimal(1))
        elif places is None:
            exact = exact.normalize()
        return formats.number(self.language, exact, places).replace("-", "\N{MINUS SIGN}")

    def percent(self, value: Decimal) -> str:
        """A percentage as it is written: `5,5 %`, `5.5%`."""
        return f"{self.number(value)}{'' if self.language == 'en' else _FIGURES}%"

    def quantity(self, value: Decimal, unit: str) -> str:
        """A quantity with its unit: `412 kWh`, `30 jours`, `4,23 €`."""
        if unit in ("day", "month"):
            if value == value.to_integral_value():
                return self(f"unit.{unit}", count=int(value)).replace(" ", _FIGURES)
            return self(f"unit.{unit}_other", count=self.number(value, 2)).replace(" ", _FIGURES)
        if unit == self.currency:
            return self.money(int((value * 100).to_integral_value()))
        if unit == "one":
            return self.number(value)
        return f"{self.number(value)}{_FIGURES}{self('unit.' + unit)}"

    def price(self, line: SheetLine) -> str:
        """A unit price: `0,1296 €/kWh`, `121,32 €/an`, `15 %`."""
        if line.unit == self.currency:
            return self.percent(line.unit_price)
        decimals = max(2, -int(line.unit_price.normalize().as_tuple().exponent))
        sign = {"EUR": "€", "RUB": "₽"}.get(self.currency, self.currency)
        amount = f"{self.number(line.unit_price, decimals)}{_FIGURES}{sign}"
        if line.unit == "one":
            return amount
        yearly = (line.unit, line.price_base) in (("day", 365), ("month", 12))
        per = "year" if yearly else line.unit
        unit = self(f"per.{per}") if per in ("day", "month", "year") else self(f"unit.{per}")
        return f"{amount}/{unit}"

    def day(self, on: Any) -> str:
        """A date in figures."""
        return formats.numeric_day(self.language, on)


def drawable(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts with every text drawable by the shipped fonts (not XML and drawings)."""
    return {name: each if name in _KEPT else _printable(each) for name, each in facts.items()}


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return drawable(value) if isinstance(value, dict) else value


def of_language(said: dict[str, str], language: str) -> str:
    """A pack's sentence in a language, or in the first that it has, or nothing."""
    return said.get(language) or next(iter(said.values()), "")


def postal(party: Party, home: str) -> dict[str, Any]:
    """Name and address rows; the country only for mail that leaves it."""
    rows = [row for row in (party.street, f"{party.postcode} {party.place}".strip()) if row]
    return {"name": party.name, "lines": rows + ([party.country] if party.country != home else [])}


def seller(operator: Operator, words: Words) -> dict[str, str]:
    """The seller's name and the line of legal facts that stands under every page."""
    who = operator.seller
    facts = [who.name, f"{who.street}, {who.postcode} {who.place}"]
    facts.append(words("seller.company", id=who.company_id))
    if who.vat_id:
        facts.append(words("seller.vat", id=who.vat_id))
    return {"name": who.name, "legal": " · ".join(facts)}


def help_rows(operator: Operator, words: Words) -> list[dict[str, str]]:
    """Whom to call and write to."""
    called: dict[str, list[str]] = {}
    for phone in operator.phones:
        if phone.kind != "emergency":
            hours = of_language(phone.hours, words.language)
            label = of_language(phone.label, words.language)
            number = phone.number.replace(" ", _FIGURES).replace("-", "\N{NON-BREAKING HYPHEN}")
            called.setdefault(label, []).append(", ".join(filter(None, (number, hours))))
    rows = [{"label": label, "value": ", ".join(said)} for label, said in called.items()]
    who = operator.seller
    rows.append({"label": words("help.mail"), "value": who.email})
    address = f"{who.street}, {who.postcode} {who.place}"
    return [*rows, {"label": words("help.post"), "value": address}]


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


def _answer(sheet: InvoiceSheet, words: Words) -> dict[str, str]:
    cents = sheet.to_pay_cents
    if cents < 0 or (cents == 0 and sheet.total_cents < 0):
        amount = words.money(abs(cents or sheet.total_cents))
        return {
            "before": words("answer.credit"),
            "amount": amount,
            "after": words("answer.credit_after"),
        }
    if cents == 0 or sheet.due_on is None:
        return {
            "before": words("answer.nothing"),
            "amount": words.money(0),
            "after": words("answer.nothing_after"),
        }
    on = formats.day(sheet.language, sheet.due_on)
    how = "debit" if sheet.settled_by == DEBIT else "due"
    return {
        "before": words(f"answer.{how}", on=on),
        "amount": words.money(cents),
        "after": words(f"answer.{how}_after"),
    }


def _pay(sheet: InvoiceSheet, operator: Operator, words: Words) -> dict[str, Any] | None:
    """Where to send the money, and the code to scan; nothing where nothing is to be sent."""
    who = operator.seller
    if sheet.settled_by != TRANSFER or sheet.to_pay_cents <= 0 or not who.iban:
        return None
    rows = [
        ("pay.beneficiary", who.name),
        ("pay.iban", _fours(who.iban) if sheet.currency == "EUR" else who.iban),
        ("pay.bic", " · ".join(filter(None, (who.bic, who.bank)))),
        ("pay.reference", sheet.number),
    ]
    return {
        "rows": [{"label": words(key), "value": value} for key, value in rows if value],
        "square": paycode.square(pay_text(sheet, operator)),
        "hint": words("pay.hint"),
        "alt": words(
            "pay.alt",
            amount=words.money(sheet.to_pay_cents),
            name=who.name,
            reference=sheet.number,
        ),
    }


def pay_text(sheet: InvoiceSheet, operator: Operator) -> str:
    """What the code to scan says: an EPC transfer in euro, a ГОСТ Р 56042 payment in roubles."""
    if sheet.currency == "RUB":
        return paycode.gost(
            operator.seller,
            sheet.to_pay_cents,
            sheet.customer_number,
            sheet.buyer.name,
            sheet.number,
            sheet.period.from_on.strftime("%m%Y"),
        )
    return paycode.epc(operator.seller, sheet.to_pay_cents, sheet.number)


def _fours(iban: str) -> str:
    plain = iban.replace(" ", "")
    return _FIGURES.join(plain[at : at + 4] for at in range(0, len(plain), 4))


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
                    "lines": [_line(line, words) for line in lines],
                }
            )
    return groups


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
