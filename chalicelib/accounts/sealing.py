"""Keeps short secrets unreadable in the tables: codes hashed with a key, others encrypted.

Six digits have too few values for a plain hash; the key lies in Secrets Manager.
"""

import base64
import hashlib
import hmac
import os

from chalicelib.gateways import secrets

_NONCE = 12


def _key(use: str) -> bytes:
    """A key of its own for each use, derived from the deployment's one pepper."""
    pepper = str(secrets.find("pepper")["key"])
    return hmac.digest(pepper.encode(), use.encode(), hashlib.sha256)


def mac(text: str) -> str:
    """A keyed hash, for comparing."""
    return hmac.digest(_key("codes"), text.encode(), hashlib.sha256).hex()


def same(stored: str | None, text: str) -> bool:
    """Whether a text has this keyed hash."""
    return hmac.compare_digest(stored or "", mac(text))


def seal(text: str) -> str:
    """Encrypted with AES-256-GCM, as text."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return base64.b64encode(
        nonce + AESGCM(_key("seal")).encrypt(nonce, text.encode(), None)
    ).decode()


def unseal(sealed: str) -> str:
    """What was sealed."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    whole = base64.b64decode(sealed)
    return AESGCM(_key("seal")).decrypt(whole[:_NONCE], whole[_NONCE:], None).decode()
