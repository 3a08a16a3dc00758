"""A month is read once per request: on the page of a move, when it is made, when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.akun import sign_in
from tests.factories.insentif import (
    advance,
    answer_all,
    hand_over_spj,
    make_month,
    make_team,
    make_temuan,
    make_transfer,
)
from tests.factories.kueri import Asked, asking
from tests.factories.wilayah import make_puskesmas
from tests.world.handle import World
from upaya.core import clock, triggers
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import DAFTAR_PERIKSA, move_month
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif.road import APPROVED, INSENTIF
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

OFFICERS = 12
PAGE, STEP, MADE, PAPERS = 15, 20, 34, 20
"""How much a page may ask, with last month beside this one, the page of a move, making one, with
what is taken back, and the page of all papers, which compares each with what was issued: signing in
included."""

STEPS = [(move, source) for move in INSENTIF.moves for source in INSENTIF.moves[move].sources]
BY_ITSELF = "selesai_bayar"
"""The program makes it as soon as the last line is paid: on its page something is always open."""


def ready(move: str, source: str) -> Pengajuan:
    """A month in `source` in which nothing stands in the way of `move`."""
    if move == "transfer_sisa":
        month = make_month(status="dana_diajukan", officers=OFFICERS)
        access, payment = make_team(month.puskesmas).pengeluaran.access(), payment_of(month)
        assert payment is not None
        half = make_transfer(month, payment.total // 2, "Dibayar bertahap dulu.")
        move_month(month.pk, "transfer", access, seen_status=month.status, transfer=half)
        month.refresh_from_db()
        return month
    absorbed = 0 if move == "tutup_nihil" else 60_000_000
    month = make_month(status=source, filled=True, officers=OFFICERS, bok_diserap=absorbed)
    if source == "dikembalikan":
        answer_all(month)
    if move == "kembalikan":
        make_temuan(month)
    if move == "siapkan_nota":
        hand_over_spj(month)
    return month


def filled(move: str, month: Pengajuan, seen_sidik: str) -> dict[str, object]:
    """What a person fills in on the second step."""
    form: dict[str, object] = {
        "seen_status": month.status,
        "seen_sidik": seen_sidik,
        "alasan": "Alasan contoh.",
        "periksa": list(DAFTAR_PERIKSA),
        "pernyataan": "on",
    }
    if move.startswith("transfer"):
        payment = payment_of(month)
        assert payment is not None
        form |= {
            "nomor": "SP2D/1",
            "tanggal": clock.today(),
            "jumlah": payment.sisa_dana,
            "kunci": uuid4(),
            "diterima": DokumenSpj.Jenis.values,
        }
    return form


def enter(month: Pengajuan, move: str) -> Client:
    client = sign_in(Client(), make_team(month.puskesmas).for_move(move))
    client.get("/tugas/")  # the first request of a session also notes the session
    return client


def assert_little(asked: Asked, most: int) -> None:
    assert asked.repeated == []
    assert asked.computed <= 1
    assert asked.count <= most, "\n".join(sql for sql, _ in asked.statements)


@pytest.mark.parametrize(("move", "source"), STEPS)
def test_a_move_reads_its_month_once(
    move: str,
    source: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    month = ready(move, source)
    client, address = enter(month, move), reverse(f"insentif:alur_{move}", args=[month.pk])

    with asking() as shown:
        second = client.get(address)
    assert second.status_code == 200
    assert_little(shown, STEP)
    assert bool(second.context["obstacles"]) is (move == BY_ITSELF)
    form = filled(move, month, second.context["form"].initial["seen_sidik"])

    with django_capture_on_commit_callbacks(execute=True), asking() as made:
        answer = client.post(address, form)
    assert answer.status_code == (422 if move == BY_ITSELF else 302), answer.content.decode()
    assert_little(made, MADE)
    month.refresh_from_db()
    assert month.status == (source if move == BY_ITSELF else INSENTIF.moves[move].target)


@pytest.mark.parametrize(("move", "source"), STEPS)
def test_a_move_that_is_refused_shows_what_the_refusal_read(move: str, source: str) -> None:
    """The page after a refusal asks for nothing that was asked to decide upon it."""
    month = ready(move, source)
    client, address = enter(month, move), reverse(f"insentif:alur_{move}", args=[month.pk])
    good = filled(move, month, "")

    with asking() as empty:  # a form with nothing in it, where one must be filled
        unfilled = client.post(address, {"seen_status": source})
    assert_little(empty, MADE if unfilled.status_code == 302 else STEP)
    with triggers.lifted():
        Pengajuan.objects.filter(pk=month.pk).update(status=source)
    if unfilled.status_code == 302:
        return
    assert unfilled.status_code == 422

    with asking() as stale:  # amounts that were not on the page
        other = client.post(address, good | {"seen_sidik": "0" * 64, "jumlah": 10**12})
    assert_little(stale, MADE if other.status_code == 302 else STEP)


@pytest.mark.parametrize(
    ("move", "status"),
    [
        ("kirim", "draf"),
        ("verifikasi", "menunggu_verifikasi"),
        ("ajukan", "diverifikasi_puskesmas"),
    ],
)
def test_obstacles_are_found_and_placed_in_one_reading(move: str, status: str) -> None:
    month = make_month(status=status, filled=True, officers=OFFICERS)
    month.berkas.all().delete()
    client, address = enter(month, move), reverse(f"insentif:alur_{move}", args=[month.pk])

    with asking() as shown:
        page = client.get(address)
    assert_little(shown, STEP)
    form = filled(move, month, "")
    with asking() as refused:
        again = client.post(address, form)

    assert_little(refused, STEP)
    assert (page.status_code, again.status_code) == (200, 422)
    assert [one.part for one in again.context["obstacles"]] == ["berkas"]
    assert page.context["obstacles"] == again.context["obstacles"]


# ------------------------------------------------------------------ what is decided upon
def test_nothing_is_read_for_a_decision_before_everything_lies_still() -> None:
    """The locks come first, then the one reading: what the page in front had read is not used."""
    month = ready("ajukan", "diverifikasi_puskesmas")
    client, address = enter(month, "ajukan"), reverse("insentif:alur_ajukan", args=[month.pk])

    with asking() as made:
        assert client.post(address, filled("ajukan", month, "")).status_code == 302

    sheet, unit = (
        made.place_of('JOIN "insentif_isiankegiatan"'),
        made.place_of('FROM "wilayah_unit"'),
    )
    log = made.place_of('INSERT INTO "core_workflowlog"')
    locked = [n for n, (sql, _) in enumerate(made.statements) if 'FROM "insentif_pengajuan"' in sql]
    assert locked[1] < unit < sheet < log  # locked[0] is the door of the page
    for table in ("insentif_pengisi", "core_workflowlog", "regulasi_barisaturan"):
        assert unit < made.place_of(f'FROM "{table}"') < log


def test_a_recap_works_out_its_debts_once() -> None:
    month = ready("rekap", "disetujui")
    client, address = enter(month, "rekap"), reverse("insentif:alur_rekap", args=[month.pk])

    with asking() as made:
        assert client.post(address, filled("rekap", month, "")).status_code == 302

    for table in ("insentif_perhitunganpetugas", "insentif_selisihpetugas"):
        assert sum(f'FROM "{table}"' in sql for sql, _ in made.statements) == 1


# ------------------------------------------------------------------ pages
PARTS: dict[str, Callable[[str], bool]] = {
    "administrasi": lambda _: True,
    "pelayanan": lambda _: True,
    "kegiatan": lambda _: True,
    "jaspel": lambda _: True,
    "berkas": lambda _: True,
    "hasil": lambda _: True,
    "riwayat": lambda _: True,
    "dokumen": lambda _: True,
    "buku": lambda _: True,
    "mengapa": lambda _: True,
    "hasil_xlsx": lambda _: True,
    "pembayaran": lambda status: status in APPROVED,
    "koreksi_baru": lambda status: status in APPROVED,
}


@pytest.mark.parametrize("status", INSENTIF.states)
@pytest.mark.parametrize("role", [OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS])
def test_a_page_of_a_month_asks_for_nothing_twice(world: World, role: Role, status: str) -> None:
    client, month = sign_in(Client(), world.members[role]), world.months[status]
    client.get("/tugas/")
    for name, there in PARTS.items():
        if there(status) and not (name == "koreksi_baru" and role is VERIFIKATOR_DINAS):
            with asking() as asked:
                page = client.get(reverse(f"insentif:{name}", args=[month.pk]))
            assert page.status_code == 200, name
            assert_little(asked, PAPERS if name == "dokumen" else PAGE)


def test_the_grid_saves_and_answers_with_one_reading() -> None:
    puskesmas = make_puskesmas()
    month = make_month(puskesmas, filled=True, officers=OFFICERS)
    client = enter(month, "kirim")
    row, line = month.petugas.order_by("pk")[0], month.baris.order_by("pk")[0]
    body = {"rows": [{"row": row.pk, "versi": row.versi, "cells": {line.pk: 3}}]}

    with asking() as asked:
        answer = client.post(
            reverse("insentif:kegiatan_simpan", args=[month.pk]), body, "application/json"
        )

    assert answer.json()["rows"][0]["state"] == "saved"
    assert_little(asked, MADE)


def test_a_month_that_moved_on_is_not_decided_upon_from_an_old_reading() -> None:
    """Between the page and the button somebody changed the sheet: the button says so."""
    month = ready("verifikasi", "menunggu_verifikasi")
    client, address = (
        enter(month, "verifikasi"),
        reverse("insentif:alur_verifikasi", args=[month.pk]),
    )
    seen = client.get(address).context["form"].initial["seen_sidik"]
    Pengajuan.objects.filter(pk=month.pk).update(bok_diserap=1_000_000)

    late = client.post(address, filled("verifikasi", month, seen))

    assert late.status_code == 422
    assert "berubah sejak Anda membuka halaman ini" in late.content.decode()
    month.refresh_from_db()
    assert month.status == "menunggu_verifikasi"
    assert month.sidik_verifikasi == ""
    advance(month, "verifikasi")
    assert month.sidik_verifikasi != ""
