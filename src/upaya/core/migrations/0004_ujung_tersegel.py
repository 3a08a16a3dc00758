"""Chains are made with a key from here on; what stands already keeps its hashes without one."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from upaya.core.audit import seal_of


def seal(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    head_model = apps.get_model("core", "AuditHead")
    for head in head_model.objects.filter(number__gt=0):
        head.keyed_from = head.number + 1
        head.seal = seal_of(head)
        head.save()


class Migration(migrations.Migration):
    dependencies = [("core", "0003_rantai_bernama")]

    operations = [
        migrations.AddField("audithead", "keyed_from", models.PositiveBigIntegerField(default=1)),
        migrations.AddField("audithead", "seal", models.CharField(blank=True, max_length=64)),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
