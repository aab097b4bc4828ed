"""The demo's staff: a clerk and a supervisor at every operator's counter, their secrets known.

    python -m infra.local.staff

Runs once, in the environment of the deployed functions, on this machine only: nothing under
`infra/` is packaged, and it refuses to work on any cloud that is not here.
"""

import sys
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from chalicelib import operators, storage
from chalicelib.accounts import account as accounts
from chalicelib.accounts import clerks, logins, passwords, sealing
from chalicelib.config import settings

PASSWORD = "deux guichets ouverts le lundi"
SECRET = "COMPTOIRGUICHETDEMO2345672345677"
"""What an authenticator app is given; anybody may know it: it opens this machine's demo only."""
STAFF = {"clerk": "Robin Leclerc", "supervisor": "Dominique Chef"}


def login_of(role: str) -> str:
    """The login of the demo's clerk or supervisor, the same for every operator."""
    return f"demo.{role}"


def code(secret: str = SECRET) -> tuple[str, int]:
    """The code that an authenticator app shows now, and for how many seconds it still does."""
    import pyotp

    now = time.time()
    return pyotp.TOTP(secret).at(int(now)), 30 - int(now) % 30


def appoint(operator: str) -> None:
    """Make the two accounts of an operator, unless they are there."""
    pack = operators.find(operator)
    for role, name in STAFF.items():
        login = login_of(role)
        if logins.find(logins.key(pack, login)) is not None:
            continue
        account = storage.new_id("acc")
        storage.transact(
            [
                logins.take(logins.key(pack, login), account),
                accounts.create(
                    account,
                    operator=operator,
                    role=role,
                    staff_of=operator,
                    login=login,
                    email=f"{login}@{operator}.example",
                    name=name,
                    language=pack.languages[0],
                    password=passwords.hashed(PASSWORD),
                    totp_secret=sealing.seal(SECRET),
                    totp_at=datetime.now(UTC),
                ),
            ]
        )


def main() -> int:
    """Appoint everybody's; 1 on a cloud that is not on this machine."""
    if urlsplit(settings().endpoint_url or "").hostname not in ("localhost", "127.0.0.1"):
        print("The demo's staff is for this machine only.")
        return 1
    assert set(STAFF) == set(clerks.MAY)
    for operator in operators.codes():
        appoint(operator)
    return 0


if __name__ == "__main__":
    sys.exit(main())
