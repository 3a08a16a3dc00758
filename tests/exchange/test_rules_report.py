"""`upaya aturan`: packages listed, shown and compared by date."""

import json
from collections.abc import Callable

import pytest

from upaya.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def run_it(*arguments: str) -> tuple[int, str, str]:
        code = main(("aturan", *arguments))
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run_it


def names(run: Run, *arguments: str) -> set[str]:
    code, out, _ = run("list", "--json", *arguments)
    assert code == 0
    return {package["paket"] for package in json.loads(out)}


def test_the_packages_of_the_incentive_are_listed(run: Run) -> None:
    wanted = {
        "permenkes-19-2022", "permenkes-42-2022", "permenkes-37-2023", "perbup-situbondo-79-2022",
    }  # fmt: skip
    assert wanted <= names(run)
    code, out, _ = run("daftar")
    assert code == 0
    assert "Diundangkan 19 Oktober 2022" in out
    assert "Berlaku 1 Agustus 2022 sampai 31 Desember 2022; kabupaten 35.12" in out


def test_a_list_by_day_district_and_knowledge(run: Run) -> None:
    august = names(run, "--tanggal", "2022-08-15")
    assert {"permenkes-19-2022", "perbup-situbondo-79-2022"} <= august
    assert "permenkes-42-2022" not in august
    assert "perbup-situbondo-79-2022" not in names(run, "--tanggal", "2022-07")
    assert "perbup-situbondo-79-2022" not in names(run, "--kabupaten", "35.10")
    assert "perbup-situbondo-79-2022" not in names(run, "--diketahui", "2022-10-18")
    assert "perbup-situbondo-79-2022" in names(run, "--diketahui", "2022-10-19")


def test_a_package_is_shown_with_articles(run: Run) -> None:
    code, out, _ = run("show", "perbup-situbondo-79-2022")
    assert code == 0
    assert "Nilai: Rp66.369.000 (rupiah per tahun)" in out
    assert "Pasal 11A ayat (8) huruf l angka 1 (bunyi peraturan)" in out


def test_a_parameter_is_shown_over_time_or_on_one_day(run: Run) -> None:
    code, out, _ = run("lihat", "insentif_ukm.dasar", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["nilai"] for row in rows] == ["0.075", "0.075", "0.1", "0.1"]
    _, out, _ = run("show", "insentif_ukm.dasar", "--tanggal", "2022-08", "--kabupaten", "35.12",
                    "--json")  # fmt: skip
    assert [row["paket"] for row in json.loads(out)] == ["perbup-situbondo-79-2022"]
    _, out, _ = run("show", "insentif_ukm.dasar", "--kabupaten", "35.10", "--json")
    assert all(row["wilayah"] is None for row in json.loads(out))


def test_an_unknown_name_says_where_to_look(run: Run) -> None:
    code, out, err = run("show", "entah")
    assert (code, out) == (2, "")
    assert "upaya aturan list" in err
    assert run("show", "insentif_ukm.pagu", "--tanggal", "2023-01-01")[0] == 2


def test_the_difference_between_two_days(run: Run) -> None:
    code, out, _ = run("diff", "2022-12-31", "2023-01-01", "--json")
    changes = {row["parameter"]: row for row in json.loads(out)}
    assert code == 0
    assert changes["insentif_ukm.dasar"]["sebelum"]["nilai"] == "0.075"
    assert changes["insentif_ukm.dasar"]["sesudah"]["nilai"] == "0.1"
    assert changes["insentif_ukm.penerima"]["sesudah"]["nilai"] == ["PNS", "PPPK"]
    assert changes["insentif_ukm.batas_tahunan"]["sesudah"] is None
    assert "insentif_ukm.spm.metode" not in changes
    _, text, _ = run("beda", "2022-12", "2023-01")
    assert "- 7,5%" in text
    assert "+ 10% " in text
    assert "+ tidak diatur" in text


def test_the_same_day_differs_in_nothing(run: Run) -> None:
    assert run("diff", "2022-09", "2022-09")[1] == "Tidak ada yang berbeda.\n"


def test_a_district_sees_its_own_rules_end(run: Run) -> None:
    _, out, _ = run("diff", "2022-12", "2023-01", "--kabupaten", "35.12", "--json")
    ended = [row for row in json.loads(out) if row["sesudah"] is None]
    assert sum(row["parameter"].startswith("insentif_ukm.pagu.") for row in ended) == 20
