"""A contract as everybody reads it: its place, its requirements, what it costs."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from upaya.alur.reading import Reading
from upaya.bok.services import rencana_honor
from upaya.pegawai.models import Petugas, Status
from upaya.rules.errors import RuleError
from upaya.rules.tenaga import road
from upaya.rules.tenaga.syarat import Putusan
from upaya.tenaga.formasi.services import syarat
from upaya.tenaga.kontrak.models import AnggotaTim, Keluaran, Kontrak

RELATED = ("kabupaten", "puskesmas", "formasi", "petugas", "calon", "sebelumnya")


class BacaanKontrak(Reading[Kontrak]):
    """One contract at one moment."""

    @cached_property
    def preparers(self) -> Collection[int]:
        """Who wrote it."""
        return frozenset({self.subject.disusun_oleh_id})

    def prepared_as(self, user_id: int) -> str:
        """The same in words."""
        return "menyusun perjanjian kerja ini"

    @cached_property
    def putusan(self) -> tuple[Putusan, ...]:
        """Every requirement on the day of appointment; none for a team."""
        case = self.subject
        if case.calon is None:
            return ()
        # An extension appoints nobody anew: the age is that of the first day.
        return syarat(case.calon, _first(case).mulai)

    @cached_property
    def tanpa_aturan(self) -> str:
        """Why the requirements cannot be told, "" when they can."""
        try:
            self.putusan  # noqa: B018 - asked for its refusal
        except RuleError as fault:
            return str(fault)
        return ""

    @cached_property
    def bukan_yang_terpilih(self) -> str:
        """That the worker's name is another than the one the selection chose, "" when it is not.

        A name is written in many ways, so people are told; it stops nothing.
        """
        chosen, worker = self.subject.calon, self.subject.petugas
        if chosen is None or _bare(chosen.nama) == _bare(worker.nama):
            return ""
        return (
            f"Seleksi memilih {chosen.nama}; perjanjian ini dengan {worker.nama}. Pastikan "
            "orangnya sama sebelum ditandatangani."
        )

    @cached_property
    def anggota(self) -> list[AnggotaTim]:
        """The members of a team."""
        return list(self.subject.anggota.select_related("petugas"))

    @cached_property
    def keluaran(self) -> list[Keluaran]:
        """The outputs of a team."""
        return list(self.subject.keluaran.all())

    @cached_property
    def lain(self) -> list[Kontrak]:
        """Other contracts of the same place on days of this one."""
        case = self.subject
        rows = Kontrak.objects.filter(formasi=case.formasi_id).exclude(pk=case.pk)
        living = rows.exclude(status=road.BATAL).select_related("petugas")
        return [one for one in living if one.mulai <= case.sampai and case.mulai <= one.akhir]

    @cached_property
    def rencana(self) -> int | None:
        """What the plan has for honours in the year, rupiah."""
        return rencana_honor(self.subject.puskesmas_id, self.subject.formasi.tahun)

    @cached_property
    def terikat(self) -> int:
        """What other contracts of the puskesmas and the year bind, rupiah."""
        rows = Kontrak.objects.filter(
            puskesmas=self.subject.puskesmas_id, formasi__tahun=self.subject.formasi.tahun
        )
        return sum(one.biaya for one in rows.exclude(status=road.BATAL).exclude(pk=self.subject.pk))

    @property
    def sisa(self) -> int | None:
        """What the plan leaves after this contract; None without a plan."""
        return None if self.rencana is None else self.rencana - self.terikat - self.subject.biaya


def _bare(name: str) -> str:
    """A name without its titles, its dots and the size of its letters."""
    whole = name.split(",", 1)[0].casefold()
    words = [word for word in whole.split() if not word.endswith(".")]
    return " ".join(words)


def _first(case: Kontrak) -> Kontrak:
    while case.sebelumnya is not None:
        case = case.sebelumnya
    return case


# ------------------------------------------------------------------ conditions of the road
def berformasi(reading: BacaanKontrak) -> list[str]:
    """The place is of the right kind and free on those days."""
    case = reading.subject
    said = []
    if case.formasi.tim != case.tim:
        said.append("Formasinya bukan untuk pihak kedua seperti ini.")
    if reading.lain:
        names = ", ".join(str(one) for one in reading.lain[:3])
        said.append(f"Formasi ini sudah terisi pada masa itu: {names}.")
    return said


def bersyarat(reading: BacaanKontrak) -> list[str]:
    """Nothing rejects the person."""
    case = reading.subject
    if case.tim:
        return []
    if case.calon is None or case.calon.hasil != case.calon.Hasil.TERPILIH:
        return ["Tenaga ini tidak tercatat terpilih dalam seleksi Dinas Kesehatan."]
    if reading.tanpa_aturan:
        return [reading.tanpa_aturan]
    return [one.kalimat for one in reading.putusan if one.menolak]


def berisi(reading: BacaanKontrak) -> list[str]:
    """Pay, term and text are whole."""
    case = reading.subject
    said = []
    if {case.mulai.year, case.sampai.year} != {case.formasi.tahun}:
        said.append(f"Masa perjanjian harus dalam tahun anggaran {case.formasi.tahun}.")
    if case.tim:
        if not reading.keluaran:
            said.append("Sebut paling sedikit satu keluaran dengan harganya.")
        if not any(one.bagian for one in reading.anggota):
            said.append("Sebut paling sedikit satu anggota tim yang menerima bagian.")
    elif worker_fault(case.petugas):
        said.append(worker_fault(case.petugas))
    return said


def worker_fault(petugas: Petugas) -> str:
    """Why somebody is no contract worker in the list of officers, "" when they may be."""
    if petugas.status != Status.NON_ASN or petugas.nip:
        return f"{petugas.nama} tercatat sebagai ASN; tenaga kontrak tidak mempunyai NIP."
    if not petugas.aktif:
        return f"{petugas.nama} tidak bekerja lagi di puskesmas ini."
    return ""
