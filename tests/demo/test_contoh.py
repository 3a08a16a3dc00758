"""The example in the README: the file is there, the command works on it, the numbers stand."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from upaya import cli

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "contoh" / "bulan.json"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    target = io.BytesIO()
    output = io.TextIOWrapper(target, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", output)
        code = cli.main(["hitung", "insentif", str(FILE), *arguments])
    output.flush()
    return code, target.getvalue().decode()


def test_the_example_is_computed_as_the_readme_says(monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run(monkeypatch)
    answer = json.loads(text)
    assert code == 0
    assert answer["pool"] == 7_699_500 == 58_000_000 * 75 * 177 // 100_000
    assert sum(row["bruto"] for row in answer["petugas"]) == answer["pool"]
    readme = (ROOT / "README.md").read_text()
    said = {int(number.replace(".", "")) for number in re.findall(r"Rp([\d.]*\d)", readme)}
    assert {answer["pool"], *(row["bruto"] for row in answer["petugas"])} <= said


def test_the_example_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run(monkeypatch, "--jelaskan")
    assert code == 0
    assert text.startswith("Insentif UKM Banyuputih, Agustus 2022")
    assert "Pasal 11A ayat (7)" in text


def test_every_page_and_picture_that_the_documents_name_is_there() -> None:
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    missing = []
    for file in files:
        targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", file.read_text())
        missing += [
            f"{file.relative_to(ROOT)}: {target}"
            for target in targets
            if "://" not in target and not (file.parent / target).exists()
        ]
    assert missing == []


def test_no_picture_of_the_manual_lies_about_unused_and_all_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "manual" / "gambar").glob("*.png"))
    text = "".join(file.read_text() for file in (ROOT / "docs" / "manual").glob("*.md"))
    text += (ROOT / "README.md").read_text()
    assert [picture.name for picture in pictures if picture.name not in text] == []
    sizes = [picture.stat().st_size for picture in pictures]
    assert max(sizes) < 200_000
    assert sum(sizes) < 11_000_000  # a clone brings them all; five systems have pictures


def test_the_manual_is_drawn_by_every_journey_that_takes_pictures() -> None:
    said = re.search(r"^JOURNEYS := .*$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert said is not None
    named = set(said[0].rpartition(",")[2].rstrip(")").split())
    journeys = sorted((ROOT / "tests" / "browser").glob("test_*.py"))
    wanted = {
        file.stem.removeprefix("test_")
        for file in journeys
        if re.search(r"\bpicture: (Picture|Callable)", file.read_text())
    }
    assert named == wanted
