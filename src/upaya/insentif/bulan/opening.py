"""Opening a month, empty or as a copy of the one before."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.bok.services import mengisi_insentif
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.insentif.bulan.models import Pengajuan, Pengisi
from upaya.insentif.isian.models import PelayananBulan
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan
from upaya.insentif.kegiatan.petugas import month_officers
from upaya.insentif.kegiatan.services import add_missing_officers
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.ketentuan import ada_ketentuan
from upaya.rules.insentif.road import DRAF
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.wilayah.models import Unit
from upaya.wilayah.queries import penduduk_tahun


class OpenRefusedError(Exception):
    """The month cannot be opened; the message is for the operator."""


@transaction.atomic
def open_month(
    puskesmas_id: int, period: Period, access: Access, *, copy_previous: bool = False
) -> Pengajuan:
    """A new draft with a row for every officer; the population is taken from the master data.

    With `copy_previous` the services' targets, the menu lines and the officers' work of the month
    before come along as a starting point; amounts, realisation and files never do.
    """
    if period > Period.of(clock.today()):
        raise OpenRefusedError(f"Bulan {period.nama} belum berjalan.")
    unit = Unit.objects.for_scope(access.scope).get(pk=puskesmas_id, jenis=Unit.Jenis.PUSKESMAS)
    assert unit.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    if not ada_ketentuan(national_book(), period, unit.kabupaten_id):
        raise OpenRefusedError(f"Belum ada aturan insentif yang berlaku untuk {period.nama}.")
    from_bok = mengisi_insentif(rulebook_for(unit.kabupaten_id), unit, period.last_day)
    month = Pengajuan(
        kabupaten_id=unit.kabupaten_id,
        puskesmas=unit,
        periode=period.first_day,
        status=DRAF,
        status_since=clock.now(),
        kegiatan_dari_bok=from_bok,
        penduduk=penduduk_tahun(unit.pk, period.year),
        dibuat_oleh_id=access.user_id,
        dibuat_pada=clock.now(),
    )
    try:
        with named():
            month.save(force_insert=True)
    except ValidationError as fault:
        raise OpenRefusedError(f"Bulan {period.nama} sudah dibuka.") from fault
    add_missing_officers(month, month_officers(month, lambda: rulebook_for(month.kabupaten_id)))
    if copy_previous:
        _copy(month)
        Pengisi.objects.create(pengajuan=month, user_id=access.user_id, round=month.round)
    audit.record(
        "insentif.buka",
        month,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"periode": str(period), "salin": copy_previous},
    )
    return month


def _copy(month: Pengajuan) -> None:
    previous = Pengajuan.objects.filter(
        puskesmas_id=month.puskesmas_id, periode=month.period.previous().first_day
    ).first()
    if previous is None:
        return
    PelayananBulan.objects.bulk_create(
        [
            PelayananBulan(pengajuan=month, layanan=row.layanan, target=row.target)
            for row in previous.pelayanan.all()
        ]
    )
    if month.kegiatan_dari_bok:
        return  # its work comes from its own activities
    lines: dict[str, BarisKegiatan] = {}
    for old in previous.baris.all():
        lines[old.menu] = BarisKegiatan.objects.create(
            pengajuan=month,
            menu=old.menu,
            uraian=old.uraian,
            jenis=old.jenis,
            urutan=old.urutan,
        )
    rows = dict(month.petugas.values_list("petugas_id", "pk"))
    cells = IsianKegiatan.objects.filter(petugas_bulan__pengajuan=previous).select_related(
        "petugas_bulan", "baris"
    )
    IsianKegiatan.objects.bulk_create(
        [
            IsianKegiatan(
                kabupaten_id=month.kabupaten_id,
                petugas_bulan_id=rows[cell.petugas_bulan.petugas_id],
                baris=lines[cell.baris.menu],
                jumlah=cell.jumlah,
            )
            for cell in cells
            if cell.petugas_bulan.petugas_id in rows
        ]
    )
