"""The demo's months: every status that a month can have, reached by the real moves on real days.

The Perbup was promulgated on 19 October 2022 and works back to 1 August, so the first two months
are submitted only after that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from random import Random

from django.core.files.base import File
from django.db import transaction
from pypdf import PdfWriter

from upaya.alur import findings
from upaya.bok.services import counted_work, month_figures
from upaya.core import clock, files
from upaya.core.access import Access
from upaya.demo.kabupaten import KODE, SHOWN, Peta
from upaya.insentif.bulan import opening
from upaya.insentif.bulan.models import Bagian, Pengajuan, Pengisi
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.demo import uang
from upaya.insentif.indeks.services import Indices, publish
from upaya.insentif.isian.models import BerkasPendukung, PelayananBulan
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan
from upaya.rules.bok.menu import daftar_menu
from upaya.rules.insentif import road
from upaya.rules.insentif.compute import indeks_beban, indeks_spm
from upaya.rules.insentif.ketentuan import ketentuan
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.insentif.spm import PELAYANAN, Pelayanan
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
)
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.rules.roles import Reach
from upaya.wilayah.queries import kategori_pada, penduduk_tahun

_AGUSTUS, _SEPTEMBER, _OKTOBER = Period(2022, 8), Period(2022, 9), Period(2022, 10)
_SEPTEMBER_ENDS = (
    *(road.DISETUJUI,) * 9,
    *(road.DIAJUKAN,) * 4,
    *(road.DIKEMBALIKAN,) * 2,
    road.DIVERIFIKASI_PUSKESMAS,
    road.MENUNGGU_VERIFIKASI,
    road.DITOLAK,
    road.DRAF,
)
# The shown puskesmas is in the middle of paying, so that every account there has work.
_AGUSTUS_ENDS = (
    *(road.DIBAYAR,) * 5,
    road.DANA_DITRANSFER,
    *(road.DANA_DIAJUKAN,) * 3,
    road.NOTA_DISIAPKAN,
    road.DIREKAP,
    *(road.DISETUJUI,) * 8,
)
_TO_DINAS = ("kirim", "verifikasi", "ajukan")
_TO_MONEY = (*_TO_DINAS, "setujui", "rekap", "siapkan_nota", "ajukan_dana", "transfer")
_ROADS: Mapping[str, tuple[str, ...]] = {
    road.DRAF: (),
    road.MENUNGGU_VERIFIKASI: _TO_DINAS[:1],
    road.DIVERIFIKASI_PUSKESMAS: _TO_DINAS[:2],
    road.DIAJUKAN: _TO_DINAS,
    road.DIKEMBALIKAN: (*_TO_DINAS, "kembalikan"),
    road.DITOLAK: (*_TO_DINAS, "tolak"),
    road.DISETUJUI: _TO_MONEY[:4],
    road.DIREKAP: _TO_MONEY[:5],
    road.NOTA_DISIAPKAN: _TO_MONEY[:6],
    road.DANA_DIAJUKAN: _TO_MONEY[:7],
    road.DANA_DITRANSFER: _TO_MONEY,
    road.DIBAYAR: _TO_MONEY,
}
_TEMUAN = "Angka penyerapan BOK tidak sama dengan buku kas umum yang dilampirkan."


QUIET = replace(ROAD, after=None)
"""The road of a month with nobody to write to."""


def make(peta: Peta) -> None:
    """August whole, September in every status, October just begun."""
    random = peta.random
    others = [slug for slug in peta.puskesmas if slug != SHOWN]
    august = {SHOWN: road.DANA_DITRANSFER} | dict(zip(others, _AGUSTUS_ENDS, strict=True))
    for slug in peta.puskesmas:
        _month(peta, slug, _AGUSTUS, august[slug], date(2022, 10, 20), random)
    for slug, end in zip(others, _SEPTEMBER_ENDS, strict=True):
        _month(peta, slug, _SEPTEMBER, end, date(2022, 10, 25), random)
    _month(peta, SHOWN, _SEPTEMBER, road.DIKEMBALIKAN, date(2022, 10, 25), random)
    for slug in (SHOWN, *others[:11]):
        _publish(peta, slug, _OKTOBER, date(2022, 11, 2), random)
    for slug in others[:5]:
        _open(peta, slug, _OKTOBER, date(2022, 11, 2))


def _open(peta: Peta, slug: str, period: Period, day: date) -> Pengajuan:
    unit = peta.puskesmas[slug]
    with clock.pretend(day):
        return opening.open_month(unit.pk, period, peta.of(unit, OPERATOR_PUSKESMAS))


def _month(peta: Peta, slug: str, period: Period, end: str, first: date, random: Random) -> None:
    unit = peta.puskesmas[slug]
    services = _publish(peta, slug, period, first, random)
    month = _open(peta, slug, period, first)
    if end == road.DRAF:
        return
    with clock.pretend(first):
        _fill(month, services, peta.of(unit, OPERATOR_PUSKESMAS), random)
    for days, name in enumerate(_ROADS[end]):
        with clock.pretend(clock.deadline(first, days).day):
            _move(peta, month, name)
    if end in (road.DANA_DITRANSFER, road.DIBAYAR):
        with clock.pretend(clock.deadline(first, len(_ROADS[end])).day):
            uang.pay(month, peta.of(unit, BENDAHARA_PEMBANTU), whole=end == road.DIBAYAR)


def _publish(
    peta: Peta, slug: str, period: Period, day: date, random: Random
) -> dict[str, Pelayanan]:
    """Publish what the program computes, and say from which data pelayanan."""
    unit, rules = peta.puskesmas[slug], ketentuan(national_book(), period, KODE)
    services = {}
    for name in PELAYANAN:
        target = random.randint(30, 900)
        services[name] = Pelayanan(target, target * random.randint(35, 104) // 100)
    people = penduduk_tahun(unit.pk, period.year)
    category = kategori_pada(unit.pk, period.last_day)
    assert people is not None  # noqa: S101 - the demo's own map has both
    assert category is not None  # noqa: S101
    admin = peta.of(peta.dinas, ADMIN_DINAS)
    with clock.pretend(day):
        publish(
            unit.pk,
            period,
            Indices(
                indeks_spm(services.values(), rules) or Decimal(0),
                rules.indeks_kesulitan[category],
                indeks_beban(people, rules),
            ),
            admin,
            nomor_surat=f"440/DEMO/{period}",
        )
    return services


def _fill(
    month: Pengajuan, services: dict[str, Pelayanan], operator: Access, random: Random
) -> None:
    figures = month_figures(month.puskesmas_id, month.period)
    month.bok_diserap, month.bok_diusulkan = figures.diserap, figures.diusulkan
    month.jaspel = random.randint(45, 110) * 1_000_000
    month.jaspel_penerima = month.petugas.count()
    month.save()
    PelayananBulan.objects.bulk_create(
        PelayananBulan(pengajuan=month, layanan=name, target=p.target, realisasi=p.realisasi)
        for name, p in services.items()
    )
    _work(month)
    _proof(month, operator)
    Pengisi.objects.create(pengajuan=month, user_id=operator.user_id, round=month.round)


def _work(month: Pengajuan) -> None:
    """What the operator typed: just what the puskesmas's activities of BOK say."""
    rows = {row.petugas_id: row for row in month.petugas.all()}
    work = [one for one in counted_work(month.puskesmas_id, month.period) if one.petugas in rows]
    menu = daftar_menu(national_book(), month.period.last_day, KODE)
    kinds = {one.menu: one.sifat for one in work}
    lines = {
        line.kode: BarisKegiatan(
            pengajuan=month, menu=line.kode, uraian=line.uraian, jenis=kinds[line.kode]
        )
        for line in menu
        if line.kode in kinds
    }
    for number, line in enumerate(lines.values(), start=1):
        line.urutan = number
    BarisKegiatan.objects.bulk_create(lines.values())
    many = Counter((one.petugas, one.menu) for one in work)
    IsianKegiatan.objects.bulk_create(
        IsianKegiatan(
            kabupaten_id=KODE, petugas_bulan=rows[officer], baris=lines[kode], jumlah=amount
        )
        for (officer, kode), amount in sorted(many.items())
    )


@cache
def _blank_paper() -> bytes:
    """What stands for a scanned proof: one empty page."""
    writer, target = PdfWriter(), BytesIO()
    writer.add_blank_page(width=612, height=936)
    writer.write(target)
    return target.getvalue()


@transaction.atomic
def _proof(month: Pengajuan, operator: Access) -> None:
    for kind, name in (
        (BerkasPendukung.Jenis.SERAPAN, "buku kas umum.pdf"),
        (BerkasPendukung.Jenis.KEGIATAN, "laporan kegiatan.pdf"),
    ):
        body = _blank_paper()
        stored = files.store(
            File(BytesIO(body), name=name),
            kabupaten_id=KODE,
            unit_id=month.puskesmas_id,
            access=operator,
        )
        BerkasPendukung.objects.create(pengajuan=month, jenis=kind, berkas=stored)


def _move(peta: Peta, month: Pengajuan, name: str) -> None:
    role = INSENTIF.moves[name].roles[0]
    access = peta.of(peta.dinas if role.reach is Reach.DISTRICT else month.puskesmas, role)
    month.refresh_from_db()
    if name == "kembalikan":
        findings.add(Pengajuan, month.pk, access, Bagian.ADMINISTRASI, _TEMUAN)
    if name == "siapkan_nota":
        kepala = peta.of(month.puskesmas, KEPALA_PUSKESMAS)
        uang.account_of(month.puskesmas_id, access, kepala)
        uang.hand_over(month, access)
    QUIET.execute(
        month.pk,
        name,
        access,
        seen_status=month.status,
        reason="Data dukung bukan milik bulan ini." if name == "tolak" else "",
        context={
            "pernyataan": True,
            "transfer": uang.transfer(month) if name == "transfer" else None,
        },
    )
