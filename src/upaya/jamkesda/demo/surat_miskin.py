"""The CONTOH scheme of Supermiskol in Penajam's demo, and the doors that its letters open.

Few families: one letter whose holder is no member yet, one that made a member, one that was
withdrawn after it had, and a family that still waits.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from upaya.akun.models import DEMO_PREFIX
from upaya.core import clock
from upaya.demo.kabupaten import SANDI
from upaya.jamkesda.demo.tempat import TODAY, Panggung
from upaya.jamkesda.peserta import services
from upaya.jamkesda.peserta.dasar import isi_dari
from upaya.jamkesda.peserta.road import ROAD
from upaya.rules.jamkesda.peran import ADMIN_UPT, KEPALA_UPT, KEPESERTAAN
from upaya.rules.supermiskol import road as tables
from upaya.supermiskol.demo import keluarga
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.road import ROAD as MISKOL

_CABUT = "Penerima sudah menjadi peserta PBI-JKN sejak bulan ini."
_MENUNGGU, _BELUM, _PESERTA, _DICABUT = range(4)
_FAMILIES = (
    keluarga.Keluarga(tables.DIAJUKAN),
    keluarga.Keluarga(tables.DISETUJUI, 2),
    keluarga.Keluarga(tables.DISETUJUI, 12),
    keluarga.Keluarga(tables.DISETUJUI, 20),
)


def make(panggung: Panggung) -> None:
    """The scheme, its people, its families; two of the letters become members."""
    stage = siapkan(panggung)
    cases = [keluarga.request(stage, number, one) for number, one in enumerate(_FAMILIES)]
    for number in (_PESERTA, _DICABUT):
        _member(panggung, cases[number], number)
    gone = cases[_DICABUT]
    signer = stage.of(tables.PENANDATANGAN, gone.desa)
    with clock.pretend(TODAY):
        MISKOL.execute(gone.pk, "cabut", signer, reason=_CABUT)


def siapkan(panggung: Panggung) -> keluarga.Panggung:
    """One-click accounts in the first village, its kecamatan and both offices; the scheme."""
    villages = panggung.desa[:2]
    stage = keluarga.Panggung(
        64_09, panggung.random, panggung.orang, villages,
        dinas=panggung.dinas, dinsos=panggung.dinsos,
    )  # fmt: skip
    shown, closed = make_password(SANDI), make_password(None)
    places = {"desa": villages[0], "kecamatan": villages[0].induk, "dinas": panggung.dinas}
    for role in tables.PERAN:
        unit = places.get(role.units[0], panggung.dinsos)
        assert unit is not None  # noqa: S101 - every village has its kecamatan
        keluarga.member(stage, f"{DEMO_PREFIX}{role.name}_penajam", role, unit, shown)
    keluarga.member(stage, "penajam.desa2", tables.OPERATOR_DESA, villages[1], closed)
    keluarga.scheme(stage)
    return stage


def _member(panggung: Panggung, case: Permohonan, number: int) -> None:
    """The letter opens the door: drafted from it, verified and made a member by three people."""
    upt = panggung.upt
    admin, officer, head = (panggung.of(role, upt) for role in (ADMIN_UPT, KEPESERTAAN, KEPALA_UPT))
    letter: Any = case.surat
    with clock.pretend(letter.terbit):
        said = isi_dari(panggung.kabupaten.kode, letter.nomor, case.tanggal_lahir, "P")
        made = services.daftarkan(admin, UUID(int=64_09_8000 + number), said)
        for move, who in (("ajukan", admin), ("verifikasi", officer), ("aktifkan", head)):
            ROAD.execute(made.pk, move, who, reason="Sesuai dengan suratnya.")
