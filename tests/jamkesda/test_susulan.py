"""Papers of an emergency that come too late: at the counter, at the claim, at the UPT."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import make_access, make_membership, person, sign_in
from tests.factories.jamkesda import bare_surat, make_peserta
from tests.factories.miskol import picture
from tests.factories.regulasi import make_baris
from tests.jamkesda.test_road_klaim import PAPERS, WHY, Dunia
from upaya.alur.road import MoveRefusedError
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.klaim import banyak, lampiran, masuk, putusan
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.reading import BacaanKlaim
from upaya.jamkesda.klaim.road import ROAD as CLAIM
from upaya.jamkesda.surat import services
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.surat.road import ROAD
from upaya.jamkesda.surat.susulan import tasks
from upaya.jamkesda.telaah import services as telaah
from upaya.jamkesda.telaah.models import Saringan
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda import telaah as rules
from upaya.rules.jamkesda.klaim import BarisKlaim

pytestmark = pytest.mark.django_db

CARE, DUE = date(2022, 8, 10), date(2022, 8, 15)
AFTER = date(2022, 8, 16)


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = CARE
    return Dunia()


def on(day: date) -> override_settings:
    """Another day of business inside."""
    return override_settings(BUSINESS_DATE=day)


def urgent(dunia: Dunia, **more: Any) -> SuratJaminan:  # noqa: ANN401 - fields of a letter
    given: dict[str, Any] = {
        "mulai": CARE, "sampai": CARE, "gawat_darurat": True, "susulan_sampai": DUE,
    } | more  # fmt: skip
    return bare_surat(
        dunia.ppk, make_peserta(), layanan="rjtl", status=given.pop("status", "selesai"),
        perjanjian=dunia.perjanjian, **given,
    )  # fmt: skip


def claim_on(letter: SuratJaminan) -> KlaimTertulis:
    return KlaimTertulis(
        f"K{letter.pk}", letter.peserta.kartu, letter.nomor, "rawat_jalan", CARE, CARE,
        ("A09.0",), PAPERS, (BarisKlaim(1, "89.03", CARE, 1, 50_000),),
    )  # fmt: skip


def send(dunia: Dunia, letter: SuratJaminan) -> Klaim:
    (made,) = masuk.kirim(dunia.petugas, dunia.unit, [claim_on(letter)]).baru
    return made


def bring(dunia: Dunia, letter: SuratJaminan, name: str = "igd.png") -> None:
    clerk = make_access(peran.PENDAFTARAN, dunia.unit)
    upload = SimpleUploadedFile(name, picture().read())
    services.lampirkan(letter.pk, clerk, "surat keterangan gawat darurat", upload)


# ------------------------------------------------------------------ at the claim
def test_a_claim_whose_papers_never_came_waits_for_a_person_and_says_why(dunia: Dunia) -> None:
    letter = urgent(dunia)
    with on(AFTER):
        tried = masuk.periksa_dulu(dunia.petugas, dunia.unit, [claim_on(letter)])
        made = send(dunia, letter)
    assert [one.kode for one in tried.rinci[0].sebab] == ["B02"]
    assert (made.putusan, made.diperiksa) == ("perlu_verifikasi", 50_000)
    assert list(made.alasan.values_list("kode", "jumlah", "kalimat")) == [
        ("B02", 0, "Berkas gawat daruratnya belum ada; batasnya 15 Agustus 2022.")
    ]
    assert Saringan.objects.get(klaim=made).jalur == rules.BERTANDA
    with pytest.raises(MoveRefusedError, match="Putuskan dulu baris 1"):
        CLAIM.execute(made.pk, "verifikasi", dunia.verifikator)
    assert "Berkas gawat daruratnya belum ada" in telaah.kekurangan(BacaanKlaim(made).sebab)
    telaah.setujui(dunia.verifikator, made.pk)
    made.refresh_from_db()
    assert (made.status, made.disetujui) == ("diverifikasi", 50_000)


def test_papers_in_time_leave_no_mark(dunia: Dunia) -> None:
    letter = urgent(dunia)
    with on(DUE):
        bring(dunia, letter)
    with on(AFTER):
        made = send(dunia, letter)
    assert (made.putusan, made.alasan.count()) == ("lolos", 0)


def test_papers_in_time_are_seen_by_a_person_before_the_claim_passes(
    dunia: Dunia, client: Client
) -> None:
    letter = urgent(dunia)
    bring(dunia, letter)  # any file counts as the paper
    letter.refresh_from_db()
    assert not letter.sebab_terlambat
    made = send(dunia, letter)
    plain = bare_surat(
        dunia.ppk, make_peserta(), layanan="rjtl", status="selesai", mulai=CARE, sampai=CARE,
        perjanjian=dunia.perjanjian,
    )  # fmt: skip
    other = send(dunia, plain)
    assert (made.status, Saringan.objects.get(klaim=made).jalur) == ("diajukan", rules.BERTANDA)
    assert Saringan.objects.get(klaim=other).jalur != rules.BERTANDA
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
    said = client.get(reverse("telaah:klaim", args=[made.pk])).content.decode()
    assert "Berkas gawat daruratnya perlu dilihat" in said
    assert "karena besar atau diundi" not in said
    assert client.get(letter.get_absolute_url()).status_code == 200
    telaah.setujui(dunia.verifikator, made.pk)
    made.refresh_from_db()
    assert made.status == "diverifikasi"
    assert not BacaanKlaim(made).berkas_dilihat


def test_papers_that_came_late_stay_late(dunia: Dunia) -> None:
    letter = urgent(dunia)
    with on(AFTER):
        bring(dunia, letter)
        made = send(dunia, letter)
    assert made.alasan.get().kalimat == (
        "Berkas gawat daruratnya lengkap 16 Agustus 2022, sesudah batasnya 15 Agustus 2022."
    )


def test_a_claim_sent_before_they_were_due_is_marked_the_day_after(dunia: Dunia) -> None:
    letter = urgent(dunia)
    made = send(dunia, letter)
    assert (made.putusan, Saringan.objects.get(klaim=made).jalur) == ("lolos", rules.BERTANDA)
    with on(DUE):
        found = BacaanKlaim(made)
        assert (found.berkas_ditunggu, found.sebab, found.belum_diputus) == (True, [], [])
    with on(AFTER):
        found = BacaanKlaim(made)
        assert [kode for kode, _, _ in found.sebab] == ["B02"]
        assert [row.layanan.no for row in found.belum_diputus] == [1]
        assert not found.berkas_ditunggu
        with pytest.raises(MoveRefusedError, match="Putuskan dulu"):
            CLAIM.execute(made.pk, "verifikasi", dunia.verifikator)


@pytest.mark.parametrize("day", [CARE, AFTER], ids=["in time", "late"])
def test_clean_claims_in_one_step_leave_out_an_emergency(dunia: Dunia, day: date) -> None:
    Saringan.objects.all().delete()
    letter = urgent(dunia)
    made = dunia.send(claim_on(letter))[0]
    with on(day):
        bring(dunia, letter)
    assert not banyak.bersih(dunia.verifikator, "verifikasi").filter(pk=made.pk).exists()


def decree(dunia: Dunia) -> None:
    """The district covers no emergency whose papers come too late."""
    assert dunia.unit.kabupaten is not None
    make_baris(
        dunia.unit.kabupaten, "jamkesda.surat.susulan_lewat", "tidak dijamin",
        mulai=date(2022, 1, 1), tanggal=date(2022, 1, 1),
    )  # fmt: skip


def test_where_the_district_decreed_it_late_care_is_not_covered(dunia: Dunia) -> None:
    decree(dunia)
    late, fine = urgent(dunia), urgent(dunia)
    bring(dunia, fine)
    with on(AFTER):
        made, other = send(dunia, late), send(dunia, fine)
    assert (made.putusan, made.diperiksa) == ("ditolak", 0)
    assert list(made.alasan.values_list("kode", "jumlah")) == [("B02", 50_000)]
    assert (other.putusan, other.diperiksa) == ("lolos", 50_000)


def cuts(claim: Klaim) -> list[tuple[str, int]]:
    return list(claim.alasan.order_by("jumlah").values_list("kode", "jumlah"))


def test_a_claim_that_came_before_they_were_late_is_then_not_covered_either(dunia: Dunia) -> None:
    decree(dunia)
    made, early = send(dunia, urgent(dunia)), send(dunia, urgent(dunia))
    telaah.setujui(dunia.verifikator, early.pk)  # nothing was late when it was verified
    putusan.putuskan(dunia.verifikator, made.pk, 1, kode="V01", jumlah=20_000, kalimat=WHY)
    with on(AFTER):
        found = BacaanKlaim(made)
        assert (found.tidak_dijamin, found.usulan, found.belum_diputus) == (True, 0, [])
        assert putusan.terima_sisanya(dunia.verifikator, made.pk) == 0
        telaah.setujui(dunia.verifikator, made.pk)
        CLAIM.execute(made.pk, "urungkan", dunia.verifikator)
        telaah.setujui(dunia.verifikator, made.pk)
        made.refresh_from_db()
        # The head reads why before the cuts are written, and cannot approve it.
        assert [kode for kode, _, _ in BacaanKlaim(made).sebab] == ["B02"]
        assert (made.status, made.disetujui, cuts(made)) == ("diverifikasi", 0, [])
        with pytest.raises(MoveRefusedError, match="Tidak ada rupiah"):
            CLAIM.execute(made.pk, "setujui", dunia.kepala)
        CLAIM.execute(made.pk, "tolak", dunia.kepala, reason=WHY)
        CLAIM.execute(early.pk, "setujui", dunia.kepala)
    made.refresh_from_db()
    early.refresh_from_db()
    assert (made.status, made.disetujui) == ("ditolak", 0)
    assert cuts(made) == [("V01", 20_000), ("B02", 30_000)]  # with nothing they are what was asked
    assert made.diminta == 50_000
    assert BacaanKlaim(made).usulan == 0
    assert (early.disetujui, cuts(early)) == (50_000, [])


def test_a_claim_that_is_mended_is_judged_by_the_papers_of_now(dunia: Dunia) -> None:
    letter = urgent(dunia)
    made = send(dunia, letter)
    CLAIM.execute(made.pk, "kembalikan", dunia.verifikator, reason=WHY)
    with on(AFTER):
        lampiran.perbaiki(dunia.petugas, made.pk, (), "Berkasnya menyusul besok.")
        CLAIM.execute(made.pk, "lengkapi", dunia.petugas)
    assert BacaanKlaim(Klaim.objects.get(pk=made.pk)).kode == ["B02"]


# ------------------------------------------------------------------ at the counter and the UPT
def test_the_counter_has_a_line_from_the_first_day_and_the_upt_once_it_is_late(
    dunia: Dunia,
) -> None:
    letter = urgent(dunia, status="terbit")
    clerk = make_access(peran.PENDAFTARAN, dunia.unit)
    (line,) = tasks(clerk)
    assert (line.judul, line.tenggat and line.tenggat.hari) == (
        "Lengkapi berkas surat gawat darurat.", DUE,
    )  # fmt: skip
    assert not list(tasks(dunia.kepala))
    with on(AFTER):
        (mine,), (theirs,) = tasks(clerk), tasks(dunia.kepala)
        assert mine.terlambat
        assert theirs.judul.startswith("Berkas surat gawat darurat lewat batas")
        assert letter.nomor in theirs.konteks
        assert not list(tasks(dunia.verifikator))
        bring(dunia, letter)
        assert not list(tasks(clerk))
        assert not list(tasks(dunia.kepala))


def test_a_decided_claim_ends_the_waiting(dunia: Dunia) -> None:
    letter = urgent(dunia)
    with on(AFTER):
        made = send(dunia, letter)
        assert len(list(tasks(dunia.kepala))) == 1
        telaah.setujui(dunia.verifikator, made.pk)
        assert not list(tasks(dunia.kepala))


def test_the_line_costs_the_same_however_many(dunia: Dunia) -> None:
    clerk = make_access(peran.PENDAFTARAN, dunia.unit)
    counted = []
    for _ in range(2):
        for _ in range(3):
            urgent(dunia)
        with CaptureQueriesContext(connection) as asked:
            list(tasks(clerk))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_care_that_is_over_may_still_bring_its_papers_and_other_letters_may_not(
    dunia: Dunia,
) -> None:
    letter = urgent(dunia)
    bring(dunia, letter)
    letter.refresh_from_db()
    assert letter.susulan_pada == CARE
    with pytest.raises(ValidationError, match="sudah ditutup"):
        bring(dunia, letter, "lain.png")
    plain = bare_surat(dunia.ppk, make_peserta(), status="selesai", perjanjian=dunia.perjanjian)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        bring(dunia, plain)


def test_the_head_withdraws_a_letter_whose_papers_never_came(dunia: Dunia) -> None:
    letter, claimed = urgent(dunia), urgent(dunia)
    send(dunia, claimed)
    with pytest.raises(MoveRefusedError, match="sesudah batasnya"):
        ROAD.execute(letter.pk, "cabut_lewat", dunia.kepala, reason=WHY)
    with on(AFTER):
        with pytest.raises(MoveRefusedError, match="Sudah ada klaim"):
            ROAD.execute(claimed.pk, "cabut_lewat", dunia.kepala, reason=WHY)
        ROAD.execute(letter.pk, "cabut_lewat", dunia.kepala, reason=WHY)
        assert [one.alamat for one in tasks(dunia.kepala)] == [claimed.get_absolute_url()]
    plain = bare_surat(dunia.ppk, make_peserta(), status="selesai", perjanjian=dunia.perjanjian)
    with pytest.raises(MoveRefusedError, match="gawat darurat"):
        ROAD.execute(plain.pk, "cabut_lewat", dunia.kepala, reason=WHY)


def test_papers_that_come_late_do_not_take_the_withdrawal_away(dunia: Dunia) -> None:
    letter, fine = urgent(dunia), urgent(dunia)
    bring(dunia, fine)
    with on(AFTER):
        bring(dunia, letter, "kosong.png")
        with pytest.raises(MoveRefusedError, match="sesudah batasnya"):
            ROAD.execute(fine.pk, "cabut_lewat", dunia.kepala, reason=WHY)
        ROAD.execute(letter.pk, "cabut_lewat", dunia.kepala, reason=WHY)
    letter.refresh_from_db()
    assert (letter.status, letter.susulan_pada) == ("dicabut", AFTER)


@pytest.mark.parametrize(
    ("day", "word"), [(DUE, "Lengkapi paling lambat 15 Agustus 2022"), (AFTER, "terlambat")]
)
def test_the_page_of_the_letter_warns(
    dunia: Dunia, client: Client, settings: Settings, day: date, word: str
) -> None:
    letter = urgent(dunia, status="terbit", sampai=CARE + timedelta(20))
    sign_in(client, make_membership(peran.PENDAFTARAN, dunia.unit))
    settings.BUSINESS_DATE = day
    said = client.get(letter.get_absolute_url()).content.decode()
    assert word in said
    assert "Tambah berkas" in said
    listed = client.get(reverse("jaminan:daftar"), {"gawat": "lewat"}).content.decode()
    assert (letter.nomor in listed) is (day == AFTER)
    found = client.post(reverse("jamkesda:cek"), {"nomor": letter.peserta.kartu}).content.decode()
    assert ("berkas gawat darurat terlambat" in found) is (day == AFTER)


def test_the_review_shows_what_is_awaited_and_what_is_late(
    dunia: Dunia, client: Client, settings: Settings
) -> None:
    made = send(dunia, urgent(dunia))
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
    page = reverse("telaah:klaim", args=[made.pk])
    said = client.get(page).content.decode()
    assert "berkasnya ditunggu sampai 15 Agustus 2022" in said
    assert "karena besar atau diundi" not in said
    settings.BUSINESS_DATE = AFTER
    said = client.get(page).content.decode()
    assert "Berkas gawat darurat terlambat" in said
    assert "ditunggu sampai" not in said
    assert "Setujui Rp50.000" in said
    decree(dunia)
    for address in (page, made.get_absolute_url()):
        said = client.get(address).content.decode()
        assert "B02 \N{MINUS SIGN}50.000" in said
        assert "Setujui Rp50.000" not in said
