from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from tests.rules.months import OPTIONS, month, months, officer
from upaya.rules.insentif.compute import Bulan, Opsi, Pelayanan, compute_month
from upaya.rules.insentif.fingerprint import canonical, compare, sidik
from upaya.rules.loader import national_book
from upaya.rules.period import Period

BOOK = national_book()


def print_of(bulan: Bulan, opsi: Opsi | None = None) -> str:
    return sidik(bulan, compute_month(bulan, BOOK, opsi))


def text_of(bulan: Bulan) -> str:
    return canonical(bulan, compute_month(bulan, BOOK))


def test_sixty_four_hexadecimal_digits_and_the_same_again() -> None:
    first = print_of(month())
    assert len(first) == 64
    assert int(first, 16) >= 0
    assert print_of(month()) == first


def test_names_are_left_out() -> None:
    bulan = month([officer("p1", nama="Nama Satu")])
    renamed = month([officer("p1", nama="Nama Dua")])
    assert print_of(bulan) == print_of(renamed)
    assert "Nama" not in text_of(bulan)


def test_the_code_stands_for_the_puskesmas_whatever_its_name() -> None:
    bulan = month()
    renamed = replace(bulan, puskesmas="Puskesmas Lain", kode_puskesmas="sumbermalang")
    assert text_of(renamed) == text_of(bulan)
    hasil = compute_month(renamed, BOOK)
    assert hasil.peringatan == compute_month(bulan, BOOK).peringatan
    assert print_of(replace(renamed, kode_puskesmas="panji")) != print_of(bulan)


def test_ways_to_write_the_same_month_have_one_fingerprint() -> None:
    bulan = month([officer("p1", jabatan_utama=("pj_ukm", "bendahara"))],
                  indeks={"kinerja_spm": Decimal("0.2")})  # fmt: skip
    posts = ("bendahara", "pj_ukm", "bendahara")
    same = month([officer("p1", jabatan_utama=posts)],
                 puskesmas="SUMBERMALANG", indeks={"kinerja_spm": Decimal("0.200")})  # fmt: skip
    assert print_of(bulan) == print_of(same)


def test_every_input_changes_the_fingerprint() -> None:
    base = month()
    one = base.petugas[0]
    others = [
        replace(base, kabupaten="35.10"),
        replace(base, puskesmas="Panji"),
        replace(base, periode=Period(2022, 9)),
        replace(base, penduduk=30_001),
        replace(base, bok_diusulkan=1),
        replace(base, bok_diserap=1),
        replace(base, sisa_pagu_insentif=1),
        replace(base, sisa_pagu_bok=10**9),
        replace(base, karakteristik="perkotaan"),
        replace(base, pelayanan={**base.pelayanan, "hiv": Pelayanan(100, 99)}),
        replace(base, indeks={"kinerja_spm": Decimal("0.33")}),
        replace(base, alasan_indeks="alasan"),
        *(
            replace(base, petugas=(replace(one, **change), base.petugas[1]))
            for change in (
                {"id": "p9"},
                {"status": "PPPK"},
                {"golongan": "III"},
                {"pendidikan": "D4"},
                {"jabatan_utama": ("pj_ukp",)},
                {"jabatan_tambahan": 1},
                {"orang_hari": 11},
                {"frekuensi": 21},
            )
        ),
    ]
    prints = [print_of(other) for other in [base, *others]]
    prints.append(print_of(base, Opsi(dasar=Decimal("0.075"))))
    assert len(set(prints)) == len(prints)


def test_another_rule_changes_the_fingerprint() -> None:
    bulan = month()
    hasil = compute_month(bulan, BOOK)
    article = replace(hasil.aturan[0], article="Pasal 99")
    assert sidik(bulan, replace(hasil, aturan=(article, *hasil.aturan[1:]))) != sidik(bulan, hasil)


def test_comparison_names_the_lines_that_differ() -> None:
    before = text_of(month())
    after = text_of(month([officer("p1", frekuensi=21), officer("p3")], penduduk=1))
    differences = {line: (old, new) for line, old, new in compare(before, after)}
    assert differences["masukan.penduduk"] == ("30000", "1")
    assert differences['masukan.petugas["p1"].frekuensi'] == ("20", "21")
    assert differences['masukan.petugas["p2"].status'] == ('"PNS"', None)
    assert differences['masukan.petugas["p3"].status'] == (None, '"PNS"')
    assert compare(before, before) == []


def test_odd_ids_cannot_forge_a_line() -> None:
    tricky = 'p1"].frekuensi\t99'
    text = text_of(month([officer(tricky)]))
    assert all(line.count("\t") == 1 for line in text.splitlines())


@given(months(), OPTIONS)
def test_equal_fingerprints_mean_equal_lines(bulan: Bulan, opsi: Opsi) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    again = compute_month(bulan, BOOK, opsi)
    assert canonical(bulan, hasil) == canonical(bulan, again)
    assert canonical(bulan, hasil).isascii()
