"""What a district decrees for Jamkesda: the year's ceiling of its budget (APBD)."""

from __future__ import annotations

from typing import Any

from upaya.core.fields import RupiahField
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai
from upaya.rules.jamkesda.kumpulan import PAGU
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT


class PaguJamkesdaForm(DecreeForm):
    """The ceiling of one budget year, by its DPA."""

    jumlah = RupiahField(label="Pagu klaim setahun")
    field_order = ("jumlah",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        self.fields["sampai"].required = True
        self.fields["sampai"].help_text = "Hari terakhir tahun anggaran, misalnya 31 Desember."

    def clean(self) -> dict[str, Any]:
        """A ceiling is of one budget year."""
        data = super().clean()
        start, end = data.get("mulai"), data.get("sampai")
        if start and end and start.year != end.year:
            self.add_error("sampai", "Ketetapan ini berlaku dalam satu tahun anggaran.")
        return data

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])


def _fault(nilai: Nilai) -> str:
    whole = isinstance(nilai, int) and not isinstance(nilai, bool) and 0 <= nilai <= MAX_AMOUNT
    return "" if whole else "Pagu adalah rupiah bulat, paling sedikit nol."


def _words(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return rupiah(nilai)


PAGU_JAMKESDA = JenisKetetapan(
    PAGU,
    "Pagu klaim Jamkesda setahun",
    "pagu-jamkesda",
    "rupiah per tahun",
    "Pagu klaim Jamkesda setahun",
    PaguJamkesdaForm,
    _fault,
    _words,
)
