"""Pages of a case: each module makes the views of one kind of page from a `CasePages`."""
