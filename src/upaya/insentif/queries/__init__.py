"""Reading Insentif UKM: what pages, boards and inboxes show."""
