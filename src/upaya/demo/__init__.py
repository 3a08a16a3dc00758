"""The stage of the demo: Kabupaten Situbondo with its 20 puskesmas as printed, and their people.

Names, categories and pagu come from the parameters (Pasal 11A ayat (8) Perbup Situbondo 79/2022);
people, numbers, populations and activities are synthetic. What happens on the stage each part of
the house brings itself, in its `demo`.
"""
