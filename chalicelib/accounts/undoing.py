"""Takes back what somebody else set up for an account: passkeys, second factors, recovery codes."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.accounts import account as accounts
from chalicelib.accounts.table import AccountRow, DeviceRow

MARGIN = timedelta(minutes=1)
"""A notice is written a moment after what it tells of."""


def since(account: str, at: datetime) -> None:
    """Take back what was set up from `at` on, and nothing older.

    Whoever reads the holder's mail may sound the alarm too; what the holder had set up before stays
    in their way.
    """
    from_at = at - MARGIN
    for key in list(DeviceRow.query(account, DeviceRow.device.startswith("passkey#"))):
        if key.first_at >= from_at:
            key.delete()
    row = AccountRow.get(account, consistent_read=True)
    gone: dict[str, Any] = {}
    if row.totp_at is not None and row.totp_at >= from_at:
        gone |= {"totp_secret": None, "totp_step": None, "totp_at": None}
    if row.phone_at is not None and row.phone_at >= from_at:
        gone |= {"text_factor": False, "phone": None, "phone_at": None}
    if row.codes_at is not None and row.codes_at >= from_at:
        gone |= {"recovery_codes": None, "codes_at": None}
    if gone:
        accounts.change(account, **gone)


def everything(account: str) -> None:
    """Take back every passkey, second factor and recovery code, as at the counter."""
    for row in list(DeviceRow.query(account, DeviceRow.device.startswith("passkey#"))):
        row.delete()
    accounts.change(
        account,
        totp_secret=None,
        totp_step=None,
        totp_at=None,
        text_factor=False,
        recovery_codes=None,
        codes_at=None,
    )
