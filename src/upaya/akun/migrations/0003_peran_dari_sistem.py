from django.db import migrations, models

import upaya.akun.models


class Migration(migrations.Migration):
    """Roles are declared by the systems: a new one is no change of the database."""

    dependencies = [
        ('akun', '0002_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='keanggotaan_peran',
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(max_length=32, validators=[upaya.akun.models.known_role], verbose_name='peran'),
        ),
    ]
