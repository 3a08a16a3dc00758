"""What an SPJ was filled from of the cash book: of those that stand, what was there when opened."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def _remember(apps: Any, _editor: Any) -> None:  # noqa: ANN401 - Django's
    paid = apps.get_model("bok", "Belanja").objects.filter(
        pelaksanaan=OuterRef("pelaksanaan"), mutasi__dicatat_pada__lte=OuterRef("dibuka_pada")
    )
    last = Subquery(paid.order_by("-mutasi").values("mutasi")[:1])
    apps.get_model("bok", "SpjKegiatan").objects.update(kas_sampai=Coalesce(last, 0))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bok", "0007_pajak_belanja")]
    operations: ClassVar = [
        migrations.AddField("spjkegiatan", "kas_sampai", models.BigIntegerField(default=0)),
        migrations.RunPython(_remember, migrations.RunPython.noop),
    ]
