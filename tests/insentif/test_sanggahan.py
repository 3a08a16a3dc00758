"""Objections: written, withdrawn, answered, kept; and who may read them."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from tests.arrangements import Own
from tests.factories.akun import make_membership, make_user, sign_in
from tests.factories.insentif import advance, answer_all, make_month, make_team, pay_all
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.peran import ROLES
from tests.factories.sanggahan import access_of, make_person, make_sanggahan, share_of
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun.models import Membership
from upaya.core import clock
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.insentif.bulan.inbox import tasks_for
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.sanggahan import services as sanggahan
from upaya.insentif.sanggahan.models import Pokok, Sanggahan
from upaya.rules.insentif.road import COUNTED, DIBAYAR, INSENTIF
from upaya.rules.kesehatan import AUDITOR, KEPALA_PUSKESMAS, PETUGAS, VERIFIKATOR_DINAS
from upaya.rules.roles import Reach, Role

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse  # the stubs' name of an answer

pytestmark = pytest.mark.django_db

KATA = "Kunjungan 12 Agustus tidak tercatat."


Case = tuple[Membership, PerhitunganPetugas, Pengajuan]


@pytest.fixture
def case(own_submitted: Own) -> Case:
    """An officer, the own share, the month."""
    membership, officer, month = own_submitted
    return membership, share_of(month, officer), month


def enter(case: Case) -> tuple[Client, PerhitunganPetugas, Pengajuan]:
    """The officer is signed in."""
    membership, share, month = case
    return sign_in(Client(), membership), share, month


def head(month: Pengajuan) -> Client:
    return sign_in(Client(), make_team(month.puskesmas).kepala)


def noted(action: str, row: Sanggahan) -> int:
    """How often this was written down of an objection."""
    entries = AuditEntry.objects.filter(action=action, subject_id=str(row.pk))
    return entries.count()


def write(
    client: Client, share: PerhitunganPetugas, **changed: str
) -> "_MonkeyPatchedWSGIResponse":
    return client.post(
        f"/slip/{share.pk}/sanggah/", {"pokok": "lapangan", "uraian": KATA} | changed
    )


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

    operator.post(f"/insentif/koreksi/{made.pk}/tarik/")
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


# ------------------------------------------------------------------ who
def test_nobody_answers_the_own_objection() -> None:
    unit = make_puskesmas()
    month_team = make_team(unit)
    officer = make_petugas(unit, "Kepala Rekaan", user=month_team.kepala.user)
    make_penetapan(officer)
    make_membership(PETUGAS, unit, month_team.kepala.user)
    month = make_month(unit, status="diajukan", officers=3)
    row = make_sanggahan(share_of(month, officer))
    kepala = head(month)
    assert [t for t in tasks_for(month_team.kepala.access()) if "sanggahan" in t.judul] == []
    page = kepala.get(f"/sanggahan/{row.pk}/")
    assert page.context["form"] is None
    assert "milik Anda sendiri" in page.content.decode()
    reply = {"putusan": "diterima", "jawaban": "Saya setuju dengan saya."}
    answer = kepala.post(f"/sanggahan/{row.pk}/jawab/", reply)
    assert answer.status_code == 422
    assert "harus dari orang lain" in answer.content.decode()

    other = make_membership(KEPALA_PUSKESMAS, unit)
    assert len([t for t in tasks_for(other.access()) if "sanggahan" in t.judul]) == 1
    client = sign_in(Client(), other)
    assert client.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_and_who_answers(case: Case, role: Role) -> None:
    _, share, month = case
    row = make_sanggahan(share)
    unit = month.puskesmas if role.reach in {Reach.UNIT, Reach.PERSON} else None
    client = sign_in(Client(), make_membership(role, unit))
    allowed = registry().matrix[role]
    listed, page = client.get("/sanggahan/"), client.get(f"/sanggahan/{row.pk}/")
    if IzinInsentif.SANGGAHAN_LIHAT in allowed:
        assert (listed.status_code, page.status_code) == (200, 200)
        text = page.content.decode()
        assert row.uraian in text
        assert share.petugas.rekening[-4:] not in text
        assert ("Kirim jawaban" in text) == (role == KEPALA_PUSKESMAS)
    else:
        assert listed.status_code == 403
        assert page.status_code in {403, 404}
    if IzinInsentif.SANGGAHAN_JAWAB not in allowed:
        reply = {"putusan": "diterima", "jawaban": "Ya."}
        assert client.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code in {403, 404}
        row.refresh_from_db()
        assert row.terbuka


def test_others_do_not_exist(case: Case) -> None:
    _, share, month = case
    row = make_sanggahan(share)
    colleague, _ = make_person(nama="Rekan Satu Puskesmas")
    client = sign_in(Client(), colleague)
    for address in (f"/slip/sanggahan/{row.pk}/", f"/slip/{share.pk}/sanggah/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/slip/sanggahan/{row.pk}/cabut/").status_code == 404
    assert write(client, share).status_code == 404

    besuki = sign_in(Client(), make_team(make_puskesmas("Besuki")).kepala)
    far = make_dinas(make_kabupaten("35.10"))
    for stranger in (besuki, sign_in(Client(), make_membership(VERIFIKATOR_DINAS, far))):
        assert stranger.get(f"/sanggahan/{row.pk}/").status_code == 404
        assert stranger.get("/sanggahan/").context["tabel"].page.paginator.count == 0
    reply = {"putusan": "diterima", "jawaban": "Ya."}
    assert besuki.post(f"/sanggahan/{row.pk}/jawab/", reply).status_code == 404
    row.refresh_from_db()
    assert (row.terbuka, month.sanggahan.count()) == (True, 1)


# ------------------------------------------------------------------ mail
@pytest.mark.django_db(transaction=True)
def test_mail_goes_to_the_head_and_back_to_the_officer_without_the_words(case: Case) -> None:
    _, share, month = case
    mail.outbox.clear()
    row = make_sanggahan(share, KATA)
    (told,) = mail.outbox
    assert told.to == [make_team(month.puskesmas).kepala.user.email]
    assert f"/sanggahan/{row.pk}/" in told.body
    assert KATA not in told.body

    mail.outbox.clear()
    sanggahan.answer(row.pk, make_team(month.puskesmas).kepala.access(), "dijelaskan", "Begini.")
    (told,) = mail.outbox
    assert share.petugas.user is not None
    assert told.to == [share.petugas.user.email]
    assert f"/slip/sanggahan/{row.pk}/" in told.body
    assert "Begini." not in told.body


# ------------------------------------------------------------------ the list
def test_the_list_filters_sorts_and_exports(case: Case) -> None:
    _, share, month = case
    make_sanggahan(share, KATA, pokok=Pokok.BOBOT, status="dijelaskan")
    _, other = make_person(make_puskesmas("Besuki"), "Budi Rekaan")
    elsewhere = make_month(other.puskesmas, "2022-09", status="diajukan")
    make_sanggahan(share_of(elsewhere, other))
    client = sign_in(Client(), make_membership(AUDITOR))

    def names(**query: str) -> list[str]:
        page = client.get("/sanggahan/", query).context["tabel"].page
        found = [row.petugas.nama for row in page.object_list]
        return [name for name in found if name in {"Budi Rekaan", "Siti Rekaan"}]

    assert names() == ["Budi Rekaan", "Siti Rekaan"]
    assert names(urut="petugas") == ["Budi Rekaan", "Siti Rekaan"]
    assert names(urut="-petugas") == ["Siti Rekaan", "Budi Rekaan"]
    assert names(status="terbuka") == ["Budi Rekaan"]
    assert names(pokok="bobot") == ["Siti Rekaan"]
    assert names(bulan="2022-08") == ["Siti Rekaan"]
    assert names(nama="budi") == ["Budi Rekaan"]
    assert names(puskesmas="besu") == ["Budi Rekaan"]
    assert names(bulan="agustus") == ["Budi Rekaan", "Siti Rekaan"]
    page = client.get("/sanggahan/?bulan=agustus").content.decode()
    assert "tidak terbaca sebagai bulan; tulis seperti Agustus 2022" in page
    book = openpyxl.load_workbook(io.BytesIO(client.get("/sanggahan/?ekspor=xlsx").content))
    cells = [str(cell) for line in book.active.values for cell in line]  # type: ignore[union-attr]
    assert KATA in cells
    assert "Sudah diperiksa dengan daftar hadir." in cells
    assert "puskesmas" not in head(month).get("/sanggahan/").context["tabel"].filters.fields


def test_the_month_leads_to_its_objections(case: Case) -> None:
    _, share, month = case
    address = f"/insentif/{month.pk}/hasil/"
    assert "sanggahan petugas" not in head(month).get(address).content.decode()
    make_sanggahan(share)
    text = head(month).get(address).content.decode()
    assert "Baca 1 sanggahan petugas" in text
    assert "1 menunggu jawaban" in text
    team = sign_in(Client(), make_team(month.puskesmas).tim)
    assert "sanggahan petugas" not in team.get(address).content.decode()


def test_lists_ask_a_fixed_number_of_queries(
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    unit = make_puskesmas()
    people = [make_person(unit, f"Petugas {number}") for number in range(6)]
    month = make_month(unit, status="diajukan", officers=6)
    for _, officer in people:
        make_sanggahan(share_of(month, officer))
    kepala = head(month)
    kepala.get("/tugas/")
    with django_assert_max_num_queries(10):
        assert kepala.get("/sanggahan/").context["tabel"].page.paginator.count == 6
    access = make_team(unit).kepala.access()
    with django_assert_max_num_queries(5):
        assert len(tasks_for(access)) == 6
    row = month.sanggahan.earliest("pk")
    with django_assert_max_num_queries(10):
        kepala.get(f"/sanggahan/{row.pk}/")


# ------------------------------------------------------------------ the database says so too
def broken(**values: object) -> dict[str, object]:
    return values


@pytest.mark.parametrize(
    "values",
    [
        broken(uraian=""),
        broken(pokok="tidak_ada"),
        broken(status="ditolak"),
        broken(status="diterima"),
        broken(status="dijelaskan", jawaban="Ya."),
        broken(jawaban="Ya."),
        broken(status="dicabut"),
        broken(dicabut_pada="kini"),
        broken(status="diterima", jawaban="", dijawab_oleh="lain", dijawab_pada="kini"),
        broken(status="diterima", jawaban="Ya.", dijawab_oleh="sendiri", dijawab_pada="kini"),
        broken(
            status="diterima", jawaban="Ya.", dijawab_oleh="lain", dijawab_pada="kini",
            dicabut_oleh="lain", dicabut_pada="kini",
        ),
    ],
)  # fmt: skip
def test_no_half_objection_is_kept(case: Case, values: dict[str, object]) -> None:
    _, share, _ = case
    row = make_sanggahan(share)
    words = {"kini": clock.now(), "lain": make_user(), "sendiri": row.diajukan_oleh}
    for name, value in values.items():
        setattr(row, name, words.get(str(value), value))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_one_open_objection_for_each_officer_and_month(case: Case) -> None:
    _, share, _ = case
    row = make_sanggahan(share)
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.status, row.dicabut_oleh, row.dicabut_pada = "dicabut", make_user(), clock.now()
    row.save()
    assert share.sanggahan.count() == 2
