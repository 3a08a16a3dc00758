"""A month sent back: its reason stands before whoever mends it, and what has to be mended opens."""

import pytest
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.core import make_upload
from tests.factories.insentif import advance, answer_all, make_month, make_team, make_temuan
from tests.factories.kueri import asking
from tests.factories.wilayah import make_puskesmas
from upaya.alur.returned import standing_returns
from upaya.alur.road import MoveRefusedError
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.insentif.bulan.inbox import tasks_for
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.isian import services as isian
from upaya.rules.insentif.road import INSENTIF

pytestmark = pytest.mark.django_db

REASON = "Serapan Agustus belum cocok dengan BKU."
BACK = {"kembalikan_tim": "menunggu_verifikasi", "kembalikan_kepala": "diverifikasi_puskesmas"}


def send_back(month: Pengajuan, move: str, reason: str = REASON) -> None:
    access = make_team(month.puskesmas).for_move(move).access()
    move_month(month.pk, move, access, seen_status=month.status, reason=reason)
    month.refresh_from_db()


@pytest.mark.parametrize("move", BACK)
def test_who_sent_it_back_and_why_stands_on_every_part_until_it_is_sent_again(move: str) -> None:
    month = make_month(status=BACK[move])
    send_back(month, move)
    team = make_team(month.puskesmas)
    sender = team.for_move(move)
    title = f"Dikembalikan oleh {sender.user.name}, {INSENTIF.moves[move].roles[0].label}"
    client = sign_in(Client(), team.operator)
    for part in (*Bagian.values, "hasil", "riwayat"):
        text = client.get(f"/insentif/{month.pk}/{part}/").content.decode()
        assert text.index(title) < text.index(REASON) < text.index("</section>"), part
        assert "Semua bagian terbuka untuk diperbaiki." in text
    address = f"/insentif/{month.pk}/"
    (line,) = [t for t in tasks_for(team.operator.access()) if t.alamat == address]
    assert line.dikembalikan == f"{title}: {REASON}"
    inbox = client.get("/tugas/").content.decode()
    assert f'<p class="returned">{title}: {REASON}</p>' in inbox

    advance(month, "kirim")
    text = client.get(f"/insentif/{month.pk}/administrasi/").content.decode()
    assert "Dikembalikan oleh" not in text
    (line,) = [t for t in tasks_for(team.tim.access()) if t.alamat == address]
    assert line.dikembalikan == ""


def test_a_return_of_the_dinas_names_its_findings_and_what_is_open() -> None:
    month = make_month(status="diajukan")
    make_temuan(month, Bagian.PELAYANAN)
    advance(month, "kembalikan")
    team = make_team(month.puskesmas)
    address = f"/insentif/{month.pk}/"
    (line,) = [t for t in tasks_for(team.operator.access()) if t.alamat == address]
    assert line.dikembalikan == (
        f"Dikembalikan oleh {team.verifikator.user.name}, Verifikator Dinas Kesehatan: Alasan "
        "contoh. 2 temuan pada Data pelayanan, Data administrasi."
    )
    page = sign_in(Client(), team.operator).get(f"/insentif/{month.pk}/kegiatan/")
    opened = "Yang terbuka untuk diperbaiki: Data administrasi, Data pelayanan, Berkas pendukung."
    assert opened in page.content.decode()


@pytest.mark.parametrize("move", BACK)
def test_a_return_inside_the_puskesmas_opens_what_an_earlier_one_had_closed(move: str) -> None:
    month = make_month(status="dikembalikan")
    assert not month.open_for(Bagian.KEGIATAN)
    answer_all(month)
    advance(month, "kirim")
    if move == "kembalikan_kepala":
        advance(month, "verifikasi")
    send_back(month, move)
    assert all(month.open_for(part) for part in Bagian.values)


def test_supporting_files_are_replaced_whenever_a_part_is_open() -> None:
    month = make_month(status="dikembalikan")
    assert month.bagian_terbuka == [Bagian.ADMINISTRASI]
    team = make_team(month.puskesmas)
    access, old = team.operator.access(), month.berkas.get()
    isian.add_berkas(month.pk, access, "serapan", make_upload("serapan-baru.pdf"))
    isian.remove_berkas(month.pk, access, old.pk)
    assert [kept.berkas.name for kept in month.berkas.all()] == ["serapan-baru.pdf"]
    page = sign_in(Client(), team.operator).get(f"/insentif/{month.pk}/berkas/").content.decode()
    assert "Unggah berkas" in page
    assert "Berkas pendukung <small>lengkap</small>" in page


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ("x", False),
        (". . . . . . . . . .", False),
        ("Perbaikilah", False),
        ("salah salah salah", False),
        ("ok ya", False),
        ("Serapan keliru", True),
        ("Besar tarif salah.", True),
    ],
)
def test_a_reason_is_made_of_words(said: str, enough: bool) -> None:  # noqa: FBT001
    assert says_something(said) is enough


def test_a_reason_of_one_letter_is_refused_by_the_road_and_at_its_field() -> None:
    month = make_month(status="menunggu_verifikasi")
    with pytest.raises(MoveRefusedError, match="paling sedikit 2 kata"):
        send_back(month, "kembalikan_tim", "x")
    client = sign_in(Client(), make_team(month.puskesmas).tim)
    typed = {"seen_status": month.status, "alasan": "x"}
    page = client.post(f"/insentif/{month.pk}/alur/kembalikan_tim/", typed)
    assert page.status_code == 422
    assert page.context["form"].errors["alasan"] == [TOO_SHORT]
    month.refresh_from_db()
    assert month.status == "menunggu_verifikasi"


def test_returns_of_many_are_read_in_as_many_queries_as_of_one() -> None:
    one = make_month(status="dikembalikan")
    names = ("Suboh", "Besuki")
    others = [make_month(make_puskesmas(name), status="dikembalikan") for name in names]
    with asking() as first:
        standing_returns(INSENTIF, [one])
    with asking() as many:
        found = standing_returns(INSENTIF, [one, *others])
    assert (first.count, len(found)) == (many.count, 3)
