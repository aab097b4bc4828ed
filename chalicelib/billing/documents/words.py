"""The words and number forms of one language, and what every document of an operator says."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from chalicelib.billing.documents.glyphs import FAMILIES, printable
from chalicelib.billing.documents.sheet import Party, SheetLine
from chalicelib.i18n import formats, t
from chalicelib.operators import directory
from chalicelib.operators.pack import Operator

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

    def day(self, on: date) -> str:
        """A date in figures."""
        return formats.numeric_day(self.language, on)


def basics(operator: Operator, words: Words) -> dict[str, Any]:
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
