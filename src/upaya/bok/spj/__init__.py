"""The SPJ of an activity: who was paid, each document of Pasal 24, its road to the Dinas."""
