"""People and what they may act as."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from upaya.core.access import Access
from upaya.core.scope import Scope, ScopedModel, ScopedQuerySet, ScopePath
from upaya.rules.roles import Reach, Role
from upaya.wilayah.models import Unit


class UserManager(BaseUserManager["User"]):
    """Creates people with a hashed password."""

    def create_user(self, username: str, name: str, email: str = "", password: str | None = None) -> User:
        """A new person; without a password nobody can sign in as them until one is set."""
        user = self.model(username=self.model.normalize_username(username), name=name, email=email)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they may do hangs on memberships, never on the person."""

    username = models.CharField("nama pengguna", max_length=80, unique=True)
    name = models.CharField("nama lengkap", max_length=120)
    email = models.EmailField("alamat surel", blank=True)
    is_active = models.BooleanField("aktif", default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [models.Index(fields=["email"], name="user_email")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name for letters and lists."""
        return self.name


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    """Memberships, by the day they hold."""

    def valid_on(self, day: object) -> MembershipQuerySet:
        """Those in force on `day`, of active people."""
        return self.filter(
            Q(sampai=None) | Q(sampai__gte=day), mulai__lte=day, user__is_active=True
        )


class Membership(ScopedModel):
    """A role at a unit, given by a decree, for a time."""

    scope_path: ClassVar[ScopePath] = ScopePath("unit__kabupaten", "unit")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("peran", max_length=32, choices=[(r.value, r.label) for r in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    nomor_sk = models.CharField("nomor SK", max_length=80)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit", "role", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "mulai"], name="keanggotaan_sekali"
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=models.F("mulai")),
                name="keanggotaan_masa",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[r.value for r in Role]), name="keanggotaan_peran"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "role"], name="keanggotaan_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {Role(self.role).label}"

    def access(self) -> Access:
        """What acting under this membership means; needs `unit` loaded."""
        role = Role(self.role)
        return Access(
            user_id=self.user_id,
            membership_id=self.pk,
            role=role,
            scope=Scope(
                reach=role.reach,
                kabupaten=None if role.reach is Reach.NATION else self.unit.kabupaten_id,
                unit=self.unit_id,
                user=self.user_id,
            ),
            unit_name=self.unit.nama,
        )
