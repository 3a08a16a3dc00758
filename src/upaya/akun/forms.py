"""Forms of sign-in (allauth's, in our words) and of people and memberships."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from upaya.akun import authority
from upaya.akun.giving import Term
from upaya.akun.models import Membership, User, UsulanAkses
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.choices import RowField
from upaya.core.fields import TanggalField
from upaya.core.lists import FilterForm
from upaya.core.registry import registry
from upaya.core.tasks import enqueue, nothing
from upaya.wilayah.models import Unit

_NIP = 18
_NEW_PASSWORD = (
    "Sedikitnya 12 huruf, angka, atau tanda. Bukan angka saja, bukan yang umum dipakai, "  # noqa: S105
    "dan tidak mirip nama Anda. Beberapa kata yang Anda ingat lebih kuat daripada satu kata rumit."
)


class _PlainWords:
    """Labels above the box instead of words inside it that vanish while typing."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's, handed on
        super().__init__(*args, **kwargs)
        for name, field in cast("forms.Form", self).fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.words.get(name, (field.label, ""))


class LoginForm(_PlainWords, account_forms.LoginForm):
    """Username or mail, and password."""

    words = {"login": ("Nama pengguna atau surel", ""), "password": ("Kata sandi", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's, handed on
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )


class ChangePasswordForm(_PlainWords, account_forms.ChangePasswordForm):
    """The old password and twice the new one."""

    words = {
        "oldpassword": ("Kata sandi sekarang", ""),
        "password1": ("Kata sandi baru", _NEW_PASSWORD),
        "password2": ("Ketik lagi kata sandi baru", ""),
    }


class SetPasswordForm(_PlainWords, account_forms.SetPasswordForm):
    """A first password of a signed-in account without one."""

    words = {
        "password1": ("Kata sandi baru", _NEW_PASSWORD),
        "password2": ("Ketik lagi kata sandi baru", ""),
    }


class ResetPasswordForm(_PlainWords, account_forms.ResetPasswordForm):
    """Where to send the link."""

    words = {"email": ("Alamat surel", "Alamat yang didaftarkan admin unit Anda.")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:  # noqa: ANN401 - allauth's
        """The same work for an address that is nobody's, so that the time says nothing."""
        if not self.users:
            enqueue(nothing)
        return str(super().save(request, **kwargs))


class ResetPasswordKeyForm(_PlainWords, account_forms.ResetPasswordKeyForm):
    """A new password by the link."""

    words = SetPasswordForm.words


class ReauthenticateForm(_PlainWords, account_forms.ReauthenticateForm):
    """The password again, before something delicate."""

    words = {"password": ("Kata sandi Anda", "")}


_CODE = {"code": ("Kode dari aplikasi", "Enam angka, atau salah satu kode cadangan Anda.")}


class AuthenticateForm(_PlainWords, mfa_forms.AuthenticateForm):
    """The code of the second step."""

    words = _CODE


class MfaReauthenticateForm(_PlainWords, mfa_forms.ReauthenticateForm):
    """The code again, before something delicate."""

    words = _CODE


class ActivateTOTPForm(_PlainWords, totp_forms.ActivateTOTPForm):
    """The first code proves that the app has the secret."""

    words = {"code": ("Kode dari aplikasi", "Enam angka yang sedang tampil di aplikasi.")}


# ------------------------------------------------------------------ people and memberships
class MembershipForm(forms.Form):
    """A role at a unit by a decree, for a time; offers only what this person may give."""

    role = forms.ChoiceField(label="Peran")
    unit = RowField(label="Unit", queryset=Unit.objects.none(), empty_label=None)
    nomor_sk = forms.CharField(label="Nomor SK", max_length=80)
    mulai = TanggalField(label="Berlaku mulai")
    sampai = TanggalField(
        label="Berlaku sampai",
        required=False,
        help_text="Kosongkan bila berlaku sampai ada yang mengakhirinya.",
    )

    def __init__(self, data: QueryDict | None = None, *, access: Access) -> None:
        super().__init__(data)
        role = cast("forms.ChoiceField", self.fields["role"])
        role.choices = [(r.name, r.label) for r in authority.roles_given_by(access)]
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset = authority.units_managed_by(access)
        self.fields["mulai"].initial = clock.today()

    @property
    def term(self) -> Term:
        """What the valid form says about the membership."""
        data = self.cleaned_data
        return Term(
            registry().roles[data["role"]],
            data["unit"],
            data["nomor_sk"],
            data["mulai"],
            data["sampai"],
        )


class PersonForm(MembershipForm):
    """A new person with a first membership."""

    name = forms.CharField(label="Nama lengkap", max_length=120)
    username = forms.CharField(
        label="Nama pengguna",
        max_length=80,
        help_text="Dipakai untuk masuk, misalnya siti.rahma.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label="Alamat surel",
        required=False,
        help_text="Tautan untuk mengatur kata sandi dikirim ke sini. Tanpa surel, orang kedua "
        "menyetujui lalu mencetak tautannya untuk diserahkan langsung.",
    )
    field_order = ["name", "username", "email", "role", "unit", "nomor_sk", "mulai", "sampai"]

    def clean_username(self) -> str:
        """Small letters, by the model's own rules; whether it is taken only saving can tell."""
        value = str(self.cleaned_data["username"]).strip().lower()
        User._meta.get_field("username").run_validators(value)
        return value


class EditPersonForm(forms.Form):
    """A corrected name or address of mail, and what stands below a signature."""

    name = forms.CharField(
        label="Nama lengkap",
        max_length=120,
        help_text="Dengan gelar: nama ini tercetak di tempat tanda tangan dokumen.",
    )
    email = forms.EmailField(
        label="Alamat surel",
        required=False,
        help_text="Alamat baru berlaku setelah disetujui orang kedua: siapa yang membaca surelnya "
        "dapat mengatur kata sandi.",
    )
    alasan = forms.CharField(
        label="Alasan mengganti surel",
        required=False,
        max_length=400,
        help_text="Wajib bila alamat surelnya diganti.",
    )
    nip = forms.CharField(
        label="NIP",
        max_length=24,
        required=False,
        help_text="18 angka. Petugas puskesmas memakai NIP dari data petugasnya.",
    )
    pangkat = forms.CharField(
        label="Pangkat dan golongan",
        max_length=60,
        required=False,
        help_text="Seperti tertulis di bawah tanda tangan, misalnya Pembina (IV/a).",
    )

    def __init__(self, data: QueryDict | None = None, *, person: User) -> None:
        kept = ("name", "email", "nip", "pangkat")
        super().__init__(data, initial={name: getattr(person, name) for name in kept})

    def clean_nip(self) -> str:
        """Eighteen digits, however they are spaced."""
        found = "".join(str(self.cleaned_data["nip"]).split())
        if found and not (found.isascii() and found.isdigit() and len(found) == _NIP):
            raise forms.ValidationError("NIP terdiri dari 18 angka.")
        return found


class AskForm(forms.Form):
    """What is asked for about another's account, and why."""

    jenis = forms.ChoiceField(
        label="Yang diminta",
        choices=[
            (jenis.value, jenis.label)
            for jenis in (UsulanAkses.Jenis.SANDI, UsulanAkses.Jenis.PENGAMAN)
        ],
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya ponselnya hilang; sebutkan bagaimana Anda yakin siapa yang meminta.",
        error_messages={"required": "Tulis alasannya."},
    )


class EndForm(forms.Form):
    """The last day of a membership."""

    sampai = TanggalField(
        label="Hari terakhir",
        help_text="Peran masih berlaku sepanjang hari itu. Untuk menutup akun saat ini juga, "
        "nonaktifkan akunnya.",
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["sampai"].initial = clock.today()


class PelimpahanForm(forms.Form):
    """Who stands in, from when to when, and why; offers colleagues only."""

    wakil = RowField(
        label="Pelaksana harian",
        queryset=User.objects.none(),
        empty_label="Pilih orang",
        error_messages={"required": "Pilih siapa yang mewakili."},
    )
    mulai = TanggalField(label="Mulai")
    sampai = TanggalField(
        label="Sampai", help_text="Hari terakhir. Sesudah itu pelimpahan berakhir sendiri."
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya cuti tahunan, atau tugas luar kota.",
        error_messages={"required": "Tulis alasannya."},
    )

    def __init__(self, data: QueryDict | None = None, *, people: QuerySet[User]) -> None:
        super().__init__(data)
        wakil = cast("forms.ModelChoiceField[User]", self.fields["wakil"])
        wakil.queryset = people
        self.fields["mulai"].initial = clock.today()


def _all_roles() -> list[tuple[str, str]]:
    return [("", "Semua peran"), *((r.name, r.label) for r in registry().roles.values())]


class MembershipFilter(FilterForm):
    """Name, role, unit and standing above the list of people."""

    lookups = {"peran": "role", "unit": "unit"}

    nama = forms.CharField(label="Nama", required=False)
    peran = forms.ChoiceField(label="Peran", required=False, choices=_all_roles)
    unit = RowField(
        label="Unit", required=False, queryset=Unit.objects.none(), empty_label="Semua unit"
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), ("berlaku", "Berlaku hari ini"), ("tidak", "Tidak berlaku")],
    )

    def __init__(self, data: QueryDict | None = None, *, access: Access) -> None:
        super().__init__(data)
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset = Unit.objects.for_scope(access.scope).order_by("jenis", "nama", "pk")

    def narrow_nama(self, rows: QuerySet[Membership], value: str) -> QuerySet[Membership]:
        """Part of the name or of the username."""
        return rows.filter(Q(user__name__icontains=value) | Q(user__username__icontains=value))

    def narrow_keadaan(self, rows: QuerySet[Membership], value: str) -> QuerySet[Membership]:
        """In force today, or not."""
        valid = Membership.objects.valid_on(clock.today()).values("pk")
        return rows.filter(pk__in=valid) if value == "berlaku" else rows.exclude(pk__in=valid)
