"""Secrets in waiting mails: encrypted with keys derived from the application's key."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(b"supple outbox secret" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def seal(secret: str) -> str:
    """Encrypt a secret for the time its mail waits."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made; cryptography.fernet.InvalidToken if the key is another."""
    return _box().decrypt(sealed.encode()).decode()
