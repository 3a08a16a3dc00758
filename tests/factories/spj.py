"""Builders of SPJ of BOK: opened by services, and in every status straight in the tables."""

from __future__ import annotations

import hashlib
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories.bok import make_report, planner
from tests.factories.insentif import Team, make_team
from tests.factories.miskol import picture
from tests.factories.pegawai import make_petugas
from upaya.akun.models import User
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj import bukti, services
from upaya.bok.spj.models import Bagian, BuktiSpj, SpjKegiatan
from upaya.bok.spj.reading import BacaanSpj
from upaya.bok.spj.road import ROAD
from upaya.core import clock
from upaya.core.models import StoredFile
from upaya.rules.bok import road_spj as road
from upaya.rules.bok.road import DIKEMBALIKAN, DIVERIFIKASI, DRAF
from upaya.wilayah.models import Unit

REASON = "Kegiatan ini tidak memerlukannya menurut rencana."
JENIS = {
    DRAF: "a",
    road.DIPERIKSA_PUSKESMAS: "b",
    road.DIPERIKSA_DINAS: "c",
    road.DITERIMA: "d",
    DIKEMBALIKAN: "e",
    road.DIBATALKAN: "f",
}
"""Of one activity an SPJ of each kind, and so one in each status."""


class Meja:
    """The people at the SPJ of one puskesmas, and a verified report with two officers."""

    def __init__(self, unit: Unit | None = None) -> None:
        officers = [make_petugas(puskesmas=unit, nama="Sulastri Contoh")]
        self.unit = officers[0].puskesmas
        officers.append(make_petugas(puskesmas=self.unit, nama="Budi Contoh"))
        days = {officers[0].pk: [3, 10], officers[1].pk: [3]}
        self.report = make_report(self.unit, days=days, status=DIVERIFIKASI)
        self.team: Team = make_team(self.unit)
        self.planner = planner(self.unit)

    def open(self, jenis: str = "a") -> SpjKegiatan:
        """An SPJ of the report."""
        return services.open_spj(self.report.pk, jenis, self.planner.access())

    def complete(self, case: SpjKegiatan) -> SpjKegiatan:
        """Every document with a file, or a reason where one may be given."""
        access = self.planner.access()
        reading = BacaanSpj(SpjKegiatan.objects.get(pk=case.pk))
        for one in reading.ketentuan.dokumen:
            values = {"alasan": "", "jumlah": 0, "bermeterai": False}
            if not reading.terbuka(one.kode):
                continue
            bukti.prove(case.pk, one.kode, access, values, [picture(f"{one.kode}.png")])
        return SpjKegiatan.objects.get(pk=case.pk)

    def move(self, case: SpjKegiatan, name: str) -> SpjKegiatan:
        """Make one move in the name of whoever makes it."""
        people = {
            "kirim": self.planner,
            "batalkan": self.planner,
            "teruskan": self.team.tim,
            "kembalikan_puskesmas": self.team.tim,
            "terima": self.team.verifikator,
            "kembalikan_dinas": self.team.verifikator,
        }
        moved = ROAD.execute(case.pk, name, people[name].access(), reason="Salah memilih jenisnya.")
        assert isinstance(moved, SpjKegiatan)
        return moved


# ------------------------------------------------------------------ straight in the tables
def bare_spj(report: Pelaksanaan, status: str, mark: str, user: User) -> SpjKegiatan:
    """An SPJ with somebody paid, a document said of, a file, a writer and perhaps a finding."""
    jenis = JENIS[status]
    found = SpjKegiatan.objects.filter(pelaksanaan=report, jenis=jenis).first()
    if isinstance(found, SpjKegiatan):
        return found
    made = SpjKegiatan.objects.create(
        kabupaten=report.kabupaten,
        puskesmas=report.puskesmas,
        pelaksanaan=report,
        jenis=jenis,
        status=status,
        status_since=clock.now(),
        round=2 if status == DIKEMBALIKAN else 1,
        maksud=f"{mark} melaksanakan kunjungan",
        tempat=f"{mark} balai desa",
        dikirim_pada=None if status in {DRAF, road.DIBATALKAN} else clock.now(),
        dibuka_oleh=user,
        dibuka_pada=clock.now(),
    )
    made.penerima.create(
        urutan=0, nama=f"{mark} Kader", sebagai="Kader", hari=["2022-08-03"], transport=50_000
    )
    kode = {"a": "a.1", "b": "b.1", "c": "c.1", "d": "d.1", "e": "e.1", "f": "f.2"}[jenis]
    BuktiSpj.objects.create(spj=made, kode=kode, alasan=f"{mark} tidak memerlukannya")
    made.berkas.create(
        kode=kode,
        stored=_bare_file(made, mark, user),
        diunggah_oleh=user,
        diunggah_pada=clock.now(),
    )
    made.pengisi.create(user=user, round=1)
    if made.round > 1 or status == road.DIPERIKSA_DINAS:
        made.temuan.create(
            bagian=Bagian.KELENGKAPAN,
            letak=kode,
            letak_nama=f"{mark} dokumen",
            round=1,
            uraian=f"{mark} tanggalnya tidak terbaca",
            dicatat_oleh=user,
            dicatat_pada=clock.now(),
        )
    assert isinstance(made, SpjKegiatan)
    return made


def _bare_file(case: SpjKegiatan, mark: str, user: User) -> StoredFile:
    body = picture().read()
    made = StoredFile.objects.create(
        kabupaten_id=case.kabupaten_id,
        unit_id=case.puskesmas_id,
        name=f"{mark}.png",
        kind="png",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        path=default_storage.save(f"zz/{uuid4().hex}", ContentFile(body)),
        uploaded_by=user,
        uploaded_at=clock.now(),
    )
    assert isinstance(made, StoredFile)
    return made
