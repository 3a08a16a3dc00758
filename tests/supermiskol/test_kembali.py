"""Whoever must mend a request reads why on top of it, after every move back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.factories.miskol import Team, make_request, make_village, step
from tests.supermiskol.people import Person
from upaya.core import clock
from upaya.rules.supermiskol import road
from upaya.rules.workflow import Move

pytestmark = pytest.mark.django_db

BACK = [
    (source, move)
    for move in road.MISKOL.moves.values()
    for source in sorted(move.sources)
    if road.MISKOL.goes_back(source, move)
]
WHY = "Kartu keluarganya belum sama dengan KTP."
ASKED = {
    "kembalikan_dinkes": ("Berkas", "Rujukan tidak terbaca."),
    "kembalikan_dinsos": ("Berkas", "Rujukan tidak terbaca."),
    "kembalikan_kecamatan": ("Tinjau lapang, Air", "Air minum belum cocok."),
}
"""What the builder notes before it sends back with findings: where, and what."""


def test_every_way_back_is_tried() -> None:
    assert {move.name for _, move in BACK} == {*ASKED, "tunggu", "kembalikan_putusan"}


@pytest.mark.parametrize(("source", "move"), BACK, ids=[move.name for _, move in BACK])
def test_the_reason_stands_on_top_for_whoever_mends_it(source: str, move: Move) -> None:
    village = make_village()
    team = Team(village)
    case = make_request(village, source)
    step(case, team, move.name, reason=WHY)
    case.refresh_from_db()
    sender = road.MISKOL.moves[move.name].roles[0]
    by = f"{team.members[sender].user.name}, {sender.label}"
    title = f"Menunggu pemohon, dicatat {by}" if move.name == "tunggu" else f"oleh {by}"
    place, what = ASKED.get(move.name, ("", WHY))
    for role in case.state.waits_for:
        mends = Person(team.members[role])
        for part in ("pemohon", "berkas", "kunjungan", "hasil", "surat"):
            page = mends.page(f"/miskol/{case.pk}/{part}/")
            top = page.partition("judul-bagian")[2]
            assert title in top, (role.name, part)
            assert what in top, (role.name, part)
            assert place.rpartition(", ")[2] in top, (role.name, part)
        assert title in mends.page("/tugas/"), role.name


def test_the_reason_leaves_with_the_mending() -> None:
    village = make_village()
    team = Team(village)
    case = make_request(village, road.DIVERIFIKASI)
    step(case, team, "kembalikan_putusan", reason=WHY)
    officer = Person(team.members[road.PETUGAS_DINSOS])
    assert WHY in officer.page(f"/miskol/{case.pk}/hasil/")
    step(case, team, "verifikasi")
    assert WHY not in officer.page(f"/miskol/{case.pk}/hasil/")


def test_a_visit_that_only_repeats_says_what_is_waited_for() -> None:
    village = make_village()
    team = Team(village)
    case = make_request(village, road.TINJAU_ULANG)
    visit = case.kunjungan.latest("nomor")
    surveyor = Person(team.members[road.SURVEYOR])
    said = {f"i-{code}": answer for code, answer in visit.jawaban.items()}
    names = {"petugas_desa": visit.petugas_desa_id, "petugas_tim": visit.petugas_tim_id}
    page = surveyor.page(f"/miskol/{case.pk}/kunjungan/")
    uuid = page.partition('name="uuid" value="')[2].partition('"')[0]
    more = {"uuid": uuid, "versi": 0, "tanggal": str(visit.tanggal), "catatan": visit.catatan}
    surveyor.post(f"/miskol/{case.pk}/kunjungan/", **said, **names, **more)
    assert "tulis catatan apa yang dilihat lagi" in surveyor.page(f"/miskol/{case.pk}/kunjungan/")
    assert case.kunjungan.count() == 1, "what only repeats is no new visit"


def test_the_page_of_a_letter_says_that_it_has_expired(settings: Settings) -> None:
    village = make_village()
    case = make_request(village, road.DISETUJUI)
    operator = Person(Team(village).members[road.OPERATOR_DESA])
    assert ">berlaku</" in operator.page(f"/miskol/{case.pk}/surat/")
    settings.BUSINESS_DATE = clock.today() + timedelta(days=400)
    assert ">kedaluwarsa</" in operator.page(f"/miskol/{case.pk}/surat/")
