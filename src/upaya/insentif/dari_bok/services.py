"""Taking the work of a month over from BOK, and correcting a number by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from upaya.alur.writing import ClosedError, lock_open, record_write
from upaya.bok.services import Kerja, mengisi_insentif, report_names
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.changes import put
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.dari_bok.models import DasarKegiatan, KoreksiKegiatan
from upaya.insentif.dari_bok.reading import KegiatanBok
from upaya.insentif.kegiatan.menu import month_menu
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok.serapan import melebihi_sisa
from upaya.rules.insentif.officer_work import MANAJEMEN
from upaya.rules.parameter import RuleBook

NOT_FROM_BOK = (
    "Belum ada ketetapan bahwa kegiatan puskesmas ini pada bulan itu diambil dari kegiatan BOK."
)
Cells = dict[tuple[int, int], int]
"""Amounts by row and column of the grid, zeros left out."""


@transaction.atomic
def take_over(pk: int, access: Access) -> bool:
    """Fill the grid, and the two figures of BOK, from verified activities; whether it changed.

    Corrections by hand stay; one that says what BOK says now goes. ClosedError when the part is
    closed, or when no decree says that this month comes from BOK.
    """
    month = lock_open(Pengajuan, pk, access, Bagian.KEGIATAN)
    book = rulebook_for(month.kabupaten_id)
    if not mengisi_insentif(book, month.puskesmas, month.period.last_day):
        raise ClosedError(NOT_FROM_BOK)
    from_bok = KegiatanBok(month)
    lines, rows = _lines(month, from_bok.kini, book), _rows(month, from_bok.kini)
    given = Counter((rows[one.petugas].pk, lines[one.menu].pk) for one in from_bok.kini)
    _keep_reasons(month, from_bok.kini, rows)
    changed = _write_cells(month, _corrected(month, dict(given)))
    fields = _figures(month, from_bok)
    if not month.kegiatan_dari_bok:
        month.kegiatan_dari_bok = True
        fields.append("kegiatan_dari_bok")
    if fields:
        month.versi += 1
        month.save(update_fields=[*fields, "versi"])
    if changed or fields or from_bok.berubah:
        record_write(month, access, Bagian.KEGIATAN, ["dari_bok", *fields])
    return bool(changed or fields or from_bok.berubah)


def _lines(month: Pengajuan, work: Iterable[Kerja], book: RuleBook) -> dict[str, BarisKegiatan]:
    """The columns of all menu lines that have work; missing ones are taken from the menu."""
    present = {line.menu: line for line in month.baris.all()}
    words = {line.kode: line.uraian for line in month_menu(month, book)}
    last = month.baris.aggregate(last=Max("urutan"))["last"] or 0
    for one in work:
        if one.menu not in present:
            last += 1
            present[one.menu] = BarisKegiatan.objects.create(
                pengajuan=month,
                menu=one.menu,
                uraian=words.get(one.menu, one.menu),
                jenis=one.sifat,
                urutan=last,
            )
    return present


def _rows(month: Pengajuan, work: Iterable[Kerja]) -> dict[int, PetugasBulan]:
    """The rows of all officers who have work; whoever left meanwhile is listed too."""
    present = {row.petugas_id: row for row in month.petugas.all()}
    for officer in sorted({one.petugas for one in work} - present.keys()):
        present[officer] = PetugasBulan.objects.create(
            kabupaten_id=month.kabupaten_id, pengajuan=month, petugas_id=officer
        )
    return present


def _keep_reasons(month: Pengajuan, work: Iterable[Kerja], rows: dict[int, PetugasBulan]) -> None:
    """Which activities stand behind each number, from now on."""
    found = list(work)
    names = report_names(one.pelaksanaan for one in found)
    DasarKegiatan.objects.filter(petugas_bulan__pengajuan=month).delete()
    DasarKegiatan.objects.bulk_create(
        DasarKegiatan(
            kabupaten_id=month.kabupaten_id,
            petugas_bulan=rows[one.petugas],
            menu=one.menu,
            tanggal=one.hari,
            pelaksanaan=one.pelaksanaan,
            nama=names.get(one.pelaksanaan, ""),
        )
        for one in found
    )


def _corrected(month: Pengajuan, given: Cells) -> Cells:
    """The cells with corrections in place of what BOK gives."""
    wanted = dict(given)
    for row in KoreksiKegiatan.objects.filter(petugas_bulan__pengajuan=month).order_by("pk"):
        key = (row.petugas_bulan_id, row.baris_id)
        now = given.get(key, 0)
        if row.jumlah == now:
            row.delete()
            continue
        if row.dari_bok != now:
            row.dari_bok = now
            row.save(update_fields=["dari_bok"])
        wanted[key] = row.jumlah
    return {key: amount for key, amount in wanted.items() if amount}


def _write_cells(month: Pengajuan, wanted: Cells) -> bool:
    """Make the grid hold just these cells; columns without any go. Whether it changed."""
    rows = IsianKegiatan.objects.filter(petugas_bulan__pengajuan=month)
    stored = {
        (row, line): amount
        for row, line, amount in rows.order_by("pk").values_list(
            "petugas_bulan_id", "baris_id", "jumlah"
        )
    }
    if stored != wanted:
        rows.delete()
        IsianKegiatan.objects.bulk_create(
            IsianKegiatan(
                kabupaten_id=month.kabupaten_id, petugas_bulan_id=row, baris_id=line, jumlah=amount
            )
            for (row, line), amount in sorted(wanted.items())
        )
    month.baris.filter(isian=None, koreksi=None).delete()
    return stored != wanted


def _figures(month: Pengajuan, from_bok: KegiatanBok) -> list[str]:
    """Bring the two figures of BOK into the month, as far as they are known and may be written."""
    if not month.open_for(Bagian.ADMINISTRASI):
        return []
    known = {
        "bok_diusulkan": from_bok.angka.diusulkan,
        "bok_diserap": from_bok.angka.diserap,
    }
    given = {name: amount for name, amount in known.items() if amount is not None}
    if said := melebihi_sisa(given.get("bok_diserap"), month.sisa_pagu_bok):
        raise ValidationError(f"{said[:1].upper()}{said[1:]}.")
    return put(month, given)


@transaction.atomic
def correct(pk: int, access: Access, baris: int, jumlah: int, alasan: str) -> None:
    """Write a number instead of what BOK gives, with the reason; `pk` is the officer's row.

    ValidationError at its field for a reason that says nothing, or a number that cannot be.
    """
    row: PetugasBulan = PetugasBulan.objects.for_scope(access.scope).get(pk=pk)
    month = lock_open(Pengajuan, row.pengajuan_id, access, Bagian.KEGIATAN)
    if not month.kegiatan_dari_bok:
        raise ClosedError(NOT_FROM_BOK)
    line: BarisKegiatan = month.baris.get(pk=baris)
    if not says_something(alasan):
        raise ValidationError({"alasan": TOO_SHORT})
    given = DasarKegiatan.objects.filter(petugas_bulan=row, menu=line.menu).count()
    stored = KoreksiKegiatan.objects.filter(petugas_bulan=row, baris=line).first()
    kept = (stored.jumlah, stored.alasan) if stored is not None else (given, alasan.strip())
    if kept == (jumlah, alasan.strip()):
        return  # it says what stands already
    if jumlah != given:
        _check_days(month, row, line, jumlah)
    _keep_correction(row, line, (given, jumlah), alasan.strip(), access)
    _write_cell(row, line, jumlah)
    row.versi += 1
    row.diubah_oleh_id = access.user_id
    row.save(update_fields=["versi", "diubah_oleh"])
    record_write(month, access, Bagian.KEGIATAN, ["koreksi_bok"], baris=[row.pk], menu=line.menu)


def _keep_correction(
    row: PetugasBulan, line: BarisKegiatan, numbers: tuple[int, int], alasan: str, access: Access
) -> None:
    """The correction (what BOK gives, what is right) beside its number; none when both agree."""
    given, jumlah = numbers
    if jumlah == given:
        KoreksiKegiatan.objects.filter(petugas_bulan=row, baris=line).delete()
        return
    KoreksiKegiatan.objects.update_or_create(
        petugas_bulan=row,
        baris=line,
        defaults={
            "kabupaten_id": row.kabupaten_id,
            "dari_bok": given,
            "jumlah": jumlah,
            "alasan": alasan,
            "dicatat_oleh_id": access.user_id,
            "dicatat_pada": clock.now(),
        },
    )


def _write_cell(row: PetugasBulan, line: BarisKegiatan, jumlah: int) -> None:
    """A number of the grid; zero is no cell."""
    if not jumlah:
        IsianKegiatan.objects.filter(petugas_bulan=row, baris=line).delete()
        return
    IsianKegiatan.objects.update_or_create(
        petugas_bulan=row,
        baris=line,
        defaults={"kabupaten_id": row.kabupaten_id, "jumlah": jumlah},
    )


def _check_days(month: Pengajuan, row: PetugasBulan, line: BarisKegiatan, jumlah: int) -> None:
    """Person-days of one month (Pasal 11A ayat (7) huruf a)."""
    if line.jenis != MANAJEMEN:
        return
    others = IsianKegiatan.objects.filter(petugas_bulan=row, baris__jenis=MANAJEMEN)
    days = jumlah + sum(others.exclude(baris=line).order_by("pk").values_list("jumlah", flat=True))
    if days > month.period.days:
        raise ValidationError(
            {"jumlah": f"OH menjadi {days}, melebihi {month.period.days} hari {month.period.nama}."}
        )
