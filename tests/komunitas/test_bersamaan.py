"""Two at once: a place in the thread, a challenge and a decision are each taken once."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.komunitas import make_anggota, make_topik, sent
from tests.factories.wilayah import make_puskesmas
from tests.smtp import serving
from upaya.core import clock
from upaya.komunitas.anggota import edisi, kabar
from upaya.komunitas.anggota import services as members
from upaya.komunitas.anggota.models import Anggota, Kabar, Peramban
from upaya.komunitas.diskusi import jaga, services, tantangan
from upaya.komunitas.diskusi import topik as topics
from upaya.komunitas.diskusi.models import Tanggapan
from upaya.komunitas.surat_masuk import alamat
from upaya.komunitas.surat_masuk.terima import receive
from upaya.rules.kesehatan import ADMIN_DINAS

pytestmark = pytest.mark.django_db(transaction=True)


def test_comments_sent_at_once_each_have_a_place_and_one_challenge_makes_one() -> None:
    unit = make_puskesmas("Panji")
    topic, moderator = make_topik(unit), make_access(ADMIN_DINAS, unit)
    twice = sent("Dua klik")
    made, refused = at_once(
        lambda n: services.comment(topic.pk, twice if n < 2 else sent(f"Tamu {n}")).pk, clicks=5
    )
    assert (len(set(made)), refused) == (4, [])
    assert Tanggapan.objects.values("jalur").distinct().count() == 4
    first = made[0]

    def decide(n: int) -> str:
        return services.decide(first, moderator, publish=n % 2 == 0, reason="Iklan.").status

    said, _ = at_once(decide, clicks=4)
    assert len(set(said)) == 1
    topic.refresh_from_db()
    assert topic.terbit == (1 if said[0] == "terbit" else 0)


def test_the_same_address_registered_at_once_is_one_member() -> None:
    make_topik(make_puskesmas("Panji"))
    said = members.Pendaftaran("Sari", "", "lsm", "sari@contoh.id")
    _, refused = at_once(lambda _: members.register(said), clicks=4)
    assert (Anggota.objects.count(), refused) == (1, [])


def test_an_edition_written_at_once_has_one_row_each_and_two_senders_send_each_once(
    settings: Settings,
) -> None:
    unit = make_puskesmas("Panji")
    topic, moderator = make_topik(unit), make_access(ADMIN_DINAS, unit)
    for _ in range(6):
        make_anggota(topic, "harian")
    made = services.comment(topic.pk, sent("Baru"))
    services.decide(made.pk, moderator, publish=True)
    edition = edisi.day(clock.today())
    _, refused = at_once(lambda _: kabar.prepare(edition), clicks=4)
    assert (Kabar.objects.count(), refused) == (6, [])
    with serving() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = False
        counts, refused = at_once(lambda _: kabar.send_waiting(), clicks=3)
    assert (sum(counts), refused) == (6, [])
    assert len({letter.message_id for letter in server.letters}) == len(server.letters) == 6


def test_one_message_that_comes_in_twice_at_once_is_one_comment(settings: Settings) -> None:
    settings.MAIL_IN = "diskusi@contoh.id"
    topic = make_topik(make_puskesmas("Panji"))
    member = make_anggota(topic)
    raw = (
        f"From: {member.surel}\r\nTo: {alamat.address(topic.pk, 0, member.pk, clock.today())}\r\n"
        "Message-ID: <satu@contoh.id>\r\n\r\nTim dari dinas.\r\n"
    ).encode()
    said, refused = at_once(lambda _: receive(raw), clicks=4)
    assert refused == []
    assert "diterima" in said
    assert Tanggapan.objects.count() == 1


def test_topics_sent_at_once_each_have_a_number_and_one_challenge_makes_one() -> None:
    topic = make_topik(make_puskesmas("Panji"))
    for name in "abc":
        Peramban.objects.create(anggota=make_anggota(topic), tamu=name, dikenal_pada=clock.now())
    challenge = tantangan.today().new()

    def propose(n: int) -> int:
        text = challenge if n < 2 else tantangan.today().new()
        sending = topics.Usulan(f"Topik {'aabc'[n]}", "Ceritakan.", "aabc"[n], text)
        return topics.propose(topic.periode_id, sending).nomor

    made, refused = at_once(propose, clicks=4)
    assert (sorted(set(made)), refused) == ([2, 3, 4], [])


def test_a_ban_by_two_moderators_at_once_is_one() -> None:
    unit = make_puskesmas("Panji")
    topic, moderator = make_topik(unit), make_access(ADMIN_DINAS, unit)
    made = services.comment(topic.pk, sent("Iklan", "tanda"))
    services.decide(made.pk, moderator, publish=True)
    bans, refused = at_once(lambda _: jaga.ban(made.pk, moderator, reason="Iklan.").pk, clicks=3)
    assert (len(set(bans)), refused) == (1, [])
    topic.refresh_from_db()
    assert topic.terbit == 0
