"""Without a line: what is signed holds, what was changed does not; keys come and go; numbers."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.test_documents_pdf import pages
from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.jamkesda import bare_surat, make_desa, make_peserta, make_ppk, make_warga
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_peserta_surat import at_upt
from upaya.core import clock
from upaya.core.documents.cards import render
from upaya.core.models import AuditEntry
from upaya.jamkesda.luring import queries, services
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.jamkesda.luring.segel import baca, kartu_dalam, pasangan, sah, tanda
from upaya.jamkesda.models import Peserta
from upaya.jamkesda.peserta import card
from upaya.jamkesda.surat.forms import CekForm
from upaya.rules.jamkesda import peran, road
from upaya.rules.roles import Role

DAY = date(2022, 11, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


@pytest.fixture
def member() -> Peserta:
    return make_peserta(make_warga(make_desa(), "Hj. Siti Ma'rifah, S.Pd."))


def clerk(role: Role = peran.PENDAFTARAN) -> Client:
    return sign_in(Client(), make_membership(role, make_ppk().unit))


# ------------------------------------------------------------------ the line itself
PAIR, OTHER = pasangan(), pasangan()
WORDS = st.lists(st.text(max_size=30).filter(lambda t: t.isprintable()), min_size=1, max_size=6)


@pytest.mark.budget(10, "forty lines signed and changed")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, st.integers(min_value=0), st.characters(codec="ascii"))
def test_a_line_says_what_was_signed_and_nothing_that_was_changed(
    words: list[str], at: int, sign: str
) -> None:
    line = tanda(PAIR.rahasia, "kunci1", words)
    trusted = {"kunci1": PAIR.publik}
    assert baca(line, trusted).isi == tuple("|".join(w.replace("|", " ") for w in words).split("|"))
    place = at % len(line)
    changed = line[:place] + sign + line[place + 1 :]
    if changed.strip() != line:
        assert baca(changed, trusted).galat
        assert baca(changed, trusted).isi == ()


def test_another_key_a_withdrawn_one_and_other_words_are_told_apart() -> None:
    line = tanda(PAIR.rahasia, "kunci1", ["K", "JK1"])
    assert baca(line, {"kunci1": OTHER.publik}).galat.startswith("Tanda tangannya tidak cocok")
    assert baca(line, {}).galat == "Kuncinya tidak dikenal atau sudah dicabut."
    for strange in (
        "",
        "J1",
        "J1.a.b",
        "J2.a.b.c",
        "https://contoh.id/kartu-jamkesda/JK1/",
        line * 9,
    ):
        assert baca(strange, {"kunci1": PAIR.publik}).galat == "Ini bukan kode loket Jamkesda."
    head, _, _ = line.rpartition(".")
    assert baca(f"{head}.{'A' * 86}", {"kunci1": PAIR.publik}).galat
    assert not sah("bukan kunci", "bukan tanda", b"")


# ------------------------------------------------------------------ keys
def test_a_key_is_followed_and_withdrawn_with_its_history(member: Peserta) -> None:
    admin, form = at_upt(peran.ADMIN_UPT), uuid4()
    assert queries.tanda_kartu(member) == ""  # no key yet: the card is printed without
    first = services.ganti(admin, form)
    assert services.ganti(admin, form).pk == first.pk
    old = queries.tanda_kartu(member)
    second = services.ganti(admin, uuid4())
    new = queries.tanda_kartu(member)
    trusted = queries.tepercaya("64.09")
    assert (baca(old, trusted).kunci, baca(new, trusted).kunci) == (first.nama, second.nama)
    assert baca(new, trusted).isi == ("K", member.kartu, member.inisial, "2022-11-03")
    with pytest.raises(ValidationError):
        services.cabut(first.pk, admin, "-")
    services.cabut(first.pk, admin, "Komputer admin hilang di jalan.")
    services.cabut(first.pk, admin, "Alasan lain yang datang kemudian.")
    first.refresh_from_db()
    assert (first.alasan, first.keadaan) == ("Komputer admin hilang di jalan.", "dicabut")
    assert baca(old, queries.tepercaya("64.09")).galat
    assert not baca(new, queries.tepercaya("64.09")).galat
    assert AuditEntry.objects.filter(action="kunci_tanda.cabut").count() == 1
    assert first.rahasia not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    with pytest.raises(IntegrityError), transaction.atomic():
        KunciTanda.objects.filter(pk=first.pk).update(publik=second.publik)


def test_only_the_admin_of_the_own_district_keeps_keys(member: Peserta) -> None:
    made = services.ganti(at_upt(peran.ADMIN_UPT), uuid4())
    away = make_unit("upt", make_kabupaten("35.10"), nama="UPT Lain")
    other = sign_in(Client(), make_membership(peran.ADMIN_UPT, away))
    assert other.post(f"/jamkesda/kunci/{made.pk}/cabut/", {"alasan": "x"}).status_code == 404
    head = make_unit("upt", make_kabupaten("64.09"), nama="UPT Jamkesda", below=None)
    reader = sign_in(Client(), make_membership(peran.KEPALA_UPT, head))
    page = reader.get("/jamkesda/kunci/").content.decode()
    assert made.nama in page
    assert made.rahasia not in page
    assert reader.post("/jamkesda/kunci/ganti/", {"kunci": str(uuid4())}).status_code == 403
    assert clerk().get("/jamkesda/kunci/").status_code == 403


# ------------------------------------------------------------------ card, letter, counter
def test_card_and_letter_carry_a_line_and_stay_papers(member: Peserta) -> None:
    services.ganti(at_upt(peran.ADMIN_UPT), uuid4())
    issued = card.kartu(member, None)
    assert kartu_dalam(issued.tanda) == member.kartu
    assert pages(render([issued], clock.today())) == 2, "the code stands on the back"
    letter = bare_surat(make_ppk(), member, road.TERBIT)
    line = queries.tanda_surat(letter)
    assert len(line) < 330  # a QR that a cheap scanner reads
    fields = baca(line, queries.tepercaya("64.09")).isi
    assert fields[:4] == ("S", letter.nomor, member.kartu, member.inisial)
    assert member.warga.nama not in " ".join(fields)
    for typed in (
        line,
        issued.tanda,
        f"https://x.id/kartu-jamkesda/{member.kartu}/?s=0123",
        member.kartu,
    ):
        form = CekForm({"nomor": typed})
        assert form.is_valid()
        assert form.cleaned_data["nomor"] == member.kartu


# ------------------------------------------------------------------ the extract
def test_the_extract_is_signed_and_says_no_more_than_a_counter_needs(member: Peserta) -> None:
    admin = at_upt(peran.ADMIN_UPT)
    desk = clerk()
    assert list(desk.get("/jamkesda/loket-luring/ekstrak.json").json()) == ["pesan"]
    old = services.ganti(admin, uuid4())
    services.ganti(admin, uuid4())
    services.cabut(old.pk, admin, "Kunci lama tidak dipakai lagi.")
    gone = bare_surat(make_ppk(), member, road.DICABUT)
    left = make_peserta(make_warga(make_desa(), "Sudah Pindah"))
    left.masa.update(sampai=date(2022, 10, 31))
    services.cadangkan(make_access(peran.PENDAFTARAN, make_ppk().unit))
    answer = desk.get("/jamkesda/loket-luring/ekstrak.json").json()
    said = json.loads(answer["isi"])
    assert sah(said["kunci"][answer["kunci"]], answer["tanda"], answer["isi"].encode())
    assert not sah(said["kunci"][answer["kunci"]], answer["tanda"], answer["isi"][:-1].encode())
    assert said["peserta"] == [[member.kartu, member.inisial, 1980, ""]]
    assert said["surat_dicabut"] == [gone.nomor]
    assert (said["kunci_dicabut"], len(said["nomor"])) == ([old.nama], 20)
    for secret in (member.warga.nik, "Ma'rifah", "Gunung Seteleng"):
        assert secret not in answer["isi"]
    assert AuditEntry.objects.filter(action="luring.ekstrak").count() == 1
    with CaptureQueriesContext(connection) as few:
        queries.ekstrak("64.09", None)
    for number in range(5):
        make_peserta(make_warga(make_desa(), f"Orang {number}"))
    with CaptureQueriesContext(connection) as many:
        queries.ekstrak("64.09", None)
    assert len(few) == len(many)


def test_the_shell_is_the_same_for_everybody_and_holds_nobody(member: Peserta) -> None:
    mine, anybody = clerk().get("/jamkesda/loket-luring/"), Client().get("/jamkesda/loket-luring/")
    assert mine.content == anybody.content
    assert "worker-src 'self'" in mine["Content-Security-Policy"]
    worker = Client().get("/jamkesda/loket-luring/pekerja.js").content
    assert b'const SHELL = "/jamkesda/loket-luring/";' in worker
    assert Client().get("/jamkesda/loket-luring/ekstrak.json").status_code in {302, 401}


# ------------------------------------------------------------------ spare numbers
def test_numbers_are_reserved_up_to_the_bound_and_each_becomes_one_letter(member: Peserta) -> None:
    ppk = make_ppk()
    own = make_access(peran.PENDAFTARAN, ppk.unit)
    made = services.cadangkan(own)
    assert [one.urut for one in made] == list(range(1, 21))
    assert services.cadangkan(own) == []
    letter = bare_surat(ppk, member, road.TERBIT)
    first, second = NomorDarurat.objects.order_by("urut")[:2]
    services.pakai(first.pk, own, letter, DAY)
    services.pakai(first.pk, own, letter, DAY)
    with pytest.raises(ValidationError, match="sudah mempunyai nomor"):
        services.pakai(second.pk, own, letter, DAY)
    foreign = bare_surat(make_ppk(nama="RS Lain"), member, road.TERBIT, diagnosis="B20")
    with pytest.raises(ValidationError, match="PPK Anda"):
        services.pakai(second.pk, own, foreign, DAY)
    assert [one.urut for one in services.cadangkan(own)] == [21]
    other = make_access(peran.PENDAFTARAN, make_ppk(nama="RS Lain").unit)
    assert {one.ppk_id for one in services.cadangkan(other)} == {other.scope.unit}
    with pytest.raises(IntegrityError), transaction.atomic():
        NomorDarurat.objects.filter(pk=first.pk).update(surat=foreign)
    page = clerk().get(f"/jamkesda/nomor-darurat/{second.pk}/")
    assert page.status_code == 200
    late = clerk().post(
        f"/jamkesda/nomor-darurat/{second.pk}/", {"surat": letter.pk, "tanggal": "2022-11-09"}
    )
    assert late.status_code == 422


def test_a_district_without_a_upt_gets_no_key() -> None:
    lone = make_access(peran.ADMIN_UPT, make_unit("upt", make_kabupaten("35.10"), nama="UPT X"))
    assert services.ganti(lone, UUID(int=1)).upt_id == lone.scope.unit
