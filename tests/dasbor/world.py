"""What dasbor brings to the walks."""

BOUNDS = {
    "dasbor:nasional": (18, "seluruh negeri dari sebelas rangkuman; tidak bertambah dengan data"),
}
