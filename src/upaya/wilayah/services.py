"""What the Dinas records of a puskesmas; each use case is one transaction with its audit entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from simple_history.utils import update_change_reason

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.changes import put, same
from upaya.core.creation import named, taken
from upaya.core.reasons import reason
from upaya.rules.names import slug_puskesmas
from upaya.wilayah.models import Fasilitas, Kabupaten, KategoriPuskesmas, Kecamatan, Penduduk, Unit


def lock_puskesmas(access: Access, pk: int) -> Unit:
    """The puskesmas, locked: others who change what is its own wait. Outside the scope: refused."""
    found = (
        Unit.objects.for_scope(access.scope)
        .select_for_update()
        .filter(pk=pk, jenis=Unit.Jenis.PUSKESMAS)
        .first()
    )
    if found is None:
        raise ValidationError("Puskesmas ini tidak ada dalam jangkauan Anda.")
    assert isinstance(found, Unit)  # noqa: S101 - the manager has no types
    return found


def _trace(action: str, row: models.Model, unit: Unit, access: Access, **detail: Any) -> None:  # noqa: ANN401
    audit.record(
        action,
        row,
        access=access,
        kabupaten=str(unit.kabupaten_id),
        detail={"puskesmas": unit.pk} | detail,
    )


@named()
def save_puskesmas(  # noqa: PLR0913 - a puskesmas is told once, each field by its name
    access: Access,
    *,
    nama: str,
    kode: str,
    kecamatan: Kecamatan | None,
    alamat: str = "",
    telepon: str = "",
    aktif: bool = True,
    slug: str = "",
    existing: Unit | None = None,
) -> Unit:
    """A puskesmas of the district, new or corrected; its code is checked softly elsewhere.

    `slug` is the code that the law will know a new one by ("": the one its name gives); a new name
    leaves it as it is.
    """
    kabupaten = access.scope.kabupaten
    if kabupaten is None:
        raise ValidationError("Puskesmas selalu milik sebuah kabupaten.")
    if kecamatan is not None and kecamatan.kabupaten_id != kabupaten:
        raise ValidationError({"kecamatan": "Pilih kecamatan di kabupaten ini."})
    _hold_names(kabupaten)
    unit = (
        lock_puskesmas(access, existing.pk)
        if existing
        else Unit(jenis=Unit.Jenis.PUSKESMAS, kabupaten_id=kabupaten, induk_id=access.scope.unit)
    )
    twins = Unit.objects.exclude(pk=unit.pk) if existing else Unit.objects.all()
    names = twins.filter(kabupaten_id=kabupaten, jenis=unit.jenis).order_by("pk")
    alike = {slug_puskesmas(other) for other in names.values_list("nama", flat=True)}
    given = {"nama": nama, "kode": kode, "kecamatan": kecamatan, "aktif": aktif}
    given |= {"alamat": alamat.strip(), "telepon": telepon.strip()}
    if existing is None and (made := names.filter(nama=nama).first()) and same(made, given):
        return made  # the same form, sent twice
    if slug_puskesmas(nama) in alike:
        raise taken("unit_nama_unik")
    if existing is None:
        unit.slug = slug or slug_puskesmas(nama)
        _check_code(unit)
    if kode and twins.filter(kode=kode).exists():
        raise taken("unit_kode_unik")
    return _stored(unit, given, access, new=existing is None)


def _stored(unit: Unit, given: Mapping[str, Any], access: Access, *, new: bool) -> Unit:
    """The unit with these values; nothing is written and recorded when they are its own."""
    changed = put(unit, given)
    if changed or new:
        unit.save()
        action = "puskesmas.tambah" if new else "puskesmas.ubah"
        _trace(action, unit, unit, access, isian=changed)
    return unit


def own_dinas(access: Access) -> Unit | None:
    """The Dinas in whose name somebody acts; None for whoever acts for another unit."""
    if access.scope.unit is None:
        return None
    rows = Unit.objects.for_scope(access.scope)
    return rows.filter(pk=access.scope.unit, jenis=Unit.Jenis.DINAS).first()


@named()
def set_letterhead(access: Access, *, alamat: str, telepon: str) -> Unit:
    """Address and telephone of the own Dinas, for papers from now on; issued ones keep theirs."""
    dinas = own_dinas(access)
    if dinas is None:
        raise ValidationError("Kop surat ini hanya diisi oleh Dinas sendiri.")
    unit = Unit.objects.select_for_update().get(pk=dinas.pk)
    if put(unit, {"alamat": alamat.strip(), "telepon": telepon.strip()}):
        unit.save(update_fields=["alamat", "telepon"])
        _trace("dinas.kop", unit, unit, access)
    return unit


def _hold_names(kabupaten: str | None) -> None:
    """Names and codes of a district are asked, and given, by one at a time."""
    Kabupaten.objects.select_for_update(no_key=True).get(pk=kabupaten)


def _check_code(unit: Unit) -> None:
    """Two puskesmas with one code would claim one pagu."""
    if not unit.slug:
        raise ValidationError({"slug": "Nama ini tidak memberi kode aturan. Isi kodenya."})
    try:
        unit._meta.get_field("slug").run_validators(unit.slug)
    except ValidationError as fault:
        raise ValidationError({"slug": fault.messages}) from fault
    holder = (
        Unit.objects.filter(kabupaten_id=unit.kabupaten_id, jenis=unit.jenis, slug=unit.slug)
        .exclude(pk=unit.pk)
        .first()
    )
    if holder is not None:
        raise ValidationError(
            {"slug": f"Kode aturan “{unit.slug}” milik {holder.nama}. Isi kode yang lain."}
        )


@named()
def change_code(access: Access, puskesmas: Unit, *, slug: str, alasan: str) -> Unit:
    """Give a puskesmas another code in the law: what is printed under it becomes its own.

    The reason stands in the history of the puskesmas, both codes in the audit.
    """
    _hold_names(puskesmas.kabupaten_id)
    unit = lock_puskesmas(access, puskesmas.pk)
    before, unit.slug = unit.slug, slug
    if before == slug:
        raise ValidationError({"slug": "Kode ini sudah menjadi kode aturannya."})
    alasan = reason(alasan)
    _check_code(unit)
    unit.save(update_fields=["slug"])
    update_change_reason(unit, alasan.strip())
    _trace("puskesmas.kode_aturan", unit, unit, access, dari=before, ke=slug)
    return unit


@named()
def set_category(
    access: Access, puskesmas: Unit, *, kategori: str, mulai: date, dasar_hukum: str
) -> KategoriPuskesmas:
    """The category from a day on; the same day again corrects it (Pasal 11A ayat (6) huruf c)."""
    unit = lock_puskesmas(access, puskesmas.pk)
    row = KategoriPuskesmas.objects.filter(puskesmas=unit, mulai=mulai).first()
    row = row or KategoriPuskesmas(puskesmas=unit, mulai=mulai)
    if not put(row, {"kategori": kategori, "dasar_hukum": dasar_hukum}) and row.pk:
        return row
    row.save()
    _trace("puskesmas.kategori", row, unit, access, kategori=kategori, mulai=mulai.isoformat())
    return row


@named()
def set_population(
    access: Access, puskesmas: Unit, *, tahun: int, jumlah: int, sumber: str
) -> Penduduk:
    """The population of a year; the same year again corrects it (Pasal 11A ayat (6) huruf d)."""
    unit = lock_puskesmas(access, puskesmas.pk)
    row = Penduduk.objects.filter(puskesmas=unit, tahun=tahun).first()
    row = row or Penduduk(puskesmas=unit, tahun=tahun)
    if not put(row, {"jumlah": jumlah, "sumber": sumber}) and row.pk:
        return row
    row.save()
    _trace("puskesmas.penduduk", row, unit, access, tahun=tahun, jumlah=jumlah)
    return row


@named()
def add_facility(access: Access, puskesmas: Unit, *, jenis: str, nama: str) -> Fasilitas:
    """A jaringan (Pasal 1 angka 9) or jejaring of a puskesmas, by name."""
    unit = lock_puskesmas(access, puskesmas.pk)
    twin = Fasilitas.objects.filter(puskesmas=unit, jenis=jenis, nama__iexact=nama).first()
    if twin is not None and twin.nama == nama:
        return twin
    if twin is not None:
        raise taken("fasilitas_sekali")
    row = Fasilitas(puskesmas=unit, jenis=jenis, nama=nama)
    row.save()
    _trace("fasilitas.tambah", row, unit, access, jenis=jenis)
    return row


@transaction.atomic
def remove_facility(access: Access, facility: Fasilitas) -> None:
    """Take a jaringan or jejaring off the list; the history keeps it."""
    unit = lock_puskesmas(access, facility.puskesmas_id)
    _trace("fasilitas.hapus", facility, unit, access, jenis=facility.jenis)
    facility.delete()
