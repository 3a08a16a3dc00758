from typing import Any

from django.db import migrations, models

import upaya.regulasi.ketetapan

OLD, NEW = 'insentif_ukm.pagu', 'insentif_ukm.pagu.'


def _name(apps: Any, was: str, now: str) -> None:  # noqa: ANN401 - historical models
    apps.get_model('regulasi', 'BarisAturan').objects.filter(kunci=was).update(kunci=now)


def forwards(apps: Any, schema_editor: object) -> None:  # noqa: ANN401
    """A key with a dot at its end is completed by the code of a puskesmas."""
    _name(apps, OLD, NEW)


def backwards(apps: Any, schema_editor: object) -> None:  # noqa: ANN401
    _name(apps, NEW, OLD)


class Migration(migrations.Migration):
    """Which rules a district sets the systems declare: a new one is no change of the database."""

    dependencies = [
        ('regulasi', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='barisaturan',
            name='aturan_kunci',
        ),
        migrations.RemoveConstraint(
            model_name='barisaturan',
            name='aturan_pagu_puskesmas',
        ),
        migrations.AlterField(
            model_name='barisaturan',
            name='kunci',
            field=models.CharField(max_length=64, validators=[upaya.regulasi.ketetapan.known], verbose_name='aturan'),
        ),
        migrations.RunPython(forwards, backwards),
        migrations.AddConstraint(
            model_name='barisaturan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kunci__endswith', '.'), ('puskesmas__isnull', False), ('sampai__isnull', False)), models.Q(models.Q(('kunci__endswith', '.'), _negated=True), ('puskesmas', None)), _connector='OR'), name='aturan_per_unit'),
        ),
    ]
