"""A request as everybody reads it: papers, visit, score, look-alikes, decision, letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q

from upaya.alur.obstacles import Obstacle
from upaya.alur.reading import PartedReading
from upaya.core import clock
from upaya.rules.nama_orang import baku
from upaya.rules.parameter import Value
from upaya.rules.supermiskol import persyaratan as papers
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.skor import Skor, hitung
from upaya.supermiskol.ketetapan import buku
from upaya.supermiskol.kunjungan.beda import Samping, beside
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel, KirimanPonsel
from upaya.supermiskol.permohonan.models import Bagian, Berkas, Permohonan, PutusanKembar
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.skema.queries import in_force
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

RELATED = ("kabupaten", "desa", "desa__induk")
"""What a request is loaded with wherever it is read."""
ALIKE = 20
"""How many look-alikes are shown."""


@dataclass(frozen=True, slots=True)
class Mirip:
    """Another request that may be of the same person; `putusan` is what somebody said of it."""

    lain: Permohonan
    sebab: str
    putusan: PutusanKembar | None


class BacaanPermohonan(PartedReading[Permohonan]):
    """One request at one moment."""

    # -------------------------------------------------------------- rules
    def ketentuan(self, key: str) -> Value:
        """A rule of the programme on the day of the application."""
        day, district = self.subject.rules_day(), self.subject.kabupaten_id
        return buku(district).read(f"supermiskol.{key}", day, district)

    @cached_property
    def skema_berkas(self) -> SkemaKabupaten | None:
        """The scheme whose papers hold: the one in force when the applicant came.

        One that is approved later asks nothing of this request. None: the programme's papers.
        """
        case, day = self.subject, self.subject.rules_day()
        visit = None if case.status in road.ISI else self.kunjungan
        found = visit.skema if visit and _in_force(visit.skema, day) else self._skema_pada(day)
        if found is None or found.diputus_pada is None or found.diputus_pada > case.masuk_pada:
            return None
        return found if found.skema.berkas is not None else None

    @cached_property
    def berkas_wajib(self) -> Sequence[str]:
        """The kinds of papers that must be there."""
        scheme = self.skema_berkas
        asked = scheme.skema.berkas if scheme else self._items("berkas_wajib")
        instead = () if self.subject.nik else self._items("pengganti_ktp")
        return papers.wajib(asked or (), instead, ber_nik=bool(self.subject.nik))

    def _items(self, key: str) -> tuple[str, ...]:
        return tuple(str(one) for one in self.ketentuan(key).items)

    @property
    def sumber_berkas(self) -> str:
        """Who says which papers must be there, in words."""
        scheme = self.skema_berkas
        return f"skema versi {scheme.nomor}" if scheme else "ketentuan program"

    @property
    def kata_wajib(self) -> str:
        """The required papers in words."""
        return papers.kata(self.berkas_wajib) or "tidak ada"

    @property
    def skema_kini(self) -> SkemaKabupaten | None:
        """The scheme in force today."""
        return self._skema_pada(clock.today())

    def _skema_pada(self, day: date) -> SkemaKabupaten | None:
        if day not in self._skema:
            self._skema[day] = in_force(self.subject.kabupaten_id, day)
        return self._skema[day]

    @cached_property
    def _skema(self) -> dict[date, SkemaKabupaten | None]:
        return {}

    # -------------------------------------------------------------- papers
    @cached_property
    def berkas(self) -> list[Berkas]:
        """The papers that stand."""
        return list(self.subject.berkas.filter(diganti=False).select_related("stored"))

    @property
    def berkas_kurang(self) -> list[str]:
        """The required kinds that are missing, in words; pictures of the house come later."""
        return [papers.NAMA[one] for one in self._missing if one != papers.FOTO_RUMAH]

    @property
    def _missing(self) -> list[str]:
        there = {one.jenis for one in self.berkas}
        return [kind for kind in self.berkas_wajib if kind not in there]

    # -------------------------------------------------------------- visit and score
    @cached_property
    def kunjungan(self) -> Kunjungan | None:
        """The last visit."""
        rows = Kunjungan.objects.filter(permohonan=self.subject)
        rows = rows.select_related("skema", "petugas_desa", "petugas_tim")
        found: Kunjungan | None = rows.order_by("-nomor").first()
        return found

    @cached_property
    def skor(self) -> Skor | None:
        """The score of the last visit, by the scheme it was filled under; None without a visit."""
        visit = self.kunjungan
        return hitung(visit.skema.skema, visit.jawaban) if visit else None

    @cached_property
    def samping(self) -> list[Samping]:
        """Visits from phones that stand beside the one that counts, and what they say else."""
        rows = KirimanPonsel.objects.filter(permohonan=self.subject, kunjungan=None)
        rows = rows.select_related(
            "dikirim_oleh", "skema", "putusan_bentrok", "putusan_bentrok__diputus_oleh"
        ).prefetch_related(Prefetch("foto", FotoPonsel.objects.select_related("stored")))
        return [beside(one, self.kunjungan) for one in rows]

    @cached_property
    def skema_baru(self) -> SkemaKabupaten | None:
        """The scheme in force today, when it is another one than the visit was filled under."""
        visit = self.kunjungan
        now = self.skema_kini if visit else None
        return now if visit and now and now.pk != visit.skema_id else None

    @property
    def kunjungan_kurang(self) -> list[str]:
        """What the visit lacks, in sentences."""
        visit, skor = self.kunjungan, self.skor
        if visit is None or skor is None:
            return ["Tinjau lapang belum diisi."]
        said = []
        if skor.kurang:
            said.append(f"{len(skor.kurang)} indikator belum dijawab.")
        if visit.petugas_desa_id is None or visit.petugas_tim_id is None:
            said.append("Dua nama belum lengkap: petugas desa dan Tim Pemburu Kemiskinan.")
        if visit.tanggal is None:
            said.append("Tanggal kunjungan belum diisi.")
        if papers.FOTO_RUMAH in self._missing:
            said.append("Foto rumah belum diunggah.")
        return said

    # -------------------------------------------------------------- look-alikes
    @cached_property
    def mirip(self) -> list[Mirip]:
        """Other requests that may be of the same person, each with what was said of it.

        Same NIK; or the same birth date with the same compared name, or with the same KK and first
        name; or, where one of them has no NIK, KK, birth date and mother, which is what stands for
        the NIK then. Twins have a NIK each and two names: they are not shown.
        """
        case = self.subject
        same_day = Q(tanggal_lahir=case.tanggal_lahir)
        alike = same_day & Q(nama_baku=case.nama_baku)
        first = case.nama_baku.split(" ")[0]
        alike |= (
            same_day
            & Q(kk_indeks=case.kk_indeks)
            & (Q(nama_baku=first) | Q(nama_baku__startswith=f"{first} "))
        )
        if case.nik_indeks:
            alike |= Q(nik_indeks=case.nik_indeks)
        if case.ibu:
            unnumbered = Q(nik_indeks="") if case.nik_indeks else Q()
            same_kk = same_day & Q(kk_indeks=case.kk_indeks) & ~Q(ibu="")
            alike |= same_kk & unnumbered
        rows = (
            Permohonan.objects.filter(alike, kabupaten=case.kabupaten_id)
            .exclude(pk=case.pk)
            .exclude(status__in=[road.BATAL, road.DITOLAK, road.DICABUT])
            .select_related("desa")
            .order_by("pk")
        )
        said = {one.lain_id: one for one in case.putusan_kembar.select_related("diputus_oleh")}
        found = [one for one in rows[:ALIKE] if _alike(case, one)]
        return [Mirip(one, _why(case, one), said.get(one.pk)) for one in found]

    @property
    def kembar_terbuka(self) -> list[Mirip]:
        """Those of which nobody has said that it is somebody else."""
        return [one for one in self.mirip if one.putusan is None or one.putusan.sama]

    # -------------------------------------------------------------- decision and letter
    @cached_property
    def putusan(self) -> Putusan | None:
        """The decision, once there is one."""
        rows = Putusan.objects.filter(permohonan=self.subject).select_related("diputus_oleh")
        found: Putusan | None = rows.first()
        return found

    @cached_property
    def surat(self) -> SuratMiskin | None:
        """The letter, once there is one."""
        rows = SuratMiskin.objects.filter(permohonan=self.subject)
        found: SuratMiskin | None = rows.select_related("dokumen__terbit_oleh").first()
        return found

    # -------------------------------------------------------------- what lacks
    @cached_property
    def lacks(self) -> Mapping[str, list[str]]:
        """What is missing, in sentences by part."""
        case = self.subject
        return {
            Bagian.PEMOHON: self._applicant_lacks(),
            Bagian.BERKAS: [f"{kind} belum diunggah." for kind in self.berkas_kurang],
            Bagian.KUNJUNGAN: self.kunjungan_kurang if case.status in road.KUNJUNG else [],
        }

    def _applicant_lacks(self) -> list[str]:
        case, said = self.subject, []
        if not case.nik and not self.ketentuan("tanpa_nik").integer:
            said.append("NIK belum diisi.")
        if not case.nik and not case.ibu:
            said.append("Tanpa NIK, nama ibu kandung wajib diisi.")
        if not case.rujukan_nomor:
            said.append("Nomor rujukan atau surat rawat inap belum diisi.")
        if not case.kepesertaan:
            said.append("Kepesertaan KIS/JKN belum dicek.")
        if not case.register:
            said.append("Data kesejahteraan sosial belum dicek.")
        return said

    @property
    def tertutup(self) -> str:
        """Why the membership closes the way to a letter; "" when it does not."""
        kinds = Permohonan.Kepesertaan
        closed = {kinds.PBI_JKN}
        if self.ketentuan("pbi_apbd_ditutup").integer:
            closed.add(kinds.PBI_APBD)
        if self.subject.kepesertaan in closed:
            label = self.subject.get_kepesertaan_display()
            return f"{label}: pelayanan kesehatannya sudah dijamin, jadi surat ini tidak diberikan."
        return ""

    @cached_property
    def kelengkapan(self) -> list[tuple[str, bool, str]]:
        """The list of step 7: what, whether it is there, and what lacks."""
        case = self.subject
        confirmed = self.actor_of("konfirmasi")
        visited, advised = self.kunjungan, self.actor_of("rekomendasi")
        return [
            ("Data pemohon dan kepesertaan", not self._applicant_lacks(), case.kepesertaan_sumber),
            (
                "Berkas persyaratan",
                not self.berkas_kurang,
                ", ".join(self.berkas_kurang)
                or f"{len(self.berkas)} berkas, menurut {self.sumber_berkas}",
            ),
            ("Konfirmasi Dinas Kesehatan", bool(confirmed), confirmed),
            (
                "Hasil tinjau lapang",
                not self.kunjungan_kurang,
                " ".join(self.kunjungan_kurang) or _two_names(visited),
            ),
            ("Rekomendasi kecamatan", bool(advised), advised),
        ]


def _two_names(visit: Kunjungan | None) -> str:
    if visit is None or visit.petugas_desa is None or visit.petugas_tim is None:
        return ""
    return f"{visit.petugas_desa.name} dan {visit.petugas_tim.name}"


def _alike(case: Permohonan, other: Permohonan) -> bool:
    """Whether a row found by KK and birth date alone has the same mother; all others are."""
    first = case.nama_baku.split(" ")[0]
    by_name = first == other.nama_baku.split(" ")[0]
    by_nik = bool(case.nik_indeks) and case.nik_indeks == other.nik_indeks
    return by_name or by_nik or baku(case.ibu) == baku(other.ibu)


def _why(case: Permohonan, other: Permohonan) -> str:
    """What makes two requests look like one person."""
    said = []
    if case.nik_indeks and case.nik_indeks == other.nik_indeks:
        said.append("NIK sama")
    if case.kk_indeks == other.kk_indeks:
        said.append("KK sama")
    if case.nama_baku == other.nama_baku:
        said.append("nama serupa")
    if case.tanggal_lahir == other.tanggal_lahir:
        said.append("tanggal lahir sama")
    if case.ibu and other.ibu:
        same = baku(case.ibu) == baku(other.ibu)
        said.append("nama ibu serupa" if same else "nama ibu berbeda")
    return ", ".join(said)


def _in_force(scheme: SkemaKabupaten, day: date) -> bool:
    return bool(
        scheme.mulai and scheme.mulai <= day and (scheme.sampai is None or day <= scheme.sampai)
    )


# ------------------------------------------------------------------ conditions of the road
def berkas_lengkap(reading: BacaanPermohonan) -> list[str]:
    """Condition: data and papers are whole."""
    parts = (Bagian.PEMOHON, Bagian.BERKAS)
    return [Obstacle(said, part) for part in parts for said in reading.lacks[part]]


def kepesertaan(reading: BacaanPermohonan) -> list[str]:
    """Condition: the membership was looked up and does not close the way."""
    if not reading.subject.kepesertaan:
        return [Obstacle("Kepesertaan KIS/JKN belum dicek.", Bagian.PEMOHON)]
    return [Obstacle(reading.tertutup, Bagian.PEMOHON)] if reading.tertutup else []


def kembar_diputus(reading: BacaanPermohonan) -> list[str]:
    """Condition: every look-alike was said to be somebody else."""
    return [
        Obstacle(
            f"Mirip dengan {one.lain.tiket} ({one.sebab}). "
            + ("Sudah diputus orang yang sama." if one.putusan else "Putuskan dulu."),
            Bagian.PEMOHON,
        )
        for one in reading.kembar_terbuka
    ]


def kunjungan_lengkap(reading: BacaanPermohonan) -> list[str]:
    """Condition: the visit is whole."""
    return [Obstacle(said, Bagian.KUNJUNGAN) for said in reading.kunjungan_kurang]


def kunjungan_baru(reading: BacaanPermohonan) -> list[str]:
    """Condition: after a finding on the visit it was written anew."""
    case, visit = reading.subject, reading.kunjungan
    last = [one for one in reading.findings if one.round == case.round - 1]
    asked = any(one.bagian == Bagian.KUNJUNGAN for one in last)
    if case.status == road.TINJAU_ULANG and asked and (visit is None or visit.putaran < case.round):
        said = "Tinjau lapang belum diperbarui sejak dikembalikan."
        return [Obstacle(said, Bagian.KUNJUNGAN)]
    return []


def hasil_lengkap(reading: BacaanPermohonan) -> list[str]:
    """Condition of step 7: everything on the list is there."""
    return [
        f"{what} belum lengkap: {note}" for what, there, note in reading.kelengkapan if not there
    ]
