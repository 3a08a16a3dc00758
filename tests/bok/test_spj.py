"""An SPJ over HTTP: opened, proved, sent, returned for one document, mended, accepted."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.factories.akun import make_access, person, sign_in
from tests.factories.insentif import make_team
from tests.factories.kas import make_book, make_transfer, paid, pay
from tests.factories.miskol import picture
from tests.factories.spj import REASON, Meja
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership
from upaya.alur.road import MoveRefusedError
from upaya.bok.spj import bukti, services
from upaya.bok.spj.kemajuan import bands, by_age, positions
from upaya.bok.spj.models import SpjKegiatan
from upaya.bok.spj.reading import BacaanSpj
from upaya.bok.spj.road import ROAD
from upaya.rules.bok import road_spj as road
from upaya.rules.bok.road import DIKEMBALIKAN
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import AUDITOR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


class At:
    """Somebody at the pages of one SPJ."""

    def __init__(self, who: Membership, case: SpjKegiatan) -> None:
        self.client, self.case = sign_in(Client(), who), case
        self.at = f"/bok/spj/{case.pk}/"

    def post(self, page: str, **data: object) -> HttpResponse:
        return self.client.post(self.at + page, data)  # type: ignore[return-value]

    def page(self, page: str) -> str:
        answer = self.client.get(self.at + page)
        assert answer.status_code == 200, page
        return answer.content.decode()

    def step(self, name: str, **data: object) -> HttpResponse:
        self.case.refresh_from_db()
        return self.post(f"alur/{name}/", seen_status=self.case.status, **data)

    def prove(self, kode: str, **data: object) -> HttpResponse:
        prefix = f"d{kode.replace('.', '-')}"
        return self.post(f"kelengkapan/{kode}/", **{f"{prefix}-{k}": v for k, v in data.items()})


def test_from_the_activity_to_the_accepted_spj() -> None:
    desk = Meja()
    client = sign_in(Client(), desk.planner)
    sent = {"pelaksanaan": desk.report.pk, "jenis": "a"}
    for _ in range(2):
        assert client.post("/bok/spj/susun/", sent).status_code == 302
    case = SpjKegiatan.objects.get()
    # Nothing is typed twice: who was there, on which days, at what price, with what result.
    assert [(one.nama, one.hari, one.transport) for one in case.penerima.all()] == [
        ("Budi Contoh", ["2022-08-03"], 50_000),
        ("Sulastri Contoh", ["2022-08-03", "2022-08-10"], 100_000),
    ]
    assert (case.tempat, case.hasil) == ("Kilensari", "Semua sasaran dikunjungi.")
    mine = At(desk.planner, case)
    assert "belum ada" in mine.page("kelengkapan/")
    assert "Yang harus diselesaikan dulu" in mine.page("alur/kirim/")
    # A dash is no reason; what was typed stays.
    refused = mine.prove("a.6", alasan="-")
    assert refused.status_code == 422
    assert "-</textarea>" in refused.content.decode()
    assert mine.prove("a.6", alasan=REASON).status_code == 302
    # Who was paid cannot be declared not to apply: the box is not there.
    mine.prove("a.2", alasan=REASON)
    assert not case.dokumen.filter(kode="a.2").exists()
    # What is produced here stands for its document; what others sign has to be scanned.
    for paper in ("surat-tugas", "laporan", "kak", "kuitansi"):
        assert mine.post("dokumen/terbitkan/", jenis=paper).status_code == 302
    lacks = {one.dokumen for one in BacaanSpj(SpjKegiatan.objects.get()).kurang}
    assert lacks == {"a.2", "a.3", "a.7"}
    assert "unggah pindaiannya" in mine.page("kelengkapan/")
    for kode in ("a.2", "a.3", "a.7"):
        for _ in range(2):  # the same file twice is one
            scan = picture(f"{kode}.png", shade=int(kode[2]))
            assert mine.prove(kode, berkas=[scan]).status_code == 302
    assert case.berkas.count() == 3
    mine.step("kirim")
    _looked_at(desk, case, mine)


def _looked_at(desk: Meja, case: SpjKegiatan, mine: At) -> None:
    # The puskesmas looks; whoever gathered it cannot.
    assert mine.step("teruskan").status_code == 403
    team = At(desk.team.tim, case)
    assert REASON in team.page("alur/teruskan/")
    team.step("teruskan")
    # The Dinas finds one document wrong: that one is opened, the others stay locked.
    dinas = At(desk.team.verifikator, case)
    dinas.post("temuan/", bagian="kelengkapan", letak="a.3", uraian="Belum ada cap kepala desa.")
    assert dinas.step("terima").status_code in {409, 422}
    dinas.step("kembalikan_dinas")
    case.refresh_from_db()
    assert (case.status, case.round) == (DIKEMBALIKAN, 2)
    seen = mine.page("kelengkapan/")
    assert "Belum ada cap kepala desa." in seen
    assert seen.count("Terkunci: tidak ada temuan") == 6
    locked = mine.prove("a.7", berkas=[picture("lain.png")])
    assert locked.status_code == 409
    assert mine.prove("a.3", berkas=[picture("bercap.png")]).status_code == 302
    assert mine.step("kirim").status_code in {409, 422}  # the finding waits for its answer
    found = case.temuan.get()
    mine.post(f"temuan/{found.pk}/tanggapi/", tanggapan="Sudah dicap kepala desa.")
    mine.step("kirim")
    team.step("teruskan")
    dinas.step("terima")
    case.refresh_from_db()
    assert case.status == road.DITERIMA
    _folder(desk, case)


def _folder(desk: Meja, case: SpjKegiatan) -> None:
    # The auditor takes the folder: papers, scans under the code of their document, and a list.
    answer = At(person(AUDITOR, desk.team.verifikator.unit), case).client.get(
        f"/bok/spj/{case.pk}/folder.zip"
    )
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as folder:
        names = folder.namelist()
        listed = folder.read("00-DAFTAR-ISI.txt").decode()
    assert sum(name.startswith("bukti/") for name in names) == 4
    assert {name for name in names if "a3" in name} == {
        "bukti/02-a3-a-3.png",
        "bukti/03-a3-bercap.png",
    }
    assert f"Tidak ada: Bukti pendukung Pelaksanaan Kegiatan, {REASON}" in listed
    assert "Belum ada cap kepala desa." in listed


def test_a_second_kind_takes_over_what_was_entered() -> None:
    desk = Meja()
    first = desk.open("a")
    services.write_receivers(
        first.pk,
        desk.planner.access(),
        [services.Diterima("Sulastri Contoh", "Petugas", (date(2022, 8, 3),), {"transport": 1})],
        seen_versi=1,
    )
    SpjKegiatan.objects.filter(pk=first.pk).update(acara="Penyuluhan gizi", waktu="08.00")
    second = desk.open("c")
    assert (second.acara, second.waktu) == ("Penyuluhan gizi", "08.00")
    assert [one.nama for one in second.penerima.all()] == ["Sulastri Contoh"]


def test_materai_and_tax_are_asked_for_where_they_belong() -> None:
    desk = Meja()
    case = desk.open("e")
    access = desk.planner.access()
    values: dict[str, Any] = {"alasan": "", "jumlah": 5_000_001, "bermeterai": False}
    bukti.prove(case.pk, "e.1", access, values, [picture()])
    assert any("perlu meterai" in one.kalimat for one in BacaanSpj(case).kurang)
    bukti.say(case.pk, "e.1", access, values | {"bermeterai": True})
    assert BacaanSpj(SpjKegiatan.objects.get(pk=case.pk)).kurang == []
    paid = {"jumlah": 5_000_001, "pajak": 75_000}
    row = services.Diterima("Toko Contoh", "Toko", (date(2022, 8, 3),), paid)
    services.write_receivers(case.pk, access, [row], seen_versi=case.versi)
    lacks = BacaanSpj(SpjKegiatan.objects.get(pk=case.pk)).kurang
    assert [one.dokumen for one in lacks] == ["e.2"]
    over = services.Diterima("Toko Contoh", "Toko", (), {"jumlah": 1, "pajak": 2})
    with pytest.raises(ValidationError, match="Pajak melebihi"):
        services.write_receivers(case.pk, access, [over], seen_versi=case.versi + 1)


def test_names_are_pasted_and_taken_out() -> None:
    desk = Meja()
    case = desk.open("a")
    mine = At(desk.planner, case)
    page = mine.page("penerima/")
    assert 'value="3, 10"' in page
    rows = {
        "versi": 1,
        "nama-0": "",
        "nama-1": "Sulastri Contoh",
        "sebagai-1": "Petugas",
        "hari-1": "3, 10",
    }
    refused = mine.post("penerima/", **rows, **{"transport-1": "lima puluh", "baru": "Siti; Kader"})
    assert refused.status_code == 422
    assert "lima puluh" in refused.content.decode()
    saved = mine.post("penerima/", **rows, **{"transport-1": "100.000", "baru": "Siti; Kader"})
    assert saved.status_code == 302
    assert [(one.nama, one.sebagai, one.transport) for one in case.penerima.all()] == [
        ("Sulastri Contoh", "Petugas", 100_000),
        ("Siti", "Kader", 0),
    ]
    # Somebody who opened the page before is told, and nothing is overwritten.
    late = mine.post("penerima/", **rows, **{"transport-1": "1", "baru": ""})
    assert late.status_code == 409
    assert case.penerima.get(nama="Sulastri Contoh").transport == 100_000


HOSTILE = {
    "script.pdf": b"<script>alert(1)</script>",
    "exe.jpg": b"MZ\x90\x00" + b"\0" * 64,
    "kosong.pdf": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    desk = Meja()
    case = desk.open("a")
    mine = At(desk.planner, case)
    answer = mine.prove("a.7", berkas=[SimpleUploadedFile(name, HOSTILE[name])], alasan=REASON)
    assert answer.status_code == 422
    assert REASON in answer.content.decode()
    assert not case.berkas.exists()


def test_another_unit_never_sees_it_and_nobody_accepts_their_own() -> None:
    desk = Meja()
    case = desk.complete(desk.open("a"))
    desk.move(case, "kirim")
    other = make_team(make_puskesmas("Lain"))
    for path in ("", "penerima/", "kelengkapan/", "folder.zip", "alur/teruskan/"):
        assert At(other.tim, case).client.get(f"/bok/spj/{case.pk}/{path}").status_code == 404
    other_hat = make_access(TIM_VERIFIKASI, desk.unit, desk.planner.user)
    with pytest.raises(MoveRefusedError, match="orang lain"):
        ROAD.execute(case.pk, "teruskan", other_hat)


def test_a_report_that_counts_no_more_stops_its_spj() -> None:
    desk = Meja()
    case = desk.complete(desk.open("a"))
    desk.report.status = "batal"
    desk.report.save()
    with pytest.raises(MoveRefusedError, match="tidak terverifikasi lagi"):
        desk.move(case, "kirim")
    with pytest.raises(ValidationError, match="belum diverifikasi"):
        desk.open("c")
    desk.move(case, "batalkan")


def test_progress_says_what_waits_and_how_old_it_is() -> None:
    desk = Meja()
    page = "/bok/spj/kemajuan/"
    dinas = sign_in(Client(), desk.team.verifikator)
    alone = positions([desk.unit], 2022)[desk.unit.pk]
    assert (alone.tanpa, alone.semua, alone.persen, alone.umur) == (1, 1, 0, [64])
    assert "Yang paling lama menunggu: Panji, 64 hari" in dinas.get(page).content.decode()
    case = desk.complete(desk.open("a"))
    for name in ("kirim", "teruskan", "terima"):
        desk.move(case, name)
    done = positions([desk.unit], 2022)
    assert (done[desk.unit.pk].persen, done[desk.unit.pk].tertua) == (100, None)
    second = desk.open("c")
    waiting = positions([desk.unit], 2022)
    bands_now = bands(date(2022, 11, 3), "35.12")
    assert [many for _, many in by_age(waiting, bands_now)] == [0, 0, 0, 1]
    assert [band.kata for band in bands_now][-1] == "lebih dari 30 hari"
    desk.move(second, "batalkan")
    assert positions([desk.unit], 2022)[desk.unit.pk].tertua is None


def test_a_photo_that_a_device_sends_is_kept_once_and_may_come_again() -> None:
    desk = Meja()
    case = desk.open("a")
    mine = At(desk.planner, case)

    def send() -> HttpResponse:
        sent = {"da-7-berkas": picture("foto.png", shade=9)}
        return mine.client.post(  # type: ignore[return-value]
            f"{mine.at}kelengkapan/a.7/", sent, headers={"X-Foto": "a" * 64}
        )

    for _ in range(2):
        assert send().json()["tanda"] == "a" * 64  # type: ignore[attr-defined] # a test response
    kept = case.berkas.get()
    for _ in range(2):  # taken out twice it is out once
        assert mine.post(f"berkas/{kept.pk}/lepas/").status_code == 302
    assert not case.berkas.filter(dilepas=False).exists()
    assert send().status_code == 200
    assert case.berkas.filter(dilepas=False).count() == 1


def test_whom_the_cash_book_paid_is_not_typed_again() -> None:
    desk = Meja()
    officer = desk.unit.petugas.get(nama="Sulastri Contoh")
    who = {"macam": "transpor", "petugas": officer.pk, "nama": officer.nama, "nik": ""}
    book = make_book(desk.unit)
    make_transfer(book)
    pay(book, paid(3, **who), pelaksanaan=desk.report.pk)
    case = desk.open("a")
    (row,) = case.penerima.all()
    assert (row.nama, row.sebagai, row.hari) == ("Sulastri Contoh", "Petugas", ["2022-08-03"])
    assert row.transport == BacaanSpj(case).menurut_kas > 0
    assert "menurut buku kas kegiatan ini dibayar" in At(desk.planner, case).page("penerima/")
