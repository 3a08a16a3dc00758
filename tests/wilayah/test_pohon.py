"""The tree of units: who may hang where, the path of each, moving a branch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import StringIO
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import ProtectedError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_access
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas, make_unit
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.core.unit_kinds import District, UnitKind, faults
from upaya.demo import kabupaten
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah import pohon
from upaya.wilayah.jenis import KINDS, Jenis
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.empty_world  # trees are walked whole


# ------------------------------------------------------------------ kinds
def test_the_declared_kinds_fit_together() -> None:
    assert faults(list(KINDS)) == []
    assert {kind.name for kind in KINDS} == set(Jenis) <= registry().unit_kinds.keys()
    assert registry().unit_label("desa") == "Desa/kelurahan"
    assert registry().unit_label("tak_dikenal") == "tak_dikenal"


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([UnitKind("a", "A", frozenset({"b"}))], "a di bawah b, yang tidak dikenal"),
        ([UnitKind("a", "A")], "a tidak punya tempat"),
        ([UnitKind("a", "A", frozenset({"a"}), root=True)], "a dapat berada di bawah dirinya"),
        (
            [UnitKind("a", "A", frozenset({"b"}), root=True), UnitKind("b", "B", frozenset("a"))],
            "b dapat berada di bawah dirinya",
        ),
        ([UnitKind("a", "A", root=True), UnitKind("a", "B", root=True)], "a dinyatakan dua kali"),
    ],
)
def test_declarations_that_do_not_fit_are_named(kinds: list[UnitKind], words: str) -> None:
    assert any(words in sentence for sentence in faults(kinds))


def test_the_same_kind_said_by_two_systems_is_one() -> None:
    hospital = UnitKind("rs", "Rumah sakit", root=True, district=District.MAY)
    assert faults([hospital, UnitKind("rs", "Rumah sakit", root=True, district=District.MAY)]) == []


# ------------------------------------------------------------------ places
@pytest.mark.django_db
def test_every_kind_finds_its_place_and_only_there() -> None:
    here, there = make_kabupaten(), make_kabupaten("35.10")
    ministry = make_unit(Jenis.KEMENTERIAN)
    province = make_unit(Jenis.PROVINSI, below=ministry)
    dinas = make_unit(Jenis.DINAS, here, below=province)
    kecamatan = make_unit(Jenis.KECAMATAN, here)
    village = make_unit(Jenis.DESA, here, below=kecamatan)
    hospital = make_unit(Jenis.RUMAH_SAKIT, below=province)
    clinic = make_unit(Jenis.KLINIK, there, below=hospital)
    assert village.jalur == f"/{kecamatan.pk}/{village.pk}/"
    assert clinic.jalur == f"/{ministry.pk}/{province.pk}/{hospital.pk}/{clinic.pk}/"
    assert pohon.ancestors(clinic) == [ministry.pk, province.pk, hospital.pk]
    for jenis, district, below, words in (
        ("warung", here, None, "tidak dikenal"),
        (Jenis.DINAS, None, None, "selalu milik sebuah kabupaten"),
        (Jenis.PROVINSI, here, None, "tidak pernah milik sebuah kabupaten"),
        (Jenis.PUSKESMAS, here, None, "selalu berada di bawah Dinas Kesehatan"),
        (Jenis.DESA, here, dinas, "tidak berada di bawah Dinas Kesehatan"),
        (Jenis.DESA, there, kecamatan, "milik kabupaten lain"),
    ):
        with pytest.raises(ValidationError, match=words):
            Unit.objects.create(jenis=jenis, kabupaten=district, induk=below, nama="Unit lain")
    assert list(pohon.faults()) == []


@pytest.mark.django_db
def test_two_villages_of_one_name_in_one_district_have_two_codes() -> None:
    first, second = (make_unit(Jenis.KECAMATAN, nama=name) for name in ("Panji", "Besuki"))
    a, b = (make_unit(Jenis.DESA, below=above, nama="Sumberejo") for above in (first, second))
    assert (a.nama, a.slug) == ("Sumberejo", "sumberejo")
    assert (b.nama, b.slug) == ("Sumberejo", "sumberejobesuki")
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=b.pk).update(induk=first, jalur_induk=first.jalur)


@pytest.mark.django_db
def test_the_database_refuses_paths_that_lie() -> None:
    dinas = make_dinas()
    unit = make_puskesmas("Panji")
    for change in (
        {"jalur_induk": "/"},
        {"jalur_induk": f"/{dinas.pk}0/"},
        {"jalur_induk": f"/1{dinas.pk}/"},
        {"induk": None},
        {"induk": unit, "jalur_induk": unit.jalur},
        {"jalur_induk": f"/{unit.pk}/{dinas.pk}/"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(**change)
    with pytest.raises(ProtectedError):
        dinas.delete()


@pytest.mark.django_db
def test_saving_what_was_read_before_a_move_does_not_undo_it() -> None:
    here = make_kabupaten()
    first, second = (make_unit(Jenis.KECAMATAN, here, nama=name) for name in ("A", "B"))
    village = make_unit(Jenis.DESA, here, below=first)
    pohon.move(make_access(ADMIN_DINAS), Unit.objects.get(pk=village.pk), second)
    village.nama = "Nama Baru"
    village.save()
    kept = Unit.objects.get(pk=village.pk)
    assert (kept.nama, kept.induk, kept.jalur) == (
        "Nama Baru",
        second,
        f"/{second.pk}/{village.pk}/",
    )


# ------------------------------------------------------------------ moving
@pytest.mark.django_db
def test_a_branch_moves_whole_and_leaves_a_trace() -> None:
    admin = make_access(ADMIN_DINAS)
    dinas = make_dinas()
    social = make_unit(Jenis.DINAS_SOSIAL)
    hospital = make_unit(Jenis.RUMAH_SAKIT, make_kabupaten())
    clinic = make_unit(Jenis.KLINIK, make_kabupaten(), below=hospital)
    moved = pohon.move(admin, hospital, dinas)
    clinic.refresh_from_db()
    assert moved.jalur == f"/{dinas.pk}/{hospital.pk}/"
    assert clinic.jalur == f"/{dinas.pk}/{hospital.pk}/{clinic.pk}/"
    assert AuditEntry.objects.get(action="unit.pindah").detail == {
        "unit": hospital.pk,
        "dari": None,
        "ke": dinas.pk,
    }
    pohon.move(admin, moved, dinas)  # it is there already
    assert AuditEntry.objects.filter(action="unit.pindah").count() == 1
    with pytest.raises(ValidationError, match="tidak berada di bawah Dinas Sosial"):
        pohon.move(admin, hospital, social)
    abroad = make_dinas(make_kabupaten("35.10"))
    with pytest.raises(ValidationError, match="tidak ada dalam jangkauan"):
        pohon.move(admin, hospital, abroad)
    with pytest.raises(ValidationError, match="tidak ada dalam jangkauan"):
        pohon.move(admin, make_puskesmas("Jauh", abroad.kabupaten), dinas)
    pohon.move(admin, hospital, None)
    clinic.refresh_from_db()
    assert clinic.jalur == f"/{hospital.pk}/{clinic.pk}/"


class RandomTrees(TestCase):
    """Whatever is added and moved, every path is the way over the parents."""

    @settings(max_examples=25)
    @given(st.data())
    def test_paths_follow_the_parents(self, data: st.DataObject) -> None:
        admin, here = make_access(ADMIN_DINAS), make_kabupaten()
        kinds = (Jenis.DINAS, Jenis.RUMAH_SAKIT, Jenis.KLINIK)
        names = iter(range(100))
        for jenis in data.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=8)):
            below = data.draw(st.sampled_from([None, *_fitting(jenis)]))
            make_unit(jenis, here, below=below, nama=f"Unit {next(names)}")
        for _ in range(data.draw(st.integers(0, 6))):
            unit = data.draw(st.sampled_from(list(Unit.objects.order_by("pk"))))
            below = data.draw(st.sampled_from([None, *_fitting(unit.jenis)]))
            pohon.move(admin, unit, below)
        parents = dict(Unit.objects.values_list("pk", "induk"))
        for unit in Unit.objects.all():
            way: list[int] = []
            at: int | None = unit.pk
            while at is not None:
                way.insert(0, at)
                at = parents[at]
            assert unit.jalur == "".join(f"/{key}" for key in way) + "/"
            below_it = {row.pk for row in Unit.objects.all() if unit.pk in [*pohon.ancestors(row)]}
            found = Unit.objects.filter(jalur__under=unit.jalur).values_list("pk", flat=True)
            assert set(found) == below_it | {unit.pk}
        assert list(pohon.faults()) == []


def _fitting(jenis: str) -> list[Unit]:
    return list(Unit.objects.filter(jenis__in=registry().unit_kinds[jenis].under).order_by("pk"))


@pytest.mark.django_db(transaction=True)
def test_adding_to_a_branch_while_it_moves_leaves_no_stray() -> None:
    """Villages are added to a kecamatan that hangs here and there: each ends below it."""
    here = make_kabupaten()
    province = make_unit(Jenis.PROVINSI)
    kecamatan = make_unit(Jenis.KECAMATAN, here)
    faulty: list[Exception] = []

    def work(step: Callable[[int], object]) -> None:
        try:
            for number in range(6):
                with transaction.atomic():
                    step(number)
        except Exception as fault:  # noqa: BLE001 - told to the main thread
            faulty.append(fault)
        finally:
            connections.close_all()

    def move(number: int) -> None:
        held = Unit.objects.select_for_update().get(pk=kecamatan.pk)
        pohon._rewrite(held, None if number % 2 else province)

    threads = [
        threading.Thread(target=work, args=(move,)),
        threading.Thread(
            target=work,
            args=(lambda n: make_unit(Jenis.DESA, here, below=kecamatan, nama=f"Desa {n}"),),
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faulty == []
    assert Unit.objects.filter(jenis=Jenis.DESA).count() == 6
    assert list(pohon.faults()) == []


# ------------------------------------------------------------------ what is stored
@pytest.fixture
def stray(db: None) -> None:
    """Units that came in by another way than the program's."""
    dinas = make_dinas()
    unit = make_puskesmas("Panji")
    Unit.objects.filter(pk=unit.pk).update(jenis="warung")
    lone = make_puskesmas("Besuki")
    Unit.objects.filter(pk=lone.pk).update(induk=None, jalur_induk="/")
    abroad = make_puskesmas("Genteng", make_kabupaten("35.10"))
    Unit.objects.filter(pk=abroad.pk).update(induk=dinas, jalur_induk=f"/99/{dinas.pk}/")
    Unit.objects.filter(pk=make_dinas(make_kabupaten("35.11")).pk).update(kabupaten=None)


def test_check_names_stored_units_of_no_kind_or_place(stray: None) -> None:
    said = StringIO()
    call_command("check", databases=["default"], stderr=said, verbosity=1)
    for words in (
        "Ada unit berjenis “warung”, yang tidak dinyatakan aplikasi mana pun.",
        "Ada Puskesmas tanpa induk.",
        "di bawah induk dari kabupaten lain",
        "salah jalur",
        "Ada Dinas Kesehatan tanpa kabupaten.",
    ):
        assert words in said.getvalue()


@pytest.mark.django_db
def test_no_stored_unit_of_the_demo_is_unknown_or_astray(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    kabupaten.make(Random(1))  # noqa: S311 - names, not secrets
    with django_assert_max_num_queries(4):
        assert list(pohon.faults()) == []


@pytest.mark.django_db
def test_a_branch_is_found_by_its_index() -> None:
    kecamatan = make_unit(Jenis.KECAMATAN)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # few rows would be read at once
    plan = Unit.objects.filter(jalur__under=kecamatan.jalur).order_by().explain()
    assert "unit_jalur_unik" in plan
    assert ("~>=~" if connection.vendor == "postgresql" else "jalur>? AND jalur<?") in plan
