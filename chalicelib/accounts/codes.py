"""Six-digit codes by text message: five minutes, a few tries, one use, and never in a log."""

import secrets
from datetime import timedelta

from chalicelib import clock
from chalicelib.accounts import sealing, tokens
from chalicelib.accounts.conditions import otherwise
from chalicelib.accounts.links import Link
from chalicelib.accounts.table import SignupRow
from chalicelib.errors import NotFound
from chalicelib.notifications import Recipient, send
from chalicelib.web import limits

LIVES = timedelta(minutes=5)
TRIES = 5
TEXTS = ((3, 900), (10, 86400))
"""Texts cost money and can be a nuisance: so many to one number within these seconds."""


def text(link: Link, phone: str, language: str, *, proven: bool) -> None:
    """Text a new code for what `link` stands for; an earlier one is no longer good.

    Texts to a number that is proven to be the account's are counted by account, others by number:
    a stranger who types somebody's number in cannot use up the codes of the holder's own sign-in.
    Raises `TooMany` (`too_many_texts`), `NotFound` when it ended meanwhile.
    """
    bucket = f"texts|{link.account}|" if proven else "texts|"
    bucket += tokens.digest(phone)
    for allowed, seconds in TEXTS:
        limits.count(bucket, allowed, seconds, code="too_many_texts")
    code = f"{secrets.randbelow(1_000_000):06d}"
    with otherwise(NotFound("link_expired")):
        SignupRow(link.token_hash).update(
            actions=[
                SignupRow.code.set(sealing.mac(f"{link.token_hash}{code}")),
                SignupRow.code_until.set(clock.epoch() + int(LIVES.total_seconds())),
                SignupRow.fact.set(phone),
            ],
            condition=SignupRow.token_hash.exists(),
        )
    send(
        link.operator,
        to=Recipient(phone=phone, account=link.account),
        kind="code",
        language=language,
        secrets={"code": code},
        channel="sms",
    )


def is_right(link: Link, typed: str) -> bool:
    """Whether this is the code that was texted last, in time. The try is counted by the caller."""
    try:
        row = SignupRow.get(link.token_hash, consistent_read=True)
    except SignupRow.DoesNotExist:
        return False
    if row.code is None or int(row.code_until or 0) <= clock.epoch():
        return False
    digits = "".join(each for each in typed if each.isdigit())
    return sealing.same(row.code, f"{link.token_hash}{digits}")
