"""A pack's tariff file that is wrong is refused with the line and the field of every fault."""

import shutil

import pytest

from chalicelib.contracts.tariffs import read
from chalicelib.operators.directory import PACKS, PackFault


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('price = "21.93"', "price = 21.93", ""),
        ('price = "21.93"', 'price = "a lot"', "rule.cta.rates[0].price: not_a_number a lot"),
        ('price = "21.93"', 'prise = "21.93"', "rule.cta.rates[0].price: one_of"),
        ('of = ["network-fixed"]', 'of = ["network"]', "rule.cta.of: not_among"),
        ('currency = "EUR"', 'currency = "XAF"', "currency: not_among"),
    ],
)
def test_a_fault_names_its_line_and_field(tmp_path, old, new, said):
    path = tmp_path / "tariffs.toml"
    shutil.copy(PACKS / "oya" / "tariffs.toml", path)
    text = path.read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), "utf-8")
    if not said:
        assert read(path, ("fr", "en"))
        return
    with pytest.raises(PackFault) as refused:
        read(path, ("fr", "en"))
    assert f"line {line}: {said}" in str(refused.value)


def test_a_file_that_is_no_toml_names_its_line(tmp_path):
    path = tmp_path / "tariffs.toml"
    path.write_text('currency = "EUR"\n[rule\n', "utf-8")
    with pytest.raises(PackFault, match="line 2"):
        read(path, ("fr", "en"))
