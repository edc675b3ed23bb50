"""How often somebody may ask (token bucket)."""

from dataclasses import dataclass, field

_MOST = 100_000


@dataclass(slots=True)
class Limit:
    """`burst` requests at once, then `per_s` a second, for each key."""

    per_s: float
    burst: int
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: str, now_s: float) -> float:
        """Take one request of `key`; seconds to wait, 0 when it is granted.

        `now_s` is a clock that never goes back.
        """
        left, since = self._left.pop(key, (float(self.burst), now_s))
        left = min(self.burst, left + (now_s - since) * self.per_s)
        granted = left >= 1
        self._left[key] = (left - granted, now_s)
        if len(self._left) > _MOST:
            del self._left[next(iter(self._left))]
        return 0.0 if granted else (1 - left) / self.per_s
