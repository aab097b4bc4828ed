"""Who calls, for which operator, in which language: what every view is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in account, as `accounts` found it behind the cookie or bearer token.

    `terms_due` is true while the operator's present terms are not accepted; `assurance` is "one" or
    "two" factors; `role` is "customer" or a clerk's role.
    """

    account: str
    operator: str
    session: str
    expires_at: datetime
    role: str = "customer"
    assurance: str = "one"
    terms_due: bool = False
    language: str | None = None
    must_change_password: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, without its body. `ip` and `device` are for limits and security notices only."""

    operator: str
    language: str
    request_id: str
    ip: str
    device: str
    session: Session | None = None
    token: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """The id of the signed-in account; only views that are open to customers may ask."""
        assert self.session is not None, "an open view asked for an account"
        return self.session.account
