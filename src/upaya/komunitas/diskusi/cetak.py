"""A whole discussion as PDF: opening, summary, every topic with what was said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from upaya.core import clock
from upaya.core.answers import attachment
from upaya.core.documents import pdf
from upaya.core.documents.content import Bagian, Isi, Kop, Paragraf, Subjudul, sidik
from upaya.core.documents.download import paper_size
from upaya.core.guard import public
from upaya.core.limits import Limit
from upaya.komunitas.diskusi import queries
from upaya.komunitas.diskusi.models import Tanggapan
from upaya.rules.period import tanggal

_OPEN = "diskusi terbuka dibaca siapa pun, juga di atas kertas"
_MOST = 2_000
"""Comments of one paper: about 500 pages."""
_ASKED = Limit("komunitas-pdf", amount=6, seconds=60)


@public(_OPEN)
@require_safe
def periode_pdf(request: HttpRequest, alamat: str) -> HttpResponse:
    """The period as a paper; its check is the page itself."""
    found = queries.period_at(alamat)
    if found is None:
        elsewhere = queries.moved(alamat)
        if elsewhere is None:
            raise Http404
        return redirect("komunitas:periode_pdf", elsewhere[0], permanent=True)
    if not _ASKED.spend(request):
        return redirect("komunitas:periode", alamat)
    isi = content(found)
    address = settings.BASE_URL + reverse("komunitas:periode", args=[alamat])
    said = pdf.Terbit(found["nama"], clock.today(), sidik(isi), address)
    body = pdf.render(isi, said, paper_size(request))
    return attachment(body, pdf.PDF_TYPE, f"{alamat}.pdf")


def content(period: queries.Row) -> Isi:
    """What the paper says."""
    return Isi(
        jenis="komunitas-diskusi",
        kode="KOM-DSK",
        judul=period["nama"],
        kop=Kop("Masyarakat Praktisi", "Sistem Kontrak di Sektor Kesehatan"),
        keterangan=f"{period['tema']} ({period['masa']}). Moderator {period['moderator']}",
        bagian=tuple(_parts(period)),
    )


def _parts(period: queries.Row) -> Iterator[Bagian]:
    yield Subjudul("Pengantar moderator")
    yield from _paragraphs(period["pengantar"])
    if period["ringkasan"]:
        yield Subjudul("Ringkasan penutup")
        yield from _paragraphs(period["ringkasan"])
    topics = queries.topics_of(period["id"])
    said: dict[int, list[queries.Row]] = {row["id"]: [] for row in topics}
    rows = Tanggapan.objects.for_public().filter(topik_id__in=list(said))
    for row in rows.order_by("topik_id", "jalur")[0:_MOST]:
        said[row["topik_id"]].append(row)
    for topic in topics:
        yield Subjudul(f"Topik {topic['nomor']}: {topic['judul']}")
        by = ", ".join(word for word in (topic["nama"], topic["lembaga"]) if word)
        yield from _paragraphs(f"{by}:\n\n{topic['pertanyaan']}" if by else topic["pertanyaan"])
        for one in said[topic["id"]]:
            house = f", {one['lembaga']}" if one["lembaga"] else ""
            above = "menjawab, " if one["tingkat"] else ""
            day = timezone.localtime(one["ditulis_pada"]).date()
            head = f"{one['nama']}{house} ({above}{tanggal(day)}):"
            yield from _paragraphs(f"{head}\n\n{one['isi']}")


def _paragraphs(text: str) -> Iterator[Bagian]:
    """Plain paragraphs: the marks of Markdown that stand for emphasis are left out."""
    for part in re.split(r"\n\s*\n", text):
        plain = " ".join(re.sub(r"\*\*|__|^\s*[>#]+\s?", "", part, flags=re.MULTILINE).split())
        if plain:
            yield Paragraf(plain)
