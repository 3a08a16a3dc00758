"""The book of limits (*buku batas*): what claims may use together, and what they used."""
