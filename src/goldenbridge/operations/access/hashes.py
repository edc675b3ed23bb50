"""Passwords and tokens: shown once, kept as hashes."""

import secrets
from functools import cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from zxcvbn import zxcvbn

from goldenbridge.errors import RefusedError

SHORTEST, LONGEST = 12, 128
"""Characters of a password (OWASP ASVS 5.0, 6.2.1 asks for 8 or more)."""
_HASHER = PasswordHasher()
_GUESSES = 1e8
"""A password that falls within so many guesses is refused (Wheeler 2016, score 3 of 4)."""
_READ = 72
"""Characters that are looked at for that; the rest only make a password harder."""
_OURS = ("golden", "bridge", "goldenbridge")


def hashed_password(password: str, *, login: str) -> str:
    """Argon2id (RFC 9106) of a password for the account `login`.

    RefusedError for one too short or too long, and for one that is guessed early: known ones,
    words, names, keys in a row, the login and the name of this program are tried first.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise RefusedError(
            f"password: found {len(password)} characters; allowed: {SHORTEST} to {LONGEST}"
        )
    if zxcvbn(password[:_READ], user_inputs=[login, *_OURS])["guesses"] < _GUESSES:
        raise RefusedError(
            "password: found one that is guessed early; "
            "allowed: no known password, login, or keys in a row; four rare words will do"
        )
    return _HASHER.hash(password)


def right_password(password: str, kept: str | None) -> bool:
    """Whether `password` is the one kept, whole; as slow where there is none, so none is told."""
    try:
        hashed = kept if kept is not None and len(password) <= LONGEST else None
        return _HASHER.verify(hashed or _nobody(), password[:LONGEST]) and hashed is not None
    except VerifyMismatchError:
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex())


def new_token() -> str:
    """256 random bits, safe in a header and a URL."""
    return secrets.token_urlsafe(32)


def hashed_token(token: str) -> str:
    """SHA-256 in hex; enough for a token, which cannot be guessed."""
    return sha256(token.encode()).hexdigest()
