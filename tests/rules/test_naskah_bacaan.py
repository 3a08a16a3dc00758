"""Places of the text that can be read in two ways, and what is cited of them."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.rules.months import month, officer
from tests.rules.printed import APLIKASI
from tests.rules.quoted import AUGUST, BOOK, SITUBONDO, named, quoted
from upaya.exchange.insentif.explain import lines
from upaya.rules.bok.menu import SIFAT_KABUPATEN, daftar_menu, sifat_kabupaten
from upaya.rules.citation import cite
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officer
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.money import rupiah

PERBUP = "Perbup Situbondo 9/2022 sebagaimana diubah dengan Perbup Situbondo 79/2022"


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
