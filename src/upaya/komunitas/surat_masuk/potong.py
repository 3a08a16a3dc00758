"""What of a reply is new: quotes are cut away as Indonesian and English mail programs write them.

Answers between the quoted lines stay, each with the last lines that it answers.
"""

from __future__ import annotations

import re

_KEPT_QUOTE = 3
"""Quoted lines that stay above an answer between them."""
_WRAPPED = 3
"""Lines over which a program may break the one that leads in a quote."""
_LONGEST_LEAD = 1_000
"""Letters: no program leads in a quote with more, so more is not searched through."""
_WORDS = r"(?:menulis|wrote|tulis|a écrit|schreef|berkata)"
_WHEN = r"(?=.{0,300}(?:@|\d{1,2}[.:]\d{2}|\d[/-]\d|\b\d{1,2}\.?\s+\w+\s+\d{2,4}))"
"""A time, a date or an address: without one, "Pada rapat kemarin beliau menulis:" is a sentence."""
_LEAD = re.compile(
    rf"^(?:>\s*)*(?:Pada|On|Op|Le)\b{_WHEN}.{{5,300}}?\b{_WORDS}\s*:\s*$"
    rf"|^.{{3,200}}<[^<>\s@]{{1,64}}@[^<>\s@]{{1,255}}>.{{0,60}}\b{_WORDS}\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""Pada Kam, 3 Nov 2022 pukul 09.12 Sari <sari@contoh.id> menulis: (Gmail, Yahoo, Thunderbird)"""
_ORIGINAL = re.compile(
    r"^[-_=\s*]*(?:Pesan|Surat|Surel|E-?mail)\s+(?:Asli|Asal|Terusan|Diteruskan)[-_=\s*]*$"
    r"|^[-_=\s*]*(?:Original|Forwarded)\s+(?:Message|Appointment)[-_=\s*]*$"
    r"|^[-_=\s*]*(?:Mulai pesan (?:yang )?diteruskan|Begin forwarded message)\s*:?\s*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\*?(Dari|From|Dikirim|Terkirim|Sent|Tanggal|Date|Kepada|Ke|To|Cc|Tembusan|Perihal|Subjek|"
    r"Hal|Subject)\s*:\*?\s",
    re.IGNORECASE,
)
"""Dari: ... / Dikirim: ... / Kepada: ... / Perihal: ... (Outlook, without any mark of a quote)"""
_RULE = re.compile(r"^_{20,}\s*$")
_SIGNATURE = re.compile(
    r"^-- ?$|^(?:Dikirim|Terkirim) (?:dari|melalui|lewat) .{2,60}$|^Sent from (?:my )?.{2,60}$"
    r"|^(?:Dapatkan|Get) Outlook (?:untuk|for) .{2,40}$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*>")


def potong(text: str) -> str:
    """What the sender wrote; "" when nothing is new."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    lines = _before_original(_without_leads(lines))
    return _answers(_before_signature(lines))


def _without_leads(lines: list[str]) -> list[str]:
    """The same without the lines that lead in a quote, however they are broken."""
    last_quote = max((at for at, line in enumerate(lines) if _QUOTED.match(line)), default=-1)
    found, at = [], 0
    while at < len(lines):
        for many in range(1, _WRAPPED + 1):
            some = lines[at : at + many]
            if len(some) == many and all(line.strip() for line in some):
                whole = " ".join(line.strip() for line in some)
                if len(whole) <= _LONGEST_LEAD and _LEAD.match(whole):
                    at += many
                    # Behind a lead without a single marked line all the rest is quoted.
                    found += [_CUT] if last_quote < at else []
                    break
        else:
            found.append(lines[at])
            at += 1
            continue
        if found and found[-1] == _CUT:
            break
    return found


_CUT = "\0"
"""Stands where everything behind is quoted without any mark."""


def _before_original(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if line == _CUT or _ORIGINAL.match(line):
            return lines[:at]
        if _is_header(lines, at) or (_RULE.match(line) and _is_header(lines, at + 1)):
            return lines[:at]
    return lines


def _is_header(lines: list[str], at: int) -> bool:
    """Whether three fields of a mail's head stand here, one below the other."""
    some = [line for line in lines[at : at + 6] if line.strip()][:3]
    names = [found.group(1).lower() for line in some if (found := _FIELD.match(line))]
    return len(some) == len(names) == 3 and names[0] in ("dari", "from")  # noqa: PLR2004 - three fields


def _before_signature(lines: list[str]) -> list[str]:
    """A signature ends what is new, unless answers between quotes follow it."""
    answered = _last_answered_quote(lines)
    for at, line in enumerate(lines):
        if _SIGNATURE.match(line) and at > answered:
            return lines[:at]
    return lines


def _last_answered_quote(lines: list[str]) -> int:
    """Where the last quote stands that words follow; -1 without one."""
    words_follow = False
    for at in range(len(lines) - 1, -1, -1):
        if _QUOTED.match(lines[at]):
            if words_follow:
                return at
        elif lines[at].strip():
            words_follow = True
    return -1


def _answers(lines: list[str]) -> str:
    """Without quotes at the end; between them only the last lines above each answer."""
    found: list[str] = []
    quote: list[str] = []
    for line in lines:
        if _QUOTED.match(line):
            quote.append(line)
            continue
        if line.strip() and quote:
            if any(one.strip() for one in found):
                kept = [one for one in quote if one.strip(" >")][-_KEPT_QUOTE:]
                found += ["", *(f"> {one.strip().lstrip('> ')}" for one in kept), ""]
            elif len(quote) <= _KEPT_QUOTE:
                found += [*(f"> {one.strip().lstrip('> ')}" for one in quote), ""]
            quote = []
        if not quote:
            found.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found)).strip()
