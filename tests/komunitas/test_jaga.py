"""Against abuse: flags, a ban that hides all at once and can be undone, what new people may not."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.core import pdf_bytes
from tests.factories.komunitas import answer, make_topik, sent
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.core.access import Access
from upaya.core.limits import Limit
from upaya.komunitas import tamu
from upaya.komunitas.diskusi import jaga, services, tantangan, ubah
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import AlamatLama, Blokir, Draf, Lampiran, Laporan
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
MARK = "tanda-peramban"
WHO = tamu.hash_of(MARK)


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def topic(unit: Unit) -> Topik:
    return make_topik(unit)


@pytest.fixture
def moderator(unit: Unit) -> Access:
    return make_access(ADMIN_DINAS, unit)


def known(client: Client) -> Client:
    client.cookies["tamu"] = MARK
    return client


def at(topic: Topik) -> str:
    return f"/komunitas/d/{topic.periode.kode}/{topic.nomor}/"


def test_a_ban_hides_everything_at_once_and_its_end_shows_it_again(
    topic: Topik, moderator: Access, unit: Unit
) -> None:
    made = [services.comment(topic.pk, sent(f"Iklan {n}", WHO)) for n in range(3)]
    for one in made:
        services.decide(one.pk, moderator, publish=True)
    other = services.comment(topic.pk, sent("Orang lain", "lain"))
    services.decide(other.pk, moderator, publish=True)
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        jaga.ban(made[0].pk, moderator, reason="")
    ban = jaga.ban(made[0].pk, moderator, reason="Iklan.")
    assert jaga.ban(made[1].pk, moderator, reason="Iklan.").pk == ban.pk
    page = Client().get(at(topic)).content.decode()
    assert "Iklan 0" not in page
    assert "1 tanggapan" in page
    with pytest.raises(ValidationError, match="tidak diterima"):
        services.comment(topic.pk, sent("Lagi", WHO))
    client = sign_in(Client(), make_membership(ADMIN_DINAS, unit))
    client.post(f"/komunitas/moderasi/blokir/{ban.pk}/")
    client.post(f"/komunitas/moderasi/blokir/{ban.pk}/")
    assert Blokir.objects.get().dicabut_pada is not None
    assert "4 tanggapan" in Client().get(at(topic)).content.decode()
    assert services.comment(topic.pk, sent("Lagi", WHO)).status == "terbit"


def test_a_reader_flags_once_and_the_moderator_takes_down_with_a_reason(
    topic: Topik, moderator: Access, unit: Unit
) -> None:
    made = services.comment(topic.pk, sent("Kasar", WHO))
    with pytest.raises(ValidationError, match="tidak ada lagi"):
        jaga.flag(made.pk, "pelapor", "Kasar.")
    services.decide(made.pk, moderator, publish=True)
    challenge = tantangan.today().new()
    said = {"alasan": "Kasar.", "tantangan": challenge, "jawaban": answer(challenge)}
    reader = Client()
    for _ in range(2):
        reader.post(f"/komunitas/tanggapan/{made.pk}/lapor/", said)
    assert Laporan.objects.count() == 1
    client = sign_in(Client(), make_membership(ADMIN_DINAS, unit))
    assert "1 laporan" in client.get("/komunitas/moderasi/laporan/").content.decode()
    waiting = client.get("/tugas/").content.decode()
    assert waiting.count("Putuskan tanggapan yang dilaporkan pembaca.") == 1
    page = client.post(f"/komunitas/moderasi/tanggapan/{made.pk}/", {"putusan": "turunkan"})
    assert page.status_code == 422
    client.post(
        f"/komunitas/moderasi/tanggapan/{made.pk}/", {"putusan": "turunkan", "alasan": "Kasar."}
    )
    made.refresh_from_db()
    assert (made.status, made.alasan) == ("ditolak", "Kasar.")
    assert "0 laporan" not in client.get("/komunitas/moderasi/laporan/").content.decode()
    assert "dilaporkan pembaca" not in client.get("/tugas/").content.decode()
    assert "Kasar." in known(Client()).get(at(topic)).content.decode()


def test_a_ban_holds_in_the_district_of_its_moderator_and_each_lifts_the_own(
    topic: Topik, moderator: Access
) -> None:
    away = make_puskesmas("Sotek", make_kabupaten("64.09"))
    there, theirs = make_topik(away), make_access(ADMIN_DINAS, away)
    here_said = services.comment(topic.pk, sent("Di sini", WHO))
    services.decide(here_said.pk, moderator, publish=True)
    there_said = services.comment(there.pk, sent("Di sana", WHO))
    services.decide(there_said.pk, theirs, publish=True)
    mine = jaga.ban(here_said.pk, moderator, reason="Iklan.")
    assert "Di sini" not in Client().get(at(topic)).content.decode()
    assert "Di sana" in Client().get(at(there)).content.decode()
    with pytest.raises(ValidationError, match="tidak diterima"):
        services.comment(topic.pk, sent("Lagi", WHO))
    other = services.comment(there.pk, sent("Di sana lagi", WHO))
    own = jaga.ban(other.pk, theirs, reason="Iklan juga.")
    assert (own.pk != mine.pk, own.kabupaten_id) == (True, "64.09")
    jaga.lift(mine.pk, moderator)
    assert "Di sini" in Client().get(at(topic)).content.decode()
    assert "Di sana" not in Client().get(at(there)).content.decode()
    with pytest.raises(ValidationError, match="tidak diterima"):
        services.comment(there.pk, sent("Lagi", WHO))
    jaga.lift(own.pk, theirs)
    assert "Di sana lagi" in Client().get(at(there)).content.decode()


def test_a_ban_from_before_that_reached_other_districts_becomes_theirs(
    topic: Topik, moderator: Access
) -> None:
    away = make_puskesmas("Sotek", make_kabupaten("64.09"))
    there, theirs = make_topik(away), make_access(ADMIN_DINAS, away)
    said = services.comment(topic.pk, sent("Di sini", WHO))
    other = services.comment(there.pk, sent("Di sana", WHO))
    services.decide(other.pk, theirs, publish=True)
    mine = jaga.ban(said.pk, moderator, reason="Iklan.")
    Tanggapan.objects.filter(pk=other.pk).update(blokir=mine)
    step = import_module("upaya.komunitas.migrations.0004_blokir_kabupaten")
    for _ in range(2):
        step.give_each_district_its_own(apps, None)
    own = Blokir.objects.exclude(pk=mine.pk).get()
    said.refresh_from_db()
    other.refresh_from_db()
    assert (said.blokir_id, other.blokir_id) == (mine.pk, own.pk)
    assert (own.tamu, own.kabupaten_id, own.alasan) == (WHO, "64.09", "Iklan.")
    jaga.lift(own.pk, theirs)
    assert "Di sana" in Client().get(at(there)).content.decode()


def test_who_is_new_writes_few_links_and_few_comments(topic: Topik, moderator: Access) -> None:
    links = " ".join(f"https://contoh.id/{n}" for n in range(3))
    with pytest.raises(ValidationError, match="2 tautan"):
        services.comment(topic.pk, sent(links, WHO))
    for number in range(5):
        services.comment(topic.pk, sent(f"Ke-{number}", WHO))
    with pytest.raises(ValidationError, match="5 tanggapan"):
        services.comment(topic.pk, sent("Keenam", WHO))
    first = Tanggapan.objects.earliest("pk")
    Tanggapan.objects.filter(pk=first.pk).update(
        ditulis_pada=first.ditulis_pada - timedelta(days=2)
    )
    with pytest.raises(ValidationError, match="2 tautan"):  # a day of waiting makes nobody old
        services.comment(topic.pk, sent(links, WHO))
    services.decide(first.pk, moderator, publish=True)
    assert services.comment(topic.pk, sent(links, WHO)).pk


def test_the_writer_puts_right_and_everybody_reads_what_it_said_before(
    topic: Topik, moderator: Access
) -> None:
    made = services.comment(topic.pk, sent("Tulisan lama", WHO))
    client, stranger = known(Client()), Client()
    edit = f"/komunitas/tanggapan/{made.pk}/betulkan/"
    client.post(edit, {"isi": "Tulisan kedua"})
    assert made.riwayat.count() == 0  # nobody had read it
    services.decide(made.pk, moderator, publish=True)
    assert stranger.get(edit).status_code == 302
    stranger.post(edit, {"isi": "Diubah orang"})
    assert client.post(edit, {"isi": ""}).status_code == 422
    client.post(edit, {"isi": "Tulisan ketiga"})
    client.post(edit, {"isi": "Tulisan ketiga"})
    page = stranger.get(f"/komunitas/tanggapan/{made.pk}/riwayat/").content.decode()
    assert "Tulisan kedua" in page
    assert made.riwayat.count() == 1
    assert "Diubah" in stranger.get(at(topic)).content.decode()
    client.post(edit, {"putusan": "tarik"})
    assert "Tulisan ketiga" not in stranger.get(at(topic)).content.decode()
    assert stranger.get(f"/komunitas/tanggapan/{made.pk}/riwayat/").status_code == 404
    with pytest.raises(ValidationError, match="tidak dapat diubah"):
        ubah.revise(made.pk, WHO, "Lagi")


def test_a_draft_waits_at_the_server_until_it_is_sent(topic: Topik) -> None:
    client, other = Client(), Client()
    assert client.get(f"{at(topic)}draf/").status_code == 302
    assert client.post(f"{at(topic)}draf/", {"isi": "Baru separuh"}).status_code == 204
    assert "Baru separuh" in client.get(at(topic)).content.decode()
    assert "Baru separuh" not in other.get(at(topic)).content.decode()
    challenge = tantangan.today().new()
    client.post(
        at(topic),
        {"isi": "Utuh", "nama": "Sari", "tantangan": challenge, "jawaban": answer(challenge)},
    )
    assert not Draf.objects.exists()


def test_old_addresses_lead_on_for_ever(topic: Topik, moderator: Access) -> None:
    AlamatLama.objects.create(alamat="diskusi-2015", periode=topic.periode)
    AlamatLama.objects.create(alamat="index.php/12-kontrak", periode=topic.periode, topik=topic)
    for path, target in (
        ("/komunitas/d/diskusi-2015/", f"/komunitas/d/{topic.periode.kode}/"),
        ("/komunitas/d/diskusi-2015/1/", at(topic)),
        ("/komunitas/lama/index.php/12-kontrak", at(topic)),
    ):
        page = Client().get(path)
        assert (page.status_code, page["Location"]) == (301, target)
    assert Client().get("/komunitas/lama/tidak-ada").status_code == 404
    assert Client().get("/komunitas/d/tidak-ada/").status_code == 404


def test_a_link_to_a_comment_finds_its_page(topic: Topik) -> None:
    now = topic.dibuka_pada
    Tanggapan.objects.bulk_create(
        Tanggapan(
            kabupaten_id=topic.kabupaten_id, topik=topic, jalur=f"{number:06d}", nama="Tamu",
            isi="x", status="terbit", ditulis_pada=now, diputus_pada=now,
        )
        for number in range(1, 101)
    )  # fmt: skip
    last = Tanggapan.objects.latest("pk")
    page = Client().get(f"{at(topic)}?lihat={last.pk}")
    assert page["Location"] == f"{at(topic)}?hal=3#t{last.pk}"
    assert Client().get(f"{at(topic)}?lihat=999999")["Location"] == at(topic)


def test_a_period_that_gets_another_name_is_found_under_both(
    topic: Topik, unit: Unit, moderator: Access
) -> None:
    period, client = topic.periode, sign_in(Client(), make_membership(ADMIN_DINAS, unit))
    before, other = period.kode, make_topik(unit).periode
    form = f"/komunitas/moderasi/periode/{period.pk}/nama/"
    assert "dipakai periode lain" in client.post(form, {"nama": other.nama}).content.decode()
    client.post(form, {"nama": "Diskusi baru"})
    page = Client().get(f"/komunitas/d/{before}/{topic.nomor}/")
    assert (page.status_code, page["Location"]) == (
        301,
        f"/komunitas/d/diskusi-baru/{topic.nomor}/",
    )
    client.post(form, {"nama": period.nama})
    assert Client().get(f"/komunitas/d/{before}/").status_code == 200
    assert Client().get("/komunitas/d/diskusi-baru/")["Location"] == f"/komunitas/d/{before}/"


def test_a_paper_stands_beside_a_comment_after_the_first_day_and_in_a_sandbox(
    topic: Topik, moderator: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, paper = known(Client()), pdf_bytes()

    def send(upload: bytes, name: str) -> str:
        challenge = tantangan.today().new()
        said = {
            "isi": "Lihat",
            "nama": "Sari",
            "tantangan": challenge,
            "jawaban": answer(challenge),
        }
        file = SimpleUploadedFile(name, upload)
        return client.post(at(topic), said | {"lampiran": file}, follow=True).content.decode()

    assert "lampiran belum dapat" in send(paper, "kontrak.pdf")
    first = services.comment(topic.pk, sent("Dahulu", WHO))
    before = first.ditulis_pada - timedelta(days=2)
    Tanggapan.objects.update(ditulis_pada=before, diputus_pada=before, status="terbit")
    assert "2048 kB" in send(paper + b" " * 2_100_000, "besar.pdf")
    assert "menunggu moderator" in send(paper, "kontrak.pdf")
    kept = Lampiran.objects.get()
    assert Client().get(f"/komunitas/lampiran/{kept.pk}/").status_code == 404
    services.decide(kept.tanggapan_id, moderator, publish=True)
    assert "kontrak.pdf" in Client().get(at(topic)).content.decode()
    page = Client().get(f"/komunitas/lampiran/{kept.pk}/")
    assert page.content == paper
    assert page["Content-Security-Policy"].startswith("sandbox")
    assert page["Content-Disposition"].startswith("attachment")
    few = Limit("uji-unduh", amount=0, seconds=10**9)
    monkeypatch.setattr("upaya.komunitas.tamu.DOWNLOADS", few)
    late = Client().get(f"/komunitas/lampiran/{kept.pk}/", follow=True)
    assert late.redirect_chain == [(at(topic), 302)]
    assert "Terlalu banyak unduhan" in late.content.decode()
    jaga.ban(kept.tanggapan_id, moderator, reason="Iklan.")
    assert Client().get(f"/komunitas/lampiran/{kept.pk}/").status_code == 404
