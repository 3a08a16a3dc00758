"""Boards: how long steps take, what was decided, where; without a name in what planners take."""
