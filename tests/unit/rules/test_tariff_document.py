"""A tariff file is read whole: every fault at once, each with the path of its field."""

import copy
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from chalicelib.rules.document import DocumentFaults
from chalicelib.rules.schedule import Window
from chalicelib.rules.schedule_document import minute_of, window_of
from chalicelib.rules.tariff_document import from_document
from tests.unit.rules.shipped import PACKS, document, languages, tariffs

START = date(2025, 1, 1)
NAMES = {"en": "Something"}
SMALL = {
    "currency": "EUR",
    "class": {"peak": {"names": NAMES}, "off_peak": {"names": NAMES}},
    "vat": {"full": {"rates": [{"from_on": START, "percent": "20"}]}},
    "rule": {
        "energy": {
            "names": NAMES,
            "family": "energy",
            "kind": "unit",
            "per": "kWh",
            "vat": "full",
            "rates": [{"from_on": START, "prices": {"peak": "0.2", "off_peak": Decimal("0.1")}}],
        },
        "standing": {
            "names": NAMES,
            "family": "standing",
            "kind": "standing",
            "per": "year",
            "by": "power_va",
            "vat": "full",
            "rates": [{"from_on": START, "options": {"6000": "120"}}],
        },
        "cta": {
            "names": NAMES,
            "family": "taxes",
            "kind": "percent",
            "of": ["standing"],
            "vat": "full",
            "rates": [{"from_on": START, "price": 15}],
        },
    },
    "tariff": {
        "double": {
            "energy": "electricity",
            "names": NAMES,
            "from_on": START,
            "classes": ["peak", "off_peak"],
            "rules": ["standing", "energy", "cta"],
            "schedule": [
                {
                    "from_on": START,
                    "otherwise": "peak",
                    "hours": [
                        {
                            "class": "off_peak",
                            "windows": [["01:34", "07:34"]],
                            "weekdays": ["mon"],
                            "season": ["04-01", "10-31"],
                        }
                    ],
                }
            ],
        }
    },
}


def changed(path: str, value: object) -> dict:
    """The small document with the value at a path changed, or taken out when None."""
    found = copy.deepcopy(SMALL)
    here = found
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in steps:
        here = here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return found


def faults(found: dict) -> list[str]:
    """The faults of a document as `where: code`."""
    with pytest.raises(DocumentFaults) as refused:
        from_document(found, ("en",))
    return [f"{fault.where}: {fault.code}" for fault in refused.value.faults]


RATES = "rule/energy/rates"
SCHEDULE = "tariff/double/schedule/0"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("currency", "XYZ", "currency: not_among"),
        ("currency", None, "currency: missing"),
        ("currency", 5, "currency: not_text"),
        ("limit_months", 0, "limit_months: not_whole"),
        ("limit_months", True, "limit_months: not_whole"),
        ("prices_include_vat", "yes", "prices_include_vat: not_flag"),
        ("curency", "EUR", "curency: unknown"),
        ("tariff", None, "tariff: missing"),
        ("tariff", [], "tariff: not_a_table"),
        ("vat/full/rates", [], "vat.full.rates: missing"),
        ("vat/full/rates", {}, "vat.full.rates: missing"),
        ("vat/full/rates", "20", "vat.full.rates: not_tables"),
        ("vat/full/rates", [5], "vat.full.rates: not_tables"),
        ("vat/full/category", "X", "vat.full.category: not_among"),
        ("vat/full/rates/0/percent", 20.0, "vat.full.rates[0].percent: float"),
        ("vat/full/rates/0/percent", True, "vat.full.rates[0].percent: not_a_number"),
        ("vat/full/rates/0/percent", "a fifth", "vat.full.rates[0].percent: not_a_number"),
        ("vat/full/rates/0/percent", "NaN", "vat.full.rates[0].percent: not_a_number"),
        ("vat/full/rates/0/percent", None, "vat.full.rates[0].percent: missing"),
        ("vat/full/rates/0/from_on", "2025-01-01", "vat.full.rates[0].from_on: not_a_date"),
        (
            "vat/full/rates/0/from_on",
            datetime.fromisoformat("2025-01-01T00:00+00:00"),
            "vat.full.rates[0].from_on: not_a_date",
        ),
        ("vat/full/rates/0/from_on", None, "vat.full.rates[0].from_on: missing"),
        ("vat/full/rates/0/from_on", date(2025, 2, 1), "rule.energy.vat: begins_after_the_rule"),
        ("vat/full/rates/0/form_on", START, "vat.full.rates[0].form_on: unknown"),
        ("rule/energy/vat", "none", "rule.energy.vat: not_among"),
        ("rule/energy/kind", "other", "rule.energy.kind: not_among"),
        ("rule/energy/family", None, "rule.energy.family: missing"),
        ("rule/energy/per", "MWh", "rule.energy.per: not_among"),
        ("rule/energy/names", {"fr": "Énergie"}, "rule.energy.names.en: missing"),
        ("rule/energy/only_service", 1, "rule.energy.only_service: not_flag"),
        ("rule/energy/of", ["cta"], "rule.energy.of: for_percentages_only"),
        ("rule/energy/of", "cta", "rule.energy.of: not_texts"),
        ("rule/cta/of", None, "rule.cta.of: missing"),
        ("rule/cta/of", ["standing", "energy"], "rule.cta.of: not_alike"),
        ("rule/cta/of", ["nothing"], "rule.cta.of: not_among"),
        (RATES, [], "rule.energy.rates: missing"),
        (RATES, SMALL["rule"]["energy"]["rates"] * 2, "rule.energy.rates[1].from_on: not_in_order"),
        (f"{RATES}/0/price", "0.1", "rule.energy.rates[0].price: one_of"),
        (f"{RATES}/0", {"from_on": START}, "rule.energy.rates[0].price: one_of"),
        (f"{RATES}/0/prices/night", "0.1", "rule.energy.rates[0].prices.night: not_a_class"),
        (f"{RATES}/0/prices/peak", 0.2, "rule.energy.rates[0].prices.peak: float"),
        (f"{RATES}/0/prices", {"peak": "0.2"}, "tariff.double.rules: class_without_price"),
        (
            f"{RATES}/0",
            {"from_on": START, "ended": False},
            "rule.energy.rates[0].ended: not_true",
        ),
        (
            f"{RATES}/0",
            {"from_on": START, "options": {"6000": "0.1"}},
            "rule.energy.rates[0].options: go_with_by",
        ),
        (
            f"{RATES}/0",
            {"from_on": START, "tiers": [{"price": "1"}, {"price": "2"}]},
            "rule.energy.rates[0].tiers[0].upto: all_but_the_last",
        ),
        (
            f"{RATES}/0",
            {"from_on": START, "tiers": [{"upto": 30, "price": "1"}]},
            "rule.energy.rates[0].tiers[0].upto: all_but_the_last",
        ),
        (
            f"{RATES}/0",
            {
                "from_on": START,
                "tiers": [
                    {"upto": 30, "price": "1"},
                    {"upto": 30, "price": "2"},
                    {"price": "3"},
                ],
            },
            "rule.energy.rates[0].tiers[1].upto: not_rising",
        ),
        ("rule/standing/by", None, "rule.standing.rates[0].options: go_with_by"),
        (
            "rule/standing/rates/0/options/6000",
            {"peak": "1", "off_peak": "2"},
            "rule.standing.rates: one_price_only",
        ),
        ("tariff/double/energy", "steam", "tariff.double.energy: not_among"),
        ("tariff/double/energy", "water", "tariff.double.rules: another_unit"),
        ("tariff/double/classes", [], "tariff.double.classes: missing"),
        ("tariff/double/classes", ["night"], "tariff.double.classes: not_among"),
        (
            "tariff/double/classes",
            ["peak"],
            "tariff.double.schedule[0].hours[0].class: not_a_class",
        ),
        ("tariff/double/rules", None, "tariff.double.rules: missing"),
        ("tariff/double/from_on", date(2024, 12, 31), "tariff.double.from_on: before_the_price"),
        ("tariff/double/colour", "red", "tariff.double.colour: unknown"),
        (
            "tariff/double/schedule",
            SMALL["tariff"]["double"]["schedule"] * 2,
            "tariff.double.schedule[1].from_on: not_in_order",
        ),
        (f"{SCHEDULE}/otherwise", None, "tariff.double.schedule[0].otherwise: missing"),
        (f"{SCHEDULE}/day_starts", "6h", "tariff.double.schedule[0].day_starts: not_a_clock_time"),
        (f"{SCHEDULE}/colours", ["red"], "tariff.double.schedule[0].otherwise: not_a_class"),
        (f"{SCHEDULE}/otherwise", "night", "tariff.double.schedule[0].otherwise: not_a_class"),
        (
            f"{SCHEDULE}/hours/0/windows",
            "22:00",
            "tariff.double.schedule[0].hours[0].windows: not_a_window",
        ),
        (
            f"{SCHEDULE}/hours/0/season",
            ["02-30", "10-31"],
            "tariff.double.schedule[0].hours[0].season: not_a_season",
        ),
        ("vat/full/rates/0/percent", "-5", "vat.full.rates[0].percent: not_a_percent"),
        ("vat/full/rates/0/percent", 2000, "vat.full.rates[0].percent: not_a_percent"),
        (f"{RATES}/0/prices", {}, "rule.energy.rates[0].prices: missing"),
        ("rule/standing/rates/0/options", {}, "rule.standing.rates[0].options: missing"),
        (
            "tariff/double/offered_until_on",
            date(2024, 12, 31),
            "tariff.double.offered_until_on: before_the_start",
        ),
        (
            "norm",
            [{"from_on": START, "service": "cold", "m3_a_month": "4.3"}] * 2,
            "norm[1].from_on: not_in_order",
        ),
        (
            "norm",
            [{"from_on": START, "service": "cold", "m3_a_month": "-1"}],
            "norm[0].m3_a_month: below_zero",
        ),
        (
            f"{SCHEDULE}/hours/0/windows",
            [["22:00"]],
            "tariff.double.schedule[0].hours[0].windows[0]: not_a_window",
        ),
        (
            f"{SCHEDULE}/hours/0/windows",
            [["22:00", "22:00"]],
            "tariff.double.schedule[0].hours[0].windows[0]: not_a_window",
        ),
        (
            f"{SCHEDULE}/hours/0/weekdays",
            ["monday"],
            "tariff.double.schedule[0].hours[0].weekdays: not_among",
        ),
        (
            f"{SCHEDULE}/hours/0/season",
            ["04-01"],
            "tariff.double.schedule[0].hours[0].season: not_a_season",
        ),
        (
            f"{SCHEDULE}/hours/0/season",
            ["04-01", "31-10"],
            "tariff.double.schedule[0].hours[0].season: not_a_season",
        ),
    ],
)
def test_a_fault_is_named_with_its_field(path, value, said):
    assert said in faults(changed(path, value))


def test_a_percentage_of_a_percentage_or_of_tiers_is_refused():
    found = copy.deepcopy(SMALL)
    found["rule"]["more"] = {**found["rule"]["cta"], "of": ["cta"]}
    assert "rule.more.of: not_alike" in faults(found)
    found = changed(
        f"{RATES}/0", {"from_on": START, "tiers": [{"upto": 1, "price": 1}, {"price": 2}]}
    )
    found["rule"]["cta"]["of"] = ["energy"]
    assert "rule.cta.of: has_tiers" in faults(found)


def every_path(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value in a document."""
    if path:
        yield path
    inside = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for step, value in inside:
        yield from every_path(value, (*path, step))


STRANGE = (5, -5, 1.5, True, "", "?", [], [5], ["?"], [[]], [{}], {}, {"?": 5}, START)


@pytest.mark.parametrize("path", list(every_path(SMALL)), ids=lambda path: "/".join(map(str, path)))
def test_whatever_stands_in_a_field_is_read_or_refused_and_never_breaks(path):
    for strange in STRANGE:
        try:
            assert from_document(changed("/".join(map(str, path)), strange), ("en",))
        except DocumentFaults as refused:
            assert all(fault.path and fault.code for fault in refused.faults)


def test_every_fault_is_told_at_once_in_one_sentence():
    found = changed("currency", None)
    del found["rule"]["energy"]["family"]
    with pytest.raises(DocumentFaults, match="currency: missing") as refused:
        from_document(found, ("en",))
    assert "rule.energy.family: missing" in str(refused.value)


def test_a_whole_document_is_read():
    (tariff,) = from_document({**SMALL, "limit_months": 14}, ("en",))
    assert (tariff.code, tariff.currency, tariff.limit_months) == ("double", "EUR", 14)
    assert [rule.code for rule in tariff.rules] == ["standing", "energy", "cta"]
    assert tariff.class_codes == ("peak", "off_peak")
    assert tariff.price_options("power_va") == ("6000",)
    assert tariff.rule("cta").of == (tariff.rule("standing"),)
    hours = tariff.schedules[0].hours[0]
    assert hours.windows == (Window(94, 454),)
    assert (hours.weekdays, hours.season) == (frozenset({0}), ((4, 1), (10, 31)))
    with pytest.raises(LookupError):
        tariff.rule("none")


def test_prices_by_option_and_class_and_more_languages_are_read():
    found = changed(
        f"{RATES}/0", {"from_on": START, "options": {"6000": {"peak": "0.2", "off_peak": "0.1"}}}
    )
    found["rule"]["energy"]["by"] = "power_va"
    found["rule"]["energy"]["about"] = {"en": "Why", "fr": "Pourquoi"}
    found["tariff"]["double"]["offered_until_on"] = date(2026, 1, 1)
    (tariff,) = from_document(found, ("en",))
    assert tariff.rule("energy").rates[0].cell("6000", "peak")[0].price.amount == Decimal("0.2")
    assert tariff.rule("energy").about == {"en": "Why", "fr": "Pourquoi"}
    assert tariff.offered_until_on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("00:00", 0), ("01:34", 94), ("24:00", 1440), ("24:01", None), ("7:00", None), ("7h", None)],
)
def test_clock_times_are_read_to_the_minute(text, minute):
    assert minute_of(text) == minute


def test_a_window_needs_two_different_clock_times():
    assert window_of("22:00", "06:00") == Window(1320, 360)
    assert window_of("22:00", "22:00") is None
    assert window_of("22:00", "later") is None
    assert window_of("later", "22:00") is None


@pytest.mark.parametrize("pack", ["engie", "gaz-et-eaux", "oya", "vodokanal"])
def test_the_shipped_packs_are_read_and_named_in_their_languages(pack):
    for tariff in tariffs(pack).values():
        for rule in tariff.rules:
            assert set(rule.names) == set(languages(pack))
            assert not rule.about or set(rule.about) == set(languages(pack))
    energies = {tariff.energy for tariff in tariffs(pack).values()}
    assert f"energies = {sorted(energies)}".replace("'", '"') in (
        PACKS / pack / "pack.toml"
    ).read_text("utf-8")


@pytest.mark.parametrize("pack", ["engie", "gaz-et-eaux", "oya", "vodokanal"])
def test_every_rate_of_the_shipped_packs_says_where_it_comes_from_or_needs_no_source(pack):
    for code, rule in document(pack)["rule"].items():
        assert all(rate.get("source") for rate in rule["rates"]), code
