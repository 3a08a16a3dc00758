"""Objections: written, withdrawn, answered, kept; and who may read them."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.utils.html import escape

from tests.arrangements import Own
from tests.factories.akun import sign_in
from tests.factories.insentif import advance, answer_all, make_month, make_team, pay_all
from tests.factories.sanggahan import access_of, make_person, make_sanggahan, share_of
from tests.insentif.objections import KATA, Case, head, write
from upaya.core import clock
from upaya.core.models import AuditEntry
from upaya.insentif.bulan.inbox import tasks_for
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.sanggahan import services as sanggahan
from upaya.insentif.sanggahan.models import Pokok, Sanggahan
from upaya.rules.insentif.road import COUNTED, DIBAYAR, INSENTIF

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(own_submitted: Own) -> Case:
    """An officer, the own share, the month."""
    membership, officer, month = own_submitted
    return membership, share_of(month, officer), month


def enter(case: Case) -> tuple[Client, PerhitunganPetugas, Pengajuan]:
    """The officer is signed in."""
    membership, share, month = case
    return sign_in(Client(), membership), share, month


def noted(action: str, row: Sanggahan) -> int:
    """How often this was written down of an objection."""
    entries = AuditEntry.objects.filter(action=action, subject_id=str(row.pk))
    return entries.count()


# ------------------------------------------------------------------ its whole life
def test_an_officer_objects_the_head_answers_and_both_are_kept(case: Case) -> None:
    client, share, month = enter(case)
    assert "Tulis sanggahan" in client.get(f"/slip/{share.pk}/").content.decode()
    form = client.get(f"/slip/{share.pk}/sanggah/").content.decode()
    for sentence in client.get(f"/slip/{share.pk}/").context["kalimat"]:
        assert escape(sentence.isi.teks) in form

    answer = write(client, share)
    row = month.sanggahan.get()
    assert answer.headers["Location"] == f"/slip/sanggahan/{row.pk}/"
    assert (row.status, row.pokok, row.uraian) == ("terbuka", "lapangan", KATA)
    assert (row.petugas, row.pengajuan, row.bagian) == (share.petugas, month, share)
    own = client.get(f"/slip/sanggahan/{row.pk}/").content.decode()
    assert KATA in own
    assert "Menunggu jawaban" in own

    kepala = head(month)
    (task,) = [
        t for t in tasks_for(make_team(month.puskesmas).kepala.access()) if "Jawab" in t.judul
    ]
    assert task.judul == "Jawab sanggahan Siti Rekaan: kegiatan lapangan."
    page = kepala.get(task.alamat)
    assert KATA in page.content.decode()
    assert [one.isi for one in page.context["kalimat"]] == [
        one.isi for one in client.get(f"/slip/{share.pk}/").context["kalimat"]
    ]
    reply = {"putusan": "diterima", "jawaban": "Benar, akan dikoreksi bulan depan."}
    assert kepala.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code == 302

    row.refresh_from_db()
    assert (row.status, row.jawaban) == ("diterima", reply["jawaban"])
    assert row.dijawab_oleh == make_team(month.puskesmas).kepala.user
    for text in (
        client.get(f"/slip/sanggahan/{row.pk}/").content.decode(),
        kepala.get(f"/sanggahan/{row.pk}/").content.decode(),
    ):
        assert KATA in text
        assert reply["jawaban"] in text
        assert row.dijawab_oleh.name in text
    assert "Diterima, akan dikoreksi" in client.get(f"/slip/{share.pk}/").content.decode()
    assert tasks_for(make_team(month.puskesmas).kepala.access()) == []
    about = AuditEntry.objects.filter(subject_type="insentif.sanggahan", subject_id=str(row.pk))
    actions = about.order_by("number")
    assert list(actions.values_list("action", flat=True)) == [
        "sanggahan.ajukan",
        "sanggahan.jawab",
    ]
    assert KATA not in str(list(actions.values_list("detail", flat=True)))


def test_it_may_be_withdrawn_while_nobody_has_answered(case: Case) -> None:
    client, share, month = enter(case)
    row = make_sanggahan(share)
    assert "Cabut sanggahan" in client.get(f"/slip/sanggahan/{row.pk}/").content.decode()
    for _ in range(2):  # twice is once
        client.post(f"/slip/sanggahan/{row.pk}/cabut/")
    row.refresh_from_db()
    assert row.status == "dicabut"
    assert row.dicabut_oleh == share.petugas.user
    assert KATA not in row.uraian
    assert noted("sanggahan.cabut", row) == 1
    assert tasks_for(make_team(month.puskesmas).kepala.access()) == []
    assert write(client, share).status_code == 302
    assert month.sanggahan.count() == 2


@pytest.mark.parametrize("status", ["diterima", "dijelaskan"])
def test_what_was_answered_is_neither_withdrawn_nor_answered_again(case: Case, status: str) -> None:
    client, share, month = enter(case)
    row = make_sanggahan(share, status=status)
    seen = client.post(f"/slip/sanggahan/{row.pk}/cabut/", follow=True)
    assert "sudah dijawab, jadi tidak dapat dicabut" in seen.content.decode()
    again = head(month).post(
        f"/sanggahan/{row.pk}/jawab/", {"putusan": "dijelaskan", "jawaban": "Lain lagi."}
    )
    assert again.status_code == 422
    assert "jawabannya tidak dapat diubah" in again.content.decode()
    before = row.jawaban
    row.refresh_from_db()
    assert (row.status, row.jawaban) == (status, before)
    # An answered objection leaves room for another.
    assert write(client, share).status_code == 302


def test_the_same_answer_sent_twice_is_one(case: Case) -> None:
    _, share, month = case
    row = make_sanggahan(share)
    kepala = head(month)
    for _ in range(2):
        reply = {"putusan": "dijelaskan", "jawaban": "Kunjungan itu tercatat pada September."}
        assert kepala.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code == 302
    assert noted("sanggahan.jawab", row) == 1


def test_the_same_words_sent_twice_are_one_objection_other_words_wait(case: Case) -> None:
    client, share, _ = enter(case)
    for _ in range(2):
        assert write(client, share).status_code == 302
    assert share.sanggahan.count() == 1
    refused = write(client, share, uraian="Hal lain.")
    assert refused.status_code == 422
    assert "masih menunggu jawaban" in refused.content.decode()
    assert "Hal lain." in refused.content.decode()
    assert "menyanggah lagi setelah" in client.get(f"/slip/{share.pk}/").content.decode()
    assert share.sanggahan.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False])
def test_many_clicks_at_once_are_one_objection(case: Case, same: bool) -> None:  # noqa: FBT001
    _, share, _ = case
    access, start, refused = access_of(share.petugas), threading.Barrier(8), []

    def click(number: int) -> None:
        start.wait()
        try:
            words = KATA if same else f"{KATA} {number}"
            sanggahan.submit(share.pk, access, Pokok.LAPANGAN, words)
        except ValidationError:
            refused.append(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (share.sanggahan.count(), len(refused)) == (1, 0 if same else 7)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"pokok": ""}, "Pilih satu dari lima kalimat."),
        ({"pokok": "lain"}, "Pilih satu dari lima kalimat."),
        ({"uraian": "  "}, "Tulis apa yang keliru."),
        ({"uraian": "x" * 2001}, "2000"),
    ],
)
def test_bad_input_is_said_at_the_field(case: Case, changed: dict[str, str], sentence: str) -> None:
    client, share, _ = enter(case)
    answer = write(client, share, **changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert share.sanggahan.count() == 0


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        ({"putusan": "", "jawaban": "Ya."}, "Pilih putusannya."),
        ({"putusan": "dicabut", "jawaban": "Ya."}, "Pilih putusannya."),
        ({"putusan": "diterima", "jawaban": " "}, "Tulis jawabannya"),
    ],
)
def test_an_answer_needs_a_decision_and_words(
    case: Case, reply: dict[str, str], sentence: str
) -> None:
    _, share, month = case
    row = make_sanggahan(share)
    answer = head(month).post(f"/sanggahan/{row.pk}/jawab/", reply)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    row.refresh_from_db()
    assert row.terbuka


def test_a_service_takes_no_other_decision(case: Case) -> None:
    _, share, month = case
    row = make_sanggahan(share)
    with pytest.raises(ValidationError, match="Pilih putusannya"):
        sanggahan.answer(row.pk, make_team(month.puskesmas).kepala.access(), "dicabut", "Ya.")


# ------------------------------------------------------------------ what comes of it
def test_an_accepted_objection_is_a_task_of_the_operator_until_a_correction_answers_it(
    own_funded: Own,
) -> None:
    _, officer, month = own_funded
    team = make_team(month.puskesmas)
    row = make_sanggahan(share_of(month, officer), status="diterima")
    address = f"/sanggahan/{row.pk}/"
    (task,) = [t for t in tasks_for(team.operator.access()) if t.alamat == address]
    assert task.judul == f"Usulkan koreksi atas sanggahan {officer.nama}: kegiatan lapangan."
    assert task.tenggat is not None
    assert task.tenggat.hari > clock.today()
    operator = sign_in(Client(), team.operator)
    page = operator.get(address).content.decode()
    assert row.uraian in page
    start = f"/insentif/{month.pk}/koreksi/?sanggahan={row.pk}&pilih={officer.kode}"
    assert escape(start) in page

    form = operator.get(start).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "berkas"}
    typed |= {"alasan": "Kunjungan 3 Agustus terlewat.", f"f_{officer.kode}": "9"}
    shown = operator.post(start, typed)
    assert row.uraian in shown.content.decode()
    typed |= {"sidik": shown.context["form"]["sidik"].value(), "usul": "ya"}
    assert operator.post(start, typed).status_code == 302
    made = month.koreksi.get()
    assert made.sanggahan == row
    assert address not in [t.alamat for t in tasks_for(team.operator.access())]
    assert "Koreksi ke-1" in operator.get(address).content.decode()

    step = f"/insentif/koreksi/{made.pk}/alur/tarik/"
    operator.post(step, {"seen_status": "diusulkan"})
    assert address in [t.alamat for t in tasks_for(team.operator.access())]


def test_a_correction_answers_only_an_accepted_objection_of_its_month(own_funded: Own) -> None:
    _, officer, month = own_funded
    row = make_sanggahan(share_of(month, officer))
    access = make_team(month.puskesmas).operator.access()
    change = UsulanKoreksi("Buku kas umum salah dibaca.", 50_000_000, {}, sanggahan=row.pk)
    with pytest.raises(ValidationError, match="bukan sanggahan yang diterima"):
        koreksi.propose(month.pk, change, access)
    assert month.koreksi.count() == 0


# ------------------------------------------------------------------ until when
@pytest.mark.parametrize("status", INSENTIF.states)
def test_a_month_takes_objections_until_days_after_it_is_closed(
    status: str,
) -> None:
    membership, officer = make_person()
    month = make_month(status=status, filled=True)
    share = PerhitunganPetugas.objects.filter(petugas=officer).first()
    if share is None:  # never submitted
        assert status not in COUNTED
        return
    client = sign_in(Client(), membership)
    shown = client.get(f"/slip/{share.pk}/sanggah/")
    if status in COUNTED:
        assert shown.status_code == 200
        assert write(client, share).status_code == 302
        assert month.sanggahan.count() == 1
        return
    assert shown.status_code == 404
    refused = write(client, share)
    assert refused.status_code == 422
    assert KATA in refused.content.decode()  # what was typed is not lost
    assert month.sanggahan.count() == 0


def test_closing_a_month_leaves_its_objections_answerable(own_funded: Own) -> None:
    membership, officer, month = own_funded
    client, share = sign_in(Client(), membership), share_of(month, officer)
    row = make_sanggahan(share)
    pay_all(month)
    assert month.status == DIBAYAR
    assert sanggahan.closed(month) == ""  # ten working days more
    long_ago = month.status_since - timedelta(days=30)
    Pengajuan.objects.filter(pk=month.pk).update(status_since=long_ago)
    assert client.get(f"/slip/{share.pk}/sanggah/").status_code == 302
    text = client.get(f"/slip/{share.pk}/").content.decode()
    assert "sanggahan baru tidak diterima lagi" in text
    assert "Tulis sanggahan" not in text
    assert "sudah ditutup" in write(client, share, uraian="Yang lain").content.decode()
    reply = {"putusan": "dijelaskan", "jawaban": "Sudah sesuai daftar hadir."}
    assert head(month).post(f"/sanggahan/{row.pk}/jawab/", reply).status_code == 302
    row.refresh_from_db()
    assert row.status == "dijelaskan"


def test_a_month_that_was_sent_back_keeps_its_objection(case: Case) -> None:
    client, share, month = enter(case)
    row = make_sanggahan(share)
    team = make_team(month.puskesmas)
    advance(month, "kembalikan", team)
    assert client.get(f"/slip/{share.pk}/").status_code == 404
    assert client.get(f"/slip/sanggahan/{row.pk}/").status_code == 200
    assert head(month).get(f"/sanggahan/{row.pk}/").status_code == 200
    with pytest.raises(ValidationError, match="tidak ada hitungan yang berlaku"):
        sanggahan.submit(share.pk, access_of(share.petugas), Pokok.BOBOT, "Lain.")

    answer_all(month, team)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move, team)
    new = share_of(month, share.petugas)
    assert (
        "dihitung ulang setelah sanggahan"
        in head(month).get(f"/sanggahan/{row.pk}/").content.decode()
    )
    assert row.get_pokok_display() in client.get(f"/slip/{new.pk}/").content.decode()
    with pytest.raises(ValidationError, match="sudah diganti dengan yang baru"):
        sanggahan.submit(share.pk, access_of(share.petugas), Pokok.BOBOT, "Lain.")
    with pytest.raises(ValidationError, match="masih menunggu"):
        sanggahan.submit(new.pk, access_of(share.petugas), Pokok.BOBOT, "Lain.")
