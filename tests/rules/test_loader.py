"""What the strict loader refuses, always with file and line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from upaya.rules.errors import ParameterFileError
from upaya.rules.loader import load

PACKAGES = """\
paket:
  perbup-x:
    judul: Sebuah peraturan
    instrumen: Perbup X 1/2022
    mulai: 2022-08-01
    sampai: 2022-12-31
    diundangkan: 2022-10-19
    wilayah: "35.12"
    asal: teks
  nasional:
    judul: Aturan nasional
    instrumen: Permenkes Y
    mulai: 2022-01-01
    asal: asumsi
    catatan: tanggal belum diperiksa
"""
PARAMETER = """\
parameter:
  uji.tarif:
    judul: Tarif
    satuan: rasio
    jenis: desimal
    nilai:
      - paket: nasional
        pasal: Pasal 1
        asal: asumsi
        nilai: "0.5"
"""


def write(folder: Path, parameter: str, packages: str = PACKAGES) -> Path:
    (folder / "paket.yaml").write_text(packages, encoding="utf-8")
    (folder / "uji.yaml").write_text(parameter, encoding="utf-8")
    return folder


def refusal(folder: Path, parameter: str, packages: str = PACKAGES) -> str:
    with pytest.raises(ParameterFileError) as refused:
        load(write(folder, parameter, packages))
    return str(refused.value)


def test_a_good_file_loads(tmp_path: Path) -> None:
    book = load(write(tmp_path, PARAMETER))
    value = book.read("uji.tarif", date(2022, 1, 1))
    assert value.decimal == Decimal("0.5")
    assert value.source == "Permenkes Y, Pasal 1"
    assert value.place == "uji.yaml:7"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('nilai: "0.5"', "nilai: 0.5", 10, '"0.5"'),  # a float
        ('nilai: "0.5"', "nilai: .inf", 10, "pecahan"),
        ('nilai: "0.5"', "nilai: 1e3", 10, "petik"),
        ('nilai: "0.5"', 'nilai: "-0.5"', 10, "desimal"),
        ('nilai: "0.5"', 'nilai: "NaN"', 10, "desimal"),
        ('nilai: "0.5"', "nilai: 5", 10, "teks"),
        ('nilai: "0.5"', 'nilai: "0.5"\n        nilai: "0.6"', 11, "ganda"),
        ('nilai: "0.5"', 'nilai: "0.5"\n        sumber: x', 11, "tak dikenal"),
        ("        pasal: Pasal 1\n", "", 7, "'pasal' wajib"),  # no article
        ("        asal: asumsi\n", "", 7, "'asal' wajib"),
        ('        nilai: "0.5"\n', "", 7, "'nilai' wajib"),
        ("asal: asumsi", "asal: hukum", 9, "teks, praktik, asumsi"),
        ("pasal: Pasal 1", "pasal: ''", 8, "kosong"),
        ("paket: nasional", "paket: entah", 7, "tidak ada"),
        ("jenis: desimal", "jenis: float", 5, "desimal"),
        ("jenis: desimal", "jenis: bulat", 10, "bilangan bulat"),
        ("    satuan: rasio\n", "", 3, "'satuan' wajib"),
        ("uji.tarif", "Tarif", 3, "nama parameter"),
        ('nilai: "0.5"', 'nilai: "0.5"\n        mulai: 2021-01-01', 11, "sebelum paketnya"),
        ('nilai: "0.5"', 'nilai: "0.5"\n        mulai: 2022-02-30', 11, "kalender"),
        ('nilai: "0.5"', "sama_dengan: perbup-x", 10, "tidak ada nilai"),
        ("jenis: desimal", "jenis: !!str desimal", 5, "dilarang"),
        ("pasal: Pasal 1", "pasal: &a Pasal 1", 8, "dilarang"),
        ("parameter:", "parameter: [", 1, "YAML"),
        ("satuan: rasio", "satuan: rasio\n    lain: 1", 5, "tak dikenal"),
    ],
)
def test_refusals_name_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in PARAMETER
    message = refusal(tmp_path, PARAMETER.replace(old, new))
    name, _, rest = message.partition(":")
    number, _, text = rest.partition(":")
    assert name == "uji.yaml"
    if words != "YAML":
        assert int(number) == line
    assert words in text


SECOND = """\
      - paket: nasional
        pasal: Pasal 2
        asal: asumsi
        {dates}
        nilai: "0.6"
"""


def test_overlapping_periods_of_one_area_are_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, PARAMETER + SECOND.format(dates="mulai: 2023-01-01"))
    assert message.startswith("uji.yaml:11:")
    assert "bertumpang tindih dengan uji.yaml:7" in message


def test_one_common_day_is_an_overlap(tmp_path: Path) -> None:
    first = PARAMETER + "        sampai: 2022-12-31\n"
    assert "bertumpang" in refusal(tmp_path, first + SECOND.format(dates="mulai: 2022-12-31"))
    book = load(write(tmp_path, first + SECOND.format(dates="mulai: 2023-01-01")))
    assert book.read("uji.tarif", date(2022, 12, 31)).decimal == Decimal("0.5")
    assert book.read("uji.tarif", date(2023, 1, 1)).decimal == Decimal("0.6")


def test_a_district_may_differ_from_the_nation_on_the_same_days(tmp_path: Path) -> None:
    book = load(write(tmp_path, PARAMETER + SECOND.format(dates='wilayah: "35.10"')))
    assert book.read("uji.tarif", date(2022, 9, 1), "35.10").decimal == Decimal("0.6")
    assert book.read("uji.tarif", date(2022, 9, 1), "35.12").decimal == Decimal("0.5")


def test_a_parameter_lives_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "lain.yaml").write_text(PARAMETER, encoding="utf-8")
    assert "sudah ada dalam lain.yaml" in refusal(tmp_path, PARAMETER)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    catatan: tanggal belum diperiksa\n", "", "memberi catatan"),
        ("sampai: 2022-12-31", "sampai: 2022-07-31", "berakhir sebelum"),
        ('wilayah: "35.12"', "wilayah: 35.12", "35.12"),
        ('wilayah: "35.12"', "wilayah: Situbondo", "kabupaten"),
        ("perbup-x", "Perbup X", "nama paket"),
        ("    instrumen: Permenkes Y\n", "", "'instrumen' wajib"),
        ("instrumen: Permenkes Y", "instrumen: Perbup X 1/2022", "sudah dipakai paket lain"),
        ("    asal: teks\n", "", "'asal' wajib"),
        ("diundangkan: 2022-10-19", "diundangkan: kemarin", "tanggal"),
    ],
)
def test_packages_are_as_strict(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in PACKAGES
    message = refusal(tmp_path, PARAMETER, PACKAGES.replace(old, new))
    assert message.startswith("paket.yaml:")
    assert words in message


def test_an_empty_file_and_missing_packages_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "").startswith("uji.yaml:1:")
    assert refusal(tmp_path, PARAMETER, "").startswith("paket.yaml:1:")


def test_whole_numbers_may_be_grouped(tmp_path: Path) -> None:
    text = PARAMETER.replace("jenis: desimal", "jenis: bulat")
    book = load(write(tmp_path, text.replace('"0.5"', "66_369_000")))
    assert book.read("uji.tarif", date(2022, 1, 1)).integer == 66_369_000
    for bad in ("6_6369", "0x10", "010", "1_0", "-1", '"5"', "yes"):
        assert "bilangan bulat" in refusal(tmp_path, text.replace('"0.5"', bad))
