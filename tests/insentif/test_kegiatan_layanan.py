"""Saving rows of the activity grid: whole rows, versions, faults in words, columns, officers."""

import threading
from datetime import date

import pytest
from django.db import connection

from tests.factories.akun import make_access
from tests.factories.kegiatan import Grid, cells_of, make_grid
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.alur.writing import ClosedError
from upaya.core import triggers
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.models import Pengajuan, Pengisi
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan
from upaya.insentif.kegiatan.services import (
    CONFLICT,
    ERROR,
    SAVED,
    MenuError,
    RowResult,
    RowWrite,
    add_line,
    add_lines,
    refresh_officers,
    remove_line,
    save_rows,
)
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db


def save(grid: Grid, *writes: RowWrite) -> list[RowResult]:
    return save_rows(grid.month.pk, grid.access, writes)


def test_a_row_is_saved_with_its_version_and_its_writer(grid: Grid) -> None:
    visits, work = grid.lapangan[0], grid.manajemen[0]

    (result,) = save(grid, RowWrite(grid.rows[0].pk, 1, {visits.pk: 12, work.pk: 4}))

    assert (result.state, result.versi) == (SAVED, 2)
    assert result.stored == {visits.pk: 12, work.pk: 4}
    row = PetugasBulan.objects.get(pk=grid.rows[0].pk)
    assert (row.versi, row.diubah_oleh_id) == (2, grid.access.user_id)
    assert cells_of(row) == {"a.4": 12, "h.1": 4}
    assert Pengisi.objects.filter(pengajuan=grid.month, user_id=grid.access.user_id).count() == 1


def test_zero_takes_a_cell_away_and_cells_not_sent_stay(grid: Grid) -> None:
    first, second = grid.lapangan
    row = grid.rows[0]
    save(grid, RowWrite(row.pk, 1, {first.pk: 3, second.pk: 5}))

    (result,) = save(grid, RowWrite(row.pk, 2, {first.pk: 0}))

    assert result.stored == {second.pk: 5}
    assert cells_of(row) == {"a.8": 5}


def test_saving_the_same_again_changes_nothing_and_is_not_recorded(grid: Grid) -> None:
    write = RowWrite(grid.rows[0].pk, 1, {grid.lapangan[0].pk: 3})
    save(grid, write)
    entries = AuditEntry.objects.count()

    (again,) = save(grid, write)  # an answer lost on the way: the same request comes twice

    assert (again.state, again.versi) == (SAVED, 2)
    assert AuditEntry.objects.count() == entries


def test_one_entry_in_the_audit_names_rows_but_no_values(grid: Grid) -> None:
    save(grid, *[RowWrite(row.pk, 1, {grid.lapangan[0].pk: 7}) for row in grid.rows])

    entry = AuditEntry.objects.get(action="insentif.isi", subject_id=grid.month.pk)

    assert entry.detail["baris"] == sorted(row.pk for row in grid.rows)
    assert "7" not in str({key: entry.detail[key] for key in entry.detail if key != "baris"})


def test_a_row_changed_meanwhile_is_a_conflict_and_the_others_are_saved(grid: Grid) -> None:
    visits = grid.lapangan[0]
    other = make_access(OPERATOR_PUSKESMAS, grid.month.puskesmas)
    save_rows(grid.month.pk, other, [RowWrite(grid.rows[0].pk, 1, {visits.pk: 9})])

    late, fine = save(
        grid,
        RowWrite(grid.rows[0].pk, 1, {visits.pk: 2}),
        RowWrite(grid.rows[1].pk, 1, {visits.pk: 4}),
    )

    assert (late.state, late.versi, late.stored) == (CONFLICT, 2, {visits.pk: 9})
    assert late.writer.startswith("Orang Rekaan")
    assert fine.state == SAVED
    assert cells_of(grid.rows[0]) == {"a.4": 9}
    assert cells_of(grid.rows[1]) == {"a.4": 4}


def test_the_same_values_from_two_people_are_no_conflict(grid: Grid) -> None:
    write = RowWrite(grid.rows[0].pk, 1, {grid.lapangan[0].pk: 9})
    save_rows(grid.month.pk, make_access(OPERATOR_PUSKESMAS, grid.month.puskesmas), [write])

    (result,) = save(grid, write)

    assert (result.state, result.versi) == (SAVED, 2)


def test_a_row_sent_twice_with_different_values_conflicts_with_itself(grid: Grid) -> None:
    line = grid.lapangan[0]

    first, second = save(
        grid, RowWrite(grid.rows[0].pk, 1, {line.pk: 1}), RowWrite(grid.rows[0].pk, 1, {line.pk: 2})
    )

    assert (first.state, second.state) == (SAVED, CONFLICT)
    assert second.stored == {line.pk: 1}
    assert cells_of(grid.rows[0]) == {"a.4": 1}


def test_a_row_of_another_month_is_an_error_and_stays_as_it_is(grid: Grid) -> None:
    stranger = make_grid(make_puskesmas("Kendit"), officers=1)

    foreign, fine = save(
        grid,
        RowWrite(stranger.rows[0].pk, 1, {grid.lapangan[0].pk: 5}),
        RowWrite(grid.rows[0].pk, 1, {grid.lapangan[0].pk: 5}),
    )

    assert foreign.state == ERROR
    assert foreign.row == stranger.rows[0].pk
    assert "tidak ada" in foreign.faults[0]
    assert foreign.stored == {}
    assert fine.state == SAVED
    assert cells_of(stranger.rows[0]) == {}


def test_a_column_of_another_month_is_an_error(grid: Grid) -> None:
    stranger = make_grid(make_puskesmas("Kendit"), officers=1)

    (result,) = save(grid, RowWrite(grid.rows[0].pk, 1, {stranger.lapangan[0].pk: 5}))

    assert result.state == ERROR
    assert "Kolom" in result.faults[0]
    assert not IsianKegiatan.objects.filter(baris__pengajuan=grid.month).exists()


def test_orang_hari_beyond_the_days_of_the_month_refuses_the_whole_row() -> None:
    grid = make_grid(manajemen=2, periode=date(2022, 9, 1))
    row, (first, second) = grid.rows[0], grid.manajemen

    (bad,) = save(grid, RowWrite(row.pk, 1, {grid.lapangan[0].pk: 3, first.pk: 16, second.pk: 15}))

    assert bad.state == ERROR
    assert bad.faults == (
        "OH Petugas 001 31 melebihi 30 hari bulan September 2022. Isi 0 sampai 30.",
    )
    assert cells_of(row) == {}
    (good,) = save(grid, RowWrite(row.pk, 1, {first.pk: 15, second.pk: 15}))
    assert good.state == SAVED


def test_frekuensi_is_not_bounded_by_days(grid: Grid) -> None:
    (result,) = save(grid, RowWrite(grid.rows[0].pk, 1, {grid.lapangan[0].pk: 400}))
    assert result.state == SAVED


@pytest.mark.parametrize("amount", [-1, 1_000_000_001, 10**30])
def test_a_number_out_of_bounds_is_refused_at_its_cell(grid: Grid, amount: int) -> None:
    line = grid.lapangan[0]

    (result,) = save(grid, RowWrite(grid.rows[0].pk, 1, {line.pk: amount}))

    assert result.state == ERROR
    assert "di luar batas" in result.cell_faults[line.pk]
    assert cells_of(grid.rows[0]) == {}


def test_columns_that_are_fine_alone_may_not_exceed_the_limit_together(grid: Grid) -> None:
    first, second = grid.lapangan

    (result,) = save(grid, RowWrite(grid.rows[0].pk, 1, {first.pk: 10**9, second.pk: 1}))

    assert result.state == ERROR
    assert "1.000.000.000" in result.faults[0]


def test_text_that_is_no_number_refuses_the_whole_row_at_its_cell(grid: Grid) -> None:
    first, second = grid.lapangan

    (result,) = save(
        grid,
        RowWrite(grid.rows[0].pk, 1, {first.pk: 3}, {second.pk: "“dua kali” bukan bilangan bulat"}),
    )

    assert result.state == ERROR
    assert "“dua kali” bukan bilangan bulat" in result.cell_faults[second.pk]
    assert cells_of(grid.rows[0]) == {}


def test_text_is_refused_even_where_nothing_else_changed(grid: Grid) -> None:
    (result,) = save(
        grid, RowWrite(grid.rows[0].pk, 1, {}, {grid.lapangan[0].pk: "“x” bukan bilangan bulat"})
    )
    assert result.state == ERROR


@pytest.mark.parametrize("status", ["menunggu_verifikasi", "diverifikasi_puskesmas"])
def test_a_month_that_is_with_others_is_closed(grid: Grid, status: str) -> None:
    with triggers.lifted():
        Pengajuan.objects.filter(pk=grid.month.pk).update(
            status=status, bok_diusulkan=1, bok_diserap=1, jaspel=0
        )
    with pytest.raises(ClosedError, match="tidak dapat diubah"):
        save(grid, RowWrite(grid.rows[0].pk, 1, {grid.lapangan[0].pk: 1}))


def test_a_part_without_finding_stays_locked_after_a_return(grid: Grid) -> None:
    with triggers.lifted():
        Pengajuan.objects.filter(pk=grid.month.pk).update(
            status="dikembalikan", bagian_terbuka=["jaspel"]
        )
    with pytest.raises(ClosedError, match="Kegiatan petugas"):
        save(grid, RowWrite(grid.rows[0].pk, 1, {grid.lapangan[0].pk: 1}))


def test_a_month_of_another_puskesmas_does_not_exist(grid: Grid) -> None:
    stranger = make_access(OPERATOR_PUSKESMAS, make_puskesmas("Kendit"))
    with pytest.raises(Pengajuan.DoesNotExist):
        save_rows(grid.month.pk, stranger, [RowWrite(grid.rows[0].pk, 1, {})])


# ------------------------------------------------------------------ columns and officers


def test_lines_of_the_menu_become_columns_with_their_kind() -> None:
    grid = make_grid(lapangan=0, manajemen=0)

    made = add_lines(grid.month.pk, grid.access, ["h.1", "a.4", "h.1"])

    assert [(line.menu, line.jenis, line.urutan) for line in made] == [
        ("h.1", "manajemen", 1),
        ("a.4", "lapangan", 2),
    ]
    assert made[1].uraian.startswith("Peningkatan pemberdayaan masyarakat")


def test_a_line_taken_twice_is_one_column() -> None:
    grid = make_grid(lapangan=0, manajemen=0)
    first = add_line(grid.month.pk, grid.access, "a.4")
    assert add_line(grid.month.pk, grid.access, "a.4") == first
    assert BarisKegiatan.objects.filter(pengajuan=grid.month).count() == 1


@pytest.mark.parametrize("codes", [[], ["z.9"], ["a.4", "z.9"], ["f.1.a"], ["a"]])
def test_what_is_no_work_in_the_menu_is_refused_whole(codes: list[str]) -> None:
    grid = make_grid(lapangan=0, manajemen=0)
    with pytest.raises(MenuError, match="Pilih kegiatan"):
        add_lines(grid.month.pk, grid.access, codes)
    assert not grid.month.baris.exists()


def test_a_column_with_work_is_not_removed(grid: Grid) -> None:
    full, empty = grid.lapangan
    save(grid, RowWrite(grid.rows[0].pk, 1, {full.pk: 1}))

    with pytest.raises(MenuError, match="masih berisi"):
        remove_line(grid.month.pk, grid.access, full.pk)
    remove_line(grid.month.pk, grid.access, empty.pk)

    assert list(grid.month.baris.values_list("menu", flat=True)) == ["a.4", "h.1"]


def test_the_list_of_officers_follows_the_master_data_but_keeps_work(grid: Grid) -> None:
    unit = grid.month.puskesmas
    save(grid, RowWrite(grid.rows[0].pk, 1, {grid.lapangan[0].pk: 1}))
    for row in grid.rows[:2]:  # both left; the first has work entered
        row.petugas.aktif = False
        row.petugas.nonaktif_sejak = date(2022, 8, 1)  # entitled on no day of the month
        row.petugas.save()
    new = make_petugas(unit, "Petugas Baru")

    assert refresh_officers(grid.month.pk, grid.access) == (1, 1)

    left = set(grid.month.petugas.values_list("petugas_id", flat=True))
    assert left == {grid.rows[0].petugas_id, grid.rows[2].petugas_id, new.pk}
    assert refresh_officers(grid.month.pk, grid.access) == (0, 0)


# ------------------------------------------------------------------ two at once


@pytest.mark.django_db(transaction=True)
def test_of_two_writers_at_once_exactly_one_wins_and_the_other_is_told() -> None:
    grid = make_grid(officers=6)
    line = grid.lapangan[0]
    start = threading.Barrier(4)
    outcomes: dict[int, list[RowResult]] = {}
    faults: list[BaseException] = []

    def write(number: int) -> None:
        try:
            start.wait(10)
            outcomes[number] = save(
                grid, *[RowWrite(row.pk, 1, {line.pk: 10 + number}) for row in grid.rows]
            )
        except BaseException as fault:  # noqa: BLE001 - told to the test below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert faults == []
    for place, row in enumerate(grid.rows):
        states = {number: results[place].state for number, results in outcomes.items()}
        (winner,) = [number for number, state in states.items() if state == SAVED]
        assert sorted(states.values()) == [CONFLICT, CONFLICT, CONFLICT, SAVED]
        assert cells_of(row) == {"a.4": 10 + winner}
        assert PetugasBulan.objects.get(pk=row.pk).versi == 2
    losers = [r for results in outcomes.values() for r in results if r.state == CONFLICT]
    assert all(result.versi == 2 and result.stored for result in losers)
