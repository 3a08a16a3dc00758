"""What the community brings to the walks: an open period, a topic, a comment that waits.

Periods and topics are read by everybody, so nothing in them marks a place; what waits does.
"""

from __future__ import annotations

from tests.world.handle import Place
from tests.world.parts import Argument
from upaya.core import clock
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik


def _period(place: Place) -> Periode:
    made, _ = Periode.objects.get_or_create(
        kode=f"periode-{place.unit.kabupaten_id}".replace(".", "-"),
        defaults={
            "kabupaten": place.unit.kabupaten,
            "nama": f"Periode rekaan {place.unit.kabupaten_id}",
            "tema": "Tema rekaan",
            "masa": "Tahun 2022",
            "mulai": clock.today(),
            "pengantar": "Pengantar rekaan",
            "moderator": "Moderator Rekaan",
            "dibuka_oleh": place.user,
            "dibuka_pada": clock.now(),
        },
    )
    assert isinstance(made, Periode)
    return made


def _topic(place: Place) -> Topik:
    period = _period(place)
    made, _ = Topik.objects.get_or_create(
        periode=period,
        nomor=1,
        defaults={
            "kabupaten": period.kabupaten,
            "judul": "Topik rekaan",
            "dibuka_oleh": place.user,
            "dibuka_pada": clock.now(),
        },
    )
    assert isinstance(made, Topik)
    return made


def _comment(place: Place) -> Tanggapan:
    topic = _topic(place)
    made, _ = Tanggapan.objects.get_or_create(
        topik=topic,
        jalur="000001",
        defaults={
            "kabupaten": topic.kabupaten,
            "nama": "Tamu Rekaan",
            "isi": f"{place.mark} tanggapan",
            "ditulis_pada": clock.now(),
        },
    )
    assert isinstance(made, Tanggapan)
    return made


BUILDERS = {Periode: _period, Topik: _topic, Tanggapan: _comment}
ARGUMENTS = {
    "alamat": Argument(lambda p: _period(p).kode),
    "nomor": Argument(lambda p: _topic(p).nomor),
}
OPEN = {"komunitas:tentang": 200, "komunitas:periode": 200, "komunitas:topik": 200}
UNNAMED = {
    "topik_nomor_sekali": "ditarik dan ditulis dengan baris periode terkunci",
    "tanggapan_tempat": "ditarik dan ditulis dengan baris topik terkunci",
    "Tanggapan.tantangan": "ditanyakan lalu ditulis dengan baris topik terkunci",
}
