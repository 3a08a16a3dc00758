"""The effect of a proposed rule on the months submitted so far, for the page of its approval."""

from __future__ import annotations

from django.urls import reverse

from upaya.core.access import Access
from upaya.insentif.simulasi import queries, services
from upaya.insentif.simulasi.izin import IzinSimulasi
from upaya.insentif.simulasi.models import Simulasi
from upaya.regulasi.impact import Dampak, Kemajuan, Sebelah
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import as_value
from upaya.rules.insentif.comparison import Kelompok, Perbandingan
from upaya.rules.period import Period, tanggal
from upaya.rules.scenario import Skenario

KOSONG = (
    "Belum ada bulan yang diajukan di kabupaten ini, jadi tidak ada yang dapat dibandingkan. "
    "Usulan boleh diputus tanpa perbandingan."
)
HITUNG_DULU = (
    "Hitung dulu dampaknya pada bulan-bulan yang sudah ada; sesudah itu usulan dapat disetujui."
)
BERUBAH = "Sejak perbandingan terakhir ada bulan atau aturan yang berubah. Hitung lagi dampaknya."
TUNGGU = "Dampaknya sedang dihitung. Usulan dapat disetujui setelah selesai."
ULANGI = "Perhitungan dampak terhenti. Hitung lagi."


def scenario_of(row: BarisAturan) -> Skenario:
    """The proposal as a scenario: its value on every day, whatever its own dates."""
    value = as_value(row)
    return Skenario({value.key: value.value})


def of_proposal(row: BarisAturan, access: Access) -> Dampak | None:
    """What the page of a proposal shows now; the provider that regulasi asks.

    None for who may not read simulations: the page of a rule is open to every role, the amounts of
    all puskesmas are not.
    """
    if not access.allows(IzinSimulasi.LIHAT):
        return None
    pilihan = queries.pick(row.kabupaten_id, (), _units(row))
    if not pilihan.rows:
        return Dampak((KOSONG,))
    said = (_compared(row),)
    present = queries.fingerprint(row.kabupaten_id, scenario_of(row), pilihan)
    runs = Simulasi.objects.filter(usulan=row).order_by("-pk")
    done = runs.filter(sidik=present, status=Simulasi.Status.SELESAI).first()
    if done is not None:
        return _shown(done, said)
    may = access.allows(IzinSimulasi.KELOLA)
    start = reverse("simulasi:dampak", args=[row.pk]) if may else ""
    latest = runs.defer("hasil").first()
    if latest is None:
        return Dampak(said, HITUNG_DULU, hitung=start)
    if latest.hidup and not latest.terputus:
        page = reverse("simulasi:lihat", args=[latest.pk])
        progress = Kemajuan(latest.dikerjakan, latest.banyaknya, page)
        return Dampak(said, TUNGGU, kemajuan=progress, lengkap=page)
    again = BERUBAH if latest.status == Simulasi.Status.SELESAI else ULANGI
    return Dampak(said, again, hitung=start)


def start(row: BarisAturan, access: Access) -> Simulasi:
    """Compare for this proposal; one that is already on its way is given back."""
    running = (
        Simulasi.objects.for_scope(access.scope)
        .filter(usulan=row, status__in=[Simulasi.Status.ANTRE, Simulasi.Status.BERJALAN])
        .order_by("-pk")
        .first()
    )
    if running is not None and not running.terputus:
        found: Simulasi = running
        return found
    return services.create(
        access,
        nama=f"Dampak usulan {row}"[:120],
        skenario=scenario_of(row),
        puskesmas=_units(row),
        usulan=row,
    )


def _units(row: BarisAturan) -> list[int]:
    return [row.puskesmas_id] if row.puskesmas_id is not None else []


def _compared(row: BarisAturan) -> str:
    months = [period for period, _count in queries.months(row.kabupaten_id, _units(row))]
    first, last = months[0], months[-1]
    span = first.nama if first == last else f"{first.nama} sampai {last.nama}"
    until = f" sampai {tanggal(row.sampai)}" if row.sampai else ""
    if _covers_none(row, months):
        return (
            f"Aturan ini berlaku mulai {tanggal(row.mulai)}{until}, di luar bulan-bulan yang sudah "
            f"diajukan ({span}). Perbandingan ini seandainya aturan itu berlaku pada bulan-bulan "
            "yang sudah ada; bulan-bulan itu sendiri tidak berubah."
        )
    return (
        f"Aturan ini berlaku mulai {tanggal(row.mulai)}{until}. Perbandingan ini seandainya aturan "
        f"itu berlaku pada semua bulan yang sudah diajukan ({span}); bulan-bulan itu sendiri tidak "
        "berubah."
    )


def _covers_none(row: BarisAturan, months: list[Period]) -> bool:
    value = as_value(row)
    return not any(value.covers(period.last_day) for period in months)


def _shown(done: Simulasi, said: tuple[str, ...]) -> Dampak:
    outcome = Perbandingan.from_dict(done.hasil)
    lines = [_line(each.nama, each) for each in outcome.puskesmas]
    if outcome.tidak_dibandingkan:
        number = len(outcome.tidak_dibandingkan)
        lost = f"{number} bulan tidak dapat dibandingkan; alasannya ada pada perbandingan lengkap."
        said = (*said, lost)
    return Dampak(
        said,
        sidik=done.sidik,
        baris=(*lines, _line("Jumlah", outcome.jumlah, total=True)),
        lengkap=reverse("simulasi:lihat", args=[done.pk]),
    )


def _line(nama: str, group: Kelompok, *, total: bool = False) -> Sebelah:
    return Sebelah(nama, group.sekarang, group.skenario, group.naik, group.turun, jumlah=total)
