"""Builders of officers, posts and decrees. Numbers that look like a NIK start with 99: nobody's."""

from datetime import date

from tests.factories.numbers import next_number
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.core import clock
from upaya.pegawai.models import (
    JenisJabatan,
    Penetapan,
    Penugasan,
    Petugas,
    SuratKeputusan,
)
from upaya.wilayah.models import Kabupaten, Unit


def nik_rekaan(number: int) -> str:
    """A NIK-shaped number with the province code 99, born 17-08-1990."""
    return f"99{101 + number // 10_000:04d}170890{number % 10_000:04d}"


def make_petugas(
    puskesmas: Unit | None = None,
    nama: str | None = None,
    *,
    nik: str | None = None,
    **more: object,
) -> Petugas:
    """An active PNS III nurse with D3 unless told otherwise; `nik=""` leaves the NIK out."""
    number = next_number()
    values: dict[str, object] = {
        "status": "PNS",
        "golongan": "III",
        "pendidikan": "D3",
        "tenaga": "kesehatan",
        "ptkp": "TK/0",
        "bank": "Bank Contoh",
        "rekening": f"99{number:08d}",
        "nama_rekening": f"PETUGAS REKAAN {number}",
    } | more
    made = Petugas.objects.create(
        puskesmas=puskesmas or make_puskesmas(),
        nama=nama or f"Petugas Rekaan {number}",
        nik=nik_rekaan(number) if nik is None else nik,
        **values,
    )
    assert isinstance(made, Petugas)
    return made


def make_jenis_jabatan(
    nama: str = "PJ UKM",
    kelas: str = "pj_ukm",
    *,
    macam: str = "utama",
    asal: str = "teks",
    kabupaten: Kabupaten | None = None,
) -> JenisJabatan:
    """A post name; for an additional post pass macam="tambahan" (its class is then empty)."""
    found, _ = JenisJabatan.objects.get_or_create(
        kabupaten=kabupaten or make_kabupaten(),
        nama=nama,
        macam=macam,
        defaults={"kelas": kelas if macam == "utama" else "", "asal": asal},
    )
    assert isinstance(found, JenisJabatan)
    return found


def make_sk(
    unit: Unit | None = None,
    *,
    nomor: str | None = None,
    penerbit: str = "kepala_dinas",
    mulai: date = date(2022, 1, 1),
    sampai: date | None = None,
    dikonfirmasi: bool = True,
) -> SuratKeputusan:
    """A decree, which the Dinas has confirmed where it is one of its head."""
    made = SuratKeputusan.objects.create(
        unit=unit or make_puskesmas(),
        nomor=nomor or f"800/{next_number()}/2022",
        tanggal=mulai,
        penerbit=penerbit,
        perihal="Penetapan petugas (contoh)",
        mulai=mulai,
        sampai=sampai,
        dikonfirmasi_pada=clock.now() if dikonfirmasi else None,
    )
    assert isinstance(made, SuratKeputusan)
    return made


def make_penugasan(
    petugas: Petugas,
    jenis: JenisJabatan | None = None,
    *,
    sk: SuratKeputusan | None = None,
    mulai: date = date(2022, 1, 1),
    sampai: date | None = None,
) -> Penugasan:
    made = Penugasan.objects.create(
        petugas=petugas,
        jenis=jenis or make_jenis_jabatan(kabupaten=petugas.puskesmas.kabupaten),
        sk=sk or make_sk(petugas.puskesmas, penerbit="kepala_puskesmas"),
        mulai=mulai,
        sampai=sampai,
    )
    assert isinstance(made, Penugasan)
    return made


def make_penetapan(
    petugas: Petugas,
    *,
    sk: SuratKeputusan | None = None,
    mulai: date = date(2022, 1, 1),
    sampai: date | None = None,
) -> Penetapan:
    """The officer is entitled from `mulai` on."""
    made = Penetapan.objects.create(
        petugas=petugas, sk=sk or make_sk(petugas.puskesmas), mulai=mulai, sampai=sampai
    )
    assert isinstance(made, Penetapan)
    return made
