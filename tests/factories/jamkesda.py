"""Builders of Jamkesda: a PPK with its agreement, a member with a term, referrals and letters."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories.akun import make_user
from tests.factories.miskol import picture
from tests.factories.numbers import next_number
from tests.factories.wilayah import make_kabupaten, make_unit
from upaya.akun.models import User
from upaya.core import clock
from upaya.core.documents import naskah
from upaya.core.models import Dokumen, NaskahDokumen, StoredFile
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta
from upaya.jamkesda.ppk.models import Layanan, Perjanjian, Ppk
from upaya.jamkesda.surat.models import Rujukan, SuratJaminan
from upaya.jamkesda.surat.papers import letter as isi
from upaya.rules.jamkesda import road
from upaya.warga.models import Warga
from upaya.wilayah.models import Unit

FROM, UNTIL = date(2022, 1, 1), date(2024, 12, 31)
BERNOMOR = (road.TERBIT, road.SELESAI, road.DICABUT)


def make_ppk(unit: Unit | None = None, nama: str = "RSUD Rekaan") -> Ppk:
    """A PPK of whatever unit may be one; without a unit a hospital of Penajam."""
    unit = unit or make_unit("rumah_sakit", make_kabupaten("64.09"), nama=nama)
    made, _ = Ppk.objects.get_or_create(
        unit=unit,
        defaults={
            "kabupaten": unit.kabupaten,
            "jenis": unit.jenis,
            "kelas": "C" if unit.jenis == "rumah_sakit" else "",
            "layanan": Layanan.values,
        },
    )
    assert isinstance(made, Ppk)
    return made


def make_perjanjian(ppk: Ppk, writer: User | None = None, **more: object) -> Perjanjian:
    """Its agreement in force, once."""
    found: Perjanjian | None = Perjanjian.objects.filter(ppk=ppk).first()
    if found is not None:
        return found
    now = clock.now()
    given: dict[str, Any] = {
        "mulai": FROM, "sampai": UNTIL, "layanan": ppk.layanan, "status": "berlaku",
        "disusun_oleh": writer or make_user(), "disusun_pada": now,
        "diputus_oleh": make_user(), "diputus_pada": now,
    }  # fmt: skip
    made = Perjanjian.objects.create(
        kabupaten=ppk.kabupaten, ppk=ppk, nomor=f"PKS/{ppk.pk}", **given | more
    )
    assert isinstance(made, Perjanjian)
    return made


def make_warga(desa: Unit, nama: str = "Siti Rekaan", **more: object) -> Warga:
    number = next_number()
    given: dict[str, Any] = {
        "nik": f"9999014101{number:06d}", "tanggal_lahir": date(1980, 1, 1),
        "jenis_kelamin": "P", "hubungan": "kepala",
    }  # fmt: skip
    made = Warga.objects.create(
        kabupaten_id=desa.kabupaten_id or "", desa=desa, nama=nama, **given | more
    )
    assert isinstance(made, Warga)
    return made


def make_desa(kabupaten: str = "64.09") -> Unit:
    above = make_unit("kecamatan", make_kabupaten(kabupaten), nama="Penajam")
    return make_unit("desa", below=above, nama="Gunung Seteleng")


def make_peserta(warga: Warga | None = None, mulai: date = FROM) -> Peserta:
    """A member who is covered since then."""
    warga = warga or make_warga(make_desa())
    made = Peserta.objects.create(
        kabupaten=warga.kabupaten, warga=warga, kategori="miskin", sumber="permohonan",
        inisial=warga.inisial,
        dibuat_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Peserta)
    MasaPeserta.objects.create(peserta=made, mulai=mulai)
    return made


def _paper(unit: Unit, user: User) -> Dokumen:
    number = next_number()
    made = Dokumen.objects.create(
        kabupaten_id=unit.kabupaten_id or "", unit_id=unit.pk, unit_nama=unit.nama,
        subject_type="jamkesda.suratjaminan", subject_id=f"bare-{number}", jenis="surat_jaminan",
        versi=1, judul="Surat jaminan", nomor=f"{number}/SJ", tahun=clock.today().year,
        urut=80_000 + number, tanggal=clock.today(), sidik="0" * 64, kode=uuid4().hex[:16],
        terbit_oleh=user, terbit_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Dokumen)
    return made


def bare_file(unit: Unit, user: User, name: str) -> StoredFile:
    """A picture in the store, without its upload."""
    body = picture().read()
    path = default_storage.save(f"zz/{uuid4().hex}", ContentFile(body))
    made = StoredFile.objects.create(
        kabupaten_id=unit.kabupaten_id or "", unit_id=unit.pk, name=name, kind="png",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(), path=path, uploaded_by=user,
        uploaded_at=clock.now(), khusus="jamkesda.surat_lihat",
    )  # fmt: skip
    assert isinstance(made, StoredFile)
    return made


def bare_surat(
    ppk: Ppk, peserta: Peserta, status: str = road.TERBIT, **more: object
) -> SuratJaminan:
    """A letter as it would stand, without the way there."""
    user = make_user()
    given: dict[str, Any] = {
        "kunci": uuid4(), "layanan": "rjtp", "diagnosis": "A09",
        "mulai": clock.today(), "sampai": clock.today(), "batas": 5_000_000, "status": status,
        "status_since": clock.now(), "dibuat_oleh": user, "dibuat_pada": clock.now(),
    } | more  # fmt: skip
    agreed = given.pop("perjanjian", None) or make_perjanjian(ppk, user)
    made = SuratJaminan(
        kabupaten=ppk.kabupaten, ppk=ppk, peserta=peserta, perjanjian=agreed, **given
    )
    if status in BERNOMOR:
        made.dokumen = _paper(ppk.unit, user)
        made.nomor = made.dokumen.nomor
        NaskahDokumen.objects.create(
            kabupaten_id=ppk.kabupaten_id, unit_id=ppk.pk, dokumen=made.dokumen,
            isi=naskah.write(isi(made, (user.name, "", ""))),
        )  # fmt: skip
    made.save(force_insert=True)
    return made


def bare_rujukan(dari: Ppk, ke: Ppk, peserta: Peserta, alasan: str) -> Rujukan:
    made = Rujukan.objects.create(
        kabupaten=dari.kabupaten, peserta=peserta, dari=dari, ke=ke, kunci=uuid4(),
        nomor=f"RJ/{next_number()}", tanggal=clock.today(), diagnosis="A09", alasan=alasan,
        dibuat_oleh=make_user(), dibuat_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Rujukan)
    return made
