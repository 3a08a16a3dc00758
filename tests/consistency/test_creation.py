"""Every promise of uniqueness has a sentence for whoever comes second, or a reason for none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models

from tests.consistency.test_models import our_models
from tests.factories.akun import make_user
from tests.factories.pegawai import make_jenis_jabatan, make_petugas
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from tests.world.parts import gathered
from upaya.akun.models import User
from upaya.core.creation import broken, named, taken, unique_in
from upaya.core.registry import registry
from upaya.pegawai.models import JenisJabatan, Petugas

UNNAMED: dict[str, str] = gathered("UNNAMED")
"""Promises of uniqueness that nobody's form can break, each with what keeps it."""


def _promises() -> dict[str, type[models.Model]]:
    return {name: model for model in our_models() for name, _ in unique_in(model)}


def test_every_promise_is_said_or_has_a_reason() -> None:
    promises, said = _promises(), registry().taken.keys()
    assert sorted(promises.keys() - said - UNNAMED.keys()) == []
    assert sorted(said - promises.keys()) == []
    assert sorted(UNNAMED.keys() - promises.keys()) == []
    assert sorted(said & UNNAMED.keys()) == []


def test_what_is_said_stands_at_a_field_of_the_model() -> None:
    promises, faults = _promises(), []
    for name, (field, sentence) in registry().taken.items():
        try:
            if field:
                promises[name]._meta.get_field(field)
        except FieldDoesNotExist:
            faults.append(f"{name}: {field}")
        if not sentence.endswith("."):
            faults.append(f"{name}: {sentence}")
    assert faults == []


@pytest.mark.django_db
def test_each_kind_of_promise_is_recognised_by_the_database_that_refuses() -> None:
    """A field of its own, a condition, several columns."""
    make_user("siti.satu", email="siti@contoh.id")
    officer, post = make_petugas(), make_jenis_jabatan("PJ UKM")
    breaks: dict[str, Callable[[], object]] = {
        "User.username": lambda: User.objects.create_user("siti.satu", "Lain"),
        "user_surel_unik": lambda: User.objects.create_user("siti.dua", "L", "siti@contoh.id"),
        "petugas_nik_sekali": lambda: make_petugas(officer.puskesmas, nik=officer.nik),
        "jenis_jabatan_sekali": lambda: JenisJabatan(
            kabupaten=make_kabupaten(), nama=post.nama, macam="utama", kelas="pj_ukp", asal="teks"
        ).save(),
    }
    for name, action in breaks.items():
        with pytest.raises(ValidationError) as refusal, named():
            action()
        assert refusal.value.messages == taken(name).messages, name


@pytest.mark.django_db
def test_what_no_sentence_is_for_stays_an_error() -> None:
    nameless = Petugas(
        puskesmas=make_puskesmas(), pendidikan="D3", status="PNS", tenaga="kesehatan"
    )
    with pytest.raises(IntegrityError) as fault, named():
        nameless.save()
    assert broken(fault.value) == ""  # a name is missing: nobody else took it
    assert not Petugas.objects.filter(nama="").exists()
