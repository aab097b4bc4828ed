"""Bills worked out by hand, line by line: the sums stand in the comments, with their sources.

A line is quantity x price, rounded half up to the cent; tax is taken once for each rate on the sum of
its lines (EN 16931 BR-CO-17). Prices are those of the packs' `tariffs.toml`, which name their sources.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import Period
from chalicelib.rules.charge import bill
from chalicelib.rules.classify import uses_of
from chalicelib.rules.cost import costs
from chalicelib.rules.estimate import by_norm
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.schedule import Hours, Schedule
from chalicelib.rules.schedule_document import window_of
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import Use
from tests.unit.rules.shipped import tariffs

PARIS = "Europe/Paris"
SIX = {"power_va": "6000"}


def lines(found: Bill) -> list[tuple[str, int]]:
    """The lines as (code, cents), with the class or band where there is one."""
    return [
        (
            each.code
            + (f" {each.classed}" if each.classed else "")
            + (f" {each.tier}" if each.tier else ""),
            each.cents,
        )
        for each in found.lines
    ]


def taxes(found: Bill) -> list[tuple[str, int, int]]:
    """The tax as (percent, base, amount)."""
    return [(str(total.percent), total.base_cents, total.amount_cents) for total in found.vat]


def test_french_electricity_base():
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    found = bill(
        Terms(tariffs("oya")["bleu-base"], SIX), march, [Use(march, 250_000)], march.until_on
    )
    assert lines(found) == [
        ("subscription-base", 1180),  # 141.60 / 12 = 11.80
        ("energy-base", 3270),  # 250 x 0.1308 = 32.70
        ("cta", 124),  # 99.46 / 12 x 15 % = 1.24325
        ("excise", 771),  # 250 x 0.03085 = 7.7125
    ]
    assert taxes(found) == [("20", 5345, 1069)]
    assert found.total_cents == 6414


def test_french_electricity_off_peak_with_odd_edges():
    """01:34 to 07:34 (JC144/EDF_Simulateur_Prix #2): two half-hours a day are shared by minutes."""
    april = Period(date(2026, 4, 1), date(2026, 5, 1))
    night = window_of("01:34", "07:34")
    assert night is not None
    own = (Schedule(date(2025, 11, 1), "peak", (Hours("off_peak", (night,)),)),)
    terms = Terms(tariffs("oya")["bleu-heures-creuses"], SIX, schedules=own)
    day = [0] * 48
    day[3] = 900  # 01:30-02:00: 4 minutes peak (120 Wh), 26 off-peak (780 Wh)
    day[4:15] = [1000] * 11  # 02:00-07:30: 11 kWh off-peak
    day[15] = 600  # 07:30-08:00: 4 minutes off-peak (80 Wh), 26 peak (520 Wh)
    day[36:44] = [500] * 8  # 18:00-22:00: 4 kWh peak
    # Off-peak 0.780 + 11 + 0.080 = 11.860 a day, 355.8 in April; peak 0.120 + 0.520 + 4 = 4.640, 139.2.
    used = uses_of(dict.fromkeys(april.dates(), day), terms.hours, PARIS, {})
    found = bill(terms, april, used.uses, april.until_on)
    assert lines(found) == [
        ("subscription-peak", 1180),  # 141.60 / 12
        ("energy-peak peak", 1966),  # 139.2 x 0.1412 = 19.65504
        ("energy-peak off_peak", 3583),  # 355.8 x 0.1007 = 35.82906
        ("cta", 124),  # 99.46 / 12 x 15 %
        ("excise", 1527),  # 495 x 0.03085 = 15.27075
    ]
    assert taxes(found) == [("20", 8380, 1676)]
    assert found.total_cents == 10056


def test_french_electricity_tempo_and_the_night_before_a_red_day():
    """Monday red, Tuesday white, Wednesday blue; the day runs from 06:00 to 06:00 (domain D4)."""
    monday = date(2026, 1, 5)
    period = Period(monday, monday + timedelta(days=3))
    colours = dict(
        zip(
            (monday + timedelta(days=n) for n in range(-1, 3)),
            ("blue", "red", "white", "blue"),
            strict=True,
        )
    )
    terms = Terms(tariffs("oya")["bleu-tempo"], SIX)
    used = uses_of(dict.fromkeys(period.dates(), [500] * 48), terms.hours, PARIS, colours)
    # 1 kW throughout: 6 kWh before 06:00 at the eve's colour, 16 until 22:00, 2 after.
    assert {use.classed: use.quantity for use in used.uses} == {
        "blue_off_peak": 8_000,  # Monday before 06:00 (6) and Wednesday after 22:00 (2)
        "red_peak": 16_000,
        "red_off_peak": 8_000,  # Monday after 22:00 (2) and Tuesday before 06:00 (6)
        "white_peak": 16_000,
        "white_off_peak": 8_000,
        "blue_peak": 16_000,
    }
    found = bill(terms, period, used.uses, date(2026, 1, 9))
    assert lines(found) == [
        ("subscription-tempo", 107),  # 133.20 / 12 x 3/31 = 1.07419
        ("energy-tempo blue_off_peak", 58),  # 8 x 0.0727 = 0.5816
        ("energy-tempo blue_peak", 151),  # 16 x 0.0945 = 1.512
        ("energy-tempo white_off_peak", 69),  # 8 x 0.0859 = 0.6872
        ("energy-tempo white_peak", 183),  # 16 x 0.1142 = 1.8272
        ("energy-tempo red_off_peak", 73),  # 8 x 0.0917 = 0.7336
        ("energy-tempo red_peak", 814),  # 16 x 0.5090 = 8.144
        ("cta", 18),  # 99.46 / 12 x 3/31 x 21.93 % = 0.17590
        ("excise", 216),  # 72 x 0.02998 = 2.15856
    ]
    assert taxes(found) == [("20", 1689, 338)]
    assert found.total_cents == 2027


def test_the_tax_on_subscriptions_changes_on_1_august_2025():
    """5.5 % to 20 % on subscription and CTA, excise 33.70 to 29.98 a MWh (domain D8, sicae-ely.fr)."""
    period = Period(date(2025, 7, 15), date(2025, 8, 15))
    found = bill(
        Terms(tariffs("oya")["bleu-base"], SIX), period, [Use(period, 310_000)], period.until_on
    )
    assert lines(found) == [
        ("subscription-base", 614),  # 134.25 / 12 x 17/31 = 6.13508
        ("subscription-base", 500),  # 132.84 / 12 x 14/31 = 4.99935
        ("energy-base", 2283),  # 170 x 0.1343 = 22.831
        ("energy-base", 1858),  # 140 x 0.1327 = 18.578
        ("cta", 100),  # 99.46 / 12 x 17/31 x 21.93 % = 0.99677
        ("cta", 82),  # 99.46 / 12 x 14/31 x 21.93 % = 0.82087
        ("excise", 573),  # 170 x 0.0337 = 5.729
        ("excise", 420),  # 140 x 0.02998 = 4.1972
    ]
    assert taxes(found) == [
        ("5.5", 714, 39),  # 7.14 x 5.5 % = 0.3927
        ("20", 5716, 1143),  # 57.16 x 20 % = 11.432
    ]
    assert found.total_cents == 7612


def test_the_cta_and_the_excise_change_on_1_february_2026():
    """CTA 21.93 to 15 %, excise 29.98 to 30.85 a MWh (domain D8, labellenergie.fr, sicae-ely)."""
    period = Period(date(2026, 1, 15), date(2026, 2, 15))
    found = bill(
        Terms(tariffs("oya")["bleu-base"], SIX), period, [Use(period, 310_000)], period.until_on
    )
    assert lines(found) == [
        ("subscription-base", 607),  # 132.84 / 12 x 17/31 = 6.07065
        ("subscription-base", 590),  # 141.60 / 12 x 14/28 = 5.90
        ("energy-base", 2256),  # 170 x 0.1327 = 22.559
        ("energy-base", 1831),  # 140 x 0.1308 = 18.312
        ("cta", 100),  # 99.46 / 12 x 17/31 x 21.93 % = 0.99677
        ("cta", 62),  # 99.46 / 12 x 14/28 x 15 % = 0.62163
        ("excise", 510),  # 170 x 0.02998 = 5.0966
        ("excise", 432),  # 140 x 0.03085 = 4.319
    ]
    assert taxes(found) == [("20", 6388, 1278)]
    assert found.total_cents == 7666


def test_french_gas_whose_coefficient_changes_in_the_middle_of_the_month():
    """93 m3 in January 2026: 45 m3 at 11.20 until the 15th, 48 m3 at 10.90 since (domain D7)."""
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    coefficients = (
        Coefficient(date(2026, 1, 1), Decimal("11.20")),
        Coefficient(date(2026, 1, 16), Decimal("10.90")),
    )
    terms = Terms(tariffs("gaz-et-eaux")["gaz"], {"usage": "heating"}, coefficients)
    found = bill(terms, january, [Use(january, 93_000)], january.until_on)
    assert lines(found) == [
        ("gas-subscription", 1985),
        ("gas-energy", 7077),  # (504 + 523.2) x 0.0689 = 70.77408
        ("gas-cta", 276),  # 159.48 / 12 x 20.80 % = 2.76432
        ("gas-excise", 1585),  # 1027.2 x 0.01543 = 15.84970
    ]
    assert taxes(found) == [("20", 10923, 2185)]  # 21.846
    assert found.total_cents == 13108


def test_french_water_by_bands_with_sanitation_and_public_bodies():
    """80 m3 in 181 days: bands of 30 and 120 m3 a year x 181/365 (domain D10)."""
    half = Period(date(2026, 1, 1), date(2026, 7, 1))
    found = bill(Terms(tariffs("gaz-et-eaux")["eau"]), half, [Use(half, 80_000)], date(2026, 7, 10))
    assert lines(found) == [
        ("water-subscription", 2410),  # 48.60 x 181/365 = 24.10027
        ("water 1", 1458),  # 14.877 x 0.98 = 14.57946
        ("water 2", 7230),  # 44.630 x 1.62 = 72.3006
        ("water 3", 4406),  # 20.493 x 2.15 = 44.05995
        ("sanitation-subscription", 1205),  # 24.30 x 181/365 = 12.05014
        ("sanitation", 15760),  # 80 x 1.97
        ("water-consumption-charge", 3120),  # 80 x 0.39
        ("network-performance", 96),  # 80 x 0.012
        ("sanitation-performance", 216),  # 80 x 0.027
        ("abstraction", 520),  # 80 x 0.065
    ]
    assert taxes(found) == [
        ("5.5", 19240, 1058),  # 192.40 x 5.5 % = 10.582
        ("10", 17181, 1718),  # 171.81 x 10 % = 17.181
    ]
    assert found.total_cents == 39197


@pytest.mark.parametrize(
    ("issued_on", "charges"),
    [
        # amf.asso.fr: the rate of the day of issue, whatever the period.
        (date(2024, 12, 31), [("water-pollution", 1450), ("sewer-modernisation", 800)]),
        (
            date(2025, 1, 10),
            [
                ("water-consumption-charge", 2150),
                ("network-performance", 50),
                ("sanitation-performance", 45),
            ],
        ),
        (
            date(2026, 1, 10),
            [
                ("water-consumption-charge", 1950),
                ("network-performance", 60),
                ("sanitation-performance", 135),
            ],
        ),
    ],
)
def test_the_water_agencys_rate_is_that_of_the_day_of_issue(issued_on, charges):
    half = Period(date(2024, 7, 1), date(2025, 1, 1))
    found = bill(Terms(tariffs("gaz-et-eaux")["eau"]), half, [Use(half, 50_000)], issued_on)
    own = [each for each in lines(found) if each[0] in {code for code, _ in ALL_CHARGES}]
    assert own == charges


ALL_CHARGES = [
    ("water-pollution", 0),
    ("sewer-modernisation", 0),
    ("water-consumption-charge", 0),
    ("network-performance", 0),
    ("sanitation-performance", 0),
]


def test_russian_water_by_norm_with_the_multiplier():
    """Three residents, no meter where one could stand (order 354, point 42; domain D11)."""
    november = Period(date(2026, 11, 1), date(2026, 12, 1))
    tariff = tariffs("vodokanal")["naselenie"]
    uses = by_norm(november, tariff, 3, surcharged=True)
    found = bill(Terms(tariff), november, uses, november.until_on)
    assert lines(found) == [
        ("cold-water", 51313),  # 3 x 4.29 = 12.87 m3 x 39.87 = 513.1269
        ("norm-surcharge", 25656),  # 6.435 m3 x 39.87 = 256.56345
        ("sewerage", 69285),  # 3 x 7.45 = 22.35 m3 x 31.00 = 692.85
    ]
    # Prices hold the tax: 1462.54 x 22/122 = 263.7367.
    assert taxes(found) == [("22", 119880, 26374)]
    assert found.total_cents == 146254
    assert {line.kind for line in found.lines} == {"norm"}


def test_russian_water_over_an_indexation():
    """12 m3 in 30 days over 1 October 2026: 16 days at the old price, 14 at the new."""
    period = Period(date(2026, 9, 15), date(2026, 10, 15))
    found = bill(
        Terms(tariffs("vodokanal")["naselenie"]), period, [Use(period, 12_000)], period.until_on
    )
    assert lines(found) == [
        ("cold-water", 23091),  # 6.4 x 36.08 = 230.912
        ("cold-water", 22327),  # 5.6 x 39.87 = 223.272
        ("sewerage", 17958),  # 6.4 x 28.06 = 179.584
        ("sewerage", 17360),  # 5.6 x 31.00
    ]
    assert taxes(found) == [("22", 66177, 14559)]  # 807.36 x 22/122 = 145.5895
    assert found.total_cents == 80736


OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
BILLED_ON = date(2026, 11, 3)


def test_belgian_electricity_single_rate():
    """Wallonia, VAT 6 %, the connection fee without VAT."""
    found = bill(Terms(tariffs("engie")["elec-mono"]), OCTOBER, [Use(OCTOBER, 300_000)], BILLED_ON)
    assert lines(found) == [
        ("electricity-standing", 493),  # 58.02 x 31/365 = 4.92773
        ("electricity-single", 3522),  # 300 x 0.1174
        ("green", 897),  # 300 x 0.0299
        ("distribution-single", 3444),  # 300 x 0.1148
        ("data-management", 154),  # 18.08 x 31/365 = 1.53556
        ("transmission", 771),  # 300 x 0.0257
        ("federal-excise 1", 1424),  # 300 x 0.04748 = 14.244
        ("energy-contribution", 58),  # 300 x 0.0019261 = 0.57783
        ("connection-fee", 23),  # 300 x 0.00075 = 0.225, half up
    ]
    assert taxes(found) == [("0", 23, 0), ("6", 10763, 646)]  # 107.63 x 6 % = 6.4578
    assert found.total_cents == 11432


def test_belgian_electricity_peak_and_off_peak():
    uses = [Use(OCTOBER, 180_000, "peak"), Use(OCTOBER, 120_000, "off_peak")]
    found = bill(Terms(tariffs("engie")["elec-bi"]), OCTOBER, uses, BILLED_ON)
    assert lines(found) == [
        ("electricity-standing", 493),
        ("electricity-double peak", 2392),  # 180 x 0.1329 = 23.922
        ("electricity-double off_peak", 1250),  # 120 x 0.1042 = 12.504
        ("green", 897),
        ("distribution-double peak", 2452),  # 180 x 0.1362 = 24.516
        ("distribution-double off_peak", 1025),  # 120 x 0.0854 = 10.248
        ("data-management", 154),
        ("transmission", 771),
        ("federal-excise 1", 1424),
        ("energy-contribution", 58),
        ("connection-fee", 23),
    ]
    assert taxes(found) == [("0", 23, 0), ("6", 10916, 655)]  # 6.5496
    assert found.total_cents == 11594


def test_belgian_excise_by_band():
    """20,000 kWh a year x 31/365 = 1698.630 kWh at the first rate."""
    found = bill(
        Terms(tariffs("engie")["elec-mono"]), OCTOBER, [Use(OCTOBER, 2_000_000)], BILLED_ON
    )
    own = [each for each in lines(found) if each[0].startswith("federal-excise")]
    assert own == [
        ("federal-excise 1", 8065),  # 1698.630 x 0.04748 = 80.65095
        ("federal-excise 2", 1380),  # 301.370 x 0.04578 = 13.79672
    ]


def test_belgian_gas():
    coefficients = (Coefficient(date(2024, 1, 1), Decimal("11.2")),)
    found = bill(
        Terms(tariffs("engie")["gas"], coefficients=coefficients),
        OCTOBER,
        [Use(OCTOBER, 31_000)],
        BILLED_ON,
    )
    assert lines(found) == [
        ("gas-standing", 493),
        ("gas-energy", 1524),  # 31 x 11.2 = 347.2 kWh x 0.0439 = 15.24208
        ("gas-distribution", 819),  # 347.2 x 0.0236 = 8.19392
        ("gas-distribution-fixed", 931),  # 109.56 x 31/365 = 9.30510
        ("gas-transmission", 53),  # 347.2 x 0.00152 = 0.52774
        ("gas-excise", 286),  # 347.2 x 0.00823 = 2.85746
        ("gas-energy-contribution", 35),  # 347.2 x 0.0009978 = 0.34644
        ("gas-connection-fee", 3),  # 347.2 x 0.000075 = 0.02604
    ]
    assert taxes(found) == [("0", 3, 0), ("6", 4141, 248)]  # 2.4846
    assert found.total_cents == 4392


PUBLISHED = [
    # With tax, EUR a kWh: moneyvox.fr (August 2025), revolution-energetique.com (February 2026).
    ("bleu-base", date(2025, 8, 1), {"single": "0.1952"}),
    ("bleu-heures-creuses", date(2025, 8, 1), {"peak": "0.2081", "off_peak": "0.1635"}),
    (
        "bleu-tempo",
        date(2025, 8, 1),
        {
            "blue_off_peak": "0.1232",
            "blue_peak": "0.1494",
            "white_off_peak": "0.1391",
            "white_peak": "0.1730",
            "red_off_peak": "0.1460",
            "red_peak": "0.6468",
        },
    ),
    ("bleu-base", date(2026, 2, 1), {"single": "0.1940"}),
    ("bleu-heures-creuses", date(2026, 2, 1), {"peak": "0.2065", "off_peak": "0.1579"}),
    (
        "bleu-tempo",
        date(2026, 2, 1),
        {
            "blue_off_peak": "0.1325",
            "blue_peak": "0.1612",
            "white_off_peak": "0.1499",
            "white_peak": "0.1871",
            "red_off_peak": "0.1575",
            "red_peak": "0.7060",
        },
    ),
]


@pytest.mark.parametrize(("code", "on", "prices"), PUBLISHED)
def test_the_published_prices_with_tax_come_back_to_the_fourth_digit(code, on, prices):
    day = Period(on, on + timedelta(days=1))
    for classed, price in prices.items():
        used = [(day, {classed: 10_000_000})]
        found = costs(Terms(tariffs("oya")[code], SIX), used, on, standing=False)
        assert abs(found.total_cents - Decimal(price) * 1_000_000) <= 100, classed


@pytest.mark.parametrize(
    ("code", "power", "from_on", "a_year"),
    [
        # With tax and CTA: soleio.fr; Tempo at 9 kVA econostrum.info.
        ("bleu-base", "6000", date(2025, 2, 1), "164.64"),
        ("bleu-heures-creuses", "6000", date(2025, 2, 1), "168.48"),
        ("bleu-tempo", "9000", date(2025, 2, 1), "209.40"),
        ("bleu-base", "6000", date(2025, 8, 1), "185.58"),
        ("bleu-heures-creuses", "6000", date(2025, 8, 1), "188.89"),
        ("bleu-tempo", "6000", date(2025, 8, 1), "186.01"),
        ("bleu-tempo", "9000", date(2025, 8, 1), "238.06"),
    ],
)
def test_the_published_subscriptions_with_tax_come_back(code, power, from_on, a_year):
    month = Period(from_on, from_on.replace(month=from_on.month + 1))
    found = costs(Terms(tariffs("oya")[code], {"power_va": power}), [(month, {})], from_on)
    assert abs(found.total_cents * 12 - Decimal(a_year) * 100) <= 12
