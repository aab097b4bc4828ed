"""The real browser on the whole deployed stack; any noise in its console fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cloud import ROOT
from tests.stack import Stack

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SHOTS = ROOT / "artefacts" / "screens"
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 720}

expect.set_options(timeout=30_000)  # functions start cold here, one after another

EXPECTED = ("401", "status of 409", "status of 422", "status of 403", "status of 402")
"""Refusals that a walk meets on purpose: the browser notes every 4xx answer in its console."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium"),
        "args": FLAGS,
        "headless": True,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "fr-BE",
        # Far from the operator's own zone, so that a page which uses the browser's is found out.
        "timezone_id": "America/New_York",
        "service_workers": "block",
        "viewport": DESK,
    }


@pytest.fixture
def quiet(page: Page) -> Iterator[list[str]]:
    """A console error, an exception or a breach of the CSP on the page is a failure."""
    noise: list[str] = []
    # A page that sends a stranger on to the door leaves in the middle of its own entrance.
    page.on(
        "pageerror",
        lambda error: None if "Transition was skipped" in str(error) else noise.append(str(error)),
    )

    def hear(message: Any) -> None:
        if message.type == "error" and not any(each in message.text for each in EXPECTED):
            noise.append(message.text)

    page.on("console", hear)
    page.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " e => console.error('CSP', e.violatedDirective, e.blockedURI))"
    )
    yield noise
    assert noise == []


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Any:
    """The whole stack; with COMPTOIR_RUNNING=http://localhost:8000 the one that runs already."""
    running = os.environ.get("COMPTOIR_RUNNING")
    if not running:
        return request.getfixturevalue("stack")
    stack = Stack(Path())
    stack.url = running
    stack.cloud_port = int(os.environ.get("COMPTOIR_CLOUD_PORT", "4566"))
    return stack


@pytest.fixture
def look(page: Page) -> Callable[[str], None]:
    """Keep a picture of the page on a desktop and a phone; nothing may be wider than 320 px, miss a
    word, or break a rule of accessibility that axe knows.
    """

    def keep(name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        for device, size in (("desk", DESK), ("phone", PHONE)):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.evaluate("() => scrollTo(0, 0)")
            page.wait_for_timeout(150)
            page.screenshot(path=SHOTS / f"{name}-{device}.png", full_page=True)
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= NARROW["width"], f"{name} is {wide} px wide on a 320 px phone"
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        text = page.locator("body").inner_text()
        missing = [
            word for word in text.split() if word.count(".") and word.split(".")[0] in SPACES
        ]
        assert missing == [], f"{name} shows keys instead of words: {missing}"
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            "() => axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa',"
            "'best-practice']}).then(r => r.violations.map(v => v.id + ': ' +"
            " v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')))"
        )
        assert found == [], f"{name}: {found}"

    return keep


SPACES = {path.stem for path in (ROOT / "chalicelib/i18n/en").glob("*.json")}
