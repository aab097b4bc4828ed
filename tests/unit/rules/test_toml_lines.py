"""A fault in a tariff file names its line."""

import pytest

from chalicelib.rules.toml_lines import line_of
from tests.unit.rules.shipped import PACKS

TEXT = """\
# A comment with [brackets] = and more
currency = "EUR"
[rule.energy]
names.fr = "Énergie # [verte]"
rates = [
    { from_on = 2025-01-01, price = "0.1" },  # an aside, with a comma

    { from_on = 2026-01-01, price = "0.2" },
]
[[rule.water.rates]]
from_on = 2025-01-01
[[rule.water.rates]]
from_on = 2026-01-01
[rule.water.rates.prices]
peak = "1"
[tariff.'x']
schedule = [{ hours = [{ class = "a" }] }]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("currency",), 2),
        (("rule", "energy"), 3),
        (("rule", "energy", "vat"), 3),
        (("rule", "energy", "names", "fr"), 4),
        (("rule", "energy", "names", "nl"), 3),
        (("rule", "energy", "rates"), 5),
        (("rule", "energy", "rates", 0, "price"), 6),
        (("rule", "energy", "rates", 1, "price"), 8),
        (("rule", "energy", "rates", 7), 5),
        (("rule", "water", "rates", 0, "from_on"), 11),
        (("rule", "water", "rates", 1), 12),
        (("rule", "water", "rates", 1, "from_on"), 13),
        (("rule", "water", "rates", 1, "prices", "peak"), 15),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_a_field_is_found_or_what_is_nearest_to_it(path, line):
    assert line_of(TEXT, path) == line


def test_the_fields_of_a_shipped_file_are_found():
    text = (PACKS / "oya" / "tariffs.toml").read_text("utf-8")
    lines = text.splitlines()
    found = line_of(text, ("rule", "excise", "rates", 3, "price"))
    assert "0.03085" in lines[found - 1]
    tempo = line_of(text, ("rule", "energy-tempo", "rates", 1, "prices", "red_peak"))
    assert "0.5090" in lines[tempo - 1]
