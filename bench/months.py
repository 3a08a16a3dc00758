"""A thousand months through the tables: read, computed, frozen, and made into payment lines.

50 districts of 20 puskesmas with 60 officers each. Prints seconds and two ratios: freezing against
bare selects and `executemany` (PostgreSQL: COPY) of the same rows, and payment lines against the
same. What the program adds to the bare rows is the reading through scopes and master data, the
calculation, its working and fingerprint; for lines the tax of each officer and the sealed account.
The database is a new SQLite file, or what DATABASE_URL names (it must be empty). An argument gives
another number of months, in twenties.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

OFFICERS, PER_DISTRICT = 60, 20
LIMIT_FREEZE, LIMIT_LINES = 120, 120
"""How many times the bare rows may be taken: what was measured, and room for a busy machine."""

TODAY, AUGUST = date(2022, 11, 3), date(2022, 8, 1)


def main() -> int:
    """Make the world, measure, print; fails when a ratio is over its limit."""
    months = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "UPAYA_DATA": folder,
            "UPAYA_DEMO": "1",
            "UPAYA_TANGGAL": str(TODAY),
            "DJANGO_SETTINGS_MODULE": "upaya.settings",
        }
        import django  # noqa: PLC0415 - the folder must be named first
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        return _measure(months)


def _measure(count: int) -> int:
    from upaya.insentif.bulan.models import Pengajuan  # noqa: PLC0415

    _world(count)
    months = list(Pengajuan.objects.order_by("pk").select_related("puskesmas", "kabupaten"))
    freeze = _timed(lambda: _freeze(months))
    bare_reads = _timed(_select_inputs)
    bare_frozen = _again("insentif_perhitungan", "insentif_perhitunganpetugas")
    Pengajuan.objects.update(status="disetujui")
    lines = _timed(lambda: _recap(months))
    bare_lines = _again("pembayaran_pembayaran", "pembayaran_barispembayaran")
    ratio_freeze, ratio_lines = freeze / (bare_reads + bare_frozen), lines / bare_lines
    print(f"bulan               {count:,} dengan {count * OFFICERS:,} petugas".replace(",", "."))
    print(f"baca, hitung, beku  {freeze:.1f} detik, {freeze / count * 1000:.1f} ms sebulan")
    print(f"baris telanjang     {bare_reads + bare_frozen:.2f} detik")
    print(f"perbandingan        {ratio_freeze:.1f} kali (batas {LIMIT_FREEZE})")
    print(f"daftar pembayaran   {lines:.1f} detik, {lines / count * 1000:.1f} ms sebulan")
    print(f"baris telanjang     {bare_lines:.2f} detik")
    print(f"perbandingan        {ratio_lines:.1f} kali (batas {LIMIT_LINES})")
    return 0 if ratio_freeze <= LIMIT_FREEZE and ratio_lines <= LIMIT_LINES else 1


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# ---------------------------------------------------------------- what is measured
def _freeze(months: Sequence[Any]) -> None:
    from django.db import transaction  # noqa: PLC0415

    from upaya.insentif.bulan.reading import LembarBulan  # noqa: PLC0415
    from upaya.insentif.hasil import calculation  # noqa: PLC0415

    for month in months:
        with transaction.atomic():
            calculation.freeze(LembarBulan(month), _access(), "Pernyataan contoh.")


def _recap(months: Sequence[Any]) -> None:
    from django.db import transaction  # noqa: PLC0415

    from upaya.insentif.bulan.reading import LembarBulan  # noqa: PLC0415
    from upaya.insentif.uang import moves  # noqa: PLC0415

    for month in months:
        with transaction.atomic():
            moves.make_recap(LembarBulan(month), _access(), {})


def _access() -> Any:  # noqa: ANN401 - the type is there only after the set-up
    from upaya.akun.models import Membership  # noqa: PLC0415

    return Membership.objects.earliest("pk").access()


def _select_inputs() -> None:
    """The same input rows by bare SQL, without a model."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for table in ("pengajuan", "pelayananbulan", "petugasbulan", "isiankegiatan"):
            cursor.execute(f"SELECT * FROM insentif_{table}")  # noqa: S608 - our own names
            cursor.fetchall()
        cursor.execute("SELECT * FROM pegawai_petugas")
        cursor.fetchall()


def _again(*tables: str) -> float:
    """Take the rows out and put them in again bare; the seconds of putting in."""
    from django.db import connection, transaction  # noqa: PLC0415

    from upaya.core import triggers  # noqa: PLC0415

    kept = {}
    with triggers.lifted(), transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
            kept[table] = cursor.fetchall()
        for table in reversed(tables):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        return sum(_timed(lambda t=table: _put(cursor, t, kept[t])) for table in tables)  # type: ignore[misc]


def _put(cursor: Any, table: str, rows: Sequence[Sequence[Any]]) -> None:  # noqa: ANN401
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row([_json(value) for value in row])
        return
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _json(value: Any) -> Any:  # noqa: ANN401 - a cell
    import json  # noqa: PLC0415

    return json.dumps(value) if isinstance(value, dict | list) else value


# ---------------------------------------------------------------- the world
def _world(count: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from upaya.akun.models import Membership, User  # noqa: PLC0415
    from upaya.wilayah.models import Kabupaten, Unit  # noqa: PLC0415

    with transaction.atomic():
        user, other = (User.objects.create(username=name, name=name) for name in ("satu", "dua"))
        for number in range(count // PER_DISTRICT):
            kabupaten = Kabupaten.objects.create(
                kode=f"{11 + number // 50}.{1 + number % 50:02d}",
                nama=f"Kabupaten Rekaan {number}",
                provinsi="Provinsi Rekaan",
            )
            dinas = Unit.objects.create(
                jenis=Unit.Jenis.DINAS, kabupaten=kabupaten, nama=f"Dinas {number}"
            )
            for place in range(PER_DISTRICT):
                unit = Unit.objects.create(
                    jenis=Unit.Jenis.PUSKESMAS,
                    kabupaten=kabupaten,
                    induk=dinas,
                    nama=f"Puskesmas {place}",
                )
                _puskesmas(unit, user, other)
        Membership.objects.create(
            user=user, role="operator_puskesmas", unit=unit, nomor_sk="SK/1", mulai=AUGUST
        )


def _puskesmas(unit: Any, user: Any, other: Any) -> None:  # noqa: ANN401
    from upaya.wilayah.models import KategoriPuskesmas, Penduduk  # noqa: PLC0415

    KategoriPuskesmas.objects.create(
        puskesmas=unit, kategori="perdesaan", mulai=AUGUST, dasar_hukum="Contoh"
    )
    Penduduk.objects.create(puskesmas=unit, tahun=2022, jumlah=30_000, sumber="Contoh")
    _decided(unit, user, other)
    month = _month(unit, user)
    _work(month, unit, _officers(unit))


def _decided(unit: Any, user: Any, other: Any) -> None:  # noqa: ANN401
    """What the Dinas decides of it: its pagu and its indices."""
    from upaya.core import clock  # noqa: PLC0415
    from upaya.insentif.indeks.models import IndeksTerbit  # noqa: PLC0415
    from upaya.insentif.ketetapan.kinds import Kunci  # noqa: PLC0415
    from upaya.regulasi.models import BarisAturan  # noqa: PLC0415

    BarisAturan.objects.create(
        kabupaten_id=unit.kabupaten_id,
        kunci=Kunci.PAGU_INSENTIF,
        puskesmas=unit,
        nilai=70_000_000,
        mulai=date(2022, 1, 1),
        sampai=date(2022, 12, 31),
        nomor_keputusan=f"188/{unit.pk}",
        tanggal_keputusan=date(2022, 1, 1),
        contoh=True,
        status="disetujui",
        diusulkan_oleh=user,
        diusulkan_pada=clock.now(),
        diputus_oleh=other,
        diputus_pada=clock.now(),
    )
    IndeksTerbit.objects.create(
        kabupaten_id=unit.kabupaten_id,
        puskesmas=unit,
        periode=AUGUST,
        kinerja_spm=Decimal("0.27"),
        kesulitan_wilayah=Decimal("0.17"),
        beban_kerja=Decimal("0.20"),
        nomor_surat="440/1",
        diterbitkan_oleh=user,
        diterbitkan_pada=clock.now(),
    )


def _month(unit: Any, user: Any) -> Any:  # noqa: ANN401
    from upaya.core import clock  # noqa: PLC0415
    from upaya.insentif.bulan.models import Pengajuan  # noqa: PLC0415

    return Pengajuan.objects.create(
        kabupaten_id=unit.kabupaten_id,
        puskesmas=unit,
        periode=AUGUST,
        status="diajukan",
        status_since=clock.now(),
        penduduk=30_000,
        bok_diusulkan=75_000_000,
        bok_diserap=60_000_000,
        sisa_pagu_bok=400_000_000,
        jaspel=40_000_000,
        dibuat_oleh=user,
        dibuat_pada=clock.now(),
    )


def _officers(unit: Any) -> Sequence[Any]:  # noqa: ANN401
    """Officers of a puskesmas, entitled by one decree."""
    from upaya.pegawai.models import Penetapan, Petugas, SuratKeputusan  # noqa: PLC0415

    decree = SuratKeputusan.objects.create(
        unit=unit,
        nomor=f"440/{unit.pk}",
        tanggal=AUGUST,
        penerbit="kepala_dinas",
        perihal="Penetapan",
        mulai=AUGUST,
    )
    officers = Petugas.objects.bulk_create(
        Petugas(
            puskesmas=unit,
            nama=f"Petugas Rekaan {unit.pk} {n}",
            pendidikan="D3",
            status="PNS",
            golongan="III",
            tenaga="kesehatan",
            bank="Bank Contoh",
            rekening=f"99{unit.pk:04d}{n:04d}",
            nama_rekening="PETUGAS REKAAN",
        )
        for n in range(OFFICERS)
    )
    Penetapan.objects.bulk_create(
        Penetapan(petugas=officer, sk=decree, mulai=AUGUST) for officer in officers
    )
    return officers


def _work(month: Any, unit: Any, officers: Sequence[Any]) -> None:  # noqa: ANN401
    """What was filled in: services, two lines of the menu, a cell of each for every officer."""
    from upaya.insentif.isian.models import PelayananBulan  # noqa: PLC0415
    from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan  # noqa: PLC0415
    from upaya.rules.insentif.spm import PELAYANAN  # noqa: PLC0415

    PelayananBulan.objects.bulk_create(
        PelayananBulan(pengajuan=month, layanan=name, target=100, realisasi=70)
        for name in PELAYANAN
    )
    lines = BarisKegiatan.objects.bulk_create(
        BarisKegiatan(pengajuan=month, menu=menu, uraian=menu, jenis=kind, urutan=place)
        for place, (menu, kind) in enumerate((("a.1.c", "lapangan"), ("a.1.a", "manajemen")))
    )
    rows = PetugasBulan.objects.bulk_create(
        PetugasBulan(kabupaten_id=unit.kabupaten_id, pengajuan=month, petugas=officer)
        for officer in officers
    )
    IsianKegiatan.objects.bulk_create(
        IsianKegiatan(
            kabupaten_id=unit.kabupaten_id, petugas_bulan=row, baris=line, jumlah=1 + place % 20
        )
        for place, row in enumerate(rows)
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
