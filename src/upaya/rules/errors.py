"""Errors of the rules. Each one says in Indonesian what is missing and where."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with some input: ``letak`` is a path such as ``petugas[3].orang_hari``."""

    letak: str
    pesan: str

    def to_dict(self) -> dict[str, str]:
        """Return the fault as the JSON object of the key ``galat``."""
        return {"letak": self.letak, "pesan": self.pesan}


class RuleError(Exception):
    """Base of everything the rules refuse."""


class ParameterFileError(RuleError):
    """A parameter file breaks the rules of the loader; the message names file and line."""

    def __init__(self, file: str, line: int, pesan: str) -> None:
        super().__init__(f"{file}:{line}: {pesan}")
        self.file = file
        self.line = line
        self.pesan = pesan


class OverlapError(RuleError):
    """Two district rows claim the same parameter for the same days and the same knowledge."""


class TidakDiatur(RuleError, LookupError):  # noqa: N818 - a noun of the house, not "...Error"
    """The law is silent: no value is in force for this key, day and district.

    Silence never becomes zero; whoever asks has to decide what to do.
    """

    def __init__(self, key: str, day: date, district: str | None, known_on: date | None) -> None:
        where = f" untuk wilayah {district}" if district else ""
        known = f" (sebagaimana diketahui pada {known_on.isoformat()})" if known_on else ""
        super().__init__(f"Tidak ada aturan untuk {key} pada {day.isoformat()}{where}{known}.")
        self.key = key
        self.day = day
        self.district = district
        self.known_on = known_on


class TidakDapatDihitung(RuleError, ValueError):  # noqa: N818
    """The month cannot be computed; ``fault`` says where and why."""

    def __init__(self, letak: str, pesan: str) -> None:
        super().__init__(f"{letak}: {pesan}" if letak else pesan)
        self.fault = Fault(letak, pesan)
