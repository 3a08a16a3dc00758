"""Who may write what: bans, and what somebody new may not yet, by dated assumptions."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from upaya.core import clock
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.diskusi.models import Tanggapan
from upaya.komunitas.diskusi.models_jaga import Blokir
from upaya.rules.loader import national_book

_LINK = re.compile(r"https?://|mailto:|\bwww\.", re.IGNORECASE)
_BANNED = "Tanggapan dari Anda tidak diterima. Hubungi moderator bila ini keliru."


def written_by(tamu: str, member: Anggota | None) -> Q:
    """Which comments are one writer's: of the member, or of this browser as a guest."""
    own = Q(tamu=tamu) if tamu else Q(pk=None)
    return own | Q(anggota=member) if member is not None else own


def is_known(tamu: str, member: Anggota | None) -> bool:
    """Whether a moderator let a comment of this writer pass, and refused none."""
    rows = Tanggapan.objects.filter(written_by(tamu, member), diputus_oleh__isnull=False)
    said = set(rows.exclude(status=Tanggapan.Status.DITARIK).values_list("status", flat=True))
    return said == {Tanggapan.Status.TERBIT}


def check(tamu: str, member: Anggota | None, isi: str, *, attached: bool = False) -> None:
    """ValidationError when this writer is banned, or new and writes more than who is new may."""
    who = Q(tamu=tamu) if tamu else Q(pk=None)
    if member is not None:
        who |= Q(anggota_id=member.pk)
    if Blokir.objects.filter(who, dicabut_pada=None).exists():
        raise ValidationError(_BANNED)
    if tamu or member is not None:
        _check_new(tamu, member, isi, attached=attached)


def _check_new(tamu: str, member: Anggota | None, isi: str, *, attached: bool) -> None:
    now = clock.now()
    rows = Tanggapan.objects.filter(written_by(tamu, member))
    if rows.filter(ditulis_pada__lt=now - timedelta(days=_number("hari_baru"))).exists():
        return
    links, most = len(_LINK.findall(isi)), _number("tautan_baru")
    if links > most:
        raise ValidationError(
            {"isi": f"Pada hari pertama sebuah tanggapan memuat paling banyak {most} tautan."}
        )
    if attached and _number("lampiran_baru") == 0:
        raise ValidationError({"lampiran": "Lampiran dapat ditambahkan sesudah hari pertama."})
    most = _number("tanggapan_baru")
    if rows.filter(ditulis_pada__gte=now - timedelta(days=1)).count() >= most:
        raise ValidationError(f"Pada hari pertama paling banyak {most} tanggapan. Lanjutkan besok.")


def _number(name: str) -> int:
    return national_book().read(f"komunitas.{name}", clock.today()).integer
