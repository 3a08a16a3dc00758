"""A plan as a workbook: out and back unchanged; people's own POA, asked once and remembered."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.bok import (
    lines,
    make_absorption,
    make_pagu_bok,
    make_plan,
    make_price,
    move_plan,
    planner,
)
from tests.factories.insentif import make_team
from tests.factories.wilayah import make_puskesmas
from upaya.bok.impor import services
from upaya.bok.impor.models import ImporRencana, PadananRencana
from upaya.bok.impor.reading import Pemeriksa
from upaya.bok.impor.services import NotAppliedError
from upaya.bok.impor.workbook import plan_bytes
from upaya.bok.rencana import services as plans
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.rules.bok.road import DITETAPKAN
from upaya.wilayah.own_words import Jawaban

pytestmark = pytest.mark.django_db

MEETING = {"menu": "h.1", "nama": "Lokakarya mini", "lokakarya": "bulanan", "bulan": [1, 2, 12]}


def sheet(*rows: list[Any], name: str = "POA") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return target.getvalue()


def read(plan: Rencana) -> BacaanRencana:
    return BacaanRencana(Rencana.objects.select_related("puskesmas", "kabupaten").get(pk=plan.pk))


def check(plan: Rencana, data: bytes) -> Any:  # noqa: ANN401 - HasilPeriksa
    return Pemeriksa(read(plan)).check(data)


def apply(plan: Rencana, data: bytes) -> None:
    access = planner(plan.puskesmas).access()
    kept = services.upload(plan, "poa.xlsx", data, access)
    services.apply(kept.pk, access, check(plan, data).sidik)


HEAD = ["No", "Kegiatan", "Jadwal Pelaksanaan", "Uraian", "Vol", "Satuan", "Harga satuan"]
OWN: list[list[Any]] = [
    ["RENCANA PELAKSANAAN KEGIATAN (POA) TAHUN 2022"],
    [],
    HEAD,
    [1, "Kunjungan bumil risti", "Jan-Mar", "Transpor petugas", 4, "orang", "50.000,00"],
    ["", "", "", "Penggandaan", "1.000", "lembar", 300],
    [2, "Kelas ibu hamil", "tiap bulan", "Transpor petugas", "2", "orang", "Rp 50.000,-"],
    ["", "Jumlah", "", "", "", "", 999],
    [],
    ["", "Situbondo, 3 Januari 2022"],
    ["", "Kepala Puskesmas"],
]


def test_the_workbook_of_a_plan_comes_back_unchanged(client: Client) -> None:
    plan = make_plan(activities=({}, MEETING, {"menu": "a.8", "nama": "Kelas ibu", "bulan": [5]}))
    access = planner(plan.puskesmas).access()
    money = [*lines(plan.puskesmas, (2, "orang")), *lines(plan.puskesmas, (3, "x"), (1, "y"))]
    values = {"nama": "Dua baris", "menu": "g.1", "bulan": [7]}
    made = plans.save_activity(plan.pk, access, None, _whole(plan, values), money)
    plans.save_activity(plan.pk, access, None, _whole(plan, values | {"nama": "Tanpa biaya"}), [])
    found = check(plan, plan_bytes(read(plan)))
    assert (found.galat, found.isi.tanya, found.isi.catatan) == ([], [], [])
    assert {one.tindakan for one in found.baris} == {"sama"}
    assert len(found.baris) == 5
    sign_in(client, planner(plan.puskesmas))
    body = client.get(f"/bok/rencana/{plan.pk}/buku/").content
    sent = client.post(
        f"/bok/rencana/{plan.pk}/impor/", {"berkas": SimpleUploadedFile("rencana.xlsx", body)}
    )
    page = client.get(sent["Location"]).content.decode()
    assert "Tidak ada perubahan." in page
    made.refresh_from_db()
    assert made.versi == 1


def _whole(plan: Rencana, values: dict[str, Any]) -> dict[str, Any]:
    first = plan.kegiatan.earliest("pk")
    names = [f.name for f in first._meta.concrete_fields]
    skipped = {"id", "rencana", "kunci", "versi", "dihapus", "ditulis_oleh", "ditulis_pada"}
    return {name: getattr(first, name) for name in names if name not in skipped} | values


def test_a_poa_as_people_write_it_is_asked_once_and_remembered() -> None:
    unit = make_puskesmas()
    make_pagu_bok(unit)
    assert unit.kabupaten is not None
    make_price(unit.kabupaten, "Transpor lokal petugas")
    make_price(unit.kabupaten, "Penggandaan", 300, belanja="e", satuan="lembar")
    access = planner(unit).access()
    plan = plans.open_plan(unit.pk, 2022, access)
    data = sheet(*OWN)
    found = check(plan, data)
    assert [(one.jenis, one.tulisan) for one in found.isi.tanya] == [
        ("menu", "Kunjungan bumil risti"),
        ("harga", "Transpor petugas"),
        ("menu", "Kelas ibu hamil"),
    ]
    assert any("di bawah tabel tidak dibaca" in said for said in found.isi.catatan)
    answers = [
        Jawaban("menu", "Kunjungan bumil risti", "a.9.a"),
        Jawaban("menu", "KELAS IBU HAMIL", "a.8"),
        Jawaban("harga", "Transpor petugas", "Transpor lokal petugas (orang per kali)"),
    ]
    assert services.remember(read(plan), answers, access) == 3
    found = check(plan, data)
    assert (found.galat, found.isi.tanya) == ([], [])
    apply(plan, data)
    first, second = read(plan).bersama
    assert (first[0].menu, first[0].bulan, first[1].setahun) == ("a.9.a", [1, 2, 3], 3 * 500_000)
    assert (second[0].menu, len(second[0].bulan), second[1].sebulan) == ("a.8", 12, 100_000)
    assert {one.tindakan for one in check(plan, data).baris} == {"sama"}


def test_months_may_be_drawn_as_marks_and_own_heads_are_learnt() -> None:
    unit = make_puskesmas()
    make_pagu_bok(unit)
    access = planner(unit).access()
    plan = plans.open_plan(unit.pk, 2022, access)
    head = ["Kode", "Nama kegiatan", "Jan", "Feb", "Agt", "Tempatnya", "Dana"]
    data = sheet(head, ["a.4", "Posyandu", "x", "", "v", "Balai desa", 5], name="Sheet1")
    found = check(plan, data)
    assert [one.tulisan for one in found.isi.tanya] == ["Tempatnya", "Dana"]
    answers = [Jawaban("kolom", "Tempatnya", "lokasi"), Jawaban("kolom", "Dana", "")]
    services.remember(read(plan), answers, access)
    assert check(plan, data).isi.tanya == []
    apply(plan, data)
    (row,) = read(plan).kegiatan
    assert (row.bulan, row.lokasi, row.cara) == ([1, 8], "Balai desa", "luring")


def test_faults_name_their_cells_and_nothing_is_saved() -> None:
    plan = make_plan()
    head = ["Menu", "Kegiatan", "Bulan", "Kali sebulan", "Uraian", "Volume", "Cara", "Nomor tetap"]
    data = sheet(
        head,
        ["a.4", "Posyandu", "Jan-Mei-Jul", 1, "Transpor lokal", 1, "luring", ""],
        ["a.4", "Posyandu lansia", "Jan", 40, "Transpor lokal", 0, "sambil jalan", ""],
        ["a.4", "Posyandu remaja", "Jan", 1, "Transpor lokal", 1, "luring", 99],
        ["a.9.a", "Kunjungan rumah ibu hamil", "Jan", "dua", "", "", "", ""],
        ["", "x" * 201, "Jan", 1, "", "", "", ""],
    )
    found = check(plan, data)
    places = {one.letak for one in found.galat}
    assert {"C2", "D3", "F3", "G3", "H4", "D5", "B6"} <= places
    access = planner(plan.puskesmas).access()
    kept = services.upload(plan, "poa.xlsx", data, access)
    with pytest.raises(NotAppliedError, match="kesalahan"):
        services.apply(kept.pk, access, found.sidik)
    assert read(plan).kegiatan[0].versi == 1


@pytest.mark.parametrize("many", [-1, 1_000_000_001])
def test_a_number_beyond_what_the_form_takes_is_said_at_its_cell(many: int) -> None:
    plan = make_plan()
    data = sheet(["Menu", "Kegiatan", "Bulan", "Jumlah sasaran"], ["a.8", "Kelas", "Mei", many])
    found = check(plan, data)
    said = [(one.letak, one.pesan) for one in found.galat]
    assert said == [("D2", "Banyaknya sasaran: 0 sampai 1.000.000.000.")]


def test_what_was_spent_stays_planned_whatever_a_file_says() -> None:
    unit = make_puskesmas()
    make_plan(unit, status=DITETAPKAN)
    make_absorption(unit, 0, kegiatan={1: 500_000})
    base = Rencana.objects.get()
    plan = plans.revise(base.pk, planner(unit).access(), "Volume bergeser.")
    head = ["Menu", "Kegiatan", "Bulan", "Uraian", "Volume"]
    data = sheet(head, ["a.9.a", "Kunjungan rumah ibu hamil", "Agt, Sep", "Transpor lokal", 1])
    (fault,) = check(plan, data).galat
    assert "tetap direncanakan" in fault.pesan


def test_a_file_is_applied_once_and_only_as_it_was_shown() -> None:
    plan = make_plan()
    unit, access = plan.puskesmas, planner(plan.puskesmas).access()
    head = ["Menu", "Kegiatan", "Bulan", "Uraian", "Volume"]
    data = sheet(head, ["a.9.a", "Kunjungan rumah ibu hamil", "Agt", "Transpor lokal", 9])
    kept = services.upload(plan, "poa.xlsx", data, access)
    shown = check(plan, data).sidik
    row = read(plan).kegiatan[0]
    plans.save_activity(
        plan.pk, access, 1, _whole(plan, {"kali": 3}), lines(unit), seen_versi=row.versi
    )
    with pytest.raises(NotAppliedError, match="berubah sejak"):
        services.apply(kept.pk, access, shown)
    services.apply(kept.pk, access, check(plan, data).sidik)
    with pytest.raises(NotAppliedError, match="sudah diterapkan"):
        services.apply(kept.pk, access, shown)
    assert read(plan).total == 9 * 50_000
    assert ImporRencana.objects.get().isi == ""


def test_a_plan_that_is_decided_takes_no_file(client: Client) -> None:
    plan = make_plan()
    sign_in(client, planner(plan.puskesmas))
    body = plan_bytes(read(plan))
    address = f"/bok/rencana/{plan.pk}/impor/"
    for name in ("ajukan", "verifikasi", "tetapkan"):
        move_plan(plan, name)
    sent = client.post(address, {"berkas": SimpleUploadedFile("rencana.xlsx", body)})
    assert sent.status_code == 422
    assert "tidak dapat diubah" in sent.content.decode()
    wrong = client.post(address, {"berkas": SimpleUploadedFile("r.xlsx", b"bukan apa-apa")})
    assert wrong.status_code == 422
    sign_in(client, make_team(plan.puskesmas).kepala)
    assert client.get(f"/bok/rencana/{plan.pk}/buku/").status_code == 200
    assert client.get(address).status_code == 403


def test_an_answer_outside_the_list_is_refused_and_a_word_can_be_forgotten(client: Client) -> None:
    plan = make_plan()
    head = ["Menu", "Kegiatan", "Bulan", "Catatan khusus"]
    body = sheet(head, ["a.4", "Posyandu", "Jan", "y"])
    sign_in(client, planner(plan.puskesmas))
    upload = {"berkas": SimpleUploadedFile("poa.xlsx", body)}
    where = client.post(f"/bok/rencana/{plan.pk}/impor/", upload)["Location"]
    client.post(f"{where}kata/", {"kolom-catatankhusus": "apa saja"})
    assert not PadananRencana.objects.exists()
    client.post(f"{where}kata/", {"kolom-catatankhusus": "-"})
    word = PadananRencana.objects.get()
    assert (word.tulisan, word.arti) == ("Catatan khusus", "")
    client.post(f"/bok/rencana/kata/{word.pk}/lupakan/")
    assert not PadananRencana.objects.exists()
