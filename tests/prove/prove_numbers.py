"""The numbers: thousands of invoices issued by eight workers, every message delivered three times and
shuffled, 5 % of the steps cut off before or after they are done. Each number once, none left out.

INVOICES and SEED come from the environment; prints one line a figure.
"""

import os
import queue
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from chalicelib.billing import issuing, listing, papers, runs
from chalicelib.billing.documents.sheet import Party
from chalicelib.billing.facts import Content, Draft
from chalicelib.billing.table import InvoiceRow, RunRow, SeriesRow
from chalicelib.ledger.table import EntryRow
from chalicelib.rules.bill import Line, make_bill, vat_totals
from chalicelib.rules.calendar import Period
from tests.cloud import TestCloud, environment

INVOICES = int(os.environ.get("INVOICES", "5000"))
SEED = int(os.environ.get("SEED", "1"))
WORKERS, DELIVERIES, CRASHES = 8, 3, 0.05
DAY = date(2026, 11, 2)
OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
RUN = listing.run_of("engie", DAY)
HOME = Party("A", "B", "1000", "C", "BE")


class Crash(BaseException):
    """The process dies here."""


def draft(customer: str, contract: str) -> Draft:
    """An invoice to be issued, its amount drawn from its contract."""
    cents = 1000 + int(contract[1:]) % 9000
    line = Line(
        "x", "energy", OCTOBER, Decimal(1), "one", Decimal(cents).scaleb(-2), 1, cents, Decimal(6)
    )
    bill = make_bill("EUR", DAY, OCTOBER, (line,), vat_totals([line]))
    content = Content(bill, HOME, HOME, {"fr": "x"}, bill.total_cents)
    point = f"engie#electricity#{contract}"
    guard = "consumption#2026-10-01"
    return Draft(
        "engie", customer, contract, point, "electricity", "consumption", DAY, DAY, content, guard
    )


def parts() -> list[dict[str, Any]]:
    """The run's parts in their table, and a message for each."""
    keys = [[f"2{place:09d}", f"C{place:06d}"] for place in range(INVOICES)]
    messages = []
    with RunRow.batch_write() as batch:
        for number, at in enumerate(range(0, INVOICES, listing.PART)):
            name = f"part#00#{number:05d}"
            batch.save(RunRow(RUN, name, state="planned", contracts=keys[at : at + listing.PART]))
            messages.append({"part": {"run": RUN, "part": name}})
    return messages


def cut_off_at_random(dice: random.Random) -> Counter[str]:
    """Let every step of the work die now and then, before or after it is done."""
    died: Counter[str] = Counter()

    def wrapped(name: str, step: Any) -> Any:
        def cut(*given: Any, **named: Any) -> Any:
            fate = dice.random()
            if fate < CRASHES / 2:
                died[f"before {name}"] += 1
                raise Crash
            answer = step(*given, **named)
            if fate > 1 - CRASHES / 2:
                died[f"after {name}"] += 1
                raise Crash
            return answer

        return cut

    issuing.transact = wrapped("transaction", issuing.transact)
    papers.put_out = wrapped("printing", lambda *_, **__: None)
    return died


def drafts_of_part(operator: str, keys: list[list[str]], on: date) -> Iterator[Draft]:
    """What is due of a part's contracts."""
    return (draft(*key) for key in keys)


def storm(messages: list[dict[str, Any]], dice: random.Random) -> int:
    """Deliver every message three times, shuffled, to eight workers; how many were cut off."""
    waiting: queue.Queue[dict[str, Any]] = queue.Queue()
    shuffled = messages * DELIVERIES
    dice.shuffle(shuffled)
    for message in shuffled:
        waiting.put(message)
    cut = 0

    def worker() -> None:
        nonlocal cut
        while True:
            try:
                message = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                runs.do(message)
            except Crash:
                cut += 1
                waiting.put(message)

    threads = [threading.Thread(target=worker) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return cut


def figure(name: str, value: int, goal: int) -> bool:
    """Print one line; whether it reached its goal exactly."""
    print(f"{name}  {value} count  {goal}  {'ok' if value == goal else 'short'}")
    return value == goal


def main() -> int:
    """Print what stands in the end against what should."""
    dice = random.Random(SEED)
    cloud = TestCloud(Path(tempfile.mkdtemp(prefix="prove-numbers-")))
    try:
        cloud.start()
        with environment(cloud.environment):
            messages = parts()
            cut_off_at_random(dice)
            runs._drafts = drafts_of_part
            begun = time.monotonic()
            cut = storm(messages, dice)
            took = time.monotonic() - begun
            rows = list(InvoiceRow.scan(attributes_to_get=["customer", "number", "contract"]))
            numbers = Counter(row.number for row in rows)
            wanted = {f"E2026-{place:06d}" for place in range(1, INVOICES + 1)}
            contracts = Counter(row.contract for row in rows)
            done = sum(1 for row in RunRow.scan() if row.state == "done")
            good = [
                figure("numbers_issued", len(numbers), INVOICES),
                figure("numbers_missing", len(wanted - set(numbers)), 0),
                figure("numbers_twice", sum(count - 1 for count in numbers.values()), 0),
                figure("contracts_billed_twice", sum(n - 1 for n in contracts.values()), 0),
                figure("ledger_entries", sum(1 for _ in EntryRow.scan()), INVOICES),
                figure("counter", int(SeriesRow.get("engie#2026").last), INVOICES),
                figure("parts_done", done, len(messages)),
            ]
            print(f"steps_cut_off  {cut} count  -  ok")
            print(f"invoices_a_second  {INVOICES / took:.0f} 1/s  -  ok")
    finally:
        cloud.cloud.stop()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
