from typing import Any

from django.db import migrations


def give_each_district_its_own(apps: Any, schema_editor: object) -> None:  # noqa: ANN401 - Django's
    """A ban hid what lies in other districts too: there it becomes one of theirs, which they lift.

    What is hidden stays hidden, so nothing is counted again.
    """
    Blokir = apps.get_model("komunitas", "Blokir")
    for ban in Blokir.objects.filter(dicabut_pada=None).order_by("pk"):
        marked = [
            apps.get_model("komunitas", name).objects.filter(blokir=ban)
            for name in ("Tanggapan", "Topik")
        ]
        elsewhere = {key for rows in marked for key in rows.values_list("kabupaten_id", flat=True)}
        for kabupaten in sorted(elsewhere - {ban.kabupaten_id}):
            own = Blokir.objects.create(
                kabupaten_id=kabupaten, nama=ban.nama, tamu=ban.tamu, anggota_id=ban.anggota_id,
                alasan=ban.alasan, dibuat_oleh_id=ban.dibuat_oleh_id, dibuat_pada=ban.dibuat_pada,
            )  # fmt: skip
            for rows in marked:
                rows.filter(kabupaten_id=kabupaten).update(blokir=own)


class Migration(migrations.Migration):

    dependencies = [
        ("komunitas", "0003_topik_anggota"),
    ]

    operations = [
        migrations.RunPython(give_each_district_its_own, migrations.RunPython.noop),
    ]
