"""A difference is settled with a month, also with one that has no payment."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _months(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    settled = apps.get_model("insentif", "PelunasanSelisih")
    for row in settled.objects.select_related("pembayaran").iterator():
        settled.objects.filter(pk=row.pk).update(pengajuan_id=row.pembayaran.sumber_id)


class Migration(migrations.Migration):
    dependencies = [("insentif", "0004_koreksi")]

    operations = [
        migrations.RemoveConstraint("pelunasanselisih", "pelunasan_sekali"),
        migrations.AddField(
            "pelunasanselisih",
            "pengajuan",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="insentif.pengajuan",
            ),
        ),
        migrations.RunPython(_months),
        migrations.AlterField(
            "pelunasanselisih",
            "pengajuan",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="insentif.pengajuan",
            ),
        ),
        migrations.RemoveField("pelunasanselisih", "pembayaran"),
        migrations.AddConstraint(
            "pelunasanselisih",
            models.UniqueConstraint(fields=["bagian", "pengajuan"], name="pelunasan_sekali"),
        ),
    ]
