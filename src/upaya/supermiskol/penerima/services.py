"""What a poverty letter says to another system: whose it is, and how it stands on a day.

The other system knows this port and no table behind it; a letter is named by its `kode`, which
stays when an extension gives it another number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from upaya.core.models import Dokumen
from upaya.rules.period import tanggal
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat.models import SuratMiskin, keadaan
from upaya.supermiskol.surat.papers import JENIS
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class SuratDiakui:
    """A letter and whoever it was issued for; `nik` is "" for whoever has none."""

    kode: str
    nomor: str
    terbit: date
    sampai: date
    dicabut: date | None
    nama: str
    nik: str
    kk: str
    tanggal_lahir: date
    ibu: str
    hubungan: str
    desa: Unit
    alamat: str
    telepon: str

    def berlaku(self, day: date) -> bool:
        """Whether it stands on a day."""
        return keadaan(self.sampai, self.dicabut, day) == "berlaku"

    def kalimat(self, day: date) -> str:
        """How it stands on a day, in words."""
        if self.dicabut is not None:
            return f"Surat Supermiskol {self.nomor} dicabut {tanggal(self.dicabut)}."
        verb = "berlaku" if day <= self.sampai else "hanya berlaku"
        return f"Surat Supermiskol {self.nomor} {verb} sampai {tanggal(self.sampai)}."


class SumberSurat(Protocol):
    """A source of letters. Another one is one more class like `DariSupermiskol`."""

    def terbit_di(self, kabupaten: str) -> bool:
        """Whether it knows the letters of this district at all."""

    def menurut_nomor(self, kabupaten: str, nomor: str) -> SuratDiakui | None:
        """The letter that has or had this number; None when no letter has."""

    def menurut_kode(self, kabupaten: str, kode: str) -> SuratDiakui | None:
        """The letter of this code; None when no letter has it."""

    def tidak_berlaku(self, kabupaten: str, day: date) -> QuerySet[Any]:
        """The codes of all letters that do not stand on a day, as a question to be nested."""


class DariSupermiskol:
    """The letters that this house issues."""

    def terbit_di(self, kabupaten: str) -> bool:
        """Whether the district has issued one here."""
        return bool(SuratMiskin.objects.filter(kabupaten=kabupaten).exists())

    def menurut_nomor(self, kabupaten: str, nomor: str) -> SuratDiakui | None:
        """By any number that it ever had: the paper in hand may be the one before an extension."""
        kind = Permohonan._meta.label_lower
        papers = Dokumen.objects.filter(kabupaten_id=kabupaten, jenis=JENIS, subject_type=kind)
        found = papers.filter(nomor=nomor.strip()).values_list("subject_id", flat=True).first()
        return self._one(kabupaten, Q(permohonan=int(found))) if found else None

    def menurut_kode(self, kabupaten: str, kode: str) -> SuratDiakui | None:
        """By its code."""
        return self._one(kabupaten, Q(kode=kode)) if kode else None

    def tidak_berlaku(self, kabupaten: str, day: date) -> QuerySet[Any]:
        """Those that were withdrawn, and those that ran out."""
        over = Q(dicabut_tanggal__isnull=False) | Q(berlaku_sampai__lt=day)
        found: QuerySet[Any] = SuratMiskin.objects.filter(over, kabupaten=kabupaten)
        return found.order_by().values("kode")

    def _one(self, kabupaten: str, which: Q) -> SuratDiakui | None:
        rows = SuratMiskin.objects.filter(which, kabupaten=kabupaten)
        found: SuratMiskin | None = rows.select_related("permohonan__desa__induk").first()
        if found is None:
            return None
        case = found.permohonan
        return SuratDiakui(
            kode=found.kode,
            nomor=found.nomor,
            terbit=found.terbit,
            sampai=found.berlaku_sampai,
            dicabut=found.dicabut_tanggal,
            **{
                name: getattr(case, name)
                for name in (
                    "nama", "nik", "kk", "tanggal_lahir", "ibu", "hubungan", "desa", "alamat",
                    "telepon",
                )
            },
        )  # fmt: skip


SUMBER: SumberSurat = DariSupermiskol()
"""What Jamkesda asks."""
