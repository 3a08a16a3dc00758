"""The one reader of words: what is usual, what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules import words
from upaya.rules.words import LABELS, WordError

USUAL = {
    "status": {
        "PNS": ["PNS", " pns ", "P.N.S.", "Pegawai Negeri Sipil", "ASN (PNS)"],
        "PPPK": ["PPPK", "P3K", "p 3 k", "ASN-PPPK", "Pegawai Pemerintah dengan Perjanjian Kerja"],
        "non_ASN": ["non_ASN", "Non ASN", "non-asn", "NON\u00a0ASN", "Honorer", "THL",
                    "Tenaga Harian Lepas", "Kontrak BLUD", "Sukwan", "Honorer Daerah",
                    "Non ASN / Honorer", "Kontrak BOK", "PHL"],
    },
    "golongan": {
        "I": ["I", "I/c", "Juru Muda Tk. I (I/b)", "gol. I"],
        "II": ["II", "II-a", "Pengatur Muda (II/a)", "2c"],
        "III": ["III", "III/d", "iii / d", "III d", "IIId", "III.c", "3/b", "Penata Tk. I (III/d)",
                "Penata Muda Tk.I (III/b)", "Penata Muda Tingkat I, III/b", "Penata",
                "Golongan III", "III/d\u200b"],
        "IV": ["IV", "IV/a", "Pembina (IV/a)", "Pembina Tk I / IV b", "Pembina Utama Muda"],
        "IX": ["IX", "ix", "Golongan IX", "Gol. 9", "9", "Ahli Pertama (IX)", "PPPK Gol. IX"],
        "XVII": ["XVII", "17"],
        "V": ["V"],
        "VII": ["PPPK VII", "VII (PPPK)", "P3K/VII"],
    },
    "pendidikan": {
        "S3": ["S3", "S-3", "Doktor", "Strata 3"],
        "S2": ["S2", "S.2 Kesehatan Masyarakat", "Magister", "M.Kes", "MKM", "SKM, M.Kes",
               "S.Kep., Ns., M.Kep", "M.H.Kes"],
        "S1": ["S1", "S.1", "S-1 Keperawatan", "S 1", "Strata I", "S.Kep", "SKM", "S.KM.", "S.Farm",
               "Sarjana Kesehatan Masyarakat", "S1 Gizi", "S.K.M.", "S.A.B"],
        "profesi": ["profesi", "Ners", "Ns.", "S.Kep., Ns.", "S1 Keperawatan + Ners", "dokter gigi",
                    "Profesi Dokter", "Apoteker", "S1 Kebidanan Profesi Bidan", "drg."],
        "D4": ["D4", "D-IV", "DIV Kebidanan", "D.4", "S.ST", "S.Tr.Keb", "Sarjana Terapan Gizi",
               "Diploma IV"],
        "D3": ["D3", "D-III", "D III Kebidanan", "DIII Keperawatan", "D.III", "Diploma 3",
               "A.Md.Keb", "Amd.Kep", "AMK", "Ahli Madya Gizi", "Akbid", "d\u2013III"],
        "D2": ["D2", "D-II"],
        "D1": ["D1", "DI", "Diploma I"],
        "SLTA": ["SLTA", "SMAN", "MAN", "SMKN", "MA", "SPRG",
                 "SMA", "SMK Farmasi", "SMA/SMK", "SPK", "SMA sederajat"],
        "SLTP": ["SLTP", "SMP", "MTs"],
        "SD": ["SD", "SD atau di bawah SLTP", "Tidak tamat SD"],
    },
    "ya_tidak": {"ya": ["ya", "Y", "Ada", "1", "\u221a", "\u2713"],
                 "tidak": ["tidak", "Tdk", "0", "-", "belum"]},
    "ptkp": {"TK/0": ["TK/0", "TK0", "tk-0", "TK 0"], "K/3": ["K/3", "K3"]},
    "tenaga": {"kesehatan": ["Nakes", "Tenaga Kesehatan"], "pendukung": ["Penunjang", "non-nakes"]},
    "karakteristik": {"perdesaan": ["Desa", "pedesaan", "Kawasan perdesaan"],
                      "sangat_terpencil": ["Sangat Terpencil"]},
    "jabatan_utama": {
        "kepala_puskesmas": ["Kapus", "Ka. Puskesmas", "Kepala Puskesmas Kendit",
                             "Plh. Kepala Puskesmas"],
        "kepala_tu": ["Kasubag TU", "Kepala Tata Usaha", "Ka. Sub Bag. TU", "KTU"],
        "bendahara": ["Bendahara JKN/BOK", "Bendahara Pembantu"],
        "pj_ukm": ["PJ UKM Esensial dan Perkesmas"],
        "pj_ukp": ["PJ UKP, Kefarmasian dan Laboratorium"],
        "koordinator_pelayanan": ["Koordinator KIA", "Koord. Gizi"],
        "tanpa_jabatan": ["-", "Tanpa jabatan", "staf", "tdk ada"],
    },
}  # fmt: skip
CASES = [
    (kind, stored, written)
    for kind, by_value in USUAL.items()
    for stored, many in by_value.items()
    for written in many
]


@pytest.mark.parametrize(("kind", "stored", "written"), CASES)
def test_the_usual_spellings_are_read(kind: str, stored: str, written: str) -> None:
    assert words.read(kind, written) == stored


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("status", "ASN"),
        ("status", "Non PNS"),
        ("status", "CPNS"),
        ("golongan", "XVIII"),
        ("golongan", "Penata (IV/a)"),
        ("golongan", "III/b dan III/c, II/d"),
        ("golongan", "Bidan Terampil"),
        ("pendidikan", "dr."),
        ("pendidikan", "S4"),
        ("pendidikan", "D3/S1"),
        ("pendidikan", "Kebidanan"),
        ("ya_tidak", "mungkin"),
        ("ptkp", "K/I/1"),
        ("ya_tidak", "???"),
        ("jabatan_utama", "\u2713"),
        ("jabatan_utama", "PJ UKM dan Bendahara"),
        ("jabatan_utama", "Bendahara Barang"),
    ],
)
def test_what_may_mean_two_things_is_asked(kind: str, written: str) -> None:
    with pytest.raises(WordError, match="isi salah satu dari"):
        words.read(kind, written)


@pytest.mark.parametrize("kind", list(LABELS))
def test_nothing_is_nothing_and_what_is_offered_is_read(kind: str) -> None:
    assert words.read(kind, " \u200b") is None
    for stored, label in LABELS[kind].items():
        assert words.read(kind, stored) == words.read(kind, label) == stored


def test_a_dash_is_no_grade_and_no_schooling() -> None:
    assert words.read("golongan", "-") is None
    for written in ("tidak ada", "Non Gol", "n/a", "belum ada", "Honorer"):
        assert words.read("golongan", written) is None
    assert words.read("pendidikan", "\u2013") is None


def test_a_units_own_word_comes_first() -> None:
    own = {"status": {words.key("Non PNS"): "non_ASN", words.key("THL"): "PPPK"}}
    assert words.read("status", "non-pns", own) == "non_ASN"
    assert words.read("status", "T.H.L.", own) == "PPPK"
    assert words.read("status", "PNS", own) == "PNS"


def test_an_invisible_letter_is_made_visible_where_the_word_is_refused() -> None:
    with pytest.raises(WordError, match=r"“Hon\[U\+200B\]orarium”"):
        words.read("status", "Hon\u200borarium")


@given(st.sampled_from(list(LABELS)), st.text(max_size=40))
def test_any_text_gives_a_stored_word_or_a_sentence(kind: str, text: str) -> None:
    try:
        found = words.read(kind, text)
    except WordError:
        return
    assert found is None or found in LABELS[kind]
