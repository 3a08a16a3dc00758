"""How the demo's families of Supermiskol walk their road, in whatever district stands on the stage.

Penajam's demo walks it too: an approved letter there opens the door of Jamkesda.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from upaya.akun.models import Membership, User
from upaya.alur import findings
from upaya.alur.road import Road
from upaya.core import clock, foto
from upaya.core.access import Access
from upaya.demo.orang import Orang
from upaya.rules.roles import Role
from upaya.rules.supermiskol import road as tables
from upaya.rules.supermiskol.contoh import contoh
from upaya.rules.supermiskol.skema import Skema
from upaya.supermiskol.kunjungan import services as visits
from upaya.supermiskol.permohonan import services
from upaya.supermiskol.permohonan.models import Bagian, Berkas, Permohonan
from upaya.supermiskol.permohonan.road import ROAD
from upaya.supermiskol.skema import services as schemes
from upaya.supermiskol.skema.services import CONTOH
from upaya.supermiskol.ulangan.models import BenihUlangan
from upaya.wilayah.models import Unit

TODAY = date(2022, 11, 3)
"""The day on which the demo stands (Makefile)."""
FIRST_DAY = date(2022, 8, 1)
_QUIET = replace(ROAD, after=None)
_SEED = "demo 177"
"""Draws one visit of each surveyor in Banyuwangi, of families that are well on their way."""
_DONE: dict[str, tuple[str, ...]] = {
    tables.PERMOHONAN: (),
    tables.MENUNGGU: ("tunggu",),
    tables.DIPERIKSA: ("periksa",),
    tables.DIAJUKAN: ("periksa", "ajukan"),
    tables.DIKEMBALIKAN: ("periksa", "ajukan", "kembalikan_dinkes"),
    tables.DIKONFIRMASI: ("periksa", "ajukan", "konfirmasi"),
    tables.DITINJAU: ("periksa", "ajukan", "konfirmasi", "tinjau"),
    tables.TINJAU_ULANG: ("periksa", "ajukan", "konfirmasi", "tinjau", "kembalikan_kecamatan"),
}
_WHOLE = ("periksa", "ajukan", "konfirmasi", "tinjau", "rekomendasi")
_DONE |= {
    tables.DIREKOMENDASI: _WHOLE,
    tables.DISERAHKAN: (*_WHOLE, "serahkan"),
    tables.DIVERIFIKASI: (*_WHOLE, "serahkan", "verifikasi"),
    tables.DISETUJUI: (*_WHOLE, "serahkan", "verifikasi", "setujui"),
    tables.DITOLAK: (*_WHOLE, "serahkan", "verifikasi", "tolak"),
    tables.DICABUT: (*_WHOLE, "serahkan", "verifikasi", "setujui", "cabut"),
    tables.BATAL: ("batalkan",),
}
_ACTORS: Mapping[str, Role] = {
    "konfirmasi": tables.PETUGAS_DINKES,
    "kembalikan_dinkes": tables.PETUGAS_DINKES,
    "tinjau": tables.SURVEYOR,
    "rekomendasi": tables.VERIFIKATOR_KECAMATAN,
    "kembalikan_kecamatan": tables.VERIFIKATOR_KECAMATAN,
    "verifikasi": tables.PETUGAS_DINSOS,
    "setujui": tables.PENANDATANGAN,
    "tolak": tables.PENANDATANGAN,
    "cabut": tables.PENANDATANGAN,
}
_REASONS: Mapping[str, str] = {
    "tunggu": "Kartu keluarga tertinggal di rumah, pemohon pulang mengambilnya.",
    "batalkan": "Pemohon ternyata sudah dijamin perusahaan tempatnya bekerja.",
    "setujui": "Hasil tinjau lapang dan rekomendasi kecamatan sesuai.",
    "tolak": "Keadaan rumah dan penghasilan tidak sesuai dengan syarat skor.",
    "cabut": "Penerima sudah menjadi peserta PBI-JKN sejak bulan ini.",
}


@dataclass(frozen=True, slots=True)
class Keluarga:
    """One family of the demo: where its request stands and what is odd about it."""

    status: str
    days: int = 0
    """Working days before today on which the applicant came."""
    poor: bool = True
    """Whether the visit finds a score below the threshold."""
    against: str = ""
    gawat: bool = False
    fast: bool = False
    """Whether all of it was done on one day."""
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Panggung:
    """What a district's families stand on; `nomor` begins the keys of its forms."""

    nomor: int
    random: Random
    orang: Orang
    villages: list[Unit]
    access: dict[tuple[int, Role], Access] = field(default_factory=dict)
    dinas: Unit | None = None
    dinsos: Unit | None = None
    people: int = 0
    second: Access | None = None
    """Another surveyor: whoever visits the second village, and repeats what the first one did."""

    def of(self, role: Role, village: Unit) -> Access:
        """Whoever acts in a role for a village."""
        places = {"desa": village, "kecamatan": village.induk}
        unit = places.get(role.units[0], self.dinas if role.units[0] == "dinas" else self.dinsos)
        assert unit is not None  # noqa: S101 - the stage is set
        return self.access[unit.pk, role]


def member(
    stage: Panggung, username: str, role: Role, unit: Unit, password: str, name: str = ""
) -> Access:
    """Somebody who acts in a role at a unit; the first one there is who walks the road."""
    stage.people += 1
    number = stage.people
    user = User.objects.create(
        username=username,
        name=name or stage.orang.nama(),
        email=f"{username}@contoh.invalid",
        password=password,
        # Nobody was appointed in a month 00.
        nip=f"{1972 + number}0101{2002 + number}00{1 + number % 2}9{number:02d}",
        pangkat="Penata (III/c)",
    )
    held = Membership.objects.create(
        user=user, role=role.name, unit=unit, nomor_sk="SK/DEMO/2022", mulai=FIRST_DAY
    )
    held.unit = unit
    made = held.access()
    stage.access.setdefault((unit.pk, role), made)
    return made


def scheme(stage: Panggung) -> None:
    """The sample, entered by one person and approved by another."""
    village = stage.villages[0]
    writer, signer = (
        stage.of(tables.PETUGAS_DINSOS, village),
        stage.of(tables.PENANDATANGAN, village),
    )
    assert village.kabupaten_id is not None  # noqa: S101 - a village lies in a district
    # The same visits are drawn in every demo; elsewhere nobody can know which.
    seed = {"benih": _SEED}
    BenihUlangan.objects.get_or_create(kabupaten_id=village.kabupaten_id, defaults=seed)
    with clock.pretend(FIRST_DAY):
        drafted = schemes.draft(writer)
        schemes.save(
            drafted.pk,
            writer,
            contoh()[CONTOH].versi[-1].skema,
            dasar="CONTOH, belum ditetapkan kabupaten",
            mulai=FIRST_DAY,
            seen_versi=drafted.versi,
        )
        schemes.decide(drafted.pk, signer, setuju=True, alasan="Dipakai sebagai contoh.")


# ------------------------------------------------------------------ one family
def request(stage: Panggung, number: int, family: Keluarga) -> Permohonan:
    """A family comes to the village, and its request walks as far as it stands."""
    village = stage.villages[number % len(stage.villages)]
    operator = stage.of(tables.OPERATOR_DESA, village)
    day = days_ago(family.days)
    with clock.pretend(day):
        values = _values(stage, number, day) | dict(family.changes)
        values["gawat"] = family.gawat
        case = services.file(operator, UUID(int=stage.nomor * 10_000 + number), values)
        if family.status != tables.PERMOHONAN:
            for kind in ("ktp", "kk", "surat_desa", "rujukan"):
                services.attach(
                    case.pk, operator, kind, foto.Kiriman(_picture(f"{kind}-{number}.png", number))
                )
    for step, move in enumerate(_DONE[family.status]):
        # Whoever came days ago waited between the steps.
        gone = family.days if family.fast else max(family.days - step, 0)
        later = min(days_ago(gone), TODAY)
        with clock.pretend(later):
            _step(stage, case, village, move, family)
    return case


def _step(stage: Panggung, case: Permohonan, village: Unit, move: str, family: Keluarga) -> None:
    actor = stage.of(_ACTORS.get(move, tables.OPERATOR_DESA), village)
    if move == "tinjau":
        actor = _surveyor(stage, village)
    if move == "kembalikan_dinkes":
        _finding(case, actor, Bagian.BERKAS, "Nomor pada surat rujukan tidak terbaca.", "rujukan")
    if move == "kembalikan_kecamatan":
        said = "Sumber air minum berbeda dari foto; tanyakan lagi dan foto sumurnya."
        _finding(case, actor, Bagian.KUNJUNGAN, said, "air")
    if move == "tinjau":
        _visit(stage, case, village, family)
    road: Road = _QUIET
    road.execute(
        case.pk,
        move,
        actor,
        reason=_REASONS.get(move, ""),
        context={"alasan_melawan": family.against},
    )


def _finding(case: Permohonan, actor: Access, part: str, said: str, place: str) -> None:
    names = {"rujukan": str(Berkas.Jenis.RUJUKAN.label), "air": "Sumber air minum"}
    findings.add(Permohonan, case.pk, actor, part, said, (place, names[place]))


def _visit(stage: Panggung, case: Permohonan, village: Unit, family: Keluarga) -> None:
    surveyor = _surveyor(stage, village)
    skema = contoh()[CONTOH].versi[-1].skema
    values = {
        "jawaban": _answers(stage.random, skema, poor=family.poor),
        "tanggal": clock.today(),
        "petugas_desa_id": stage.of(tables.OPERATOR_DESA, village).user_id,
        "petugas_tim_id": surveyor.user_id,
        "catatan": "Rumah berada di ujung gang, kepala keluarga ditemui.",
    }
    visits.write(case.pk, surveyor, UUID(int=case.kunci.int + 9_000), values, seen_versi=0)
    picture = _picture(f"rumah-{case.pk}.png", case.pk)
    services.attach(case.pk, surveyor, Berkas.Jenis.FOTO_RUMAH, foto.Kiriman(picture))


def _surveyor(stage: Panggung, village: Unit) -> Access:
    """The second village has the second one."""
    if stage.second is not None and village == stage.villages[1]:
        return stage.second
    return stage.of(tables.SURVEYOR, village)


def _answers(random: Random, skema: Skema, *, poor: bool) -> dict[str, str]:
    """Answers around 1,6 for a poor family, around 3 for another."""
    low, high = (1, 2) if poor else (2, 4)
    return {one.kode: str(random.randint(low, high)) for one in skema.dihitung}


def _values(stage: Panggung, number: int, day: date) -> dict[str, Any]:
    random = stage.random
    born = date(random.randint(1948, 2004), random.randint(1, 12), random.randint(1, 28))
    return {
        "nama": stage.orang.nama(),
        "nik": stage.orang.nik(),
        "kk": f"9999010{random.randint(0, 10**9 - 1):09d}",
        "tanggal_lahir": born,
        "ibu": stage.orang.nama(),
        "hubungan": random.choice(["kepala", "pasangan", "anak", "orang_tua"]),
        "alamat": f"Dusun Krajan RT {1 + number % 4:02d} RW {1 + number % 3:02d}",
        "telepon": "" if number % 3 else f"0899990{number:05d}",
        "keperluan": random.choice(["rawat_inap", "rawat_jalan", "persalinan"]),
        "faskes": random.choice(["RSUD Rekaan", "Puskesmas Rekaan", "RS Mitra Rekaan"]),
        "rujukan_nomor": f"RJ-{number:03d}/X/2022",
        "rujukan_tanggal": day,
        "kepesertaan": random.choice(["bukan", "bukan", "tidak_aktif"]),
        "kepesertaan_sumber": "Aplikasi JKN (rekaan)",
        "kepesertaan_tanggal": day,
        "register": random.choice(["dtks", "dtks", "tidak"]),
        "register_tanggal": day,
    }


def days_ago(number: int) -> date:
    """A working day before the demo's day, not before its rules."""
    day = TODAY
    while number > 0:
        day -= timedelta(days=1)
        if clock.is_working_day(day):
            number -= 1
    return max(day, FIRST_DAY)


def _picture(name: str, tone: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, gambar(tone), content_type="image/png")


def gambar(tone: int) -> bytes:
    """A small grey picture: a paper that nobody has to read."""
    size, shade = 8, 120 + tone % 100
    rows = b"".join(b"\0" + bytes([shade, (shade + n) % 256, 160] * size) for n in range(size))

    def chunk(kind: bytes, body: bytes) -> bytes:
        mark = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + mark

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    body += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return body
