"""An application as everybody reads it: who it may be in the register, and what stands against."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property

from django.db.models import Q

from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.jamkesda.peserta.models import MasaPeserta, Pendaftaran, Peserta
from upaya.rules.period import tanggal
from upaya.supermiskol.kepesertaan.services import PENGECEK, Hasil
from upaya.supermiskol.penerima.services import SUMBER, SuratDiakui
from upaya.warga.models import Warga
from upaya.warga.queries import menurut_nik, mirip_dengan

RELATED = ("kabupaten", "oleh_unit", "desa", "desa__induk", "warga", "ibu_peserta")
_TANPA_JAMINAN = frozenset({"bukan", "tidak_aktif"})


def berakhir_sesudah(peserta: Peserta, day: date) -> MasaPeserta | None:
    """The term of a member that covers this day or a later one."""
    ends = Q(sampai=None) | Q(sampai__gte=day)
    found: MasaPeserta | None = peserta.masa.filter(ends).first()
    return found


class BacaanPendaftaran(Reading[Pendaftaran]):
    """One application at one moment."""

    @cached_property
    def preparers(self) -> Collection[int]:
        """Whoever wrote it down."""
        return frozenset({self.subject.dibuat_oleh_id})

    @cached_property
    def tepat(self) -> Warga | None:
        """Who it is in the register: by a person's word, else by the NIK."""
        case = self.subject
        return case.warga or menurut_nik(case.kabupaten_id, case.nik)

    @cached_property
    def mirip(self) -> list[Warga]:
        """Others of the register who may be the same person."""
        case = self.subject
        found = mirip_dengan(case.kabupaten_id, case.nama_baku, case.tanggal_lahir)
        return [one for one in found if self.tepat is None or one.pk != self.tepat.pk]

    @property
    def kembar_terbuka(self) -> bool:
        """Whether somebody still has to say who they are."""
        return bool(self.mirip) and not self.subject.alasan_kembar

    @cached_property
    def peserta(self) -> Peserta | None:
        """The membership that this person has or had."""
        if self.tepat is None:
            return None
        rows = Peserta.objects.filter(warga=self.tepat, gabung_ke=None)
        found: Peserta | None = rows.first()
        return found

    @cached_property
    def masa(self) -> MasaPeserta | None:
        """The term that covers the day on which the new one would begin, or a later one."""
        if self.peserta is None:
            return None
        return berakhir_sesudah(self.peserta, self.subject.mulai)

    @cached_property
    def jkn(self) -> Hasil | None:
        """What the district's data of JKN say of the NIK; None when they say nothing."""
        return PENGECEK.cek(self.subject.kabupaten_id, self.subject.nik)

    @cached_property
    def surat(self) -> SuratDiakui | None:
        """The poverty letter that it stands on, as it stands now."""
        return SUMBER.menurut_kode(self.subject.kabupaten_id, self.subject.surat_miskin)

    @property
    def surat_gugur(self) -> str:
        """Why its letter opens no door any more; "" when it does, or when there is none."""
        today = clock.today()
        if self.surat is None or self.surat.berlaku(today):
            return ""
        return self.surat.kalimat(today)


def surat_berlaku(reading: BacaanPendaftaran) -> list[str]:
    """A letter that was withdrawn or ran out on the way opens no door."""
    return [reading.surat_gugur] if reading.surat_gugur else []


def ibu_dijamin(reading: BacaanPendaftaran) -> list[str]:
    """A newborn is covered from birth when the mother was on that day."""
    case = reading.subject
    if case.ibu_peserta is None:
        return []
    born = case.tanggal_lahir
    if any(one.mencakup(born) for one in case.ibu_peserta.masa.all()):
        return []
    card = case.ibu_peserta.kartu
    return [f"Ibunya (kartu {card}) bukan peserta aktif pada {tanggal(born)}, hari kelahirannya."]


def bukan_peserta(reading: BacaanPendaftaran) -> list[str]:
    """One person, one membership."""
    if reading.masa is None or reading.peserta is None:
        return []
    until = f"sampai {tanggal(reading.masa.sampai)}" if reading.masa.sampai else "tanpa batas akhir"
    said = f"Orang ini sudah peserta dengan kartu {reading.peserta.kartu}, aktif {until}."
    return [f"{said} Catat mutasinya bila datanya berubah."]


def tidak_dijamin(reading: BacaanPendaftaran) -> list[str]:
    """Whoever has JKN is not paid for by the district too."""
    said = reading.jkn
    found = []
    if said is not None and said.kepesertaan not in _TANPA_JAMINAN:
        found.append(f"{said.sumber} menyebut orang ini peserta JKN aktif.")
    if reading.tepat is not None and reading.tepat.meninggal is not None:
        found.append(f"Register mencatat orang ini meninggal {tanggal(reading.tepat.meninggal)}.")
    return found


def kembar_diputus(reading: BacaanPendaftaran) -> list[str]:
    """A look-alike waits for a person's word."""
    if not reading.kembar_terbuka:
        return []
    return ["Register memuat orang yang mirip; putuskan dulu apakah ini orang yang sama."]
