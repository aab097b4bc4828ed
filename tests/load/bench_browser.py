"""How fast the browser draws: from the arrival of a year of half-hours to the picture on screen.

The built site, the API in this process and a real Chromium; a customer's year of 17,520 values. The
clock is the browser's own: it starts when the last byte of the answer is there, and stops at the
frame after the year was painted. Each figure is the median of ROUNDS fresh loads of the page.
"""

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curves
from infra.local import front
from infra.local.outbox import Outbox
from infra.pages import build_site
from tests.api import Api, Server
from tests.cloud import TestCloud, environment, free_port, gateway
from tests.integration.accounts.steps import PASSWORD, Home, signed_in
from tests.integration.midnight.steps import TODAY, Point, agree, point

ROUNDS = int(os.environ.get("ROUNDS", "9"))
GOAL_MS = 100
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WATCH = """
const put = CanvasRenderingContext2D.prototype.putImageData;
CanvasRenderingContext2D.prototype.putImageData = function (image, ...rest) {
  put.call(this, image, ...rest);
  if (image.width < 300 || window.drawn) return;
  window.drawn = { painted: performance.now() };
  requestAnimationFrame(() => {
    const frame = new MessageChannel();
    frame.port1.onmessage = () => { window.drawn.shown = performance.now(); };
    frame.port2.postMessage(0);
  });
};
"""
TOOK = """() => {
  const asked = performance.getEntriesByType("resource").filter(e => e.name.includes("/load-curve"));
  const came = asked[0].responseEnd;
  return [window.drawn.painted - came, window.drawn.shown - came, asked[0].encodedBodySize];
}"""


@contextmanager
def site(cloud: TestCloud, folder: Path) -> Iterator[str]:
    """The built site and the API on one origin."""
    port = free_port()
    outside = f"http://127.0.0.1:{cloud.outside_port}"
    with Server(gateway(), cloud.api_port).serving() as api:
        box = Outbox(folder / "outbox", lambda path: {})
        whole = front.build(build_site(), api, None, outside, box, folder / "demo")
        with Server(whole, port).serving():
            yield f"http://localhost:{port}"


def year(mine: Point) -> None:
    """A year of half-hours in the tables."""
    for back in range(1, 367):
        on = TODAY - timedelta(days=back)
        curves.store(mine.key, DayCurve(on=on, values=mine.drawn(on), step=30))


def opened(browser: Browser, url: str, who: Home) -> Page:
    """A page whose browser is signed in."""
    page = browser.new_context(locale="fr-BE", service_workers="block").new_page()
    page.goto(f"{url}/engie/fr/login/")
    form = {"login": who.email, "password": PASSWORD, "client": "site"}
    status = page.evaluate(
        "async form => (await fetch('/api/engie/sessions', {method: 'POST', body: JSON.stringify(form),"
        " headers: {'Content-Type': 'application/json', 'X-Comptoir': '1'}})).status",
        form,
    )
    assert status == 201, status
    page.add_init_script(WATCH)
    return page


def measured(page: Page, url: str) -> tuple[float, float, float]:
    """One fresh load: ms until the year was painted and shown, and the answer's bytes."""
    page.goto(f"{url}/engie/fr/usage/")
    page.wait_for_function("() => window.drawn && window.drawn.shown", timeout=60_000)
    painted, shown, size = page.evaluate(TOOK)
    return painted, shown, size


def main() -> int:
    """Print one line a figure; 1 when one falls short."""
    with tempfile.TemporaryDirectory() as folder:
        cloud = TestCloud(Path(folder) / "cloud")
        cloud.start()
        try:
            with environment(cloud.environment), site(cloud, Path(folder)) as url:
                with Api(f"http://127.0.0.1:{cloud.api_port}") as api:
                    who = signed_in(api, cloud)
                mine = point(who, since=TODAY - timedelta(days=800))
                agree(mine)
                year(mine)
                with sync_playwright() as play:
                    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
                    browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
                    page = opened(browser, url, who)
                    rounds = [measured(page, url) for _ in range(ROUNDS + 1)][1:]
                    browser.close()
        finally:
            cloud.cloud.stop()
    painted, shown, size = (statistics.median(each) for each in zip(*rounds, strict=True))
    good = shown <= GOAL_MS
    print(f"browser.year_answer  {size / 1000:.1f} kB  -  ok")
    print(f"browser.year_painted  {painted:.1f} ms  -  ok")
    print(f"browser.year_shown  {shown:.1f} ms  <= {GOAL_MS}  {'ok' if good else 'short'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
