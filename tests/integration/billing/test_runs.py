"""Runs: every due contract once, numbers without gaps, however often a step is repeated."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clock, ledger
from chalicelib.billing import invoices, issuing, listing, papers, reviewing, runs
from chalicelib.billing.cases import held_back
from chalicelib.billing.facts import Draft
from chalicelib.billing.table import InvoiceRow, RunRow, SeriesRow
from chalicelib.config import settings
from chalicelib.contracts.table import ContractRow
from chalicelib.rules.correct import difference
from tests.cloud import Api, TestCloud
from tests.integration.billing.steps import DAY, MORNING, billed, contract_of, drafts, due
from tests.integration.readings.steps import Place, at_home, contract, monthly, place, read


@pytest.fixture(autouse=True)
def nothing_yet(cloud: TestCloud) -> None:
    """A run is an operator's: no contract and no number is there but those that the test makes."""
    cloud.drain("billing", strict=False)
    for model in (RunRow, SeriesRow, InvoiceRow, ContractRow):
        with model.batch_write() as batch:
            for row in model.scan():
                batch.delete(row)


def homes(count: int = 3) -> list[Place]:
    """Some homes whose meter was read on the first of October and of November."""
    made = [place("electricity", started_on="2026-10-01") for _ in range(count)]
    for each in made:
        read(each, "2026-10-01", 1000)
        read(each, "2026-11-01", 1250)
    return made


def numbers() -> list[str]:
    return sorted(row.number for row in InvoiceRow.scan())


def expected(count: int) -> list[str]:
    return [f"E2026-{place:06d}" for place in range(1, count + 1)]


def test_a_run_issues_each_invoice_once_however_often_it_is_repeated() -> None:
    homes(3)
    assert runs.bill_now("engie", DAY).invoices == 3
    assert runs.bill_now("engie", DAY).invoices == 0
    assert numbers() == expected(3)


def test_a_message_delivered_to_many_workers_at_once_issues_once() -> None:
    homes(18)
    messages = runs.messages_of("engie", DAY)
    parts = [part for message in messages for part in runs.do(message) if "part" in part]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(runs.do, parts * 3))
    assert numbers() == expected(18)


def test_a_shard_listed_twice_at_once_gives_each_contract_to_one_part() -> None:
    homes(18)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(runs.do, runs.messages_of("engie", DAY) * 3))
    listed = [tuple(key) for row in RunRow.scan() if row.contracts for key in row.contracts]
    assert len(listed) == len(set(listed)) == 18


def test_a_part_cut_off_while_printing_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    homes(2)
    whole = papers.put_out
    monkeypatch.setattr(papers, "put_out", _crash)
    with pytest.raises(RuntimeError):
        runs.bill_now("engie", DAY)
    monkeypatch.setattr(papers, "put_out", whole)
    runs.bill_now("engie", DAY)
    assert numbers() == expected(2)
    assert all(row.printed_at for row in InvoiceRow.scan())


def _crash(*_: Any, **__: Any) -> None:
    raise RuntimeError("cut off")


def test_a_strange_bill_waits_for_a_clerk_and_holds_up_nobody_else() -> None:
    calm, strange = place("electricity"), place("electricity")
    for each in (calm, strange):
        monthly(each, 250)
    runs.bill_now("engie", DAY.replace(month=10))
    read(strange, DAY.replace(day=1), 90_000)
    done = runs.bill_now("engie", DAY)
    assert (done.invoices, done.held_back) == (1, 1)
    (held,) = reviewing.of_run("engie", DAY)
    assert (held.contract, held.code) == (strange.contract, "ten_times_last_year")
    (number,) = reviewing.release("engie", DAY, held.customer, held.contract)
    assert numbers() == expected(4) and number in numbers()
    assert reviewing.of_run("engie", DAY) == []
    assert calm.contract != held.contract


def test_a_dry_run_tells_the_sum_and_writes_nothing() -> None:
    homes(3)
    before = sum(1 for _ in RunRow.scan())
    done, held = runs.dry_run("engie", DAY)
    assert done.invoices == 3 and done.total_cents > 0 and held == ()
    assert sum(1 for _ in RunRow.scan()) == before
    assert numbers() == []
    assert runs.bill_now("engie", DAY).total_cents == done.total_cents


def test_a_later_day_of_the_month_looks_at_ended_contracts_only_once_all_were_looked_at() -> None:
    homes(1)
    late = DAY.replace(day=9)
    assert listing.is_full("engie", late), "no run of this month has been made yet"
    runs.bill_now("engie", DAY)
    assert not listing.is_full("engie", late)
    assert not listing.is_full("engie", DAY.replace(day=1))


def test_a_contract_that_comes_in_after_the_run_does_not_wait_a_month() -> None:
    homes(1)
    runs.bill_now("engie", DAY)
    (late,) = homes(1)
    assert runs.bill_now("engie", DAY).invoices == 0, "its shards are listed already"
    assert runs.bill_now("engie", DAY.replace(day=3)).invoices == 1
    assert contract_of(late).came_in_on == DAY
    assert numbers() == expected(2)
    assert runs.bill_now("engie", DAY.replace(day=4)).invoices == 0


def test_a_contract_taken_in_again_is_not_looked_at_again(cloud: TestCloud) -> None:
    (home,) = homes(1)
    with clock.freeze(MORNING + timedelta(days=9)):
        contract(home.who, home, started_on="2026-10-01")
        assert contract_of(home).came_in_on == DAY
        (newer,) = homes(1)
        assert contract_of(newer).came_in_on == DAY.replace(day=11)


@pytest.mark.parametrize("together", [True, False], ids=["one part", "two parts"])
def test_two_invoices_of_a_day_do_not_show_the_same_credit(together: bool) -> None:
    (home,) = homes(1)
    other = place("electricity", home.who, started_on="2026-10-01")
    read(other, "2026-10-01", 1000)
    read(other, "2026-11-01", 1250)
    pay_ahead(home, 2000)
    drafts = [each for home_of in (home, other) for each in due(home_of)]
    owed = [each.bill.total_cents for each in drafts if isinstance(each, Draft)]
    if together:
        given = issuing.issue([each for each in drafts if isinstance(each, Draft)])
    else:
        given = tuple(
            one for each in drafts if isinstance(each, Draft) for one in issuing.issue([each])
        )
    asked = [invoices.find("engie", *each).content.to_pay_cents for each in given]
    assert asked == [owed[0] - 2000, owed[1]]


def test_what_one_invoice_gives_back_is_set_against_the_next_of_the_day() -> None:
    (home,) = homes(1)
    (draft,) = drafts(home)
    back = difference(draft.bill, draft.bill)
    back = replace(back, net_cents=-500, total_cents=-500)
    favour = replace(draft, content=replace(draft.content, bill=back), guard="x")
    first, second = issuing.credited([favour, draft])
    assert first.content.to_pay_cents == -500 and first.content.settled_by == "nothing"
    assert second.content.to_pay_cents == draft.bill.total_cents - 500
    assert second.content.settled_by == "transfer"


def test_an_invoice_that_the_credit_covers_asks_for_nothing() -> None:
    (home,) = homes(1)
    pay_ahead(home, 100_000)
    (invoice,) = billed(home)
    assert (invoice.content.to_pay_cents, invoice.content.settled_by) == (0, "nothing")


def test_a_review_that_has_nothing_left_to_issue_leaves_the_list() -> None:
    (home,) = homes(1)
    run = listing.run_of("engie", DAY)
    listing.note("engie", DAY)
    reviewing.set_aside(run, held_back(contract_of(home), "negative"))
    billed(home)
    assert reviewing.release("engie", DAY, home.who.number, home.contract) == ()
    assert reviewing.of_run("engie", DAY) == []


def pay_ahead(home: Place, cents: int) -> None:
    """Book money of a customer that no invoice asked for."""
    paid = ledger.payment_settled(
        f"engie#{home.who.number}",
        f"pay_{home.contract}",
        at=MORNING,
        currency="EUR",
        shares={},
        cents=cents,
        reference="ahead",
    )
    ledger.post([paid])


def test_numbers_go_on_over_blocks_larger_than_a_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(issuing, "MOST", 2)
    homes(5)
    runs.bill_now("engie", DAY)
    assert numbers() == expected(5)


def test_a_planned_run_goes_through_the_queue_to_document_and_mail(
    api: Api, cloud: TestCloud
) -> None:
    home = at_home(api, cloud, "electricity", started_on="2026-10-01")
    read(home, "2026-10-01", 1000)
    read(home, "2026-11-01", 1250)
    cloud.forget_messages()
    cloud.handle("billing_plan", {"operator": "engie"})
    cloud.drain("billing", "outbox")
    (row,) = InvoiceRow.scan()
    (mail,) = cloud.mails(to=home.who.email)
    assert row.number in mail.text
    stored = cloud.client("s3").get_object(
        Bucket=settings().invoices_bucket, Key=f"engie/{home.who.number}/{row.number}.pdf"
    )
    assert stored["Body"].read(5) == b"%PDF-"
