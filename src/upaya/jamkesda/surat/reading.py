"""A guarantee letter as everybody reads it: cover, agreement, referral, what claims took of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cached_property

from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.peserta.models import MasaPeserta
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.jamkesda import road_klaim
from upaya.rules.jamkesda.batas import SURAT
from upaya.rules.jamkesda.susulan import tidak_dijamin
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import tanggal

_CLAIMS, _SAID = 10, ("nomor", "status", "diperiksa", "unit_id")
RELATED = (
    "kabupaten", "ppk__unit", "peserta__warga__desa", "perjanjian", "rujukan__dari__unit",
)  # fmt: skip


def ketentuan(kabupaten: str, key: str, day: date) -> Value:
    """A rule of letters in a district on a day."""
    return rulebook_for(kabupaten).read(f"jamkesda.surat.{key}", day, kabupaten)


def tanpa_jaminan(masa: Collection[MasaPeserta], mulai: date, sampai: date) -> date | None:
    """The first day of a span that no term covers; None when all are covered."""
    day = mulai
    for term in sorted(masa, key=lambda one: one.mulai):
        if term.mulai > day:
            break
        if term.sampai is None:
            return None
        day = max(day, term.sampai + timedelta(days=1))
    return day if day <= sampai else None


class BacaanSurat(Reading[SuratJaminan]):
    """One letter at one moment."""

    @cached_property
    def preparers(self) -> Collection[int]:
        """Whoever wrote it down."""
        return frozenset({self.subject.dibuat_oleh_id})

    @cached_property
    def aturan(self) -> RuleBook:
        """The rules of the district, looked up once."""
        return rulebook_for(self.subject.kabupaten_id)

    def ketentuan(self, key: str) -> Value:
        """A rule on the first day of the letter."""
        case = self.subject
        return self.aturan.read(f"jamkesda.surat.{key}", case.mulai, case.kabupaten_id)

    @cached_property
    def masa(self) -> list[MasaPeserta]:
        """The terms of the member."""
        return list(self.subject.peserta.masa.all())

    @property
    def hari_kosong(self) -> date | None:
        """The first day of the letter on which the member is not covered."""
        return tanpa_jaminan(self.masa, self.subject.mulai, self.subject.sampai)

    @cached_property
    def sebab_persetujuan(self) -> list[str]:
        """Why the UPT approves this letter first; [] when it need not."""
        case, most = self.subject, self.ketentuan("batas_disetujui").integer
        found = []
        if case.layanan in self.ketentuan("layanan_disetujui").items:
            found.append(f"{case.get_layanan_display()} disetujui UPT lebih dahulu.")
        if case.batas is None:
            found.append("Surat ini tanpa batas jaminan.")
        elif case.batas > most:
            found.append(f"Batas jaminan di atas {rupiah(most)}.")
        return found

    @property
    def tidak_dijamin(self) -> bool:
        """Whether care is not covered when the papers of an emergency come too late."""
        return tidak_dijamin(self.aturan, clock.today(), self.subject.kabupaten_id)

    @cached_property
    def buku(self) -> Batas | None:
        """Its row in the book of limits: how much there is and how much is used."""
        rows = Batas.objects.filter(
            kabupaten=self.subject.kabupaten_id, jenis=SURAT, kunci=self.subject.kode
        )
        return rows.first()

    @cached_property
    def klaim(self) -> list[Klaim]:
        """The claims that name it, the last first: one stands, others were refused before it."""
        case = self.subject
        rows = Klaim.objects.filter(kabupaten=case.kabupaten_id, surat=case.kode)
        return list(rows.only(*_SAID).order_by("-pk")[:_CLAIMS])

    @property
    def diklaim(self) -> bool:
        """Whether one of them stands, so that the letter takes no other (`klaim_surat_sekali`)."""
        return any(one.diperiksa > 0 and one.status != road_klaim.DITOLAK for one in self.klaim)

    @cached_property
    def dipakai(self) -> bool:
        """Whether a claim stands on it."""
        if self.klaim:
            return True
        alive = Pemakaian.objects.filter(batas=self.buku, dilepas_pada=None)
        return self.buku is not None and alive.exists()


def berhak(reading: BacaanSurat) -> list[str]:
    """A member, covered on every day of the letter."""
    case = reading.subject
    if case.peserta.gabung_ke_id is not None:
        return ["Kartu ini sudah digabungkan dengan kartu lain; pakai kartu yang berlaku."]
    day = reading.hari_kosong
    if day is None:
        return []
    return [f"Peserta tidak aktif pada {tanggal(day)}, hari dalam masa surat ini."]


def perjanjian(reading: BacaanSurat) -> list[str]:
    """Under an agreement in force that covers the care."""
    case, agreed = reading.subject, reading.subject.perjanjian
    if agreed.keadaan(case.mulai) != "Berlaku":
        state = agreed.keadaan(case.mulai).lower()
        return [f"Perjanjian {agreed.nomor} {state}; surat jaminan tidak dapat dibuat."]
    if case.layanan not in agreed.layanan:
        return [f"Perjanjian {agreed.nomor} tidak mencakup {case.get_layanan_display().lower()}."]
    return []


def rujukan(reading: BacaanSurat) -> list[str]:
    """Care that needs a referral has one, unless it was an emergency."""
    case = reading.subject
    if case.gawat_darurat or case.layanan not in reading.ketentuan("layanan_dirujuk").items:
        return []
    if case.rujukan is None:
        return [f"{case.get_layanan_display()} memerlukan rujukan, kecuali gawat darurat."]
    last = case.rujukan.tanggal + timedelta(days=reading.ketentuan("hari_rujukan").integer)
    if case.mulai > last:
        return [f"Rujukan {case.rujukan.nomor} hanya berlaku sampai {tanggal(last)}."]
    return []


def tanpa_persetujuan(reading: BacaanSurat) -> list[str]:
    """Nobody at the UPT has to be asked."""
    return reading.sebab_persetujuan


def perlu_persetujuan(reading: BacaanSurat) -> list[str]:
    """The UPT is asked only where it has to be."""
    if reading.sebab_persetujuan:
        return []
    return ["Surat ini tidak memerlukan persetujuan UPT; terbitkan langsung."]


def belum_diklaim(reading: BacaanSurat) -> list[str]:
    """What a claim stands on stays."""
    return ["Sudah ada klaim atas surat ini."] if reading.dipakai else []


def berkas_lewat(reading: BacaanSurat) -> list[str]:
    """The papers of its emergency have not come and their day is over, or they came after it.

    What came late, blank as it may be, takes nothing from whoever withdraws.
    """
    if reading.subject.sebab_terlambat:
        return []
    return [
        "Hanya bagi surat gawat darurat yang berkasnya belum ada, atau datang, sesudah batasnya."
    ]
