"""What core brings to the walks."""

from __future__ import annotations

from tests.factories.dokumen import make_dokumen, withdraw_dokumen
from tests.factories.insentif import make_team
from tests.world.handle import Place
from tests.world.parts import Argument
from upaya.core import clock
from upaya.core.models import (
    AuditEntry,
    Dokumen,
    NaskahDokumen,
    OverdueNotice,
    PencabutanDokumen,
    StoredFile,
    WorkflowLog,
)


def _dokumen(place: Place) -> Dokumen:
    return make_dokumen(place.unit, make_team(place.unit).kepala.access())


def _pencabutan(place: Place) -> PencabutanDokumen:
    """Of a paper of its own: the one that others look at goes on standing."""
    return withdraw_dokumen(place.unit, make_team(place.unit).kepala.access())


def _terlambat(place: Place) -> OverdueNotice:
    """Of a stay of its own: no case stands there since now."""
    made = OverdueNotice.objects.create(
        workflow="insentif", subject_id=place.month.pk, step="draf", since=clock.now(),
        kabupaten_id=place.unit.kabupaten_id or "", unit_id=place.unit.pk, recipients=1,
        at=clock.now(),
    )  # fmt: skip
    assert isinstance(made, OverdueNotice)
    return made


BUILDERS = {
    AuditEntry: lambda p: AuditEntry.objects.filter(chain=p.unit.kabupaten_id).latest("number"),
    Dokumen: _dokumen,
    OverdueNotice: _terlambat,
    NaskahDokumen: lambda p: NaskahDokumen.objects.get(dokumen=_dokumen(p)),
    PencabutanDokumen: _pencabutan,
    StoredFile: lambda p: p.month.berkas.earliest("pk").berkas,
    WorkflowLog: lambda p: WorkflowLog.objects.filter(subject_id=p.month.pk).earliest("pk"),
}

ARGUMENTS = {
    "core:periksa:kode": Argument(lambda p: _dokumen(p).kode),
    "core:bab:bab": Argument(lambda _: "operator"),
    "core:panduan_gambar:gambar": Argument(lambda _: "masuk"),
}
OPEN = {
    "core:healthz": 200,
    "core:readyz": 200,
    "core:metrik": 404,
    "core:periksa": 200,
    "core:panduan": 200,
    "core:bab": 200,
    "core:panduan_gambar": 200,
}
UNSCOPED = {
    "core.Karantina": "sidik berkas yang pernah menghentikan pembacanya, bukan milik siapa pun",
    "core.AuditHead": "ujung rantai audit: dikunci saat menulis, tidak pernah ditampilkan",
}

UNNAMED = {
    "berkas_sekali": "yang kedua pada saat yang sama mendapat yang pertama (foto.receive)",
    "terlambat_diberitahukan_sekali": "ditulis dengan perkaranya terkunci; yang kedua menemukannya",
    **dict.fromkeys(
        ("audit_nomor_unik", "dokumen_nomor_unik", "dokumen_versi_unik"),
        "nomor diambil dengan ujung rantai terkunci (audit.hold)",
    ),
    **dict.fromkeys(
        ("StoredFile.path", "Dokumen.kode"),
        "acak; tidak ada yang menuliskannya",
    ),
    **dict.fromkeys(
        ("NaskahDokumen.dokumen", "PencabutanDokumen.dokumen"),
        "ditulis bersama dokumennya, di bawah kunci rantai audit",
    ),
}
