"""Builders of contract staff: place, selection, contract, months, by the pages' services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import uuid4

from tests.factories.akun import make_membership, make_user, person
from tests.factories.insentif import make_rekening_pembantu, make_team
from tests.factories.pegawai import make_petugas
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.akun.models import Membership
from upaya.alur.road import Road
from upaya.core import clock
from upaya.core.access import Access
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.services.funds import Transfer
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.rules.tenaga.abk import BebanKerja, TugasPokok
from upaya.rules.tenaga.honor import HADIR
from upaya.tenaga.formasi import services as formasi
from upaya.tenaga.formasi.models import Calon, Formasi, Jenis, Kebutuhan
from upaya.tenaga.kerja import services as kerja
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kerja.reading import RELATED, BacaanBulan
from upaya.tenaga.kerja.road import ROAD as BULAN
from upaya.tenaga.kontrak import services as kontrak
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.road import ROAD as KONTRAK
from upaya.wilayah.models import Unit

TAHUN = 2022
MULAI, SAMPAI = date(2022, 8, 15), date(2022, 12, 31)
UPAH = Decimal("1942750.77")


def access_of(role: Any, unit: Unit) -> Access:  # noqa: ANN401 - a role
    """Somebody in a role at a puskesmas, or at its Dinas; called again it is the same person."""
    at = unit if "puskesmas" in role.units else make_dinas(unit.kabupaten)
    return person(role, at).access()


def make_formasi(
    unit: Unit | None = None, jenis: str = Jenis.PROMKES, tahun: int = TAHUN
) -> Formasi:
    """A place that the Kepala Dinas decided."""
    unit = unit or make_puskesmas()
    said = formasi.Keputusan("188/12/2022", date(2022, 1, 3), "Promosi kesehatan paling kurang.")
    return formasi.tetapkan(unit.pk, tahun, jenis, said, access_of(KEPALA_DINAS, unit))


def make_kebutuhan(
    unit: Unit, orang: int, jenis: str = Jenis.PROMKES, ada: int = 0, tahun: int = TAHUN
) -> Kebutuhan:
    """A need of so many people, computed by the operator of the puskesmas."""
    tasks = (TugasPokok("Penyuluhan", Fraction(orang), standar=Fraction(1)),)
    work = BebanKerja(Fraction(72_000), tasks, Fraction(0))
    access = access_of(OPERATOR_PUSKESMAS, unit)
    return formasi.hitung_kebutuhan(unit.pk, tahun, jenis, work, ada, access)


def make_calon(place: Formasi, **more: object) -> Calon:
    """Somebody chosen who meets every requirement of a promkes."""
    values: dict[str, Any] = {
        "nama": "Siti Nur'aini, A.Md.Kes.", "lahir": date(1995, 5, 17), "pendidikan": "D3",
        "bidang": "Kesehatan Masyarakat", "pengalaman": 12, "stra": "", "stra_sampai": None,
        "domisili": True, "hasil": "terpilih", "renbut": "RB/2022/1", "si_sdm": "SDM/2022/1",
        "tanggal": date(2022, 1, 5), **more,
    }  # fmt: skip
    return formasi.catat_calon(place.pk, values, access_of(VERIFIKATOR_DINAS, place.puskesmas))


def make_tenaga(unit: Unit, nama: str = "Siti Nur'aini, A.Md.Kes.", **more: object) -> Petugas:
    """A contract worker with an account of their own and no NIP."""
    user = make_user()
    make_membership(PETUGAS, unit, user=user)
    values: dict[str, object] = {"status": "non_ASN", "golongan": "", "user": user, **more}
    return make_petugas(unit, nama, **values)  # type: ignore[arg-type] # fields of its own


def membership_of(petugas: Petugas) -> Membership:
    """A worker's own role."""
    assert petugas.user is not None
    found: Membership = petugas.user.memberships.get(role=PETUGAS.name)
    return found


def own_access(petugas: Petugas) -> Access:
    """A worker in their own name."""
    return membership_of(petugas).access()


def isi_of(petugas: Petugas, **more: object) -> kontrak.IsiKontrak:
    """What a contract says."""
    values: dict[str, Any] = {
        "petugas_id": petugas.pk, "mulai": MULAI, "sampai": SAMPAI, "upah": UPAH,
        "dasar_upah": "Keputusan Gubernur (contoh)", "kerangka": "Menyuluh di posyandu.",
        **more,
    }  # fmt: skip
    return kontrak.IsiKontrak(**values)


def step(roads: Road, case: Any, name: str, access: Access, **said: Any) -> Any:  # noqa: ANN401
    """Make a move."""
    return roads.execute(
        case.pk, name, access, seen_status=case.status, reason=said.pop("alasan", ""), context=said
    )


def make_kontrak(
    unit: Unit | None = None, *, status: str = road.BERLAKU, place: Formasi | None = None,
    petugas: Petugas | None = None, **isi: object,
) -> Kontrak:  # fmt: skip
    """A contract of a person, moved on its road by the right people."""
    unit = unit or (place.puskesmas if place else make_puskesmas())
    place = place or make_formasi(unit)
    if not place.calon.exists():
        make_calon(place)
    petugas = petugas or make_tenaga(unit)
    operator = access_of(OPERATOR_PUSKESMAS, unit)
    made = kontrak.susun(place.pk, isi_of(petugas, **isi), operator)
    if status == road.BATAL:
        called_off: Kontrak = step(
            KONTRAK, made, "batalkan", operator, alasan="Tenaganya mengundurkan diri."
        )
        return called_off
    moves = (
        (road.MENUNGGU_TENAGA, "ajukan", operator),
        (road.MENUNGGU_KEPALA, "setujui_tenaga", own_access(petugas)),
        (road.BERLAKU, "tandatangani", access_of(KEPALA_PUSKESMAS, unit)),
    )
    for name, move, access in moves:
        if made.status != status:
            made = step(KONTRAK, made, move, access)
            assert made.status == name
    return made


TARGETS = (
    kerja.IsiTarget("Penyuluhan posyandu", "kali", Decimal(8), 60, "daftar hadir"),
    kerja.IsiTarget("Kunjungan rumah", "keluarga", Decimal(20), 40, "buku kunjungan"),
)


def open_month(case: Kontrak, bulan: str = "2022-09") -> BulanKerja:
    """A month with its two targets, not yet set."""
    head = access_of(KEPALA_PUSKESMAS, case.puskesmas)
    month = kerja.buka(case.pk, Period.parse(bulan), head)
    return kerja.tulis_target(month.pk, TARGETS, head, seen_versi=month.versi)


def report(month: BulanKerja, reached: tuple[object, ...] = (8, 20), **absent: str) -> BulanKerja:
    """The worker's attendance and report; `absent` by `hari_5="izin"`."""
    reading = BacaanBulan(month)
    said = {int(name.removeprefix("hari_")): word for name, word in absent.items()}
    isi = kerja.IsiLaporan(
        "Menyuluh di delapan posyandu.", "", {d: said.get(d.day, HADIR) for d in reading.hari},
        {
            one.pk: (Decimal(str(many)), "map kegiatan, lemari promkes")
            for one, many in zip(reading.target, reached, strict=True)
        },
    )  # fmt: skip
    access = own_access(month.kontrak.petugas)
    return kerja.tulis_laporan(month.pk, isi, access, seen_versi=month.versi)


def judge(month: BulanKerja, **more: str) -> BulanKerja:
    """The head accepts what was reported."""
    dinilai = {one.pk: one.capaian for one in month.target.all()}
    isi = kerja.IsiNilai(more.get("si_sdm", "SDM/N/9"), "", dinilai)
    access = access_of(KEPALA_PUSKESMAS, month.puskesmas)
    return kerja.tulis_nilai(month.pk, isi, access, seen_versi=month.versi)


def transfer_of(month: BulanKerja, jumlah: int | None = None) -> Transfer:
    """The funds of a month, today."""
    amount = month.honor or 0 if jumlah is None else jumlah
    return Transfer(f"SP2D/{month.pk}", clock.today(), amount, "", uuid4())


def make_bulan(
    case: Kontrak | None = None, bulan: str = "2022-09", *, status: str = road.DIBAYAR,
    reached: tuple[object, ...] = (8, 20), **absent: str,
) -> BulanKerja:  # fmt: skip
    """A month of work, moved on its road up to a status by the right people."""
    case = case or make_kontrak()
    unit = case.puskesmas
    make_rekening_pembantu(unit, make_team(unit))
    month = open_month(case, bulan)
    for name, move in _way(case, reached, absent):
        if month.status == status:
            return month
        if not (name == "tutup_nihil" and status != road.NIHIL):
            month = move(month)
    found = BulanKerja.objects.select_related(*RELATED).get(pk=month.pk)
    assert found.status == status
    return found


def _way(
    case: Kontrak, reached: tuple[object, ...], absent: dict[str, str]
) -> list[tuple[str, Callable[[BulanKerja], BulanKerja]]]:
    """The moves of a month in their order, each by whoever makes it."""
    unit, own = case.puskesmas, own_access(case.petugas)
    head, treasurer = access_of(KEPALA_PUSKESMAS, unit), access_of(BENDAHARA_PEMBANTU, unit)
    team, payer = access_of(TIM_VERIFIKASI, unit), access_of(BENDAHARA_PENGELUARAN, unit)

    def paid(month: BulanKerja) -> BulanKerja:
        payment = Pembayaran.objects.get(sumber="honor", sumber_id=month.pk)
        note_paid(send_lines(payment, treasurer), treasurer)
        return month

    return [
        ("tetapkan", lambda m: step(BULAN, m, "tetapkan", head)),
        ("laporkan", lambda m: step(BULAN, report(m, reached, **absent), "laporkan", own)),
        ("nilai", lambda m: step(BULAN, judge(m), "nilai", head)),
        ("verifikasi", lambda m: step(BULAN, m, "verifikasi", team)),
        ("tutup_nihil", lambda m: step(BULAN, m, "tutup_nihil", treasurer)),
        ("ajukan_dana", lambda m: step(BULAN, m, "ajukan_dana", treasurer)),
        ("transfer", lambda m: step(BULAN, m, "transfer", payer, transfer=transfer_of(m))),
        ("bayar", paid),
    ]
