"""A guest comments, a moderator decides; the archive stays; pages do not grow with comments."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.komunitas import answer, make_topik, sent
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.core.models import AuditEntry
from upaya.komunitas.diskusi import services, tantangan
from upaya.komunitas.diskusi.models import DEEPEST, Tanggapan, Topik
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def topic(unit: Unit) -> Topik:
    return make_topik(unit)


def address(topic: Topik) -> str:
    return f"/komunitas/d/{topic.periode.kode}/{topic.nomor}/"


def post(client: Client, topic: Topik, text: str, **more: str) -> str:
    challenge = tantangan.today().new()
    said = {"isi": text, "nama": "Ibu Sari", "tantangan": challenge, "jawaban": answer(challenge)}
    page = client.post(address(topic), said | more, follow=True)
    return page.content.decode()


def test_a_guest_waits_once_for_the_moderator_and_sees_only_the_own_comment(
    topic: Topik, unit: Unit
) -> None:
    guest, other, moderator = Client(), Client(), make_access(ADMIN_DINAS, unit)
    assert "Tanggapan Anda menunggu moderator" in post(guest, topic, "Pertama")
    assert "menunggu moderator" in guest.get(address(topic)).content.decode()
    assert "Pertama" not in other.get(address(topic)).content.decode()
    first = Tanggapan.objects.get()
    services.decide(first.pk, moderator, publish=True)
    services.decide(first.pk, moderator, publish=True)
    topic.refresh_from_db()
    assert (topic.terbit, AuditEntry.objects.filter(action="komunitas.terbitkan").count()) == (1, 1)
    assert "Pertama" in other.get(address(topic)).content.decode()
    assert "Tanggapan Anda terbit" in post(guest, topic, "Kedua")
    assert "menunggu moderator" in post(other, topic, "Orang lain")


def test_who_was_refused_reads_why_and_waits_again(topic: Topik, unit: Unit) -> None:
    guest, moderator = Client(), make_access(ADMIN_DINAS, unit)
    post(guest, topic, "Iklan")
    found = Tanggapan.objects.get()
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        services.decide(found.pk, moderator, publish=False)
    services.decide(found.pk, moderator, publish=False, reason="Ini iklan.")
    with pytest.raises(ValidationError, match="sudah ditolak"):
        services.decide(found.pk, moderator, publish=True)
    assert "Ini iklan." in guest.get(address(topic)).content.decode()
    assert "Ini iklan." not in Client().get(address(topic)).content.decode()
    assert "menunggu moderator" in post(guest, topic, "Lagi")


def test_what_was_typed_stays_when_the_challenge_is_not_answered(topic: Topik) -> None:
    page = Client().post(address(topic), {"isi": "Panjang", "nama": "Ibu Sari", "jawaban": "1"})
    assert page.status_code == 422
    assert "Panjang" in page.content.decode()
    assert "Isian Anda masih ada" in page.content.decode()
    assert not Tanggapan.objects.exists()


def test_one_challenge_makes_one_comment(topic: Topik) -> None:
    one = sent("Sekali")
    assert services.comment(topic.pk, one).pk == services.comment(topic.pk, one).pk
    assert Tanggapan.objects.count() == 1


def test_answers_stand_below_what_they_answer_and_no_deeper_than_the_page(
    topic: Topik, unit: Unit
) -> None:
    moderator, above = make_access(ADMIN_DINAS, unit), None
    for number in range(DEEPEST + 2):
        made = services.comment(topic.pk, sent(f"Ke-{number}", induk=above))
        services.decide(made.pk, moderator, publish=True)
        above = made.pk
    rows = list(Tanggapan.objects.order_by("jalur").values_list("tingkat", "jalur"))
    assert [level for level, _ in rows] == [0, 1, 2, 3, 3, 3]
    assert rows[-1][1] == "000001.000001.000001.000003"
    waiting = services.comment(topic.pk, sent("Menunggu"))
    with pytest.raises(ValidationError, match="tidak ada lagi"):
        services.comment(topic.pk, sent("Jawaban", induk=waiting.pk))


def test_a_period_closes_with_a_summary_and_takes_no_more(topic: Topik, unit: Unit) -> None:
    moderator = make_access(ADMIN_DINAS, unit)
    with pytest.raises(ValidationError, match="ringkasan"):
        services.close_period(topic.periode_id, moderator, ringkasan="")
    services.close_period(topic.periode_id, moderator, ringkasan="Yang disepakati: **diperiksa**.")
    services.close_period(topic.periode_id, moderator, ringkasan="Lain")
    with pytest.raises(ValidationError, match="sudah ditutup"):
        services.comment(topic.pk, sent("Terlambat"))
    with pytest.raises(ValidationError, match="sudah ditutup"):
        services.open_topic(topic.periode_id, moderator, judul="Baru", pertanyaan="")
    page = Client().get(f"/komunitas/d/{topic.periode.kode}/").content.decode()
    assert "<strong>diperiksa</strong>" in page
    assert "<form" not in Client().get(address(topic)).content.decode()


def test_a_page_is_as_long_and_asks_as_often_whatever_the_number_of_comments(topic: Topik) -> None:
    now = topic.dibuka_pada
    Tanggapan.objects.bulk_create(
        Tanggapan(
            kabupaten_id=topic.kabupaten_id, topik=topic, jalur=f"{number:06d}", nama="Tamu",
            isi="Kontrak dengan **hasil** yang diperiksa. " * 8, status="terbit", ditulis_pada=now,
            diputus_pada=now,
        )
        for number in range(1, 2001)
    )  # fmt: skip
    sizes, asked = [], []
    for page in ("1", "50"):
        with CaptureQueriesContext(connection) as seen:
            content = Client().get(f"{address(topic)}?hal={page}").content
        sizes.append(len(content))
        asked.append(len(seen))
    assert max(sizes) <= 60_000
    assert asked[0] == asked[1] <= 6


def test_the_moderator_finds_the_queue_in_the_own_tasks(topic: Topik, unit: Unit) -> None:
    member = make_membership(ADMIN_DINAS, unit)
    services.comment(topic.pk, sent("Menunggu"))
    client = sign_in(Client(), member)
    assert "Putuskan tanggapan tamu" in client.get("/tugas/").content.decode()
    found = Tanggapan.objects.get()
    client.post(f"/komunitas/moderasi/{found.pk}/", {"putusan": "tolak", "alasan": ""})
    assert Tanggapan.objects.get().status == "menunggu"
    client.post(f"/komunitas/moderasi/{found.pk}/", {"putusan": "terbit"})
    assert Tanggapan.objects.get().status == "terbit"


def test_what_the_moderator_answers_appears_at_once_under_the_own_name(
    topic: Topik, unit: Unit
) -> None:
    member = make_membership(ADMIN_DINAS, unit)
    client = sign_in(Client(), member)
    page = client.get(address(topic)).content.decode()
    assert "Terbitkan tanggapan" in page
    assert f'value="{member.user.name}"' in page
    post(client, topic, "Tidak berkurang.")
    made = Tanggapan.objects.get()
    assert (made.status, made.diputus_oleh_id) == ("terbit", member.user_id)
    assert "Tidak berkurang." in Client().get(address(topic)).content.decode()
    # Who uses the browser next, signed out, is nobody known and may not change those words.
    assert (made.tamu, "tamu" in client.cookies) == ("", False)
    client.logout()
    assert client.get(f"/komunitas/tanggapan/{made.pk}/betulkan/").status_code == 302
    # The moderator of another district is a guest here.
    far = sign_in(Client(), make_membership(ADMIN_DINAS, make_dinas(make_kabupaten("35.10"))))
    assert "Kirim ke moderator" in far.get(address(topic)).content.decode()
    post(far, topic, "Dari jauh.")
    assert Tanggapan.objects.latest("pk").status == "menunggu"
