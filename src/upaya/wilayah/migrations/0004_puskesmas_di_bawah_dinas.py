from typing import Any

from django.db import migrations


def hang_puskesmas(apps: Any, schema_editor: object) -> None:  # noqa: ANN401 - Django's
    """Each district's Dinas Kesehatan stands above its puskesmas; the ministry stays a root.

    Of several the oldest that is still active. In a district without one they wait as roots, and
    `upaya check` says so.
    """
    Unit = apps.get_model("wilayah", "Unit")
    History = apps.get_model("wilayah", "HistoricalUnit")
    above: dict[str, int] = {}
    for dinas in Unit.objects.filter(jenis="dinas").order_by("-aktif", "pk"):
        above.setdefault(dinas.kabupaten_id, dinas.pk)
    for kabupaten, dinas in above.items():
        below = Unit.objects.filter(jenis="puskesmas", kabupaten_id=kabupaten)
        History.objects.filter(id__in=list(below.values_list("pk", flat=True))).update(
            induk_id=dinas
        )
        below.update(induk_id=dinas, jalur_induk=f"/{dinas}/")


class Migration(migrations.Migration):

    dependencies = [
        ("wilayah", "0003_pohon"),
    ]

    operations = [
        migrations.RunPython(hang_puskesmas, migrations.RunPython.noop),
    ]
