"""A transfer knows the day of the request that it answers."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def _as_transferred(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What was noted before nobody asked for a day: the transfer's own is the latest it can be."""
    apps.get_model("pembayaran", "DanaMasuk").objects.update(diminta=models.F("tanggal"))


class Migration(migrations.Migration):
    dependencies = [("pembayaran", "0002_rekening_bersama_desimal")]

    operations = [
        migrations.AddField(
            "danamasuk",
            "diminta",
            models.DateField(null=True, verbose_name="tanggal pengajuan dana"),
        ),
        migrations.RunPython(_as_transferred, migrations.RunPython.noop),
        migrations.AlterField(
            "danamasuk", "diminta", models.DateField(verbose_name="tanggal pengajuan dana")
        ),
        migrations.AddConstraint(
            "danamasuk",
            models.CheckConstraint(
                condition=models.Q(tanggal__gte=models.F("diminta")), name="dana_setelah_diminta"
            ),
        ),
    ]
