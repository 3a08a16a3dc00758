"""The road of a report made executable, and its reading."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from upaya.alur.mail import tell_next
from upaya.alur.reading import Reading
from upaya.alur.road import MoveRefusedError, Road
from upaya.bok.program.services import mine
from upaya.bok.realisasi.models import OTHERS, Pelaksanaan
from upaya.bok.realisasi.queries import HariPetugas, names_of_others, presence
from upaya.core.access import Access
from upaya.rules.bok.program import bukan_milik
from upaya.rules.bok.road import PJ_PROGRAM, REALISASI

RELATED = ("puskesmas", "kabupaten")
"""What a report is loaded with wherever it is read."""


class BacaanLaporan(Reading[Pelaksanaan]):
    """A report for whoever looks at it."""

    @cached_property
    def hadir(self) -> list[HariPetugas]:
        """Who was there."""
        return presence(self.subject)

    @cached_property
    def nama_lain(self) -> Mapping[str, list[str]]:
        """Who else took part, by kind, as far as names are written."""
        return names_of_others(self.subject)

    @cached_property
    def lain(self) -> list[tuple[str, int, list[str]]]:
        """Who else took part: the kind, how many, and their names as far as they are written."""
        report = self.subject
        return [
            (
                str(Pelaksanaan._meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr] # fields of its own
                many,
                self.nama_lain.get(name, []),
            )
            for name in OTHERS
            if (many := getattr(report, name))
        ]

    @cached_property
    def preparers(self) -> frozenset[int]:
        """Who wrote it."""
        began = {log.actor_id for log in self.moves if log.move == "laporkan"}
        return frozenset({self.subject.ditulis_oleh_id} | began)


def _filled(reading: BacaanLaporan) -> list[str]:
    said = []
    if not reading.subject.hasil.strip():
        said.append("Hasil kegiatan belum ditulis.")
    if not reading.hadir and not reading.lain:
        said.append("Belum dicatat siapa yang hadir dan pada hari apa.")
    return said


def _own(reading: BacaanLaporan, access: Access, _context: Mapping[str, Any]) -> None:
    """Whoever is in charge of a programme reports that one."""
    if not mine(access, reading.subject.menu):
        raise MoveRefusedError(bukan_milik(reading.subject.nama))


ROAD = Road(
    REALISASI,
    Pelaksanaan,
    {"terisi": _filled},
    effects={"laporkan": _own, "batalkan": _own},
    new_round=frozenset({"kembalikan"}),
    after=tell_next(PJ_PROGRAM),
    read=BacaanLaporan,
    related=RELATED,
)
