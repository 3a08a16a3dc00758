"""From an application to a member, from the counter to a letter: what the services refuse, twice
and at once, and who never meets in one person."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_access, make_membership, make_user, sign_in
from tests.factories.jamkesda import (
    bare_file,
    bare_surat,
    make_desa,
    make_perjanjian,
    make_peserta,
    make_ppk,
    make_warga,
)
from tests.factories.wilayah import make_kabupaten, make_unit
from upaya.akun import giving
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.izin import IzinCore
from upaya.core.models import AuditEntry
from upaya.core.scope import Scope
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.models import MasaPeserta, Mutasi, Perjanjian, Peserta, Ppk, SuratJaminan
from upaya.jamkesda.peserta import mutasi, services
from upaya.jamkesda.peserta.models import Pendaftaran
from upaya.jamkesda.peserta.road import ROAD as PENDAFTARAN
from upaya.jamkesda.surat import services as surat
from upaya.jamkesda.surat.queries import cek
from upaya.jamkesda.surat.road import ROAD as SURAT
from upaya.rules.jamkesda import peran
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.roles import Reach, Role
from upaya.warga.models import Warga

DAY = date(2022, 11, 3)
pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


def at_upt(role: Role) -> Access:
    dinas = make_unit("dinas", make_kabupaten("64.09"), nama="Dinas Kesehatan")
    return make_access(role, make_unit("upt", below=dinas, nama="UPT Jamkesda"))


def values(**more: object) -> dict[str, Any]:
    given: dict[str, Any] = {
        "nama": "Rahmat Rekaan", "nik": "9999010101800001", "kk": "9999010101220001",
        "tanggal_lahir": date(1980, 1, 1), "jenis_kelamin": "L", "hubungan": "kepala", "ibu": "",
        "desa": make_desa(), "alamat": "RT 01", "telepon": "", "kategori": "umum",
        "sumber": "permohonan", "nomor_sumber": "", "mulai": DAY,
    }  # fmt: skip
    return given | more


def letter(**more: object) -> dict[str, Any]:
    given: dict[str, Any] = {
        "layanan": "rjtp", "kelas": "", "gawat_darurat": False, "rujukan": None,
        "diagnosis": "A09", "mulai": DAY, "sampai": DAY + timedelta(days=6), "batas": 1_000_000,
    }  # fmt: skip
    return given | more


def clerk(ppk: Ppk) -> Access:
    make_perjanjian(ppk)
    return make_access(peran.PENDAFTARAN, ppk.unit)


def walk(case: Pendaftaran, *steps: tuple[str, Access]) -> Pendaftaran:
    for move, access in steps:
        PENDAFTARAN.execute(case.pk, move, access, reason="Sesuai dengan berkasnya.")
    case.refresh_from_db()
    return case


# ------------------------------------------------------------------ members
def test_an_application_becomes_one_member_by_three_people_and_a_second_one_is_refused() -> None:
    admin, officer, head = map(at_upt, (peran.ADMIN_UPT, peran.KEPESERTAAN, peran.KEPALA_UPT))
    kunci = uuid4()
    case = services.daftarkan(admin, kunci, values())
    assert services.daftarkan(admin, kunci, values()).pk == case.pk
    with pytest.raises(ValidationError, match="masih diproses"):
        services.daftarkan(admin, uuid4(), values())
    walk(case, ("ajukan", admin), ("verifikasi", officer), ("aktifkan", head))
    member = Peserta.objects.get()
    assert (member.warga, member.warga.nik) == (case.warga, "9999010101800001")
    assert [(one.mulai, one.sampai) for one in member.masa.all()] == [(DAY, None)]
    assert member.mutasi.get().jenis == Mutasi.Jenis.MASUK
    again = services.daftarkan(admin, uuid4(), values())
    with pytest.raises(MoveRefusedError, match=f"sudah peserta dengan kartu {member.kartu}"):
        PENDAFTARAN.execute(again.pk, "ajukan", admin)
    assert Warga.objects.count() == 1


def test_a_look_alike_waits_for_a_word_and_whoever_filed_never_verifies() -> None:
    admin, officer = map(at_upt, (peran.ADMIN_UPT, peran.KEPESERTAAN))
    there = make_warga(make_desa(), "H. Rahmat Rekaan", nik="9999010101800999")
    case = services.daftarkan(admin, uuid4(), values())
    walk(case, ("ajukan", admin))
    with pytest.raises(MoveRefusedError, match="mirip"):
        PENDAFTARAN.execute(case.pk, "verifikasi", officer)
    with pytest.raises(ValidationError):
        services.kenali(case.pk, officer, there.pk + 1, "Orang yang sama.")
    services.kenali(case.pk, officer, None, "Dua orang, NIK dan alamatnya berbeda.")
    own = dataclasses.replace(officer, user_id=admin.user_id)
    with pytest.raises(MoveRefusedError, match="orang lain"):
        PENDAFTARAN.execute(case.pk, "verifikasi", own)
    walk(case, ("verifikasi", officer))


def test_what_ends_a_membership_closes_it_once_and_the_counter_sees_it() -> None:
    officer, member = at_upt(peran.KEPESERTAAN), make_peserta()
    found = cek("64.09", None, member.warga.nik)
    assert found is not None
    assert found.aktif
    said = {"jenis": "pbi", "tanggal": DAY - timedelta(days=1), "kategori": "", "dokumen": "S/1"}
    said["alasan"] = "Menjadi peserta PBI-JKN."
    made = mutasi.catat(member.pk, officer, said)
    assert mutasi.catat(member.pk, officer, said).pk == made.pk
    with pytest.raises(ValidationError, match="sudah berakhir"):
        mutasi.catat(member.pk, officer, said | {"dokumen": "S/2"})
    found = cek("64.09", None, member.kartu.lower())
    assert found is not None
    assert not found.aktif
    assert cek("35.10", None, member.kartu) is None


def test_one_term_stays_open_and_a_person_stands_once_in_the_register() -> None:
    member = make_peserta()
    with pytest.raises(IntegrityError), transaction.atomic():
        MasaPeserta.objects.create(peserta=member, mulai=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_warga(member.warga.desa, nik=member.warga.nik)
    make_warga(member.warga.desa, nik=member.warga.nik, gabung_ke=member.warga)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_warga(member.warga.desa, nik="")


# ------------------------------------------------------------------ letters
def test_a_letter_gets_its_number_and_its_limit_and_one_of_an_episode_is_open() -> None:
    here, there, member = make_ppk(), make_ppk(nama="RS Mitra Rekaan"), make_peserta()
    own, kunci = clerk(here), uuid4()
    made = surat.buat(own, kunci, member, letter())
    assert surat.buat(own, kunci, member, letter()).pk == made.pk
    with pytest.raises(ValidationError, match="satu perawatan satu surat"):
        surat.buat(own, uuid4(), member, letter())
    SURAT.execute(made.pk, "terbitkan", own)
    made.refresh_from_db()
    assert made.nomor
    assert made.dokumen is not None
    assert Batas.objects.get(kunci=made.kode).batas == 1_000_000
    SURAT.execute(made.pk, "selesaikan", own)
    surat.buat(own, uuid4(), member, letter())
    scope = Scope(Reach.UNIT, "64.09", there.pk, 0)
    assert not SuratJaminan.objects.for_scope(scope).exists()
    assert cek("64.09", there.pk, member.kartu).surat == ()  # type: ignore[union-attr] # a member


def test_what_needs_approval_waits_for_the_upt_and_needs_a_referral() -> None:
    puskesmas = make_ppk(nama="RS Perujuk Rekaan")
    ppk, member, head = make_ppk(), make_peserta(), at_upt(peran.KEPALA_UPT)
    own = clerk(ppk)
    stay = letter(layanan="ritl", kelas="3", diagnosis="J18")
    made = surat.buat(own, uuid4(), member, stay)
    for move, why in (("terbitkan", "disetujui UPT"), ("ajukan", "memerlukan rujukan")):
        with pytest.raises(MoveRefusedError, match=why):
            SURAT.execute(made.pk, move, own)
    SURAT.execute(made.pk, "batalkan", own, reason="Rujukannya belum ada.")
    said = {"ke": ppk, "nomor": "RJ/1", "tanggal": DAY, "diagnosis": "J18",
            "alasan": "Perlu perawatan spesialis.", "lanjutan_dari": None}  # fmt: skip
    referral = surat.rujuk(clerk(puskesmas), uuid4(), member, said)
    made = surat.buat(own, uuid4(), member, stay | {"rujukan": referral})
    SURAT.execute(made.pk, "ajukan", own)
    SURAT.execute(made.pk, "setujui", head)
    made.refresh_from_db()
    assert made.status == "terbit"


def test_an_emergency_comes_first_and_its_papers_within_working_days() -> None:
    made = surat.buat(
        clerk(make_ppk()), uuid4(), make_peserta(),
        letter(layanan="ritl", kelas="3", gawat_darurat=True),
    )  # fmt: skip
    assert made.susulan_sampai == date(2022, 11, 8)
    with pytest.raises(IntegrityError), transaction.atomic():
        bare_surat(make_ppk(), make_peserta(), susulan_sampai=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        bare_surat(make_ppk(), make_peserta(), gawat_darurat=True)


@pytest.mark.parametrize("status", ["ditangguhkan", "berakhir", "berlaku"])
def test_a_ppk_without_an_agreement_in_force_makes_no_letter(status: str) -> None:
    ppk, member = make_ppk(), make_peserta()
    own = clerk(ppk)
    Perjanjian.objects.filter(ppk=ppk).exclude(status=status).update(status=status)
    # One that stands has run out by 2025.
    days = {"mulai": date(2025, 1, 2), "sampai": date(2025, 1, 3)} if status == "berlaku" else {}
    with pytest.raises(ValidationError, match="tidak dapat membuat surat"):
        surat.buat(own, uuid4(), member, letter(**days))


def test_a_member_who_is_not_covered_on_every_day_gets_no_letter() -> None:
    member = make_peserta(mulai=DAY + timedelta(days=2))
    own = clerk(make_ppk())
    made = surat.buat(own, uuid4(), member, letter())
    with pytest.raises(MoveRefusedError, match="tidak aktif pada 3 November 2022"):
        SURAT.execute(made.pk, "terbitkan", own)


# ------------------------------------------------------------------ people
@pytest.mark.parametrize(
    "other", [peran.BENDAHARA, *peran.ORANG_PPK], ids=lambda role: str(role.name)
)
def test_a_verifier_is_never_claimant_or_payer_in_whatever_unit(other: Role) -> None:
    district = make_kabupaten("64.09")
    dinas = make_unit("dinas", district, nama="Dinas Kesehatan")
    upt = make_unit("upt", below=dinas, nama="UPT Jamkesda")
    place = upt if other is peran.BENDAHARA else make_ppk().unit
    admin, person = make_access(ADMIN_DINAS, dinas), make_user()
    giving.grant(admin, person, giving.Term(other, place, "SK/1", DAY, DAY))
    both = giving.Term(peran.VERIFIKATOR, upt, "SK/2", DAY)
    with pytest.raises(ValidationError, match="harus dua orang"):
        giving.grant(admin, person, both)
    later = giving.Term(peran.VERIFIKATOR, upt, "SK/2", DAY + timedelta(days=1))
    assert giving.grant(admin, person, later).role == "verifikator_klaim"


def test_a_paper_is_taken_with_a_trace_and_a_damaged_one_is_not_there(client: Client) -> None:
    ppk = make_ppk()
    held = make_membership(peran.PENDAFTARAN, ppk.unit)
    kept = bare_file(ppk.unit, held.user, "resume.png")
    paper = bare_surat(ppk, make_peserta()).berkas.create(
        nama="Resume", stored=kept, diunggah_oleh=held.user, diunggah_pada=clock.now()
    )
    sign_in(client, held)
    address = reverse("jamkesda:unduh_berkas", args=[paper.pk])
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert AuditEntry.objects.filter(action=IzinCore.BERKAS_UNDUH).count() == 1
    default_storage.delete(kept.path)
    assert client.get(address).status_code == 404
