"""A pack's tariff document (parsed TOML) becomes tariffs, or faults that name every wrong field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.rules.document import DocumentFaults, Fault, Table
from chalicelib.rules.measure import BILL_UNIT, ENERGIES, to_base
from chalicelib.rules.money import MINOR_DIGITS
from chalicelib.rules.price import UNIT, Rule
from chalicelib.rules.rate_document import closing, read_rules, read_vat, rising
from chalicelib.rules.schedule_document import classes_of, read_schedules
from chalicelib.rules.tariff import Norm, Tariff, TariffClass

LANGUAGES = ("fr", "nl", "ru", "en")


def from_document(
    document: Mapping[str, Any], languages: tuple[str, ...] = LANGUAGES
) -> tuple[Tariff, ...]:
    """The tariffs that a document describes, in its order.

    `document` is what `tomllib.load(file, parse_float=Decimal)` gives; floats are refused. Every
    name is given in all of `languages`. Raises DocumentFaults with every fault and its path.
    """
    faults: list[Fault] = []
    root = Table(document, (), faults)
    classes = {
        code: TariffClass(code, table.words("names", languages))
        for code, table in closing(root.named("class"))
    }
    vats = {code: read_vat(code, table) for code, table in closing(root.named("vat"))}
    rules = read_rules(root, vats, tuple(classes), languages)
    common = Common(
        root.text("currency", among=tuple(MINOR_DIGITS)),
        root.whole("limit_months"),
        root.flag("prices_include_vat", False),
        _norms(root),
        classes,
        rules,
        languages,
    )
    tariffs = tuple(_tariff(code, table, common) for code, table in closing(root.named("tariff")))
    if not tariffs:
        root.fault("tariff", "missing")
    root.close()
    if faults:
        raise DocumentFaults(tuple(faults))
    return tariffs


@dataclass(frozen=True, slots=True)
class Common:
    """What all tariffs of a document share."""

    currency: str
    limit_months: int | None
    prices_include_vat: bool
    norms: tuple[Norm, ...]
    classes: Mapping[str, TariffClass]
    rules: Mapping[str, Rule]
    languages: tuple[str, ...]


def _norms(root: Table) -> tuple[Norm, ...]:
    """The norms in their order; two of one service never begin on one day."""
    found: list[Norm] = []
    for table in root.tables("norm"):
        amount = table.number("m3_a_month")
        if amount < 0:
            table.fault("m3_a_month", "below_zero", str(amount))
        norm = Norm(table.day("from_on"), table.text("service"), to_base(amount))
        if any((norm.from_on, norm.service) == (one.from_on, one.service) for one in found):
            table.fault("from_on", "not_in_order", str(norm.from_on))
        found.append(norm)
        table.text("source", "")
        table.close()
    return tuple(found)


def _tariff(code: str, table: Table, common: Common) -> Tariff:
    energy = table.text("energy", among=ENERGIES)
    classes = table.texts("classes", among=tuple(common.classes))
    rules = table.texts("rules", among=tuple(common.rules))
    tariff = Tariff(
        code=code,
        energy=energy,
        currency=common.currency,
        names=table.words("names", common.languages),
        about=table.words("about", common.languages, required=False),
        from_on=table.day("from_on"),
        offered_until_on=table.day("offered_until_on") if table.has("offered_until_on") else None,
        supplier=table.text("supplier", ""),
        classes=tuple(common.classes[known] for known in classes if known in common.classes),
        rules=tuple(common.rules[known] for known in rules if known in common.rules),
        schedules=read_schedules(table.tables("schedule")),
        limit_months=common.limit_months,
        prices_include_vat=common.prices_include_vat,
        norms=common.norms,
    )
    _check(table, tariff)
    return tariff


def _check(table: Table, tariff: Tariff) -> None:
    """What makes a tariff whole: classes that are all priced, from its first day, in its unit."""
    if not tariff.classes:
        table.fault("classes", "missing")
    if not tariff.rules:
        table.fault("rules", "missing")
    rising(table, "schedule", [schedule.from_on for schedule in tariff.schedules])
    for place, schedule in enumerate(tariff.schedules):
        for field, classed in classes_of(schedule):
            if classed and classed not in tariff.class_codes:
                table.fault("schedule", "not_a_class", classed, (place, *field))
    if tariff.offered_until_on and tariff.offered_until_on < tariff.from_on:
        table.fault("offered_until_on", "before_the_start", str(tariff.from_on))
    for rule in tariff.rules:
        if rule.kind == UNIT and rule.per != BILL_UNIT.get(tariff.energy):
            table.fault("rules", "another_unit", rule.code)
        if rule.family == "energy" and all(r.from_on > tariff.from_on for r in rule.rates):
            table.fault("from_on", "before_the_price", rule.code)
        for classed in _unpriced(rule, tariff.class_codes):
            table.fault("rules", "class_without_price", f"{rule.code} {classed}")


def _unpriced(rule: Rule, classes: tuple[str, ...]) -> list[str]:
    """The classes that some rate by class leaves without a price."""
    found = set()
    for rate in rule.rates:
        for option in {option for option, classed in rate.cells if classed}:
            known = {classed for own, classed in rate.cells if own == option}
            found |= set(classes) - known
    return sorted(found)
