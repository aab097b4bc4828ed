"""The demo's clerks have secrets that everybody may know: they must never be anywhere but here."""

import pytest

from infra.local import staff
from tests.cloud import ROOT, environment


@pytest.mark.parametrize("address", ["", "https://dynamodb.eu-west-3.amazonaws.com"])
def test_the_demo_staff_refuses_any_cloud_that_is_not_on_this_machine(address: str):
    with environment({"AWS_ENDPOINT_URL": address}):
        assert staff.main() == 1


def test_nothing_that_is_packaged_knows_the_demo_staff():
    secrets = (staff.PASSWORD, staff.SECRET, staff.login_of("clerk"), staff.login_of("supervisor"))
    for path in (*(ROOT / "chalicelib").rglob("*.*"), ROOT / "app.py"):
        if path.suffix in (".py", ".json", ".toml", ".csv", ".txt"):
            text = path.read_text("utf-8")
            assert not any(secret in text for secret in secrets), path


def test_a_code_of_the_moment_has_six_digits():
    code, seconds = staff.code()
    assert len(code) == 6 and code.isdigit() and 0 < seconds <= 30
