from tests.mainan.sistem import Surat
from upaya.core import clock

BUILDERS = {Surat: lambda p: Surat.objects.create(isi=p.mark, kabupaten_id=p.unit.kabupaten_id,
            unit_id=p.unit.pk, status="draf", status_since=clock.now())}  # fmt: skip
