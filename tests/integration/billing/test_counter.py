"""Bills at the counter: strange ones wait, and go out by somebody's word; each act with its role."""

from datetime import timedelta

import pytest

from chalicelib import audit, clock
from chalicelib.billing import invoices, listing, reviewing, runs
from chalicelib.billing.table import InvoiceRow, RunRow, SeriesRow
from chalicelib.contracts.table import ContractRow
from chalicelib.ledger.table import EntryRow
from tests.cloud import Api, TestCloud
from tests.integration.accounts.desk import at_desk
from tests.integration.accounts.steps import code_of
from tests.integration.billing.steps import DAY, MORNING, billed
from tests.integration.readings.steps import Place, monthly, place, read

OFFICE = "/engie/office"


@pytest.fixture(scope="module")
def supervisor(api_url: str, cloud: TestCloud) -> Api:
    with clock.freeze(MORNING):
        return at_desk(Api(api_url), cloud)


@pytest.fixture(scope="module")
def clerk(api_url: str, cloud: TestCloud) -> Api:
    with clock.freeze(MORNING):
        return at_desk(Api(api_url), cloud, "clerk")


@pytest.fixture(autouse=True)
def nothing_yet(cloud: TestCloud) -> None:
    """A run is an operator's: no contract and no number is there but those that the test makes."""
    cloud.drain("billing", strict=False)
    for model in (RunRow, SeriesRow, InvoiceRow, ContractRow, EntryRow):
        with model.batch_write() as batch:
            for row in model.scan():
                batch.delete(row)


def strange() -> Place:
    """A home whose last month asks for a hundred times the usual; the run set it aside."""
    home = place("electricity")
    monthly(home, 250)
    runs.bill_now("engie", DAY.replace(month=10))
    read(home, DAY.replace(day=1), 90_000)
    assert runs.bill_now("engie", DAY).held_back == 1
    return home


def url(home: Place) -> str:
    return f"{OFFICE}/reviews/{home.who.number}/{home.contract}"


def waiting(desk: Api) -> list[tuple[str, str, str]]:
    items = desk.get(f"{OFFICE}/reviews").json()["items"]
    return [(each["contract"], each["code"], each["state"]) for each in items]


def put_right(home: Place, index: int) -> None:
    """The last reading was wrong: a later one of the same day counts instead."""
    with clock.freeze(MORNING + timedelta(minutes=5)):
        read(home, DAY.replace(day=1), index)


def total(desk: Api, home: Place) -> int:
    return int(desk.get(url(home)).json()["total_cents"])


def released(desk: Api, home: Place) -> list[str]:
    answer = desk.post(f"{url(home)}/release", json={"total_cents": total(desk, home)})
    assert answer.status_code == 201, answer.text
    return list(answer.json()["numbers"])


def acts(home: Place) -> list[str]:
    return [each.act for each in audit.acts_about("engie", [home.who.number])]


def test_a_clerk_neither_lets_a_strange_bill_go_nor_runs_the_billing(clerk: Api):
    refused = {
        "release": ("POST", f"{OFFICE}/reviews/1/2/release", {"total_cents": 1}),
        "resume": ("POST", f"{OFFICE}/runs/2026-11-02/resume", None),
        "dry run": ("POST", f"{OFFICE}/dry-runs", {}),
        "see a dry run": ("GET", f"{OFFICE}/dry-runs/dry_1", None),
        "correct": ("POST", f"{OFFICE}/customers/1/invoices/2/correction", None),
    }
    answers = {
        name: clerk.request(method, path, json=body).json()["code"]
        for name, (method, path, body) in refused.items()
    }
    assert set(answers.values()) == {"role_may_not"}, answers


def test_what_does_not_wait_is_not_found(supervisor: Api):
    for path in (f"{OFFICE}/reviews/2000000000/C-1", f"{OFFICE}/dry-runs/dry_nothing"):
        assert supervisor.get(path).status_code == 404
    gone = supervisor.post(f"{OFFICE}/reviews/2000000000/C-1/release", json={"total_cents": 1})
    assert code_of(gone, 404) == "review_unknown"
    for day in ("2026-11-02", "yesterday"):
        resumed = supervisor.post(f"{OFFICE}/runs/{day}/resume")
        assert code_of(resumed, 404) == "run_unknown"


def test_a_sum_that_nobody_looked_at_is_not_issued(supervisor: Api):
    home = strange()
    asked = supervisor.post(f"{url(home)}/release", json={"total_cents": 1})
    assert code_of(asked, 409) == "bill_changed"
    assert waiting(supervisor) == [(home.contract, "ten_times_last_year", "open")]


def test_a_strange_bill_is_looked_at_line_by_line_and_let_go(
    cloud: TestCloud, supervisor: Api, clerk: Api
):
    home = strange()
    seen = clerk.get(url(home)).json()
    (bill,) = seen["bills"]
    assert bill["total_cents"] == seen["total_cents"] == seen["review"]["total_cents"]
    assert any(line["readings"] for line in bill["lines"])
    assert seen["review"]["facts"]["used"] >= 10 * seen["review"]["facts"]["before"]
    (number,) = released(supervisor, home)
    assert waiting(supervisor) == []
    cloud.drain("billing", "outbox")
    (row,) = [each for each in InvoiceRow.scan() if each.number == number]
    assert row.printed_at is not None
    assert "bill_released" in acts(home)


def test_a_bill_let_go_weeks_later_leaves_all_its_days_to_pay():
    home = strange()
    late = MORNING + timedelta(days=20)
    with clock.freeze(late):
        (number,) = reviewing.release("engie", late.date(), home.who.number, home.contract)
        issued = invoices.find("engie", home.who.number, number)
    assert issued.issued_on == late.date() and issued.due_on is not None
    assert (issued.due_on - issued.issued_on).days >= 14


def test_a_reading_put_right_sends_the_bill_out_without_a_supervisor(cloud: TestCloud, clerk: Api):
    home = strange()
    still = clerk.post(f"{url(home)}/again").json()
    assert still == {"numbers": [], "code": "ten_times_last_year"}
    put_right(home, 1000 + 250 * 34 + 6)
    issued = clerk.post(f"{url(home)}/again")
    assert issued.status_code == 201, issued.text
    assert len(issued.json()["numbers"]) == 1
    assert waiting(clerk) == []


def test_what_a_clerk_holds_no_later_run_bills_until_it_is_let_go(
    cloud: TestCloud, supervisor: Api, clerk: Api
):
    home = strange()
    empty = clerk.post(f"{url(home)}/hold", json={"note": ""})
    assert empty.status_code == 422
    note = {"note": "The customer sends a photograph of the dial."}
    assert clerk.post(f"{url(home)}/hold", json=note).status_code == 204
    (item,) = clerk.get(f"{OFFICE}/reviews").json()["items"]
    login = clerk.get("/engie/me").json()["login"]
    assert (item["state"], item["note"], item["by_name"]) == ("held", note["note"], login)
    assert runs.bill_now("engie", DAY.replace(month=12)).invoices == 0
    assert len(released(supervisor, home)) == 1
    assert waiting(clerk) == []
    assert {"bill_held", "bill_released"} <= set(acts(home))


def test_a_run_is_seen_and_gone_on_with(cloud: TestCloud, supervisor: Api, clerk: Api):
    home = place("electricity", started_on="2026-10-01")
    read(home, "2026-10-01", 1000)
    read(home, "2026-11-01", 1250)
    for message in runs.messages_of("engie", DAY):
        listing.list_shard("engie", DAY, message["list"]["shard"], full=True)
    (run,) = clerk.get(f"{OFFICE}/runs").json()["items"]
    assert (run["on"], run["state"], run["done"], run["parts"]) == ("2026-11-02", "running", 0, 1)
    answer = supervisor.post(f"{OFFICE}/runs/2026-11-02/resume")
    assert answer.status_code == 202 and answer.json()["messages"] > 0
    cloud.drain("billing")
    for _ in range(2):
        (run,) = clerk.get(f"{OFFICE}/runs").json()["items"]
        assert (run["state"], run["invoices"], run["waiting"]) == ("done", 1, 0)
        assert run["total_cents"] > 0


def test_a_dry_run_tells_the_sum_and_the_strange_ones_and_issues_nothing(
    cloud: TestCloud, supervisor: Api
):
    far = supervisor.post(f"{OFFICE}/dry-runs", json={"on": "2027-11-02"})
    assert far.json()["fields"]["on"]["code"] == "day_too_far"
    home = strange()
    issued = len(list(InvoiceRow.scan()))
    begun = supervisor.post(f"{OFFICE}/dry-runs", json={"on": "2026-11-02"})
    assert begun.status_code == 202
    cloud.drain("billing")
    found = supervisor.get(f"{OFFICE}/dry-runs/{begun.json()['dry_run']}").json()
    assert found["done"] == found["shards"]
    assert [each["contract"] for each in found["held"]] == [home.contract]
    assert len(list(InvoiceRow.scan())) == issued


def test_a_clerk_reads_a_customers_bills_and_no_other_customers(clerk: Api):
    home = place("electricity", started_on="2026-10-01")
    other = place("gas")
    read(home, "2026-10-01", 1000)
    read(home, "2026-11-01", 1250)
    (invoice,) = billed(home)
    bills = f"{OFFICE}/customers/{home.who.number}/invoices"
    listed = clerk.get(bills).json()
    assert [each["number"] for each in listed["items"]] == [invoice.number]
    assert listed["balance_cents"] == invoice.total_cents
    assert clerk.get(f"{bills}/{invoice.number}").json()["lines"]
    assert clerk.post(f"{bills}/{invoice.number}/document").status_code == 201
    foreign = f"{OFFICE}/customers/{other.who.number}/invoices/{invoice.number}"
    assert code_of(clerk.get(foreign), 404) == "invoice_unknown"
    assert code_of(clerk.get(f"{OFFICE}/customers/2999999999/invoices"), 404) == "customer_unknown"
    owner = clerk.get(f"{OFFICE}/invoices/{invoice.number}").json()
    assert owner["customer"] == home.who.number
    assert code_of(clerk.get(f"{OFFICE}/invoices/E2026-999999"), 404) == "invoice_unknown"


def test_an_issued_bill_is_corrected_by_the_reading_put_right_and_only_then(supervisor: Api):
    home = place("electricity", started_on="2026-10-01")
    read(home, "2026-10-01", 1000)
    read(home, "2026-11-01", 1250)
    (invoice,) = billed(home)
    correction = f"{OFFICE}/customers/{home.who.number}/invoices/{invoice.number}/correction"
    assert code_of(supervisor.post(correction), 409) == "nothing_to_correct"
    put_right(home, 1150)
    (number,) = supervisor.post(correction).json()["numbers"]
    credit = supervisor.get(f"{OFFICE}/customers/{home.who.number}/invoices/{number}").json()
    assert credit["kind"] == "credit_note" and credit["total_cents"] < 0
    assert code_of(supervisor.post(correction), 409) == "nothing_to_correct"
    assert "bill_corrected" in acts(home)


def test_a_bill_without_a_leak_is_not_capped(clerk: Api):
    home = place("electricity", started_on="2026-10-01")
    read(home, "2026-10-01", 1000)
    read(home, "2026-11-01", 1250)
    (invoice,) = billed(home)
    bills = f"{OFFICE}/customers/{home.who.number}/invoices"
    refused = clerk.post(f"{bills}/{invoice.number}/leak-cap")
    assert code_of(refused, 409) == "leak_not_abnormal"
