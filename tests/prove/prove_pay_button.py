"""The pay button pressed five times at once, in two tabs, with answers lost on the way, cards
confirmed in both tabs and a third tab that pays more: each invoice is charged once.

ROUNDS and SEED come from the environment; prints one line a figure.
"""

import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from chalicelib import ledger
from tests.api import Api
from tests.cloud import Server, TestCloud, environment, gateway
from tests.integration.accounts.steps import Home, signed_in
from tests.integration.payments.steps import Browser, invoiced, key_of, press

ROUNDS = int(os.environ.get("ROUNDS", "25"))
SEED = int(os.environ.get("SEED", "1"))


def caller(api: Api) -> Api:
    """The same person at another address, so that no limit of calls is met."""
    other = api.another()
    other.kept = dict(api.kept)
    return other


def one_round(api: Api, holder: Browser, who: Home, dice: random.Random) -> dict[str, int]:
    """One invoice, much impatience; what came of it."""
    number, extra = invoiced(who, 8420), invoiced(who, 1000)
    holder.control(lose_answers=dice.choice((0, 0, 1, 2)))
    keys = [f"tab-{tab}-{dice.random()}" for tab in (1, 2)]
    mine = caller(api)
    with ThreadPoolExecutor(11) as pool:
        pressed = [pool.submit(press, mine, number, key=key) for key in keys for _ in range(5)]
        more = pool.submit(press, mine, number, extra) if dice.random() < 0.5 else None
        answers = [each.result() for each in [*pressed, *([more] if more else [])]]
    holder.control(lose_answers=0)
    answers += [press(mine, number, key=key) for key in keys]
    begun = {
        each.json()["client_secret"]: each.json() for each in answers if each.status_code == 201
    }
    with ThreadPoolExecutor(12) as pool:
        results = list(
            pool.map(holder.confirm, [each for each in begun.values() for _ in range(3)])
        )
    paid = [each for each in results if each.get("status") == "succeeded"]
    charged = sum(each["amount"] for each in paid)
    wait_until_told(who, number)
    standing = ledger.standing(key_of(who))
    both = charged == 9420
    return {
        "charges": len(paid),
        "surprises": sum(each.status_code >= 500 and each.status_code != 503 for each in answers),
        "wrong": int(
            charged not in (8420, 9420)
            or standing.invoices[number].open_cents != 0
            or standing.invoices[extra].open_cents != (0 if both else 1000)
            or standing.credit_cents != 0
        ),
        "presses": len(answers),
    }


def wait_until_told(who: Home, number: str) -> None:
    """The payment's event arrives."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if ledger.standing(key_of(who)).invoices[number].open_cents == 0:
            return
        time.sleep(0.05)


def figure(name: str, value: float, unit: str, goal: str, good: bool) -> bool:
    print(f"{name}  {value:g} {unit}  {goal}  {'ok' if good else 'short'}", flush=True)
    return good


def rounds(cloud: TestCloud, folder: Path) -> list[dict[str, int]]:
    """All rounds, each with a customer of its own."""
    from infra.local.outside.app import application

    outside: dict[str, Any] = {
        "OUTSIDE_STATE": str(folder / "outside"),
        "OUTSIDE_WEBHOOK_URL": f"http://127.0.0.1:{cloud.api_port}/api/webhooks/stripe",
        "OUTSIDE_WEBHOOK_SECRET": "whsec_simulated",
    }
    dice = random.Random(SEED)
    found = []
    with (
        environment(cloud.environment | outside),
        Server(gateway(), cloud.api_port).serving() as url,
        Server(application(), cloud.outside_port).serving() as address,
    ):
        holder = Browser(address)
        for _ in range(ROUNDS):
            with Api(url) as api:
                found.append(one_round(api, holder, signed_in(api, cloud), dice))
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        cloud = TestCloud(Path(folder) / "cloud")
        try:
            cloud.start()
            found = rounds(cloud, Path(folder))
        finally:
            cloud.cloud.stop()
    total = {name: sum(each[name] for each in found) for name in found[0]}
    good = [
        figure("pay_button_rounds", len(found), "invoices", f"{ROUNDS}", len(found) == ROUNDS),
        figure("pay_button_presses", total["presses"], "presses", f">= {12 * ROUNDS}", total["presses"] >= 12 * ROUNDS),
        figure("pay_button_charges", total["charges"], "charges", f"{ROUNDS}", all(each["charges"] == 1 for each in found)),
        figure("pay_button_wrong", total["wrong"], "invoices", "0", total["wrong"] == 0),
        figure("pay_button_surprises", total["surprises"], "answers", "0", total["surprises"] == 0),
    ]  # fmt: skip
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
