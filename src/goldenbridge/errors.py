"""Every error the package raises on purpose; each message says what, where and what is allowed."""

from dataclasses import dataclass


class GoldenBridgeError(Exception):
    """The base of all; the command line prints its message and exits with code 2."""


class CellError(GoldenBridgeError, ValueError):
    """One piece of text is not what its field allows."""

    def __init__(self, found: str, allowed: str) -> None:
        self.found, self.allowed = found, allowed
        super().__init__(f"found {found}; allowed: {allowed}")


class UnitError(GoldenBridgeError, ValueError):
    """A unit is unknown, or cannot be turned into the one asked for."""


class SeriesError(GoldenBridgeError, ValueError):
    """A series is too short, not positive or not finite."""


class GravityError(GoldenBridgeError, ValueError):
    """Trade flows, changes of trade costs, elasticities or a regression on them cannot be used."""


class FreightError(GoldenBridgeError, ValueError):
    """A turnover, a mix of goods or a crossing cannot be turned into trucks."""


class LoopError(GoldenBridgeError, ValueError):
    """The loop between trade and time at the border, or what goes into it, cannot be used."""


class EquilibriumError(GravityError):
    """No equilibrium with positive prices was found."""


class ExtraError(GoldenBridgeError, ImportError):
    """A package that comes with an optional extra is not installed."""


class LogError(GoldenBridgeError, ValueError):
    """A log of readings, visits or forecasts cannot be read, or is too short for what is asked."""


class ChoiceError(GoldenBridgeError, ValueError):
    """Something was asked for that the programme folder does not hold."""


class ClusterError(GoldenBridgeError):
    """Work cannot be spread over other machines."""


class ReadingError(GoldenBridgeError, ValueError):
    """A communiqué cannot be read as text."""


class WorkbookError(GoldenBridgeError, ValueError):
    """A workbook of an office of statistics is none, or of a form that is not known."""


class OutputError(GoldenBridgeError):
    """A file could not be written; what stood there before still stands."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a programme folder.

    `line` is 0 where the fault is the whole file's; `field` is empty where it is the whole line's.
    """

    file: str
    line: int
    field: str
    found: str
    allowed: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} found {self.found}; allowed: {self.allowed}"


class ProgrammeError(GoldenBridgeError):
    """A programme folder cannot be used; `faults` lists everything wrong with it."""

    def __init__(self, folder: str, faults: tuple[Fault, ...]) -> None:
        self.folder, self.faults = folder, faults
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join([f"{folder}: {count}", *(f"  {fault}" for fault in faults)]))


class SiteError(GoldenBridgeError, ValueError):
    """A site or what comes to it cannot be simulated; `flaws` lists everything wrong with it."""

    def __init__(self, site: str, flaws: tuple[str, ...]) -> None:
        self.site, self.flaws = site, flaws
        super().__init__("\n".join([f"site {site}:", *(f"  {flaw}" for flaw in flaws)]))


class LedgerError(GoldenBridgeError):
    """A ledger cannot be opened, read or written."""


class RefusedError(GoldenBridgeError):
    """A command was understood and cannot be done; `seq` is the ledger's place it was judged at."""

    seq: int | None = None


class ReusedKeyError(RefusedError):
    """An idempotency key came again with another request."""


class ForbiddenError(RefusedError):
    """Whoever asks may not do this, here."""


class SignInError(GoldenBridgeError):
    """Nobody is signed in, or the sign-in failed."""


class LimitError(GoldenBridgeError):
    """Somebody asks too often; `wait_s` is how long to wait."""

    def __init__(self, wait_s: float) -> None:
        self.wait_s = wait_s
        super().__init__(f"requests: found too many at once; allowed: again in {wait_s:.1f} s")


class RuleError(RefusedError, ValueError):
    """The rules of the complex do not allow what was asked for; nothing was changed."""

    def __init__(self, field: str, found: str, allowed: str) -> None:
        self.field, self.found, self.allowed = field, found, allowed
        super().__init__(f"{field}: found {found}; allowed: {allowed}")


class MissingError(RuleError):
    """What a command or a question names is not there."""


class StaleError(RuleError):
    """What was seen has changed meanwhile."""


class BasinError(GoldenBridgeError, ValueError):
    """A basin or a plan of it is not possible; `flaws` lists what is in the way."""

    def __init__(self, basin: str, flaws: tuple[str, ...]) -> None:
        self.basin, self.flaws = basin, flaws
        super().__init__("\n".join([f"basin {basin}:", *(f"  {flaw}" for flaw in flaws)]))


class DesignError(GoldenBridgeError, ValueError):
    """A design, its promise or its budget cannot be used."""


class PromiseError(DesignError):
    """No design keeps the promise; `station` is what stands in the way, where it is one."""

    def __init__(self, message: str, station: str = "") -> None:
        self.station = station
        super().__init__(message)
