"""The door stormed: thousands of sign-ups, proofs, confirmations and sign-ins at once, over a few
hundred identities that share logins, with repeats, wrong numbers and links that run out.

Then the door listened to: whether known and unknown accounts answer alike, in words and in time.

ATTEMPTS, IDENTITIES, TRIES and SEED come from the environment; prints one line a figure.
"""

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib import clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import (
    activation,
    customers,
    intake,
    logins,
    passwords,
    signin,
    signup,
    tokens,
)
from chalicelib.accounts.entry_schemas import SessionForm
from chalicelib.accounts.schemas import CompleteForm, ProveForm, SignupForm
from chalicelib.accounts.table import AccessRow, AccountRow, CustomerRow, LoginRow, SignupRow
from chalicelib.errors import Refusal
from chalicelib.gateways import queue
from chalicelib.web.visit import Visit
from tests.api import Api, Server
from tests.cloud import TestCloud, environment, gateway

ATTEMPTS = int(os.environ.get("ATTEMPTS", "10000"))
IDENTITIES = int(os.environ.get("IDENTITIES", "500"))
TRIES = int(os.environ.get("TRIES", "200"))
ROUNDS = 5
"""So often TRIES tries are taken at most."""
SEED = int(os.environ.get("SEED", "1"))
OPERATOR = "engie"
PASSWORD = "vier paarden drinken thee"
EVALUATED = {"proof_wrong_at_link", "already_activated", "proven"}

short = False


def line(name: str, value: object, unit: str, goal: str, ok: bool) -> None:
    """One figure."""
    global short
    short = short or not ok
    print(f"{name}  {value} {unit}  {goal}  {'ok' if ok else 'short'}", flush=True)


class Mailboxes:
    """Takes what the outbox queue would deliver: which address got which link."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.got: dict[str, list[str]] = defaultdict(list)
        self.to: dict[str, str] = {}

    def send(self, _url: str, bodies: Any, delay_seconds: int = 0) -> int:
        from chalicelib.notifications.table import NotificationRow

        for body in bodies:
            link = body["secrets"].get("open", "")
            if "/activate/#" in link:
                token = link.partition("#")[2]
                address = NotificationRow.get(body["notification"]).to
                with self.lock:
                    self.got[address].append(token)
                    self.to[token] = address
        return 1


class Storm:
    """Everything that happens, written down so that it can be judged afterwards."""

    def __init__(self) -> None:
        dice = random.Random(SEED)
        self.boxes = Mailboxes()
        self.people = [
            (f"2{n:09d}", f"{dice.randrange(10**10):010d}", f"person{n}@example.com")
            for n in range(IDENTITIES)
        ]
        # Fewer logins than people, so that several want the same one at the same moment.
        self.names = [f"name{n}" for n in range(IDENTITIES // 3)]
        self.lock = threading.Lock()
        self.uses: dict[str, list[str]] = defaultdict(list)
        self.tickets: dict[str, list[str]] = defaultdict(list)
        self.made: list[tuple[str, str, str]] = []
        self.expired: set[str] = set()
        self.answers: Counter[str] = Counter()
        self.faults: list[str] = []

    def attempt(self, number: int) -> None:
        dice = random.Random(SEED * 1_000_003 + number)
        person = dice.choice(self.people)
        address = ".".join(str(dice.randrange(1, 255)) for _ in range(4))
        visit = Visit(OPERATOR, "fr", f"r{number}", address, "storm")
        acts: list[Callable[..., str]] = [
            self.ask, self.ask, self.prove, self.prove, self.prove,
            self.complete, self.complete, self.sign_in, self.expire,
        ]  # fmt: skip
        act = dice.choice(acts)
        try:
            answer = act(visit, person, dice)
        except Refusal as refusal:
            answer = refusal.code
        except Exception as fault:
            answer = "fault"
            self.faults.append(f"{act.__name__}: {type(fault).__name__}: {fault}")
        with self.lock:
            self.answers[f"{act.__name__}: {answer}"] += 1

    def ask(self, visit: Visit, person: tuple[str, str, str], _: random.Random) -> str:
        signup.ask(visit, SignupForm(email=person[2], language="fr"))
        return "asked"

    def prove(self, visit: Visit, person: tuple[str, str, str], dice: random.Random) -> str:
        token = self._token(person[2], dice)
        if token is None:
            return "no link yet"
        right = dice.random() < 0.7
        code = person[1] if right else f"{dice.randrange(10**10):010d}"
        form = ProveForm(token=token, customer_number=person[0], activation_code=code)
        late = token in self.expired
        try:
            ticket, answer = activation.prove(visit, form).ticket, "proven"
            with self.lock:
                self.tickets[token].append(ticket)
        except Refusal as refusal:
            answer = refusal.code
        with self.lock:
            if answer in EVALUATED:
                self.uses[token].append(answer)
                if late:
                    self.faults.append("a link was used after it had run out")
        return answer

    def complete(self, visit: Visit, person: tuple[str, str, str], dice: random.Random) -> str:
        token = self._token(person[2], dice)
        with self.lock:
            held = list(self.tickets.get(token or "", ()))
        if token is None or not held:
            return "no ticket yet"
        login = dice.choice([*self.names, person[2]])
        form = CompleteForm(
            token=token,
            ticket=dice.choice(held),
            login=login,
            password=PASSWORD,
            terms_version=operators.find(OPERATOR).terms.version,
        )
        late = token in self.expired
        made = activation.complete(visit, form).login
        with self.lock:
            self.made.append((made, self.boxes.to[token], token))
            if late:
                self.faults.append("an account was made by a link that had run out")
        return "made"

    def sign_in(self, visit: Visit, person: tuple[str, str, str], dice: random.Random) -> str:
        name = dice.choice([*self.names[:20], person[2]])
        signin.sign_in(visit, SessionForm(login=name, password=PASSWORD, client="app"))
        return "signed in"

    def expire(self, _: Visit, person: tuple[str, str, str], dice: random.Random) -> str:
        """The three days of a link pass at this moment."""
        token = self._token(person[2], dice)
        if token is None or dice.random() < 0.5:
            return "no link"
        row = SignupRow(tokens.digest(token))
        try:
            row.update(
                actions=[SignupRow.expires_at.set(clock.epoch() - 1)],
                condition=SignupRow.token_hash.exists(),
            )
        except Exception:
            return "gone"
        self.expired.add(token)
        return "expired"

    def _token(self, email: str, dice: random.Random) -> str | None:
        with self.boxes.lock:
            held = list(self.boxes.got.get(email, ()))
        return dice.choice(held) if held else None


def judge(storm: Storm) -> None:
    """The promises, checked in the tables themselves."""
    operator = operators.find(OPERATOR)
    rows = {row.account: row for row in AccountRow.scan() if row.operator == OPERATOR}
    held = {row.login: row.account for row in LoginRow.scan() if row.login.startswith(OPERATOR)}
    by_login = Counter(logins.key(operator, row.login) for row in rows.values())
    twice = sum(count - 1 for count in by_login.values())
    line("logins_held_twice", twice, "logins", "0", twice == 0)
    strays = sum(
        held.get(logins.key(operator, name)) != row.account
        for row in rows.values()
        for name in (row.login, row.email)
    ) + sum(account not in rows for account in held.values())
    line("logins_that_are_not_their_accounts", strays, "logins", "0", strays == 0)
    confirmed = {(login, address) for login, address, _ in storm.made}
    unconfirmed = sum((row.login, row.email) not in confirmed for row in rows.values())
    line("accounts_of_unconfirmed_addresses", unconfirmed, "accounts", "0", unconfirmed == 0)
    lost = len(storm.made) - len(rows)
    line("accounts_promised_and_not_there", lost, "accounts", "0", lost == 0)
    over = sum(len(uses) > operator.link.uses for uses in storm.uses.values())
    line("links_used_beyond_their_tries", over, "links", "0", over == 0)
    ended = Counter(token for _, _, token in storm.made)
    line("links_that_made_two_accounts", sum(n > 1 for n in ended.values()), "links", "0",
         all(n == 1 for n in ended.values()))  # fmt: skip
    owners = Counter(row.customer for row in AccessRow.scan() if row.customer.startswith(OPERATOR))
    shared = sum(count > 1 for count in owners.values())
    line("customers_with_two_accounts", shared, "customers", "0", shared == 0)
    marked = {row.account for row in CustomerRow.scan() if row.account}
    line("accounts_without_their_customer", len(set(rows) ^ marked), "accounts", "0",
         set(rows) == marked)  # fmt: skip
    faults = Counter(storm.faults).most_common(3)
    line("faults_in_the_storm", len(storm.faults), f"faults {faults or ''}", "0", not faults)
    line("accounts_made", len(rows), "accounts", f">= {IDENTITIES // 4}",
         len(rows) >= IDENTITIES // 4)  # fmt: skip


@contextmanager
def later(number: int) -> Iterator[None]:
    """A moment of its own for each measured try, so that none meets another one's limits."""
    start = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)
    with clock.freeze(start + timedelta(hours=2 * number)):
        yield


def alike(
    name: str, known: Callable[[Api, int], Any], unknown: Callable[[Api, int], Any], url: str
) -> None:
    """Known and unknown by turns: the same status and body, and medians within 5 %.

    On a machine that does other things too, more tries are taken before a difference is believed: a
    real one stays, however many.
    """
    times: tuple[list[float], list[float]] = ([], [])
    said: tuple[set[str], set[str]] = (set(), set())
    apart = 100.0
    with Api(url) as api:
        for number in range(-10, TRIES * ROUNDS):
            for which in (0, 1) if number % 2 else (1, 0):
                with later(number + 10):
                    begun = time.perf_counter()
                    response = (known, unknown)[which](api, number)
                    took = time.perf_counter() - begun
                if number >= 0:
                    times[which].append(took)
                body = response.json() if response.content else {}
                for own in ("request_id", "email", "signup", "expires_at"):
                    body.pop(own, None)
                said[which].add(f"{response.status_code} {body}")
            if number >= 0 and (number + 1) % TRIES == 0:
                medians = [statistics.median(each) for each in times]
                apart = abs(medians[0] - medians[1]) / max(medians) * 100
                if apart <= 5:
                    break
    line(f"{name}_known_against_unknown", f"{apart:.1f}", "% of the median", "<= 5", apart <= 5)
    line(f"{name}_answers_that_differ", len(said[0] ^ said[1]), "answers", "0", said[0] == said[1])


def listen(url: str) -> None:
    """Sign-in, recovery and sign-up, each for who has an account and who has none."""
    account = "acc_known"
    operator = operators.find(OPERATOR)
    LoginRow(logins.key(operator, "known@example.com"), account=account).save()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    AccountRow(
        account, operator=OPERATOR, login="known@example.com", email="known@example.com",
        name="Known", language="fr", password=passwords.hashed(PASSWORD), password_at=now,
        created_at=now,
    ).save()  # fmt: skip
    assert accounts.find(account) is not None

    def sign_in(name: str) -> Callable[[Api, int], Any]:
        form = {"login": name, "password": "not the password"}
        return lambda api, _: api.post(f"/{OPERATOR}/sessions", json=form)

    def recover(name: str) -> Callable[[Api, int], Any]:
        return lambda api, _: api.post(f"/{OPERATOR}/recovery", json={"login_or_email": name})

    def sign_up(name: str) -> Callable[[Api, int], Any]:
        form = {"email": name, "language": "fr"}
        return lambda api, _: api.post(f"/{OPERATOR}/signups", json=form)

    for name, act in (("sign_in", sign_in), ("recovery", recover), ("sign_up", sign_up)):
        alike(name, act("known@example.com"), act("nobody@example.com"), url)


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="prove-door-"))
    made = TestCloud(folder)
    made.start()
    try:
        with environment(made.environment):
            storm = Storm()
            for number, code, _ in storm.people:
                row = {"number": number, "name": f"Person {number}", "activation_code": code}
                intake.take(OPERATOR, row)
            assert customers.find(OPERATOR, storm.people[0][0]) is not None
            real, queue.send = queue.send, storm.boxes.send
            begun = time.monotonic()
            with ThreadPoolExecutor(32) as pool:
                list(pool.map(storm.attempt, range(ATTEMPTS)))
            took = time.monotonic() - begun
            queue.send = real
            line("attempts_a_second", f"{ATTEMPTS / took:.0f}", "attempts/s", "any", True)
            judge(storm)
            if os.environ.get("SHOW"):
                for answer, count in sorted(storm.answers.items()):
                    print(f"    {answer}  {count}")
            with Server(gateway(), made.api_port).serving() as url:
                listen(url)
    finally:
        made.cloud.stop()
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
