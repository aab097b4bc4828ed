"""One running copy of everything: started in order, watched, and ended with its data saved."""

import contextlib
import json
import os
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3

from infra.archive import fingerprint
from infra.deploy import deploy, describe
from infra.local import gaps, seed
from infra.local.child import Child
from infra.local.cloud import ROOT, Cloud
from infra.local.machine import Lack, Places, check_tables
from infra.local.outbox import Outbox
from infra.package import package
from infra.pages import build_site

PREFIX = "comptoir"
SENDER = "comptoir@localhost.test"


def say(words: str) -> None:
    """One line of progress."""
    print(words, flush=True)


def indented(words: str) -> None:
    """A remark on what is being done."""
    say(f"    {words}")


@contextlib.contextmanager
def step(words: str) -> Iterator[None]:
    """Say what is being done, and how long it took when it took long."""
    begun = time.monotonic()
    say(f"  {words} …")
    yield
    took = time.monotonic() - begun
    if took >= 2:
        say(f"    done in {took:.1f} s")


class Copy:
    """One running copy of everything."""

    def __init__(self, where: Places, dev: bool) -> None:
        self.where, self.dev = where, dev
        self.cloud = Cloud(where.state / "cloud", where.cloud)
        self.logs = where.state / "logs"
        self.children: list[Child] = []
        self.passing: list[Child] = []
        self.ending = False
        self.outputs: dict[str, str] = {}
        self.demo_done = where.state / "demo.done"

    def start(self) -> None:
        """Bring everything up."""
        with ThreadPoolExecutor(2) as pool:
            with step("Starting the embedded cloud"):
                self.cloud.start()
            site = pool.submit(build_site)
            with step("Packaging the product (only what changed)"):
                build = package("local")
            with step("Building the site (only what changed)"):
                dist = site.result()
        self.deploy(build)
        with self.cloud.owned(), step("Starting the card network, the grid and the site"):
            seed.put_keys(PREFIX)
            self.start_servers(dist)
        os.environ.update(self.cloud.environment)  # for the rest of this process
        self.bring_people()
        threading.Thread(target=self.bring_rest, daemon=True).start()

    def deploy(self, build: Path) -> None:
        """Deploy the package unless this very one is there."""
        template = json.loads((build / "template.json").read_text("utf-8"))
        wanted = fingerprint([build / "template.json", build / "stamp"], str(self.where))
        with self.cloud.owned():
            there = describe(PREFIX)
            same = there is not None and there["parameters"].get("Edition") == wanted
            if there and same and there["state"]["status"].endswith("_COMPLETE"):
                self.outputs = there["outputs"]
                gaps.set_clocks(template, PREFIX)  # summer time may have begun
                return
            with step("Deploying the package by CloudFormation"):
                local = f"http://127.0.0.1:{self.where.outside}"
                parameters = {
                    "Prefix": PREFIX,
                    "Edition": wanted,
                    "SiteUrl": self.where.url,
                    "MailFrom": SENDER,
                    "StripeApiBase": f"{local}/stripe",
                    "StripeScriptUrl": f"{self.where.url}/_outside/cards/stripe.js",
                    "GridApiBase": f"{local}/grid",
                    "GasApiBase": f"{local}/gas/adict/v2",
                    "GasTokenUrl": f"{local}/gas/token",
                    "RteApiBase": f"{local}/rte",
                    "WaterApiBase": f"{local}/water/api/v1",
                    "Protected": "false",
                    "PlainHttp": "true",
                    "Size": "small",
                }
                self.outputs = self.updated(build, parameters, there is not None)
                check_tables(self.where, PREFIX)
                gaps.fill(template, PREFIX, self.outputs["RestAPIId"])
                gaps.verify_sender(SENDER)
                gaps.set_clocks(template, PREFIX)

    def updated(self, build: Path, parameters: dict[str, str], old: bool) -> dict[str, str]:
        """The stack made, or what an older version left brought up to this one."""
        try:
            return deploy(build, parameters, say)
        except SystemExit as error:
            if not old:
                raise
            raise Lack(
                f"{error}\nThe data kept in {self.where.state} is of another version that cannot be"
                " brought up to this one: run `make fresh`, then `make start`."
            ) from error

    def start_servers(self, dist: Path) -> None:
        """The stand-ins, the API when it runs from this folder, and the site in front."""
        where, env = self.where, {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
        outside = {
            "OUTSIDE_STATE": str(where.state / "outside"),
            "OUTSIDE_WEBHOOK_URL": f"http://127.0.0.1:{where.site}/api/webhooks/stripe",
            "OUTSIDE_WEBHOOK_SECRET": seed.WEBHOOK_SECRET,
            "OUTSIDE_PUBLIC_URL": f"{where.url}/_outside",
        }
        self.serve("outside", "infra.local.outside.app:application", where.outside, env | outside)
        front = {
            "FRONT_CLOUD": self.cloud.url,
            "FRONT_DIST": str(dist),
            "FRONT_DEMO": str(self.demo_done),
            "FRONT_OUTBOX": str(where.state / "outbox.json"),
            "FRONT_OUTSIDE": f"http://127.0.0.1:{where.outside}",
            "FRONT_API": self.cloud.url,
            "FRONT_API_HOST": f"{self.outputs['RestAPIId']}.execute-api.localhost:{where.cloud}",
        }
        if self.dev:
            port = where.site + 1
            program = "infra.local.inprocess:application"
            more = [
                "--reload",
                *(f"--reload-dir={ROOT / part}" for part in ("chalicelib", "infra/local")),
            ]
            self.serve("api", program, port, env | self.function_environment(), more)
            front |= {"FRONT_API": f"http://127.0.0.1:{port}", "FRONT_API_HOST": ""}
            command = ["npm", "run", "--silent", "dev"]
            self.children.append(
                Child("pages", command, self.logs / "pages.log", env, ROOT / "frontend")
            )
        self.serve("site", "infra.local.front:application", where.site, env | front)
        threading.Thread(target=self.warm, daemon=True).start()

    def warm(self) -> None:
        """Call the API once, so that the first visitor does not wait for a cold start."""
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{self.where.url}/api/health", timeout=30).close()

    def serve(
        self, name: str, program: str, port: int, env: dict[str, str], more: list[str] | None = None
    ) -> None:
        """Start one server and wait until it listens."""
        command = [sys.executable, "-m", "uvicorn", "--factory", program, "--host", "127.0.0.1"]
        command += ["--port", str(port), "--log-level", "warning"]
        command += ["--no-server-header", "--timeout-graceful-shutdown", "3", *(more or [])]
        child = Child(name, command, self.logs / f"{name}.log", env, ROOT)
        self.children.append(child)
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            if not child.alive or time.monotonic() > deadline:
                raise Lack(f"The {name} server did not start:\n{child.last_words()}")
            time.sleep(0.05)

    def function_environment(self) -> dict[str, str]:
        """The environment of the deployed API function, for the one that runs from this folder."""
        name = self.outputs["APIHandlerName"]
        found = boto3.client("lambda").get_function_configuration(FunctionName=name)
        return dict(found["Environment"]["Variables"]) | self.cloud.environment

    def bring_people(self) -> None:
        """The demo customers with their contracts and meters: enough to sign up."""
        notes = self.where.state / "demo.json"
        if not notes.exists():
            with step("Bringing in the demo customers"):
                seed.drop_demo(self.outputs["InboxBucketName"], notes, seed.PEOPLE, indented)

    def bring_staff(self) -> None:
        """Once: the demo's clerks."""
        done = self.where.state / "staff.done"
        if not done.exists():
            self.once("staff", "infra.local.staff")
            done.touch()

    def bring_rest(self) -> None:
        """What may come while somebody already looks around: readings, then curves and bills."""
        first = not self.demo_done.exists()
        try:
            self.bring_staff()
            seed.drop_demo(
                self.outputs["InboxBucketName"], self.where.state / "demo.json", (), indented
            )
            self.bring_past()
            seed.wake(self.outputs, self.where.state / "woken")
            self.demo_done.touch()
        except Exception as error:
            if not self.ending:
                say(f"  The demo data could not all be brought in: {error}")
        else:
            if first:
                say("  The demo readings are in; bills and load curves follow by themselves.")

    def bring_past(self) -> None:
        """Once: the demo customers are billed for the months before, and have paid."""
        done = self.where.state / "past.done"
        if done.exists():
            return
        self.once("past", "infra.local.past")
        done.touch()

    def once(self, name: str, module: str) -> None:
        """Run a module to its end, in the environment of the deployed functions."""
        environment = {**os.environ, **self.function_environment(), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", module]
        child = Child(name, command, self.logs / f"{name}.log", environment, ROOT)
        self.passing.append(child)
        if child.process.wait():
            raise RuntimeError(f"the demo's {name} failed:\n{child.last_words()}")

    def watch(self) -> None:
        """Wait until somebody ends it, or one of the parts ends by itself."""
        while True:
            parts = [*self.children, *([self.cloud.child] if self.cloud.child else [])]
            for child in parts:
                if not child.alive:
                    words = f"The {child.name} ended by itself, so all of it is stopped:"
                    raise Lack(f"{words}\n{child.last_words()}\nIts log is {child.log}.")
            time.sleep(0.5)

    def stop(self) -> None:
        """End everything; the cloud saves its state."""
        self.ending = True
        self.keep_outbox()
        for child in reversed([*self.children, *self.passing]):
            child.stop(5)
        if self.cloud.child is not None and not self.cloud.stop():
            say("The embedded cloud could not save: what changed since the start is lost.")

    def keep_outbox(self) -> None:
        """The cloud forgets e-mails when it ends; keep what is not kept yet."""
        with contextlib.suppress(Exception):
            Outbox(self.where.state / "outbox.json", self.cloud.get).messages()
