"""Topics that members open: who may, how many on the first day, the moderator's word, bans."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.komunitas import answer, make_anggota, make_topik, sent
from tests.factories.wilayah import make_puskesmas
from upaya.core import clock
from upaya.core.access import Access
from upaya.komunitas import tamu
from upaya.komunitas.anggota import edisi
from upaya.komunitas.anggota import services as members
from upaya.komunitas.anggota.models import Anggota, Peramban
from upaya.komunitas.diskusi import jaga, services, tantangan
from upaya.komunitas.diskusi import topik as topics
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.komunitas.diskusi.moderasi import tasks
from upaya.komunitas.offers import TOPIK
from upaya.komunitas.pencarian.models import Carian
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
MARK = "peramban-anggota"
WHO = tamu.hash_of(MARK)
WORDS = {"judul": "Kontrak tim atau perorangan?", "pertanyaan": "Di tempat kami **tim** bekerja."}


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def first(unit: Unit) -> Topik:
    return make_topik(unit)


@pytest.fixture
def member(first: Topik) -> Anggota:
    made = make_anggota(first)
    Peramban.objects.create(anggota=made, tamu=WHO, dikenal_pada=clock.now())
    return made


@pytest.fixture
def moderator(unit: Unit) -> Access:
    return make_access(ADMIN_DINAS, unit)


def known() -> Client:
    client = Client()
    client.cookies["tamu"] = MARK
    return client


def usulan(judul: str, pertanyaan: str = "Ceritakan.") -> topics.Usulan:
    return topics.Usulan(judul, pertanyaan, WHO, tantangan.today().new())


def post(client: Client, first: Topik, **words: str) -> str:
    challenge = tantangan.today().new()
    said = {"tantangan": challenge, "jawaban": answer(challenge)} | words
    page = client.post(f"/komunitas/d/{first.periode.kode}/usul/", said, follow=True)
    return page.content.decode()


def test_a_member_proposes_and_the_first_topic_waits_for_a_moderator(
    first: Topik, member: Anggota, unit: Unit
) -> None:
    period = f"/komunitas/d/{first.periode.kode}/"
    assert "menunggu moderator" in post(known(), first, **WORDS)
    made = Topik.objects.get(judul=WORDS["judul"])
    assert (made.status, made.nama, made.nomor) == ("menunggu", member.nama, 2)
    assert "topik Anda" in known().get(period).content.decode()
    assert WORDS["judul"] not in Client().get(period).content.decode()
    assert Client().get(f"{period}2/").status_code == 404
    keeper = sign_in(Client(), make_membership(ADMIN_DINAS, unit))
    queue = keeper.get("/komunitas/moderasi/").content.decode()
    assert f"/komunitas/moderasi/topik/{made.pk}/" in queue
    keeper.post(f"/komunitas/moderasi/topik/{made.pk}/", {"putusan": "terbit"})
    page = Client().get(f"{period}2/").content.decode()
    assert "<strong>tim</strong>" in page
    assert f"Pertanyaan {member.nama}" in page
    assert Carian.objects.filter(jenis="topik", rujukan=made.pk).exists()


def test_who_is_no_member_is_shown_the_way_to_become_one(first: Topik) -> None:
    page = post(Client(), first, **WORDS)
    assert "Topik dibuka oleh anggota" in page
    assert "/komunitas/anggota/daftar/" in page
    assert Topik.objects.count() == 1
    with pytest.raises(ValidationError, match="oleh anggota"):
        topics.propose(first.periode_id, usulan("Judul"))


def test_limits_of_the_first_day_end_with_it(
    first: Topik, member: Anggota, moderator: Access
) -> None:
    assert member.pk
    links = " ".join(f"https://contoh.id/{n}" for n in range(3))
    with pytest.raises(ValidationError, match="2 tautan"):
        topics.propose(first.periode_id, usulan("Banyak tautan", links))
    made = topics.propose(first.periode_id, usulan("Yang pertama"))
    with pytest.raises(ValidationError, match="1 topik"):
        topics.propose(first.periode_id, usulan("Yang kedua"))
    topics.decide(made.pk, moderator, publish=True)
    Topik.objects.filter(pk=made.pk).update(dibuka_pada=made.dibuka_pada - timedelta(days=2))
    again = topics.propose(first.periode_id, usulan("Yang kedua", links))
    assert again.status == "terbit"  # a moderator let one pass
    assert services.comment(first.pk, sent("Juga tanggapan", WHO)).status == "terbit"


def test_who_is_known_opens_so_many_topics_a_day_and_the_keeper_sees_the_newest_first(
    first: Topik, member: Anggota, moderator: Access, unit: Unit
) -> None:
    assert member.pk
    made = topics.propose(first.periode_id, usulan("Yang lama"))
    topics.decide(made.pk, moderator, publish=True)
    Topik.objects.filter(pk=made.pk).update(dibuka_pada=made.dibuka_pada - timedelta(days=2))
    rest = [topics.propose(first.periode_id, usulan(f"Hari ini {n}")) for n in range(5)]
    with pytest.raises(ValidationError, match="5 topik sehari"):
        topics.propose(first.periode_id, usulan("Keenam"))
    topics.decide(rest[1].pk, moderator, publish=False, reason="Iklan.")
    keeper = sign_in(Client(), make_membership(ADMIN_DINAS, unit))
    page = keeper.get(f"/komunitas/moderasi/periode/{first.periode_id}/").content.decode()
    shown = re.findall(r"/komunitas/moderasi/topik/(\d+)/", page)
    assert shown == [str(one.pk) for one in (rest[4], rest[3], rest[2], rest[0], made)]


def test_the_same_sending_is_one_topic_and_a_title_stands_once(
    first: Topik, member: Anggota
) -> None:
    assert member.pk
    once = usulan("Sekali")
    assert topics.propose(first.periode_id, once) == topics.propose(first.periode_id, once)
    Topik.objects.all().update(dibuka_pada=clock.now() - timedelta(days=2))
    with pytest.raises(ValidationError, match="sudah ada"):
        topics.propose(first.periode_id, usulan(first.judul.upper()))


def test_a_refused_topic_shows_its_reason_to_who_opened_it_alone(
    first: Topik, member: Anggota, unit: Unit, moderator: Access
) -> None:
    assert member.pk
    made = topics.propose(first.periode_id, usulan("Iklan"))
    keeper = sign_in(Client(), make_membership(ADMIN_DINAS, unit))
    at = f"/komunitas/moderasi/topik/{made.pk}/"
    assert keeper.post(at, {"putusan": "tolak"}).status_code == 422
    keeper.post(at, {"putusan": "tolak", "alasan": "Bukan tema periode."})
    period = f"/komunitas/d/{first.periode.kode}/"
    assert "Bukan tema periode." in known().get(period).content.decode()
    assert "Bukan tema periode." not in Client().get(period).content.decode()
    with pytest.raises(ValidationError, match="sudah ditolak"):
        topics.decide(made.pk, moderator, publish=True)
    with pytest.raises(ValidationError, match="dibuka moderator"):
        topics.decide(first.pk, moderator, publish=False, reason="Tidak suka.")


def test_a_ban_hides_the_topic_with_what_others_said_there_and_its_end_shows_all(
    first: Topik, member: Anggota, moderator: Access
) -> None:
    assert member.pk
    made = topics.propose(first.periode_id, usulan("Topik anggota"))
    topics.decide(made.pk, moderator, publish=True)
    other = services.comment(made.pk, sent("Kata orang lain", "lain"))
    services.decide(other.pk, moderator, publish=True)
    at = f"/komunitas/d/{first.periode.kode}/{made.nomor}/"
    history = f"/komunitas/tanggapan/{other.pk}/riwayat/"
    assert "Kata orang lain" in Client().get(at).content.decode()
    ban = jaga.ban_opener(made.pk, moderator, reason="Iklan.")
    assert Client().get(at).status_code == 404
    assert Client().get(history).status_code == 404
    assert not Carian.objects.filter(jenis="tanggapan", rujukan=other.pk).exists()
    assert not edisi.content(edisi.one(other.pk))
    with pytest.raises(ValidationError, match="tidak ada lagi"):
        services.comment(made.pk, sent("Lagi", "lain"))
    with pytest.raises(ValidationError, match="tidak diterima"):
        topics.propose(first.periode_id, usulan("Lagi"))
    jaga.lift(ban.pk, moderator)
    assert "Kata orang lain" in Client().get(at).content.decode()
    assert Client().get(history).status_code == 200
    assert Carian.objects.filter(jenis="tanggapan", rujukan=other.pk).exists()


def test_taking_down_hides_it_as_well(first: Topik, member: Anggota, moderator: Access) -> None:
    assert member.pk
    made = topics.propose(first.periode_id, usulan("Topik anggota"))
    topics.decide(made.pk, moderator, publish=True)
    topics.decide(made.pk, moderator, publish=False, reason="Ternyata iklan.")
    assert Client().get(f"/komunitas/d/{first.periode.kode}/{made.nomor}/").status_code == 404
    assert not Carian.objects.filter(jenis="topik", rujukan=made.pk).exists()


def test_programs_are_given_only_topics_that_everybody_reads(
    first: Topik, member: Anggota, moderator: Access
) -> None:
    assert member.pk

    def given() -> list[int]:
        return list(TOPIK.rows(moderator.scope, {}).values_list("pk", flat=True))

    made = topics.propose(first.periode_id, usulan("Topik anggota"))
    assert given() == [first.pk]
    topics.decide(made.pk, moderator, publish=True)
    assert given() == [first.pk, made.pk]
    ban = jaga.ban_opener(made.pk, moderator, reason="Iklan.")
    assert given() == [first.pk]
    jaga.lift(ban.pk, moderator)
    topics.decide(made.pk, moderator, publish=False, reason="Ternyata iklan.")
    assert given() == [first.pk]


def test_a_closed_period_takes_no_topics_and_lets_none_appear(
    first: Topik, member: Anggota, moderator: Access
) -> None:
    assert member.pk
    made = topics.propose(first.periode_id, usulan("Terlambat"))
    services.close_period(first.periode_id, moderator, ringkasan="Selesai.")
    with pytest.raises(ValidationError, match="sudah ditutup"):
        topics.propose(first.periode_id, usulan("Lagi"))
    with pytest.raises(ValidationError, match="sudah ditutup"):
        topics.decide(made.pk, moderator, publish=True)
    assert known().get(f"/komunitas/d/{first.periode.kode}/usul/").status_code == 302


def test_a_new_topic_is_news_and_a_member_who_goes_leaves_it_behind(
    first: Topik, member: Anggota, moderator: Access
) -> None:
    made = topics.propose(first.periode_id, usulan("Topik anggota"))
    today = edisi.day(clock.today())
    assert made.pk not in edisi.content(today).topik
    topics.decide(made.pk, moderator, publish=True)
    assert f"Topik baru, dari {member.nama}" in edisi.content(today).topik[made.pk]
    members.leave(member.pk)
    made.refresh_from_db()
    assert (made.anggota, made.nama) == (None, member.nama)
    assert Tanggapan.objects.count() == 0


def test_a_topic_that_waits_stands_among_the_moderators_tasks(
    first: Topik, member: Anggota, moderator: Access
) -> None:
    assert member.pk
    topics.propose(first.periode_id, usulan("Topik anggota"))
    assert "Putuskan topik anggota komunitas." in [task.judul for task in tasks(moderator)]


def test_a_moderator_may_open_a_topic_whose_proposal_was_refused(
    first: Topik, member: Anggota, moderator: Access
) -> None:
    made = topics.propose(first.periode_id, usulan("Siapa yang menilai?"))
    topics.decide(made.pk, moderator, publish=False, reason="Ditulis ulang oleh moderator.")
    opened = services.open_topic(
        first.periode_id, moderator, judul="Siapa yang menilai?", pertanyaan="Siapa, dan kapan?"
    )
    assert opened.pk != made.pk
    again = services.open_topic(
        first.periode_id, moderator, judul="Siapa yang menilai?", pertanyaan="Siapa, dan kapan?"
    )
    assert again == opened
