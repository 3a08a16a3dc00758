"""Supermiskol in the demo: Kabupaten Banyuwangi with its real kecamatan and villages.

Families, people and numbers do not exist. The scheme is the sample (CONTOH). Requests stand in
every status, and are untidy as life: late ones, twins, a look-alike, a visit done again, a decision
against the score, a letter withdrawn and one that ran out.
"""

from __future__ import annotations

from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from upaya.akun.models import DEMO_PREFIX
from upaya.demo.kabupaten import SANDI
from upaya.demo.muat import Stage
from upaya.demo.orang import Orang
from upaya.demo.tempat import kecamatan_of
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR, KEPALA_DINAS
from upaya.rules.supermiskol import road as tables
from upaya.supermiskol.demo import sisi
from upaya.supermiskol.demo.keluarga import TODAY, Keluarga, Panggung, member, request, scheme
from upaya.wilayah.models import Kabupaten, Unit

KODE, NAMA = "35.10", "Kabupaten Banyuwangi"
_SHOWN = "35.10.15"
"""Kecamatan Glagah, where the one-click accounts work."""
_TWIN = {"kk": "9999010101220001", "tanggal_lahir": date(2022, 10, 20), "ibu": "Siti Rukayah"}
_ALIKE = {"tanggal_lahir": date(1961, 3, 12)}
_FAMILIES = (
    Keluarga(tables.PERMOHONAN, changes={"nama": "Hj. Soepiyah", "kepesertaan": ""}),
    Keluarga(tables.PERMOHONAN, 2),
    Keluarga(tables.MENUNGGU, 1),
    Keluarga(tables.DIPERIKSA),
    Keluarga(tables.DIAJUKAN, gawat=True),
    Keluarga(tables.DIAJUKAN, 3),
    Keluarga(tables.DIAJUKAN, changes={"nama": "Hasan", **_TWIN}),
    Keluarga(tables.DIAJUKAN, changes={"nama": "Husein", **_TWIN}),
    Keluarga(tables.DIKEMBALIKAN, 1),
    Keluarga(tables.DIKONFIRMASI),
    Keluarga(tables.DIKONFIRMASI, 1),
    Keluarga(tables.TINJAU_ULANG, 1),
    Keluarga(tables.DITINJAU),
    Keluarga(tables.DITINJAU, 2, poor=False),
    Keluarga(tables.DIREKOMENDASI),
    Keluarga(tables.DISERAHKAN),
    Keluarga(tables.DISERAHKAN, 1, poor=False),
    Keluarga(tables.DIVERIFIKASI),
    Keluarga(tables.DIVERIFIKASI, 1, poor=False),
    Keluarga(tables.DISETUJUI, 1),
    Keluarga(tables.DISETUJUI, 8, changes={"nama": "H. Moch. Soekardjo", **_ALIKE}),
    Keluarga(tables.DIAJUKAN, changes={"nama": "Muhammad Sukarjo", **_ALIKE}),
    Keluarga(tables.DISETUJUI, 15, poor=False, against="Kepala keluarga baru saja kehilangan mata "
            "pencaharian karena kebakaran, belum terlihat dalam indikator."),
    Keluarga(tables.DISETUJUI, 66, fast=True),
    Keluarga(tables.DITOLAK, 6, poor=False),
    Keluarga(tables.DICABUT, 20),
    Keluarga(tables.BATAL, 4),
)  # fmt: skip


def make(random: Random) -> None:
    """The district, its people, its scheme, its families."""
    stage = _stage(random)
    scheme(stage)
    sisi.next_scheme(stage)
    for number, family in enumerate(_FAMILIES):
        request(stage, number, family)
    sisi.repeat(stage)
    sisi.ask(stage)
    sisi.beside(stage)


def _stage(random: Random) -> Panggung:
    district = Kabupaten.objects.create(kode=KODE, nama=NAMA, provinsi="Jawa Timur")
    dinas, dinsos = (
        Unit.objects.create(
            jenis=kind,
            kabupaten=district,
            nama=name,
            alamat="Jalan Rekaan Nomor 1, Banyuwangi",
            telepon="(0333) 990000",
        )
        for kind, name in (
            (Unit.Jenis.DINAS, f"Dinas Kesehatan {NAMA}"),
            (
                Unit.Jenis.DINAS_SOSIAL,
                "Dinas Sosial, Pemberdayaan Perempuan dan Keluarga Berencana",
            ),
        )
    )
    shown: list[Unit] = []
    kecamatan: list[Unit] = []
    for made in kecamatan_of(district):
        if made.kode == _SHOWN:
            shown = list(made.anak.select_related("induk").order_by("pk"))
            kecamatan = [made]
    stage = Panggung(35_10, random, Orang(random), shown[:4], dinas=dinas, dinsos=dinsos)
    _people(stage, kecamatan[0])
    return stage


def _people(stage: Panggung, kecamatan: Unit) -> None:
    """One account per role under the demo's prefix; other villages have people of their own."""
    shown, closed = make_password(SANDI), make_password(None)
    units = {"desa": stage.villages[0], "kecamatan": kecamatan, "dinas": stage.dinas}
    for role in tables.PERAN:
        unit = units.get(role.units[0], stage.dinsos)
        assert unit is not None  # noqa: S101 - the stage is set
        member(stage, f"{DEMO_PREFIX}{role.name}", role, unit, shown)
    assert stage.dinas is not None  # noqa: S101 - the stage is set
    member(stage, f"{DEMO_PREFIX}{AUDITOR.name}_banyuwangi", AUDITOR, stage.dinas, shown)
    # They propose and approve what the district decides of the programme itself.
    for role, name in ((ADMIN_DINAS, "Wulan Sasongko"), (KEPALA_DINAS, "Bagus Prawira")):
        member(stage, f"{DEMO_PREFIX}{role.name}_banyuwangi", role, stage.dinas, shown, name)
    other = ("surveyor2", tables.SURVEYOR, kecamatan, closed, "Yudi Santosa")
    stage.second = member(stage, *other)
    for number, village in enumerate(stage.villages[1:], start=2):
        member(stage, f"desa{number}.operator", tables.OPERATOR_DESA, village, closed)


__all__ = ["KODE", "NAMA", "STAGE", "TODAY", "Keluarga", "request", "scheme"]

STAGE = Stage("supermiskol", KODE, NAMA, make)
