"""Every word that is shown as a word of the regulation, letter by letter against the text.

The text is ``perbup_79_2022.txt``. What differs is listed here with its reason, and nothing else
may; a test over the words cannot pass because somebody typed them twice in the same way.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.rules.months import month, officer
from tests.rules.printed import APLIKASI, PASSAGES, item, passage, place_of
from upaya.exchange.insentif.explain import lines
from upaya.rules.bok.menu import SIFAT_KABUPATEN, daftar_menu, sifat_kabupaten
from upaya.rules.calculation_steps import Step, Working
from upaya.rules.citation import cite
from upaya.rules.errors import ParameterFileError
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officer
from upaya.rules.insentif.ketentuan import NASKAH, PAGU
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.loader import load, national_book
from upaya.rules.money import rupiah
from upaya.rules.parameter import ORIGINS, Value

BOOK = national_book()
AUGUST = date(2022, 8, 31)
SITUBONDO = "35.12"
PERBUP = "Perbup Situbondo 9/2022 sebagaimana diubah dengan Perbup Situbondo 79/2022"

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


def quoted(key: str) -> Value:
    return BOOK.read(key, AUGUST, SITUBONDO)


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
    assert "bok.menu_tercetak" in quoted("bok.menu").note


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


def named(working: Working, name: str) -> Step:
    return next(step for step in working.langkah if step.nama == name)


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


# ------------------------------------------------------------------ both readings
def test_where_the_text_has_two_readings_both_are_shown() -> None:
    bulan = month([officer("a"), officer("b", pendidikan="D3", status="non_ASN")])
    hasil = compute_month(bulan, BOOK)
    month_steps, one = explain_month(bulan, hasil), explain_officer(bulan, hasil, "a")
    other = explain_officer(bulan, hasil, "b")
    cases = (
        (named(one, "Penerima"), "non-ASN"),
        (named(other, "Penerima"), "non-ASN"),
        (named(one, "Skor pendidikan"), "S2/21/D4"),
        (named(month_steps, "Insentif dasar"), "sebesar 7,5%"),
        (named(month_steps, "Insentif dasar"), "paling banyak 7,5%"),
        (named(month_steps, "Insentif disesuaikan"), "1+jumlah"),
        (named(month_steps, "Capaian SPM"), "delapan"),
    )
    for step, words in cases:
        labels = [label for label, _ in step.masukan]
        assert {"Tercetak", "Dibaca", "Bacaan lain"} <= set(labels)
        assert any(words in text for _, text in step.masukan), words
        assert step.asal == "asumsi"
    assert named(other, "Skor pendidikan").asal == "teks"  # D3 is printed


def test_both_formulas_with_their_share_of_the_absorption() -> None:
    bulan = month()
    hasil = compute_month(bulan, BOOK)
    shown = dict(named(explain_month(bulan, hasil), "Insentif disesuaikan").masukan)
    share = Fraction(hasil.insentif_disesuaikan) / bulan.bok_diserap
    assert share == Fraction(75, 1000) * Fraction(17, 10)
    assert shown["Bagian dari BOK terserap"] == "12,75%"
    assert shown["Dengan rumus jumlah"] == "Rp2.625.000, 5,25% dari BOK terserap"


# ------------------------------------------------------------------ citations
def test_an_inserted_article_is_cited_where_it_stands() -> None:
    assert cite("Perbup Situbondo 79/2022, Pasal 11A") == f"{PERBUP}, Pasal 11A"
    assert cite(cite("Perbup Situbondo 79/2022")) == PERBUP
    assert cite("PP 80/2010, Pasal 4") == "PP 80/2010, Pasal 4"
    assert INSENTIF.source == PERBUP


def test_the_articles_behind_absorption_work_and_dispatch() -> None:
    bulan = month([officer("a")])
    hasil = compute_month(bulan, BOOK)
    working, one = explain_month(bulan, hasil), explain_officer(bulan, hasil, "a")
    expected = {
        "Insentif dasar": ("ayat (1)", "ayat (4) huruf a", "ayat (6) huruf a"),
        "Insentif bulan ini": ("ayat (3)",),
        "Jumlah poin lapangan": ("ayat (7) huruf b", "ayat (4) huruf c"),
        "Jumlah poin manajemen": ("ayat (7) huruf a", "ayat (4) huruf c"),
        "Indeks kesulitan wilayah": ("ayat (6) huruf c", "ayat (8) huruf b"),
    }
    for name, articles in expected.items():
        for article in articles:
            assert (f"{PERBUP}, Pasal 11A {article}", "teks") in named(working, name).dasar
    assert "huruf b" not in named(working, "Indeks beban kerja").dasar_hukum
    assert (f"{PERBUP}, Pasal 1 angka 25", "teks") in named(one, "Penerima").dasar
    assert (f"{PERBUP}, Pasal 11A ayat (7) huruf b", "teks") in named(one, "Poin lapangan").dasar


def test_approval_and_rejection_name_where_they_come_from() -> None:
    moves = {move.name: move.legal_basis for move in INSENTIF.moves.values()}
    assert moves["setujui"] == "Pasal 11A ayat (8) huruf f dan g"
    assert "Pasal" not in moves["tolak"]
    assert "penolakan" in moves["tolak"]
    assert INSENTIF.basis(INSENTIF.moves["kirim"]) == f"Pasal 11A ayat (8) huruf c {PERBUP}"
    assert INSENTIF.basis(INSENTIF.moves["tolak"]) == moves["tolak"]
    assert "Persetujuan/penolakan pengajuan insentif bulanan dari PUSKESMAS" in APLIKASI


# ------------------------------------------------------------------ lapangan and manajemen
def test_one_rule_decides_the_kind_of_every_line() -> None:
    menu = quoted("bok.menu").table
    kinds = quoted("bok.menu.sifat").table
    words = quoted("bok.menu.kata_penentu").table
    rule = {word: text.partition(": ")[0] for word, text in quoted("bok.menu.kaidah").table.items()}
    assert list(words) == list(kinds)
    assert set(rule) == set(words.values())
    for code, word in words.items():
        assert word in menu[code].casefold(), code
        assert kinds[code] == rule[word], code
    management = [word for word, kind in rule.items() if kind == "manajemen"]
    for code in kinds:  # field work wins in a line that names both: its deciding word is field work
        named = [word for word in management if re.search(rf"\b{word}\b", menu[code].casefold())]
        assert kinds[code] == "lapangan" or words[code] in named, code


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ("b.1.h a.1.c d.3.e", "lapangan"),  # enumerating the people served
        ("d.3.p i.1", "manajemen"),  # training helpers
        ("d.1.e a.7.c a.3.c d.3.f", "lapangan"),  # carrying people, specimens, medicine
        ("d.1.b d.1.m d.3.j", "lapangan"),  # surveys
        ("a.6.d a.5.b", "manajemen"),  # strengthening an organisation
        ("a.7.a a.7.b b.2 d.5.c", "manajemen"),  # meetings, in a village too
        ("d.1.h c.3", "lapangan"),  # telling the people
    ],
)
def test_alike_lines_are_decided_alike(codes: str, kind: str) -> None:
    kinds = {line.kode: line.sifat for line in daftar_menu(BOOK, AUGUST, SITUBONDO)}
    assert {kinds[code] for code in codes.split()} == {kind}


def test_every_line_says_why() -> None:
    for line in daftar_menu(BOOK, AUGUST, SITUBONDO):
        assert line.alasan, line.kode
        if line.sifat:
            assert re.match("“.+”: ", line.alasan), line.kode
            assert line.asal_sifat == "asumsi"
    online = next(x for x in daftar_menu(BOOK, AUGUST, SITUBONDO) if x.kode == "a.8")
    assert "daring" in online.alasan


def test_a_decree_of_the_district_decides_otherwise() -> None:
    sample = quoted("bok.menu.sifat")
    decree = replace(
        sample,
        key=SIFAT_KABUPATEN,
        value="b.1.h=manajemen; f.1.a=lapangan",
        instrument="Keputusan Kepala Dinas 440/9/2022",
        article="",
        origin="teks",
        district=SITUBONDO,
        promulgated=date(2022, 8, 1),
    )
    lines = {x.kode: x for x in daftar_menu(BOOK.overlay([decree]), AUGUST, SITUBONDO)}
    assert lines["b.1.h"].sifat == "manajemen"
    assert lines["b.1.h"].asal_sifat == "teks"
    assert "Keputusan Kepala Dinas 440/9/2022" in lines["b.1.h"].alasan
    assert lines["a.1.c"].sifat == "lapangan"
    assert lines["f.1.a"].sifat is None  # what is no activity becomes none by decree
    with pytest.raises(ValueError, match="entah"):
        sifat_kabupaten("b.1.h=entah")


# ------------------------------------------------------------------ tax and net
def test_the_explanation_of_an_officer_ends_with_tax_and_net_where_the_status_allows() -> None:
    people = [
        officer("a", golongan="IV"),
        officer("b", golongan=None),
        officer("c", status="non_ASN", golongan=None),
        officer("d", golongan="III", frekuensi=0, orang_hari=0),
    ]
    bulan = month(people)
    hasil = compute_month(bulan, BOOK)
    text = "\n".join(lines(bulan, hasil, (), BOOK))
    parts = text.split("\nInsentif UKM Petugas ")[1:]
    gross = hasil.petugas("a").bruto
    withheld = gross * 15 // 100
    assert f"Pajak: {rupiah(withheld)}" in parts[0]
    assert f"Diterima bersih: {rupiah(gross - withheld)}" in parts[0].partition("Insentif bruto")[2]
    assert "Golongan PNS ini belum tercatat" in parts[1]
    assert "NPWP" in parts[2]
    assert "tidak ada insentif" in parts[3]
    assert "Diterima bersih" not in "".join(parts[1:])
