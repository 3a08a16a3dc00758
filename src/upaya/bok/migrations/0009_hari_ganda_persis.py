"""Payees with and without a NIK compared by name; each attempt at a double day stands alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from upaya.core.crypto import blind_index
from upaya.rules.bok.hari_ganda import Penerima

_BATCH = 1_000


def _compare(apps: Any, _editor: Any) -> None:  # noqa: ANN401 - Django's
    """The mark of the name for days that stand already."""
    table = apps.get_model("bok", "HariDibayar")
    batch = []
    rows = table.objects.select_related("penerima").defer("penerima__nik")
    for row in rows.order_by("pk").iterator(_BATCH):
        person = Penerima(row.penerima.nama, 0, desa=row.penerima.desa)
        row.serupa = blind_index("|".join(person.serupa(str(row.unit_id))), "bok:nama")
        batch.append(row)
        if len(batch) == _BATCH:
            table.objects.bulk_update(batch, ["serupa"])
            batch = []
    table.objects.bulk_update(batch, ["serupa"])


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bok", "0008_spj_dari_kas")]
    operations: ClassVar = [
        migrations.RemoveConstraint("hariganda", "hari_ganda_terbuka_sekali"),
        migrations.AddConstraint(
            "hariganda",
            models.UniqueConstraint(
                fields=["buku", "tanda", "kelompok", "hari", "macam", "kegiatan", "jumlah"],
                condition=Q(status__in=["dicoba", "diusulkan"]),
                name="hari_ganda_terbuka_sekali",
            ),
        ),
        migrations.AddField(
            "haridibayar", "serupa", models.CharField(max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "haridibayar",
            models.Index(fields=["kabupaten", "serupa", "hari"], name="hari_dibayar_serupa"),
        ),
        migrations.RunPython(_compare, migrations.RunPython.noop),
    ]  # fmt: skip
