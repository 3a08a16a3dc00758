"""Aturan sebagai kode murni: tanpa Django, tanpa jam, tanpa basis data.

The only input or output is the loader of the dated parameters, the YAML files beside each law.
"""
