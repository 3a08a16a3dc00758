"""Rekap perhitungan insentif UKM: head data, indices, pool, and every share (Pasal 24 huruf i)."""

from __future__ import annotations

from django.utils import timezone

from upaya.core.documents.content import Isi, Jumlah, Kolom, Rincian, Sel, Subjudul, Tabel
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.signatories import golongan
from upaya.insentif.documents.umum import dasar, keterangan, kop, signer, tempat
from upaya.insentif.hasil.queries import scores, warnings
from upaya.pegawai.models import Kelas, Pendidikan
from upaya.rules.calculation_steps import Rules
from upaya.rules.citation import citation
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS
from upaya.rules.money import angka, indeks, rupiah

_COLUMNS = (
    Kolom("No", "angka", 2),
    Kolom("Nama", lebar=11),
    Kolom("Bobot", "angka", 3),
    Kolom("OH", "angka", 3, jumlah=True),
    Kolom("Bobot x OH", "angka", 4, jumlah=True),
    Kolom("Frekuensi", "angka", 4, jumlah=True),
    Kolom("Bobot x frekuensi", "angka", 5, jumlah=True),
    Kolom("Lapangan", "rupiah", 6, jumlah=True),
    Kolom("Manajemen", "rupiah", 6, jumlah=True),
    Kolom("Insentif", "rupiah", 6, jumlah=True),
)
_WEIGHTS = (
    Kolom("No", "angka", 2),
    Kolom("Nama", lebar=10),
    Kolom("NIP", lebar=7),
    Kolom("Status dan golongan", lebar=6),
    Kolom("Pendidikan", lebar=4),
    Kolom("Skor pendidikan", "angka", 4),
    Kolom("Jabatan utama", lebar=8),
    Kolom("Skor jabatan utama", "angka", 4),
    Kolom("Jabatan tambahan", "angka", 4),
    Kolom("Skor jabatan tambahan", "angka", 4),
    Kolom("Bobot", "angka", 3),
)
_CHANGED = (
    Kolom("Koreksi ke", "angka", 2),
    Kolom("Disetujui", "tanggal", 3),
    Kolom("Alasan", lebar=10),
    Kolom("Selisih", "rupiah", 3, jumlah=True),
)
_RULES = (
    Kolom("Aturan", lebar=5),
    Kolom("Dasar hukum", lebar=9),
    Kolom("Asal", lebar=2),
)
_NOTES = (
    "Hitungan dibekukan saat pengajuan; rekap ini menyalinnya tanpa menghitung lagi.",
    "Asal: “teks” tertulis dalam peraturan, “praktik” dari kebiasaan, “asumsi” tidak tertulis.",
)


def isi(sheet: LembarBulan) -> Isi:
    """The frozen calculation of an approved month."""
    month, found = sheet.month, sheet.hitungan
    bulan, hasil, kept = found.bulan, found.hasil, sheet.perhitungan
    assert bulan is not None  # noqa: S101 - a frozen calculation has all three
    assert hasil is not None  # noqa: S101
    assert kept is not None  # noqa: S101
    rows = tuple(
        (
            n, row.nama, row.bobot, row.orang_hari, row.poin_manajemen, row.frekuensi,
            row.poin_lapangan, row.lapangan, row.manajemen, row.bruto,
        )
        for n, row in enumerate(sheet.bagian_petugas, start=1)
    )  # fmt: skip
    return Isi(
        jenis="rekap",
        kode="INS-RPI",
        judul="Rekap Perhitungan Insentif UKM",
        kop=kop(sheet),
        keterangan=keterangan(month),
        bagian=(
            Subjudul("Data puskesmas"),
            Rincian((*dasar(sheet), *_head(bulan, hasil))),
            Subjudul("Insentif puskesmas"),
            Rincian(_pool(hasil)),
            Tabel("Bagian tiap petugas", _COLUMNS, rows),
            Jumlah("Jumlah insentif", hasil.dibagikan),
            Tabel("Bobot tiap petugas", _WEIGHTS, _weights(sheet, bulan, hasil)),
            *_corrections(sheet),
            Tabel("Aturan yang dipakai", _RULES, _rules(hasil)),
        ),
        total=hasil.dibagikan,
        tempat=tempat(month),
        tanda_tangan=(
            signer(KEPALA_PUSKESMAS, sheet.pejabat(KEPALA_PUSKESMAS), "Mengetahui,"),
            signer(OPERATOR_PUSKESMAS, sheet.pelaku_langkah("kirim"), "Yang menyusun,"),
        ),
        catatan=(
            f"Sidik hitungan: {kept.sidik}.",
            *_NOTES,
            *warnings(found, sheet.nama),
        ),
        mendatar=True,
    )


def _head(bulan: Bulan, hasil: Hasil) -> tuple[tuple[str, str], ...]:
    spm, hardship, workload = hasil.indeks
    return (
        ("Jumlah penduduk", f"{angka(bulan.penduduk)} orang"),
        ("BOK diusulkan bulan ini", rupiah(bulan.bok_diusulkan)),
        ("BOK diserap bulan ini", rupiah(bulan.bok_diserap)),
        ("Indeks kinerja SPM", indeks(spm)),
        ("Indeks kesulitan wilayah", indeks(hardship)),
        ("Indeks beban kerja", indeks(workload)),
        ("Jumlah indeks", indeks(hasil.jumlah_indeks)),
    )


def _pool(hasil: Hasil) -> tuple[tuple[str, str], ...]:
    """From the base to what is shared out (Pasal 11A ayat (5) to (7))."""
    return (
        ("Insentif dasar", rupiah(hasil.insentif_dasar)),
        ("Disesuaikan dengan indeks", rupiah(hasil.insentif_disesuaikan)),
        ("Dipotong sisa pagu setahun", rupiah(hasil.dipotong_pagu)),
        ("Insentif bulan ini", rupiah(hasil.pool)),
        ("Bagian lapangan", rupiah(hasil.pool_lapangan)),
        ("Bagian manajemen", rupiah(hasil.pool_manajemen)),
        ("Tidak dibagi, tetap dalam pagu", rupiah(hasil.tidak_dibagi)),
    )


def _weights(sheet: LembarBulan, bulan: Bulan, hasil: Hasil) -> tuple[tuple[Sel, ...], ...]:
    """The three parts of each officer's weight (Pasal 11A ayat (7) huruf c to f), by name."""
    rules, found = Rules(hasil), []
    for officer, row in zip(bulan.petugas, hasil.baris(), strict=True):
        known = sheet.petugas.get(row.id)
        school, main, extra = scores(officer, rules) or (None, None, None)
        posts = ", ".join(Kelas(post).label for post in officer.jabatan_utama)
        identity = (known.nip, golongan(known)) if known else ("", "")
        parts = (school, posts, main, officer.jabatan_tambahan, extra, row.bobot)
        name = sheet.nama.get(row.id, row.id)
        found.append((name, row.id, *identity, Pendidikan(officer.pendidikan).label, *parts))
    found.sort(key=lambda one: (str(one[0]).casefold(), one[1]))
    return tuple((n, one[0], *one[2:]) for n, one in enumerate(found, start=1))


def _corrections(sheet: LembarBulan) -> tuple[Tabel, ...]:
    """What was corrected since: the calculation above stands, the difference is paid later."""
    rows = tuple(
        (one.nomor, timezone.localdate(one.diputus_pada), one.alasan, one.selisih)
        for one in reversed(sheet.koreksi)
        if one.status == road_koreksi.DISETUJUI and one.diputus_pada
    )
    return (Tabel("Koreksi yang disetujui", _CHANGED, rows),) if rows else ()


def _rules(hasil: Hasil) -> tuple[tuple[str, str, str], ...]:
    """Every rule that was read, once, with its article and origin."""
    return tuple(dict.fromkeys((v.title, citation(v), v.origin) for v in hasil.aturan))
