"""Search in Indonesian: families meet, strangers do not, both databases give the same order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.akun import make_access
from tests.factories.komunitas import make_topik, sent
from tests.factories.wilayah import make_puskesmas
from tests.rules.test_kata import pairs
from upaya.komunitas.diskusi import jaga, ubah
from upaya.komunitas.diskusi import services as discussing
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.komunitas.pencarian import indeks, kata, sumber
from upaya.komunitas.pencarian.cuplikan import cuplikan
from upaya.komunitas.pencarian.indeks import Entri
from upaya.komunitas.pencarian.models import Carian
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 3)


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def topic(unit: Unit) -> Topik:
    return make_topik(unit)


def put(unit: Unit, words: list[str]) -> dict[int, str]:
    """Each word as a thing of its own; by key of the row."""
    assert unit.kabupaten_id
    indeks.put(
        Entri("bacaan", 10_000 + number, unit.kabupaten_id, "Rekaan", word, "", "/", TODAY)
        for number, word in enumerate(words)
    )
    rows = Carian.objects.filter(rujukan__gte=10_000)
    return {row.pk: words[row.rujukan - 10_000] for row in rows}


def find(text: str, many: int = 5000) -> list[int]:
    return indeks.found(kata.asked(text), TODAY, start=0, many=many)


@pytest.mark.parametrize("name", ["sekeluarga_uji", "sekeluarga_uji_dua"])
def test_words_of_one_family_are_found_through_the_index(name: str, unit: Unit) -> None:
    asked = pairs(name)
    rows = put(unit, list(dict.fromkeys(second for _, second in asked)))
    by_word = {word: pk for pk, word in rows.items()}
    missed = [(a, b) for a, b in asked if by_word[b] not in find(a)]
    assert len(missed) <= len(asked) * 0.02, missed


@pytest.mark.parametrize("name", ["asing_uji", "asing_uji_dua"])
def test_unrelated_words_do_not_meet_in_the_index(name: str, unit: Unit) -> None:
    asked = pairs(name)
    rows = put(unit, list(dict.fromkeys(second for _, second in asked)))
    by_word = {word: pk for pk, word in rows.items()}
    assert [(a, b) for a, b in asked if by_word[b] in find(a)] == []


def test_what_is_published_is_found_and_what_is_hidden_is_not(topic: Topik, unit: Unit) -> None:
    moderator = make_access(ADMIN_DINAS, unit)
    made = discussing.comment(topic.pk, sent("Pelayanan itu dikontrakkan tahun lalu.", "tanda"))
    assert not Carian.objects.filter(jenis="tanggapan").exists()
    discussing.decide(made.pk, moderator, publish=True)

    def places(text: str) -> list[str]:
        keys = find(text)
        kinds = dict(Carian.objects.values_list("pk", "jenis"))
        return [kinds[pk] for pk in keys if kinds[pk] == "tanggapan"]

    assert places("kontrak") == places("pengontrakan layanan") == ["tanggapan"]
    assert places("kontrak rumah") == []
    ubah.revise(made.pk, "tanda", "Pelayanan itu disewakan.")
    assert (places("mengontrak"), places("sewa")) == ([], ["tanggapan"])
    ban = jaga.ban(made.pk, moderator, reason="Iklan.")
    assert places("sewa") == []
    jaga.lift(ban.pk, moderator)
    assert places("sewa") == ["tanggapan"]
    Tanggapan.objects.filter(pk=made.pk).update(isi="Ditulis lewat pintu lain: imunisasi.")
    sumber.rebuild()
    assert places("imunisasi") == ["tanggapan"]


def test_titles_come_first_then_answers_then_what_is_fresh(unit: Unit) -> None:
    assert unit.kabupaten_id
    entries = [
        Entri("topik", 1, unit.kabupaten_id, "Imunisasi di desa", "", "", "/", date(2015, 6, 1)),
        Entri("topik", 2, unit.kabupaten_id, "Desa", "imunisasi", "", "/", TODAY),
        Entri("topik", 3, unit.kabupaten_id, "Desa", "imunisasi", "", "/", TODAY, 10),
        Entri("topik", 4, unit.kabupaten_id, "Desa", "imunisasi", "", "/", TODAY - timedelta(30)),
    ]
    indeks.put(entries)
    places = dict(Carian.objects.values_list("pk", "rujukan"))
    assert [places[pk] for pk in find("imunisasi")] == [1, 3, 2, 4]
    assert indeks.count(kata.asked("imunisasi")) == 4
    assert indeks.count(kata.asked("imunisasi"), "periode") == 0
    assert [places[pk] for pk in indeks.found(kata.asked("imunisasi"), TODAY, start=1, many=2)] == [
        3,
        2,
    ]


ODD = (
    "", "   ", "yang dan di", '"', "'", "AND OR NOT", "judul : x", "*", "a*", "NEAR(a b)", "()",
    "& | !", "<script>", "%", "\\", "\x00", "é", "日本", "العربية", "kontrak " * 300, "x" * 5000,
    "S.K.M.", "Rp1.500.000", "covid-19", "ke-2", "undang-undang", "1e5", "-", "k:*",
)  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_questions_are_answered(text: str, unit: Unit) -> None:
    put(unit, ["kontrak", "Ubuntu 日本 1e5 covid-19", "undang-undang"])
    groups = kata.asked(text)
    assert len(groups) <= kata.MOST_WORDS
    assert indeks.count(groups) == len(find(text))


@pytest.mark.parametrize("word", ["日本", "1e5", "covid-19", "S.Kep", "2022", "e-mail", "naïf"])
def test_words_that_are_no_indonesian_are_found_as_they_are(word: str, unit: Unit) -> None:
    (pk,) = put(unit, [f"Tentang {word} di sini"])
    assert find(word) == [pk]


def test_a_part_of_the_text_shows_why_it_was_found() -> None:
    text = "Kata pembuka. " * 30 + "Pelayanan **dikontrakkan** kepada klinik. " + "Penutup. " * 40
    found = cuplikan(text, kata.asked("kontrak"))
    assert [words for words, marked in found if marked] == ["dikontrakkan"]
    assert found[0][0] == "… "
    assert found[-1][0] == " …"
    assert sum(len(words) for words, _ in found) < 300
    assert cuplikan("Pendek", kata.asked("kontrak")) == [("Pendek", False)]


def test_the_page_shows_marks_and_asks_as_often_for_many(topic: Topik, unit: Unit) -> None:
    put(unit, [f"Pengontrakan <b>nomor</b> {number}" for number in range(60)])
    asked, pages = [], []
    for at in ("?q=kontrak", "?q=kontrak&hal=2", "?q=kontrak&di=bacaan"):
        with CaptureQueriesContext(connection) as seen:
            page = Client().get(f"/komunitas/cari/{at}")
        pages.append(page.content.decode())
        asked.append(len(seen))
    assert len(set(asked)) == 1
    assert asked[0] <= 4
    assert "<mark>Pengontrakan</mark> &lt;b&gt;nomor" in pages[0]
    assert len(pages[0].encode()) < 60_000
    assert "Tidak ada yang ditemukan" in Client().get("/komunitas/cari/?q=zzzq").content.decode()


def test_a_new_version_of_the_word_lists_makes_the_index_again(topic: Topik) -> None:
    Carian.objects.update(versi="lama", kata_judul="")
    sumber.rebuild_when_old()
    assert set(Carian.objects.values_list("versi", flat=True)) == {kata.versi()}
    assert topic.pk in Carian.objects.filter(jenis="topik", pk__in=find("periksa")).values_list(
        "rujukan", flat=True
    )
