"""Figures as a sentence says them, in English."""

from collections.abc import Sequence


def percent(share: float, digits: int = 0) -> str:
    """A share as a percentage: 0.384 is "38%"."""
    return f"{share * 100:.{digits}f}%"


def chance(probability: float) -> str:
    """A probability as a percentage that never claims certainty: 0.003 is "under 1%"."""
    if probability < 0.01:
        return "under 1%"
    if probability > 0.99:
        return "over 99%"
    return percent(probability)


def quantity(value: float, unit: str) -> str:
    """A figure with its unit: 1.7, "USD bn" is "$1.70 bn"; 161.1, "mn kWh" is "161.1 mn kWh"."""
    if unit.startswith("USD"):
        scale = unit.removeprefix("USD").strip()
        return f"${number(value)}{' ' + scale if scale else ''}"
    return f"{number(value)}{'' if unit in ('', '%') else ' '}{unit}"


def number(value: float) -> str:
    """Three significant digits or all whole ones, no exponent: 1.688, 847, 1155865."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"
    return f"{value:.2f}"


def plural(count: int, thing: str) -> str:
    """So many things: "1 promise", "2 promises"."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


def listing(items: Sequence[str]) -> str:
    """Words joined as a list: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
