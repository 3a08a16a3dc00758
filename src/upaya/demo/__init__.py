"""The demo: Kabupaten Situbondo with its 20 puskesmas as printed, everything else made up.

Names, categories and pagu come from the parameters (Pasal 11A ayat (8) Perbup Situbondo 79/2022);
people, numbers, populations and activities are synthetic.
"""
