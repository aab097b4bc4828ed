"""`make start`: everything on this machine, one after the other, until Ctrl-C.

python -m infra.local.start          the packaged product, deployed on the embedded cloud
python -m infra.local.start --dev    the API from this folder, reloaded when it changes
"""

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from infra.local import seed, staff
from infra.local.cloud import ROOT
from infra.local.machine import (
    Lack,
    Places,
    check_node,
    check_ports,
    check_state,
    places,
    take_folder,
)
from infra.local.running import Copy, say


class Ended(Exception):
    """Ctrl-C, or the end of the terminal."""


def greeting(where: Places, took: float) -> str:
    """What to open, and as whom."""
    lines = [
        "",
        f"Ready in {took:.1f} s. Open {where.url}/",
        f"  {where.url}/_outbox/   every e-mail and text that was sent",
        f"  {where.url}/_outside/cards/   the simulated card network, with card numbers to try",
        "",
    ]
    people = list(seed.first_customers())
    if people:
        lines.append("You can sign up as:")
    for operator, row in people:
        wanted = (
            "customer_number",
            "number",
            "name",
            "surname",
            "activation_code",
            "account_number",
        )
        facts = [f"{name.replace('_', ' ')} {row[name]}" for name in wanted if name in row]
        lines.append(f"  {operator:14} {', '.join(facts)}")
    lines += [
        "",
        "Staff open any operator's counter, as a clerk or as a supervisor:",
        f"  {where.url}/engie/fr/counter/",
        f"  login {staff.login_of('clerk')} or {staff.login_of('supervisor')}, "
        f"password {staff.PASSWORD}",
        f"  the second factor's code of the moment stands at {where.url}/_outbox/",
        f"  (or in an authenticator app: {staff.SECRET})",
    ]
    lines += ["", "Ctrl-C ends it; the data stays in .state for the next start."]
    return "\n".join(lines)


def on_signals(act: Callable[[], None]) -> None:
    """Do `act` at Ctrl-C, at `kill`, and when the terminal goes away."""

    def handler(number: int, frame: FrameType | None) -> None:
        act()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


def main() -> int:
    """The command line; 0 when somebody ended it, 1 when something was in the way."""
    begun = time.monotonic()
    copy: Copy | None = None
    lock = None

    def end() -> None:
        raise Ended

    on_signals(end)
    try:
        where = places(ROOT)
        say("Comptoir starts.")
        check_node()
        lock = take_folder(where)
        check_ports(where)
        copy = Copy(where, "--dev" in sys.argv)
        if words := check_state(where, copy.cloud):
            say(f"  {words}")
        copy.start()
        say(greeting(where, time.monotonic() - begun))
        copy.watch()
    except Ended:
        say("\nStopping, and saving the data …")
        return 0
    except (Lack, RuntimeError) as lack:
        say(f"\n{lack}")
        return 1
    finally:
        on_signals(lambda: say("Still saving; a moment, please."))
        if copy is not None:
            copy.stop()
            say("Stopped.")
        if lock is not None:
            lock.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
