"""The lot for scarce openings: two states share the seed, anybody can repeat the draw.

The order of things: both states publish a commitment; requests come in; the list is frozen; both
states reveal their numbers; the draw follows. Who commits first knows no entries, who freezes the
entries knows no number, and neither number alone decides (commitment by hash, Blum 1983).

A side that has not revealed by the deadline is named in the record, and its commitment stands in
for its number. It can thus choose between two draws, in sight of everybody, but compose neither.
If both are silent there is no draw, and the openings go to a new lot.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from goldenbridge.errors import RuleError

_WORDS = 1 << 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One request: its published id, and the vehicle, which is not published."""

    id: str
    plate: str
    vin: str
    seq: int
    """Its place in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """The published record of a lot; `order` is all entries, those within `seats` have won."""

    lot: str
    seats: int
    entries: tuple[str, ...]
    entries_hash: str
    commitments: Mapping[str, str]
    reveals: Mapping[str, str]
    silent: tuple[str, ...]
    seed: str
    order: tuple[str, ...]

    @property
    def winners(self) -> tuple[str, ...]:
        """The entries that get a place, in the order drawn."""
        return self.order[: self.seats]


def eligible(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """One entry a vehicle: the first in the ledger; a plate or a VIN seen before is out."""
    plates: set[str] = set()
    vins: set[str] = set()
    kept = []
    for entry in sorted(entries, key=lambda one: one.seq):
        if entry.plate not in plates and entry.vin not in vins:
            kept.append(entry)
        plates.add(entry.plate)
        vins.add(entry.vin)
    return tuple(kept)


def frozen(lot: str, ids: Sequence[str]) -> str:
    """SHA-256 of the sorted entries, one a line below the name of the lot, in hex."""
    return _hash("entries", lot, *sorted(ids))


def commitment(lot: str, party: str, number: str) -> str:
    """What `party` publishes before the entries are known; its number is 64 hex digits.

    Party and lot are hashed too, so that nobody can copy the other's commitment, or an old one.
    """
    if len(number) != 64 or set(number) - set("0123456789abcdef"):
        raise RuleError("number", repr(number), "64 digits 0-9 and a-f, drawn at random")
    return _hash("commitment", lot, party, number)


def check_reveal(lot: str, party: str, number: str, committed: Mapping[str, str]) -> None:
    """Raises RuleError unless `number` is what `party` committed itself to."""
    if party not in committed:
        raise RuleError("party", repr(party), ", ".join(sorted(committed)))
    if commitment(lot, party, number) != committed[party]:
        raise RuleError("number", f"{number[:8]}…", f"the number behind {committed[party][:8]}…")


def draw(
    lot: str,
    seats: int,
    ids: Sequence[str],
    commitments: Mapping[str, str],
    reveals: Mapping[str, str],
) -> Draw:
    """Draw the lot, deterministically; see above for who did what before.

    Raises RuleError unless two sides committed themselves, at least one revealed, every reveal
    fits, `ids` are unique and `seats` is not negative.
    """
    if len(commitments) != 2:
        raise RuleError("commitments", f"{len(commitments)}", "one of each of the two states")
    if not reveals:
        raise RuleError("reveals", "none", "one or two; with none the lot is void")
    if len(set(ids)) != len(ids):
        raise RuleError("entries", "an entry a second time", "each once")
    if seats < 0:
        raise RuleError("seats", str(seats), "0 or more")
    for party, number in reveals.items():
        check_reveal(lot, party, number, commitments)
    entries = tuple(sorted(ids))
    entries_hash = frozen(lot, entries)
    parties = sorted(commitments)
    parts = [f"{party}:{reveals.get(party, commitments[party])}" for party in parties]
    seed = _hash("seed", lot, entries_hash, *parts)
    return Draw(
        lot=lot,
        seats=seats,
        entries=entries,
        entries_hash=entries_hash,
        commitments=dict(commitments),
        reveals=dict(reveals),
        silent=tuple(party for party in parties if party not in reveals),
        seed=seed,
        order=tuple(shuffled(entries, seed)),
    )


def wrong(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of a published record that a repeated draw gives otherwise; none when sound.

    Raises RuleError where the record is such that nothing could be drawn from it.
    """
    again = draw(
        record["lot"],
        record["seats"],
        record["entries"],
        record["commitments"],
        record["reveals"],
    )
    fields = ("entries", "entries_hash", "silent", "seed", "order")
    return tuple(name for name in fields if tuple(record[name]) != tuple(getattr(again, name)))


def shuffled(entries: Sequence[str], seed: str) -> list[str]:
    """A uniform permutation (Fisher & Yates; Durstenfeld 1964) from the SHA-256 stream of `seed`.

    Block i of the stream is SHA-256(seed bytes, i as 8 bytes, big-endian), cut into 64-bit words.
    """
    row = list(entries)
    words = _words(bytes.fromhex(seed))
    for last in range(len(row) - 1, 0, -1):
        other = _below(last + 1, words)
        row[last], row[other] = row[other], row[last]
    return row


def _words(seed: bytes) -> Iterator[int]:
    block = 0
    while True:
        digest = sha256(seed + block.to_bytes(8, "big")).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(digest[start : start + 8], "big")
        block += 1


def _below(number: int, words: Iterator[int]) -> int:
    """A whole number from 0 below `number`; words past its last multiple would favour some."""
    limit = _WORDS - _WORDS % number
    return next(word for word in words if word < limit) % number


def _hash(kind: str, *lines: str) -> str:
    return sha256("\n".join(["goldenbridge lot", kind, *lines]).encode()).hexdigest()
