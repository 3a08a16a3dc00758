"""A provider answers, objects and sends anew; whoever decided does not answer the objection."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.akun import make_access, make_membership, person, sign_in
from tests.factories.jamkesda import make_peserta
from tests.jamkesda.test_road_klaim import Dunia, ceiling
from upaya.alur.road import MoveRefusedError
from upaya.core.inbox import Tugas
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.klaim import putusan
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.pages import tasks as waiting
from upaya.jamkesda.kumpulan import queries
from upaya.jamkesda.kumpulan import services as kumpulan
from upaya.jamkesda.telaah import percakapan
from upaya.jamkesda.telaah.models import Keberatan, PengajuanUlang, Pesan
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.klaim import Masa

pytestmark = pytest.mark.django_db

SAID = "Harga itu sesuai perjanjian; lampiran tarifnya kami sertakan."
ANSWER = "Tarif yang berlaku pada hari layanan memang yang lebih rendah."
AUGUST = Masa(date(2022, 8, 1), date(2022, 8, 31))


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return Dunia()


def dear(dunia: Dunia, n: int = 0) -> KlaimTertulis:
    made = dunia.claim(n, make_peserta(), nomor=f"T/{n}")
    first, second = made.baris
    return made._replace(baris=(first, second._replace(harga=10_500)))


def cut(dunia: Dunia, n: int = 0) -> Klaim:
    """Approved, less what the checks cut."""
    (claim,) = dunia.send(dear(dunia, n))
    putusan.terima_sisanya(dunia.verifikator, claim.pk)
    dunia.move(claim, "verifikasi", dunia.verifikator)
    return dunia.move(claim, "setujui", dunia.kepala)


# ------------------------------------------------------------------ words on a cause
def test_a_word_on_a_cause_is_kept_once_and_for_good(dunia: Dunia) -> None:
    (claim,) = dunia.send(dear(dunia))
    first = percakapan.kirim_pesan(dunia.petugas, claim.pk, "T02.2", SAID, None)
    assert percakapan.kirim_pesan(dunia.petugas, claim.pk, "T02.2", SAID, None).pk == first.pk
    percakapan.kirim_pesan(dunia.verifikator, claim.pk, "T02.2", ANSWER, None)
    assert [one.oleh_id for one in Pesan.objects.all()] == [
        dunia.petugas.user_id, dunia.verifikator.user_id,
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="salah satu sebab"):
        percakapan.kirim_pesan(dunia.petugas, claim.pk, "P03.0", SAID, None)
    with pytest.raises(ValidationError):
        percakapan.kirim_pesan(dunia.petugas, claim.pk, "T02.2", "-", None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Pesan.objects.filter(pk=first.pk).update(isi="lain")


# ------------------------------------------------------------------ objections
def test_an_objection_is_answered_by_another_verifier_and_opens_the_claim_again(
    dunia: Dunia,
) -> None:
    claim = cut(dunia)
    made = percakapan.ajukan_keberatan(dunia.petugas, claim.pk, SAID, None)
    assert percakapan.ajukan_keberatan(dunia.petugas, claim.pk, SAID, None).pk == made.pk
    # While it waits the claim enters no batch.
    assert queries.disetujui(str(claim.kabupaten_id), AUGUST) == []
    other = make_access(peran.VERIFIKATOR, dunia.upt)
    (task,) = list(percakapan.tasks(other))
    assert isinstance(task, Tugas)
    assert task.tenggat is not None
    assert list(percakapan.tasks(dunia.verifikator)) == []
    for grants in (True, False):
        with pytest.raises((ValidationError, MoveRefusedError)):
            percakapan.jawab(dunia.verifikator, made.pk, terima=grants, jawaban=ANSWER)
    answered = percakapan.jawab(other, made.pk, terima=True, jawaban=ANSWER)
    claim.refresh_from_db()
    assert (answered.status, claim.status, claim.round) == ("diterima", "diajukan", 2)
    assert (claim.disetujui, claim.diperiksa) == (None, 150_000)
    # Answered once: again changes nothing.
    again = percakapan.jawab(other, made.pk, terima=False, jawaban=SAID)
    assert (again.status, again.jawaban) == ("diterima", ANSWER)


def test_a_refused_objection_leaves_the_claim_as_it_was(dunia: Dunia) -> None:
    claim = cut(dunia)
    made = percakapan.ajukan_keberatan(dunia.petugas, claim.pk, SAID, None)
    other = make_access(peran.VERIFIKATOR, dunia.upt)
    percakapan.jawab(other, made.pk, terima=False, jawaban=ANSWER)
    claim.refresh_from_db()
    assert (claim.status, claim.disetujui, claim.round) == ("disetujui", 150_000, 1)
    assert [one.pk for one in queries.disetujui(str(claim.kabupaten_id), AUGUST)] == [claim.pk]


def test_objections_come_in_time_and_only_where_something_was_cut(
    dunia: Dunia, settings: Settings
) -> None:
    claim = cut(dunia)
    (whole,) = dunia.send(dunia.claim(9, make_peserta(), nomor="UTUH"))
    dunia.move(whole, "verifikasi", dunia.verifikator)
    with pytest.raises(ValidationError, match="sesudah klaim disetujui"):
        percakapan.ajukan_keberatan(dunia.petugas, whole.pk, SAID, None)
    dunia.move(whole, "setujui", dunia.kepala)
    with pytest.raises(ValidationError, match="tidak ada yang dipotong"):
        percakapan.ajukan_keberatan(dunia.petugas, whole.pk, SAID, None)
    last = percakapan.tenggat_ajukan(claim).hari
    settings.BUSINESS_DATE = last
    assert percakapan.boleh_keberatan(claim) == ""
    settings.BUSINESS_DATE = date.fromordinal(last.toordinal() + 1)
    assert "sudah lewat" in percakapan.boleh_keberatan(claim)


@pytest.mark.django_db(transaction=True)
def test_two_objections_at_once_are_one(dunia: Dunia) -> None:
    claim = cut(dunia)
    said = [SAID, f"{SAID} Sekali lagi."]
    _, refused = at_once(
        lambda n: percakapan.ajukan_keberatan(dunia.petugas, claim.pk, said[n], None), 2
    )
    assert Keberatan.objects.count() == 1
    assert len(refused) == 1


def test_an_open_objection_keeps_its_claim_out_of_the_batch(dunia: Dunia) -> None:
    ceiling(dunia, 1_000_000)
    held, free = cut(dunia, 1), cut(dunia, 2)
    made = percakapan.ajukan_keberatan(dunia.petugas, held.pk, SAID, None)
    (line,) = waiting(dunia.bendahara)  # what the treasurer is told is what the batch will hold
    assert line.konteks == "1 klaim, Rp150.000"
    batch = kumpulan.tutup(dunia.bendahara, Masa(date(2022, 8, 1), date(2022, 8, 30)))
    assert list(batch.isi.values_list("klaim", flat=True)) == [free.pk]
    held.refresh_from_db()
    assert held.status == "disetujui"
    assert list(waiting(dunia.bendahara)) == []
    with pytest.raises(ValidationError, match="sebelum masuk kumpulan"):
        percakapan.ajukan_keberatan(dunia.petugas, free.pk, SAID, None)
    other = make_access(peran.VERIFIKATOR, dunia.upt)
    percakapan.jawab(other, made.pk, terima=False, jawaban=ANSWER)
    (line,) = waiting(dunia.bendahara)
    assert line.konteks == "1 klaim, Rp150.000"
    later = kumpulan.tutup(dunia.bendahara, AUGUST)
    assert list(later.isi.values_list("klaim", flat=True)) == [held.pk]


# ------------------------------------------------------------------ a claim anew
def test_a_refused_claim_comes_again_under_another_number_and_stays(dunia: Dunia) -> None:
    member = make_peserta()
    (former,) = dunia.send(dunia.claim(0, member, nomor="LAMA", surat=None))
    dunia.move(former, "verifikasi", dunia.verifikator)
    with pytest.raises(ValidationError, match="yang ditolak"):
        percakapan.ajukan_ulang(dunia.petugas, former.pk, dunia.claim(0, member, nomor="BARU"))
    dunia.move(former, "tolak", dunia.kepala, "Tanpa surat jaminan sama sekali.")
    wanted = dunia.claim(1, member, nomor="BARU")
    with pytest.raises(ValidationError, match="nomor baru"):
        percakapan.ajukan_ulang(dunia.petugas, former.pk, wanted._replace(nomor="LAMA"))
    with pytest.raises(ValidationError, match="Pesertanya"):
        percakapan.ajukan_ulang(dunia.petugas, former.pk, dunia.claim(2, make_peserta()))
    made = percakapan.ajukan_ulang(dunia.petugas, former.pk, wanted)
    assert percakapan.ajukan_ulang(dunia.petugas, former.pk, wanted).pk == made.pk
    link = PengajuanUlang.objects.get()
    assert (link.lama_id, link.baru_id) == (former.pk, made.pk)
    former.refresh_from_db()
    assert former.status == "ditolak"
    # Clean and small, and yet a person looks at it.
    assert (made.saringan.jalur, made.status) == ("ulang", "diajukan")


def test_every_page_of_it_opens_and_works(dunia: Dunia, client: Client) -> None:
    claim = cut(dunia)
    sign_in(client, person(peran.PETUGAS_KLAIM, dunia.unit))
    page = client.get(reverse("klaim:tanya_jawab", args=[claim.pk])).content.decode()
    assert "Ajukan keberatan" in page
    refused = client.post(reverse("klaim:keberatan", args=[claim.pk]), {"isi": "-"})
    assert refused.status_code == 422
    client.post(reverse("klaim:keberatan", args=[claim.pk]), {"isi": SAID})
    made = Keberatan.objects.get()
    client.post(reverse("klaim:tanya_jawab", args=[claim.pk]), {"sebab": "T02.2", "isi": SAID})
    assert Pesan.objects.get().isi == SAID
    sign_in(client, make_membership(peran.VERIFIKATOR, dunia.upt))
    address = reverse("telaah:keberatan_jawab", args=[made.pk])
    assert SAID in client.get(address).content.decode()
    assert client.post(address, {"putusan": "tolak", "jawaban": ""}).status_code == 422
    client.post(address, {"putusan": "tolak", "jawaban": ANSWER})
    made.refresh_from_db()
    page = client.get(reverse("klaim:tanya_jawab", args=[claim.pk])).content.decode()
    assert ANSWER in page
    assert made.status == "ditolak"
