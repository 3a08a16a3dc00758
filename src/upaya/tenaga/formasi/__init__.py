"""The need of a puskesmas, the formations that the Dinas decides, and whom the selection chose."""
