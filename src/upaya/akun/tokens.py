"""Links that let somebody set a password: each dies with any change of what the person may do."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from upaya.akun.models import Membership, User


class LinkTokenGenerator(PasswordResetTokenGenerator):
    """Django's, which dies with use, a new password, a sign-in or three days; and with a role.

    A link that was asked for when somebody held nothing must not open the account of an admin.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        rows = Membership.objects.filter(user_id=user.pk).order_by("pk")
        held = list(rows.values_list("pk", "role", "unit_id", "mulai", "sampai"))
        return f"{super()._make_hash_value(user, timestamp)}{held}"
