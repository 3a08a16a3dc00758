"""A month of work as everybody reads it, and what stands in the way of its moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.pegawai.models import Petugas
from upaya.pegawai.rekening import aturan_bank
from upaya.pembayaran.models import Pembayaran, RekeningPembantu
from upaya.pembayaran.queries.accounts import account_faults
from upaya.pembayaran.queries.rekening import account_on
from upaya.pembayaran.services.lines import Tagihan, tax_of
from upaya.regulasi.queries import rulebook_once
from upaya.rules.errors import RuleError
from upaya.rules.money import apportion
from upaya.rules.pembayaran import BERHASIL
from upaya.tenaga.kerja.honor import Perhitungan, fault_of, of_month
from upaya.tenaga.kerja.models import BulanKerja, HonorBeku, Target

SUMBER = "honor"
RELATED = (
    "kabupaten", "puskesmas", "kontrak", "kontrak__petugas", "kontrak__formasi",
)  # fmt: skip
_PENUH = 100


class BacaanBulan(Reading[BulanKerja]):
    """One month at one moment."""

    @cached_property
    def target(self) -> list[Target]:
        """Its targets in their order."""
        return list(self.subject.target.order_by("urutan"))

    @cached_property
    def absen(self) -> dict[date, str]:
        """What the attendance says, by day."""
        return dict(self.subject.absen.order_by("tanggal").values_list("tanggal", "keterangan"))

    @cached_property
    def hari(self) -> list[date]:
        """The working days of the contract in the month, each to be attended."""
        month, contract = self.subject.period, self.subject.kontrak
        first, last = max(contract.mulai, month.first_day), min(contract.akhir, month.last_day)
        off = clock.holidays()
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [one for one in days if one.weekday() in off.week and one not in off.names]

    @property
    def akhir(self) -> date:
        """The last day of work in the month."""
        return min(self.subject.kontrak.akhir, self.subject.period.last_day)

    @cached_property
    def beku(self) -> HonorBeku | None:
        """The honour as it was frozen; None before."""
        found: HonorBeku | None = HonorBeku.objects.filter(bulan=self.subject.pk).first()
        return found

    @cached_property
    def hitungan(self) -> Perhitungan | None:
        """What it is worth as it stands; None while something lacks."""
        if self.galat:
            return None
        return of_month(self.subject, self.target, self.absen)

    @cached_property
    def galat(self) -> str:
        """Why it cannot be computed, "" when it can."""
        return fault_of(self.subject, self.target, self.absen)

    # -------------------------------------------------------------- money
    @cached_property
    def tagihan(self) -> list[Tagihan]:
        """Who gets how much of the frozen honour; the parts add up to it."""
        case, amount = self.subject, self.subject.honor or 0
        if not amount:
            return []
        words = f"Honor {case.period.nama}"
        if not case.kontrak.tim:
            return [Tagihan(case.kontrak.petugas, ((words, amount),))]
        members = [one for one in case.kontrak.anggota.select_related("petugas") if one.bagian]
        parts = apportion(amount, [one.bagian for one in members])
        return [
            Tagihan(one.petugas, ((f"{words}, {one.peran}", part),))
            for one, part in zip(members, parts, strict=True)
            if part
        ]

    @cached_property
    def pembayaran(self) -> Pembayaran | None:
        """Its payment; None before the funds are asked for."""
        rows = Pembayaran.objects.filter(sumber=SUMBER, sumber_id=self.subject.pk)
        found: Pembayaran | None = rows.select_related("rekening").first()
        return found

    @cached_property
    def rekening(self) -> RekeningPembantu | None:
        """Where the funds go."""
        return account_on(self.subject.puskesmas_id, clock.today())

    def penerima(self) -> Sequence[Petugas]:
        """Whom it pays."""
        return [one.petugas for one in self.tagihan]


# ------------------------------------------------------------------ conditions of the road
def bertarget(reading: BacaanBulan) -> list[str]:
    """There are targets, and their weights are a hundred."""
    total = sum(one.bobot for one in reading.target)
    if not reading.target:
        return ["Belum ada target. Tulis indikator, satuan, target, bobot, dan buktinya."]
    return [] if total == _PENUH else [f"Bobot target berjumlah {total}%, harus 100%."]


def lewat(reading: BacaanBulan) -> list[str]:
    """Nobody reports days that are to come."""
    if clock.today() >= reading.akhir:
        return []
    return [f"Bulan ini baru dapat dilaporkan mulai {reading.akhir:%d/%m/%Y}."]


def terlapor(reading: BacaanBulan) -> list[str]:
    """Attendance, report and what was reached are written."""
    said = []
    if not reading.subject.laporan.strip():
        said.append("Laporan pekerjaan belum ditulis.")
    left = [one.indikator for one in reading.target if one.capaian is None]
    if left:
        said.append(f"Capaian belum diisi: {', '.join(left[:3])}.")
    if not reading.subject.kontrak.tim:
        missing = [day for day in reading.hari if day not in reading.absen]
        if missing:
            said.append(f"Absensi {len(missing)} hari kerja belum diisi.")
    return said


def ternilai(reading: BacaanBulan) -> list[str]:
    """Every target is judged, with the reference in SI SDM (angka 5)."""
    said = []
    left = [one.indikator for one in reading.target if one.dinilai is None]
    if left:
        said.append(f"Belum dinilai: {', '.join(left[:3])}.")
    if not reading.subject.si_sdm.strip():
        said.append("Rujukan penilaian SI SDM belum dicatat.")
    return said


def terhitung(reading: BacaanBulan) -> list[str]:
    """The rules can tell the honour."""
    return [reading.galat] if reading.galat else []


def berhonor(reading: BacaanBulan) -> list[str]:
    """There is something to pay."""
    return [] if reading.subject.honor else ["Honor bulan ini nol. Tutup bulannya tanpa honor."]


def tanpa_honor(reading: BacaanBulan) -> list[str]:
    """There is nothing to pay."""
    return ["Ada honor yang harus dibayar."] if reading.subject.honor else []


def berrekening(reading: BacaanBulan) -> list[str]:
    """Everybody who is paid has an account of the right form."""
    banks = aturan_bank(str(reading.subject.kabupaten_id))
    return [
        f"{one.nama}: {', '.join(faults)}. Lengkapi di data petugas."
        for one in reading.penerima()
        if (faults := account_faults(one, banks))
    ]


def berpajak(reading: BacaanBulan) -> list[str]:
    """A tax can be told for everybody."""
    kabupaten, day = str(reading.subject.kabupaten_id), clock.today()
    book, said = rulebook_once(kabupaten), []
    for bill in reading.tagihan:
        try:
            tax_of(bill.bruto, bill.petugas, book, kabupaten, day)
        except RuleError as fault:
            said.append(f"{bill.petugas.nama}: {fault}")
    return said


def berbendahara(reading: BacaanBulan) -> list[str]:
    """The funds have somewhere to go."""
    if reading.rekening is not None:
        return []
    sentence = (
        "Rekening Bendahara Pengeluaran Pembantu belum ada atau belum disetujui kepala puskesmas. "
        "Usulkan di menu Rekening bendahara."
    )
    return [sentence]


def semua_dibayar(reading: BacaanBulan) -> list[str]:
    """Every line of its payment arrived, and all the funds came."""
    payment = reading.pembayaran
    if payment is None:
        return ["Dana honor bulan ini belum diajukan."]
    left = payment.baris.exclude(status=BERHASIL).count()
    said = [f"{left} penerima belum berhasil dibayar."] if left else []
    if payment.sisa_dana:
        said.append("Dana belum ditransfer seluruhnya.")
    return said
