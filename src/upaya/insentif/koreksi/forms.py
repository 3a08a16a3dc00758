"""The form of a correction: what changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from upaya.alur.forms import TEXT_LIMIT
from upaya.core import files
from upaya.core.fields import AngkaField, RupiahField
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.officer_work import Kerja

BOK = "bok"
"""What is corrected when it is the absorption and no officer's work."""
_LONG = forms.Textarea(attrs={"rows": 3})


class KoreksiForm(forms.Form):
    """The month's absorption and every officer's work as they stand; what is changed is corrected.

    Fields of officers are `oh_<kode>` and `f_<kode>`; `usul` stands in them where it says something
    else (what changed in BOK).
    """

    alasan = forms.CharField(
        label="Alasan koreksi",
        widget=_LONG,
        max_length=TEXT_LIMIT,
        help_text="Apa yang salah, dan bukti yang mana menunjukkannya. Bila hanya aturannya yang "
        "berubah, biarkan angka di bawah ini.",
        error_messages={"required": "Tulis alasan koreksinya."},
    )
    bok_diserap = RupiahField(label="BOK yang diserap bulan itu")

    berkas = forms.FileField(
        label="Bukti, misalnya laporan atau daftar hadir yang benar",
        required=False,
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )
    sidik = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        uploads: Any = None,  # noqa: ANN401 - Django's own type of request.FILES
        *,
        bulan: Bulan,
        names: Mapping[str, str],
        only: str = "",
        usul: Mapping[str, Kerja] | None = None,
        alasan: str = "",
    ) -> None:
        initial = {"bok_diserap": bulan.bok_diserap, "alasan": alasan}
        super().__init__(data, uploads, initial=initial)
        self.officers = [
            (one, names.get(one.id, one.id)) for one in bulan.petugas if only in ("", one.id)
        ]
        if only not in ("", BOK):
            del self.fields["bok_diserap"]
        for officer, name in self.officers:
            for prefix, label, stored in (
                ("oh", "OH manajemen", officer.orang_hari),
                ("f", "Frekuensi lapangan", officer.frekuensi),
            ):
                field = AngkaField(label=f"{label} {name}")
                said = (usul or {}).get(officer.id)
                field.initial = stored if said is None else _of(said, prefix)
                self.fields[f"{prefix}_{officer.id}"] = field

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Name and the two boxes of each officer."""
        return [
            {"nama": name, "oh": self[f"oh_{one.id}"], "f": self[f"f_{one.id}"]}
            for one, name in sorted(self.officers, key=lambda pair: pair[1].casefold())
        ]

    def clean_alasan(self) -> str:
        """A reason in words: the Dinas decides by it."""
        said = str(self.cleaned_data["alasan"])
        if not says_something(said):
            raise forms.ValidationError(TOO_SHORT)
        return said

    def clean_berkas(self) -> UploadedFile | None:
        """Judged by its content, before anything is kept."""
        upload: UploadedFile | None = self.cleaned_data.get("berkas")
        if upload is not None:
            files.check(upload)
        return upload

    def show_seen(self, sidik: str) -> None:
        """The page shows what this fingerprint names: sending it again proposes just that."""
        again: Any = self.data.copy()  # type: ignore[attr-defined] # a QueryDict here
        again["sidik"] = sidik
        self.data = again

    def change(self, sanggahan: int | None = None) -> UsulanKoreksi:
        """What a valid form changes, in answer to an objection where there is one."""
        data = self.cleaned_data
        work = {
            one.id: Kerja(data[f"oh_{one.id}"], data[f"f_{one.id}"]) for one, _ in self.officers
        }
        return UsulanKoreksi(
            data["alasan"], data.get("bok_diserap"), work, data.get("berkas"), sanggahan
        )


def _of(work: Kerja, prefix: str) -> int:
    return work.orang_hari if prefix == "oh" else work.frekuensi
