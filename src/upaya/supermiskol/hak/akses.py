"""Who looked at a family: a row for each person, page and day; the family is told the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.core.scope import ScopedModel, ScopePath
from upaya.supermiskol.permohonan.models import Bagian, Permohonan
from upaya.wilayah.models import Unit

MOST = 200
"""Rows that one page shows, the newest."""
_PAGES = {
    Bagian.PEMOHON: "data pemohon",
    Bagian.BERKAS: "daftar berkas",
    Bagian.KUNJUNGAN: "hasil tinjau lapang",
    "hasil": "skor dan putusan",
    "surat": "surat",
    "hak": "hak keluarga",
    "riwayat": "riwayat",
    "terima": "tanda terima",
    "salinan": "salinan data (diserahkan)",
    "unduh_berkas": "isi berkas",
    "unduh_surat": "surat (diunduh)",
}


class Lihatan(ScopedModel):
    """That somebody opened a page of a request, in which role and office, first when on that day.

    It holds who looked, never what was seen.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="lihatan")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    halaman = models.CharField(max_length=16)
    hari = models.DateField()
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["permohonan", "user", "role", "halaman", "hari"],
                name="lihatan_sehari_sekali",
            ),
        ]

    @property
    def kata(self) -> str:
        """The page, in words."""
        return _PAGES.get(self.halaman, self.halaman)

    @property
    def peran(self) -> str:
        """The role, in words."""
        known = registry().roles.get(self.role)
        return known.label if known else self.role


def note(case: Permohonan, access: Access, halaman: str) -> None:
    """Somebody sees a page of a request; the same page again on that day is the same row."""
    row = Lihatan(
        permohonan=case,
        user_id=access.user_id,
        role=access.role.name,
        unit_id=access.scope.unit,
        halaman=halaman,
        hari=clock.today(),
        pada=clock.now(),
    )
    Lihatan.objects.bulk_create([row], ignore_conflicts=True)


def looked(case: Permohonan) -> list[Lihatan]:
    """Who looked, newest first."""
    rows = Lihatan.objects.filter(permohonan=case).select_related("user", "unit")
    return list(rows[:MOST])


@dataclass(frozen=True, slots=True)
class Sebuah:
    """What a family is told: an office, a day, what was opened; no name of a person."""

    kantor: str
    hari: date
    halaman: tuple[str, ...]


def for_family(case: Permohonan) -> list[Sebuah]:
    """The same without people: each office once a day."""
    seen: dict[tuple[str, date], dict[str, None]] = {}
    for row in looked(case):
        office = row.unit.nama if row.unit else "Kantor kabupaten"
        seen.setdefault((office, row.hari), {})[row.kata] = None
    return [Sebuah(office, day, tuple(pages)) for (office, day), pages in seen.items()]
