"""The year's pagu of each puskesmas beside what is planned of it."""
