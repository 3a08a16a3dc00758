"""Forms of an SPJ: for which activity, who was paid, what proves a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.alur.forms import LONG
from upaya.bok.realisasi.forms import HariField
from upaya.bok.spj.models import KATA, KOLOM, UANG, PenerimaSpj, SpjKegiatan
from upaya.bok.spj.naskah import dipakai
from upaya.bok.spj.services import Diterima
from upaya.core import files
from upaya.core.fields import AngkaField, RupiahField
from upaya.core.lists import FilterForm
from upaya.core.reasons import says_something
from upaya.rules.bok.road_spj import SPJ
from upaya.rules.period import Period

_ALL = [("", "Semua")]
_NAME = 120
MOST_ROWS = 200
"""Names that one SPJ holds."""


class BukaForm(forms.Form):
    """Which report, and for which kind of spending."""

    jenis = forms.ChoiceField(
        label="Jenis belanja", error_messages={"required": "Pilih jenis belanjanya."}
    )
    pelaksanaan = forms.TypedChoiceField(
        label="Kegiatan", coerce=int, error_messages={"required": "Pilih kegiatannya."}
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kinds: Mapping[str, str],
        reports: Iterable[tuple[int, str]],
        chosen: str = "",
    ) -> None:
        super().__init__(data, initial={"pelaksanaan": chosen})
        kind, report = self.fields["jenis"], self.fields["pelaksanaan"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(report, forms.ChoiceField)  # noqa: S101 - the same
        kind.choices = [("", "Pilih jenis"), *((k, f"{k}. {name}") for k, name in kinds.items())]
        report.choices = [("", "Pilih kegiatan"), *((str(pk), name) for pk, name in reports)]


class PenerimaForm(forms.Form):
    """Who was paid: a row for each, and more names one a line. An emptied name takes a row out."""

    versi = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        case: SpjKegiatan,
        rows: Sequence[PenerimaSpj],
    ) -> None:
        self.columns = KOLOM[case.jenis]
        super().__init__(data, initial={"versi": case.versi} | self._initial(rows))
        self.banyak = len(rows)
        for number in range(self.banyak):
            self._row(number, case.period)
        self.fields["baru"] = forms.CharField(
            label="Nama lain",
            required=False,
            max_length=12_000,
            widget=LONG,
            help_text="Satu nama tiap baris; boleh diikuti titik koma dan sebagai apa, misalnya "
            "“Sulastri; Kader”.",
        )

    def _initial(self, rows: Sequence[PenerimaSpj]) -> dict[str, Any]:
        return {
            f"{name}-{number}": value
            for number, row in enumerate(rows)
            for name, value in {
                "nama": row.nama,
                "sebagai": row.sebagai,
                "hari": row.tanggal,
                **{column: getattr(row, column) for column in self.columns},
            }.items()
        }

    def _row(self, number: int, period: Period) -> None:
        self.fields[f"nama-{number}"] = forms.CharField(
            label="Nama", required=False, max_length=_NAME
        )
        self.fields[f"sebagai-{number}"] = forms.CharField(
            label="Sebagai", required=False, max_length=_NAME
        )
        self.fields[f"hari-{number}"] = HariField(label="Tanggal", period=period)
        for column in self.columns:
            label = str(PenerimaSpj._meta.get_field(column).verbose_name).capitalize()  # type: ignore[union-attr] # fields of its own
            kind = AngkaField if column == "banyak" else RupiahField
            self.fields[f"{column}-{number}"] = kind(label=label, required=False)

    @property
    def heads(self) -> list[str]:
        """The heads of the table."""
        columns = ("nama", "sebagai", *self.columns)
        named = {
            name: str(PenerimaSpj._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr] # fields of its own
            for name in columns
        }
        return [named["nama"], named["sebagai"], "Tanggal", *(named[c] for c in self.columns)]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The boxes, row by row."""
        names = ("nama", "sebagai", "hari", *self.columns)
        return [[self[f"{name}-{n}"] for name in names] for n in range(self.banyak)]

    @property
    def received(self) -> list[Diterima]:
        """The rows as they are to stand."""
        said = self.cleaned_data
        found = [
            Diterima(
                said[f"nama-{n}"],
                said[f"sebagai-{n}"],
                tuple(said[f"hari-{n}"]),
                {column: said[f"{column}-{n}"] or 0 for column in self.columns},
            )
            for n in range(self.banyak)
            if said[f"nama-{n}"]
        ]
        everybody: tuple[date, ...] = tuple(sorted({day for one in found for day in one.hari}))
        for line in said["baru"].splitlines():
            name, _, as_what = (part.strip() for part in line.partition(";"))
            if name:
                found.append(Diterima(name, as_what, everybody, {}))
        return found

    def clean_baru(self) -> str:
        """Names that fit their column, not too many."""
        text = str(self.cleaned_data["baru"])
        lines = [line for line in text.splitlines() if line.strip()]
        if any(len(part.strip()) > _NAME for line in lines for part in line.split(";", 1)):
            raise ValidationError(f"Satu nama paling panjang {_NAME} huruf.")
        if self.banyak + len(lines) > MOST_ROWS:
            raise ValidationError(f"Satu SPJ memuat paling banyak {MOST_ROWS} nama.")
        return text

    def clean(self) -> dict[str, Any]:
        """Tax is never more than what was paid."""
        said: dict[str, Any] = super().clean() or {}
        if "pajak" not in self.columns:
            return said
        for n in range(self.banyak):
            paid = sum(said.get(f"{name}-{n}") or 0 for name in self.columns if name in UANG)
            if (said.get(f"pajak-{n}") or 0) > paid:
                self.add_error(f"pajak-{n}", "Pajak melebihi yang dibayar.")
        return said


_AS_QUOTED = {"waktu": "pukul"}


def words_of(jenis: str) -> list[str]:
    """The entries that the papers of a kind need; nothing else is asked."""
    needed = dipakai(jenis)
    return [name for name in KATA if _AS_QUOTED.get(name, name) in needed]


def naskah_form(case: SpjKegiatan) -> type[forms.ModelForm[SpjKegiatan]]:
    """The form of what the papers of its kind quote, and whether the spending is taxed."""
    boxes: dict[str, type[forms.Widget] | forms.Widget] = {"versi": forms.HiddenInput}
    boxes |= {name: LONG for name in KATA if name not in {"tempat", "waktu", "didatangi"}}
    made: type[forms.ModelForm[SpjKegiatan]] = forms.modelform_factory(
        SpjKegiatan,
        fields=["kena_pajak", *words_of(case.jenis), "versi"],
        widgets=boxes,
    )
    return made


class BanyakBerkas(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class BanyakBerkasField(forms.FileField):
    """Several files, each looked at by content."""

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 - Django's
        """The files, in the order in which they were chosen."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        one = super().clean
        uploads = [one(upload, initial) for upload in given]
        for upload in uploads:
            files.check(upload)
        return uploads


def reason_in_words(typed: object) -> str:
    """The reason without blanks around it; ValidationError for a dash or a letter."""
    said = str(typed).strip()
    if said and not says_something(said):
        raise ValidationError("Tulis alasannya dengan kata-kata, bukan tanda atau satu huruf.")
    return said


class DokumenForm(forms.Form):
    """What proves one document: files, or the reason why it does not apply.

    Asked of a receipt of a purchase: its amount and its materai.
    """

    berkas = BanyakBerkasField(
        label="Berkas",
        required=False,
        widget=BanyakBerkas,
        error_messages={"empty": "Berkas ini kosong."},
    )
    alasan = forms.CharField(
        label="Bila tidak ada, mengapa",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        sent: MultiValueDict[str, Any] | None = None,
        *,
        kode: str,
        purchase: bool,
        required: bool,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(
            data, sent, initial=dict(initial or {}), prefix=f"d{kode.replace('.', '-')}"
        )
        if required:
            del self.fields["alasan"]
        if purchase:
            self.fields["jumlah"] = RupiahField(
                label="Kuitansi terbesar", required=False, help_text="Jumlah satu kuitansi."
            )
            self.fields["bermeterai"] = forms.BooleanField(label="Bermeterai", required=False)

    def clean_alasan(self) -> str:
        """A reason in words; a dash is none."""
        return reason_in_words(self.cleaned_data["alasan"])

    def clean(self) -> dict[str, Any]:
        """Something was given."""
        return super().clean() or {}

    @property
    def values(self) -> dict[str, Any]:
        """What is said of the document."""
        said = self.cleaned_data
        return {
            "alasan": said.get("alasan", ""),
            "jumlah": said.get("jumlah") or 0,
            "bermeterai": bool(said.get("bermeterai")),
        }

    @property
    def uploads(self) -> Sequence[UploadedFile]:
        """The files."""
        return list(self.cleaned_data["berkas"] or ())


class BersamaForm(forms.Form):
    """Many documents of one SPJ at once: files by their names, one reason for what there is not."""

    berkas = BanyakBerkasField(
        label="Pindaian dan foto",
        required=False,
        widget=BanyakBerkas,
        error_messages={"empty": "Ada berkas yang kosong."},
    )
    alasan = forms.CharField(
        label="Yang lain tidak ada, karena",
        required=False,
        max_length=400,
        help_text="Bagi setiap dokumen yang boleh tidak ada dan belum berisi; yang terakhir "
        "ditulis tersedia lagi.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        sent: MultiValueDict[str, Any] | None = None,
        *,
        alasan: str = "",
    ) -> None:
        super().__init__(data, sent, prefix="bersama", initial={"alasan": alasan})

    def clean_alasan(self) -> str:
        """A reason in words; a dash is none."""
        return reason_in_words(self.cleaned_data["alasan"])


class SebulanForm(forms.Form):
    """Which month's SPJ to open together, and of which kind."""

    bulan = forms.ChoiceField(label="Bulan", error_messages={"required": "Pilih bulannya."})
    jenis_sebulan = forms.ChoiceField(
        label="Jenis belanja",
        error_messages={"required": "Pilih jenis belanjanya."},
        help_text="Huruf a dan b: kegiatan lapangan; huruf c: rapat; yang lain: semua kegiatan.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kinds: Mapping[str, str],
        months: Iterable[Period],
    ) -> None:
        super().__init__(data)
        month, kind = self.fields["bulan"], self.fields["jenis_sebulan"]
        assert isinstance(month, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - the same
        month.choices = [("", "Pilih bulan"), *((str(one), one.nama) for one in months)]
        kind.choices = [("", "Pilih jenis"), *((k, f"{k}. {name}") for k, name in kinds.items())]


class SpjFilter(FilterForm):
    """Above the list of SPJ."""

    status = forms.ChoiceField(label="Status", required=False, choices=[*_ALL, *SPJ.choices()])
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[*_ALL, *((k, f"Huruf {k}") for k in KOLOM)]
    )
    cari = forms.CharField(label="Kegiatan", required=False, max_length=80)
    lookups: ClassVar[dict[str, str]] = {
        "status": "status",
        "jenis": "jenis",
        "cari": "pelaksanaan__nama__icontains",
    }
