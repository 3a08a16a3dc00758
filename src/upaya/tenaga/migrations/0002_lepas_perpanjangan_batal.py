"""Extensions that were called off let go of the contract they followed, as calling off does now."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations


def _let_go(apps: Any, _editor: Any) -> None:  # noqa: ANN401 - Django's
    called_off = apps.get_model("tenaga", "Kontrak").objects.filter(status="batal")
    called_off.filter(sebelumnya__isnull=False).update(sebelumnya=None)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("tenaga", "0001_tenaga")]
    operations: ClassVar = [migrations.RunPython(_let_go, migrations.RunPython.noop)]
