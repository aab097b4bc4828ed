"""The price part of a tariff document: taxes, rules, and their dated rates."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from chalicelib.rules.document import Table
from chalicelib.rules.measure import to_base
from chalicelib.rules.price import (
    BY_ISSUE,
    BY_USE,
    FAMILIES,
    PERCENT,
    STANDING,
    UNIT,
    Cell,
    Price,
    Rate,
    Rule,
    Tier,
    Vat,
    VatRate,
)

PERS = {UNIT: ("kWh", "m3"), STANDING: ("day", "month", "year"), PERCENT: ("",)}
SHAPES = ("price", "prices", "tiers", "options", "ended")


def closing(tables: dict[str, Table]) -> Iterator[tuple[str, Table]]:
    """Each named table in turn; after its turn every field that was not read is a fault."""
    for code, table in tables.items():
        yield code, table
        table.close()


def rising(table: Table, name: str, days: Sequence[date]) -> None:
    """Dated entries stand in order, and no two on one day."""
    for place, (earlier, later) in enumerate(pairwise(days), start=1):
        if later <= earlier < date.max:  # date.max stands in for a date that is missing
            table.fault(name, "not_in_order", f"{earlier}", (place, "from_on"))


def read_vat(code: str, table: Table) -> Vat:
    """A dated value-added tax, beginning with its first rate."""
    rates = []
    for entry in table.tables("rates"):
        percent = entry.number("percent")
        if not 0 <= percent <= 100:
            entry.fault("percent", "not_a_percent", str(percent))
        rates.append(VatRate(entry.day("from_on"), percent))
        entry.text("source", "")
        entry.close()
    if not rates:
        table.fault("rates", "missing")
    rising(table, "rates", [rate.from_on for rate in rates])
    return Vat(code, tuple(rates), table.text("category", "S", among=("S", "Z", "E", "O")))


def read_rules(
    root: Table, vats: dict[str, Vat], classes: tuple[str, ...], languages: tuple[str, ...]
) -> dict[str, Rule]:
    """The rules by their codes; those that are percentages last, as they stand on others."""
    tables = root.named("rule")
    order = sorted(tables, key=lambda code: tables[code].values.get("kind") == PERCENT)
    found: dict[str, Rule] = {}
    for code, table in closing({code: tables[code] for code in order}):
        found[code] = _rule(code, table, vats, classes, languages, found)
    return found


def _rule(
    code: str,
    table: Table,
    vats: dict[str, Vat],
    classes: tuple[str, ...],
    languages: tuple[str, ...],
    known: dict[str, Rule],
) -> Rule:
    kind = table.text("kind", among=(UNIT, STANDING, PERCENT))
    by = table.text("by", "")
    rule = Rule(
        code=code,
        names=table.words("names", languages),
        about=table.words("about", languages, required=False),
        family=table.text("family", among=FAMILIES),
        kind=kind,
        per=table.text("per", "" if kind == PERCENT else None, among=PERS.get(kind, ())),
        vat=vats.get(table.text("vat", among=tuple(vats)), Vat("", ())),
        rates=tuple(_rate(entry, classes, by) for entry in table.tables("rates")),
        by=by,
        dated_by=table.text("dated_by", BY_USE, among=(BY_USE, BY_ISSUE)),
        prorate=table.text("prorate", "months", among=("months", "days")),
        of=_bases(table, known, kind),
        service=table.text("service", ""),
        only_service=table.flag("only_service", False),
        leak=table.text("leak", "double", among=("double", "mean")),
    )
    if not rule.rates:
        table.fault("rates", "missing")
    rising(table, "rates", [rate.from_on for rate in rule.rates])
    for vat_rate, rate in zip(rule.vat.rates[:1], rule.rates[:1], strict=False):
        if vat_rate.from_on > rate.from_on:
            table.fault("vat", "begins_after_the_rule", rule.vat.code)
    if kind != UNIT and any(rate.by_class or rate.tiered for rate in rule.rates):
        table.fault("rates", "one_price_only")
    return rule


def _bases(table: Table, known: dict[str, Rule], kind: str) -> tuple[Rule, ...]:
    """The rules that a percentage is taken of: all standing, or all by quantity without tiers."""
    codes = table.texts("of", among=tuple(known))
    found = tuple(known[code] for code in codes if code in known)
    if kind != PERCENT:
        if codes:
            table.fault("of", "for_percentages_only")
        return ()
    if not codes:
        table.fault("of", "missing")
    kinds = {rule.kind for rule in found}
    if len(kinds) > 1 or PERCENT in kinds:
        table.fault("of", "not_alike")
    if any(rate.tiered for rule in found for rate in rule.rates):
        table.fault("of", "has_tiers")
    return found


def _rate(table: Table, classes: tuple[str, ...], by: str) -> Rate:
    from_on, source = table.day("from_on"), table.text("source", "")
    given = [shape for shape in SHAPES if table.has(shape)]
    cells: dict[tuple[str, str], Cell] = {}
    if len(given) != 1:
        table.fault("price", "one_of", ", ".join(SHAPES))
        for shape in given:
            table.read.add(shape)
    elif given[0] == "options":
        cells = _options(table.table("options"), classes)
    elif given[0] != "ended":
        cells = {("", classed): cell for classed, cell in _prices(table, given[0], classes)}
    elif not table.flag("ended", True):
        table.fault("ended", "not_true")
    if given in (["prices"], ["options"]) and not table.values[given[0]]:
        table.fault(given[0], "missing")
    if cells and bool(by) != (given[0] == "options"):
        table.fault("options", "go_with_by")
    table.close()
    return Rate(from_on, cells, source)


def _prices(table: Table, shape: str, classes: tuple[str, ...]) -> Iterator[tuple[str, Cell]]:
    if shape == "price":
        yield "", _cell(table.number("price"))
    elif shape == "prices":
        yield from _by_class(table.table("prices"), classes)
    else:
        yield "", _tiers(table)


def _by_class(table: Table, classes: tuple[str, ...]) -> Iterator[tuple[str, Cell]]:
    for classed in table.values:
        if classed not in classes:
            table.fault(classed, "not_a_class")
        yield classed, _cell(table.number(classed))


def _options(table: Table, classes: tuple[str, ...]) -> dict[tuple[str, str], Cell]:
    found: dict[tuple[str, str], Cell] = {}
    for option, value in table.values.items():
        if isinstance(value, dict):
            for classed, cell in _by_class(table.table(option), classes):
                found[option, classed] = cell
        else:
            found[option, ""] = _cell(table.number(option))
    return found


def _cell(amount: Decimal) -> Cell:
    return (Tier(Price(amount)),)


def _tiers(table: Table) -> Cell:
    found: list[Tier] = []
    entries = table.tables("tiers")
    for place, entry in enumerate(entries):
        price, last = Price(entry.number("price")), place == len(entries) - 1
        if entry.has("upto") == last:
            entry.fault("upto", "all_but_the_last")
            entry.read.add("upto")
        upto = to_base(entry.number("upto")) if entry.has("upto") else None
        if upto is not None and upto <= (found[-1].upto or 0 if found else 0):
            entry.fault("upto", "not_rising")
        found.append(Tier(price, upto))
        entry.close()
    return tuple(found)
