"""The pages of the activity grid: what they show to whom, how they save, what they refuse."""

import gzip
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories.akun import sign_in, sign_in_as
from tests.factories.insentif import fill_month, make_team
from tests.factories.kegiatan import Grid, make_grid
from tests.factories.wilayah import make_puskesmas
from tests.insentif.gridded import address, cell, post_json
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.kegiatan.menu import menu_by_letter, suggestions
from upaya.insentif.kegiatan.queries import kisi
from upaya.insentif.kegiatan.services import RowWrite, save_rows
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


MaxQueries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def grid(client: Client, grid: Grid) -> Grid:
    """A month with three officers; the client is signed in as another operator of its puskesmas."""
    sign_in_as(client, OPERATOR_PUSKESMAS, grid.month.puskesmas)
    return grid


# ------------------------------------------------------------------ the page


def test_the_page_shows_columns_by_kind_officers_and_totals(client: Client, grid: Grid) -> None:
    first, work = grid.lapangan[0], grid.manajemen[0]
    save_rows(grid.month.pk, grid.access, [RowWrite(grid.rows[0].pk, 1, {first.pk: 4, work.pk: 2})])

    page = client.get(address(grid.month)).content.decode()

    assert page.index("Lapangan (frekuensi)") < page.index("Manajemen (orang-hari)")
    assert f'name="{cell(grid, 0, first)}" value="4"' in page
    assert "Petugas 003" in page
    assert f'data-total="{first.pk}">4<' in page
    assert "menunggu" in page  # the month cannot be computed yet
    assert "BOK diusulkan" in page  # and why


def test_amounts_and_bobot_are_those_of_the_calculation(client: Client, grid: Grid) -> None:
    fill_month(grid.month)
    computed = LembarBulan(grid.month).sekarang
    assert computed.hasil is not None
    shown = kisi(LembarBulan(grid.month))

    assert {row.kode: row.bruto for row in shown.baris} == computed.by_kode
    assert {row.kode: row.bobot for row in shown.baris} == dict(
        zip(computed.hasil.id, computed.hasil.bobot, strict=True)
    )
    assert shown.bruto == sum(computed.by_kode.values())
    assert f"/insentif/{grid.month.pk}/hasil/mengapa/{shown.baris[0].kode}/" in (
        client.get(address(grid.month)).content.decode()
    )


def test_bobot_is_known_before_the_month_can_be_computed() -> None:
    made = make_grid()
    # D3 gives 4, no post 1, no additional post 0 (Pasal 11A ayat (7) huruf f)
    assert [row.bobot for row in kisi(LembarBulan(made.month)).baris] == [5, 5, 5]
    assert [row.bruto for row in kisi(LembarBulan(made.month)).baris] == [None] * 3


def test_an_officer_without_sk_is_marked(client: Client, grid: Grid) -> None:
    grid.rows[1].petugas.penetapan.all().delete()
    page = client.get(address(grid.month)).content.decode()
    assert page.count("Belum ada SK Kepala Dinas; tidak dihitung.") == 1


@pytest.mark.parametrize("role", [TIM_VERIFIKASI, KEPALA_PUSKESMAS, VERIFIKATOR_DINAS, AUDITOR])
def test_other_roles_read_and_cannot_write(client: Client, role: Role) -> None:
    made = make_grid()
    save_rows(made.month.pk, made.access, [RowWrite(made.rows[0].pk, 1, {made.lapangan[0].pk: 4})])
    unit = made.month.puskesmas if role in {TIM_VERIFIKASI, KEPALA_PUSKESMAS} else None
    sign_in_as(client, role, unit)

    page = client.get(address(made.month)).content.decode()

    assert "Petugas 001" in page
    assert "<input" not in page.split('<table class="grid">')[1].split("</table>")[0]
    assert "grid.js" not in page
    for rest in ("simpan/", "menu/", "petugas/"):
        assert client.post(address(made.month, rest)).status_code == 403


def test_a_closed_month_is_shown_with_its_frozen_amounts(
    submitted_month: Pengajuan, client: Client
) -> None:
    frozen = LembarBulan(submitted_month).perhitungan
    assert frozen is not None
    sign_in(client, make_team(submitted_month.puskesmas).operator)

    shown = kisi(LembarBulan(submitted_month))

    by_kode = {row.petugas.kode: row.bruto for row in frozen.baris.select_related("petugas")}
    assert {row.kode: row.bruto for row in shown.baris} == by_kode
    page = client.get(address(submitted_month)).content.decode()
    assert "grid-input" not in page
    assert "Tambah kolom kegiatan" not in page


def test_without_officers_the_page_leads_to_them(client: Client) -> None:
    made = make_grid(officers=0, lapangan=0, manajemen=0)
    sign_in_as(client, OPERATOR_PUSKESMAS, made.month.puskesmas)
    page = client.get(address(made.month)).content.decode()
    assert "Belum ada petugas di bulan ini" in page
    assert "Ambil daftar petugas" in page


@pytest.mark.empty_world
def test_without_columns_the_page_offers_a_first_set(client: Client) -> None:
    made = make_grid(lapangan=0, manajemen=0)
    sign_in_as(client, OPERATOR_PUSKESMAS, made.month.puskesmas)
    page = client.get(address(made.month)).content.decode()
    assert "Pilih kegiatan bulan ini" in page
    assert 'value="h.1" checked' in page
    assert "asumsi" in page


def test_a_month_of_another_puskesmas_is_not_found(client: Client, grid: Grid) -> None:
    other = make_grid(make_puskesmas("Kendit"), officers=1)
    assert client.get(address(other.month)).status_code == 404
    assert post_json(client, other.month, {"rows": []}).status_code == 404
    mine = grid.lapangan[0].pk
    assert client.post(address(other.month, f"menu/{mine}/hapus/")).status_code == 404


# ------------------------------------------------------------------ bounds


def test_the_page_of_sixty_officers_is_light_and_asks_little(
    client: Client, django_assert_max_num_queries: MaxQueries
) -> None:
    made = make_grid(officers=60, lapangan=8, manajemen=4)
    fill_month(made.month)
    cells = {line.pk: 1000 + line.pk for line in made.lapangan}
    save_rows(made.month.pk, made.access, [RowWrite(row.pk, 2, cells) for row in made.rows])
    sign_in_as(client, OPERATOR_PUSKESMAS, made.month.puskesmas)

    with django_assert_max_num_queries(48):
        page = client.get(address(made.month))

    text = page.content.decode()
    assert text.count('class="grid-input"') == 60 * 14  # two columns came with fill_month
    names = set(re.findall(r'(?:src|href)="/static/([^"#]+)', text))
    assert {"insentif/grid.js", "core/grid.css", "core/base.css"} < names
    files = [page.content, *(Path(str(finders.find(name))).read_bytes() for name in names)]
    # Fourteen columns of sixty: more than the pages held to 60 kB by tests/browser/test_weight.
    # 25 kB of it are the frame of every page: htmx, styles, search and tools of long tables.
    assert sum(len(gzip.compress(content)) for content in files) < 71_000


def test_queries_do_not_grow_with_officers_or_rows_saved(
    client: Client, grid: Grid, django_assert_max_num_queries: MaxQueries
) -> None:
    fill_month(grid.month)
    line = grid.lapangan[0].pk
    one = {"rows": [{"row": grid.rows[0].pk, "versi": 2, "cells": {line: 3}}]}
    with django_assert_max_num_queries(46):
        answer = post_json(client, grid.month, one)
    assert answer.json()["rows"][0]["state"] == "saved"


# ------------------------------------------------------------------ columns and officers


def test_the_menu_is_grouped_by_letter_with_kind_and_origin(client: Client, grid: Grid) -> None:
    page = client.get(address(grid.month, "menu/")).content.decode()
    assert "A. Upaya Penurunan Angka Kematian Ibu" in page
    assert "H. Fungsi Manajemen Puskesmas" in page
    assert "Tenaga promosi kesehatan" not in page  # f is spending, no work of an officer
    assert 'value="a.4" checked disabled' in page
    assert "Lapangan" in page
    assert "asumsi" in page
    assert "“kunjungan”: dilakukan di luar gedung" in page  # why it is what it is
    assert "“lokakarya”: mengatur pekerjaan" in page


def test_the_menu_in_the_panel_is_a_part_of_a_page(client: Client, grid: Grid) -> None:
    page = client.get(address(grid.month, "menu/"), headers={"hx-request": "true"})
    assert page.content.decode().lstrip().startswith('<h2 id="panel-judul">')


def test_the_menu_is_searched_by_words_in_any_order() -> None:
    made = make_grid()
    sheet = LembarBulan(made.month)
    found = [line for letter in menu_by_letter(sheet, "ibu KELAS") for line in letter.pilihan]
    assert [line.kode for line in found] == ["a.8"]
    assert menu_by_letter(sheet, "tidak ada yang begini") == []


def test_ticked_lines_become_columns(client: Client, grid: Grid) -> None:
    answer = client.post(address(grid.month, "menu/"), {"kode": ["g.1", "b.2"]}, follow=True)
    assert "2 kolom kegiatan ditambahkan." in answer.content.decode()
    assert set(grid.month.baris.values_list("menu", flat=True)) >= {"g.1", "b.2"}


def test_nothing_ticked_is_said_on_the_menu(client: Client, grid: Grid) -> None:
    answer = client.post(address(grid.month, "menu/"), {})
    assert answer.status_code == 422
    assert "Pilih kegiatan dari daftar" in answer.content.decode()


def test_an_empty_column_is_removed_a_full_one_not(client: Client, grid: Grid) -> None:
    full, empty = grid.lapangan
    save_rows(grid.month.pk, grid.access, [RowWrite(grid.rows[0].pk, 1, {full.pk: 1})])
    for line, words in [(full, "masih berisi"), (empty, "Kolom kegiatan dihapus.")]:
        answer = client.post(address(grid.month, f"menu/{line.pk}/hapus/"), follow=True)
        assert words in answer.content.decode()
    assert set(grid.month.baris.values_list("menu", flat=True)) == {"a.4", "h.1"}


def test_the_list_of_officers_is_refreshed(client: Client, grid: Grid) -> None:
    first = client.post(address(grid.month, "petugas/"), follow=True).content.decode()
    assert "Daftar petugas sudah sesuai" in first
    grid.rows[0].delete()
    again = client.post(address(grid.month, "petugas/"), follow=True).content.decode()
    assert "1 petugas ditambahkan, 0 dilepas." in again


@pytest.mark.empty_world
def test_suggestions_are_what_the_district_used_before() -> None:
    made = make_grid(lapangan=0, manajemen=0)
    assert "h.1" in {line.kode for line in suggestions(LembarBulan(made.month))}
    other = make_grid(make_puskesmas("Kendit"), officers=1, lapangan=1, manajemen=0)
    save_rows(
        other.month.pk, other.access, [RowWrite(other.rows[0].pk, 1, {other.lapangan[0].pk: 1})]
    )
    assert [line.kode for line in suggestions(LembarBulan(made.month))] == ["a.4"]
