"""Fixtures: `cloud` (tables, queues, buckets), `api` (the product over HTTP, in process), `outside`
(card network and grid), `stack` (everything that `make start` starts, deployed and all).

Each pytest-xdist worker has its own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cloud import Api, Server, TestCloud, environment, gateway
from tests.stack import Stack


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestCloud]:
    """The embedded cloud with the real tables, queues, buckets and secrets; IAM is not enforced."""
    made = TestCloud(tmp_path_factory.mktemp("cloud"))
    try:
        made.start()
        with environment(made.environment):
            yield made
    finally:
        made.cloud.stop()


@pytest.fixture(scope="session")
def outside(cloud: TestCloud, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The card network and the grid operator; gives their address."""
    from infra.local.outside.app import application

    with (
        environment(
            {
                "OUTSIDE_STATE": str(tmp_path_factory.mktemp("outside")),
                "OUTSIDE_WEBHOOK_URL": f"http://127.0.0.1:{cloud.api_port}/api/webhooks/stripe",
                "OUTSIDE_WEBHOOK_SECRET": "whsec_simulated",
                "OUTSIDE_PUBLIC_URL": f"http://127.0.0.1:{cloud.outside_port}",
            }
        ),
        Server(application(), cloud.outside_port).serving() as url,
    ):
        yield url


@pytest.fixture(scope="session")
def api_url(cloud: TestCloud) -> Iterator[str]:
    """app.py behind HTTP in this process, on the embedded cloud."""
    with Server(gateway(), cloud.api_port).serving() as url:
        yield url


@pytest.fixture
def api(api_url: str) -> Iterator[Api]:
    """A caller of the API: `api.post("/engie/signups", json={...})`."""
    with Api(api_url) as client:
        yield client


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything that `make start` starts, on free ports and with fresh state."""
    with Stack(Path(tmp_path_factory.mktemp("stack"))).running() as made:
        yield made
