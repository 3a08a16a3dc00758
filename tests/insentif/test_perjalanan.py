"""The road of a month, walked on the pages by one person per step."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import (
    AGUSTUS,
    Team,
    advance,
    answer_all,
    fill_activities,
    make_indeks,
    make_officers,
    make_team,
    make_temuan,
)
from tests.factories.wilayah import make_puskesmas
from tests.insentif.on_road import EXTRA, walk
from upaya.alur.reading import history
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.road import DAFTAR_PERIKSA, PERNYATAAN
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.insentif.spm import PELAYANAN
from upaya.rules.money import rupiah

pytestmark = pytest.mark.django_db


def fill_on_pages(client: Client, month: Pengajuan) -> None:
    page = f"/insentif/{month.pk}"
    versi = month.versi
    answers = [
        client.post(
            f"{page}/administrasi/",
            {
                "versi": versi,
                "penduduk": "30.000",
                "bok_diusulkan": "Rp75.000.000",
                "bok_diserap": "60000000",
                "sisa_pagu_bok": "",
            },
        ),
        client.post(
            f"{page}/pelayanan/",
            {"versi": versi + 1}
            | {f"{key}_target": "1.000" for key in PELAYANAN}
            | {f"{key}_realisasi": "700" for key in PELAYANAN},
        ),
        client.post(
            f"{page}/jaspel/",
            {"versi": versi + 2, "jaspel": "40.000.000", "jaspel_penerima": "55"},
        ),
        client.post(f"{page}/berkas/", {"jenis": "serapan", "berkas": make_upload()}),
    ]
    assert [answer.status_code for answer in answers] == [302] * 4


def open_on_page(team: Team) -> tuple[Client, Pengajuan]:
    client = sign_in(Client(), team.operator)
    answer = client.post("/insentif/buka/", {"periode": AGUSTUS})
    month = Pengajuan.objects.get(puskesmas=team.operator.unit)
    assert urlsplit(answer.headers["Location"]).path == f"/insentif/{month.pk}/"
    return client, month


def test_from_an_empty_month_to_an_approved_calculation(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 10, 20)  # the day after the promulgation
    puskesmas = make_puskesmas()
    make_officers(puskesmas)
    team = make_team(puskesmas)
    client, month = open_on_page(team)
    assert month.penduduk == 30_000  # from the master data

    fill_on_pages(client, month)
    fill_activities(month, team.operator.access())
    make_indeks(puskesmas)

    sent = walk(team.operator, month, "kirim")
    assert month.status == "menunggu_verifikasi"
    assert "Berikutnya: Tim verifikasi puskesmas." in sent.content.decode()
    walk(team.tim, month, "verifikasi")
    walk(team.kepala, month, "ajukan")
    kept = month.perhitungan.get()
    assert (kept.pernyataan, kept.dinyatakan_oleh) == (PERNYATAAN, team.kepala.user)
    walk(team.verifikator, month, "setujui")

    assert month.status == "disetujui"
    assert kept.pool == 60_000_000 * 75 * 155 // 100_000  # 7,5% x (1 + 0,27 + 0,08 + 0,20)
    checked = history(month).get(move="verifikasi").reason
    assert all(point in checked for point in DAFTAR_PERIKSA.values())


def test_a_returned_month_opens_only_its_findings_and_is_verified_and_computed_again(
    submitted_month: Pengajuan,
) -> None:
    team = make_team(submitted_month.puskesmas)
    first = submitted_month.perhitungan.get()
    make_temuan(submitted_month, Bagian.ADMINISTRASI, "Serapan tidak sama dengan SP2D.")
    walk(team.verifikator, submitted_month, "kembalikan")
    assert (submitted_month.status, submitted_month.round) == ("dikembalikan", 2)
    assert submitted_month.bagian_terbuka == ["administrasi"]

    operator = sign_in(Client(), team.operator)
    assert "Serapan tidak sama dengan SP2D." in _page(operator, submitted_month, "administrasi")
    assert '<input type="text" name="bok_diserap"' in _page(
        operator, submitted_month, "administrasi"
    )
    assert "<input" not in _page(operator, submitted_month, "jaspel").partition("judul-bagian")[2]
    closed = operator.post(
        f"/insentif/{submitted_month.pk}/jaspel/", {"versi": submitted_month.versi, "jaspel": "1"}
    )
    assert closed.status_code == 409

    stuck = operator.get(f"/insentif/{submitted_month.pk}/alur/kirim/").content.decode()
    assert "1 temuan Dinas belum ditanggapi." in stuck
    _amount(operator, submitted_month, "50.000.000")
    found = submitted_month.temuan.get()
    operator.post(
        f"/insentif/{submitted_month.pk}/temuan/{found.pk}/tanggapi/",
        {"tanggapan": "Sudah diganti."},
    )

    walk(team.operator, submitted_month, "kirim")
    walk(team.tim, submitted_month, "verifikasi")
    walk(team.kepala, submitted_month, "ajukan")
    walk(team.verifikator, submitted_month, "setujui")

    again = submitted_month.perhitungan.get(nomor=2)
    assert (again.round, again.pool < first.pool) == (2, True)
    first.refresh_from_db()
    assert first.sidik != again.sidik


def _page(client: Client, month: Pengajuan, part: str) -> str:
    return client.get(f"/insentif/{month.pk}/{part}/").content.decode()


def _amount(client: Client, month: Pengajuan, absorbed: str) -> None:
    month.refresh_from_db()
    answer = client.post(
        f"/insentif/{month.pk}/administrasi/",
        {
            "versi": month.versi,
            "penduduk": month.penduduk,
            "bok_diusulkan": month.bok_diusulkan,
            "bok_diserap": absorbed,
        },
    )
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("status", "move"),
    [
        ("menunggu_verifikasi", "kembalikan_tim"),
        ("diverifikasi_puskesmas", "kembalikan_kepala"),
        ("diajukan", "tolak"),
    ],
)
def test_who_sends_back_or_refuses_must_say_why(month: Pengajuan, status: str, move: str) -> None:
    person = make_team(month.puskesmas).for_move(move)
    client = sign_in(Client(), person)

    empty = client.post(f"/insentif/{month.pk}/alur/{move}/", {"seen_status": status})
    assert empty.status_code == 422
    assert "Tulis alasannya" in empty.content.decode()
    walk(person, month, move)

    assert month.status == INSENTIF.moves[move].target
    assert (
        str(EXTRA[move]["alasan"])
        in sign_in(Client(), person).get(f"/insentif/{month.pk}/riwayat/").content.decode()
    )


@pytest.mark.parametrize(
    ("status", "move", "extra", "sentence"),
    [
        ("menunggu_verifikasi", "verifikasi", {"periksa": []}, "Periksa semua butir"),
        ("menunggu_verifikasi", "verifikasi", {"periksa": ["berkas"]}, "Belum diperiksa: "),
        ("diverifikasi_puskesmas", "ajukan", {"pernyataan": ""}, "Beri tanda pada pernyataan"),
    ],
)
def test_nothing_is_verified_or_submitted_without_its_statement(
    month: Pengajuan, status: str, move: str, extra: dict[str, object], sentence: str
) -> None:
    answer = walk(make_team(month.puskesmas).for_move(move), month, move, **extra)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert month.status == status


def test_the_second_step_shows_what_is_decided_upon(submitted_month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(submitted_month.puskesmas).verifikator)

    page = client.get(f"/insentif/{submitted_month.pk}/alur/setujui/").content.decode()

    assert f"<b>{rupiah(submitted_month.perhitungan.get().dibagi)}</b> untuk 3 petugas" in page


def test_an_unfinished_month_says_where_to_mend_it(draft_month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(draft_month.puskesmas).operator)

    page = client.get(f"/insentif/{draft_month.pk}/alur/kirim/")
    text = page.content.decode()

    for part in ("administrasi", "pelayanan", "kegiatan", "jaspel", "berkas"):
        assert f'href="/insentif/{draft_month.pk}/{part}/"' in text
    assert "Dinas Kesehatan belum menerbitkan indeks bulan Agustus 2022." in text
    assert "<form" not in text.partition("<main")[2].partition("</main>")[0]


def test_a_return_needs_a_finding_and_an_approval_needs_none(submitted_month: Pengajuan) -> None:
    client = sign_in(Client(), make_team(submitted_month.puskesmas).verifikator)
    page = f"/insentif/{submitted_month.pk}/alur"
    assert "Catat paling sedikit satu temuan" in client.get(f"{page}/kembalikan/").content.decode()

    make_temuan(submitted_month)

    assert "Masih ada temuan" in client.get(f"{page}/setujui/").content.decode()
    returned = client.post(f"{page}/kembalikan/", {"seen_status": "diajukan"})
    assert returned.status_code == 302


def test_the_history_shows_every_step_with_its_actor(returned_month: Pengajuan) -> None:
    team = make_team(returned_month.puskesmas)
    answer_all(returned_month, team)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(returned_month, move, team)

    page = (
        sign_in(Client(), team.kepala)
        .get(f"/insentif/{returned_month.pk}/riwayat/")
        .content.decode()
    )

    sidik = list(returned_month.perhitungan.order_by("nomor").values_list("sidik", flat=True))
    assert len(sidik) == 2
    for words in (
        "Bulan dibuka",
        "Indeks diterbitkan",
        "Temuan pada Data administrasi, putaran 1",
        "Tanggapan atas temuan pada Data administrasi",
        "Hitungan pengajuan ke-2 dibekukan",
        f"{team.tim.user.name}, Tim verifikasi puskesmas",
        sidik[0][:16],
        sidik[1][:16],
    ):
        assert words in page
