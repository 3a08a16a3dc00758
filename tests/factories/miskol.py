"""Builders of poverty letters: a kecamatan with villages, its people, a scheme, requests."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.akun import make_user, person
from tests.factories.core import jpg_bytes
from tests.factories.numbers import next_number
from tests.factories.wilayah import make_kabupaten, make_unit
from upaya.akun.models import User
from upaya.alur import findings
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.documents import naskah
from upaya.core.foto import Kiriman
from upaya.core.models import Dokumen, NaskahDokumen, StoredFile, WorkflowLog
from upaya.rules.roles import Role
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.contoh import contoh
from upaya.rules.supermiskol.skema import to_dict
from upaya.supermiskol.kunjungan import services as visits
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.permohonan import services
from upaya.supermiskol.permohonan.models import Bagian, Permohonan
from upaya.supermiskol.permohonan.road import ROAD
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.surat.models import Putusan, SuratMiskin
from upaya.supermiskol.surat.papers import letter as paper
from upaya.wilayah.models import Kabupaten, Unit

SKEMA = contoh()["contoh-banyuwangi"].versi[-1].skema
REASON = "Hasil tinjau lapang dan rekomendasi sesuai."
MOVES: dict[str, tuple[str, ...]] = {
    road.PERMOHONAN: (),
    road.MENUNGGU: ("tunggu",),
    road.DIPERIKSA: ("periksa",),
    road.DIAJUKAN: ("periksa", "ajukan"),
    road.DIKEMBALIKAN: ("periksa", "ajukan", "kembalikan_dinkes"),
    road.DIKONFIRMASI: ("periksa", "ajukan", "konfirmasi"),
    road.DITINJAU: ("periksa", "ajukan", "konfirmasi", "tinjau"),
    road.TINJAU_ULANG: ("periksa", "ajukan", "konfirmasi", "tinjau", "kembalikan_kecamatan"),
    road.DIREKOMENDASI: ("periksa", "ajukan", "konfirmasi", "tinjau", "rekomendasi"),
    road.BATAL: ("batalkan",),
}
MOVES[road.DISERAHKAN] = (*MOVES[road.DIREKOMENDASI], "serahkan")
MOVES[road.DIVERIFIKASI] = (*MOVES[road.DISERAHKAN], "verifikasi")
MOVES[road.DISETUJUI] = (*MOVES[road.DIVERIFIKASI], "setujui")
MOVES[road.DITOLAK] = (*MOVES[road.DIVERIFIKASI], "tolak")
MOVES[road.DICABUT] = (*MOVES[road.DISETUJUI], "cabut")
ACTORS: dict[str, Role] = {
    "konfirmasi": road.PETUGAS_DINKES,
    "kembalikan_dinkes": road.PETUGAS_DINKES,
    "tinjau": road.SURVEYOR,
    "rekomendasi": road.VERIFIKATOR_KECAMATAN,
    "kembalikan_kecamatan": road.VERIFIKATOR_KECAMATAN,
    "verifikasi": road.PETUGAS_DINSOS,
    "kembalikan_dinsos": road.PETUGAS_DINSOS,
    "kembalikan_putusan": road.PENANDATANGAN,
    "setujui": road.PENANDATANGAN,
    "tolak": road.PENANDATANGAN,
    "cabut": road.PENANDATANGAN,
}


class Team:
    """The people of one village and above it, each in one role."""

    def __init__(self, village: Unit) -> None:
        self.village = village
        assert village.kabupaten is not None
        assert village.induk is not None
        places = {
            "desa": village,
            "kecamatan": village.induk,
            "dinas": make_unit("dinas", village.kabupaten, nama=f"Dinkes {village.kabupaten.nama}"),
            "dinas_sosial": make_unit(
                "dinas_sosial", village.kabupaten, nama=f"Dinsos {village.kabupaten.nama}"
            ),
        }
        self.members = {role: person(role, places[role.units[0]]) for role in road.PERAN}

    def of(self, role: Role) -> Access:
        return self.members[role].access()


def make_village(
    nama: str = "Kampunganyar", kecamatan: str = "Glagah", kabupaten: Kabupaten | None = None
) -> Unit:
    above = make_unit("kecamatan", kabupaten or make_kabupaten("35.10"), nama=kecamatan)
    return make_unit("desa", below=above, nama=nama)


def make_skema(kabupaten: Kabupaten) -> SkemaKabupaten:
    """The sample, approved by the people of the district."""
    members = Team(make_village(kabupaten=kabupaten)).members
    one, two = (members[role].user for role in (road.PETUGAS_DINSOS, road.PENANDATANGAN))
    return bare_skema(kabupaten, one, two)


def values(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a request
    number = next_number()
    return {
        "nama": f"Warga {_spelled(number)}",
        "nik": f"999901{1 + number % 28:02d}0180{number % 10_000:04d}",
        "kk": f"9999019999{number:06d}",
        "tanggal_lahir": date(1980, 1, 1 + number % 28),
        "hubungan": "kepala",
        "alamat": "Dusun Krajan RT 01 RW 02",
        "keperluan": "rawat_inap",
        "faskes": "RSUD Rekaan",
        "rujukan_nomor": f"RJ-{number}",
        "kepesertaan": "bukan",
        "kepesertaan_sumber": "Aplikasi JKN",
        "kepesertaan_tanggal": date(2022, 11, 1),
        "register": "dtks",
    } | more


def _spelled(number: int) -> str:
    """A name of its own for each number: names are compared by their letters."""
    return "".join("BCDFGHKLMN"[int(digit)] + "aiueo"[int(digit) % 5] for digit in str(number))


def make_request(
    village: Unit | None = None,
    status: str = road.PERMOHONAN,
    *,
    score: str = "1",
    **more: Any,  # noqa: ANN401 - fields of a request
) -> Permohonan:
    """A request that went its way to `status` by the services; `score` answers every indicator."""
    village = village or make_village()
    team = Team(village)
    assert village.kabupaten is not None
    make_skema(village.kabupaten)
    made = services.file(team.of(road.OPERATOR_DESA), uuid4(), values(**more))
    if status != road.PERMOHONAN:
        attach_all(made, team)
    for move in MOVES[status]:
        step(made, team, move, score=score)
    made.refresh_from_db()
    return made


def attach_all(case: Permohonan, team: Team) -> None:
    for kind in ("ktp", "kk", "surat_desa", "rujukan"):
        services.attach(case.pk, team.of(road.OPERATOR_DESA), kind, Kiriman(picture(f"{kind}.png")))


def step(
    case: Permohonan, team: Team, move: str, *, score: str = "1", reason: str = REASON
) -> None:
    """One move by whoever it belongs to, with what it needs."""
    actor = team.of(ACTORS.get(move, road.OPERATOR_DESA))
    if move == "tinjau":
        visit(case, team, score=score)
    if move in {"kembalikan_dinkes", "kembalikan_dinsos"}:
        findings.add(Permohonan, case.pk, actor, Bagian.BERKAS, "Rujukan tidak terbaca.")
    if move == "kembalikan_kecamatan":
        findings.add(
            Permohonan, case.pk, actor, Bagian.KUNJUNGAN, "Air minum belum cocok.", ("air", "Air")
        )
    context = {"alasan_melawan": "Baru saja kehilangan mata pencaharian karena kebakaran."}
    ROAD.execute(case.pk, move, actor, reason=reason, context=context)


def answers(score: str = "1", **more: str) -> dict[str, str]:
    return {one.kode: score for one in SKEMA.dihitung} | more


def visit(
    case: Permohonan, team: Team, *, score: str = "1", given: Mapping[str, str] | None = None
) -> Kunjungan:
    """The visit of this round, whole."""
    made = visits.write(
        case.pk,
        team.of(road.SURVEYOR),
        uuid4(),
        {
            "jawaban": dict(given if given is not None else answers(score)),
            "tanggal": clock.today(),
            "petugas_desa_id": team.members[road.OPERATOR_DESA].user_id,
            "petugas_tim_id": team.members[road.SURVEYOR].user_id,
            "catatan": f"Putaran {case.round}.",
        },
        seen_versi=0,
    )
    assert made is not None
    return made


def picture(name: str = "foto.png", shade: int | None = None) -> SimpleUploadedFile:
    """A small PNG, another one each time unless `shade` is given."""
    number = next_number() if shade is None else shade
    rows = b"".join(b"\0" + struct.pack(">I", number)[1:] * 2 for _ in range(2))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    out = io.BytesIO(b"")
    out.write(b"\x89PNG\r\n\x1a\n")
    out.write(chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)))
    out.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


# ------------------------------------------------------------------ straight in the tables
def bare_request(unit: Unit, status: str, mark: str, user: User) -> Permohonan:
    """A request straight in the tables, with all that its status stands on: what a walk looks at.

    `unit` may be any: a walk asks who sees it.
    """
    found = Permohonan.objects.filter(desa=unit, status=status, nama__startswith=mark).first()
    if isinstance(found, Permohonan):
        return found
    round_ = 2 if status in {road.DIKEMBALIKAN, road.TINJAU_ULANG} else 1
    made = Permohonan.objects.create(
        **values(nama=f"{mark} {_spelled(next_number())}"),
        kabupaten_id=unit.kabupaten_id or "",
        desa=unit,
        kunci=uuid4(),
        status=status,
        status_since=clock.now(),
        masuk_pada=clock.now(),
        round=round_,
        dibuat_oleh=user,
        dibuat_pada=clock.now(),
    )
    assert isinstance(made, Permohonan)
    others = [make_user() for _ in range(3)]
    _bare_moves(made, status, others)
    made.pengisi.create(user=others[0], round=1)
    for kind in ("ktp", "kk", "surat_desa", "rujukan", "foto_rumah"):
        made.berkas.create(
            jenis=kind,
            stored=_bare_file(made, mark, user),
            diunggah_oleh=user,
            diunggah_pada=clock.now(),
        )
    part = Bagian.KUNJUNGAN if status in road.KUNJUNG else Bagian.BERKAS
    if round_ == 2:
        made.bagian_terbuka = [part]
        made.save()
        _bare_finding(made, part, mark, others[1])
    if road.DITINJAU in _states(status) or status == road.TINJAU_ULANG:
        bare_visit(made, others)
    if status in {road.DISETUJUI, road.DITOLAK, road.DICABUT}:
        bare_decision(made, others[2])
    return made


def _states(status: str) -> list[str]:
    return [road.MISKOL.moves[name].target for name in MOVES[status]]


def _bare_moves(case: Permohonan, status: str, people: list[User]) -> None:
    here = road.PERMOHONAN
    for name in MOVES[status]:
        target = road.MISKOL.moves[name].target
        WorkflowLog.objects.create(
            workflow="miskol", subject_id=case.pk, kabupaten_id=case.kabupaten_id,
            unit_id=case.desa_id, move=name, source=here, target=target, actor=people[1],
            role=road.MISKOL.moves[name].roles[0].name, reason=REASON, round=1, at=clock.now(),
        )  # fmt: skip
        here = target


def _bare_file(case: Permohonan, mark: str, user: User) -> StoredFile:
    body, small = picture().read(), jpg_bytes()
    path = default_storage.save(f"zz/{uuid4().hex}", ContentFile(body))
    default_storage.save(f"{path}-kecil", ContentFile(small))
    made = StoredFile.objects.create(
        kabupaten_id=case.kabupaten_id, unit_id=case.desa_id, name=f"{mark}.png", kind="png",
        size=len(body), sha256=hashlib.sha256(body).hexdigest(), path=path, uploaded_by=user,
        uploaded_at=clock.now(), khusus="miskol.lihat", kecil=hashlib.sha256(small).hexdigest(),
    )  # fmt: skip
    assert isinstance(made, StoredFile)
    return made


def _bare_finding(case: Permohonan, part: str, mark: str, user: User) -> None:
    case.temuan.create(
        bagian=part, round=1, uraian=f"{mark} temuan", dicatat_oleh=user,
        dicatat_pada=clock.now(),
    )  # fmt: skip


def bare_visit(case: Permohonan, people: list[User]) -> Kunjungan:
    made = Kunjungan.objects.create(
        permohonan=case,
        uuid=uuid4(),
        nomor=1,
        putaran=1,
        skema=bare_skema(case.kabupaten, people[0], people[1]),
        jawaban=answers("1"),
        tanggal=clock.today(),
        petugas_desa=people[0],
        petugas_tim=people[1],
        ditulis_oleh=people[0],
        ditulis_pada=clock.now(),
    )
    assert isinstance(made, Kunjungan)
    return made


def bare_skema(kabupaten: Kabupaten, one: User, two: User) -> SkemaKabupaten:
    """The sample in force in a district, drafted by one and decided by two; once for each."""
    found = SkemaKabupaten.objects.filter(
        kabupaten=kabupaten, status="disetujui", sampai=None
    ).first()
    if isinstance(found, SkemaKabupaten):
        return found
    made = SkemaKabupaten.objects.create(
        kabupaten=kabupaten, nomor=1, isi=to_dict(SKEMA) | {"versi": "1"}, dasar="CONTOH",
        status="disetujui", mulai=date(2022, 8, 1), disusun_oleh=one, disusun_pada=clock.now(),
        diputus_oleh=two, diputus_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, SkemaKabupaten)
    return made


def bare_decision(case: Permohonan, user: User) -> None:
    """A decision, and its letter where it was one."""
    agreed = case.status != road.DITOLAK
    Putusan.objects.create(
        permohonan=case, kunjungan=case.kunjungan.get(), setuju=agreed, skor="1", layak=True,
        melawan=not agreed, alasan=REASON, alasan_melawan="" if agreed else REASON,
        jawaban=answers("1"), sidik="0" * 64, diputus_oleh=user, diputus_pada=clock.now(),
    )  # fmt: skip
    if not agreed:
        return
    number = next_number()
    issued = Dokumen.objects.create(
        kabupaten_id=case.kabupaten_id, unit_id=case.desa_id, unit_nama="Dinas Sosial",
        subject_type=case._meta.label_lower, subject_id=str(case.pk), jenis="surat_miskin",
        versi=1, judul="Surat", nomor=f"{number}/SM", tahun=clock.today().year,
        urut=90_000 + number,
        tanggal=clock.today(), sidik="0" * 64, kode=uuid4().hex[:16], terbit_oleh=user,
        terbit_pada=clock.now(),
    )  # fmt: skip
    letter = SuratMiskin(
        kabupaten=case.kabupaten, permohonan=case, penerbit=case.desa, dokumen=issued,
        kode=uuid4().hex[:16], nomor=issued.nomor, inisial="W. R.", terbit=clock.today(),
        berlaku_sampai=clock.today() + timedelta(days=90), penandatangan=user,
    )  # fmt: skip
    if case.status == road.DICABUT:
        letter.dicabut_tanggal, letter.dicabut_oleh = clock.today(), user
    isi = paper(case, case.desa, (user.name, "", ""), letter)
    NaskahDokumen.objects.create(
        kabupaten_id=case.kabupaten_id, unit_id=case.desa_id, dokumen=issued, isi=naskah.write(isi)
    )
    letter.save()
