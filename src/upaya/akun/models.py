"""People and what they may act as."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from upaya.akun.models_pelimpahan import Pelimpahan
from upaya.akun.models_usulan import UsulanAkses
from upaya.core.access import Access
from upaya.core.crypto import EncryptedTextField
from upaya.core.registry import registry
from upaya.core.scope import Scope, ScopedModel, ScopedQuerySet, ScopePath
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit

__all__ = ["DEMO_PREFIX", "Membership", "Pelimpahan", "User", "UsulanAkses"]

DEMO_PREFIX = "demo."


class UserManager(BaseUserManager["User"]):
    """Creates people with a hashed password, and finds those whom a scope may know of."""

    def create_user(
        self, username: str, name: str, email: str = "", password: str | None = None
    ) -> User:
        """A new person; without a password nobody can sign in as them until one is set."""
        username = self.model.normalize_username(username.strip()).lower()
        user = self.model(username=username, name=name.strip(), email=email.strip().lower())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def for_scope(self, scope: Scope) -> models.QuerySet[User]:
        """People with a membership, present or past, among those the scope reaches."""
        if scope.reach is Reach.PERSON:
            return self.filter(pk=scope.user)
        return self.filter(pk__in=Membership.objects.for_scope(scope).values("user"))


class User(AbstractBaseUser, ScopedModel):
    """A person who signs in. What they may do hangs on memberships, never on the person.

    Names and addresses of mail are kept in small letters: whoever types a capital is the same
    person. A username holds no "@", so that nobody can be called like somebody else's mail.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "memberships__unit__kabupaten", "memberships__unit", "pk"
    )

    username = models.CharField(
        "nama pengguna",
        max_length=80,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]{2,}$",
                "Pakai sedikitnya tiga huruf kecil, angka, titik, garis, atau garis bawah.",
            )
        ],
        error_messages={"unique": "Nama pengguna ini sudah dipakai. Pilih nama lain."},
    )
    name = models.CharField("nama lengkap", max_length=120)
    email = models.EmailField("alamat surel", blank=True)
    nip = EncryptedTextField("NIP", blank=True, default="")
    pangkat = models.CharField("pangkat dan golongan", max_length=60, blank=True)
    kertas = models.CharField(
        "ukuran kertas", max_length=2, choices=[("f4", "F4"), ("a4", "A4")], default="f4"
    )
    is_active = models.BooleanField("aktif", default=True)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment] # a manager, not a queryset

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(username=Lower("username")), name="user_nama_kecil"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_surel_kecil"),
            models.CheckConstraint(condition=Q(kertas__in=["f4", "a4"]), name="user_kertas"),
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="user_surel_unik"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_demo(self) -> bool:
        """Whether this is an account of the demo: outside the demo it may do nothing."""
        return self.username.startswith(DEMO_PREFIX)

    def get_full_name(self) -> str:
        """The name for letters and lists."""
        return self.name


def known_role(name: str) -> None:
    """Refuse a role that no part of the house declares."""
    if name not in registry().roles:
        raise ValidationError(f"Peran “{name}” tidak dikenal.")


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    """Memberships, by the day they hold."""

    def valid_on(self, day: date) -> MembershipQuerySet:
        """Those in force on `day`, of active people."""
        return self.filter(
            Q(sampai=None) | Q(sampai__gte=day), mulai__lte=day, user__is_active=True
        )


class Membership(ScopedModel):
    """A role at a unit, given by a decree, for a time.

    `mewakili` is the membership of the officer who is away, in place of whom this one is held;
    only such a one may end before it begins: it was withdrawn before its day.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("unit__kabupaten", "unit")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("peran", max_length=32, validators=[known_role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    nomor_sk = models.CharField("nomor SK", max_length=80)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    mewakili = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="wakil"
    )

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit", "role", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "mulai"],
                condition=Q(mewakili=None),
                name="keanggotaan_sekali",
            ),
            models.CheckConstraint(
                condition=Q(sampai=None)
                | Q(sampai__gte=models.F("mulai"))
                | Q(mewakili__isnull=False),
                name="keanggotaan_masa",
            ),
            models.CheckConstraint(condition=~Q(nomor_sk=""), name="keanggotaan_bersk"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "role"], name="keanggotaan_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """Which roles there are no constraint says (a new one is no migration): so it is asked."""
        known_role(self.role)
        super().save(*args, **kwargs)

    @property
    def role_label(self) -> str:
        """The role in words."""
        return registry().role_label(self.role)

    def standing(self, day: date) -> str:
        """In one word how this membership stands on `day`; needs `user` loaded."""
        if not self.user.is_active:
            return "Nonaktif"
        if self.sampai is not None and self.sampai < self.mulai:
            return "Berakhir"
        if self.mulai > day:
            return "Belum mulai"
        return "Berlaku" if self.sampai is None or self.sampai >= day else "Berakhir"

    def lacking(self) -> frozenset[str]:
        """Offices that its district lacks, as `queries.memberships_in_force` asked; else none."""
        if self.unit.kabupaten_id is None:  # of the nation, or a hospital that serves several
            return frozenset()
        return frozenset(
            kind for kind in registry().offices if getattr(self, f"tanpa_{kind}", False)
        )

    def access(self) -> Access:
        """What acting under it means; needs `unit` and `mewakili__user` loaded."""
        role = registry().roles[self.role]
        return Access(
            user_id=self.user_id,
            membership_id=self.pk,
            role=role,
            scope=Scope(
                reach=role.reach,
                kabupaten=None if role.reach is Reach.NATION else self.unit.kabupaten_id,
                unit=self.unit_id,
                user=self.user_id,
                jalur=self.unit.jalur,
                chains=registry().chains_of(role),
            ),
            unit_name=self.unit.nama,
            mewakili=self.mewakili.user_id if self.mewakili else None,
            mewakili_nama=self.mewakili.user.name if self.mewakili else "",
            lacking=self.lacking(),
        )
