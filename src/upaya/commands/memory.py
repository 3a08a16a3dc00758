"""How often Python looks for garbage: seldom, and never among what a process loaded to begin with.

A request makes thousands of small objects that live together and go together. By default each few
hundred of them start a search, and the deep ones walk through every module, model and template
that is loaded: in long work that was a third of all time.
"""

import gc

_NEW = 10_000
"""So many new objects, more than were let go, before the young ones are looked through."""


def look_seldom() -> None:
    """For every command."""
    gc.set_threshold(_NEW)


def settle() -> None:
    """For a process that has loaded what it needs: that stays for its life and is left alone."""
    look_seldom()
    gc.freeze()
