"""Who works in the demo of e-Jamkesda, and the agreements they made."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password

from upaya.akun.models import DEMO_PREFIX, Membership, User
from upaya.core import clock
from upaya.demo.kabupaten import SANDI
from upaya.jamkesda.demo.tempat import FIRST_DAY, Panggung
from upaya.jamkesda.ppk.models import Perjanjian
from upaya.rules.jamkesda.peran import ADMIN_UPT, KEPALA_UPT, ORANG_PPK, ORANG_UPT
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

_KLAUSUL = {
    "keamanan": "Akun perorangan, tidak dipinjamkan; perangkat terkunci saat ditinggalkan.",
    "kerahasiaan": "Data peserta hanya dibuka untuk pelayanan dan klaimnya.",
    "keterkinian": "Perubahan data peserta disampaikan paling lambat tiga hari kerja.",
    "akurasi": "NIK dicocokkan dengan kartu identitas pada tiap kunjungan.",
    "keutuhan": "Berkas klaim disimpan lima tahun dan tidak diubah.",
}
_SUSPENDED, _EXPIRED = 10, 11
"""Which PPK cannot make letters now, and why: suspended, run out."""


def make(panggung: Panggung) -> None:
    """One account per role under the demo's prefix; other PPK have people of their own."""
    shown, closed = make_password(SANDI), make_password(None)
    head = f"{DEMO_PREFIX}{KEPALA_DINAS.name}_penajam"
    _member(panggung, head, KEPALA_DINAS, panggung.dinas, shown)
    for role in ORANG_UPT:
        _member(panggung, f"{DEMO_PREFIX}{role.name}", role, panggung.upt, shown)
    for number, ppk in enumerate(panggung.ppk):
        for role in ORANG_PPK:
            name = f"ppk{number + 1}.{role.name}" if number else f"{DEMO_PREFIX}{role.name}"
            _member(panggung, name, role, ppk.unit, closed if number else shown)
    # Whoever proposes the decrees of the district; its Kepala Dinas approves them.
    admin = f"{DEMO_PREFIX}{ADMIN_DINAS.name}_penajam"
    _member(panggung, admin, ADMIN_DINAS, panggung.dinas, shown, "Ratna Rekawati")
    for number in range(len(panggung.ppk)):
        _agreement(panggung, number)


def _member(
    panggung: Panggung, username: str, role: Role, unit: Unit, password: str, name: str = ""
) -> None:
    """An account with its role; with a name of its own nothing is drawn."""
    number = len(panggung.access) + 1
    user = User.objects.create(
        username=username,
        name=name or panggung.orang.nama(),
        email=f"{username}@contoh.invalid",
        password=password,
        # Nobody was appointed in a month 00.
        nip=f"{1960 + number % 35}0101{1990 + number % 30}00{1 + number % 2}8{number:02d}",
        pangkat="Penata (III/c)",
    )
    held = Membership.objects.create(
        user=user, role=role.name, unit=unit, nomor_sk="SK/DEMO/2022", mulai=FIRST_DAY
    )
    held.unit = unit
    panggung.access[unit.pk, role.name] = held.access()


def _agreement(panggung: Panggung, number: int) -> None:
    """Each PPK has one of the year; two stand so that no letter may be made."""
    ppk, status = panggung.ppk[number], Perjanjian.Status
    writer = panggung.of(ADMIN_UPT, panggung.upt)
    decider = panggung.of(KEPALA_UPT, panggung.upt)
    with clock.pretend(FIRST_DAY):
        now = clock.now()
    Perjanjian.objects.create(
        kabupaten=panggung.kabupaten,
        ppk=ppk,
        nomor=f"440/{number + 1:03d}/PKS-REKAAN/2022",
        mulai=FIRST_DAY,
        sampai=date(2022, 9, 30) if number == _EXPIRED else date(2022, 12, 31),
        layanan=ppk.layanan,
        daftar_tarif="Tarif rekaan 2022",
        plafon=None if number else 2_000_000_000,
        hari_klaim=30,
        klausul=_KLAUSUL,
        status=status.DITANGGUHKAN if number == _SUSPENDED else status.BERLAKU,
        alasan="Berkas klaim tiga bulan belum lengkap." if number == _SUSPENDED else "",
        disusun_oleh_id=writer.user_id,
        disusun_pada=now,
        diputus_oleh_id=decider.user_id,
        diputus_pada=now,
    )
