"""Builders of districts and units. Calling one twice with the same name gives the same row back."""

from datetime import date

from upaya.core.registry import registry
from upaya.core.unit_kinds import District
from upaya.wilayah.models import Fasilitas, Kabupaten, KategoriPuskesmas, Kecamatan, Penduduk, Unit

NAMES = {"35.12": "Kabupaten Situbondo", "35.10": "Kabupaten Banyuwangi"}


def make_kabupaten(
    kode: str = "35.12", nama: str | None = None, provinsi: str = "Jawa Timur"
) -> Kabupaten:
    found, _ = Kabupaten.objects.get_or_create(
        kode=kode,
        defaults={"nama": nama or NAMES.get(kode, f"Kabupaten {kode}"), "provinsi": provinsi},
    )
    assert isinstance(found, Kabupaten)
    return found


def make_kecamatan(kode: str = "35.12.08", nama: str = "Panji") -> Kecamatan:
    found, _ = Kecamatan.objects.get_or_create(
        kode=kode, defaults={"kabupaten": make_kabupaten(kode[:5]), "nama": nama}
    )
    assert isinstance(found, Kecamatan)
    return found


def make_dinas(kabupaten: Kabupaten | None = None, nama: str | None = None) -> Unit:
    kabupaten = kabupaten or make_kabupaten()
    found, _ = Unit.objects.get_or_create(
        jenis=Unit.Jenis.DINAS,
        kabupaten=kabupaten,
        nama=nama or f"Dinas Kesehatan {kabupaten.nama}",
    )
    assert isinstance(found, Unit)
    return found


def make_puskesmas(
    nama: str = "Panji",
    kabupaten: Kabupaten | None = None,
    *,
    kode: str = "",
    kecamatan: Kecamatan | None = None,
    kategori: str = "perkotaan",
    penduduk: int = 30_000,
    tahun: int = 2022,
) -> Unit:
    """A puskesmas with its category and its population of `tahun`; "" and 0 leave them out."""
    kabupaten = kabupaten or make_kabupaten()
    found, new = Unit.objects.get_or_create(
        jenis=Unit.Jenis.PUSKESMAS,
        kabupaten=kabupaten,
        nama=nama,
        defaults={"kode": kode, "kecamatan": kecamatan, "induk": make_dinas(kabupaten)},
    )
    assert isinstance(found, Unit)
    if new and kategori:
        make_kategori(found, kategori)
    if new and penduduk:
        make_penduduk(found, penduduk, tahun=tahun)
    return found


def make_unit(
    jenis: str,
    kabupaten: Kabupaten | None = None,
    *,
    below: Unit | None = None,
    nama: str | None = None,
) -> Unit:
    """Any kind of unit; in its parent's district, else in Situbondo when its kind needs one.

    What may not stand at the top hangs below a unit of a kind that it may hang under.
    """
    kind = registry().unit_kinds[jenis]
    if below is None and not kind.root and kind.under:
        below = make_unit(min(kind.under), kabupaten)
    if kabupaten is None and below is not None:
        kabupaten = below.kabupaten
    if kabupaten is None and kind.district is District.MUST:
        kabupaten = make_kabupaten()
    found, _ = Unit.objects.get_or_create(
        jenis=jenis, kabupaten=kabupaten, induk=below, nama=nama or kind.label
    )
    assert isinstance(found, Unit)
    return found


def make_kementerian(nama: str = "Kementerian Kesehatan") -> Unit:
    found, _ = Unit.objects.get_or_create(jenis=Unit.Jenis.KEMENTERIAN, kabupaten=None, nama=nama)
    assert isinstance(found, Unit)
    return found


def make_kategori(
    puskesmas: Unit, kategori: str = "perkotaan", mulai: date = date(2022, 1, 1)
) -> KategoriPuskesmas:
    made = KategoriPuskesmas.objects.create(
        puskesmas=puskesmas, kategori=kategori, mulai=mulai, dasar_hukum="Keputusan contoh"
    )
    assert isinstance(made, KategoriPuskesmas)
    return made


def make_penduduk(puskesmas: Unit, jumlah: int = 30_000, tahun: int = 2022) -> Penduduk:
    made = Penduduk.objects.create(
        puskesmas=puskesmas, tahun=tahun, jumlah=jumlah, sumber="Data contoh"
    )
    assert isinstance(made, Penduduk)
    return made


def make_fasilitas(puskesmas: Unit, nama: str = "Pustu Contoh", jenis: str = "pustu") -> Fasilitas:
    made = Fasilitas.objects.create(puskesmas=puskesmas, jenis=jenis, nama=nama)
    assert isinstance(made, Fasilitas)
    return made
