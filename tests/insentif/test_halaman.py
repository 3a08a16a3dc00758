"""The pages of a month: who sees what, what a form keeps, what it says."""

from fractions import Fraction

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import advance, fill_month, make_month, make_team, make_temuan
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.insentif.spm import PELAYANAN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", INSENTIF.states)
def test_every_part_is_shown_in_every_status(month: Pengajuan, client: Client, status: str) -> None:
    team = make_team(month.puskesmas)
    for person in (team.operator, team.kepala, team.verifikator):
        sign_in(client, person)
        for part in ("administrasi", "pelayanan", "jaspel", "berkas", "riwayat"):
            page = client.get(f"/insentif/{month.pk}/{part}/")

            assert page.status_code == 200
            assert month.state.label in page.content.decode()


def _operator(month: Pengajuan) -> Client:
    return sign_in(Client(), make_team(month.puskesmas).operator)


def _administrasi(month: Pengajuan, **changes: object) -> dict[str, object]:
    return {
        "versi": month.versi,
        "penduduk": "30.000",
        "bok_diusulkan": "75.000.000",
        "bok_diserap": "60.000.000",
        "sisa_pagu_bok": "",
    } | changes


def test_a_faulty_form_says_why_at_the_field_and_keeps_what_was_typed(
    draft_month: Pengajuan,
) -> None:
    data = _administrasi(draft_month, bok_diserap="enam puluh juta", penduduk="0")

    answer = _operator(draft_month).post(f"/insentif/{draft_month.pk}/administrasi/", data)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="enam puluh juta"' in text
    assert 'value="75.000.000"' in text
    assert "bukan bilangan bulat; tulis seperti 1234 atau 1.234." in text
    assert 'href="#id_penduduk"' in text
    draft_month.refresh_from_db()
    assert draft_month.bok_diusulkan is None


def test_absorbing_more_than_the_pagu_left_is_refused_at_its_field(draft_month: Pengajuan) -> None:
    data = _administrasi(draft_month, sisa_pagu_bok="59.999.999")

    answer = _operator(draft_month).post(f"/insentif/{draft_month.pk}/administrasi/", data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["bok_diserap"]


def test_saving_and_going_on_leads_to_the_next_unfinished_part(draft_month: Pengajuan) -> None:
    data = _administrasi(draft_month, lanjut="ya")

    answer = _operator(draft_month).post(f"/insentif/{draft_month.pk}/administrasi/", data)

    assert answer.headers["Location"] == f"/insentif/{draft_month.pk}/pelayanan/"


def test_a_conflict_shows_both_values_and_the_person_chooses(filled_month: Pengajuan) -> None:
    client = _operator(filled_month)
    address = f"/insentif/{filled_month.pk}/administrasi/"
    mine = _administrasi(filled_month, bok_diserap="61.000.000", sisa_pagu_bok="400.000.000")
    client.post(address, mine | {"bok_diserap": "62.000.000"})

    late = client.post(address, mine)

    text = late.content.decode()
    assert late.status_code == 409
    assert late.context["bentrok"] == [
        {"label": "BOK yang diserap bulan ini", "anda": "Rp61.000.000", "tersimpan": "Rp62.000.000"}
    ]
    assert 'value="61.000.000"' in text
    assert "Pakai yang tersimpan" in text
    filled_month.refresh_from_db()
    assert filled_month.bok_diserap == 62_000_000
    chosen = client.post(address, mine | {"versi": late.context["form"]["versi"].value()})
    filled_month.refresh_from_db()
    assert (chosen.status_code, filled_month.bok_diserap) == (302, 61_000_000)


def test_a_conflict_of_services_names_the_service(filled_month: Pengajuan) -> None:
    client = _operator(filled_month)
    address = f"/insentif/{filled_month.pk}/pelayanan/"
    client.post(address, _pelayanan(filled_month, ibu_hamil_realisasi="71"))

    late = client.post(address, _pelayanan(filled_month, ibu_hamil_realisasi="72"))

    assert late.status_code == 409
    assert late.context["bentrok"] == [
        {"label": "Ibu hamil, realisasi", "anda": "72", "tersimpan": "71"}
    ]


def _pelayanan(month: Pengajuan, **changes: object) -> dict[str, object]:
    numbers = {f"{key}_target": "100" for key in PELAYANAN}
    numbers |= {f"{key}_realisasi": "70" for key in PELAYANAN}
    return {"versi": month.versi} | numbers | changes


def test_what_is_sent_to_a_closed_part_is_shown_not_stored(submitted_month: Pengajuan) -> None:
    data = _administrasi(submitted_month, bok_diserap="1")

    answer = _operator(submitted_month).post(f"/insentif/{submitted_month.pk}/administrasi/", data)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Bulan ini berstatus “Diajukan”, jadi isinya tidak dapat diubah." in text
    assert "Isian Anda yang tidak tersimpan" in text
    assert "Rp60.000.000" in text  # what is stored, as text
    assert 'name="bok_diserap"' not in text


def test_achievement_is_computed_and_odd_ones_are_explained(draft_month: Pengajuan) -> None:
    client = _operator(draft_month)
    data = _pelayanan(draft_month, ibu_hamil_realisasi="150", hiv_target="0", hiv_realisasi="0")
    assert client.post(f"/insentif/{draft_month.pk}/pelayanan/", data).status_code == 302

    page = client.get(f"/insentif/{draft_month.pk}/pelayanan/")

    text = page.content.decode()
    assert "150%" in text
    assert "Melebihi 100%: dihitung 100%." in text
    assert "Target 0: tidak ikut rata-rata." in text
    assert page.context["rata"] == (10 * Fraction(70, 100) + 1) / 11


def test_a_half_filled_service_is_refused_and_an_empty_one_may_wait(draft_month: Pengajuan) -> None:
    client = _operator(draft_month)
    address = f"/insentif/{draft_month.pk}/pelayanan/"
    only = {"versi": draft_month.versi, "ibu_hamil_target": "10", "ibu_hamil_realisasi": "4"}

    half = client.post(address, only | {"balita_realisasi": "5"})
    assert list(half.context["form"].errors) == ["balita_target"]
    assert client.post(address, only).status_code == 302
    assert draft_month.pelayanan.get().layanan == "ibu_hamil"
    draft_month.refresh_from_db()
    emptied = client.post(address, {"versi": draft_month.versi})
    assert set(emptied.context["form"].errors) == {"ibu_hamil_target", "ibu_hamil_realisasi"}
    for page in (f"/insentif/{draft_month.pk}/alur/kirim/", address):
        assert (
            "Target dan realisasi belum diisi: Ibu bersalin, Bayi baru lahir, Balita, "
            in client.get(page).content.decode()
        )


def test_a_target_taken_over_waits_for_its_realisation(draft_month: Pengajuan) -> None:
    """An empty box, not a 0 before which somebody types; the part says which rows wait."""
    client = _operator(draft_month)
    address = f"/insentif/{draft_month.pk}/pelayanan/"
    numbers = {name: str(value) for name, value in _pelayanan(draft_month).items()}
    waiting = numbers | {"balita_realisasi": "", "hiv_realisasi": ""}
    assert client.post(address, waiting).status_code == 302

    page = client.get(address)

    assert page.context["form"]["balita_realisasi"].value() is None
    assert "Realisasi belum diisi: Balita, Orang" in page.content.decode()


def test_a_month_with_a_waiting_realisation_is_not_computed(filled_month: Pengajuan) -> None:
    filled_month.pelayanan.filter(layanan="balita").update(realisasi=None)
    page = _operator(filled_month).get(f"/insentif/{filled_month.pk}/hasil/")
    faults = [fault.pesan for fault in page.context["faults"]]
    assert faults == ["Pelayanan, balita, realisasi: wajib diisi"]


def test_jaspel_without_receivers_is_refused(draft_month: Pengajuan) -> None:
    client = _operator(draft_month)
    address = f"/insentif/{draft_month.pk}/jaspel/"

    answer = client.post(
        address, {"versi": draft_month.versi, "jaspel": "5", "jaspel_penerima": ""}
    )
    assert list(answer.context["form"].errors) == ["jaspel_penerima"]
    assert client.post(address, {"versi": draft_month.versi, "jaspel": "0"}).status_code == 302


def test_files_are_listed_downloaded_and_taken_off(filled_month: Pengajuan) -> None:
    client = _operator(filled_month)
    kept = filled_month.berkas.get()
    page = client.get(f"/insentif/{filled_month.pk}/berkas/").content.decode()
    assert f'href="/berkas/{kept.berkas_id}/"' in page
    assert client.get(f"/berkas/{kept.berkas_id}/").status_code == 200

    client.post(f"/insentif/{filled_month.pk}/berkas/{kept.pk}/lepas/")

    assert not filled_month.berkas.exists()
    again = client.post(f"/insentif/{filled_month.pk}/berkas/{kept.pk}/lepas/")
    assert again.status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(draft_month: Pengajuan) -> None:
    data = {"jenis": "spm", "berkas": make_upload("laporan.pdf", b"<html>bukan pdf</html>")}

    answer = _operator(draft_month).post(f"/insentif/{draft_month.pk}/berkas/", data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["berkas"]
    assert not draft_month.berkas.exists()


def test_a_file_cannot_be_taken_off_a_sent_month(submitted_month: Pengajuan) -> None:
    kept = submitted_month.berkas.get()

    answer = _operator(submitted_month).post(
        f"/insentif/{submitted_month.pk}/berkas/{kept.pk}/lepas/", follow=True
    )

    assert "tidak dapat diubah" in answer.content.decode()
    assert submitted_month.berkas.exists()


def test_only_the_operator_writes_and_only_in_the_own_puskesmas(draft_month: Pengajuan) -> None:
    team = make_team(draft_month.puskesmas)
    stranger = make_team(make_puskesmas("Besuki")).operator
    for part in ("administrasi", "pelayanan", "jaspel", "berkas"):
        address = f"/insentif/{draft_month.pk}/{part}/"
        for person in (team.tim, team.kepala, team.verifikator):
            client = sign_in(Client(), person)
            assert client.post(address, {}).status_code == 403
            assert 'name="versi"' not in client.get(address).content.decode()
        assert sign_in(Client(), stranger).get(address).status_code == 404
        assert sign_in(Client(), stranger).post(address, {}).status_code == 404


def test_the_month_leads_everybody_to_what_matters(draft_month: Pengajuan) -> None:
    team = make_team(draft_month.puskesmas)

    def where(person: Membership) -> str:
        return sign_in(Client(), person).get(f"/insentif/{draft_month.pk}/").headers["Location"]

    assert where(team.operator).endswith("/administrasi/")
    assert where(team.verifikator).endswith("/hasil/")
    fill_month(draft_month, team)
    assert where(team.operator).endswith("/hasil/")
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(draft_month, move, team)
    advance(draft_month, "kembalikan", team, temuan_pada="jaspel")
    assert where(team.operator).endswith("/jaspel/")


def test_findings_are_hidden_from_the_puskesmas_until_the_month_is_returned(
    submitted_month: Pengajuan,
) -> None:
    team = make_team(submitted_month.puskesmas)
    dinas = sign_in(Client(), team.verifikator)
    address = f"/insentif/{submitted_month.pk}/jaspel/"
    note = {"bagian": "jaspel", "uraian": "Penerima jaspel tidak cocok."}

    assert (
        dinas.post(f"/insentif/{submitted_month.pk}/temuan/", note).headers["Location"] == address
    )

    assert "Penerima jaspel tidak cocok." in dinas.get(address).content.decode()
    assert (
        "Penerima jaspel tidak cocok."
        not in _operator(submitted_month).get(address).content.decode()
    )
    history = (
        _operator(submitted_month).get(f"/insentif/{submitted_month.pk}/riwayat/").content.decode()
    )
    assert "Penerima jaspel tidak cocok." not in history
    answer = f"/insentif/{submitted_month.pk}/temuan/{submitted_month.temuan.get().pk}/tanggapi/"
    assert _operator(submitted_month).post(answer, {}).status_code == 404
    submitted_month.refresh_from_db()
    advance(submitted_month, "kembalikan", team)
    assert (
        "Penerima jaspel tidak cocok." in _operator(submitted_month).get(address).content.decode()
    )


def test_an_empty_finding_or_answer_is_asked_again_with_the_part_in_view(
    submitted_month: Pengajuan,
) -> None:
    team = make_team(submitted_month.puskesmas)
    dinas = sign_in(Client(), team.verifikator)

    empty = dinas.post(
        f"/insentif/{submitted_month.pk}/temuan/", {"bagian": "berkas", "uraian": " "}
    )
    assert empty.status_code == 422
    assert "Tulis apa yang harus diperbaiki." in empty.content.decode()
    assert dinas.post(f"/insentif/{submitted_month.pk}/temuan/", {"bagian": "x"}).status_code == 404
    advance(submitted_month, "kembalikan", team)
    found = submitted_month.temuan.get()
    silent = _operator(submitted_month).post(
        f"/insentif/{submitted_month.pk}/temuan/{found.pk}/tanggapi/", {}
    )
    assert silent.status_code == 422
    assert "Tulis apa yang sudah diperbaiki." in silent.content.decode()


def test_a_finding_can_be_withdrawn_before_it_is_sent_and_not_after(
    submitted_month: Pengajuan,
) -> None:
    team = make_team(submitted_month.puskesmas)
    dinas = sign_in(Client(), team.verifikator)
    kept, gone = make_temuan(submitted_month), make_temuan(submitted_month, Bagian.JASPEL)

    dinas.post(f"/insentif/{submitted_month.pk}/temuan/{gone.pk}/cabut/")
    assert list(submitted_month.temuan.all()) == [kept]
    other = make_month(make_puskesmas("Besuki"), status="diajukan")
    assert dinas.post(f"/insentif/{other.pk}/temuan/{kept.pk}/cabut/").status_code == 404
    advance(submitted_month, "kembalikan", team)
    late = dinas.post(f"/insentif/{submitted_month.pk}/temuan/{kept.pk}/cabut/", follow=True)
    assert "Temuan dicatat selama pengajuan diperiksa" in late.content.decode()
    assert submitted_month.temuan.filter(pk=kept.pk).exists()


def test_a_part_costs_the_same_whatever_the_number_of_officers(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    month = make_month(filled=True, officers=12)
    client = _operator(month)
    client.get("/insentif/")  # the first request of a session also notes the session

    for part in ("administrasi", "pelayanan", "jaspel", "berkas", "riwayat"):
        with django_assert_max_num_queries(30):
            client.get(f"/insentif/{month.pk}/{part}/")
