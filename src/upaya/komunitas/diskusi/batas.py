"""Who may write what: bans, and what somebody new may not yet, by dated assumptions."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from upaya.core import clock
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.diskusi.models import Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import Blokir
from upaya.rules.loader import national_book

_LINK = re.compile(r"https?://|mailto:|\bwww\.", re.IGNORECASE)
_BANNED = "Tanggapan dari Anda tidak diterima. Hubungi moderator bila ini keliru."


def written_by(tamu: str, member: Anggota | None) -> Q:
    """Which comments or topics are one writer's: of the member, or of this browser as a guest."""
    own = Q(tamu=tamu) if tamu else Q(pk=None)
    return own | Q(anggota=member) if member is not None else own


def is_known(tamu: str, member: Anggota | None) -> bool:
    """Whether a moderator let something of this writer pass, and refused nothing."""
    decided = Q(written_by(tamu, member), diputus_oleh__isnull=False)
    said: set[str] = set()
    for model in (Tanggapan, Topik):
        said |= set(model.objects.filter(decided).values_list("status", flat=True))
    return said - {Tanggapan.Status.DITARIK} == {Tanggapan.Status.TERBIT}


def check(
    tamu: str, member: Anggota | None, isi: str, *, kabupaten: str, attached: bool = False
) -> None:
    """ValidationError when this writer is banned here, or new and writes more than the new may."""
    _check_ban(tamu, member, kabupaten)
    if (tamu or member is not None) and _is_new(tamu, member):
        _check_links("isi", isi)
        _check_new(tamu, member, attached=attached)


def check_topic(tamu: str, member: Anggota, pertanyaan: str, *, kabupaten: str) -> None:
    """The same of a topic that a member opens; so many a day are all that anybody opens."""
    _check_ban(tamu, member, kabupaten)
    today = _today(Topik.objects.filter(written_by(tamu, member)), "dibuka_pada")
    if _is_new(tamu, member):
        _check_links("pertanyaan", pertanyaan)
        most = _number("topik_baru")
        if today >= most:
            raise ValidationError(f"{_new()} paling banyak {most} topik sehari. Lanjutkan besok.")
    most = _number("topik_sehari")
    if today >= most:
        raise ValidationError(f"Paling banyak {most} topik sehari. Lanjutkan besok.")


def _check_ban(tamu: str, member: Anggota | None, kabupaten: str) -> None:
    who = Q(tamu=tamu) if tamu else Q(pk=None)
    if member is not None:
        who |= Q(anggota_id=member.pk)
    if Blokir.objects.filter(who, kabupaten=kabupaten, dicabut_pada=None).exists():
        raise ValidationError(_BANNED)


def _is_new(tamu: str, member: Anggota | None) -> bool:
    """Whether nothing that appeared was written before the days in which somebody counts as new.

    What waits or was refused makes nobody old: it costs nothing but the waiting.
    """
    before = clock.now() - timedelta(days=_number("hari_baru"))
    shown = Q(written_by(tamu, member), status=Tanggapan.Status.TERBIT, blokir=None)
    return not (
        Tanggapan.objects.filter(shown, ditulis_pada__lt=before).exists()
        or Topik.objects.filter(shown, dibuka_pada__lt=before).exists()
    )


def _new() -> str:
    """Until when somebody is new, as the first words of a refusal."""
    return f"Sampai {_number('hari_baru')} hari sesudah tulisan pertama Anda terbit"


def _check_links(field: str, text: str) -> None:
    links, most = len(_LINK.findall(text)), _number("tautan_baru")
    if links > most:
        raise ValidationError(
            {field: f"{_new()} sebuah tulisan memuat paling banyak {most} tautan."}
        )


def _check_new(tamu: str, member: Anggota | None, *, attached: bool) -> None:
    if attached and _number("lampiran_baru") == 0:
        raise ValidationError({"lampiran": f"{_new()} lampiran belum dapat ditambahkan."})
    most = _number("tanggapan_baru")
    if _today(Tanggapan.objects.filter(written_by(tamu, member)), "ditulis_pada") >= most:
        raise ValidationError(f"{_new()} paling banyak {most} tanggapan sehari. Lanjutkan besok.")


def _today(rows: Any, field: str) -> int:  # noqa: ANN401 - the manager has no types
    """How many of them within a day."""
    found: int = rows.filter(**{f"{field}__gte": clock.now() - timedelta(days=1)}).count()
    return found


def _number(name: str) -> int:
    return national_book().read(f"komunitas.{name}", clock.today()).integer
