"""A Supermiskol letter opens the door of Jamkesda: one person, told when the letter is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import make_warga
from tests.factories.miskol import Team, make_request, make_village
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_peserta_surat import DAY, at_upt, walk
from upaya.akun.models import Membership
from upaya.alur.road import MoveRefusedError
from upaya.jamkesda.models import Mutasi, Peserta
from upaya.jamkesda.peserta import dasar, mutasi, services
from upaya.jamkesda.peserta.models import Pendaftaran
from upaya.jamkesda.peserta.road import ROAD
from upaya.jamkesda.surat.queries import cek
from upaya.rules.jamkesda import peran
from upaya.rules.roles import Role
from upaya.rules.supermiskol import road as miskol
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.road import ROAD as MISKOL
from upaya.supermiskol.surat import services as letters
from upaya.supermiskol.surat.models import SuratMiskin
from upaya.warga.models import Warga

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


@pytest.fixture
def holder() -> Permohonan:
    """Whoever got a letter in Penajam today."""
    village = make_village("Gunung Seteleng", "Penajam", make_kabupaten("64.09"))
    return make_request(village, miskol.DISETUJUI, nik="9999014404800007", ibu="Ibu Rekaan")


def application(case: Permohonan, nomor: str = "") -> Pendaftaran:
    nomor = nomor or SuratMiskin.objects.get().nomor
    said = dasar.isi_dari("64.09", nomor, case.tanggal_lahir, "")
    return services.daftarkan(at_upt(peran.ADMIN_UPT), uuid4(), said)


def made_member(case: Permohonan, **more: str) -> Peserta:
    who = map(at_upt, (peran.ADMIN_UPT, peran.KEPESERTAAN, peran.KEPALA_UPT))
    steps = zip(("ajukan", "verifikasi", "aktifkan"), who, strict=True)
    walk(application(case, **more), *steps)
    return Peserta.objects.get()


def withdraw(case: Permohonan) -> None:
    signer = Team(case.desa).of(miskol.PENANDATANGAN)
    MISKOL.execute(case.pk, "cabut", signer, reason="Sudah menjadi peserta PBI-JKN.")


def test_a_letter_fills_the_draft_and_its_holder_stands_once_in_the_register(
    holder: Permohonan, client: Client
) -> None:
    there = make_warga(holder.desa, holder.nama, nik=holder.nik, tanggal_lahir=holder.tanggal_lahir)
    upt = at_upt(peran.ADMIN_UPT)
    sign_in(client, Membership.objects.select_related("unit").get(pk=upt.membership_id))
    number = SuratMiskin.objects.get().nomor
    sent = {"kunci": str(uuid4()), "nomor": number, "tanggal_lahir": "2 Januari 1970"}
    address = reverse("pendaftaran:dari_surat")
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "Tidak ada surat Supermiskol dengan nomor dan tanggal lahir ini" in page.content.decode()
    assert number in page.content.decode()
    sent["tanggal_lahir"] = f"{holder.tanggal_lahir:%d-%m-%Y}"
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302
    case = Pendaftaran.objects.get()
    assert (case.nama, case.nik, case.kk, case.jenis_kelamin) == (
        holder.nama, holder.nik, holder.kk, "P",
    )  # fmt: skip
    assert (case.sumber, case.nomor_sumber) == ("surat_miskin", number)
    page = client.post(address, sent | {"kunci": str(uuid4())})
    assert "sudah didaftarkan" in page.content.decode()
    who = ((move, at_upt(role)) for move, role in (
        ("ajukan", peran.ADMIN_UPT), ("verifikasi", peran.KEPESERTAAN),
        ("aktifkan", peran.KEPALA_UPT)))  # fmt: skip
    walk(case, *who)
    assert (Peserta.objects.get().warga, Warga.objects.count()) == (there, 1)


def test_a_letter_of_another_or_without_a_number_here_is_refused_at_its_field(
    holder: Permohonan,
) -> None:
    admin, number = at_upt(peran.ADMIN_UPT), SuratMiskin.objects.get().nomor
    said = dasar.isi_dari("64.09", number, holder.tanggal_lahir, "")
    for change, why in (
        ({"nik": "9999014404800008"}, "atas nama orang lain"),
        ({"nik": "", "nama": "Orang Lain", "ibu": "Ibu"}, "atas nama orang lain"),
        ({"nomor_sumber": f"{number}0"}, "tidak terbit dalam Supermiskol"),
    ):
        with pytest.raises(ValidationError, match=why):
            services.daftarkan(admin, uuid4(), said | change)
    # Where no letter was ever issued here the paper is compared by a person.
    assert dasar.kode_dasar("63.01", said | {"nomor_sumber": "460/1"}) == ""
    assert not Pendaftaran.objects.exists()


def test_a_letter_that_ends_on_the_way_stops_the_application(holder: Permohonan) -> None:
    case = application(holder)
    walk(case, ("ajukan", at_upt(peran.ADMIN_UPT)))
    withdraw(holder)
    with pytest.raises(MoveRefusedError, match="dicabut 3 November 2022"):
        ROAD.execute(case.pk, "verifikasi", at_upt(peran.KEPESERTAAN))


def test_the_officer_is_told_until_it_is_said_what_follows(
    holder: Permohonan,
    settings: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    letter = SuratMiskin.objects.get()
    first = letter.nomor
    letters.extend(holder.pk, Team(holder.desa).of(miskol.PENANDATANGAN))
    letter.refresh_from_db()
    assert letter.nomor != first
    # The paper in hand is the one before the extension: it is the same letter.
    member, officer = made_member(holder, nomor=first), at_upt(peran.KEPESERTAAN)
    assert (list(dasar.tasks(officer)), dasar.peringatan(member)) == ([], "")
    stays = {"jenis": "tetap", "tanggal": DAY, "kategori": "", "dokumen": "BA/1",
             "alasan": "Keluarganya masih miskin menurut kunjungan."}  # fmt: skip
    with pytest.raises(ValidationError, match="masih berlaku"):
        mutasi.catat(member.pk, officer, stays)
    settings.BUSINESS_DATE = letter.berlaku_sampai + timedelta(days=1)
    assert [one.konteks for one in dasar.tasks(officer)] == [
        f"{member.warga.nama}, kartu {member.kartu}"
    ]
    found = cek("64.09", None, member.kartu)
    assert found is not None
    assert "hanya berlaku sampai" in found.peringatan
    assert found.aktif
    assert not list(dasar.tasks(at_upt(peran.ADMIN_UPT)))
    made = mutasi.catat(member.pk, officer, stays)
    member.refresh_from_db()
    assert (made.jenis, list(dasar.tasks(officer))) == (Mutasi.Jenis.TETAP, [])
    assert dasar.peringatan(member) == ""


@pytest.mark.parametrize(
    ("role", "said", "leads"),
    [
        (peran.KEPESERTAAN, "datang dari admin UPT dan loket PPK", "/jamkesda/peserta/"),
        (peran.ADMIN_UPT, "Pendaftaran dimulai di sini", "/jamkesda/pendaftaran/baru/"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_an_empty_list_of_applications_says_what_to_do(
    client: Client, role: Role, said: str, leads: str
) -> None:
    sign_in(client, make_membership(role, make_unit("upt", nama="UPT Jamkesda")))
    page = client.get(reverse("pendaftaran:daftar")).content.decode()
    assert said in page
    assert f'href="{leads}"' in page
