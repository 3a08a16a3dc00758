import django.db.models.functions.comparison
import django.db.models.functions.text
import upaya.core.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wilayah', '0004_puskesmas_di_bawah_dinas'),
    ]

    operations = [
        migrations.AddField(
            model_name='unit',
            name='jalur',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Concat('jalur_induk', django.db.models.functions.comparison.Cast('id', models.CharField()), models.Value('/')), output_field=upaya.core.paths.PathField(max_length=220)),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(fields=('induk', 'jenis', 'nama'), name='unit_nama_unik'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(condition=models.Q(('induk', None)), fields=('kabupaten', 'jenis', 'nama'), name='unit_nama_unik_akar'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(fields=('jalur',), name='unit_jalur_unik', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('induk', None), ('jalur_induk', '/')), models.Q(('induk__isnull', False), ('jalur_induk__endswith', django.db.models.functions.text.Concat(models.Value('/'), django.db.models.functions.comparison.Cast('induk', models.CharField()), models.Value('/')))), _connector='OR'), name='unit_jalur_lewat_induk'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('jalur_induk__contains', django.db.models.functions.text.Concat(models.Value('/'), django.db.models.functions.comparison.Cast('id', models.CharField()), models.Value('/'))), _negated=True), name='unit_jalur_tanpa_lingkaran'),
        ),
    ]
