"""Loading contract staff of the demo, by the same services as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast
from uuid import uuid4

from upaya.akun.models import DEMO_PREFIX, Membership, User
from upaya.alur.road import Road
from upaya.core import clock
from upaya.core.access import Access
from upaya.demo.kabupaten import HARI, KODE, Peta
from upaya.pegawai.models import Petugas, Status
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.queries.rekening import account_on
from upaya.pembayaran.services import rekening, results, shipments
from upaya.pembayaran.services.funds import Transfer
from upaya.pembayaran.services.results import Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.regulasi.models import BarisAturan
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.pembayaran import BERHASIL
from upaya.rules.period import Period
from upaya.rules.tenaga.abk import BebanKerja, TugasPokok
from upaya.rules.tenaga.honor import HADIR, UPAH
from upaya.tenaga.demo.cerita import KEBUTUHAN, SEMUA, TARGET, TERBUKA, Bulan, Tenaga
from upaya.tenaga.formasi import services as formasi
from upaya.tenaga.formasi.models import Formasi
from upaya.tenaga.kerja import services as kerja
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kerja.reading import BacaanBulan
from upaya.tenaga.kerja.road import ROAD as BULAN
from upaya.tenaga.kontrak import services as kontrak
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.road import ROAD as KONTRAK
from upaya.wilayah.models import Unit

_YEAR = 2022
_PAY = Decimal("1942750.77")
_LEAVES = date(_YEAR, 9, 15)
"""When a contract is ended that has its months up to then behind it."""


def make(peta: Peta) -> None:
    """Pay, need, places, contracts and their months; one NIK-less worker has an account."""
    with clock.pretend(date(_YEAR, 7, 1)):
        _pay(peta)
        _needs(peta)
        for slug, kind in TERBUKA:
            _place(peta, peta.puskesmas[slug], kind)
    for story in SEMUA:
        _one(peta, story)
    with clock.pretend(date(_YEAR, 11, 2)):
        _need(peta)


def _pay(peta: Peta) -> None:
    """The district's pay, decreed by two people and said to be a sample."""
    BarisAturan.objects.create(
        kabupaten_id=KODE, kunci=UPAH, nilai=str(_PAY), mulai=date(_YEAR, 1, 1),
        sampai=date(_YEAR, 12, 31), nomor_keputusan="188/DEMO/HONOR/2022",
        tanggal_keputusan=date(_YEAR, 1, 3), contoh=True, status=BarisAturan.Status.DISETUJUI,
        diusulkan_oleh_id=peta.of(peta.dinas, ADMIN_DINAS).user_id, diusulkan_pada=clock.now(),
        diputus_oleh_id=peta.of(peta.dinas, KEPALA_DINAS).user_id, diputus_pada=clock.now(),
    )  # fmt: skip


def _place(peta: Peta, unit: Unit, kind: str) -> Formasi:
    said = formasi.Keputusan(
        f"188/DEMO/FORMASI/{unit.pk}/2022", date(_YEAR, 1, 4), "Kebutuhan ini paling kurang."
    )
    return formasi.tetapkan(unit.pk, _YEAR, kind, said, peta.of(peta.dinas, KEPALA_DINAS))


def _needs(peta: Peta) -> None:
    """What the workloads of the year said before the places were decided."""
    for slug, kind, tasks, there in KEBUTUHAN:
        unit = peta.puskesmas[slug]
        found = tuple(
            TugasPokok(words, Fraction(many), Fraction(minutes)) for words, many, minutes in tasks
        )
        work = BebanKerja(Fraction(72_000), found, Fraction(15))
        operator = peta.of(unit, OPERATOR_PUSKESMAS)
        formasi.hitung_kebutuhan(unit.pk, _YEAR, kind, work, there, operator)


def _need(peta: Peta) -> None:
    unit = peta.puskesmas[SEMUA[0].puskesmas]
    tasks = (
        TugasPokok("Penyuluhan di posyandu", Fraction(480), Fraction(120)),
        TugasPokok("Kunjungan rumah keluarga", Fraction(900), Fraction(60)),
        TugasPokok("Pembinaan kader dan sekolah", Fraction(96), Fraction(180)),
    )
    work = BebanKerja(Fraction(72_000), tasks, Fraction(15))
    operator = peta.of(unit, OPERATOR_PUSKESMAS)
    formasi.hitung_kebutuhan(unit.pk, _YEAR + 1, "promkes", work, 1, operator)


# ------------------------------------------------------------------ one contract
def _one(peta: Peta, story: Tenaga) -> None:
    unit = peta.puskesmas[story.puskesmas]
    with clock.pretend(date(_YEAR, 7, 4)):
        place = _place(peta, unit, story.jenis)
        number, until = story.stra or ("", None)
        formasi.catat_calon(
            place.pk,
            {
                "nama": story.nama, "lahir": story.lahir, "pendidikan": story.pendidikan,
                "bidang": story.bidang, "pengalaman": story.pengalaman, "stra": number,
                "stra_sampai": until, "domisili": True, "hasil": "terpilih",
                "renbut": f"RENBUT/DEMO/{place.pk}", "si_sdm": f"SISDM/DEMO/{place.pk}",
                "tanggal": date(_YEAR, 7, 1),
            },
            peta.of(peta.dinas, VERIFIKATOR_DINAS),
        )  # fmt: skip
        worker, own = _worker(peta, unit, story)
    with clock.pretend(date(_YEAR, 11, 1) if story.status != "berlaku" else date(_YEAR, 7, 6)):
        case = _signed(peta, unit, place, worker, own, story)
    for one in story.bulan:
        if story.berakhir is not None and one.nomor == story.berakhir.month:
            with clock.pretend(_LEAVES):
                case = _step(
                    KONTRAK, case, "akhiri", peta.of(unit, KEPALA_PUSKESMAS),
                    alasan="Diterima bekerja di rumah sakit daerah.", berakhir=story.berakhir,
                )  # fmt: skip
        _month(peta, unit, case, own, one)


def _worker(peta: Peta, unit: Unit, story: Tenaga) -> tuple[Petugas, Access]:
    name = "tenaga" if story.akun else f"tenaga_{unit.slug}_{story.jenis}"
    user = User.objects.create(
        username=f"{DEMO_PREFIX}{name}", name=story.nama, password=peta.sandi,
        email=f"{DEMO_PREFIX}{name}@contoh.invalid",
    )  # fmt: skip
    membership = Membership.objects.create(
        user=user, role=PETUGAS.name, unit=unit, nomor_sk="SK/DEMO/2022", mulai=HARI
    )
    made = Petugas.objects.create(
        puskesmas=unit, nama=story.nama, pendidikan=story.pendidikan, status=Status.NON_ASN,
        tenaga="kesehatan", ptkp="TK/0", bank="Bank Jatim", rekening=peta.orang.rekening(),
        nama_rekening=story.nama.split(",")[0].replace("'", "").replace("apt. ", "").upper(),
        user=user, nik=peta.orang.nik(),
    )  # fmt: skip
    return made, membership.access()


def _signed(
    peta: Peta, unit: Unit, place: Formasi, worker: Petugas, own: Access, story: Tenaga
) -> Kontrak:  # fmt: skip
    """A contract, signed by both unless the story leaves it before."""
    operator = peta.of(unit, OPERATOR_PUSKESMAS)
    said = kontrak.IsiKontrak(
        petugas_id=worker.pk, mulai=story.mulai, sampai=story.sampai, upah=_PAY,
        kerangka="Bekerja di dalam dan di luar gedung puskesmas menurut target bulanan.",
        pendapatan_lain="Transpor kegiatan BOK seperti petugas lain.",
    )  # fmt: skip
    case: Kontrak = kontrak.susun(place.pk, said, operator)
    case = cast("Kontrak", _step(KONTRAK, case, "ajukan", operator))
    if story.status != "berlaku":
        return case
    case = _step(KONTRAK, case, "setujui_tenaga", own)
    signed = _step(KONTRAK, case, "tandatangani", peta.of(unit, KEPALA_PUSKESMAS))
    return cast("Kontrak", signed)


def _step(roads: Road, case: Any, name: str, access: Access, **said: Any) -> Any:  # noqa: ANN401
    """Make a move in somebody's name."""
    return roads.execute(
        case.pk, name, access, seen_status=case.status, reason=said.pop("alasan", ""), context=said
    )


# ------------------------------------------------------------------ its months
def _month(peta: Peta, unit: Unit, case: Kontrak, own: Access, story: Bulan) -> None:
    """A month of the story, each step on a working day of its own after its last day."""
    head = peta.of(unit, KEPALA_PUSKESMAS)
    period = Period(_YEAR, story.nomor)
    with clock.pretend(clock.deadline(max(case.mulai, period.first_day), 1).day):
        month = kerja.buka(case.pk, period, head)
        month = kerja.tulis_target(month.pk, TARGET, head, seen_versi=month.versi)
        month = _step(BULAN, month, "tetapkan", head)
    last = BacaanBulan(month).akhir
    way: tuple[tuple[str, Callable[[BulanKerja], BulanKerja]], ...] = (
        ("laporkan", lambda m: _step(BULAN, _reported(m, own, story), "laporkan", own)),
        ("nilai", lambda m: _step(BULAN, _judged(m, head), "nilai", head)),
        ("verifikasi", lambda m: _step(BULAN, m, "verifikasi", peta.of(unit, TIM_VERIFIKASI))),
        ("ajukan_dana", lambda m: _asked(peta, unit, m)),
        ("transfer", lambda m: _funded(peta, m)),
        ("bayar", lambda m: _paid(peta, unit, m)),
    )
    for number, (_name, made) in enumerate(way, start=1):
        if month.status == story.sampai:
            return
        with clock.pretend(clock.deadline(last, number).day):
            month = made(month)


def _reported(month: BulanKerja, own: Access, story: Bulan) -> BulanKerja:
    reading, off = BacaanBulan(month), dict(story.absen)
    said = kerja.IsiLaporan(
        f"Kegiatan {month.period.nama} menurut jadwal posyandu dan sekolah.", "",
        {day: off.get(day.day, HADIR) for day in reading.hari},
        {
            one.pk: (Decimal(many), "map kegiatan, lemari program")
            for one, many in zip(reading.target, story.capaian, strict=True)
        },
    )  # fmt: skip
    return kerja.tulis_laporan(month.pk, said, own, seen_versi=month.versi)


def _judged(month: BulanKerja, head: Access) -> BulanKerja:
    found = {one.pk: one.capaian for one in month.target.order_by("urutan")}
    said = kerja.IsiNilai(f"SISDM/DEMO/{month.pk}", "", found)
    return kerja.tulis_nilai(month.pk, said, head, seen_versi=month.versi)


def _asked(peta: Peta, unit: Unit, month: BulanKerja) -> BulanKerja:
    treasurer = peta.of(unit, BENDAHARA_PEMBANTU)
    if account_on(unit.pk, clock.today()) is None:
        wanted = rekening.UsulanRekening(
            "Bank Jatim", f"7000{unit.pk:06d}", "Bendahara Pengeluaran Pembantu",
            date(_YEAR, 1, 2), f"900/{unit.pk}/HONOR/{_YEAR}", "Rekening pertama puskesmas.",
        )  # fmt: skip
        made = rekening.ask(unit.pk, wanted, treasurer)
        rekening.decide(made.pk, peta.of(unit, KEPALA_PUSKESMAS), setuju=True, alasan="")
    found: BulanKerja = _step(BULAN, month, "ajukan_dana", treasurer)
    return found


def _funded(peta: Peta, month: BulanKerja) -> BulanKerja:
    money = Transfer(f"SP2D/HONOR/{month.pk}/{_YEAR}", clock.today(), month.honor or 0, "", uuid4())
    payer = peta.of(peta.dinas, BENDAHARA_PENGELUARAN)
    found: BulanKerja = _step(BULAN, month, "transfer", payer, transfer=money)
    return found


def _paid(peta: Peta, unit: Unit, month: BulanKerja) -> BulanKerja:
    treasurer = peta.of(unit, BENDAHARA_PEMBANTU)
    payment = Pembayaran.objects.get(sumber="honor", sumber_id=month.pk)
    keys = tuple(payment.baris.order_by("pk").values_list("pk", flat=True))
    sent = shipments.send(payment.pk, Perintah(keys, "transfer", clock.today(), uuid4()), treasurer)
    noted = [
        Hasil(one.rujukan, BERHASIL, clock.today(), bukti=f"BKT/HONOR/{one.pk}")
        for one in sent.percobaan.order_by("pk")
    ]
    results.note(payment.pk, noted, treasurer)
    return month
