"""Identifiers that sort roughly as they were made (UUID version 7, RFC 9562)."""

import secrets
from datetime import datetime
from uuid import UUID


def uuid7(now: datetime) -> str:
    """A new identifier: 48 bits of Unix milliseconds, then 74 random bits, as 36 characters."""
    milliseconds = int(now.timestamp() * 1000) & (1 << 48) - 1
    high = secrets.randbits(12)
    low = secrets.randbits(62)
    return str(UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low))
