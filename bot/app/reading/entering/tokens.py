"""Words that open something: random, and known to the record by their digests alone."""

import hashlib
import secrets

BYTES = 32


def new_token() -> str:
    """Return a word that nobody guesses."""
    return secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> str:
    """Return what the record keeps of a word."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
