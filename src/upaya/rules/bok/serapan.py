"""Absorption of BOK against what is left of its pagu: the pagu is a maximum (Pasal 5 ayat (1))."""

from upaya.rules.money import rupiah


def melebihi_sisa(diserap: int | None, sisa_pagu_bok: int | None) -> str:
    """Why the absorption of a month is impossible, as a clause; "" while nothing says so.

    More than is left cannot have been absorbed: a fault, never a warning. What is not known (None)
    contradicts nothing. The database repeats it (``pengajuan_dalam_pagu_bok``).
    """
    if diserap is None or sisa_pagu_bok is None or diserap <= sisa_pagu_bok:
        return ""
    return f"penyerapan {rupiah(diserap)} melebihi sisa pagu BOK {rupiah(sisa_pagu_bok)}"
