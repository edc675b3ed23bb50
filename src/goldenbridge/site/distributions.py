"""How long something takes."""

from dataclasses import dataclass

from goldenbridge.language.cells import cell

DISTRIBUTIONS = (
    "exponential",
    "erlang",
    "lognormal",
    "gamma",
    "uniform",
    "triangular",
    "deterministic",
    "empirical",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A distribution of minutes; each kind uses some of the fields, see `NEEDS`."""

    kind: str = cell(
        "choice",
        "kind of distribution",
        example="lognormal",
        required=True,
        choices=DISTRIBUTIONS,
    )
    mean_min: float | None = cell(
        "figure", "mean of an exponential, erlang, lognormal, gamma or deterministic", example="8"
    )
    cv: float | None = cell(
        "figure", "standard deviation over mean of a lognormal or gamma", example="0.8"
    )
    shape: int | None = cell("whole", "number of phases of an erlang", example="3")
    low: float | None = cell("figure", "least minutes, uniform or triangular", example="4")
    mode: float | None = cell("figure", "likeliest minutes, triangular", example="6")
    high: float | None = cell("figure", "most minutes, uniform or triangular", example="15")
    values: tuple[float, ...] = cell(
        "numbers", "observed minutes, each as likely (empirical)", example="[4, 6.5, 9]"
    )

    @property
    def mean(self) -> float:
        """The mean in minutes; the distribution must be sound."""
        if self.kind == "empirical":
            return sum(self.values) / len(self.values)
        if self.kind in ("uniform", "triangular"):
            parts = [part for part in (self.low, self.mode, self.high) if part is not None]
            return sum(parts) / len(parts)
        return self.mean_min or 0.0


NEEDS: dict[str, tuple[str, ...]] = {
    "exponential": ("mean_min",),
    "erlang": ("mean_min", "shape"),
    "lognormal": ("mean_min", "cv"),
    "gamma": ("mean_min", "cv"),
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "deterministic": ("mean_min",),
    "empirical": ("values",),
}
"""The fields each kind needs; it may have no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Distribution):
    """How long a station works on a truck."""

    classes: tuple[str, ...] = cell(
        "ids", "classes it is for; every class without its own when empty", example='["empty"]'
    )
