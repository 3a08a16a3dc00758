"""The command line as a stranger meets it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.files import changed, encoded, good, person, put
from upaya.cli import DJANGO_COMMANDS, main

UPAYA = Path(sys.executable).parent / "upaya"


class Ran:
    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.out, self.err = code, out.decode(), err.decode()

    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer


Run = Callable[..., Ran]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the command in this process; return exit code, standard output, standard error."""

    def run_it(*arguments: str) -> Ran:
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        captured = capfdbinary.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_it


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
    done = subprocess.run(
        [str(UPAYA), *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
        env={"PATH": os.environ["PATH"], **environment},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def month(tmp_path: Path) -> Path:
    path = tmp_path / "bulan.json"
    path.write_bytes(encoded(good()))
    return path


def test_the_answer_has_the_keys_and_kinds_of_the_contract(run: Run, month: Path) -> None:
    ran = run("hitung", "insentif", str(month))
    assert (ran.code, ran.err) == (0, "")
    answer = ran.json()
    assert list(answer) == [
        "aturan", "indeks", "insentif_dasar", "insentif_disesuaikan", "pool", "dipotong_pagu",
        "pool_lapangan", "pool_manajemen", "tidak_dibagi", "petugas", "peringatan", "penimpaan",
        "sidik",
    ]  # fmt: skip
    assert answer["indeks"] == {
        "kinerja_spm": "0.33",
        "kesulitan_wilayah": "0.17",
        "beban_kerja": "0.2",
        "jumlah": "0.7",
    }
    assert answer["insentif_dasar"] == "3750000"
    assert answer["insentif_disesuaikan"] == "6375000"
    assert answer["pool"] == 6_375_000
    assert answer["dipotong_pagu"] == 0
    assert (answer["pool_lapangan"], answer["pool_manajemen"]) == (5_418_750, 956_250)
    assert answer["tidak_dibagi"] == 0
    assert answer["peringatan"] == []
    assert answer["penimpaan"] == {}
    assert len(answer["sidik"]) == 64
    head, treasurer, other = answer["petugas"]
    assert head == {
        "id": "p-01", "bobot": 9, "poin_lapangan": 0, "poin_manajemen": 180,
        "lapangan": 0, "manajemen": 956_250, "bruto": 956_250,
    }  # fmt: skip
    # D3 4 + post 3 = 7, x 12; SLTA 2 + 1 + two tasks 2 = 5, x 30: 84 and 150 of 234
    assert (treasurer["poin_lapangan"], other["poin_lapangan"]) == (84, 150)
    assert (treasurer["lapangan"], other["lapangan"]) == (1_945_192, 3_473_558)
    for rule in answer["aturan"]:
        assert set(rule) == {"parameter", "nilai", "dasar_hukum", "asal"}
    rules = {rule["parameter"]: rule for rule in answer["aturan"]}
    assert rules["insentif_ukm.dasar"]["nilai"] == "0.075"
    assert rules["insentif_ukm.pembagian"]["nilai"] == {"lapangan": 85, "manajemen": 15}
    assert "Pasal 11A ayat (5)" in rules["insentif_ukm.pembagian"]["dasar_hukum"]
    assert rules["insentif_ukm.pagu.kendit"]["nilai"] == 59_441_250


def test_decimals_are_exact_text_without_exponent(run: Run, tmp_path: Path) -> None:
    digits = "0." + "0" * 30 + "1"
    path = tmp_path / "b.json"
    path.write_bytes(
        encoded(changed(put("indeks", "beban_kerja", value=digits), put("bok_diserap", value=1)))
    )
    answer = run("hitung", "insentif", str(path)).json()
    assert answer["indeks"]["beban_kerja"] == digits
    assert answer["insentif_dasar"] == "0.075"
    # 0.075 x (1 + 0.33 + 0.17 + 10^-31)
    assert answer["insentif_disesuaikan"] == "0.1125" + "0" * 28 + "75"
    assert answer["pool"] == 0


def test_overrides_are_echoed_and_differences_warned(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    options = {"dasar": "0.0500", "formula_pool": "jumlah"}
    path.write_bytes(
        encoded(changed(put("opsi", value=options), put("indeks", "kinerja_spm", value="0.2")))
    )
    answer = run("hitung", "insentif", str(path)).json()
    assert answer["penimpaan"] == {"dasar": "0.05", "formula_pool": "jumlah"}
    differing = [text for text in answer["peringatan"] if text.startswith("indeks.kinerja_spm: ")]
    assert len(differing) == 1
    assert "0.33" in differing[0]


def test_officers_without_right_are_listed_with_zeros(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(
        encoded(changed(put("periode", value="2023-01"),
                        put("petugas", value=[person("x", status="non_ASN", frekuensi=9)])))
    )  # fmt: skip
    ran = run("hitung", "insentif", str(path))
    answer = ran.json()
    assert ran.code == 0
    assert answer["tidak_dibagi"] == answer["pool"] > 0
    assert answer["petugas"] == [
        {"id": "x", "bobot": 0, "poin_lapangan": 0, "poin_manajemen": 0, "lapangan": 0,
         "manajemen": 0, "bruto": 0}
    ]  # fmt: skip
    assert any(text.startswith("petugas[0]: ") for text in answer["peringatan"])


def test_bad_input_ends_in_faults_on_standard_output(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(encoded(changed(put("petugas", 1, "orang_hari", value=32),
                                     put("penduduk", value=1.5))))  # fmt: skip
    for extra in ((), ("--jelaskan",), ("--keluaran", str(tmp_path / "h.xlsx"))):
        ran = run("hitung", "insentif", str(path), *extra)
        assert (ran.code, ran.err) == (2, "")
        assert [fault["letak"] for fault in ran.json()["galat"]] == [
            "penduduk", "petugas[1].orang_hari",
        ]  # fmt: skip
        assert not (tmp_path / "h.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "words"), [("tidak-ada.json", "tidak ada"), (".", "folder"), ("b.json/x", "folder")]
)
def test_a_file_that_cannot_be_read_is_a_fault(
    run: Run, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "b.json").write_bytes(b"{}")
    ran = run("hitung", "insentif", str(tmp_path / name))
    assert ran.code == 2
    assert ran.json()["galat"][0]["letak"] == ""
    assert words in ran.json()["galat"][0]["pesan"]


def test_no_file_named_is_a_fault_too(run: Run) -> None:
    ran = run("hitung", "insentif")
    assert ran.code == 2
    assert ran.json()["galat"][0]["letak"] == ""


def test_the_schema_needs_no_file(run: Run) -> None:
    ran = run("hitung", "insentif", "--skema")
    assert ran.code == 0
    assert ran.json()["$schema"].endswith("2020-12/schema")


def test_the_working_is_indonesian_text(run: Run, month: Path) -> None:
    ran = run("hitung", "insentif", "--jelaskan", str(month))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Insentif UKM Puskesmas Kendit, Agustus 2022\n===")
    for words in ("Rp6.375.000", "7,5% x Rp50.000.000", "Pasal 11A ayat (5)", "Contoh p-02",
                  "praktik, bukan bunyi peraturan", "Sidik: "):  # fmt: skip
        assert words in ran.out


def test_knowledge_of_an_earlier_day(run: Run, month: Path) -> None:
    def instruments(*extra: str) -> str:
        answer = run("hitung", "insentif", str(month), *extra).json()
        return " ".join(rule["dasar_hukum"] for rule in answer["aturan"])

    assert "Perbup Situbondo 79/2022, Pasal 11A ayat (5)" in instruments()
    assert "Perbup Situbondo 79/2022, Pasal" not in instruments("--diketahui", "2022-09-01")


def test_standard_input_in_a_process_of_its_own_without_locale() -> None:
    data = changed(
        put("puskesmas", value="Puskesmas Ké\U0001f3e5"), put("kabupaten", value="11.01")
    )
    for environment in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        ran = process("hitung", "insentif", "-", stdin=encoded(data), **environment)
        assert (ran.code, ran.err) == (0, "")
        assert ran.json()["pool"] == 6_375_000
        text = process("hitung", "insentif", "-", "--jelaskan", stdin=encoded(data), **environment)
        assert "Ké\U0001f3e5" in text.out


@pytest.mark.parametrize(
    "raw",
    [b"", b"[" * 200_000, b"\xff", b'{"a":1e9999}', b'{"\\ud800": 1}', b" " * 17_000_000],
    ids=["empty", "deep", "not UTF-8", "exponent", "surrogate", "large"],
)
def test_hostile_bytes_never_end_in_a_traceback(raw: bytes) -> None:
    ran = process("hitung", "insentif", "-", stdin=raw)
    assert (ran.code, ran.err) == (2, "")
    for fault in ran.json()["galat"]:
        assert set(fault) == {"letak", "pesan"}


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        [str(UPAYA), "aturan", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ("hitung", "insentif", "-"),
        ("hitung", "insentif", "--jelaskan", "-"),
        ("hitung", "insentif", "--skema"),
        ("aturan", "list"),
        ("aturan", "show", "insentif_ukm"),
        ("aturan", "diff", "2022-12", "2023-01"),
        ("--help",),
    ],
)
def test_offline_commands_import_no_django(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys\n"
        "sys.modules['django'] = None\n"  # any import of Django fails
        "from upaya.cli import main\n"
        "try:\n    code = main(sys.argv[1:])\n"
        "except SystemExit as stopped:\n    code = stopped.code\n"
        "found = [name for name in sys.modules if name.split('.')[0] == 'django']\n"
        "assert found == ['django'], found\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=encoded(good()),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_is_indonesian_everywhere(run: Run) -> None:
    for arguments in (
        (), ("hitung",), ("hitung", "insentif"), ("aturan",), ("aturan", "list"),
        ("aturan", "show"), ("aturan", "diff"), *((name,) for name in DJANGO_COMMANDS),
        ("audit", "verify"),
    ):  # fmt: skip
        ran = run(*arguments, "--help")
        assert ran.code == 0
        assert ran.out.startswith("Pemakaian: upaya")
        for english in ("usage", "options:", "positional", "show this help", "arguments"):
            assert english not in ran.out.lower()
    assert all(name in run("--help").out for name in DJANGO_COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "argumen ini wajib diisi: PERINTAH"),
        (("entah",), "pilihan 'entah' tidak ada"),
        (("hitung", "insentif", "--cepat"), "argumen tidak dikenal: --cepat"),
        (("aturan", "list", "--tanggal"), "harus diikuti satu nilai"),
        (("aturan", "list", "--tanggal", "besok"), "bukan tanggal"),
        (("aturan", "list", "--kabupaten", "Situbondo"), "bukan kode kabupaten"),
        (("aturan", "diff", "2022-12"), "argumen ini wajib diisi: BARU"),
        (("hitung", "insentif", "--skema=1"), "tidak menerima nilai"),
    ],
)
def test_wrong_use_is_explained_in_indonesian(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert words in ran.err
    assert "--help" in ran.err


def test_a_puskesmas_of_ten_thousand(tmp_path: Path, run: Run) -> None:
    data = good()
    data["petugas"] = [person(f"p{n}", frekuensi=n) for n in range(10_000)]
    path = tmp_path / "besar.json"
    path.write_bytes(encoded(data))
    answer = run("hitung", "insentif", str(path)).json()
    assert sum(row["lapangan"] for row in answer["petugas"]) == answer["pool_lapangan"]
    assert answer["tidak_dibagi"] == answer["pool_manajemen"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"sisa_pagu_insentif": 59_441_251}, "sisa_pagu_insentif"),
        ({"karakteristik": "perkotaan"}, "karakteristik"),
        ({"indeks": {"beban_kerja": "0.34"}}, "indeks.beban_kerja"),
    ],
)
def test_what_differs_from_the_text_is_the_first_warning_and_with_ketat_a_fault(
    run: Run, tmp_path: Path, changes: dict[str, Any], place: str
) -> None:
    path = tmp_path / "bulan.json"
    path.write_bytes(encoded(good()))
    assert run("hitung", "insentif", str(path), "--ketat").code == 0
    path.write_bytes(encoded(good() | changes))
    plain = run("hitung", "insentif", str(path))
    assert plain.code == 0
    assert plain.json()["peringatan"][0].startswith(f"{place}: ")
    strict = run("hitung", "insentif", str(path), "--ketat")
    assert strict.code == 2
    assert [fault["letak"] for fault in strict.json()["galat"]] == [place]
    explained = run("hitung", "insentif", str(path), "--ketat", "--jelaskan")
    assert explained.code == 2
