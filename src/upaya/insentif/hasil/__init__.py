"""The calculation of a month: present, frozen, and explained."""
