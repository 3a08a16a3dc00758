"""Members without accounts: an address is proven, news is chosen, nothing changes by reading."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.komunitas import answer, make_anggota, make_topik, sent
from tests.factories.wilayah import make_puskesmas
from upaya.komunitas import tamu
from upaya.komunitas.anggota import links, services
from upaya.komunitas.anggota.models import Anggota, Frekuensi, Kabar, Peramban, PilihanTopik
from upaya.komunitas.diskusi import services as discussing
from upaya.komunitas.diskusi import tantangan
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def topic(unit: Unit) -> Topik:
    return make_topik(unit)


def register(client: Client, django_capture: object, surel: str = "sari@contoh.id") -> str:
    challenge = tantangan.today().new()
    said = {
        "nama": "Ny. Sari D'Arcy", "surel": surel, "golongan": "peneliti",
        "frekuensi": "mingguan", "tantangan": challenge, "jawaban": answer(challenge),
    }  # fmt: skip
    with django_capture(execute=True):  # type: ignore[operator] # pytest-django's fixture
        page = client.post("/komunitas/anggota/daftar/", said, follow=True)
    assert "Periksa surel Anda" in page.content.decode()
    found = re.search(r"/komunitas/anggota/masuk/\S+", str(mail.outbox[-1].body))
    assert found
    return found.group()


def test_a_guest_becomes_a_member_by_a_button_and_what_was_written_is_claimed(
    topic: Topik, unit: Unit, django_capture_on_commit_callbacks: object
) -> None:
    guest, challenge = Client(), tantangan.today().new()
    at = f"/komunitas/d/{topic.periode.kode}/{topic.nomor}/"
    said = {"isi": "Pertama", "nama": "Sari", "tantangan": challenge, "jawaban": answer(challenge)}
    guest.post(at, said)
    link = register(guest, django_capture_on_commit_callbacks)
    assert "Buka keanggotaan di sini" in guest.get(link).content.decode()
    assert Anggota.objects.get().status == "baru"
    assert guest.get("/komunitas/anggota/").status_code == 302
    page = guest.post(link, follow=True).content.decode()
    assert "Keanggotaan Ny. Sari" in page
    member = Anggota.objects.get()
    assert (member.status, member.surel) == ("aktif", "sari@contoh.id")
    assert Tanggapan.objects.get().anggota == member
    assert Client().get("/komunitas/anggota/").status_code == 302


def test_registering_twice_is_one_member_and_says_the_same_to_a_stranger(
    topic: Topik, django_capture_on_commit_callbacks: object
) -> None:
    register(Client(), django_capture_on_commit_callbacks)
    register(Client(), django_capture_on_commit_callbacks, "SARI@contoh.id")
    assert Anggota.objects.count() == 1
    assert [letter.to for letter in mail.outbox] == [["sari@contoh.id"]] * 2


@pytest.mark.parametrize("text", ["", "x", "1:abc", "eyJ9:1xyz:aaaa"])
def test_a_link_that_is_not_ours_opens_nothing(text: str) -> None:
    assert links.entered(text) is None
    assert links.from_news(text) is None
    if text:
        page = Client().get(f"/komunitas/anggota/masuk/{text}/")
        assert "tidak berlaku lagi" in page.content.decode()
        assert Client().post(f"/komunitas/kabar/{text}/").status_code == 404


def test_the_link_of_a_mail_changes_nothing_until_a_button_is_pressed(topic: Topik) -> None:
    member, client = make_anggota(topic, "harian"), Client(enforce_csrf_checks=True)
    at = f"/komunitas/kabar/{links.of_news(member.pk)}/"
    before = list(Anggota.objects.values())
    page = client.get(at).content.decode()
    assert client.head(at).status_code == 200
    assert list(Anggota.objects.values()) == before
    assert page.index("Seminggu sekali") < page.index("Jangan kirim kabar lagi")
    assert 'value="harian"' not in page  # that is no less often
    services.choose_topic(member.pk, topic.pk, "seketika")
    assert 'value="harian"' in client.get(at).content.decode()
    client.post(at, {"frekuensi": "hasil"})
    member.refresh_from_db()
    assert member.frekuensi == "hasil"
    assert not PilihanTopik.objects.exists()  # it came more often than that
    one_click = client.post(at, {"List-Unsubscribe": "One-Click"})
    member.refresh_from_db()
    assert (one_click.status_code, member.frekuensi) == (200, "tidak")
    stopped = client.get(at).content.decode()
    assert "Kabar sudah berhenti" in stopped
    assert "/komunitas/anggota/tautan/" in stopped
    assert "Jangan kirim kabar lagi" not in stopped
    services.leave(member.pk)
    assert "sudah dihapus" in client.get(at).content.decode()
    assert client.post(at, {"frekuensi": "harian"}).status_code == 200


def test_the_link_of_a_mail_makes_nothing_come_more_often_and_is_no_sign_of_life(
    topic: Topik,
) -> None:
    member, client = make_anggota(topic, "harian"), Client()
    at = f"/komunitas/kabar/{links.of_news(member.pk)}/"
    services.bounced(member.pk, 9)
    seen = member.terlihat_pada
    for wanted in ("seketika", "mingguan", "harian"):
        client.post(at, {"frekuensi": wanted})
    member.refresh_from_db()
    assert (member.frekuensi, member.pantulan, member.terlihat_pada) == ("mingguan", 1, seen)
    said = client.post(at, {"frekuensi": "seketika"}).content.decode()
    assert "Mulai sekarang: seminggu sekali" in said
    services.bounced(member.pk, 2)  # news stops
    for wanted in Frekuensi.values:
        client.post(at, {"frekuensi": wanted})
    member.refresh_from_db()
    assert (member.frekuensi, member.sebab, member.pantulan) == ("tidak", "pantulan", 2)


def test_a_topic_comes_less_often_and_the_whole_stays_silent(topic: Topik) -> None:
    member, client = make_anggota(topic, "tidak"), Client()
    at = f"/komunitas/kabar/{links.of_news(member.pk)}/"
    services.choose_topic(member.pk, topic.pk, "seketika")
    page = client.get(at).content.decode()
    assert "topik yang diatur sendiri: seketika" in page
    assert re.findall('name="frekuensi" value="([a-z]+)"', page) == ["tidak"]
    client.post(at, {"frekuensi": "mingguan"})
    member.refresh_from_db()
    assert (member.frekuensi, PilihanTopik.objects.get().frekuensi) == ("tidak", "mingguan")
    client.post(at, {"frekuensi": "seketika"})
    assert PilihanTopik.objects.get().frekuensi == "mingguan"
    client.post(at, {"frekuensi": "tidak"})
    assert not PilihanTopik.objects.exists()


def test_a_member_chooses_by_topic_and_goes_with_everything_kept(topic: Topik, unit: Unit) -> None:
    member, client = make_anggota(topic), Client()
    services.enter(member.pk, tamu.hash_of("tanda-peramban"))
    client.cookies["tamu"] = "tanda-peramban"
    at = f"/komunitas/d/{topic.periode.kode}/{topic.nomor}/"
    assert "Ikuti topik ini" in client.get(at).content.decode()
    client.post(f"{at}ikuti/", {"frekuensi": "seketika"})
    assert PilihanTopik.objects.get().frekuensi == "seketika"
    client.post(f"{at}ikuti/", {"frekuensi": ""})
    assert not PilihanTopik.objects.exists()
    client.post("/komunitas/anggota/", {"bagian": "kabar", "frekuensi": "harian"})
    made = discussing.comment(topic.pk, sent("Saya", tamu.hash_of("tanda-peramban")))
    assert made.anggota == member
    page = client.post(
        "/komunitas/anggota/",
        {"bagian": "tentang", "nama": "Sari", "golongan": "lsm", "telepon": "abc"},
    )
    assert (page.status_code, "dengan angka" in page.content.decode()) == (422, True)
    client.post("/komunitas/anggota/", {"bagian": "hapus"})
    assert not Anggota.objects.exists()
    assert not Peramban.objects.exists()
    assert not Kabar.objects.exists()
    assert Tanggapan.objects.get().anggota is None


def test_the_list_of_members_is_for_moderators_and_without_addresses(
    topic: Topik, unit: Unit
) -> None:
    member = make_anggota(topic)
    client = sign_in(Client(), make_membership(ADMIN_DINAS, unit))
    page = client.get("/komunitas/moderasi/anggota/").content.decode()
    assert member.nama in page
    assert member.surel not in page
    assert Client().get("/komunitas/moderasi/anggota/").status_code == 302


def test_an_address_that_bounces_hears_no_more_until_it_is_shown_again(topic: Topik) -> None:
    member = make_anggota(topic)
    services.bounced(member.pk, 2)
    member.refresh_from_db()
    assert member.frekuensi == "mingguan"
    services.bounced(member.pk, 2)
    member.refresh_from_db()
    assert (member.frekuensi, member.sebab) == ("tidak", "pantulan")
    services.choose(member.pk, "harian")
    member.refresh_from_db()
    assert (member.frekuensi, member.sebab, member.pantulan) == ("harian", "", 0)
