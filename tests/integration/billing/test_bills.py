"""What a contract is billed: exactly what was used, corrected by the difference, settled once."""

from datetime import date

import pytest

from chalicelib import ledger
from chalicelib.billing import amending, runs
from chalicelib.billing.facts import Review
from chalicelib.contracts import intake as contracts
from tests.integration.billing.steps import DAY, billed, contract_of, drafts, due
from tests.integration.readings.steps import contract, monthly, place, read


def test_a_contract_without_a_reading_is_held_back() -> None:
    home = place("electricity")
    assert [each.code for each in due(home) if isinstance(each, Review)] == ["no_history"]


def test_a_tariff_that_the_pack_does_not_know_is_held_back() -> None:
    home = place("electricity", tariff="of-old")
    monthly(home, 250)
    assert [each.code for each in due(home) if isinstance(each, Review)] == ["tariff_unknown"]


def test_gas_without_a_coefficient_is_held_back() -> None:
    home = place("electricity")
    monthly(home, 30)
    contract(home.who, home, tariff="gas")
    gas = place("gas", home.who)
    monthly(gas, 30)
    stored = contracts.SupplyPointRow.get(gas.key)
    stored.update(actions=[contracts.SupplyPointRow.coefficients.remove()])
    assert [each.code for each in due(gas) if isinstance(each, Review)] == ["coefficient_missing"]


def test_ten_times_last_year_is_held_back() -> None:
    home = place("electricity")
    last = monthly(home, 50, until=date(2026, 10, 1))
    billed(home, date(2026, 10, 2))
    read(home, "2026-11-01", last + 700)
    assert [each.code for each in due(home) if isinstance(each, Review)] == ["ten_times_last_year"]


def test_nothing_is_due_before_the_day_of_the_month_or_twice() -> None:
    home = place("electricity")
    monthly(home, 250)
    billed(home, date(2026, 11, 1))
    assert drafts(home, date(2026, 11, 1)) == []
    assert len(billed(home)) == 1
    assert drafts(home) == []


def test_a_month_between_two_readings_is_billed_to_the_watt_hour() -> None:
    home = place("electricity")
    monthly(home, 250)
    billed(home, date(2026, 10, 2))
    (invoice,) = billed(home)
    assert (invoice.period.from_on, invoice.period.until_on) == (
        date(2026, 10, 1),
        date(2026, 11, 1),
    )
    energy = [line for line in invoice.bill.lines if line.unit == "kWh"]
    assert {line.quantity for line in energy} == {250}
    assert not invoice.bill.estimated
    assert sum(line.cents for line in invoice.bill.lines) == invoice.bill.net_cents
    standing = ledger.standing(invoice.customer_key, date(2026, 11, 2))
    assert standing.invoices[invoice.number].total_cents == invoice.total_cents


def test_a_bill_ends_where_the_customers_own_reading_ends() -> None:
    home = place("electricity")
    last = monthly(home, 250, until=date(2026, 9, 1))
    billed(home, date(2026, 9, 2))
    read(home, "2026-10-25", last + 410)
    (invoice,) = billed(home)
    assert invoice.period.until_on == date(2026, 10, 25)
    assert not invoice.bill.estimated


def test_a_bill_waits_a_month_for_readings_that_have_begun() -> None:
    home = place("electricity")
    last = monthly(home, 250, until=date(2026, 10, 1))
    billed(home, date(2026, 10, 2))
    read(home, "2026-10-04", last + 20)
    assert drafts(home) == []


def test_an_estimate_is_corrected_by_the_difference_and_never_billed_twice() -> None:
    home, twin = place("electricity"), place("electricity")
    last = monthly(home, 250, until=date(2026, 9, 1))
    monthly(twin, 250, until=date(2026, 9, 1))
    for each in (home, twin):
        billed(each, date(2026, 9, 2))
    (guess,) = billed(home, date(2026, 10, 2))
    assert guess.bill.estimated
    for each in (home, twin):
        read(each, "2026-10-01", last + 130)
        read(each, "2026-11-01", last + 380)
    (true,) = billed(twin, date(2026, 10, 2))
    correction, bill = billed(home)
    assert correction.content.preceding == guess.number
    assert correction.total_cents == true.total_cents - guess.total_cents
    assert correction.kind == ("credit_note" if correction.total_cents < 0 else "correction")
    assert bill.period.from_on == date(2026, 10, 1)
    assert drafts(home) == []


def test_a_year_of_instalments_is_settled_to_the_cent() -> None:
    plan, monthly_paid = (
        place("electricity", started_on="2025-10-01"),
        place("electricity", started_on="2025-10-01"),
    )
    contract(
        plan.who, plan, started_on="2025-10-01", options="billing=yearly instalment_cents=9000"
    )
    for each in (plan, monthly_paid):
        monthly(each, 250)
    paid = [
        invoice
        for month in range(1, 12)
        for invoice in billed(plan, date(2025 + (10 + month) // 13, (10 + month - 1) % 12 + 1, 2))
    ]
    assert {each.kind for each in paid} == {"intermediate"}
    settlement = [each for each in billed(plan, date(2026, 10, 2)) if each.kind == "consumption"]
    assert len(settlement) == 1
    whole = billed(monthly_paid, date(2026, 10, 2))
    total = sum(each.total_cents for each in whole)
    assert abs(settlement[0].total_cents + sum(each.total_cents for each in paid) - total) <= 1
    deducted = [line for line in settlement[0].bill.lines if line.family == "instalment"]
    assert {line.source for line in deducted} == {each.number for each in paid}


def test_a_contract_that_ended_gets_its_last_bill_when_the_closing_reading_is_in() -> None:
    home = place("electricity", ended_on="2026-10-20")
    last = monthly(home, 250, until=date(2026, 10, 1))
    billed(home, date(2026, 10, 2))
    assert drafts(home, date(2026, 10, 21)) == []
    read(home, "2026-10-20", last + 160)
    (final,) = billed(home, date(2026, 10, 22))
    assert final.kind == "final"
    assert final.period.until_on == contract_of(home).ended_on
    assert not final.bill.estimated


def test_the_last_bill_is_estimated_when_nobody_reads_the_meter() -> None:
    home = place("electricity", ended_on="2026-10-20")
    monthly(home, 250, until=date(2026, 10, 1))
    billed(home, date(2026, 10, 2))
    (final,) = billed(home, date(2026, 10, 31))
    assert final.kind == "final"
    assert final.bill.estimated


def test_a_wrong_reading_put_right_is_corrected_by_hand_and_again_if_need_be() -> None:
    home, twin = place("electricity"), place("electricity")
    last = monthly(home, 250)
    monthly(twin, 250, until=date(2026, 10, 1))
    read(twin, "2026-11-01", last - 60)
    for each in (home, twin):
        billed(each, date(2026, 10, 2))
    (wrong,), (true,) = billed(home), billed(twin)
    for index, sent_on in ((last - 30, "2026-11-03"), (last - 60, "2026-11-04")):
        read(home, "2026-11-01", index, sent_on=sent_on)
        assert len(amending.correct("engie", DAY, home.who.number, wrong.number)) == 1
    assert amending.correct("engie", DAY, home.who.number, wrong.number) == ()
    standing = ledger.standing(wrong.customer_key, DAY)
    assert standing.invoices[wrong.number].open_cents == true.total_cents


def test_a_contract_that_nobody_foresaw_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    home = place("electricity")
    monthly(home, 250)
    monkeypatch.setattr(runs, "drafts_of", _stumble)
    (made,) = runs._drafts("engie", [[home.who.number, home.contract]], DAY)
    assert isinstance(made, Review) and made.code == "unexpected"


def _stumble(*_: object) -> None:
    raise ValueError("two meters in one place")
