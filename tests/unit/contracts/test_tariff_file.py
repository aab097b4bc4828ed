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
        ('price = "21.93"', 'price = ""', "rule.cta.rates[0].price: not_a_number"),
        ('kind = "percent"', 'kind = "percents"', "rule.cta.kind: not_among"),
        ('percent = "20"', 'percent = "120"', "vat.full.rates[0].percent: not_a_percent 120"),
        ('percent = "20"', 'percentage = "20"', "vat.full.rates[0].percent: missing"),
        ('percent = "20"', 'percentage = "20"', "vat.full.rates[0].percentage: unknown"),
        ("from_on = 2014-01-01", "from = 2014-01-01", "vat.full.rates[0].from_on: missing"),
        ("from_on = 2014-01-01", 'from_on = "2014"', "vat.full.rates[0].from_on: not_a_date 2014"),
        (
            "from_on = 2025-08-01, percent",
            "from_on = 2006-01-01, percent",
            "vat.subscription.rates[1].from_on: not_in_order 2006-01-01",
        ),
        (
            'windows = [["22:00", "06:00"]]',
            'windows = [["22:00", "25:00"]]',
            "tariff.bleu-heures-creuses.schedule[0].hours[0].windows[0]: not_a_window",
        ),
        (
            'class = "off_peak"',
            'class = "night"',
            "tariff.bleu-heures-creuses.schedule[0].hours[0].class: not_a_class night",
        ),
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
    assert str(refused.value).startswith(f"{tmp_path.name}/tariffs.toml: ")
    assert f"line {line}: {said}" in str(refused.value)


def test_a_tax_without_a_base_names_the_tax(tmp_path):
    path = tmp_path / "tariffs.toml"
    text = (PACKS / "oya" / "tariffs.toml").read_text("utf-8")
    path.write_text(text.replace('of = ["network-fixed"]\n', "", 1), "utf-8")
    line = text[: text.index("[rule.cta]")].count("\n") + 1
    with pytest.raises(PackFault, match=f"line {line}: rule.cta.of: missing"):
        read(path, ("fr", "en"))


def test_a_name_in_a_language_that_the_operator_speaks_is_missed(tmp_path):
    path = tmp_path / "tariffs.toml"
    shutil.copy(PACKS / "oya" / "tariffs.toml", path)
    with pytest.raises(PackFault, match=r"line \d+: tariff.bleu-base.names.nl: missing"):
        read(path, ("fr", "nl", "en"))


def test_a_file_in_another_encoding_names_its_line(tmp_path):
    path = tmp_path / "tariffs.toml"
    path.write_bytes('currency = "EUR"\n# réseau'.encode("latin-1"))
    with pytest.raises(PackFault, match="line 2: not UTF-8"):
        read(path, ("fr", "en"))


def test_a_field_written_twice_names_its_line(tmp_path):
    path = tmp_path / "tariffs.toml"
    path.write_text('currency = "EUR"\ncurrency = "EUR"\n', "utf-8")
    with pytest.raises(PackFault, match="line 2"):
        read(path, ("fr", "en"))


def test_a_file_that_is_no_toml_names_its_line(tmp_path):
    path = tmp_path / "tariffs.toml"
    path.write_text('currency = "EUR"\n[rule\n', "utf-8")
    with pytest.raises(PackFault, match="line 2"):
        read(path, ("fr", "en"))
