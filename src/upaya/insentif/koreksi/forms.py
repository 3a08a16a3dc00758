"""The form of a correction: what changes of what was chosen, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from upaya.alur.forms import TEXT_LIMIT
from upaya.core import files
from upaya.core.fields import AngkaField, RupiahField
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.insentif.koreksi.choosing import BOK
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.officer_work import Kerja

_LONG = forms.Textarea(attrs={"rows": 3})


class KoreksiForm(forms.Form):
    """What is chosen to be corrected, as it stands (`berlaku`) or as it was proposed (`bulan`).

    Fields of officers are `oh_<kode>` and `f_<kode>`; `usul` stands in them where it says something
    else (what changed in BOK). The difference is looked at without a reason, proposed with one.
    """

    alasan = forms.CharField(
        label="Alasan koreksi",
        widget=_LONG,
        max_length=TEXT_LIMIT,
        help_text="Apa yang salah, dan bukti yang mana menunjukkannya.",
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
        berlaku: Bulan,
        bulan: Bulan,
        names: Mapping[str, str],
        chosen: Collection[str],
        usul: Mapping[str, Kerja] | None = None,
        alasan: str = "",
    ) -> None:
        initial = {"bok_diserap": bulan.bok_diserap, "alasan": alasan}
        super().__init__(data, uploads, initial=initial)
        self.fields["alasan"].required = data is None or "usul" in data
        self.berlaku = berlaku
        self.officers = [
            (one, names.get(one.id, one.id)) for one in bulan.petugas if one.id in chosen
        ]
        if BOK not in chosen:
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
        """Name, code, and the two boxes of each officer with what stands now."""
        stands = {one.id: one for one in self.berlaku.petugas}
        return [
            {
                "nama": name,
                "kode": one.id,
                "isian": (
                    (self[f"f_{one.id}"], "Frekuensi lapangan", stands[one.id].frekuensi),
                    (self[f"oh_{one.id}"], "OH manajemen", stands[one.id].orang_hari),
                ),
            }
            for one, name in sorted(self.officers, key=lambda pair: pair[1].casefold())
        ]

    def clean_alasan(self) -> str:
        """A reason in words, once it is proposed: the Dinas decides by it."""
        said = str(self.cleaned_data["alasan"])
        if "usul" in self.data and not says_something(said):
            raise forms.ValidationError(TOO_SHORT)
        return said

    def clean(self) -> dict[str, Any]:
        """What is shown again asks for the reason as it did before."""
        self.fields["alasan"].required = True
        return super().clean() or {}

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
