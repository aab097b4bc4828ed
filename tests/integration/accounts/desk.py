"""Steps of the counter's tests: a clerk who sits at a desk, signed in with two factors."""

import pyotp

from chalicelib import clock
from chalicelib.accounts import clerks
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import PASSWORD, digits, link_token


def appointed(
    api: Api,
    cloud: TestCloud,
    role: str = "clerk",
    *,
    operator: str = "engie",
    factor: bool = True,
) -> str:
    """Appoint a clerk as the back office does, who chooses a password and signs `api` in, with two
    factors when told so; the login.
    """
    login, email = f"clerk{digits(10)}", f"clerk{digits(12)}@example.com"
    clerks.take(operator, {"login": login, "name": "Ольга", "email": email, "role": role})
    chosen(api, cloud, operator, login, email)
    if factor:
        begun = api.post(f"/{operator}/factors/totp", json={"password": PASSWORD}).json()
        code = pyotp.TOTP(begun["secret"]).at(clock.now())
        form = {"challenge": begun["challenge"], "code": code}
        assert api.post(f"/{operator}/factors/totp/confirm", json=form).status_code == 200
    return login


def chosen(api: Api, cloud: TestCloud, operator: str, login: str, email: str) -> None:
    """A clerk follows the link in the mail, chooses a password and signs in."""
    form = {"token": link_token(cloud, email, "recover"), "login": login, "password": PASSWORD}
    assert api.post(f"/{operator}/recovery/complete", json=form).status_code == 200
    done = api.post(f"/{operator}/sessions", json={"login": login, "password": PASSWORD})
    assert done.status_code == 201, done.text


def at_desk(
    api: Api, cloud: TestCloud, role: str = "supervisor", *, operator: str = "engie"
) -> Api:
    """Another caller of the API, who is a clerk of this role with two factors."""
    desk = api.another()
    appointed(desk, cloud, role, operator=operator)
    return desk
