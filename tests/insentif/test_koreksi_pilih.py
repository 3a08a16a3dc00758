"""A correction starts with one officer or one part: what is not wrong is not asked."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import make_month, make_team
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.rules.insentif.officer_work import Kerja

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> Pengajuan:
    return make_month(status="disetujui", officers=6)


def _boxes(answer: object) -> set[str]:
    form = answer.context["form"]  # type: ignore[attr-defined] # a test client's response
    return {name for name in form.fields if "_" in name}


def test_it_asks_first_who_and_nothing_else(month: Pengajuan) -> None:
    operator = sign_in(Client(), make_team(month.puskesmas).operator)
    start = f"/insentif/{month.pk}/koreksi/"
    page = operator.get(start)
    assert _boxes(page) == set()
    assert "Apa yang berubah?" not in page.content.decode()
    officers = [row.petugas for row in month.petugas.select_related("petugas")]
    offered = dict(page.context["pilihan"])
    assert set(offered) == {"bok", "aturan", *(one.kode for one in officers)}
    assert all("kunjungan" in offered[one.kode] for one in officers)
    unasked = operator.post(start, {"alasan": "Salah ketik saja."})
    assert unasked.status_code == 422
    assert "Pilih dulu" in unasked.content.decode()


def test_several_are_picked_one_by_one_and_left_out_again(month: Pengajuan) -> None:
    operator = sign_in(Client(), make_team(month.puskesmas).operator)
    one, two = (row.petugas.kode for row in month.petugas.select_related("petugas")[:2])
    start = f"/insentif/{month.pk}/koreksi/"
    page = operator.get(start, {"pilih": [one, "bok", one, ""]})
    assert _boxes(page) == {f"oh_{one}", f"f_{one}", "bok_diserap"}
    assert {one, "bok"}.isdisjoint(dict(page.context["pilihan"]))
    both = operator.get(start, {"pilih": [one, two]})
    assert _boxes(both) == {f"{what}_{kode}" for what in ("oh", "f") for kode in (one, two)}
    (first, _) = both.context["dipilih"]
    assert _boxes(operator.get(start + first.lepas)) == {f"oh_{two}", f"f_{two}"}
    body = both.content.decode()
    assert "Kegiatan yang dibekukan di balik angka ini" in body  # what the numbers were made of
    assert operator.get(start, {"pilih": "PTLAIN"}).status_code == 404


def test_its_effect_is_said_for_whom_it_is_about_and_for_the_others_together(
    month: Pengajuan,
) -> None:
    operator = sign_in(Client(), make_team(month.puskesmas).operator)
    officer = month.petugas.select_related("petugas").earliest("pk").petugas
    start = f"/insentif/{month.pk}/koreksi/?pilih={officer.kode}"
    shown = operator.post(start, {f"oh_{officer.kode}": "1", f"f_{officer.kode}": "25"})
    effect = shown.context["akibat"]
    assert [row.nama for row in effect.utama] == [officer.nama]
    assert effect.utama[0].selisih > 0
    assert len(effect.lain) + 1 + effect.tetap == 6
    assert effect.bersama.selisih == sum(row.selisih for row in effect.lain)
    assert effect.semua.selisih == effect.utama[0].selisih + effect.bersama.selisih
    assert effect.semua.sebelum == month.perhitungan.get().dibagi
    apart = [abs(row.selisih) for row in effect.lain]
    assert apart == sorted(apart, reverse=True)
    assert month.koreksi.count() == 0
    bare = operator.post(
        start,
        {
            f"oh_{officer.kode}": "1",
            f"f_{officer.kode}": "25",
            "sidik": shown.context["form"]["sidik"].value(),
            "usul": "ya",
        },
    )
    assert bare.status_code == 422  # looked at without a reason, proposed only with one
    assert "Tulis alasan koreksinya." in bare.content.decode()


def test_what_came_back_begins_with_what_it_changes(month: Pengajuan) -> None:
    team = make_team(month.puskesmas)
    officer = month.petugas.select_related("petugas").earliest("pk").petugas
    change = UsulanKoreksi("Salah baca buku.", None, {officer.kode: Kerja(1, 25)})
    made = koreksi.propose(month.pk, change, team.operator.access())
    koreksi.move(made.pk, "kembalikan_tim", team.tim.access(), reason="Bukti belum cukup.")
    operator = sign_in(Client(), team.operator)
    page = operator.get(f"/insentif/{month.pk}/koreksi/?dari={made.pk}")
    assert _boxes(page) == {f"oh_{officer.kode}", f"f_{officer.kode}"}
    assert page.context["form"][f"f_{officer.kode}"].value() == "25"


def test_an_empty_list_says_where_a_correction_begins(month: Pengajuan) -> None:
    operator = sign_in(Client(), make_team(month.puskesmas).operator)
    page = operator.get("/insentif/koreksi/").content.decode()
    assert "Koreksi dimulai dari bulan yang sudah disetujui" in page
    assert 'href="/insentif/">Buka Insentif UKM' in page
    filtered = operator.get("/insentif/koreksi/", {"status": "ditolak"}).content.decode()
    assert "Ubah saringan di atas" in filtered
    assert "Koreksi dimulai" not in filtered
