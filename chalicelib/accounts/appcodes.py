"""From the site back into the app: a code that only the app which asked can turn into a session.

Source: RFC 7636 (PKCE, S256 only), RFC 8252 (native apps). The address to return to is the pack's.
"""

import base64
import hashlib
import hmac
import re
from datetime import timedelta
from urllib.parse import urlencode

from chalicelib import operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import entry, links, logins
from chalicelib.accounts.entry_schemas import (
    AppCodeAnswer,
    AppCodeForm,
    CodeSessionForm,
    SessionAnswer,
)
from chalicelib.errors import Invalid, NotAllowed
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

LIVES = timedelta(seconds=60)
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def make(visit: Visit, form: AppCodeForm) -> AppCodeAnswer:
    """A code for the app that opened the sign-in page, and the link that brings it there.

    Raises `Invalid` for a challenge that is none, `NotAllowed` (`no_app`).
    """
    link = operators.find(visit.operator).sign_in.app_link
    if not link:
        raise NotAllowed("no_app")
    if not _CHALLENGE.fullmatch(form.code_challenge):
        raise Invalid("form_invalid", fields={"code_challenge": "field_invalid"})
    assert visit.session is not None, "only for who is signed in"
    code, _ = links.make(
        "app_code",
        visit.operator,
        "",
        visit.language,
        lives=LIVES,
        uses=1,
        account=visit.account,
        ticket_hash=form.code_challenge,
        fact=visit.session.assurance,
    )
    query = urlencode({"code": code, "state": form.state})
    return AppCodeAnswer(code=code, app_link=f"{link}?{query}")


def exchange(visit: Visit, form: CodeSessionForm) -> WithHeaders[SessionAnswer]:
    """A session for the app that holds the verifier; a code is good once, right or wrong.

    Raises `NotAllowed` (`app_code_refused`), `NotFound` for a code that is over.
    """
    link = links.look("app_code", visit.operator, form.code)
    links.close(link)
    digest = hashlib.sha256(form.code_verifier.encode()).digest()
    shown = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    right = hmac.compare_digest(shown, link.ticket_hash or "")
    account = accounts.find(link.account or logins.NOBODY)
    if not right or not _VERIFIER.fullmatch(form.code_verifier) or account is None:
        raise NotAllowed("app_code_refused")
    if account.locked:
        raise NotAllowed("account_locked")
    return entry.let_in(
        visit,
        account,
        "app",
        how="app_code",
        assurance=link.fact or "one",
        told_device=form.device,
    )
