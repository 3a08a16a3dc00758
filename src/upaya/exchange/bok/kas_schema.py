"""JSON Schema (2020-12) of the file of cash books, from the names and bounds of its checker."""

from typing import Any

from upaya.exchange.bok import kas_check as contract
from upaya.exchange.bok.alokasi_json import KABUPATEN_PATTERN
from upaya.exchange.schema_shapes import DAY, LINE, closed, head, text, whole
from upaya.rules.bok.hari_ganda import MACAM, SATUAN
from upaya.rules.bok.kas import CARA, JENIS, PUNGUTAN, TEMPAT
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT

_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan bulat yang ditulis dengan titik atau pangkat; "
    "kunci yang ditulis dua kali; id, bukti, bulan opname, atau hari yang sama; hari tahun lain; "
    "kunci yang tidak berlaku bagi jenis mutasinya; jenis belanja di luar aturan tahun itu; pajak "
    "melebihi belanjanya; penerima yang jumlahnya tidak sama dengan belanjanya; hari yang berakhir "
    "dengan saldo kurang dari nol; hitungan uang tunai yang berbeda dari buku."
)


def cash_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung bku`` reads."""
    amount = whole(0, MAX_AMOUNT)
    person = {
        "nama": LINE,
        "nik": text(contract.NIK_PATTERN),
        "desa": LINE,
        "satuan": {"enum": list(SATUAN)},
        "banyaknya": whole(0, MAX_COUNT),
        "harga": amount,
        "macam": {"enum": list(MACAM)},
        "hari": {"type": "array", "items": DAY, "maxItems": contract.MOST_DAYS},
    }
    move = {
        "tanggal": DAY,
        "jenis": {"enum": list(JENIS)},
        "jumlah": whole(1, MAX_AMOUNT) | {"description": "Rupiah utuh; belanja: bruto."},
        "bukti": LINE,
        "uraian": LINE,
        "dari": {"enum": list(TEMPAT)},
        "cara": {"enum": list(CARA)},
        "pungutan": closed(dict.fromkeys(PUNGUTAN, amount), ()),
        "kegiatan": LINE,
        "belanja": LINE | {"description": "Huruf jenis belanja menurut Pasal 10 ayat (1)."},
        "rekening": LINE,
        "penerima": _rows(person, contract.PAID, contract.MOST_PAID),
    }
    count = {"bulan": whole(1, 12), "tunai": amount}
    unit = {
        "id": LINE,
        "saldo_awal": closed(dict.fromkeys(TEMPAT, amount), ()),
        "mutasi": _rows(move, contract.NEEDED, contract.MOST_MOVES),
        "opname": _rows(count, tuple(count), 12),
    }
    units = _rows(unit, ("id", "mutasi"), contract.MOST_UNITS) | {"minItems": 1}
    return {
        **head("bku", "Buku kas umum BOK satu tahun, satu atau beberapa unit", _COMMENT),
        **closed(
            {
                "kabupaten": text(KABUPATEN_PATTERN),
                "tahun": whole(*contract.YEARS),
                "unit": units,
            },
            contract.NEEDED_ROOT,
        ),
    }


def _rows(properties: dict[str, Any], needed: tuple[str, ...], most: int) -> dict[str, Any]:
    return {"type": "array", "items": closed(properties, needed), "maxItems": most}
