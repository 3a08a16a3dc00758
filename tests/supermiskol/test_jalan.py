"""The eight steps end to end over HTTP, each by its own person; ways back; the letter."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.akun import make_membership
from tests.factories.miskol import (
    Team,
    answers,
    attach_all,
    make_request,
    make_skema,
    make_village,
    picture,
    step,
    values,
    visit,
)
from tests.supermiskol.people import Person
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.models import AuditEntry, Dokumen, StoredFile
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.permohonan.road import ROAD
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def form(**more: object) -> dict[str, object]:
    given = {name: value for name, value in values().items() if value is not None}
    return given | {"kunci": uuid4(), "versi": 0} | more


def test_from_the_village_office_to_the_letter() -> None:
    village = make_village()
    team = Team(village)
    assert village.kabupaten is not None
    make_skema(village.kabupaten)
    operator = Person(team.members[road.OPERATOR_DESA])
    # 1 and 3: the applicant comes, is entered; the same form twice is one request.
    assert operator.post("/miskol/baru/", **form(nik="123")).status_code == 422
    sent = form(nama="Siti Maryam")
    for _ in range(2):
        assert operator.post("/miskol/baru/", **sent).status_code == 302
    case = Permohonan.objects.get()
    at = f"/miskol/{case.pk}/"
    # 2: nothing is complete without its papers.
    assert "belum diunggah" in operator.page(f"{at}alur/periksa/")
    for kind in ("ktp", "kk", "surat_desa", "rujukan"):
        made = operator.post(f"{at}berkas/", jenis=kind, berkas=picture(f"{kind}.png"))
        assert made.status_code == 302
    operator.step(case, "periksa")
    operator.step(case, "ajukan")
    # 4: Dinas Kesehatan; whoever filed cannot confirm, and has no such page.
    assert operator.step(case, "konfirmasi").status_code == 403
    Person(team.members[road.PETUGAS_DINKES]).step(case, "konfirmasi")
    # 5: two names at the house.
    surveyor = Person(team.members[road.SURVEYOR])
    page = surveyor.page(f"{at}kunjungan/")
    uuid = re.search(r'name="uuid" value="([^"]+)"', page)
    assert uuid is not None
    seen = {f"i-{kode}": option for kode, option in answers("1").items()}
    assert "Belum ada jawaban" in page
    half = dict(list(seen.items())[:5])
    assert surveyor.post(f"{at}kunjungan/", uuid=uuid[1], versi=0, **half).status_code == 302
    assert "Tersimpan 5 dari 17 jawaban" in surveyor.page(f"{at}kunjungan/")
    refused = surveyor.step(case, "tinjau")
    assert "12 indikator belum dijawab" in refused.content.decode()
    people = {
        "petugas_desa": team.members[road.OPERATOR_DESA].user_id,
        "petugas_tim": team.members[road.SURVEYOR].user_id,
        "tanggal": "2022-11-03",
    }
    surveyor.post(
        f"{at}kunjungan/", uuid=uuid[1], versi=1, foto=picture("rumah.png"), **seen, **people
    )
    surveyor.step(case, "tinjau")
    # 6: the kecamatan; 7: the village hands in everything; 8: Dinas Sosial.
    Person(team.members[road.VERIFIKATOR_KECAMATAN]).step(case, "rekomendasi")
    assert "Rekomendasi kecamatan" in operator.page(f"{at}alur/serahkan/")
    operator.step(case, "serahkan")
    Person(team.members[road.PETUGAS_DINSOS]).step(case, "verifikasi")
    signer = Person(team.members[road.PENANDATANGAN])
    assert "Skor 1 memenuhi syarat" in signer.page(f"{at}alur/setujui/")
    assert signer.step(case, "setujui", alasan="ya").status_code == 422
    signer.step(case, "setujui", alasan="Seluruh hasil lengkap dan sesuai.")
    case.refresh_from_db()
    assert case.status == road.DISETUJUI
    letter = SuratMiskin.objects.get()
    assert letter.nomor.startswith("001/SM/")
    assert (letter.terbit, letter.berlaku_sampai) == (date(2022, 11, 3), date(2023, 2, 2))
    # The village downloads it; each download is logged.
    answer = operator.client.get(f"/miskol/surat/{letter.pk}/")
    assert answer.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="miskol.surat_unduh").count() == 1
    assert team.members[road.OPERATOR_DESA].user.name in operator.page(f"{at}surat/")
    assert "Tanpa biaya" in operator.page("/miskol/")


def test_the_public_page_says_the_same_of_what_it_does_not_know(
    client: Client, django_assert_num_queries: object
) -> None:
    case = make_request(status=road.DISETUJUI, nama="H. Moch. Soekardjo")
    letter = SuratMiskin.objects.get(permohonan=case)
    counts, pages = [], []
    for kode in (letter.kode, "tidakada23456789"):
        with django_assert_num_queries(1):  # type: ignore[operator] # pytest-django's fixture
            answer = client.get(f"/surat-miskin/periksa/{kode}/")
        counts.append(answer.status_code)
        pages.append(answer.content.decode())
    assert counts == [200, 200]
    assert "Surat ini berlaku" in pages[0]
    assert "M. S." in pages[0]
    assert "Soekardjo" not in pages[0]
    assert case.nik not in pages[0]
    assert "Surat ini tidak dikenal" in pages[1]
    labels = [re.findall(r"<dt>(.*?)</dt>", page) for page in pages]
    assert labels[0] == labels[1]


@pytest.mark.parametrize(
    ("day", "said"), [(date(2023, 2, 2), "berlaku"), (date(2023, 2, 3), "kedaluwarsa")]
)
def test_a_letter_ends_after_its_last_day(
    client: Client, settings: object, day: date, said: str
) -> None:
    letter = SuratMiskin.objects.get(permohonan=make_request(status=road.DISETUJUI))
    settings.BUSINESS_DATE = day  # type: ignore[attr-defined] # Django's settings
    page = client.get(f"/surat-miskin/periksa/{letter.kode}/").content.decode()
    assert f"Surat ini {said}" in page


def test_a_withdrawn_letter_says_so_and_its_reason_stays_inside(client: Client) -> None:
    case = make_request(status=road.DISETUJUI)
    step(case, Team(case.desa), "cabut", reason="Sudah menjadi peserta PBI-JKN bulan ini.")
    letter = SuratMiskin.objects.get(permohonan=case)
    page = client.get(f"/surat-miskin/periksa/{letter.kode}/").content.decode()
    assert "Surat ini dicabut" in page
    assert "PBI-JKN" not in page


def test_a_village_sees_its_own_families_only() -> None:
    case = make_request(make_village("Kampunganyar"), nama="Rahasia Satu")
    paper = case.berkas.create(
        jenis="ktp",
        stored=StoredFile.objects.create(
            kabupaten_id="35.10", unit_id=case.desa_id, name="x.png", kind="png", size=1,
            sha256="0" * 64, path="zz/x", uploaded_by=case.dibuat_oleh, uploaded_at=clock.now(),
            khusus="miskol.lihat",
        ),
        diunggah_oleh=case.dibuat_oleh,
        diunggah_pada=clock.now(),
    )  # fmt: skip
    next_door, far = Team(make_village("Olehsari")), Team(make_village("Kelir", "Kalipuro"))
    blind = [next_door.members[road.OPERATOR_DESA], far.members[road.SURVEYOR]]
    for membership in blind:
        person = Person(membership)
        assert "Rahasia Satu" not in person.page("/miskol/")
        for address in (f"/miskol/{case.pk}/pemohon/", f"/miskol/berkas/{paper.pk}/"):
            assert person.client.get(address).status_code == 404
    own_branch = Person(next_door.members[road.SURVEYOR])
    assert "Rahasia Satu" in own_branch.page("/miskol/")
    # Other offices of the district read files of their own work, not a family's papers.
    admin = Person(make_membership(ADMIN_DINAS, Team(case.desa).members[road.PETUGAS_DINKES].unit))
    assert admin.client.get(f"/berkas/{paper.stored_id}/").status_code == 404


def test_a_return_names_the_paper_and_opens_what_it_names() -> None:
    case = make_request(status=road.DIKEMBALIKAN)
    team = Team(case.desa)
    assert case.bagian_terbuka == ["berkas"]
    operator = Person(team.members[road.OPERATOR_DESA])
    page = operator.page(f"/miskol/{case.pk}/berkas/")
    assert "Dikembalikan oleh" in page
    assert "Rujukan tidak terbaca." in page
    assert "belum ditanggapi" in operator.page(f"/miskol/{case.pk}/alur/kirim_ulang/")
    finding = case.temuan.get()
    operator.post(f"/miskol/{case.pk}/temuan/{finding.pk}/tanggapi/", tanggapan="Dipindai ulang.")
    operator.step(case, "kirim_ulang")
    case.refresh_from_db()
    assert (case.status, case.round) == (road.DIAJUKAN, 2)


def test_a_visit_that_was_sent_back_is_made_anew_and_the_first_stays() -> None:
    case = make_request(status=road.TINJAU_ULANG)
    team = Team(case.desa)
    with pytest.raises(MoveRefusedError, match="belum diperbarui"):
        ROAD.execute(case.pk, "tinjau", team.of(road.SURVEYOR))
    visit(case, team, given=answers("1", air="4"))
    ROAD.execute(case.pk, "tinjau", team.of(road.SURVEYOR))
    first, second = case.kunjungan.order_by("nomor")
    assert (first.jawaban["air"], second.jawaban["air"]) == ("1", "4")


def test_whoever_took_part_does_not_decide_whatever_round_it_was() -> None:
    """The officer who confirmed in the first round also signs: refused in the second one too."""
    case = make_request(status=road.TINJAU_ULANG)
    team = Team(case.desa)
    step(case, team, "tinjau")
    for move in ("rekomendasi", "serahkan", "verifikasi"):
        step(case, team, move)
    confirmed = team.members[road.PETUGAS_DINKES].user
    both = make_membership(road.PENANDATANGAN, team.members[road.PENANDATANGAN].unit, confirmed)
    with pytest.raises(MoveRefusedError, match="orang lain"):
        ROAD.execute(case.pk, "setujui", both.access(), reason="Seluruh hasil sudah sesuai.")
    assert not Putusan.objects.exists()


def test_against_the_score_only_with_a_reason_that_an_auditor_lists() -> None:
    case = make_request(status=road.DIVERIFIKASI, score="4")
    team = Team(case.desa)
    signer = Person(team.members[road.PENANDATANGAN])
    refused = signer.step(case, "setujui", alasan="Seluruh hasil lengkap dan sesuai.")
    assert refused.status_code == 422
    assert "berbeda dari skor" in refused.content.decode()
    assert not Dokumen.objects.exists()  # a refused approval draws no number
    why = "Kepala keluarga baru kehilangan mata pencaharian."
    signer.step(case, "setujui", alasan="Seluruh hasil lengkap.", alasan_melawan=why)
    assert Putusan.objects.get().melawan
    auditor = Person(make_membership(AUDITOR, team.members[road.PETUGAS_DINKES].unit))
    assert why in auditor.page("/miskol/berbeda/")
    assert (
        Person(team.members[road.OPERATOR_DESA]).client.get("/miskol/berbeda/").status_code == 403
    )


def test_a_member_of_pbi_is_told_before_anything_is_sent() -> None:
    case = make_request(kepesertaan="pbi_jkn")
    attach_all(case, Team(case.desa))
    with pytest.raises(MoveRefusedError, match="sudah dijamin"):
        ROAD.execute(case.pk, "periksa", Team(case.desa).of(road.OPERATOR_DESA))


def test_a_look_alike_waits_for_a_word_and_twins_do_not() -> None:
    born = date(1961, 3, 12)
    first = make_request(status=road.DIAJUKAN, nama="H. Moch. Soekardjo", tanggal_lahir=born)
    other = make_request(
        make_village("Olehsari"), road.DIAJUKAN, nama="Muhammad Sukarjo", tanggal_lahir=born
    )
    team = Team(other.desa)
    with pytest.raises(MoveRefusedError, match=first.tiket):
        ROAD.execute(other.pk, "konfirmasi", team.of(road.PETUGAS_DINKES))
    person = Person(team.members[road.PETUGAS_DINKES])
    at = f"/miskol/{other.pk}/kembar/{first.pk}/"
    assert person.post(at, sama="bukan", alasan="x").status_code == 422
    assert (
        person.post(at, sama="bukan", alasan="KTP dan alamat lamanya berbeda.").status_code == 302
    )
    ROAD.execute(other.pk, "konfirmasi", team.of(road.PETUGAS_DINKES))
    made = [
        make_request(nama=name, kk="9999019999000001", tanggal_lahir=date(2022, 10, 20))
        for name in ("Hasan", "Husein")
    ]
    assert [BacaanPermohonan(one).mirip for one in made] == [[], []]


def test_the_scheme_of_a_visit_stays_and_the_decision_says_that_it_changed(
    settings: object,
) -> None:
    case = make_request(status=road.DIVERIFIKASI)
    scheme = case.kunjungan.get().skema
    scheme.sampai = date(2022, 11, 3)
    scheme.save()
    team = Team(case.desa)
    settings.BUSINESS_DATE = date(2022, 11, 4)  # type: ignore[attr-defined] # Django's settings
    step(case, team, "setujui")
    made = Putusan.objects.get()
    assert made.skema_berganti
    assert (made.skor, made.layak, made.melawan) == ("1", True, False)


def test_a_wrong_file_is_refused_in_words_and_the_same_one_is_kept_once() -> None:
    case = make_request()
    operator = Person(Team(case.desa).members[road.OPERATOR_DESA])
    at = f"/miskol/{case.pk}/berkas/"
    for name, body in (("ktp.png", b"MZ\x90\x00program"), ("ktp.exe", b"MZ"), ("ktp.pdf", b"")):
        sent = SimpleUploadedFile(name, body)
        answer = operator.post(at, jenis="ktp", berkas=sent)
        assert answer.status_code == 422, name
        assert 'class="error"' in answer.content.decode()
    assert not case.berkas.exists()
    for _ in range(2):
        operator.post(at, jenis="ktp", berkas=picture("ktp.png", shade=7))
    operator.post(at, jenis="ktp", berkas=picture("ktp baru.png", shade=8))
    assert [one.diganti for one in case.berkas.order_by("pk")] == [True, False]
