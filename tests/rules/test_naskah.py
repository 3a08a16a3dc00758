"""Every word that is shown as a word of the regulation, letter by letter against the text.

The text is ``perbup_79_2022.txt``. What differs is listed here with its reason, and nothing else
may; a test over the words cannot pass because somebody typed them twice in the same way.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.rules.months import month, officer
from tests.rules.printed import APLIKASI, PASSAGES, item, passage, place_of
from tests.rules.quoted import AUGUST, BOOK, SITUBONDO, named, quoted
from upaya.exchange.insentif.explain import lines
from upaya.rules.errors import ParameterFileError
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officer
from upaya.rules.insentif.ketentuan import NASKAH, PAGU
from upaya.rules.loader import load
from upaya.rules.parameter import ORIGINS

LISTS = {
    "bok.menu": "11.3",
    "bok.kegiatan_puskesmas": "9",
    "bok.jenis_belanja": "10.1",
    "bok.larangan_perjalanan": "10.2",
}
"""Tables that quote a list of the text: the place of the list; a key is the place below it."""


DIFFERENCES = {
    ("bok.menu", "a.3.c"): ("perundang_undangan", "perundang-undangan", "salah cetak, dibetulkan"),
    ("bok.menu", "f.1.c"): ("nutrisisionis", "nutrisionis", "salah cetak, dibetulkan"),
    ("bok.menu", "b.3"): (" meliputi", "", "kata pengantar daftar"),
    ("bok.menu", "e.2"): (" sebagai berikut", "", "kata pengantar daftar"),
    ("bok.menu", "g"): (", kegiatannya berupa", "", "kata pengantar daftar"),
    ("bok.menu", "h"): (", meliputi", "", "kata pengantar daftar"),
}
"""What is not as printed: the printed words, ours, and why."""


@pytest.mark.parametrize("key", LISTS)
def test_every_line_of_a_list_is_the_text_letter_by_letter(key: str) -> None:
    for code, words in quoted(key).table.items():
        if key == "bok.menu" and code in {"i", "i.1"}:
            continue  # one sentence of the text, divided into a line and its heading: below
        printed, ours, _reason = DIFFERENCES.get((key, code), ("", "", ""))
        text = item(f"{LISTS[key]}.{code}")
        assert printed in text
        assert words == (text.replace(printed, ours) if printed else text), code


def test_the_last_heading_and_its_only_line_are_one_sentence() -> None:
    menu = quoted("bok.menu").table
    assert f"{menu['i']}, kegiatannya yaitu {menu['i.1']}" == item("11.3.i")


def test_every_activity_of_the_text_is_in_the_menu_in_its_order() -> None:
    """What the text lists below Pasal 11 ayat (3) and is no activity is named here."""
    rules = re.compile(r"11\.3\.(e\.1|f\.[2-7]|h\.[23])(\.|$)")
    places = [
        place for place, _ in PASSAGES if place.startswith("11.3.") and not rules.match(place)
    ]
    codes = [code for code in quoted("bok.menu").table if code != "i.1"]
    assert codes == list(dict.fromkeys(place.removeprefix("11.3.") for place in places))


def test_a_corrected_word_says_what_was_printed() -> None:
    corrected = {
        code: printed
        for (key, code), (printed, ours, _reason) in DIFFERENCES.items()
        if key == "bok.menu" and ours
    }
    assert dict(quoted("bok.menu_tercetak").table) == corrected
    assert "kata tercetaknya tampil" in quoted("bok.menu").note


def test_open_lists_stay_open() -> None:
    assert quoted("bok.menu").table["f.1"].endswith("antara lain")
    assert "antara lain" in quoted("bok.kriteria_alokasi").title
    assert "antara lain" in item("5.8.b")
    for key, place in (
        ("pegawai.contoh_jabatan_utama", "11A.7.d"),
        ("pegawai.contoh_jabatan_tambahan", "11A.7.e"),
    ):
        assert re.search(r"misalnya .* dan lainnya", quoted(key).title)
        assert re.search(r"Misalnya: .*dan lainnya", item(place))


def test_lists_inside_a_sentence_are_words_of_it() -> None:
    found = {
        "bok.kriteria_alokasi": [item(f"5.8.b.{n}") for n in range(1, 8)],
        "bok.spj.insentif_ukm": item("24.i").split("berupa ")[1].split(", "),
        "pegawai.contoh_jabatan_tambahan": item("11A.7.e")
        .split("Misalnya: ")[1]
        .removesuffix(" dan lainnya")
        .split(", "),
        "wilayah.jenis_jaringan": item("1.9").split("meliputi ")[1].split(", "),
    }
    for key, words in found.items():
        assert list(quoted(key).items) == words, key
    assert quoted("bok.larangan_promosi").text in item("10.3")
    for name in quoted("pegawai.contoh_jabatan_utama").table:
        assert name in item("11A.7.d") + " ".join(passage("11A.7.f")) or name in {
            "PJ UKM",  # in the table it is broken into "P J UKM"
            "Tidak memiliki jabatan struktural",
        }


def test_the_names_and_amounts_of_the_ceilings() -> None:
    names = quoted("wilayah.puskesmas").table
    for number, (slug, name) in enumerate(names.items(), start=1):
        (text,) = passage(f"11A.8.l.{number}")
        amount = quoted(PAGU + slug).integer
        written = f"{amount:,}".replace(",", ".")
        assert text.startswith(f"{name} senilai Rp. {written},- (")


def test_the_tables_of_indices_and_scores() -> None:
    table = passage("11A.8.a")
    for name, title in (
        ("kinerja_spm", "Kinerja SPM"),
        ("kesulitan_wilayah", "Kesulitan Wilayah"),
        ("beban_kerja", "Beban Kerja"),
    ):
        at = table.index(title) + 2
        values = quoted(f"insentif_ukm.indeks.{name}").table.values()
        printed = [row.split(" | ")[1] for row in table[at : at + len(values)]]
        assert [f"{value:.2f}".replace(".", ",") for value in values] == printed
    rows = passage("11A.7.f")
    assert "S2/21/D4 | 5 | Kepala Puskesmas | 4" in rows
    assert "SLTA/ SLTP | 2 | Tidak Memiliki Jabatan Struktural | 1" in rows
    assert "SLTP ke bawah | 1" in rows


def test_every_quoted_article_is_the_text_letter_by_letter() -> None:
    texts = BOOK.read_all(NASKAH, AUGUST, SITUBONDO)
    assert len(texts) > 15
    for value in texts.values():
        printed = passage(place_of(value.article))
        assert list(value.items) == printed[: len(value.items)], value.key
        assert value.origin == "teks"
        assert value.promulgated == date(2022, 10, 19)


def _sentences() -> Iterator[str]:
    for value in BOOK.values():
        yield value.note
        if isinstance(value.value, str):
            yield value.value
        elif not isinstance(value.value, int) and hasattr(value.value, "values"):
            yield from (str(text) for text in value.table.values())


def test_whatever_stands_between_quotation_marks_is_printed() -> None:
    whole = "\n".join(words for _, words in PASSAGES) + APLIKASI
    found = [words for text in _sentences() for words in re.findall("“(.+?)”", text)]
    assert len(found) > 10
    for words in found:
        assert words in whole, words


# ------------------------------------------------------------------ origins
def test_no_value_is_stronger_than_what_was_read() -> None:
    for value in BOOK.values():
        package = BOOK.packages[value.package]
        assert ORIGINS.index(value.origin) >= ORIGINS.index(package.origin), value.place
    assert BOOK.packages["permenkes-19-2022"].origin == "praktik"
    assert "belum dibaca" in BOOK.packages["permenkes-19-2022"].note
    assert "belum diperiksa" in BOOK.packages["permenkes-19-2022"].note


def test_a_file_whose_value_is_stronger_than_its_package_does_not_load(
    folder: Callable[..., Path],
) -> None:
    with pytest.raises(ParameterFileError, match="lebih kuat daripada asal paketnya"):
        load(folder(origin="praktik", value_origin="teks"))


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    def write(origin: str, value_origin: str) -> Path:
        place = tmp_path_factory.mktemp("aturan")
        (place / "paket.yaml").write_text(
            "paket:\n  p:\n    judul: P\n    instrumen: P\n    mulai: 2022-08-01\n"
            f"    asal: {origin}\n    catatan: c\n"
        )
        (place / "a.yaml").write_text(
            "parameter:\n  a.b:\n    judul: A\n    satuan: s\n    jenis: teks\n    nilai:\n"
            f"      - {{paket: p, pasal: Pasal 1, asal: {value_origin}, nilai: x}}\n"
        )
        return place

    return write


def test_no_step_is_stronger_than_the_assumption_it_rests_on() -> None:
    bulan = month([officer("a")])
    working = explain_month(bulan, compute_month(bulan, BOOK))
    for name in (
        "Capaian SPM",
        "Indeks kinerja SPM hasil hitungan",
        "Indeks kinerja SPM",
        "Indeks kesulitan wilayah",
        "Indeks beban kerja",
        "Jumlah indeks",
        "Insentif dasar",
        "Insentif disesuaikan",
        "Insentif bulan ini",
        "Pembagian lapangan dan manajemen",
    ):
        assert named(working, name).asal == "asumsi", name
    one = explain_officer(bulan, compute_month(bulan, BOOK), "a")
    for name in ("Bagian lapangan sebelum pembulatan", "Bagian lapangan", "Insentif bruto"):
        assert named(one, name).asal == "asumsi", name


@pytest.mark.parametrize(
    ("kabupaten", "known_on"), [("35.10", None), (SITUBONDO, date(2022, 8, 31))]
)
def test_words_of_the_text_only_where_and_when_it_was_in_force_and_known(
    kabupaten: str, known_on: date | None
) -> None:
    bulan = month(kabupaten=kabupaten)
    hasil = compute_month(bulan, BOOK, None, known_on)
    text = list(lines(bulan, hasil))
    assert not [line for line in text if line.endswith("(bunyi peraturan)") or "Bunyi " in line]
    now = month()
    known = list(lines(now, compute_month(now, BOOK)))
    assert [line for line in known if line.endswith("(bunyi peraturan)")]
    quotes = [line for line in known if "- Bunyi " in line]
    assert len(quotes) > 10
    for line in quotes:
        article, _, words = line.partition(": “")
        assert words.removesuffix("”") in " ".join(passage(place_of(article)))
