"""The case itself: one month of a puskesmas, where it is on its road, its board and its inbox."""
