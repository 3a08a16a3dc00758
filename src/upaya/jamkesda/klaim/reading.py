"""A claim as everybody reads it: lines with their cuts, reasons in sentences, what was decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, Sum

from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.jamkesda.klaim.models import (
    AlasanTercatat,
    BerkasKlaim,
    KeputusanLayanan,
    Klaim,
    LayananKlaim,
)
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.tarif import queries as tarif
from upaya.jamkesda.telaah.models import Keberatan, PengajuanUlang, Pesan, Saringan
from upaya.regulasi.queries import rulebook_once
from upaya.rules.jamkesda.alasan import ALASAN, DILIHAT_ORANG
from upaya.rules.jamkesda.diagnosis import Diagnosis, cari
from upaya.rules.jamkesda.road_klaim import DIAJUKAN, DIKEMBALIKAN, DISETUJUI, DIVERIFIKASI
from upaya.rules.jamkesda.susulan import KODE as SUSULAN
from upaya.rules.jamkesda.susulan import tidak_dijamin
from upaya.rules.jamkesda.telaah import ATURAN
from upaya.wilayah.models import Unit

_TERBUKA = (DIAJUKAN, DIKEMBALIKAN)
RELATED = ("unit", "kabupaten")
"""What a claim is loaded with wherever it is read."""


_DI_TEMPAT_LAIN = frozenset({"D02", "D03", "K02"})
"""Causes that may speak of a claim of another provider."""
_LAIN = 5


@dataclass(frozen=True, slots=True)
class KlaimDiTempatLain:
    """A claim of the same person by another provider."""

    ppk: str
    nomor: str
    masuk: date
    keluar: date


@dataclass(frozen=True, slots=True)
class BarisBaca:
    """One line with its cuts and the verifier's word; `nama` is what the tariff calls it.

    `dijamin` is False where papers became late since the check and such care is not covered.
    """

    layanan: LayananKlaim
    nama: str
    alasan: tuple[AlasanTercatat, ...]
    keputusan: KeputusanLayanan | None
    dijamin: bool = True

    @property
    def bertanda(self) -> bool:
        """Whether the checks found something here."""
        return bool(self.alasan)

    @property
    def disetujui(self) -> int:
        """What is approved of it as things stand, in rupiah."""
        stored = self.layanan.disetujui
        return int(self.sisa - self.gugur if stored is None else stored)

    @property
    def sisa(self) -> int:
        """What the checks and the verifier leave of it, in rupiah."""
        cut = self.keputusan.jumlah if self.keputusan else 0
        return int(self.layanan.diperiksa - cut)

    @property
    def gugur(self) -> int:
        """What late papers take of that, in rupiah: all or nothing."""
        return 0 if self.dijamin else self.sisa


class BacaanKlaim(Reading[Klaim]):
    """One claim at one moment."""

    @cached_property
    def preparers(self) -> Collection[int]:
        """Who asked for the money: whoever entered the claim, its papers, or sent it again."""
        sent = {log.actor_id for log in self.moves if log.move == "lengkapi"}
        papers = {one.diunggah_oleh_id for one in self.berkas}
        return frozenset({self.subject.dicatat_oleh_id} | sent | papers)

    def prepared_as(self, user_id: int) -> str:
        """The same in words."""
        return f"ikut mengajukan {self.subject.workflow.noun} ini"

    # -------------------------------------------------------------- the rule, and what was said
    @cached_property
    def saringan(self) -> Saringan | None:
        """Which way it took when it was sent; None for claims from before there was a rule."""
        rows = Saringan.objects.filter(klaim=self.subject).select_related("undian")
        found: Saringan | None = rows.first()
        return found

    @property
    def menurut_aturan(self) -> bool:
        """Whether the rule alone approved it, and nobody has looked at it since."""
        way = self.saringan
        return way is not None and way.jalur == ATURAN and self.subject.round == 1

    @property
    def menerima_berkas(self) -> bool:
        """Whether papers may come: while it is examined or returned, or passed by rule alone."""
        status = self.subject.status
        return status in _TERBUKA or (status == DISETUJUI and self.menurut_aturan)

    @cached_property
    def pesan(self) -> list[Pesan]:
        """What was said on its causes, oldest first."""
        rows = Pesan.objects.filter(klaim=self.subject).select_related("oleh", "stored")
        return list(rows.order_by("pk"))

    @cached_property
    def keberatan(self) -> list[Keberatan]:
        """Objections, newest first."""
        rows = Keberatan.objects.filter(klaim=self.subject)
        return list(rows.select_related("diajukan_oleh", "dijawab_oleh", "stored").order_by("-pk"))

    @property
    def keberatan_terbuka(self) -> Keberatan | None:
        """The one that waits for an answer."""
        waits = Keberatan.Status.DIAJUKAN
        return next((one for one in self.keberatan if one.status == waits), None)

    @cached_property
    def ulangan(self) -> list[PengajuanUlang]:
        """Where it came from and what came in its place."""
        rows = PengajuanUlang.objects.filter(Q(lama=self.subject) | Q(baru=self.subject))
        return list(rows.select_related("lama", "baru").order_by("pk"))

    # -------------------------------------------------------------- reasons
    @cached_property
    def alasan(self) -> list[AlasanTercatat]:
        """The reasons of the last check, and what people cut since, in the order of the lines."""
        rows = AlasanTercatat.objects.filter(klaim=self.subject, putaran=self.subject.round)
        return list(rows.select_related("oleh").order_by("pk"))

    @property
    def kode(self) -> list[str]:
        """All causes, each once."""
        return sorted({one.kode for one in self.alasan})

    @property
    def sebab(self) -> list[tuple[str, str, str]]:
        """Every cause as a sentence: code, its name, the sentence; each sentence once."""
        said = {(one.kode, ALASAN[one.kode].nama, one.kalimat): None for one in self.alasan}
        if self.susulan_lewat:
            said[SUSULAN, ALASAN[SUSULAN].nama, self.susulan_lewat] = None
        return sorted(said)

    @cached_property
    def susulan_lewat(self) -> str:
        """Why the papers of its emergency are late, where its last check could not know yet.

        They became late, or came late, while the claim was already here and nobody had verified it.
        One that was verified as not covered keeps saying why until its cuts are written.
        """
        letter = self.surat
        if letter is None or SUSULAN in self.kode or not letter.sebab_terlambat:
            return ""
        told = self.subject.status in _TERBUKA or self._diverifikasi_gugur
        return letter.sebab_terlambat if told else ""

    @property
    def _diverifikasi_gugur(self) -> bool:
        """Whether it was verified, and more is missing than the verifier cut."""
        case = self.subject
        if case.status != DIVERIFIKASI or case.disetujui:
            return False
        words = KeputusanLayanan.objects.filter(layanan__klaim=case)
        return case.diperiksa > (words.aggregate(n=Sum("jumlah"))["n"] or 0)

    @cached_property
    def tidak_dijamin(self) -> bool:
        """Whether nothing is paid for those papers: a verified claim stays as it was verified.

        The decree is that of the day on which it was sent, as where it is judged anew.
        """
        case = self.subject
        if not self.susulan_lewat or case.status == DIVERIFIKASI:
            return bool(self.susulan_lewat)
        district = str(case.kabupaten_id)
        return tidak_dijamin(rulebook_once(district), case.diajukan, district)

    @property
    def berkas_ditunggu(self) -> bool:
        """Whether the papers of its emergency have not come and are not late yet."""
        letter = self.surat
        due = letter.susulan if letter else None
        return due is not None and due.pada is None and due.sampai >= clock.today()

    @property
    def berkas_dilihat(self) -> bool:
        """Whether the papers of its emergency came in time and nobody looked at them yet."""
        letter = self.surat
        due = letter.susulan if letter else None
        if due is None or due.pada is None or self.subject.status not in _TERBUKA:
            return False
        return due.pada <= due.sampai

    @cached_property
    def baris(self) -> list[BarisBaca]:
        """The lines with what was found and decided at each."""
        lines = list(self.subject.layanan.order_by("no"))
        words = KeputusanLayanan.objects.filter(layanan__klaim=self.subject).select_related("oleh")
        said = {one.layanan_id: one for one in words.order_by("pk")}
        found: dict[int, list[AlasanTercatat]] = {}
        for one in self.alasan:
            if one.layanan_id is not None:
                found.setdefault(one.layanan_id, []).append(one)
        names, covered = self.nama, not self.tidak_dijamin
        return [
            BarisBaca(line, names.get(line.kode, ""), tuple(found.get(line.pk, ())),
                      said.get(line.pk), covered)
            for line in lines
        ]  # fmt: skip

    @cached_property
    def nama(self) -> Mapping[str, str]:
        """What the services are called, by code, in the list of its agreement."""
        codes = {row["kode"] for row in self.subject.masukan["klaim"]["baris"]}
        letter = self.surat
        listed = letter.perjanjian.daftar_tarif if letter else ""
        rates = tarif.berlaku(str(self.subject.kabupaten_id), listed) if listed else None
        return tarif.nama_layanan(rates, codes)

    @cached_property
    def klaim_lain(self) -> list[KlaimDiTempatLain]:
        """Claims of other providers that its causes speak of, the nearest in time first.

        For whoever reviews it: the sentences of the causes name none of them.
        """
        case = self.subject
        if _DI_TEMPAT_LAIN.isdisjoint(self.kode):
            return []
        told = [one for one in case.masukan["riwayat"] if one["ppk"] != str(case.unit_id)]
        names = Unit.objects.in_bulk([int(one["ppk"]) for one in told])
        found = [
            KlaimDiTempatLain(
                names[int(one["ppk"])].nama, one["id"],
                date.fromisoformat(one["masuk"]), date.fromisoformat(one["keluar"]),
            )
            for one in told
        ]  # fmt: skip
        found.sort(key=lambda one: (abs((one.masuk - case.masuk).days), one.nomor))
        return found[:_LAIN]

    @cached_property
    def surat(self) -> SuratJaminan | None:
        """Its guarantee letter, with the agreement and the member; never another provider's."""
        if not self.subject.surat:
            return None
        rows = SuratJaminan.objects.filter(kode=self.subject.surat, ppk=self.subject.unit_id)
        found: SuratJaminan | None = rows.select_related("perjanjian", "peserta__warga").first()
        return found

    @property
    def surat_ppk_lain(self) -> bool:
        """Whether an older claim holds the code of another provider's letter: it is not shown."""
        rows = SuratJaminan.objects.filter(kode=self.subject.surat or "-")
        return self.surat is None and rows.exists()

    @property
    def diagnosis(self) -> list[Diagnosis]:
        """Its diagnoses with their names, the main one first; an unknown one has none."""
        codes = self.subject.masukan["klaim"]["diagnosis"]
        unknown = "tidak dikenal dalam ICD-10"
        return [cari(code) or Diagnosis(code, unknown, terinci=True) for code in codes]

    # -------------------------------------------------------------- what lacks, what is decided
    @cached_property
    def berkas(self) -> list[BerkasKlaim]:
        """Its papers."""
        rows = BerkasKlaim.objects.filter(klaim=self.subject)
        return list(rows.select_related("stored", "diunggah_oleh").order_by("pk"))

    @property
    def lampiran_kurang(self) -> list[str]:
        """Required attachments that neither the claim names nor a paper brought."""
        said = self.subject.masukan
        there = {*said["klaim"]["lampiran"], *(one.nama for one in self.berkas)}
        return [name for name in said["lampiran_wajib"] if name not in there]

    @property
    def belum_diputus(self) -> list[BarisBaca]:
        """Lines that the verifier has to look at and has not: none of a claim without a cause.

        Nor of one that is not covered at all.
        """
        if self.tidak_dijamin or (self.subject.putusan == "lolos" and not self.susulan_lewat):
            return []
        left = (row for row in self.baris if row.layanan.diperiksa)
        whole = bool(self.susulan_lewat) or not DILIHAT_ORANG.isdisjoint(self.kode)
        return [row for row in left if row.keputusan is None and (whole or row.bertanda)]

    @property
    def usulan(self) -> int:
        """What would be approved as the verifier decided until now, in rupiah."""
        return sum(row.disetujui for row in self.baris)

    @property
    def lewat_tenggat(self) -> bool:
        """Whether the days for mending a returned claim are over."""
        due = self.subject.deadline
        return due is not None and due.hari < clock.today()


# ------------------------------------------------------------------ conditions of the road
def diputus(reading: BacaanKlaim) -> list[str]:
    """Every marked line has a word of the verifier."""
    rows = reading.belum_diputus
    if not rows:
        return []
    numbers = ", ".join(str(row.layanan.no) for row in rows[:10])
    return [f"Putuskan dulu baris {numbers}: setujui utuh, atau potong dengan kode dan alasan."]


def dalam_tenggat(reading: BacaanKlaim) -> list[str]:
    """The days for mending are not over."""
    due = reading.subject.deadline
    if not reading.lewat_tenggat or due is None:
        return []
    return [
        "Tenggat melengkapi klaim ini sudah lewat. Tulis kepada UPT lewat Tanya jawab klaim ini."
    ]


def lewat_tenggat(reading: BacaanKlaim) -> list[str]:
    """The days for mending are over."""
    return [] if reading.lewat_tenggat else ["Tenggat melengkapi klaim ini belum lewat."]


def lengkap(reading: BacaanKlaim) -> list[str]:
    """Something was added since the return, and no required attachment is missing."""
    said = [f"Lampiran {name} belum ada. Unggah di halaman Berkas." for name in
            reading.lampiran_kurang]  # fmt: skip
    sent = reading.last_move("kembalikan")
    added = any(one.diunggah_pada >= sent.at for one in reading.berkas) if sent else True
    if not said and not added and not reading.subject.perbaikan:
        said.append("Belum ada yang ditambahkan. Unggah berkas atau tulis penjelasannya.")
    return said


def bernilai(reading: BacaanKlaim) -> list[str]:
    """Something is left to pay."""
    if reading.subject.disetujui:
        return []
    return ["Tidak ada rupiah yang disetujui. Tolak klaimnya, atau minta diperiksa lagi."]


def nihil(reading: BacaanKlaim) -> list[str]:
    """Nothing is left, and each rupiah has its code."""
    if not reading.subject.disetujui:
        return []
    return ["Masih ada rupiah yang disetujui. Minta verifikator memotongnya dengan kode."]


def baru_saja(reading: BacaanKlaim) -> list[str]:
    """The last step was a verifier's, and the provider has added nothing since."""
    last = reading.moves[-1] if reading.moves else None
    if last is None or last.move not in {"verifikasi", "kembalikan"}:
        return ["Langkah terakhir bukan verifikasi atau pengembalian."]
    added = any(one.diunggah_pada >= last.at for one in reading.berkas)
    if last.move == "kembalikan" and (added or reading.subject.perbaikan):
        return ["PPK sudah mulai melengkapinya; langkah ini tidak diurungkan lagi."]
    return []


def ada_keberatan(reading: BacaanKlaim) -> list[str]:
    """An objection waits for its answer."""
    return [] if reading.keberatan_terbuka else ["Tidak ada keberatan yang menunggu jawaban."]


def lewat_kumpulan(_reading: BacaanKlaim) -> list[str]:
    """Made with its batch alone."""
    return ["Langkah ini diambil lewat kumpulan klaim, bukan klaim satu per satu."]
