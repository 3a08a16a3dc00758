"""What is odd is said once by its kind: eleven doubts are one heading and eleven sentences."""

from types import SimpleNamespace

from django.template.loader import render_to_string

FLAGS = [
    *(SimpleNamespace(nama="Isian diragukan", kalimat=f"Target {n} berubah.") for n in range(11)),
    SimpleNamespace(nama="Petugas tidak berhak", kalimat="1 petugas terdaftar tanpa hak."),
]


def test_flags_of_one_kind_stand_under_one_name() -> None:
    page = render_to_string("insentif/berubah.html", {"tanda": FLAGS, "berubah": None})
    assert page.count("Isian diragukan") == 1
    assert page.count("<li>Target") == 11
    assert "<b>Petugas tidak berhak.</b> 1 petugas terdaftar tanpa hak." in page
