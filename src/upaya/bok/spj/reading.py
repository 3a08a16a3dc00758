"""An SPJ as everybody reads it: who was paid, each document and what proves it, what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from upaya.akun.models import Membership, User
from upaya.alur.obstacles import Obstacle
from upaya.alur.reading import PartedReading
from upaya.bok.realisasi.queries import HariPetugas, presence
from upaya.bok.rencana.versions import pure
from upaya.bok.spj.bentuk import Naskah
from upaya.bok.spj.cetak import amounts, content, entries, missing
from upaya.bok.spj.dari_kas import GerakKas, Terbayar, changes_since, movements_of
from upaya.bok.spj.models import Bagian, BerkasSpj, BuktiSpj, PenerimaSpj, SpjKegiatan
from upaya.bok.spj.naskah import naskah_untuk
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.core.documents.content import Isi, says_the_same
from upaya.core.models import Dokumen as DokumenTerbit
from upaya.rules.bok.road import DIVERIFIKASI
from upaya.rules.bok.spj import Bukti, Dokumen, KetentuanSpj, Kurang, Spj, ketentuan_spj, kurang
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, KEPALA_PUSKESMAS
from upaya.rules.loader import national_book

RELATED = (
    "kabupaten",
    "puskesmas",
    "pelaksanaan__kegiatan",
    "pelaksanaan__ditulis_oleh",
)
"""What an SPJ is loaded with wherever it is read."""
_LATE = "Buku kas mencatat pembayaran sesudah penerimanya diambil: masukkan atau lewati."
_NONE = BuktiSpj(alasan="", jumlah=0, bermeterai=False)


@dataclass(frozen=True, slots=True)
class Cetakan:
    """A paper that can be made for a document: what it would say now, and what the register has."""

    naskah: Naskah
    kurang: str
    terbit: DokumenTerbit | None
    berubah: bool

    @property
    def berlaku(self) -> bool:
        """Whether what was issued says what was entered."""
        return self.terbit is not None and not self.berubah

    @property
    def perlu(self) -> bool:
        """Whether it can be issued and issuing would say something new."""
        return not self.kurang and not self.berlaku


@dataclass(frozen=True, slots=True)
class BarisDokumen:
    """One line of the checklist with all that stands for it."""

    dokumen: Dokumen
    isi: BuktiSpj
    berkas: tuple[BerkasSpj, ...]
    cetakan: tuple[Cetakan, ...]
    kurang: tuple[Kurang, ...]
    temuan: tuple[Any, ...]
    terbuka: bool
    diminta: bool

    @property
    def jangkar(self) -> str:
        """Its place on the page, "a-4"."""
        return self.dokumen.kode.replace(".", "-")

    @property
    def keadaan(self) -> tuple[str, str]:
        """Tone and word of its state."""
        if any(not one.tanggapan for one in self.temuan):
            return "warn", "ada temuan"
        if self.kurang:
            return ("warn", "belum lengkap") if self.berkas else ("neutral", "belum ada")
        if self.berkas:
            return "good", f"{len(self.berkas)} berkas"
        if any(one.berlaku for one in self.cetakan):
            return "good", "dibuat di sini"
        return ("info", "tidak ada, beralasan") if self.isi.alasan else ("neutral", "tidak diminta")


class BacaanSpj(PartedReading[SpjKegiatan]):
    """One SPJ at one moment."""

    @cached_property
    def ketentuan(self) -> KetentuanSpj:
        """The checklist of its kind as in force when the activity took place."""
        case = self.subject
        return ketentuan_spj(national_book(), case.jenis, case.hari_aturan, case.kabupaten_id)

    # -------------------------------------------------------------- who
    @cached_property
    def penerima(self) -> list[PenerimaSpj]:
        """Who was paid or given something."""
        return list(self.subject.penerima.order_by("urutan", "pk"))

    @cached_property
    def petugas(self) -> list[HariPetugas]:
        """The officers of the report, each with the days."""
        return presence(self.subject.pelaksanaan)

    @cached_property
    def hari(self) -> tuple[date, ...]:
        """Every day of the activity: of its officers, and of those who were paid."""
        found = {day for one in self.petugas for day in one.hari}
        found |= {day for one in self.penerima for day in one.tanggal}
        return tuple(sorted(found))

    @cached_property
    def dibayar(self) -> int:
        """All that was paid, in rupiah."""
        return sum(one.dibayar for one in self.penerima)

    @property
    def kena_pajak(self) -> bool:
        """Whether the spending is taxed: somebody said so, or tax was withheld."""
        return self.subject.kena_pajak or any(one.pajak for one in self.penerima)

    @cached_property
    def direncanakan(self) -> int:
        """What the plan foresees of the activity for one month, in rupiah."""
        return pure(self.subject.pelaksanaan.kegiatan).sebulan

    @cached_property
    def isian(self) -> Mapping[str, str]:
        """What papers may quote, by name."""
        return entries(self)

    @cached_property
    def angka(self) -> Mapping[str, int]:
        """The sums that papers name."""
        return amounts(self)

    @cached_property
    def gerak_kas(self) -> list[GerakKas]:
        """What the cash book moved for the activity."""
        return movements_of(self.subject.pelaksanaan)

    @property
    def menurut_kas(self) -> int:
        """What the cash book paid on the activity, for all kinds together; 0 where it says none."""
        return sum(one.serapan for one in self.gerak_kas)

    @cached_property
    def kas_baru(self) -> list[Terbayar]:
        """What the book paid or took back since the rows were filled from it."""
        case = self.subject
        return changes_since(self.gerak_kas, case.kas_sampai, case.jenis)

    @cached_property
    def pejabat(self) -> Mapping[str, User]:
        """Who holds the roles that sign, today."""
        roles = (KEPALA_PUSKESMAS.name, BENDAHARA_PEMBANTU.name)
        rows = Membership.objects.valid_on(clock.today()).filter(
            unit=self.subject.puskesmas_id, role__in=roles
        )
        found: dict[str, User] = {}
        for row in rows.select_related("user").order_by("-mulai", "-pk"):
            found.setdefault(row.role, row.user)
        return found

    # -------------------------------------------------------------- documents
    @cached_property
    def dokumen(self) -> Mapping[str, BuktiSpj]:
        """What was said of each document, by code."""
        return {one.kode: one for one in self.subject.dokumen.order_by("pk")}

    @cached_property
    def berkas(self) -> list[BerkasSpj]:
        """The files that count."""
        rows = self.subject.berkas.filter(dilepas=False).select_related("stored")
        return list(rows.order_by("pk"))

    @cached_property
    def naskah(self) -> list[tuple[Naskah, str, Isi]]:
        """The papers of its kind: what each cannot be made without, and what it says now."""
        found = naskah_untuk(self.subject.jenis)
        return [(one, missing(one, self), content(one, self)) for one in found]

    @cached_property
    def terbit(self) -> Mapping[str, DokumenTerbit]:
        """What the register has of it, by paper."""
        return register.issued_of(self.subject).standing

    @cached_property
    def cetakan(self) -> list[Cetakan]:
        """The papers of its kind and how they stand."""
        found = []
        for paper, lacking, isi in self.naskah:
            row = self.terbit.get(paper.key)
            changed = row is not None and not says_the_same(row.sidik, isi)
            found.append(Cetakan(paper, lacking, row, changed))
        return found

    def hear(
        self,
        *,
        dokumen: Iterable[BuktiSpj] = (),
        berkas: Iterable[BerkasSpj] = (),
        terbit: bool = False,
    ) -> None:
        """What the reader itself wrote since: said of documents, new files, papers issued."""
        self.dokumen = {**self.dokumen, **{one.kode: one for one in dokumen}}
        self.berkas = [*self.berkas, *berkas]
        for name in ("cetakan", "kurang", "lacks", *(("terbit",) if terbit else ())):
            self.__dict__.pop(name, None)

    def _bukti(self, kode: str) -> Bukti:
        said = self.dokumen.get(kode, _NONE)
        return Bukti(
            berkas=sum(one.kode == kode for one in self.berkas),
            terbit=any(one.berlaku for one in self.cetakan if kode in one.naskah.untuk),
            alasan=said.alasan,
            jumlah=said.jumlah,
            bermeterai=said.bermeterai,
        )

    @cached_property
    def kurang(self) -> list[Kurang]:
        """What it lacks, in the order of its checklist."""
        return kurang(
            self.ketentuan,
            Spj(
                penerima=tuple(one.nama for one in self.penerima),
                hari=self.hari,
                kena_pajak=self.kena_pajak,
                bukti={one.kode: self._bukti(one.kode) for one in self.ketentuan.dokumen},
            ),
        )

    def terbuka(self, kode: str) -> bool:
        """Whether a document may be written now.

        After a return only what was found wrong, and what lacks since something else was mended.
        """
        case = self.subject
        if not case.open_for(Bagian.KELENGKAPAN):
            return False
        if case.round == 1 or any(one.dokumen == kode for one in self.kurang):
            return True
        last = [one for one in self.findings if one.round == case.round - 1]
        return any(one.bagian == Bagian.KELENGKAPAN and one.letak in {"", kode} for one in last)

    def baris(self, access: Access) -> list[BarisDokumen]:
        """The checklist for whoever looks at it."""
        found = self.current_findings(access)
        lacks = self.kurang
        return [
            BarisDokumen(
                dokumen=one,
                isi=self.dokumen.get(one.kode, _NONE),
                berkas=tuple(file for file in self.berkas if file.kode == one.kode),
                cetakan=tuple(c for c in self.cetakan if one.kode in c.naskah.untuk),
                kurang=tuple(lack for lack in lacks if lack.dokumen == one.kode),
                temuan=tuple(f for f in found if f.letak == one.kode),
                terbuka=self.terbuka(one.kode),
                diminta=not one.bila_pajak or self.kena_pajak,
            )
            for one in self.ketentuan.dokumen
        ]

    # -------------------------------------------------------------- what lacks
    @cached_property
    def lacks(self) -> Mapping[str, list[str]]:
        """What is missing, in sentences by part."""
        late = [_LATE] if self.kas_baru else []
        return {
            Bagian.PENERIMA: [*(one.kalimat for one in self.kurang if not one.dokumen), *late],
            Bagian.NASKAH: [],
            Bagian.KELENGKAPAN: [one.kalimat for one in self.kurang if one.dokumen],
        }


# ------------------------------------------------------------------ conditions of the road
def lengkap(reading: BacaanSpj) -> list[str]:
    """Condition: nothing of the checklist lacks."""
    return [Obstacle(said, part) for part, found in reading.lacks.items() for said in found]


def kegiatan_sah(reading: BacaanSpj) -> list[str]:
    """Condition: the report still counts."""
    if reading.subject.pelaksanaan.status == DIVERIFIKASI:
        return []
    return ["Laporan kegiatannya tidak terverifikasi lagi; batalkan SPJ ini."]
